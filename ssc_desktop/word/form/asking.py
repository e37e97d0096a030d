"""What a form asks: the definitions of the record, less what cannot be answered by mail."""

import dataclasses
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ssc_desktop.i18n import N_
from ssc_desktop.record import (
    Case,
    CaseDefinition,
    Definition,
    FieldDefinition,
    GroupDefinition,
    SectionDefinition,
    gates,
    given,
    phrases,
)
from ssc_desktop.record.clearing import is_closed
from ssc_desktop.record.completeness import COMPLETE, PUBLISHED, Gap
from ssc_desktop.record.definition import Need
from ssc_desktop.record.values import Item
from ssc_desktop.record.vocabularies import vocabulary

_NOT_BY_MAIL = frozenset({"record_depth", "withdrawal"})
"""The depth is that of the form itself; a story is taken back in the program that holds it."""
_FILES = "sha256"
"""A group with this field holds files, which are put into the form as they are."""
_TABLE = 5
"""So many fields of an item stand side by side; more make a card of each item."""
_ROWS, _CARDS = 4, 2
"""Empty rows and cards where nothing is there yet; half as many follow what is there."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field of the items of a group, or of the group within (`other_figure/source`)."""

    names: tuple[str, ...]
    member: FieldDefinition
    within: GroupDefinition | None = None

    def value(self, item: Item | None) -> Any:
        """The answer of an item; None where there is none."""
        if self.within is not None and item is not None:
            held = getattr(item, self.within.attribute)
            item = held[0] if isinstance(held, tuple) and held else None
        return None if item is None else getattr(item, self.member.attribute)


@dataclass(frozen=True, slots=True)
class Row:
    """A row or card: an item that is there, a code of a fixed list, or room for a new item."""

    item: Item | None = None
    code: str | int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A field or a group that is asked."""

    member: Definition
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    named: bool = False
    """The rows are about items that are there, and begin with their names."""
    missing: tuple[str, ...] = ()
    """What exactly is missing, in English: to be translated where it is shown."""

    @property
    def shape(self) -> str:
        """How items are asked: `table`, `cards`, `pictures`; "" for a field."""
        if not isinstance(self.member, GroupDefinition):
            return ""
        if any(column.member.name == _FILES for column in columns_of(self.member)):
            return "pictures"
        return "table" if len(self.columns) <= _TABLE else "cards"


@dataclass(frozen=True, slots=True)
class Chapter:
    """The questions of a section, or those that are left for the end."""

    label: str
    intro: str
    minutes: float
    questions: tuple[Question, ...] = field(default=())


def is_asked(member: Definition) -> bool:
    """Whether an answer to this can come by mail.

    Not what the program fills, what never leaves, and what names other stories; of what is
    private only groups whose items say themselves how far they may travel.
    """
    if member.automatic or member.name in _NOT_BY_MAIL:
        return False
    if isinstance(member, GroupDefinition):
        return not is_closed(member) and not any(map(_names_stories, member.fields))
    reachable = not member.refers_to or member.refers_to != ("consent_record",)
    unused = member.needs.draft is Need.UNUSED
    return (
        member.exported
        and not member.private
        and reachable
        and not unused
        and not _names_stories(member)
    )


def _names_stories(member: Definition) -> bool:
    return isinstance(member, FieldDefinition) and "case" in member.refers_to


@functools.lru_cache(maxsize=128)
def columns_of(group: GroupDefinition, *, overview: bool = False) -> tuple[Column, ...]:
    """The fields that are asked of every item; those of a group within are asked once.

    A file keeps its checksum, by which its group is known. The page of overview asks what stands
    on it; of what is private all, since there it is said how far that may travel.
    """
    found: list[Column] = []
    for member in group.fields:
        if isinstance(member, GroupDefinition):
            inner = () if overview else columns_of(member)
            found += (replace(one, names=(member.name, *one.names), within=member) for one in inner)
        elif _is_column(group, member) and (member.overview or group.private or not overview):
            found.append(Column((member.name,), member))
    return tuple(found) if found or not overview else columns_of(group)


def _is_column(group: GroupDefinition, member: FieldDefinition) -> bool:
    return member.name == _FILES or (is_asked(member) and member.name != group.fixed)


def held_back(whole: Case, shown: Case, definition: CaseDefinition) -> frozenset[str]:
    """What a story tells but these readers may not see: asking for it would tell it twice."""
    return frozenset(
        member.name
        for member in definition.fields
        if given(getattr(whole, member.attribute)) and not given(getattr(shown, member.attribute))
    )


def everything(
    definition: CaseDefinition, case: Case, depth: str, known: frozenset[str] = frozenset()
) -> tuple[Chapter, ...]:
    """All questions of a depth, with room for what `case` tells already and for more.

    Nothing of what is `known` elsewhere is asked.
    """
    overview = depth == "overview"
    chapters = []
    for section in definition.sections:
        asked = tuple(filter(is_asked, section.fields))
        here = [m for m in asked if (m.overview or not overview) and m.name not in known]
        questions = tuple(_whole(member, case, overview=overview) for member in here)
        if questions:
            share = section.minutes * len(questions) / len(asked)
            chapters.append(_chapter(section, share, questions))
    return tuple(chapters)


def _chapter(section: SectionDefinition, minutes: float, questions: Iterable[Question]) -> Chapter:
    return Chapter(section.label, section.intro, minutes, tuple(questions))


def _whole(member: Definition, case: Case, *, overview: bool) -> Question:
    if isinstance(member, FieldDefinition):
        return Question(member)
    columns = columns_of(member, overview=overview)
    return Question(member, columns, tuple(_rows(member, columns, case, overview=overview)))


def _rows(
    group: GroupDefinition, columns: tuple[Column, ...], case: Case, *, overview: bool
) -> Iterator[Row]:
    held = getattr(case, group.attribute)
    items = held if isinstance(held, tuple) else ()
    if group.fixed:
        by_code = {getattr(item, group.fixed): item for item in items}
        key = next(one for one in group.fields if one.name == group.fixed)
        for code in vocabulary(getattr(key, "vocabulary", "")).codes:
            yield Row(by_code.get(code), code)
        return
    yield from map(Row, items)
    free = _first(group, columns, overview=overview)
    if items:
        free = 0 if group.private else free // 2
    if group.most is not None:
        free = max(0, min(free, group.most - len(items)))
    yield from [Row()] * free


def _first(group: GroupDefinition, columns: tuple[Column, ...], *, overview: bool) -> int:
    """How many empty rows or cards a group has where nothing is there yet."""
    if len(columns) <= _TABLE:
        return _ROWS
    if group.private:
        return group.least
    return group.least + 1 if overview else max(_CARDS, group.least + 1)


def missing(
    definition: CaseDefinition, case: Case, known: frozenset[str] = frozenset()
) -> tuple[Chapter, ...]:
    """What `case` lacks: what its status asks by section, then what would make it comparable.

    Nothing of what is `known` elsewhere is asked.
    """
    all_gaps = gates.missing_for(case, COMPLETE, definition)
    musts = [gap for gap in all_gaps if gap.path[0] not in known]
    chapters = []
    for section in definition.sections:
        gaps = [gap for gap in musts if gap.section == section.name]
        questions = _questions(section.fields, gaps, case)
        if questions:
            answerable = [member for member in section.fields if is_asked(member)]
            share = section.minutes * len(questions) / len(answerable)
            chapters.append(_chapter(section, share, questions))
    done = known | {question.member.name for one in chapters for question in one.questions}
    later = [gap for gap in _should(definition, case) if gap.path[0] not in done]
    questions = _questions(definition.fields, later, case)
    if questions:
        intro = N_("Nothing here is necessary; it helps others to learn from the story.")
        label = N_("If you have a little more time")
        chapters.append(Chapter(label, intro, 2.0 * len(questions), questions))
    return tuple(chapters)


def _should(definition: CaseDefinition, case: Case) -> Iterator[Gap]:
    """What publication asks, and what stories are compared by."""
    yield from gates.missing_for(case, PUBLISHED, definition)
    overview = case.record_depth == "overview"
    for section in definition.sections:
        for member in section.fields:
            wanted = member.overview if overview else member.star
            if wanted and not given(getattr(case, member.attribute)):
                yield Gap(section.name, (member.name,), member.label)


def _questions(
    members: Iterable[Definition], gaps: Iterable[Gap], case: Case
) -> tuple[Question, ...]:
    """The gaps as questions, in the order of the form."""
    by_name: dict[str, list[Gap]] = {}
    for gap in gaps:
        by_name.setdefault(gap.path[0], []).append(gap)
    overview = case.record_depth == "overview"
    found = (
        _lacking(member, by_name[member.name], case, overview=overview)
        for member in members
        if member.name in by_name and is_asked(member)
    )
    return tuple(question for question in found if question is not None)


def _lacking(member: Definition, gaps: list[Gap], case: Case, *, overview: bool) -> Question | None:
    if isinstance(member, FieldDefinition):
        return Question(member)
    columns = columns_of(member, overview=overview)
    told = tuple(gap.label for gap in gaps if len(gap.path) == 1 and gap.label != member.label)
    if any(len(gap.path) == 1 for gap in gaps):
        question = Question(member, columns, tuple(_rows(member, columns, case, overview=overview)))
        return replace(question, missing=told)
    lacked = {gap.path[-1] for gap in gaps}
    wanted = tuple(column for column in columns if column.names[-1] in lacked)
    if not wanted:
        return None
    concerned = {gap.path[1] for gap in gaps}
    items = [item for item in getattr(case, member.attribute) if item.id in concerned]
    rows = [Row(item, getattr(item, member.fixed) if member.fixed else None) for item in items]
    return Question(member, wanted, tuple(rows), named=not member.fixed)


def asked_only(case: Case, chapters: tuple[Chapter, ...], also: frozenset[str]) -> Case:
    """The case with no more than the form shows: what is asked, and the fields named `also`.

    What the form does not print must not travel in it unseen.
    """
    shown = {one.member.attribute: one for chapter in chapters for one in chapter.questions}
    changes: dict[str, Any] = {}
    for name in {one.name for one in dataclasses.fields(case)} - also:
        held = getattr(case, name)
        question = shown.get(name)
        if question is None:
            changes[name] = () if isinstance(held, tuple) else None
        elif question.columns and isinstance(held, tuple):
            items = (row.item for row in question.rows if row.item is not None)
            changes[name] = tuple(_printed(item, question) for item in items)
    return replace(case, **changes)


def _printed(item: Item, question: Question) -> Item:
    """An item with its name and what is asked of it."""
    group = question.member
    kept = {column.names[0] for column in question.columns} | {getattr(group, "fixed", "")}
    name = phrases.called(item)
    changes: dict[str, Any] = {}
    for one in dataclasses.fields(item):
        held = getattr(item, one.name)
        if one.name != "id" and one.name.rstrip("_") not in kept and (not name or held != name):
            changes[one.name] = () if _holds_items(group, one.name) else None
    return replace(item, **changes)


def _holds_items(group: Definition, attribute: str) -> bool:
    inner = group.inner if isinstance(group, GroupDefinition) else ()
    return any(one.attribute == attribute for one in inner)
