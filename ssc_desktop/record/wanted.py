"""What a person types to find stories, taken apart: words, “words together”, -without, title:in."""

import functools
import re
from dataclasses import dataclass

from ssc_desktop.record.folding import Page, folded
from ssc_desktop.record.words import cleaned

_PIECE = re.compile(r'(-?)(title:)?(?:["“”„«»]([^"“”„«»]*)["“”„«»]|(\S+))', re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
SHORTEST = 2
"""Letters below which the beginning of a word is not searched for: it would find nearly all."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several that stand together."""

    words: tuple[str, ...]
    beginning: bool = False
    """The last word may go on."""
    title: bool = False
    """It must stand in the title."""
    minus: bool = False
    """It must not be there."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that is searched for."""

    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return any(not term.minus for term in self.terms)

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that must be there."""
        return tuple(word for term in self.terms if not term.minus for word in term.words)

    @property
    def first(self) -> str:
        """The words to jump to in a story: the first term, as it is searched for."""
        return next((" ".join(term.words) for term in self.terms if not term.minus), "")

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand in `text`: beginnings and ends, in order, none within another."""
        if not text or not self:
            return []
        page = Page(text)
        spans = sorted(
            place for word in self.words for place in page.places(word, whole_beginning=True)
        )
        found: list[tuple[int, int]] = []
        for start, end in spans:
            if found and start < found[-1][1]:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((start, end))
        return found


@functools.lru_cache(maxsize=8)
def wanted(text: str) -> Wanted:
    """Read what was typed; the last word counts as a beginning, single letters do not count."""
    plain = folded(cleaned(text))
    found: list[Term] = []
    last = -1
    for piece in _PIECE.finditer(plain):
        minus, title, together, word = piece.groups()
        spelt = together if together is not None else (word or "")
        words = tuple(_WORD.findall(spelt))
        if not words:
            continue
        last = piece.end()
        found.append(Term(words, together is None, bool(title), bool(minus)))
    at_end = last == len(plain.rstrip())
    terms = [
        Term(one.words, one.beginning and at_end and number == len(found) - 1, one.title, one.minus)
        for number, one in enumerate(found)
    ]
    return Wanted(tuple(term for term in terms if not _too_short(term)))


def _too_short(term: Term) -> bool:
    # one sign of a script without an alphabet is a word; one Latin letter is a beginning of all
    only = term.words[0]
    return term.beginning and len(term.words) == 1 and len(only) < SHORTEST and only.isascii()
