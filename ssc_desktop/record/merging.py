"""A proposal where several people changed one text: sentence by sentence, and only what is certain.

The changes of all sides are put together where a sentence that nobody touched, or the end of a
line, stands between them. Nothing is ever mixed inside a sentence: “trained 52 women” out of
“trained 52 farmers” and “trained 38 women” would be a claim that nobody made. Where changes touch,
or where one side moved what another changed, nothing is proposed. It is a proposal: a person reads
it before it is kept.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from ssc_desktop.record import narrative

# these end a sentence whatever follows: Chinese and Japanese, Devanagari, Arabic, Urdu, Ethiopic
_FULL: Final = "\u3002\uff01\uff1f\uff61\u0964\u0965\u061f\u06d4\u1362\u1367"
_STOPS: Final = r".!?\u2026"
_CLOSING: Final = r"\"'\u201d\u2019\u00bb)\]*\u300d\u300f\uff09"
_END: Final = re.compile(
    rf"[{_FULL}][{_FULL}{_STOPS}]*[{_CLOSING}]*[^\S\n]*|[{_STOPS}]+[{_CLOSING}]*[^\S\n]+"
)
_LINE_END: Final = re.compile(r"([^\S\n]*\n)")
_WORD_BEFORE: Final = re.compile(r"[^\W\d_]+$")
_FIRST_SIGN: Final = re.compile(r"[^\W_]")
_ABBREVIATIONS: Final = frozenset(
    "al approx art assoc av ca cf dept ed eds ej env ext fig figs gral incl ing no nos núm pág pp "
    "prof resp tel univ vol vols vs".split()
)
_WIDE: Final = re.compile(r"[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]$")
"""A sentence that ends so has no blank behind it."""
_PAIRS: Final = ("()", "[]", "\u201c\u201d", "\u00ab\u00bb", "\u300c\u300d")
_SHORT: Final = 3
"""So few letters with a capital may be a title, Dr. or Sra., and the sentence go on."""
_SHORT_WITHOUT_CASE: Final = 2
_LONGEST_WORD: Final = 40
_LONGEST: Final = 200_000
"""Signs of a text that is looked at: no field that a person fills has more."""
_MOST_PAIRS: Final = 250_000
"""Pairs of like sentences that are looked at; a text that repeats itself more gets no proposal."""


class _Unit(NamedTuple):
    """A sentence, or the end of a line, with the blanks that stood behind it."""

    text: str
    gap: str = ""

    @property
    def ends_line(self) -> bool:
        return self.text == "\n"


class _Change(NamedTuple):
    """What one side put in the place of some units of the common text."""

    start: int
    end: int
    texts: tuple[str, ...]
    """Of the units put there; two sides that agree differ in blanks at most."""
    units: tuple[_Unit, ...]

    def same_as(self, other: "_Change") -> bool:
        return self[:3] == other[:3]


# ------------------------------------------------------------------ what is asked for


def merged(base: str | None, versions: Iterable[str]) -> str | None:
    """The changes that all `versions` made to `base`, together; None where that is not certain."""
    if base is None or not base.strip():
        return None
    sides = [one for one in dict.fromkeys(versions) if one != base]
    if len(sides) < 2:
        return sides[0] if sides else base
    if any(len(text) > _LONGEST for text in (base, *sides)):
        return None
    units = _merged(_units(base), [_units(side) for side in sides])
    return None if units is None else _joined(units)


def merged_lines(
    base: Sequence[str] | None, versions: Iterable[Sequence[str]]
) -> tuple[str, ...] | None:
    """The same for a list of short texts, each of which stays whole."""
    if not base:
        return None
    sides = [one for one in dict.fromkeys(map(tuple, versions)) if one != tuple(base)]
    if len(sides) < 2:
        return sides[0] if sides else tuple(base)
    units = _merged(_whole(base), [_whole(side) for side in sides])
    return None if units is None else tuple(unit.text for unit in units)


def sentences(text: str) -> list[str]:
    """The sentences of a text in their order, without line ends; where in doubt, longer ones."""
    return [unit.text for unit in _units(text) if not unit.ends_line]


def _whole(lines: Iterable[str]) -> list[_Unit]:
    return [_Unit(line) for line in lines]


# ------------------------------------------------------------------ putting changes together


def _merged(base: list[_Unit], sides: list[list[_Unit]]) -> list[_Unit] | None:
    changes: list[_Change] = []
    for side in sides:
        made = _changes(base, side)
        if made is None:
            return None
        changes += made
    ordered = _one_by_one(changes)
    if ordered is None:
        return None
    found = _applied(base, ordered)
    return found if _adds_up(base, sides, found) else None


def _changes(base: list[_Unit], side: list[_Unit]) -> list[_Change] | None:
    """What a side changed, in order; None where the texts repeat themselves too much to tell."""
    old, new = [unit.text for unit in base], [unit.text for unit in side]
    often = Counter(new)
    if sum(often[text] for text in old) > _MOST_PAIRS:
        return None
    return [
        _Change(a, b, tuple(new[c:d]), tuple(side[c:d]))
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag != "equal"
    ]


def _one_by_one(changes: list[_Change]) -> list[_Change] | None:
    """All changes in order, those on which sides agree once; None where two of them touch."""
    ordered: list[_Change] = []
    for change in sorted(changes):
        if ordered and ordered[-1].same_as(change):
            continue
        if ordered and change.start <= ordered[-1].end:
            return None
        ordered.append(change)
    return ordered


def _applied(base: list[_Unit], changes: list[_Change]) -> list[_Unit]:
    found: list[_Unit] = []
    at = 0
    for change in changes:
        found += [*base[at : change.start], *change.units]
        at = change.end
    return found + base[at:]


def _adds_up(base: list[_Unit], sides: list[list[_Unit]], found: list[_Unit]) -> bool:
    """Whether every sentence stands there as often as those say who changed how often it stands.

    A sentence that one side moved and another took out, or that two moved to different places,
    does not.
    """
    held, now = _counted(base), _counted(found)
    expected = Counter(held)
    told: dict[str, int] = {}
    for side in map(_counted, sides):
        for text in side.keys() | held.keys():
            more = side[text] - held[text]
            if more and told.setdefault(text, more) != more:
                return False
    for text, more in told.items():
        expected[text] += more
    return all(now[text] == expected[text] for text in now.keys() | expected.keys())


def _counted(units: Iterable[_Unit]) -> Counter[str]:
    return Counter(unit.text for unit in units if not unit.ends_line)


def _joined(units: list[_Unit]) -> str:
    parts: list[str] = []
    for unit, following in itertools.zip_longest(units, units[1:]):
        if unit.ends_line:
            parts.append(unit.gap + unit.text)
            continue
        parts.append(unit.text)
        if following is not None and not following.ends_line:
            parts.append(unit.gap or ("" if _WIDE.search(unit.text) else " "))
    return "".join(parts)


# ------------------------------------------------------------------ taking a text apart


def _units(text: str) -> list[_Unit]:
    found: list[_Unit] = []
    for part in _LINE_END.split(text):
        if part.endswith("\n"):
            found.append(_Unit("\n", part[:-1]))
        elif part:
            found += _of_line(part)
    return found


def _of_line(line: str) -> Iterator[_Unit]:
    """The sentences of a line; the mark of a list belongs to the first of them."""
    held = ""
    for piece in _pieces(line):
        held += piece
        if _is_whole(held):
            yield _unit(held)
            held = ""
    if held:
        yield _unit(held)


def _unit(text: str) -> _Unit:
    bare = text.rstrip()
    return _Unit(bare or text, text[len(bare) :] if bare else "")


def _pieces(line: str) -> Iterator[str]:
    _kind, begin = narrative.beginning(line)
    start = 0
    for end in _END.finditer(line, begin):
        if _is_end(line, end):
            yield line[start : end.end()]
            start = end.end()
    if start < len(line):
        yield line[start:]


def _is_end(line: str, end: re.Match[str]) -> bool:
    if end[0][0] in _FULL:
        return True
    following = _FIRST_SIGN.search(line, end.end())
    if following is None:
        return True
    if following[0].islower() or following[0].isdigit():
        return False
    word = _WORD_BEFORE.search(line, max(0, end.start() - _LONGEST_WORD), end.start())
    is_stop = end[0].startswith(".") and not end[0].startswith("..")
    return word is None or not is_stop or not _may_be_short_for_more(word[0])


def _may_be_short_for_more(word: str) -> bool:
    """Whether a word before a full stop may be an abbreviation; where in doubt, yes."""
    if len(word) == 1 or word.casefold() in _ABBREVIATIONS:
        return True
    if word.lower() == word.upper():
        return len(word) <= _SHORT_WITHOUT_CASE
    return len(word) <= _SHORT and word[0].isupper()


def _is_whole(text: str) -> bool:
    """Whether no bold or italic words, quotation or bracket is open at the end."""
    bold = text.count("**")
    if bold % 2 or (text.count("*") - 2 * bold - _starts_with_star(text)) % 2:
        return False
    return all(text.count(opened) <= text.count(closed) for opened, closed in _PAIRS)


def _starts_with_star(text: str) -> int:
    kind, begin = narrative.beginning(text)
    return text[:begin].count("*") if kind == "bullet" else 0
