"""Groups as tables, as lists, or as cards of questions and answers.

A page holds about five columns (`columns` chooses them). What is rarely answered or does not fit
stands as small lines under an item's name, so that no column is cramped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ssc_desktop.i18n import N_
from ssc_desktop.record import (
    Answer,
    Definition,
    FieldDefinition,
    GroupDefinition,
    Item,
    Kind,
    given,
)
from ssc_desktop.record.values import usable
from ssc_desktop.word import answers, blocks, columns, digest
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.places import column_anchor, field_anchor, row_anchor
from ssc_desktop.word.text import runs

_FACTS_FROM = 5
"""A single item with so many answers is shown as questions and answers."""


def group(telling: Telling, definition: GroupDefinition, level: int) -> list[str]:
    """The blocks of a group below its heading."""
    held = answers.items(telling.case, definition)
    members = tuple(answers.used(telling, definition, held))
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
    rows_of = [item.id for item in held]
    if len(members) == 1:
        paper.places.note(
            paper.anchor(field_anchor([definition.name])), [definition.name], "bullets",
            columns=[fields[0].member.name], rows=rows_of,
        )  # fmt: skip
        return [_bullet(telling, definition, fields[0], (item, n)) for n, item in enumerate(held)]
    lead = columns.lead_of(fields)
    room = columns.LEAST_LEAD if len(members) <= columns.MANY else columns.WIDE_LEAD
    chosen = columns.chosen_of(fields, lead, room, paper.width)
    detailed = len(chosen) < len(members)
    widths = columns.widths_of(chosen, lead, room if detailed else 0, paper.width)
    heads = [
        blocks.Column(_head(telling, definition, f), width, f.numeric)
        for f, width in zip(chosen, widths, strict=True)
    ]
    paper.places.note(
        paper.anchor(field_anchor([definition.name])), [definition.name], "table",
        columns=[f.member.name for f in chosen], rows=rows_of,
    )  # fmt: skip
    named = {f.member.name for f in chosen}
    shape = _Shape(
        definition, chosen, lead,
        [member for member in members if member.name not in named],
        {f.member.name: f.said for f in fields},
    )  # fmt: skip
    rows = [_row(telling, shape, (item, number)) for number, item in enumerate(held)]
    made = blocks.table(paper, heads, rows, paper.say(definition.label))
    dated = any(f.numeric for f in chosen)
    return [captioned(telling, definition, len(held), dated=dated), made,
            *_points(telling, definition, held)]  # fmt: skip


def captioned(telling: Telling, group: GroupDefinition, count: int, *, dated: bool) -> str:
    """The caption above a group's table; figures are `dated`: as of when they are true."""
    paper = telling.paper
    words = paper.words
    said = words.ngettext("{label}: {n} entry", "{label}: {n} entries", count)
    text = said.format(label=paper.say(group.label), n=count)
    if dated and usable(telling.case.as_of_date):
        date = digest.words_of(telling, "as_of_date")
        text = f"{text}; " + paper.say(N_("facts as of {date}")).format(date=date)
    anchor = paper.anchor(f"ssc_t_{group.name}")
    made = blocks.caption(paper, "Table", runs(text, paper.look()), keep=True, anchor=anchor)
    telling.tables[group.name] = anchor, paper.numbers.sequences["Table"]
    return made


def _points(telling: Telling, group: GroupDefinition, held: tuple[Any, ...]) -> list[str]:
    """A line for every field that names items of another table: where that table is."""
    paper = telling.paper
    made = []
    for member in group.fields:
        if not isinstance(member, FieldDefinition) or member.kind is not Kind.REFERENCES:
            continue
        used = {one for item in held for one in _named(getattr(item, member.attribute))}
        for name in member.refers_to:
            known = {item.id for item in getattr(telling.case, name, ()) or ()} & used
            if known and name in telling.tables and name != "reference":
                anchor, number = telling.tables[name]
                before, _gap, behind = paper.say(N_("“{field}”: see {table}.")).partition("{table}")
                said = runs(before.format(field=paper.say(member.label)), paper.look())
                said += blocks.numbered(paper, "Table", number, anchor)
                said += runs(behind, paper.look())
                turned = paper.right_to_left
                made.append(blocks.paragraph("SSCAfterTable", said, right_to_left=turned))
    return made


def _named(value: object) -> tuple[str, ...]:
    """The ids that a reference holds."""
    if isinstance(value, Answer) or not value:
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def _head(telling: Telling, group: GroupDefinition, f: columns.Field) -> str:
    """The heading of a column."""
    paper = telling.paper
    said = runs(f.heading, paper.look())
    if not paper.places.wanted:
        return said
    anchor = paper.anchor(column_anchor(group.name, f.member.name))
    return blocks.bookmarked(paper, anchor, said)


def _field(
    telling: Telling, group: GroupDefinition, member: FieldDefinition, held: tuple[Any, ...]
) -> columns.Field:
    said = tuple(answers.measured(telling, member, group, item) for item in held)
    return columns.Field(member, said, telling.paper.say(member.label))


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the items of a group are set: the columns, and what stands small below the main one."""

    group: GroupDefinition
    chosen: Sequence[columns.Field]
    lead: columns.Field
    details: Sequence[Definition]
    said: dict[str, tuple[str, ...]]
    """The words of every field's answers, one for each item."""


def _row(telling: Telling, shape: _Shape, place: tuple[Any, int]) -> blocks.Row:
    item, number = place
    cells: list[str] = []
    size = 0
    for f in shape.chosen:
        path = f"{shape.group.name}/{item.id}/{f.member.name}"
        cell = _cell(telling, f, (item, number), path)
        if f is shape.lead:
            cell = _behind(cell, answers.noted(telling, shape.group, item))
        size = max(size, len(f.said[number]))
        if f is shape.lead and shape.details:
            cell += "".join(_details(telling, shape, place))
            size += 30 * len(shape.details)
        if not cells:
            cell = blocks.marked(telling.paper, row_anchor(item.id), cell)
        cells.append(cell)
    return blocks.Row(cells, size)


def _cell(telling: Telling, f: columns.Field, place: tuple[Any, int], path: str) -> str:
    item, number = place
    value = getattr(item, f.member.attribute)
    mark = answers.unsettled(telling, path)
    if f.member.kind is Kind.TEXT and given(value) and not isinstance(value, Answer):
        made = answers.long(telling, f.member, value, blocks.CELL)
        return "".join(made) + (_marked(telling, mark) if mark else "")
    inside = answers.short(telling, f.member, item, f.said[number]) + mark
    style = "SSCCellNumber" if f.numeric else "SSCCell"
    return blocks.paragraph(style, inside, right_to_left=telling.paper.right_to_left)


def _behind(paragraphs: str, inside: str) -> str:
    """Runs at the end of the last of some paragraphs."""
    return f"{paragraphs.removesuffix('</w:p>')}{inside}</w:p>" if inside else paragraphs


def _marked(telling: Telling, mark: str) -> str:
    return blocks.paragraph("SSCDetail", mark, right_to_left=telling.paper.right_to_left)


def _bullet(
    telling: Telling, group: GroupDefinition, f: columns.Field, place: tuple[Any, int]
) -> str:
    """An item of which only one thing is said: no table is needed for that."""
    item, number = place
    inside = answers.short(telling, f.member, item, f.said[number])
    inside += answers.unsettled(telling, f"{group.name}/{item.id}/{f.member.name}")
    made = blocks.paragraph("ListBullet", inside, right_to_left=telling.paper.right_to_left)
    return blocks.marked(telling.paper, row_anchor(item.id), made)


def _details(telling: Telling, shape: _Shape, place: tuple[Any, int]) -> list[str]:
    """Small lines “Label: answer” under an item's name; brief ones share a line."""
    paper = telling.paper
    gap = runs(" · ", paper.look("SSCSecondary"))
    lines: list[list[str]] = [[]]
    item, number = place
    for member in shape.details:
        if not given(getattr(item, member.attribute)):
            continue
        if answers.stands_elsewhere(telling, shape.group, member, item):
            continue
        said = shape.said[member.name][number] if member.name in shape.said else ""
        for inside, brief in _detail(telling, (shape.group, member), item, said):
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


def _detail(
    telling: Telling, asked: tuple[GroupDefinition, Definition], item: Any, said: str
) -> list[tuple[str, bool]]:
    """The lines of one answer, each with whether it is brief; a group's have one an item."""
    paper = telling.paper
    group, member = asked
    path = f"{group.name}/{item.id}/{member.name}"
    if isinstance(member, GroupDefinition):
        lines = [_inner(telling, member, inner) for inner in answers.items(item, member)]
    else:
        lines = [answers.short(telling, member, item, said)]
    name = blocks.key(paper, paper.say(member.label))
    mark = answers.unsettled(telling, path)
    brief = isinstance(member, FieldDefinition) and len(said) <= columns.BRIEF
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
    members = tuple(answers.used(telling, group, (item,)))
    fields = [m for m in members if isinstance(m, FieldDefinition)]
    name = next((m for m in fields if m.kind is Kind.LINE), None)
    if name is not None:
        inside = answers.short(telling, name, item, answers.words_of(telling, name, item))
        inside += answers.unsettled(telling, f"{group.name}/{item.id}/{name.name}")
    else:
        inside = runs(paper.say(group.label), paper.look())
    rest = tuple(member for member in members if member is not name)
    anchor = row_anchor(item.id)
    if name is not None:
        paper.places.note(paper.anchor(anchor), [group.name, item.id, name.name], "inside")
    anchor = anchor if paper.places.wanted else ""
    made = [blocks.heading(paper, level, inside, anchor=anchor)]
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
        if not given(value) or answers.stands_elsewhere(telling, group, member, item):
            continue
        path = f"{group.name}/{item.id}/{member.name}"
        name = answers.label(telling, member, path)
        if paper.places.wanted:
            name = _noted(telling, (group.name, item.id, member.name), name, value)
        head = blocks.paragraph("SSCLabel", name, right_to_left=paper.right_to_left)
        rows.append(blocks.Row([head, _answer(telling, group, member, item)], len(str(value))))
    return rows


def _noted(telling: Telling, path: tuple[str, ...], label: str, value: object) -> str:
    """A label with the bookmark of the answer beside it."""
    paper = telling.paper
    anchor = paper.anchor(field_anchor(path))
    held = value if isinstance(value, tuple) else ()
    inner = [item.id for item in held if isinstance(item, Item)]
    paper.places.note(anchor, path, "bullets" if inner else "answer", rows=inner)
    return blocks.bookmarked(paper, anchor, label)


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
        if member.refers_to == ("reference",):
            lines[0] += answers.noted(telling, group, item)
    turned = paper.right_to_left
    return "".join(blocks.paragraph("SSCCell", line, right_to_left=turned) for line in lines)
