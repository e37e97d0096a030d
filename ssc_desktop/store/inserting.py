"""Inserts that may meet a row that is there already: SQLite and PostgreSQL say them alike."""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite


def insert(connection: Connection, table: Any) -> sqlite.Insert | postgresql.Insert:
    """An insert in the dialect of the connection, to be given its `on_conflict_...`."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)  # type: ignore[no-any-return]  # SQLAlchemy leaves it open
