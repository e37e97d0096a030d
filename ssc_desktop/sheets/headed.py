"""Tables of others: which row names the columns, which row belongs to which."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ssc_desktop.sheets.raw import RawFile, RawTable

SOURCE_IDS = ("_uuid", "meta/instanceID", "meta-instanceID", "instanceID", "KEY", "_id")
"""Columns of Kobo, ODK and SurveyCTO that name a submission."""
_OWN_KEYS = ("_index", "KEY")
_PARENT_KEYS = ("_parent_index", "PARENT_KEY", "_submission__uuid")
_PARENT_TABLE = "_parent_table_name"
_MACHINE = re.compile(
    r"_.*|__version__|start|end|today|deviceid|username|phonenumber|simserial|subscriberid|audit"
    r"|(meta[/-])?instance(ID|Name)|formhub/uuid|KEY|PARENT_KEY|SET-OF-.*|SubmissionDate"
    r"|CompletionDate|formdef_version|review_(quality|status)|.*_URL|SubmitterID|SubmitterName"
    r"|AttachmentsPresent|AttachmentsExpected|Status|DeviceID|Edits|FormVersion|ReviewState"
)
_LOOKED_AT = 12
_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """A table with the row that names its columns apart."""

    name: str
    columns: tuple[str, ...]
    """Headings as they stand there; of two alike the second has a number behind it."""
    rows: tuple[tuple[str, ...], ...]

    def said(self, row: tuple[str, ...], *names: str) -> str:
        """What a row says in the first of these columns that says anything."""
        for name in names:
            if name in self.columns:
                at = self.columns.index(name)
                if at < len(row) and row[at].strip():
                    return row[at].strip()
        return ""

    def has_parent(self) -> bool:
        """Whether its rows belong to rows of another table: a repeated group."""
        return any(one in self.columns for one in _PARENT_KEYS)

    def key(self, row: tuple[str, ...], number: int) -> str:
        """By what the rows of other tables name this row."""
        return self.said(row, *_OWN_KEYS) or str(number)

    def parent(self, row: tuple[str, ...]) -> tuple[str, str]:
        """The table and the key of the row that a row belongs to; the table may be unknown."""
        return self.said(row, _PARENT_TABLE), self.said(row, *_PARENT_KEYS)

    def source_id(self, row: tuple[str, ...]) -> str:
        """What its source calls the submission; "" where it does not."""
        return self.said(row, *SOURCE_IDS).removeprefix("uuid:")


def is_machine(column: str) -> bool:
    """Whether a column holds what the collecting program notes for itself."""
    return _MACHINE.fullmatch(column) is not None


def headed(file: RawFile) -> tuple[HeadedTable, ...]:
    """The tables that have columns and rows; hidden ones are left out."""
    return tuple(_headed_ones(file))


def _headed_ones(file: RawFile) -> Iterator[HeadedTable]:
    for table in file.tables:
        if table.hidden or table.name.startswith("_"):
            continue
        at = _heading_of(table)
        if at is not None:
            rows = tuple(row for row in table.rows[at + 1 :] if any(one.strip() for one in row))
            yield HeadedTable(table.name, _named(table.rows[at]), rows)


def _heading_of(table: RawTable) -> int | None:
    """The first row that has about as many texts as any: titles above have fewer."""
    counts = [sum(bool(one.strip()) for one in row) for row in table.rows[:_LOOKED_AT]]
    most = max(counts, default=0)
    return next((at for at, count in enumerate(counts) if count and count >= _ENOUGH * most), None)


def _named(row: tuple[str, ...]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    names = []
    for text in row:
        name = " ".join(text.split())
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 or not name else f"{name} ({seen[name]})")
    return tuple(names)
