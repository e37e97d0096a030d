"""What stands in the cells of a comparison, and what is the same or not in a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ssc_desktop.i18n import N_
from ssc_desktop.record import (
    Answer,
    Definition,
    FieldDefinition,
    GroupDefinition,
    Kind,
    Noted,
    given,
    narrative,
    phrases,
    usable,
)
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.word import answers, blocks, columns, fitting
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.text import runs

_NUMBERS = {Kind.COUNT, Kind.DECIMAL, Kind.FIGURE}
_CODES = {Kind.CHOICE, Kind.CHOICES, Kind.MARKS, Kind.NOTED}
_ROOM = 420
"""Characters of a text where more than three stories share the page."""
_BROAD = 3
"""So many stories have room for their whole texts."""


@dataclass(frozen=True, slots=True)
class Cell:
    """An answer of one story: its paragraphs, and how long it is."""

    blocks: str
    size: int
    codes: frozenset[Any] | None = None
    """What can be compared with the answers of the others; None for words, or for no answer."""


def field(tellings: Sequence[Telling], name: str) -> list[Cell]:
    """The answers of all stories to a field of the record."""
    members = [telling.members[name] for telling in tellings]
    codes = [_codes(telling, member) for telling, member in zip(tellings, members, strict=True)]
    own = _own(codes)
    return [
        _field(telling, member, codes[n], own[n], len(tellings))
        for n, (telling, member) in enumerate(zip(tellings, members, strict=True))
        if isinstance(member, FieldDefinition)
    ]


def _codes(telling: Telling, member: Definition) -> frozenset[Any] | None:
    """The codes of an answer; None where it has none."""
    value = getattr(telling.case, member.attribute)
    if not isinstance(member, FieldDefinition) or member.kind not in _CODES or not usable(value):
        return None
    code = value.code if isinstance(value, Noted) else value
    if code is None:
        return None
    return frozenset(code) if isinstance(code, tuple) else frozenset([code])


def _own(codes: Sequence[frozenset[Any] | None]) -> list[frozenset[Any]]:
    """The codes that only one of the stories has; none where only one story answered."""
    if len(codes) - codes.count(None) < 2:
        return [frozenset() for _one in codes]
    said = [one or frozenset() for one in codes]
    return [
        one - frozenset().union(*(other for m, other in enumerate(said) if m != n))
        for n, one in enumerate(said)
    ]


def mark(paper_says: Any, cells: Sequence[Cell]) -> str:
    """“The same” or “not the same”; "" where nothing can be said."""
    codes = [cell.codes for cell in cells]
    if None in codes or len(codes) < 2:
        return ""
    same = all(one == codes[0] for one in codes)
    said: str = paper_says(N_("= the same")) if same else paper_says(N_("≠ not the same"))
    return said


def _field(
    telling: Telling,
    member: FieldDefinition,
    codes: frozenset[Any] | None,
    own: frozenset[Any],
    stories: int,
) -> Cell:
    value = getattr(telling.case, member.attribute)
    if not given(value):
        return nothing(telling)
    unsettled = answers.unsettled(telling, member.name)
    if isinstance(value, Answer):
        inside = runs(phrases.answer(value, telling.paper.words), telling.paper.look("SSCAnswer"))
        return Cell(_line(telling, inside + unsettled), 1)
    made = _line(telling, _coded(telling, member, value, own) + unsettled) if codes else ""
    words = value.note or "" if isinstance(value, Noted) else value
    if isinstance(words, str) and member.kind in {Kind.TEXT, Kind.NOTED}:
        made += _text(telling, words, stories)
    elif not codes:
        made += _line(telling, runs(answers.words_of(telling, member, telling.case), telling.own))
    if unsettled and not codes:
        made += _line(telling, unsettled)
    return Cell(made, len(str(words)), codes)


def _coded(telling: Telling, member: FieldDefinition, value: Any, own: frozenset[Any]) -> str:
    """Runs of codes; those that no other story has stand out."""
    code: Any = value.code if isinstance(value, Noted) else value
    listed = vocabulary(member.vocabulary)
    paper = telling.paper
    numbered = member.vocabulary == "sdg_goal"
    made = []
    for one in code if isinstance(code, tuple) else (code,):
        label = listed.label(one, paper.language)
        said = f"{one} {label}" if numbered else label
        made.append(runs(said, paper.look(bold=one in own)))
    return runs("، " if paper.right_to_left else ", ", paper.look()).join(made)


def _text(telling: Telling, text: str, stories: int) -> str:
    """Narrative in a cell; where many share the page, its first sentences."""
    if not text:
        return ""
    if stories > _BROAD and len(text) > _ROOM:
        text = f"{fitting.shortened(narrative.plain(text), _ROOM)} […]"
    return "".join(blocks.prose(telling.paper, text, telling.language, blocks.CELL))


def nothing(telling: Telling) -> Cell:
    """Nobody answered: not the same as “unknown”."""
    inside = runs(telling.paper.say(N_("no answer")), telling.paper.look("SSCSecondary"))
    return Cell(_line(telling, inside), 1)


def _line(telling: Telling, inside: str, style: str = "SSCCell") -> str:
    return blocks.paragraph(style, inside, right_to_left=telling.paper.right_to_left)


def plain(telling: Telling, said: str) -> Cell:
    """A line of words."""
    if not said:
        return nothing(telling)
    return Cell(
        "".join(_line(telling, runs(one, telling.own)) for one in said.split("\n")), len(said)
    )


# ---------------------------------------------------------------- groups


def kind_field(group: GroupDefinition) -> FieldDefinition | None:
    """The field by which the items of a group are told apart: level, type, kind; if it has one."""
    first = group.fields[0]
    by_code = isinstance(first, FieldDefinition) and first.kind is Kind.CHOICE
    return first if by_code and isinstance(first, FieldDefinition) else None


def kinds(tellings: Sequence[Telling], group: GroupDefinition) -> list[Any]:
    """The codes by which items of the stories are told apart, in the order of their list."""
    by = kind_field(group)
    if by is None:
        return []
    held = {
        getattr(item, by.attribute)
        for telling in tellings
        for item in answers.items(telling.case, group)
    }
    listed = vocabulary(by.vocabulary)
    known = [code for code in held if usable(code)]
    return [*sorted(known, key=listed.rank), *([None] if len(known) < len(held) else [])]


def items(telling: Telling, group: GroupDefinition, kind: Any = None) -> Cell:
    """The items of a group (of a kind, where it has kinds) as a short list."""
    by = kind_field(group)
    held = getattr(telling.case, group.attribute)
    if isinstance(held, Answer):
        inside = runs(phrases.answer(held, telling.paper.words), telling.paper.look("SSCAnswer"))
        return Cell(_line(telling, inside), 1)
    if not held:
        return nothing(telling)
    chosen = [item for item in held if by is None or _kind(item, by) == kind]
    if not chosen:
        return Cell(_line(telling, runs("–", telling.paper.look("SSCSecondary"))), 1)
    made = [_item(telling, group, item, first=item is chosen[0]) for item in chosen]
    return Cell("".join(xml for xml, _size in made), sum(size for _xml, size in made))


def _kind(item: Any, by: FieldDefinition) -> Any:
    code = getattr(item, by.attribute)
    return code if usable(code) else None


def _item(telling: Telling, group: GroupDefinition, item: Any, *, first: bool) -> tuple[str, int]:
    """An item: the words that name it, and below them its figures and what is compared of it."""
    by = kind_field(group)
    fields = [
        member
        for member in answers.used(telling, group, (item,))
        if isinstance(member, FieldDefinition)
        and member is not by
        and member.refers_to != ("reference",)
    ]
    if not fields:
        return _line(telling, runs("✓", telling.paper.look())), 1
    lead = columns.lead_of([
        columns.Field(member, (answers.measured(telling, member, group, item),), member.label)
        for member in fields
    ]).member  # fmt: skip
    path = f"{group.name}/{item.id}/{lead.name}"
    said = answers.measured(telling, lead, group, item)
    inside = runs(said, telling.own) + answers.unsettled(telling, path)
    made = _line(telling, inside, "SSCCell" if first else "SSCCellApart")
    told = [_detail(telling, group, member, item) for member in fields if _counts(member, lead)]
    if told:
        inside = runs(" · ", telling.paper.look()).join(told)
        made += _line(telling, inside, "SSCDetail")
    return made, len(said) + 30 * len(told)


def _counts(member: FieldDefinition, lead: FieldDefinition) -> bool:
    """Whether a field of an item can be compared: a figure, a sum, or one of the comparable set."""
    return member is not lead and (member.star or member.kind in _NUMBERS)


def _detail(telling: Telling, group: GroupDefinition, member: FieldDefinition, item: Any) -> str:
    said = answers.measured(telling, member, group, item)
    label = blocks.key(telling.paper, telling.paper.say(member.label))
    mark_ = answers.unsettled(telling, f"{group.name}/{item.id}/{member.name}")
    return label + runs(said, telling.own) + mark_
