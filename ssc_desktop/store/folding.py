"""Letters that people may type in more than one way, made one for the search.

SQLite takes accents off letters that have them; here are the letters that are no letter with an
accent, and the signs and forms of Arabic that writers leave out or mix up.
"""

import re

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


def folded(text: str) -> str:
    """`text` as the search index holds it; text without such letters is given back as it is."""
    # most text has none of them: looking costs a tenth of translating
    return text.translate(_TABLE) if not text.isascii() and _ANY.search(text) else text
