"""About how much room a text takes on paper, for pages that must not run over.

Widths are those of Calibri in thousandths of the type size; other scripts have one width each.
Breaking words at the same places as Word is not tried: a page keeps a few per cent in hand.
"""

import functools
import re

_CM = 2.54 / 72
"""Centimetres in a point."""
_HEIGHT = 1.22
"""Of a line, in type sizes: ascent and descent of Calibri."""

_LATIN = {
    letter: width
    for width, letters in (
        (235, " ,.:;Iijl'|"), (310, "()-J[]`f{}"), (345, "!rt"), (400, '"/L\\csz'),
        (460, "?FSZgkvxy"), (505, "#$*+0123456789<=>EKPTXY^_ae~"), (545, "BCRVbdhnopqu"),
        (600, "ADH"), (650, "GNOQU"), (720, "%&w"), (800, "m"), (880, "M@W"),
    )
    for letter in letters
}  # fmt: skip
_OTHER = 520
_BROAD = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60\U0001f300-\U0001faff]")
_SYLLABLES = re.compile("[\u1200-\u137f]")
_TALL = re.compile("[\u0590-\u0fff\u1000-\u109f\u1200-\u137f\u1780-\u17ff]")
_TALLER = 1.2
"""How much more height Arabic, Indic, Thai, Ethiopic and their like take."""


def width(text: str, points: float) -> float:
    """Centimetres of a text on one line."""
    return _units(text) * points * _CM / 1000


@functools.lru_cache(maxsize=4096)
def _units(text: str) -> int:
    return sum(map(_letter, text))


def _letter(letter: str) -> int:
    known = _LATIN.get(letter)
    if known is not None:
        return known
    if _BROAD.match(letter):
        return 1000
    return 760 if _SYLLABLES.match(letter) else _OTHER


@functools.lru_cache(maxsize=1024)
def lines(text: str, points: float, room: float) -> int:
    """How many lines a text takes in a column of so many centimetres."""
    return sum(_wrapped(part, points, room) for part in text.split("\n"))


def _wrapped(text: str, points: float, room: float) -> int:
    made, used = 1, 0.0
    blank = width(" ", points)
    for word in text.split():
        own = width(word, points)
        if used and used + blank + own > room:
            made, used = made + 1, 0.0
        used += own + (blank if used else 0)
        if used > room:  # a long word, or a script without blanks, goes on below
            more = int(used // room)
            made, used = made + more, used - more * room
    return made


def height(text: str, points: float, room: float, leading: float = 1.05) -> float:
    """Centimetres of a paragraph in a column of so many; `leading` is the spacing of its lines."""
    tall = _TALLER if _TALL.search(text) else 1.0
    return lines(text, points, room) * points * _HEIGHT * leading * tall * _CM


_END = re.compile(
    '[.!?\u061f\u17d4]+["\u201d\u00bb)\\]]*\\s+|[\u3002\uff01\uff1f\u0964\u1362]+\\s*'
)


def sentences(text: str) -> list[str]:
    """The sentences of a text; one without a stop is one."""
    made, start = [], 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        if text[start:end].strip():
            made.append(text[start:end].strip())
        start = end
    return made


def shortened(text: str, letters: int) -> str:
    """Whole sentences of at most so many letters; where the first is longer, its first words."""
    kept = ""
    for sentence in sentences(text):
        longer = f"{kept} {sentence}".strip()
        if len(longer) > letters:
            break
        kept = longer
    if kept or len(text) <= letters:
        return kept or text
    cut = text[:letters].rpartition(" ")[0] or text[:letters]
    return f"{cut.rstrip(' ,;:')} …"
