"""A lesson as a sentence of four parts: when, doing, led to, because; and the parts out of it."""

import functools
import re
from dataclasses import dataclass

from ssc_desktop.i18n import N_, translated_in

SENTENCE = N_("When {when}, doing {doing} led to {effect}, because {reason}.")
_BLANK = "…"
_LANGUAGES = ("en", "fr", "es", "pt", "ar")
_GAP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class LessonParts:
    """The four parts; "" where one is missing."""

    when: str = ""
    doing: str = ""
    effect: str = ""
    reason: str = ""

    def __bool__(self) -> bool:
        return bool(self.when or self.doing or self.effect or self.reason)


def composed(parts: LessonParts, language: str) -> str:
    """The sentence in the story's language; an ellipsis where a part is missing."""
    if not parts:
        return ""
    said = {name: getattr(parts, name).strip(" .") or _BLANK for name in LessonParts.__slots__}
    return _template(language).format(**said)


def parted(text: str, language: str) -> LessonParts | None:
    """The parts of a sentence that was made so, in the story's language or another; else None."""
    said = " ".join(text.split())
    if not said:
        return LessonParts()
    if "\n" in text.strip():
        return None  # paragraphs and lists are somebody's own words: put together anew they go
    for one in dict.fromkeys((language, *_LANGUAGES)):
        match = _pattern(one).fullmatch(said)
        if match is not None:
            found = {name: match[name].strip() for name in LessonParts.__slots__}
            return LessonParts(**{n: "" if part == _BLANK else part for n, part in found.items()})
    return None


def _template(language: str) -> str:
    known = language if language in _LANGUAGES else "en"
    said = translated_in(known).gettext(SENTENCE)
    whole = {gap[1] for gap in _GAP.finditer(said)} == set(LessonParts.__slots__)
    return said if whole else SENTENCE


@functools.cache
def _pattern(language: str) -> re.Pattern[str]:
    pieces = _GAP.split(_template(language).rstrip("."))
    # texts and names of gaps take turns
    made = [f"(?P<{piece}>.+?)" if at % 2 else re.escape(piece) for at, piece in enumerate(pieces)]
    return re.compile("".join(made) + r"\.?", re.IGNORECASE)
