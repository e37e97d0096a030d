"""The tables of stories: which there are, what their columns are, what stands in their rows."""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ssc_desktop.record import CASE, Case, FieldDefinition, GroupDefinition, record_json
from ssc_desktop.record.definition import CaseDefinition, Definition, Kind
from ssc_desktop.sheets import cells

VERSION = "1.1"
STORY_ID, PARENT_ID, ITEM_ID = "case_uuid", "parent_id", "id"
FOR_PEOPLE = "_"
"""Columns and sheets whose name begins so are for people, and are not read."""
NAMED = "_story"
"""The column that says which story a row belongs to."""
BASE = "_base"
CODES = "_codes"
REMARK = "#"
"""A row whose first cell begins so is not read: it holds the labels."""
NOTE = ".note"
FURTHER = "+"
"""`overview+2` goes on where the cell of `overview` was full."""


@dataclass(frozen=True)
class SheetStory:
    """A story for a table: only what may leave, and which saves it shows."""

    case: Case
    cuts: tuple[str, ...] = ()

    @functools.cached_property
    def record(self) -> dict[str, Any]:
        """The story as JSON."""
        return record_json.written(self.case, CASE.fields)
