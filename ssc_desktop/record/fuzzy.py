"""How well a few letters fit a name: letters in order, best where words begin and run on."""

import unicodedata
from dataclasses import dataclass

from ssc_desktop.record.folding import folded

_BEGINS, _RUNS_ON, _FIRST = 9, 6, 8
_TOGETHER = 20
"""Several words that stand side by side as they were typed."""
_GAP = 1
_LONG_GAP = 6


@dataclass(frozen=True, slots=True)
class Fit:
    """A name that has the letters."""

    score: int
    """The higher, the better."""
    places: tuple[tuple[int, int], ...] = ()
    """Where the letters stand in the name."""


def fit(typed: str, name: str) -> Fit | None:
    """How `typed` fits `name`; None where a letter is missing. Words may come in any order."""
    words = _plain(typed)[0].split()
    if not words:
        return Fit(0)
    letters, origins = _plain(name)
    fits = [_word(word, letters) for word in words]
    if any(found is None for found in fits):
        return None
    taken = sorted({at for found in fits if found for at in found[1]})
    score = sum(found[0] for found in fits if found) - len(letters) // 16
    if len(words) > 1 and " ".join(words) in letters:
        score += _TOGETHER
    return Fit(score, _spans([origins[at] for at in taken]))


def _word(word: str, letters: str) -> tuple[int, list[int]] | None:
    """The best way to find a word's letters: together at the beginning of a word, or scattered."""
    together = [at for at in range(len(letters)) if letters.startswith(word, at)]
    beginning = [at for at in together if _begins(letters, at)]
    for places, bonus in ((beginning, _BEGINS), (together, 0)):
        if places:
            at = places[0]
            score = len(word) * _RUNS_ON + bonus + (_FIRST if at == 0 else 0)
            return score, list(range(at, at + len(word)))
    return _scattered(word, letters)


def _scattered(word: str, letters: str) -> tuple[int, list[int]] | None:
    found: list[int] = []
    score, at = 0, 0
    for letter in word:
        place = _next(letters, letter, at)
        if place < 0:
            return None
        if found and place == found[-1] + 1:
            score += _RUNS_ON
        else:
            score += _BEGINS if _begins(letters, place) else -min(place - at, _LONG_GAP) * _GAP
        found.append(place)
        at = place + 1
    # what is spread over half a line is chance
    spread = found[-1] - found[0] + 1
    return (score - spread // 4, found) if spread <= len(word) * 8 else None


def _next(letters: str, letter: str, at: int) -> int:
    """The next place of a letter: first where a word begins, unless it is far."""
    near = letters.find(letter, at)
    begins = letters.find(" " + letter, max(at - 1, 0))
    if near >= 0 and 0 <= begins < near + _LONG_GAP * 4 and near != at:
        return begins + 1
    return near


def _begins(letters: str, at: int) -> bool:
    return at == 0 or not letters[at - 1].isalnum()


def _plain(text: str) -> tuple[str, list[int]]:
    """Letters without case and accents, and where each stood."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    letters: list[str] = []
    origins: list[int] = []
    for at, letter in enumerate(text):
        split = unicodedata.normalize("NFKD", folded(letter)).casefold()
        plain = "".join(sign for sign in split if not unicodedata.combining(sign))
        letters.append(plain)
        origins += [at] * len(plain)
    return "".join(letters), origins


def _spans(places: list[int]) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for at in sorted(set(places)):
        if spans and spans[-1][1] == at:
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return tuple(spans)
