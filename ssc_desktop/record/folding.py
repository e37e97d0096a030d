"""Text as one looks for it: accents, case and forms of a letter that writers mix up, made one.

SQLite takes accents off letters that have them; `folded` sees to the letters that are no letter
with an accent, and to the signs and forms of Arabic that writers leave out or mix up. `places`
does all of it, for looking through the text of one story.
"""

import re
import unicodedata
from array import array
from collections.abc import Sequence

_LETTERS = {
    "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ħ": "h",
    "Ħ": "h", "\u0131": "i", "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe",
    "þ": "th", "Þ": "th",
    # Hausa, Fula, Ewe and their neighbours
    "ɓ": "b", "Ɓ": "b", "ɗ": "d", "Ɗ": "d", "ɖ": "d", "Ɖ": "d", "ƙ": "k", "Ƙ": "k", "ƴ": "y",
    "Ƴ": "y", "ŋ": "n", "Ŋ": "n", "ɛ": "e", "Ɛ": "e", "ɔ": "o", "Ɔ": "o",
    # Arabic: forms of alef, alef maqsura, and what is written above, below and between letters
    **dict.fromkeys("\u0623\u0625\u0622\u0671", "\u0627"), "\u0649": "\u064a",
    **dict.fromkeys(map(chr, (*range(0x064B, 0x0656), 0x0670, 0x0640)), ""),
}  # fmt: skip
_TABLE = str.maketrans(_LETTERS)
_ANY = re.compile(f"[{''.join(_LETTERS)}]")
_SAME = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u2011": "-"})


def folded(text: str) -> str:
    """`text` as the search index holds it; text without such letters is given back as it is."""
    # most text has none of them: looking costs a tenth of translating
    return text.translate(_TABLE) if not text.isascii() and _ANY.search(text) else text


class Page:
    """A text in which one looks for words, whatever their accents and case."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded, self._origins = _with_origins(text)

    def places(self, words: str, *, whole_beginning: bool = False) -> list[tuple[int, int]]:
        """Where `words` stand, as pairs of start and end in the text, in their order.

        With `whole_beginning` only where a word begins.
        """
        wanted = _with_origins(words)[0]
        if not wanted.strip():
            return []
        before = r"(?<!\w)" if whole_beginning else ""
        return [
            self._origin(found.start(), found.end())
            for found in re.finditer(before + re.escape(wanted), self._folded)
        ]

    def _origin(self, start: int, end: int) -> tuple[int, int]:
        if self._origins is None:
            return start, end
        last = self._origins[end - 1] + 1
        # what was dropped behind the last letter (its accent) belongs to it
        following = self._origins[end] if end < len(self._origins) else len(self._text)
        while last < following and unicodedata.combining(self._text[last]):
            last += 1
        return self._origins[start], last


def _with_origins(text: str) -> "tuple[str, Sequence[int] | None]":
    """The folded text, and for each of its letters where it stood; None where nothing moved."""
    if text.isascii():
        return text.lower(), None
    letters: list[str] = []
    origins = array("l")
    for at, letter in enumerate(text.translate(_SAME)):
        plain = letter.casefold() if letter.isascii() else _plain(letter)
        letters.append(plain)
        origins.extend([at] * len(plain))
    return "".join(letters), origins


def _plain(letter: str) -> str:
    decomposed = unicodedata.normalize("NFD", letter.translate(_TABLE))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
