"""Which fields of a group get a column of their own, and how wide it is.

A page holds about five columns. The field that names an item, the figures and what is asked of
every story come first.
"""

import re
from collections.abc import Sequence

from ssc_desktop.record import FieldDefinition, Kind
from ssc_desktop.record.definition import Need

_NUMBER = re.compile(r"[-–+~≈<>]? ?\d[\d.,\u00a0\u202f]* ?%?([ \u00a0]\([^()]*\))?")
"""A figure, and its date in brackets."""
_MOST_COLUMNS = 6
_MOST_TEXTS = 5
"""Columns that hold words; numbers are narrow and may join them."""
LEAST_LEAD, WIDE_LEAD = 2900, 4400
MANY = 8
"""With more used fields the column of the small lines is the wide one."""
_INDENT = 130
"""What numbers keep from the column that follows."""
_LETTER = 96
"""The mean width of a letter in a cell, in twentieths of a point."""
_WIDE_LETTER = 104
"""What a letter may take in a single word, which cannot make it up elsewhere."""
_PADDING = 190
_OF_TEXT = 22
"""Letters of a column that holds more than brief answers; more than any word is given."""
BRIEF = 30
"""Characters up to which an answer counts as brief."""


class Field:
    """A used field of a group and the words of its answers, one for each item."""

    __slots__ = ("filled", "heading", "least", "longest", "member", "numeric", "said")

    def __init__(self, member: FieldDefinition, said: tuple[str, ...], heading: str) -> None:
        self.member = member
        self.said = said
        self.heading = heading
        self.longest = max(map(len, said))
        self.filled = len(said) - said.count("")
        self.numeric = member.kind in {Kind.COUNT, Kind.DECIMAL} or (
            member.kind is Kind.FIGURE and all(_NUMBER.fullmatch(text) for text in said if text)
        )
        self.least = self._least()
        """The narrowest width at which no word breaks."""

    def _least(self) -> int:
        wanted = _OF_TEXT if self.longest > BRIEF else self._of_words()
        return wanted * _WIDE_LETTER + _PADDING + (_INDENT if self.numeric else 0)

    def _of_words(self) -> int:
        """Letters that the longest word needs, as far as it is to be had."""
        bold = max(map(len, self.heading.split(" "))) * 6 // 5  # headings are bold, hence wider
        word = max(bold, *map(len, "\n".join(self.said).replace("-", "- ").split()), 1)
        return max(min(word, 18), min(self.longest, 14), min(len(self.heading), 10), 4)


def lead_of(fields: Sequence[Field]) -> Field:
    """The field that tells items apart: the first required text, else any text, else the first."""
    texts = [f for f in fields if f.member.kind in {Kind.LINE, Kind.TEXT}]
    asked = [f for f in texts if f.member.needs.complete is Need.REQUIRED]
    return (asked or texts or list(fields))[0]


def chosen_of(fields: Sequence[Field], lead: Field, least: int, page: int) -> list[Field]:
    """The fields that get a column on a `page` so wide, in the order of the form."""
    chosen = [lead]
    room = page - max(lead.least, least)
    often = [f for f in fields if f is not lead and f.filled * 2 >= len(f.said)]
    for f in sorted(often, key=_preference):
        texts = sum(1 for one in chosen if not one.numeric)
        if (f.numeric or texts < _MOST_TEXTS) and len(chosen) < _MOST_COLUMNS and f.least <= room:
            chosen.append(f)
            room -= f.least
    return [f for f in fields if f in chosen]


def _preference(f: Field) -> tuple[bool, bool, bool, int]:
    """Numbers are read down a column; then come what is asked of every story, and brief answers."""
    asked = f.member.star or f.member.needs.complete is Need.REQUIRED
    return not f.numeric, not asked, f.longest > BRIEF, len(f.said) - f.filled


def widths_of(columns: Sequence[Field], lead: Field, room: int, page: int) -> list[int]:
    """Widths that fill the `page`: every column its least, the rest to those with most text."""
    room = max(room, LEAST_LEAD) if lead.longest > BRIEF else room
    least = [max(f.least, room) if f is lead else f.least for f in columns]
    spare = page - sum(least)
    wish = [max(0, _wished(f) - own) for f, own in zip(columns, least, strict=True)]
    share = min(1.0, spare / (sum(wish) or 1))
    widths = [own + int(part * share) for own, part in zip(least, wish, strict=True)]
    texts = [n for n, f in enumerate(columns) if not f.numeric] or list(range(len(columns)))
    for n in texts:
        widths[n] += (page - sum(widths)) // (len(texts) - texts.index(n))
    return widths


def _wished(f: Field) -> int:
    """The width at which an answer stands on one line, or a long one on a few."""
    mean = sum(map(len, f.said)) // max(1, f.filled)
    letters = max(min(f.longest, 44), min(mean, 150), len(f.heading))
    return letters * _LETTER + _PADDING + (_INDENT if f.numeric else 0)
