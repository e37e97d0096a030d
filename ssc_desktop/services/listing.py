"""The list of stories: pages of it, the whole of its order, counts, and what search finds."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from ssc_desktop.record.sort_key import ARABIC_BEGINS, sort_key
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.services.answers import Listing, Summary
from ssc_desktop.store import excerpts, lists, sqlite
from ssc_desktop.store.asking import (
    COUNTRY,
    NOTHING,
    RELEVANCE,
    STATUS,
    TITLE,
    Conditions,
    Cursor,
    Query,
)
from ssc_desktop.store.excerpts import Excerpt
from ssc_desktop.store.library import Library

__all__ = ["Conditions", "Cursor", "Excerpt", "Extent", "Page", "Query"]

_NO_LIMIT = 10_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines of the list, and where the next ones begin."""

    summaries: tuple[Summary, ...]
    next: Cursor | None = None
    """None where nothing follows."""


@dataclass(frozen=True, slots=True)
class Extent:
    """All that the list holds, without its lines."""

    ids: tuple[str, ...] | None
    """In the order of the list; None where they are too many."""
    total: int
    counts: dict[str, int]
    """Stories by status, without those in the trash."""
    unpacked: int
    needs_you: int
    cut: bool = False
    """Only the newest of very many matches were looked at."""


def page(library: Library, query: Query, after: Cursor | None = None) -> Page:
    """The lines of the list from its beginning, or behind `after`."""
    with library.reading() as connection:
        rows, following = lists.page(connection, query, plan_of(connection, query), after)
    return Page(tuple(rows), following)


def extent(library: Library, query: Query) -> Extent:
    """How long the list is, and its order where that can be known."""
    words = sqlite.match_for(query.text)  # none in “?”, “-rice” or a single letter
    with library.reading() as connection:
        counts = lists.counts(connection)
        if query.sort == RELEVANCE and words:
            found: list[str] | None = lists.ranked(connection, query)
            total = len(found or ())
        else:
            plain = query.conditions == NOTHING and not query.text.strip()
            total = sum(counts.status.values()) if plain else lists.total(connection, query)
            known = total <= lists.LONGEST
            plan = plan_of(connection, query)
            found = lists.ids(connection, query, plan) if known else None
    cut = bool(words) and total >= lists.MOST_MATCHES
    ids = tuple(found) if found is not None else None
    return Extent(ids, total, counts.status, counts.unpacked, counts.needs_you, cut)


def listing(library: Library, query: Query) -> Listing:
    """A page of the list with everything that is counted."""
    with library.reading() as connection:
        rows, following = lists.page(connection, query, plan_of(connection, query))
        counts = lists.counts(connection)
        total = lists.total(connection, query) if following else len(rows)
    return Listing(tuple(rows), total, counts.unpacked, counts.status, counts.needs_you)


def lines(library: Library, ids: Sequence[str]) -> tuple[Summary, ...]:
    """The lines of some stories, in the order of `ids`; those that are gone are left out."""
    with library.reading() as connection:
        return tuple(lists.lines(connection, ids))


def every(library: Library, query: Query) -> tuple[str, ...]:
    """The ids of all stories that fit, however many."""
    with library.reading() as connection:
        return tuple(lists.ids(connection, query, plan_of(connection, query), _NO_LIMIT) or ())


def facets(library: Library, query: Query) -> dict[str, dict[str, int]]:
    """How many stories have each code, by kind: what the list can be narrowed to."""
    with library.reading() as connection:
        return lists.facets(connection, query)


def excerpts_of(library: Library, ids: Sequence[str], text: str) -> dict[str, Excerpt]:
    """Where the words searched for stand first in some stories, outside their titles."""
    with library.reading():
        return excerpts.of(library.raw, ids, text)


# ------------------------------------------------------------------ the order


def plan_of(connection: Connection, query: Query) -> lists.Plan:
    """The stretches of the list in the order of the interface's language."""
    if query.sort == TITLE and query.language == "ar":
        plan: list[lists.Stretch] = list(_arabic_first())
    elif query.sort == STATUS:
        plan = _by_code(connection, "status", vocabulary("case_status").rank)
    elif query.sort == COUNTRY:
        plan = _by_code(connection, "country", functools.partial(_place, query.language))
    else:
        return lists.ALL
    return plan[::-1] if query.down else plan


def _arabic_first() -> tuple[lists.Stretch, lists.Stretch]:
    begins = {"arabic": ARABIC_BEGINS}
    return (
        lists.Stretch("arabic", "listing.title_key >= :arabic", begins),
        lists.Stretch("other", "listing.title_key < :arabic", begins),
    )


def _by_code(
    connection: Connection, column: str, place: Callable[[str], object]
) -> list[lists.Stretch]:
    codes = sorted(lists.codes(connection, column), key=place)  # type: ignore[arg-type]
    condition = f"listing.{column} = :stretch"
    return [lists.Stretch(code, condition, {"stretch": code}) for code in codes]


def _place(language: str, country: str) -> tuple[bool, str]:
    """Countries by their name; stories without one come last."""
    return not country, sort_key(vocabulary("country").label(country, language))
