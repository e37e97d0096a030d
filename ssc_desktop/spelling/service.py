"""The process that knows the dictionaries: reads questions, a line of JSON each, writes answers.

A process of its own, for three reasons: Hunspell holds Python's lock while it loads (0.4 s for
Portuguese) and looks for suggestions; it is a C++ library that reads other people's words, and its
crash must not take a story along; and its memory goes back when it is no longer needed.
"""

import gzip
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from ssc_desktop.paths import bundled

DICTIONARIES = {
    "en": ("en_GB", "en_US"),
    "fr": ("fr",),
    "es": ("es",),
    "pt": ("pt_BR", "pt_PT"),
    "ar": ("ar",),
}
"""The dictionaries of a language: a word is right where one of them knows it."""
_MOST = 7


class _Dictionary(Protocol):
    def spell(self, word: str) -> bool: ...
    def suggest(self, word: str) -> tuple[str, ...]: ...


def available() -> bool:
    """Whether the library that reads dictionaries is there: it has no wheel for some computers."""
    try:
        import hunspell  # noqa: F401, PLC0415
    except ImportError:
        return False
    return True


def load(name: str, folder: Path | None = None) -> _Dictionary:
    """The dictionary `name` of `resources/dictionaries`."""
    from hunspell import Hunspell  # noqa: PLC0415 - the window never loads it

    kept = folder or bundled("resources") / "dictionaries"
    with tempfile.TemporaryDirectory(prefix="ssc-") as place:
        for ending in ("aff", "dic"):
            packed = (kept / f"{name}.{ending}.gz").read_bytes()
            (Path(place) / f"{name}.{ending}").write_bytes(gzip.decompress(packed))
        made: _Dictionary = Hunspell(name, hunspell_data_dir=place, system_encoding="UTF-8")
    return made


class Language:
    """All dictionaries of one language."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._dictionaries = [load(name) for name in DICTIONARIES[code]]

    def is_right(self, word: str) -> bool:
        """Whether a dictionary knows `word`, or all its parts."""
        if self._knows(word):
            return True
        if "-" in word:
            return all(len(part) < 2 or self.is_right(part) for part in word.split("-"))
        return self._code == "en" and word.endswith("'s") and self._knows(word[:-2])

    def suggestions(self, word: str) -> list[str]:
        """What may have been meant, the likeliest first."""
        found: dict[str, None] = {}
        for one in self._dictionaries:
            found |= dict.fromkeys(said for said in one.suggest(word) if said)
        return list(found)[:_MOST]

    def _knows(self, word: str) -> bool:
        return any(one.spell(word) for one in self._dictionaries)


class Service:
    """Answers questions; a language is loaded when it is first asked about."""

    def __init__(self) -> None:
        self._languages: dict[str, Language] = {}

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """The answer to one question; to one about an unknown language that it is missing."""
        if question["language"] not in DICTIONARIES:
            return {"missing": True}
        language = self._language(question["language"])
        if "suggest" in question:
            return {"suggestions": language.suggestions(question["suggest"])}
        return {"wrong": [word for word in question["check"] if not language.is_right(word)]}

    def _language(self, code: str) -> Language:
        if code not in self._languages:
            self._languages[code] = Language(code)
        return self._languages[code]


def run() -> int:
    """Answer until the window has gone."""
    service = Service() if available() else None
    for question in _questions():
        answer: dict[str, Any] = {"missing": True}
        if service is not None:
            answer = service.answer(question)
        line = json.dumps({"number": question["number"], **answer})
        sys.stdout.buffer.write(line.encode() + b"\n")
        sys.stdout.buffer.flush()
    return 0


def _questions() -> Iterator[dict[str, Any]]:
    while line := sys.stdin.buffer.readline():
        yield json.loads(line)
