"""Which words of a text are checked, and how they are written for the dictionary."""

import re
import unicodedata
from collections.abc import Iterator

# letters with what is written above and below them; apostrophes and hyphens join them
_LETTERS = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200c\u200d])*"
# figures and signs of paths and handles right beside a word: it is none for a dictionary
_WORD = re.compile(rf"(?<![\w@\\#]){_LETTERS}(?:['’\u2010\u2011-]{_LETTERS})*(?![\d_@\\#])")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_ARABIC_SIGNS = re.compile("[\u064b-\u065f\u0670\u0640]")
_PLAIN = str.maketrans({"’": "'", "\u2010": "-", "\u2011": "-", "\u200c": "", "\u200d": ""})
LONGEST = 60


def words_of(line: str) -> Iterator[tuple[int, int, str]]:
    """The words of `line` that can be misspelt: where they stand, and how they are looked up.

    Addresses, words with figures, abbreviations in capitals and single letters are left out.
    """
    addresses = [found.span() for found in _ADDRESS.finditer(line)] if _may_hold(line) else []
    for found in _WORD.finditer(line):
        word = found[0]
        start, end = found.span()
        if not 1 < end - start <= LONGEST:
            continue
        if not word.islower() and _is_name_of_its_own_kind(word):
            continue
        if addresses and any(a <= start < b for a, b in addresses):
            continue
        yield start, end, word if word.isascii() else as_looked_up(word)


def word_at(text: str, at: int) -> tuple[int, int, str] | None:
    """The word of `text` that holds the place `at`."""
    first = text.rfind("\n", 0, at) + 1
    last = text.find("\n", at)
    for start, end, word in words_of(text[first : len(text) if last < 0 else last]):
        if first + start <= at <= first + end:
            return first + start, first + end, word
    return None


def as_looked_up(word: str) -> str:
    """`word` as dictionaries write it: plain apostrophes, Arabic without vowel signs."""
    if word.isascii():
        return word
    plain = unicodedata.normalize("NFC", word.translate(_PLAIN))
    return _ARABIC_SIGNS.sub("", plain)


def is_written_in(word: str, language: str) -> bool:
    """Whether a word has the letters of `language`: Latin words in Arabic are no mistakes."""
    return bool(_ARABIC.search(word)) == (language == "ar")


def _may_hold(line: str) -> bool:
    return "://" in line or "www." in line or "@" in line


def _is_name_of_its_own_kind(word: str) -> bool:
    """FAO, iPhone, McDonald: no dictionary knows them."""
    inner = word.partition("-")[2] if "-" in word else word
    later = inner[1:] if "-" not in word else inner
    return any(letter.isupper() for letter in later) and not _is_title(word)


def _is_title(word: str) -> bool:
    return all(part[1:].islower() or len(part) == 1 for part in re.split(r"['’\u2010\u2011-]", word)
               if part)  # fmt: skip
