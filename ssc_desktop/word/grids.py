"""Groups as tables: which fields get a column, how wide it is, and what stands below the main one.

A page holds about five columns. The field that names an item and the short answers get one; what is
rarely answered or does not fit stands as small lines under the name, so that no column is cramped.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ssc_desktop.record import (
    Answer,
    Definition,
    FieldDefinition,
    GroupDefinition,
    Kind,
    given,
)
from ssc_desktop.record.definition import Need
from ssc_desktop.word import answers, blocks
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.template import TEXT_WIDTH
from ssc_desktop.word.text import runs

_NUMBER = re.compile(r"[-–+~≈<>]? ?\d[\d.,\u00a0\u202f]* ?%?([ \u00a0]\([^()]*\))?")
"""A figure, and its date in brackets."""
_MOST_COLUMNS = 6
_MOST_TEXTS = 5
"""Columns that hold words; numbers are narrow and may join them."""
_LEAST_LEAD, _WIDE_LEAD = 2900, 4400
_MANY = 8
"""With more used fields the column of the small lines is the wide one."""
_INDENT = 130
"""What numbers keep from the column that follows."""
_LETTER = 96
"""The mean width of a letter in a cell, in twentieths of a point."""
_WIDE_LETTER = 104
"""What a letter may take in a single word, which cannot make it up elsewhere."""
_PADDING = 190
_BRIEF = 30
"""Characters up to which an answer counts as brief."""
_FACTS_FROM = 5
"""A single item with so many answers is shown as questions and answers."""


@dataclass(frozen=True, slots=True)
class _Field:
    """A used field of a group and the words of its answers, one for each item."""

    member: FieldDefinition
    said: tuple[str, ...]
    heading: str

    @property
    def longest(self) -> int:
        return max(map(len, self.said))

    @property
    def filled(self) -> int:
        return sum(1 for text in self.said if text)

    @property
    def numeric(self) -> bool:
        if self.member.kind in {Kind.COUNT, Kind.DECIMAL}:
            return True
        return self.member.kind is Kind.FIGURE and all(
            _NUMBER.fullmatch(text) for text in self.said if text
        )

    @property
    def least(self) -> int:
        """The narrowest width at which no word breaks."""
        bold = max(map(len, self.heading.split(" "))) * 6 // 5  # headings are bold, hence wider
        words = (word for text in self.said for word in text.replace("-", "- ").split(" "))
        word = max(bold, *map(len, words))
        wanted = max(min(word, 18), min(self.longest, 14), min(len(self.heading), 10), 4)
        if self.longest > _BRIEF:
            wanted = max(wanted, 22)
        return wanted * _WIDE_LETTER + _PADDING + (_INDENT if self.numeric else 0)


def group(telling: Telling, definition: GroupDefinition, level: int) -> list[str]:
    """The blocks of a group below its heading."""
    held = answers.items(telling.case, definition)
    members = tuple(answers.used(definition, held))
    narrative = [m for m in members if isinstance(m, FieldDefinition) and m.kind is Kind.TEXT]
    if len(narrative) > 1:
        return [block for item in held for block in _card(telling, definition, item, level + 1)]
    if len(held) == 1 and len(members) >= _FACTS_FROM:
        rows = _facts(telling, definition, held[0], members)
        return [blocks.facts(telling.paper, rows, telling.paper.say(definition.label))]
    return _grid(telling, definition, held, members)


def _grid(
    telling: Telling,
    definition: GroupDefinition,
    held: tuple[Any, ...],
    members: tuple[Definition, ...],
) -> list[str]:
    paper = telling.paper
    fields = [
        _field(telling, definition, member, held)
        for member in members
        if isinstance(member, FieldDefinition)
    ]
    if not fields:
        return []
    if len(members) == 1:
        return [_bullet(telling, definition, fields[0], (item, n)) for n, item in enumerate(held)]
    lead = _lead(fields)
    room = _LEAST_LEAD if len(members) <= _MANY else _WIDE_LEAD
    columns = _columns(fields, lead, room)
    widths = _widths(columns, lead, room)
    heads = [
        blocks.Column(runs(f.heading, paper.look()), width, f.numeric)
        for f, width in zip(columns, widths, strict=True)
    ]
    details = [member for member in members if member not in {f.member for f in columns}]
    rows = [
        _row(telling, definition, (item, number), (columns, lead, details))
        for number, item in enumerate(held)
    ]
    return [blocks.table(paper, heads, rows, paper.say(definition.label))]


def _field(
    telling: Telling, group: GroupDefinition, member: FieldDefinition, held: tuple[Any, ...]
) -> _Field:
    said = tuple(answers.measured(telling, member, group, item) for item in held)
    return _Field(member, said, telling.paper.say(member.label))


def _lead(fields: Sequence[_Field]) -> _Field:
    """The field that tells items apart: the first required text, else any text, else the first."""
    texts = [f for f in fields if f.member.kind in {Kind.LINE, Kind.TEXT}]
    asked = [f for f in texts if f.member.needs.complete is Need.REQUIRED]
    return (asked or texts or list(fields))[0]


def _columns(fields: Sequence[_Field], lead: _Field, least: int) -> list[_Field]:
    """The fields that get a column, in the order of the form."""
    chosen = [lead]
    room = TEXT_WIDTH - max(lead.least, least)
    often = [f for f in fields if f is not lead and f.filled * 2 >= len(f.said)]
    for f in sorted(often, key=_preference):
        texts = sum(1 for one in chosen if not one.numeric)
        if (f.numeric or texts < _MOST_TEXTS) and len(chosen) < _MOST_COLUMNS and f.least <= room:
            chosen.append(f)
            room -= f.least
    return [f for f in fields if f in chosen]


def _preference(f: _Field) -> tuple[bool, bool, bool, int]:
    """Numbers are read down a column; then come what is asked of every story, and brief answers."""
    asked = f.member.star or f.member.needs.complete is Need.REQUIRED
    return not f.numeric, not asked, f.longest > _BRIEF, len(f.said) - f.filled


def _widths(columns: Sequence[_Field], lead: _Field, room: int) -> list[int]:
    """Widths that fill the page: every column its least, the rest to those with most text."""
    wide = lead.longest > _BRIEF or room > _LEAST_LEAD
    least = [max(f.least, room) if f is lead and wide else f.least for f in columns]
    spare = TEXT_WIDTH - sum(least)
    wish = [max(0, _wished(f) - own) for f, own in zip(columns, least, strict=True)]
    share = min(1.0, spare / (sum(wish) or 1))
    widths = [own + int(part * share) for own, part in zip(least, wish, strict=True)]
    texts = [n for n, f in enumerate(columns) if not f.numeric] or list(range(len(columns)))
    for n in texts:
        widths[n] += (TEXT_WIDTH - sum(widths)) // (len(texts) - texts.index(n))
    return widths


def _wished(f: _Field) -> int:
    """The width at which an answer stands on one line, or a long one on a few."""
    mean = sum(map(len, f.said)) // max(1, f.filled)
    letters = max(min(f.longest, 44), min(mean, 150), len(f.heading))
    return letters * _LETTER + _PADDING + (_INDENT if f.numeric else 0)


def _row(
    telling: Telling,
    group: GroupDefinition,
    place: tuple[Any, int],
    shape: tuple[Sequence[_Field], _Field, Sequence[Definition]],
) -> blocks.Row:
    (item, number), (columns, lead, details) = place, shape
    cells = []
    size = 0
    for f in columns:
        path = f"{group.name}/{item.id}/{f.member.name}"
        cell = _cell(telling, f, (item, number), path)
        size = max(size, len(f.said[number]))
        if f is lead:
            cell += "".join(_details(telling, group, details, item))
            size += 30 * len(details)
        cells.append(cell)
    return blocks.Row(cells, size)


def _cell(telling: Telling, f: _Field, place: tuple[Any, int], path: str) -> str:
    item, number = place
    value = getattr(item, f.member.attribute)
    mark = answers.unsettled(telling, path)
    if f.member.kind is Kind.TEXT and given(value) and not isinstance(value, Answer):
        made = answers.long(telling, f.member, value, blocks.CELL)
        return "".join(made) + (_marked(telling, mark) if mark else "")
    inside = answers.short(telling, f.member, item, f.said[number]) + mark
    style = "SSCCellNumber" if f.numeric else "SSCCell"
    return blocks.paragraph(style, inside, right_to_left=telling.paper.right_to_left)


def _marked(telling: Telling, mark: str) -> str:
    return blocks.paragraph("SSCDetail", mark, right_to_left=telling.paper.right_to_left)


def _bullet(telling: Telling, group: GroupDefinition, f: _Field, place: tuple[Any, int]) -> str:
    """An item of which only one thing is said: no table is needed for that."""
    item, number = place
    inside = answers.short(telling, f.member, item, f.said[number])
    inside += answers.unsettled(telling, f"{group.name}/{item.id}/{f.member.name}")
    return blocks.paragraph("ListBullet", inside, right_to_left=telling.paper.right_to_left)


def _details(
    telling: Telling, group: GroupDefinition, members: Sequence[Definition], item: Any
) -> list[str]:
    """Small lines “Label: answer” under an item's name; brief ones share a line."""
    paper = telling.paper
    gap = runs(" · ", paper.look("SSCSecondary"))
    lines: list[list[str]] = [[]]
    for member in members:
        if not given(getattr(item, member.attribute)) or _dates_a_figure(group, member, item):
            continue
        for inside, brief in _detail(telling, group, member, item):
            if brief:
                lines[0].append(inside)
            else:
                lines.append([inside])
    turned = paper.right_to_left
    return [
        blocks.paragraph("SSCDetail", gap.join(line), right_to_left=turned)
        for line in lines
        if line
    ]


def _dates_a_figure(group: GroupDefinition, member: Definition, item: Any) -> bool:
    """Whether a date stands behind its figure already."""
    fields = {m.name: m for m in group.fields}
    figure = fields.get(member.name.removesuffix("_date"))
    if figure is None or figure is member:
        return False
    return given(getattr(item, figure.attribute))


def _detail(
    telling: Telling, group: GroupDefinition, member: Definition, item: Any
) -> list[tuple[str, bool]]:
    """The lines of one answer, each with whether it is brief; a group's have one an item."""
    paper = telling.paper
    path = f"{group.name}/{item.id}/{member.name}"
    if isinstance(member, GroupDefinition):
        said = ""
        lines = [_inner(telling, member, inner) for inner in answers.items(item, member)]
    else:
        said = answers.measured(telling, member, group, item)
        lines = [answers.short(telling, member, item, said)]
    name = blocks.key(paper, paper.say(member.label))
    mark = answers.unsettled(telling, path)
    brief = isinstance(member, FieldDefinition) and len(said) <= _BRIEF
    return [(f"{name}{line}{mark}", brief) for line in lines]


def _inner(telling: Telling, group: GroupDefinition, item: Any) -> str:
    """The answers of an item inside an item, one after the other on a line."""
    found = []
    for member in group.fields:
        if isinstance(member, FieldDefinition) and given(getattr(item, member.attribute)):
            said = answers.measured(telling, member, group, item)
            found.append(answers.short(telling, member, item, said))
    return runs("; ", telling.paper.look()).join(found)


def _card(telling: Telling, group: GroupDefinition, item: Any, level: int) -> list[str]:
    """An item with several narrative answers: its name as a heading, then question and answer."""
    paper = telling.paper
    members = tuple(answers.used(group, (item,)))
    fields = [m for m in members if isinstance(m, FieldDefinition)]
    name = next((m for m in fields if m.kind is Kind.LINE), None)
    if name is not None:
        inside = answers.short(telling, name, item, answers.words_of(telling, name, item))
        inside += answers.unsettled(telling, f"{group.name}/{item.id}/{name.name}")
    else:
        inside = runs(paper.say(group.label), paper.look())
    rest = tuple(member for member in members if member is not name)
    made = [blocks.heading(paper, level, inside)]
    if rest:
        made.append(blocks.facts(paper, _facts(telling, group, item, rest), paper.say(group.label)))
    return made


def _facts(
    telling: Telling, group: GroupDefinition, item: Any, members: Sequence[Definition]
) -> list[blocks.Row]:
    """The answers of one item as rows of question and answer."""
    paper = telling.paper
    rows = []
    for member in members:
        value = getattr(item, member.attribute)
        if not given(value) or _dates_a_figure(group, member, item):
            continue
        path = f"{group.name}/{item.id}/{member.name}"
        name = answers.label(telling, member, path)
        head = blocks.paragraph("SSCLabel", name, right_to_left=paper.right_to_left)
        rows.append(blocks.Row([head, _answer(telling, group, member, item)], len(str(value))))
    return rows


def _answer(telling: Telling, group: GroupDefinition, member: Definition, item: Any) -> str:
    paper = telling.paper
    value = getattr(item, member.attribute)
    if isinstance(member, GroupDefinition):
        lines = [_inner(telling, member, inner) for inner in answers.items(item, member)]
    elif member.kind is Kind.TEXT and not isinstance(value, Answer):
        return "".join(answers.long(telling, member, value, blocks.CELL))
    else:
        said = answers.measured(telling, member, group, item)
        lines = [answers.short(telling, member, item, said)]
    turned = paper.right_to_left
    return "".join(blocks.paragraph("SSCCell", line, right_to_left=turned) for line in lines)
