"""Acronyms that the stories themselves spell out: “Long Name (ABC)” and “ABC (Long Name)”."""

import re

from ssc_desktop.record.vocabularies import folded

_BEHIND = re.compile(r"\(([A-Z][A-Za-z0-9&/-]{1,9})\)")
_BEFORE = re.compile(r"\b([A-Z][A-Z0-9&/-]{1,9}) \(([^()\n]{6,100})\)")
_WORD = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"[.;:!?()\n]")
_FURTHER = 5
"""So many small words (of, the, para) a name may have besides those of its letters."""
_REACH = 160


def found_in(text: str) -> list[tuple[str, str]]:
    """The acronyms of a text with their names, in its order."""
    if "(" not in text:
        return []
    found = [(m[1], _name_before(text[: m.start()], m[1])) for m in _BEHIND.finditer(text)]
    found += [(m[1], _name_inside(m[2], m[1])) for m in _BEFORE.finditer(text)]
    return [(short, name) for short, name in found if name]


def _letters(short: str) -> str:
    return "".join(sign for sign in short if sign.isupper()).casefold()


def _name_before(text: str, short: str) -> str:
    """The words at the end of `text` that `short` stands for; the fewest that do; "" for none."""
    near = _BREAK.split(text[-_REACH:])[-1]
    words = list(_WORD.finditer(near))
    letters = _letters(short)
    for first in range(len(words) - 1, max(-1, len(words) - len(letters) - _FURTHER - 1), -1):
        if _stands_for(letters, [word[0] for word in words[first:]]):
            return " ".join(near[words[first].start() :].strip(" ,“”\"'*").split())
    return ""


def _name_inside(text: str, short: str) -> str:
    words = _WORD.findall(text)
    return " ".join(text.split()) if _stands_for(_letters(short), words) else ""


def _stands_for(letters: str, words: list[str]) -> bool:
    """Whether the letters begin the words, in order; only small words may be passed over."""
    if len(letters) < 2 or not words or folded(words[0][0]) != letters[0]:
        return False
    # how many letters are used up: a small word may stand for one (“para”), or be passed over
    used = {1}
    for word in words[1:]:
        first = folded(word[0])
        further = {n + 1 for n in used if letters[n : n + 1] == first}
        used = further if word[0].isupper() else used | further
    return len(letters) in used
