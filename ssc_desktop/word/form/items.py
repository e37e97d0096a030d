"""Questions with several answers: items as rows of a table or as cards, pictures in a box."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from ssc_desktop.i18n import N_
from ssc_desktop.record import Definition, FieldDefinition, GroupDefinition, Kind, phrases
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.word import blocks
from ssc_desktop.word.form.asking import Column, Question, Row
from ssc_desktop.word.form.boxes import CENTIMETRE, Box, BoxRow, box, spread
from ssc_desktop.word.form.manifest import AskedGroup, AskedRow
from ssc_desktop.word.form.pen import CARD, CELL, FIXED, TOLD, Pen, Room, Slot, is_several
from ssc_desktop.word.places import field_anchor, row_anchor
from ssc_desktop.word.text import runs

_BRIEF_ROW, _LINE_ROW, _TEXT_ROW = 640, 900, 1350
_PICTURES = 3200
_TOGETHER = 9 * CENTIMETRE
"""A table of rows that is no higher stays on one page."""
_CARD_LABEL = 0.19
_SHARES = {Kind.TEXT: 3.2, Kind.LINE: 2.0, Kind.LINES: 2.2, Kind.COUNT: 0.9, Kind.DECIMAL: 1.2}
_SHARE = 1.5
_NUMBER = 620
"""The width of the column of numbers."""
_SHORT = 45
"""Letters of a prompt that stands in a card; longer ones stand above."""


def asked(pen: Pen, question: Question, group: GroupDefinition) -> str:
    """The blocks in which the items of a group are asked."""
    made = {"table": _table, "cards": _cards, "pictures": _pictures}[question.shape]
    return made(pen, question, group)


def _group_head(
    pen: Pen, question: Question, group: GroupDefinition, more: str = "", only: str = ""
) -> str:
    """The name of a group under its bookmark, what is asked, and what exactly is missing.

    `only` is the bookmark of its one card, which needs no name of its own.
    """
    paper = pen.paper
    label = runs(paper.say(group.label), paper.look())
    if only:
        label = blocks.bookmarked(paper, only, label)
    inside = blocks.bookmarked(paper, _group_anchor(pen, group), label)
    made = pen.paragraph("SSCQuestion", inside, keep=True)
    text = " ".join(filter(None, (paper.say(group.prompt), more)))
    made += pen.line("SSCHelp", text, keep=True) if text else ""
    if question.missing:
        pattern = paper.say(N_("Still missing: {what}."))
        what = "; ".join(map(paper.say, question.missing))
        inside = runs(pattern.format(what=what), paper.look("SSCKey"))
        made += pen.paragraph("SSCHelp", inside, keep=True)
    return made


def _group_anchor(pen: Pen, group: GroupDefinition) -> str:
    return pen.paper.anchor(field_anchor((group.name,)))


def _legend(pen: Pen, columns: Sequence[Column], room: Room, *, prompts: bool) -> str:
    """A line for each field that needs one: what is meant, and the choices of a short list.

    The choices are for those who print the form; where boxes are drawn they say them.
    """
    say, look = pen.paper.say, pen.paper.look()
    made = ""
    for column in columns:
        member = column.member
        _name, choices = pen.choices(member)
        named = bool(member.refers_to)
        drawn = room.draws(len(choices), several=is_several(member)) and not named
        told = (member.vocabulary or named) and not drawn and len(choices) <= TOLD
        parts = [say(member.prompt)] if prompts and len(member.prompt) > _SHORT else []
        parts += [" · ".join(label for _code, label in choices)] if told and choices else []
        if parts:
            name = say(N_("{label}: ")).format(label=say(member.label))
            inside = runs(name, pen.paper.look("SSCKey")) + runs(" ".join(parts), look)
            made += pen.paragraph("SSCHelp", inside, keep=True)
    return made


def _add_group(
    pen: Pen, question: Question, group: GroupDefinition, rows: Iterable[AskedRow]
) -> None:
    say = pen.paper.say
    pen.groups.append(
        AskedGroup(
            path=(group.name,), label=say(group.label), prompt=say(group.prompt),
            anchor=_group_anchor(pen, group), shape=question.shape, fixed=group.fixed,
            skip=int(question.shape == "table"),
            fields=tuple(
                pen.described(one.member, (group.name, *one.names)) for one in question.columns
            ),
            rows=tuple(rows),
        )
    )  # fmt: skip


def _row_anchor(pen: Pen, group: GroupDefinition, row: Row, number: int) -> str:
    if row.item is not None:
        return pen.paper.anchor(row_anchor(row.item.id))
    return pen.paper.anchor(f"ssc_n_{group.name}_{number}")


def _table(pen: Pen, question: Question, group: GroupDefinition) -> str:
    """Items as rows: the first column says which, then comes a column for each field."""
    paper = pen.paper
    by_name = question.named or bool(group.fixed)
    free = not by_name and any(row.item is None for row in question.rows)
    more = paper.say(N_("Add rows as you need.")) if free and group.most is None else ""
    room = FIXED if group.fixed else CELL
    head = _group_head(pen, question, group, more)
    head += _legend(pen, question.columns, room, prompts=False)
    titles = [pen.line("SSCHead", _first_title(pen, question))]
    for column in question.columns:
        mark = paper.anchor(f"ssc_h_{group.name}_{'_'.join(column.names)}")
        inside = blocks.bookmarked(paper, mark, runs(_column_title(pen, column), paper.look()))
        titles.append(pen.paragraph("SSCHead", inside))
    heads = BoxRow(titles, heading=True)
    rows, asked = [heads], []
    for number, row in enumerate(question.rows, start=1):
        anchor = _row_anchor(pen, group, row, number)
        called = runs(_called(pen, question, row, number), paper.look())
        cells = [pen.paragraph("SSCLabel", blocks.bookmarked(paper, anchor, called))]
        cells += [_cell(pen, group, (row, number), one, room) for one in question.columns]
        rows.append(BoxRow(cells, _row_height(question.columns)))
        asked.append(_asked_row(anchor, row))
    _add_group(pen, question, group, asked)
    widths = _widths(pen, question, room)
    together = sum(row.height for row in rows) <= _TOGETHER
    title = paper.say(group.label)
    shape = Box(widths, title, first_row=True, first_column=True, together=together)
    return head + box(paper, shape, rows)


def _first_title(pen: Pen, question: Question) -> str:
    """What stands above the column that tells the rows apart."""
    group = question.member
    if isinstance(group, GroupDefinition) and group.fixed:
        return pen.paper.say(_key(question).label)
    return pen.paper.say(group.label if question.named else N_("No."))


def _widths(pen: Pen, question: Question, room: Room) -> list[int]:
    """The widths of a table: by what kind of answer stands in each column."""
    shares = []
    for column in question.columns:
        _name, choices = pen.choices(column.member)
        several = is_several(column.member)
        drawn = not column.member.refers_to and room.draws(len(choices), several=several)
        letters = sum(len(label) + 5 for _code, label in choices) if drawn else 0
        kind = column.member.kind
        shares.append(max(_SHARES.get(kind, _SHARE), min(letters / 12, 3.6)))
    whole = pen.paper.width
    if question.named or any(row.code is not None for row in question.rows):
        return spread(whole, [2.2, *shares])
    return [_NUMBER, *spread(whole - _NUMBER, shares)]


def _asked_row(anchor: str, row: Row, anchors: Iterable[str] = ()) -> AskedRow:
    item = row.item.id if row.item is not None else ""
    code = "" if row.code is None else str(row.code)
    return AskedRow(anchor=anchor, item=item, code=code, anchors=tuple(anchors))


def _called(pen: Pen, question: Question, row: Row, number: int) -> str:
    """What a row is about: the label of its code, the name of its item, or its number."""
    if row.code is not None:
        return vocabulary(_key(question).vocabulary).label(row.code, pen.paper.language)
    named = _name_of(pen, question.member, row) if question.named else ""
    return named or str(number)


def _name_of(pen: Pen, group: Definition, row: Row) -> str:
    """What an item is called: its name, else its first answer."""
    if row.item is None or not isinstance(group, GroupDefinition):
        return ""
    paper = pen.paper
    said = (
        phrases.shown(one, getattr(row.item, one.attribute), pen.telling.case, paper.words)
        for one in group.fields
        if isinstance(one, FieldDefinition)
    )
    return phrases.called(row.item) or next(filter(None, said), "")


def _key(question: Question) -> FieldDefinition:
    """The field that tells the rows of a fixed list apart."""
    group = question.member
    assert isinstance(group, GroupDefinition)  # noqa: S101 - only groups have fixed rows
    return next(
        one for one in group.fields if isinstance(one, FieldDefinition) and one.name == group.fixed
    )


def _column_title(pen: Pen, column: Column) -> str:
    label = pen.paper.say(column.member.label)
    if column.within is None:
        return label
    pattern = pen.paper.say(N_("{group}: {label}"))
    return pattern.format(group=pen.paper.say(column.within.label), label=label)


def _cell(
    pen: Pen, group: GroupDefinition, place: tuple[Row, int], column: Column, room: Room
) -> str:
    row, number = place
    tag = "/".join((group.name, str(number), *column.names))
    label = pen.paper.say(column.member.label)
    alias = f"{label} ({pen.paper.say(group.label)} {number})"
    return pen.answer(Slot(column.member, column.value(row.item), tag, alias, room))


def _row_height(columns: Sequence[Column]) -> int:
    kinds = {one.member.kind for one in columns}
    return _TEXT_ROW if Kind.TEXT in kinds else _BRIEF_ROW


def _cards(pen: Pen, question: Question, group: GroupDefinition) -> str:
    """Items with many fields: a card each, two questions side by side."""
    paper = pen.paper
    more = paper.say(N_("If you need more, write them at the end of the form."))
    free = not question.named and group.most is None and not group.private
    alone = len(question.rows) == 1 and not question.named
    only = _row_anchor(pen, group, question.rows[0], 1) if alone else ""
    made = _group_head(pen, question, group, more if free else "", only)
    made += _legend(pen, question.columns, CARD, prompts=True)
    asked = []
    for number, row in enumerate(question.rows, start=1):
        anchor = _row_anchor(pen, group, row, number)
        title = _card_title(pen, question, row, number)
        if not alone:
            head = blocks.bookmarked(paper, anchor, runs(title, paper.look()))
            made += pen.paragraph("SSCCard", head, keep=True)
        anchors, rows = _card(pen, group, (row, number), question.columns)
        label, answer = _CARD_LABEL, 0.5 - _CARD_LABEL
        widths = spread(paper.width, (label, answer, label, answer))
        shape = Box(
            widths, title, first_column=True, shaded=frozenset({2}), tint=pen.tint, together=True
        )
        made += box(paper, shape, rows)
        asked.append(_asked_row(anchor, row, anchors))
    _add_group(pen, question, group, asked)
    return made


def _card_title(pen: Pen, question: Question, row: Row, number: int) -> str:
    """The number of a card, and the name of what it is about where that is there already."""
    say = pen.paper.say
    title = say(N_("{label} {number}")).format(label=say(question.member.label), number=number)
    called = _name_of(pen, question.member, row) if question.named else ""
    return f"{title} – {called}" if called else title


def _card(
    pen: Pen, group: GroupDefinition, place: tuple[Row, int], columns: Sequence[Column]
) -> tuple[list[str], list[BoxRow]]:
    """The bookmarks of a card's fields, and its rows."""
    paper = pen.paper
    number = place[1]
    anchors: list[str] = []
    cells: list[str] = []
    for column in columns:
        anchor = paper.anchor(f"ssc_c_{group.name}_{number}_{'_'.join(column.names)}")
        anchors.append(anchor)
        inside = runs(_column_title(pen, column), paper.look())
        label = pen.paragraph("SSCLabel", blocks.bookmarked(paper, anchor, inside))
        if number == 1 and 0 < len(column.member.prompt) <= _SHORT:
            label += pen.line("SSCHelp", paper.say(column.member.prompt))
        cells += [label, _cell(pen, group, place, column, CARD)]
    if len(columns) % 2:
        cells += [pen.paragraph("SSCLabel", ""), pen.paragraph("SSCFormText", "")]
    rows = [
        BoxRow(cells[at : at + 4], _card_height(columns[at // 2 : at // 2 + 2]))
        for at in range(0, len(cells), 4)
    ]
    if len(columns) % 2:
        rows[-1] = replace(rows[-1], closed=frozenset({3}))
    return anchors, rows


def _card_height(columns: Sequence[Column]) -> int:
    return _LINE_ROW if any(one.member.kind is Kind.LINE for one in columns) else _BRIEF_ROW


def _pictures(pen: Pen, question: Question, group: GroupDefinition) -> str:
    """Room for pictures, with their captions as plain words."""
    paper = pen.paper
    say = paper.say
    how = say(
        N_(
            "Put the pictures here, or send the files along. Write under each what it shows and "
            "who took it; where persons can be recognised, say that they agreed."
        )
    )
    head = _group_head(pen, question, group, how)
    there = [str(item.caption) for item in _files(pen, group) if isinstance(item.caption, str)]
    if there:
        pattern = say(N_("There already: {what}."))
        head += pen.line("SSCHelp", pattern.format(what="; ".join(there)), keep=True)
    _add_group(pen, question, group, ())
    rows = [BoxRow([pen.paragraph("SSCFormText", "")], _PICTURES)]
    return head + box(paper, Box([paper.width], say(group.label)), rows)


def _files(pen: Pen, group: GroupDefinition) -> tuple[Any, ...]:
    held = getattr(pen.telling.case, group.attribute)
    return held if isinstance(held, tuple) else ()
