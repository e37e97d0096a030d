"""Which table a row belongs to whose table is not known, told by the definitions of the tables.

For rows that a page carver found. Those of the truth need no more than their kinds: digests and
signatures say what they are worth. Of the others every text must look like what it stands for.
"""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from sqlalchemy import JSON, Boolean, Column, Integer, LargeBinary, String, Table

from ssc_desktop.store import exchange_tables as exchange
from ssc_desktop.store.carving import Row, Value
from ssc_desktop.store.tables import CutRow, DraftRow, FactRow, RevisionRow, Stored, UnreadRow

_ID: Final = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_LOOKS: Final = {
    36: re.compile(rf"({_ID})?"),
    44: re.compile(rf"{_ID}(/private)?"),
    64: re.compile(r"([0-9a-f]{64})?"),
    32: re.compile(r"([0-9a-f]{32}|\d{4}-\d\d-\d\dT[\d:.]+Z?(-[0-9a-f]{4})?)?"),
}
"""What texts of a certain length are: ids, roots, digests, fingerprints and moments."""

_TRUTH: Final[tuple[type[Stored], ...]] = (RevisionRow, CutRow)
_DEALINGS: Final[tuple[type[Stored], ...]] = (
    exchange.RedactedRow,
    exchange.DeviceRow,
    DraftRow,
    UnreadRow,
    FactRow,
    exchange.OriginalRow,
    exchange.UndoneRow,
    exchange.BundleRow,
    exchange.InvitationRow,
    exchange.AcknowledgedRow,
    exchange.ApartRow,
    exchange.BroughtRow,
    exchange.HandedRow,
    exchange.HolderRow,
    exchange.ReceiptRow,
    exchange.InboxRow,
    exchange.ActivityRow,
    exchange.QuarantineRow,
)
_FACTS: Final = re.compile(r"[a-z_]{3,40}")


def named(row: Row) -> tuple[str, tuple[Value, ...]] | None:
    """The table that a row is of, and its values, those that were added later filled in.

    None where it is of no table that is kept: lists and search are derived anew.
    """
    for table in _by_columns().get(len(row.values), ()):
        values = _fitted(table, row)
        if values is not None:
            return table.name, values
    return None


def _by_columns() -> dict[int, list[Table]]:
    if not _tables:
        for kept in (*_TRUTH, *_DEALINGS):
            columns = list(kept.table.columns)
            # rows from before a column was added lack it
            least = len(columns)
            while columns[least - 1].server_default is not None or columns[least - 1].nullable:
                least -= 1
            for number in range(least, len(columns) + 1):
                _tables.setdefault(number, []).append(kept.table)
    return _tables


_tables: dict[int, list[Table]] = {}


def _fitted(table: Table, row: Row) -> tuple[Value, ...] | None:
    strict = table.name not in {one.table.name for one in _TRUTH}
    columns = list(table.columns)
    values = list(row.values)
    for at, column in enumerate(columns[: len(values)]):
        if _is_number_of_row(table, column):
            if values[at] is not None:
                return None
            values[at] = row.number
        elif not _fits(column, values[at], strict=strict):
            return None
    values += [_added(column) for column in columns[len(values) :]]
    more = _MORE.get(table.name)
    return tuple(values) if more is None or more(*values) else None


def _is_number_of_row(table: Table, column: Column[Any]) -> bool:
    return isinstance(column.type, Integer) and list(table.primary_key.columns) == [column]


def _fits(column: Column[Any], value: Value, *, strict: bool) -> bool:
    if value is None:
        return bool(column.nullable)
    if isinstance(column.type, LargeBinary):
        return isinstance(value, bytes)
    if isinstance(column.type, Integer | Boolean):
        return isinstance(value, int)
    if not isinstance(value, str):
        return False
    if isinstance(column.type, JSON):
        return _is_json(value)
    return not strict or _looks_right(column, value)


def _looks_right(column: Column[Any], value: str) -> bool:
    length = column.type.length if isinstance(column.type, String) else None
    if length is None:
        return True
    look = _LOOKS.get(length)
    return len(value) <= length and (look is None or look.fullmatch(value) is not None)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _added(column: Column[Any]) -> Value:
    default = getattr(column.server_default, "arg", None)
    if default is None:
        return None
    return int(str(default)) if isinstance(column.type, Integer) else str(default)


def _is_draft(_case: Value, base: Value, body: Value, _at: Value) -> bool:
    return isinstance(body, str) and body.startswith("{") and str(base).startswith("[")


_MORE: Final[dict[str, Callable[..., bool]]] = {
    "draft": _is_draft,
    "redacted": lambda _root, _id, what, _at: what in {"revision", "blob"},
    "fact": lambda name, _value: _FACTS.fullmatch(str(name)) is not None,
    "unread": lambda _case, path, _text: "\n" not in str(path),
}
"""What else tells rows of a table from those of others."""


def tables() -> Iterable[Table]:
    """The tables whose rows are kept as they were, besides revisions and cuts."""
    return [kept.table for kept in _DEALINGS]
