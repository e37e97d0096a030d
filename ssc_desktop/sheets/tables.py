"""The tables of stories: which there are, what their columns are, what stands in their rows.

A table for the stories, and one for each group of the record; the columns are the definitions'.
"""

import functools
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ssc_desktop.errors import Cancelled
from ssc_desktop.record import (
    CASE,
    Case,
    FieldDefinition,
    GroupDefinition,
    definition_of,
    record_json,
)
from ssc_desktop.record.definition import CaseDefinition, Definition, Kind
from ssc_desktop.record.values import Answer
from ssc_desktop.sheets import cells

VERSION = "1.1"
SIGN = "ssc-tables"
"""What says that tables are ours."""
STORY_ID, PARENT_ID, ITEM_ID = "case_uuid", "parent_id", "id"
FOR_PEOPLE = "_"
"""Columns and sheets whose name begins so are for people, and are not read."""
NAMED = "_story"
"""The column that says which story a row belongs to."""
BASE, CODES = "_base", "_codes"
REMARK = "#"
"""A row whose first cell begins so is not read: it holds the labels."""
NOTE = ".note"
FURTHER = "+"
"""`overview+2` goes on where the cell of `overview` was full."""
_EXACT = 10**15
"""Whole numbers below are numbers to every program."""

Holder = CaseDefinition | GroupDefinition
Cell = str | int


@dataclass(frozen=True)
class SheetStory:
    """A story for a table: only what may leave, and which saves it shows."""

    case: Case
    cuts: tuple[str, ...] = ()

    @functools.cached_property
    def definition(self) -> CaseDefinition:
        """What the story's class says about itself."""
        return CASE if type(self.case) is Case else definition_of(type(self.case))

    @functools.cached_property
    def record(self) -> dict[str, Any]:
        """The story as JSON."""
        return record_json.written(self.case, self.definition.fields)

    @functools.cached_property
    def json(self) -> str:
        """The same as text, without blanks: nobody reads it."""
        return json.dumps(self.record, ensure_ascii=False, separators=(",", ":"))

    @functools.cached_property
    def sha256(self) -> str:
        """The checksum of that text."""
        return hashlib.sha256(self.json.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a key, or a field of the record (or a group that was answered as a whole)."""

    name: str
    member: Definition | None = None
    note: bool = False
    number: int = 1
    """2 and more for the columns in which long texts go on."""


@dataclass
class Table:
    """One table, filled story by story."""

    holder: Holder
    nested: bool = False
    rows: list[dict[str, Cell]] = field(default_factory=list)
    _long: dict[str, int] = field(default_factory=dict)
    _answered: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """What its sheet is called."""
        return self.holder.name

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that say whose row it is."""
        if isinstance(self.holder, CaseDefinition):
            return (STORY_ID,)
        return (STORY_ID, PARENT_ID, ITEM_ID) if self.nested else (STORY_ID, ITEM_ID)

    def columns(self) -> Iterator[Column]:
        """Its columns in order; those of long texts and of whole groups only where needed."""
        yield from map(Column, self.keys)
        if self.keys != (STORY_ID,):
            yield Column(NAMED)
        for member in self.holder.fields:
            if member.name == STORY_ID:
                continue
            if isinstance(member, GroupDefinition):
                if member.name in self._answered:
                    yield Column(member.name, member)
                continue
            yield from self._of_field(member)

    def _of_field(self, member: FieldDefinition) -> Iterator[Column]:
        for name, note in ((member.name, False), (member.name + NOTE, True)):
            if not note or member.kind is Kind.NOTED:
                yield Column(name, member, note)
                for number in range(2, self._long.get(name, 1) + 1):
                    yield Column(f"{name}{FURTHER}{number}", member, note, number)

    def add(self, keys: Mapping[str, str], record: Mapping[str, Any]) -> None:
        """One more row."""
        row: dict[str, Cell] = dict(keys)
        for member in self.holder.fields:
            value = record.get(member.name)
            if value is None or member.name == STORY_ID:
                continue
            if isinstance(member, FieldDefinition):
                self._put(row, member, value)
            elif isinstance(value, dict):
                self._answered.add(member.name)
                row[member.name] = cells.pieces(Answer(value["answer"]))[0]
        self.rows.append(row)

    def _put(self, row: dict[str, Cell], member: FieldDefinition, value: Any) -> None:
        if member.kind is Kind.COUNT and isinstance(value, int) and value < _EXACT:
            row[member.name] = value
            return
        names = (member.name, member.name + NOTE)
        for name, what in zip(names, cells.said(member, value), strict=True):
            for number, piece in enumerate(cells.pieces(what), start=1):
                if piece:
                    row[name if number == 1 else f"{name}{FURTHER}{number}"] = piece
                    self._long[name] = max(number, self._long.get(name, 1))


def holders(definition: CaseDefinition = CASE) -> Iterator[tuple[Holder, bool]]:
    """What has a table of its own, and whether it stands inside a group."""
    yield definition, False
    for group in definition.inner:
        yield group, False
        for inner in group.inner:
            yield inner, True


def tables_of(
    stories: Sequence[SheetStory],
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> list[Table]:
    """The tables of these stories. Raises Cancelled.

    A group has its table also where nobody has said anything, so that rows can be added; private
    ones have theirs only where something of them may leave.
    """
    definition = stories[0].definition if stories else CASE
    made = {holder.name: Table(holder, nested) for holder, nested in holders(definition)}
    for number, story in enumerate(stories):
        if stop():
            raise Cancelled
        if progress is not None:
            progress(number, len(stories))
        record = story.record
        keys = {STORY_ID: str(record[STORY_ID])}
        made[definition.name].add(keys, record)
        named = str(record.get("short_name") or record.get("title") or "")
        keys[NAMED] = named[:80] if isinstance(named, str) else ""
        for group in definition.inner:
            _add_items(made, group, record, keys)
    return [one for one in made.values() if one.rows or not getattr(one.holder, "private", False)]


def _add_items(
    made: Mapping[str, Table],
    group: GroupDefinition,
    record: Mapping[str, Any],
    keys: Mapping[str, str],
) -> None:
    items = record.get(group.name)
    for item in items if isinstance(items, list) else ():
        identity = item[ITEM_ID]
        made[group.name].add({**keys, ITEM_ID: identity}, item)
        for inner in group.inner:
            _add_items(made, inner, item, {**keys, PARENT_ID: identity})
