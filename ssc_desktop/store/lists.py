"""Reading the list: pages, filters and search."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, select

from ssc_desktop.store import sqlite
from ssc_desktop.store.begin import LIST_COLUMNS, ListRow, list_row
from ssc_desktop.store.tables import listing

MOST_MATCHES = 2000
"""Searches look at the newest matches only, so that they never hold up a save."""

_COLUMNS = [listing.c[name] for name in LIST_COLUMNS]


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to."""

    text: str = ""
    status: str = ""
    deleted: bool = False


def page(
    connection: Connection, raw: sqlite.Connection, wanted: Filter, limit: int, offset: int = 0
) -> tuple[list[ListRow], int]:
    """The stories that fit, the one changed last first, and how many fit in all."""
    fits = _condition(raw, wanted)
    total = connection.scalar(select(func.count()).select_from(listing).where(fits)) or 0
    found = connection.execute(
        select(*_COLUMNS).where(fits).order_by(listing.c.number.desc()).limit(limit).offset(offset)
    )
    return [list_row(tuple(row)) for row in found], total


def _condition(raw: sqlite.Connection, wanted: Filter) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [listing.c.deleted.is_(wanted.deleted)]
    if wanted.status:
        conditions.append(listing.c.status == wanted.status)
    if wanted.text.strip():
        conditions.append(listing.c.number.in_(sqlite.matches(raw, wanted.text, MOST_MATCHES)))
    return and_(*conditions)


def counts(connection: Connection) -> tuple[dict[str, int], int]:
    """How many stories there are by status, and how many changed since the last bundle."""
    living = listing.c.deleted.is_(False)
    by_status = connection.execute(
        select(listing.c.status, func.count()).where(living).group_by(listing.c.status)
    )
    unpacked = connection.scalar(
        select(func.count())
        .select_from(listing)
        .where(living, listing.c.fingerprint != listing.c.packed)
    )
    return dict(by_status.all()), unpacked or 0


def one(connection: Connection, case_id: str) -> ListRow | None:
    """The line of one story."""
    row = connection.execute(select(*_COLUMNS).where(listing.c.case_uuid == case_id)).first()
    return list_row(tuple(row)) if row else None


def beginning_with(connection: Connection, start: str, limit: int = 2) -> list[str]:
    """The ids of stories that begin with `start`: ids may be typed in part."""
    found = connection.scalars(
        select(listing.c.case_uuid).where(listing.c.case_uuid.startswith(start, autoescape=True))
    )
    return list(found)[:limit]


def every(connection: Connection) -> list[str]:
    """The ids of all stories that are not in the trash, the one changed last first."""
    return list(
        connection.scalars(
            select(listing.c.case_uuid)
            .where(listing.c.deleted.is_(False))
            .order_by(listing.c.number.desc())
        )
    )
