"""Inserting: in the dialect of the connection, and many rows at once past SQLAlchemy's own work."""

import functools
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Table
from sqlalchemy.dialects import sqlite


def insert(connection: Connection, table: Any) -> sqlite.Insert:
    """An insert in the dialect of the connection, to be given its `on_conflict_...`.

    PostgreSQL's has the same words; it is loaded only there.
    """
    return _dialect_insert(connection.dialect.name)(table)  # type: ignore[no-any-return]


@functools.cache
def _dialect_insert(name: str) -> Any:
    if name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - 35 ms no laptop needs

        return postgresql.insert
    return sqlite.insert


def add_rows(
    connection: Connection,
    table: Table,
    rows: Sequence[tuple[Any, ...]],
    *,
    missing_only: bool = False,
) -> int:
    """Insert rows, each in the order of the table's columns and fit for the driver.

    With `missing_only`, rows whose key is there are left as they are. Returns how many were new.
    Nothing is looked at row by row, which halves the time of 26,000.
    """
    if not rows:
        return 0
    adding: Insert = insert(connection, table)
    if missing_only:
        adding = insert(connection, table).on_conflict_do_nothing()
    text, positional = _text(connection.dialect, table.name, missing_only, adding)
    if positional:
        return connection.exec_driver_sql(text, list(rows)).rowcount
    names = table.columns.keys()
    named = [dict(zip(names, row, strict=True)) for row in rows]
    return connection.exec_driver_sql(text, named).rowcount


_texts: dict[tuple[str, str, bool], tuple[str, bool]] = {}


def _text(dialect: Dialect, table: str, missing_only: bool, adding: Insert) -> tuple[str, bool]:
    key = (dialect.name, table, missing_only)
    if key not in _texts:
        compiled = adding.compile(dialect=dialect)
        _texts[key] = (str(compiled), bool(compiled.positional))
    return _texts[key]
