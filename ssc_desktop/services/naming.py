"""Names of organisations and people that the library knows, for completing what one types."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from ssc_desktop.record.vocabularies import folded
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import VIEW, listing

MOST_ROWS = 20_000
"""Rows of each table that are looked at, the newest first: enough, and quick in any library."""
_ORGANISATIONS = (
    ("authors", "organisation"),
    ("primary_contact", "organisation"),
    ("change_agent", "organisation"),
)
_PEOPLE = (("authors", "person"), ("primary_contact", "name"), ("change_agent", "name"))


@dataclass(frozen=True, slots=True)
class Known:
    """A name that stands in some story."""

    name: str
    key: str
    """The name without case and accents, for comparing."""
    country: str = ""
    org_type: str = ""
    kind: str = ""
    """The kind of partner, where it was one."""
    times: int = 1


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What the library knows, the most used first."""

    organisations: tuple[Known, ...] = ()
    people: tuple[Known, ...] = ()


def names_known(library: Library) -> KnownNames:
    """Names of all stories that are not in the trash."""
    with library.reading() as connection:
        organisations = [*_partners(connection)]
        for table, column in _ORGANISATIONS:
            organisations += (Known(name, folded(name)) for name in _column(connection, table,
                                                                            column))  # fmt: skip
        people = [
            Known(name, folded(name))
            for table, column in _PEOPLE
            for name in _column(connection, table, column)
        ]
    return KnownNames(_counted(organisations), _counted(people))


def _column(connection: Connection, table: str, column: str) -> Iterator[str]:
    held = VIEW[table]
    asked = (
        select(held.c[column])
        .join(listing, listing.c.case_uuid == held.c.case_uuid)
        .where(listing.c.deleted.is_(False), held.c[column].is_not(None))
        .order_by(held.c.id.desc())
        .limit(MOST_ROWS)
    )
    return (str(name).strip() for name in connection.scalars(asked) if str(name).strip())


def _partners(connection: Connection) -> Iterator[Known]:
    held = VIEW["partner"]
    asked = (
        select(held.c.name_as_used, held.c.country, held.c.org_type, held.c.partner_kind)
        .join(listing, listing.c.case_uuid == held.c.case_uuid)
        .where(
            listing.c.deleted.is_(False),
            held.c.name_as_used.is_not(None),
            held.c.partner_kind.is_distinct_from("country"),
        )
        .order_by(held.c.id.desc())
        .limit(MOST_ROWS)
    )
    for name, country, org_type, kind in connection.execute(asked):
        said = str(name).strip()
        if said:
            yield Known(said, folded(said), country or "", org_type or "", kind or "")


def _counted(found: list[Known]) -> tuple[Known, ...]:
    """Each name once, with the fullest of what is known of it; the most used first."""
    times = Counter(one.key for one in found)
    best: dict[str, Known] = {}
    for one in found:
        held = best.get(one.key)
        if held is None or _fullness(one) > _fullness(held):
            best[one.key] = one
    ordered = sorted(best.values(), key=lambda one: (-times[one.key], one.key))
    return tuple(
        Known(one.name, one.key, one.country, one.org_type, one.kind, times[one.key])
        for one in ordered
    )


def _fullness(one: Known) -> int:
    return sum(bool(part) for part in (one.country, one.org_type, one.kind))
