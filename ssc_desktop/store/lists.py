"""Reading the list: pages, conditions, orders, counts, and what search finds.

The SQL is written out: a page of the list must cost little more than the plain driver takes for it,
and all of it is ours but the values, which are bound.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, select, text

from ssc_desktop.record.sort_key import letters_of
from ssc_desktop.store import sqlite
from ssc_desktop.store.asking import (
    CHANGED,
    COMPLETENESS,
    COUNTRY,
    RELEVANCE,
    STATUS,
    TITLE,
    YEAR,
    Conditions,
    Cursor,
    Query,
)
from ssc_desktop.store.summary import LIST_COLUMNS, Summary
from ssc_desktop.store.tables import NEEDS_YOU, UNPACKED, listing

MOST_MATCHES = 2_000
"""Searches look at the newest matches only, so that they never hold up a save."""
LONGEST = 50_000
"""Lists up to this length are known whole, for a true scroll bar; longer ones page by page."""

_COLUMNS = ", ".join(f"listing.{name}" for name in LIST_COLUMNS)
_SORTED_BY = {
    CHANGED: "number", RELEVANCE: "number", TITLE: "title_key", COMPLETENESS: "completeness",
    YEAR: "first_year", COUNTRY: "country", STATUS: "status",
}  # fmt: skip
_NEWEST = (
    "SELECT rowid FROM search WHERE search MATCH :words ORDER BY rowid DESC "  # noqa: S608 - ours
    f"LIMIT {MOST_MATCHES}"
)
_SEVERAL = ("country", "sector", "goal", "challenge")
_SINGLE = ("status", "cooperation", "language")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the sorted list: all of it, or what has one of several codes."""

    name: str = ""
    condition: str = ""
    values: dict[str, Any] = field(default_factory=dict)


Plan = Sequence[Stretch]
ALL: Plan = (Stretch(),)


class Narrowed:
    """The conditions of a question as SQL, with the values to bind."""

    def __init__(self, query: Query) -> None:
        self.values: dict[str, Any] = {"deleted": query.trash}
        self.clauses = ["listing.deleted = :deleted"]
        self.words = sqlite.match_for(query.text)
        if self.words:
            self.values["words"] = self.words
        self._narrow(query.conditions)

    def _narrow(self, wanted: Conditions) -> None:
        for kind in _SINGLE:
            if wanted.codes(kind):
                self.clauses.append(f"listing.{kind} IN ({self._bound(kind, wanted)})")
        for kind in _SEVERAL:
            if wanted.codes(kind):
                codes = self._bound(kind, wanted)
                self.clauses.append(
                    "listing.number IN (SELECT facet.number FROM facet "  # noqa: S608 - bound
                    f"WHERE facet.kind = '{kind}' AND facet.code IN ({codes}))"
                )
        self._narrow_figures(wanted)
        if wanted.unpacked:
            self.clauses.append("listing.fingerprint <> listing.packed")
        if wanted.needs_you:
            self.clauses.append("(listing.conflicts > 0 OR listing.contested)")

    def _narrow_figures(self, wanted: Conditions) -> None:
        if wanted.from_year or wanted.to_year:
            self.clauses.append("listing.first_year > 0 AND listing.last_year >= :from_year")
            self.values["from_year"] = wanted.from_year
        if wanted.to_year:
            self.clauses.append("listing.first_year <= :to_year")
            self.values["to_year"] = wanted.to_year
        if wanted.least > 0 or wanted.most < 100:
            self.clauses.append("listing.completeness BETWEEN :least AND :most")
            self.values |= {"least": wanted.least, "most": wanted.most}

    def _bound(self, kind: str, wanted: Conditions) -> str:
        names = []
        for at, code in enumerate(wanted.codes(kind)):
            self.values[f"{kind}{at}"] = code
            names.append(f":{kind}{at}")
        return ", ".join(names)

    @property
    def where(self) -> str:
        """The conditions; matches are the newest of them."""
        found = [*self.clauses]
        if self.words:
            found.append(f"listing.number IN ({_NEWEST})")
        return " AND ".join(found)


def page(
    connection: Connection, query: Query, plan: Plan = ALL, after: Cursor | None = None
) -> tuple[list[Summary], Cursor | None]:
    """A page of the stories that fit, and where the next one begins; None where it is the last."""
    narrowed = Narrowed(query)
    if narrowed.words and query.sort in {CHANGED, RELEVANCE} and query.down:
        rows = _matching(connection, narrowed, query.limit, after)
        more = len(rows) == query.limit
        return rows, Cursor("", rows[-1].number, rows[-1].number) if more else None
    found: list[Summary] = []
    names = [stretch.name for stretch in plan]
    first = names.index(after.stretch) if after and after.stretch in names else 0
    for stretch in plan[first:]:
        behind = after if after and after.stretch == stretch.name else None
        keyed = _stretch(connection, query, narrowed, stretch, (query.limit - len(found), behind))
        found += [Summary(*row[1:]) for row in keyed]
        if len(found) == query.limit:
            return found, Cursor(stretch.name, keyed[-1][0], found[-1].number)
    return found, None


def _matching(
    connection: Connection, narrowed: Narrowed, limit: int, after: Cursor | None
) -> list[Summary]:
    """The newest stories with the words: read off the search index, which is in that order."""
    values = {**narrowed.values, "limit": limit}
    behind = ""
    if after is not None:
        behind = "AND search.rowid < :behind "
        values["behind"] = after.number
    # crossed: the other way round the index would be asked once for every story
    found = connection.execute(
        text(
            f"SELECT {_COLUMNS} FROM search CROSS JOIN listing "  # noqa: S608 - bound
            f"ON listing.number = search.rowid WHERE search MATCH :words {behind}"
            f"AND {' AND '.join(narrowed.clauses)} ORDER BY search.rowid DESC LIMIT :limit"
        ),
        values,
    )
    return [Summary(*row) for row in found]


def _stretch(
    connection: Connection,
    query: Query,
    narrowed: Narrowed,
    stretch: Stretch,
    wanted: tuple[int, Cursor | None],
) -> Sequence[Any]:
    column, way, sign = _SORTED_BY[query.sort], *(("DESC", "<") if query.down else ("ASC", ">"))
    limit, behind = wanted
    values = {**narrowed.values, **stretch.values, "limit": limit}
    clauses = [narrowed.where, *([stretch.condition] if stretch.condition else [])]
    if behind is not None:
        values |= {"behind_key": behind.key, "behind": behind.number}
        clauses.append(
            f"listing.number {sign} :behind"
            if column == "number"
            else f"(listing.{column}, listing.number) {sign} (:behind_key, :behind)"
        )
    order = f"listing.number {way}"
    if column != "number":
        order = f"listing.{column} {way}, {order}"
    return connection.execute(
        text(
            f"SELECT listing.{column}, {_COLUMNS} FROM listing "  # noqa: S608 - bound
            f"WHERE {' AND '.join(clauses)} ORDER BY {order} LIMIT :limit"
        ),
        values,
    ).all()


# ------------------------------------------------------------------ the whole of it


def ids(
    connection: Connection, query: Query, plan: Plan = ALL, most: int = LONGEST
) -> list[str] | None:
    """The ids of all stories that fit, in order; None where they are more than `most`."""
    narrowed = Narrowed(query)
    column, way = _SORTED_BY[query.sort], "DESC" if query.down else "ASC"
    order = "" if column == "number" else f"listing.{column} {way}, "
    found: list[str] = []
    for stretch in plan:
        more = f"AND {stretch.condition} " if stretch.condition else ""
        values = {**narrowed.values, **stretch.values, "limit": most + 1 - len(found)}
        rows = connection.execute(
            text(
                f"SELECT listing.case_uuid FROM listing WHERE {narrowed.where} {more}"  # noqa: S608
                f"ORDER BY {order}listing.number {way} LIMIT :limit"
            ),
            values,
        )
        # a few at a time, so that the window's thread gets its turn
        for some in rows.scalars().partitions(1_000):
            found += some
        if len(found) > most:
            return None
    return found


def ranked(connection: Connection, query: Query) -> list[str]:
    """The ids of the newest stories with the words, those they are most about first."""
    narrowed = Narrowed(query)
    values = narrowed.values
    numbers = connection.scalars(text(_NEWEST), {"words": narrowed.words}).all()
    if not numbers:
        return []
    found = connection.execute(
        text(
            "SELECT listing.case_uuid FROM (SELECT rowid AS number, "  # noqa: S608 - bound
            "bm25(search, 8.0, 1.0) AS rank FROM search WHERE search MATCH :words "
            "AND rowid >= :floor) AS hit JOIN listing ON listing.number = hit.number "
            f"WHERE {' AND '.join(narrowed.clauses)} ORDER BY hit.rank, hit.number DESC"
        ),
        {**values, "floor": numbers[-1]},
    )
    return list(found.scalars())


_HELD = (
    "WITH RECURSIVE held(code) AS (SELECT min({column}) FROM listing "
    "UNION ALL SELECT (SELECT min({column}) FROM listing WHERE {column} > held.code) "
    "FROM held WHERE held.code IS NOT NULL) "
)
"""The codes of a column with an index: each is looked up, so that very many stories cost little."""


def codes(connection: Connection, column: str) -> list[str]:
    """The codes that stories have in a column with an index."""
    held = _HELD.format(column=column)
    asked = f"{held}SELECT code FROM held WHERE code IS NOT NULL"  # noqa: S608 - our own column
    return list(connection.execute(text(asked)).scalars())


def total(connection: Connection, query: Query) -> int:
    """How many stories fit; of matches the newest are counted."""
    narrowed = Narrowed(query)
    counted = text(f"SELECT count(*) FROM listing WHERE {narrowed.where}")  # noqa: S608 - bound
    return connection.scalar(counted, narrowed.values) or 0


def lines(connection: Connection, wanted: Sequence[str]) -> list[Summary]:
    """The lines of some stories, in the order of their ids given."""
    values = {f"id{at}": one for at, one in enumerate(wanted)}
    names = ", ".join(f":{name}" for name in values)
    found = connection.execute(
        text(f"SELECT {_COLUMNS} FROM listing WHERE case_uuid IN ({names})"),  # noqa: S608 - bound
        values,
    )
    by_id = {row[0]: Summary(*row) for row in found}
    return [by_id[one] for one in wanted if one in by_id]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many stories there are, without those in the trash."""

    status: dict[str, int]
    unpacked: int
    """Changed since the last bundle."""
    needs_you: int


def counts(connection: Connection) -> Counts:
    """What is always shown."""
    # counted code by code, in the index alone: grouping would read every story
    by_status = connection.execute(
        text(
            _HELD.format(column="status")  # noqa: S608 - ours
            + "SELECT code, (SELECT count(*) FROM listing WHERE status = held.code "
            "AND deleted = :no) FROM held WHERE code IS NOT NULL"
        ),
        {"no": False},
    )
    few = [
        connection.scalar(text(f"SELECT count(*) FROM listing WHERE {some}"))  # noqa: S608 - ours
        for some in (UNPACKED, NEEDS_YOU)
    ]
    return Counts({row[0]: row[1] for row in by_status if row[1]}, few[0] or 0, few[1] or 0)


def facets(connection: Connection, query: Query) -> dict[str, dict[str, int]]:
    """How many stories that fit have each code, by kind.

    A kind's own condition is left out of its counts: they say what choosing another code would add.
    """
    found: dict[str, dict[str, int]] = {}
    for kind in (*_SINGLE, *_SEVERAL):
        free = replace(query, conditions=query.conditions.without(kind))
        found[kind] = _counted(connection, Narrowed(free), kind)
    return found


def _counted(connection: Connection, narrowed: Narrowed, kind: str) -> dict[str, int]:
    values = {**narrowed.values, "kind": kind}
    unnarrowed = len(narrowed.clauses) == 1 and not narrowed.words and not values["deleted"]
    if kind in _SINGLE:
        counted = (
            f"SELECT listing.{kind}, count(*) FROM listing "  # noqa: S608 - bound
            f"WHERE {narrowed.where} GROUP BY listing.{kind}"
        )
    elif unnarrowed:  # stories in the trash have no facets
        counted = "SELECT code, count(*) FROM facet WHERE kind = :kind GROUP BY code"
    else:
        counted = (
            "SELECT facet.code, count(*) FROM listing JOIN facet "  # noqa: S608 - bound
            "ON facet.number = listing.number AND facet.kind = :kind "
            f"WHERE {narrowed.where} GROUP BY facet.code"
        )
    return {row[0]: row[1] for row in connection.execute(text(counted), values) if row[0]}


# ------------------------------------------------------------------ single stories


def with_letters(connection: Connection, typed: str, limit: int) -> list[Summary]:
    """The newest stories in whose title, short name or code the letters stand in this order."""
    scattered = "%" + "%".join(letters_of(typed)) + "%"
    found = connection.execute(
        text(
            f"SELECT {_COLUMNS} FROM listing WHERE deleted = :deleted "  # noqa: S608 - bound
            "AND (title_key LIKE :letters OR short_name LIKE :letters "
            "OR case_code LIKE :letters) "
            "ORDER BY number DESC LIMIT :limit"
        ),
        {"deleted": False, "letters": scattered, "limit": limit},
    )
    return [Summary(*row) for row in found]


def by_number(connection: Connection, numbers: Sequence[int]) -> dict[int, Summary]:
    """The lines of the stories with these numbers that are not in the trash."""
    values: dict[str, Any] = {f"number{at}": one for at, one in enumerate(numbers)}
    names = ", ".join(f":{name}" for name in values)
    found = connection.execute(
        text(
            f"SELECT {_COLUMNS} FROM listing WHERE deleted = :no "  # noqa: S608 - bound
            f"AND number IN ({names})"
        ),
        {**values, "no": False},
    )
    return {row[1]: Summary(*row) for row in found}


def one(connection: Connection, case_id: str) -> Summary | None:
    """The line of one story."""
    found = lines(connection, [case_id])
    return found[0] if found else None


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
