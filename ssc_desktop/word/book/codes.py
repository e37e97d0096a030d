"""The codes of stories in a book, and their order: region by region, by code."""

import dataclasses
from collections.abc import Iterable, Sequence

from ssc_desktop.record.sort_key import sort_key
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.word.book.gathering import Entry


def coded(entries: Iterable[Entry]) -> list[Entry]:
    """The entries in the order of the book, each with a code.

    A story without a code of its own takes the next free number of its region. Ids follow the time
    at which stories were begun: a story that joins later does not change the codes of the others.
    """
    by_age = sorted(entries, key=lambda entry: entry.identity)
    taken = {entry.code for entry in by_age}
    made = []
    for entry in by_age:
        code = entry.code or _next_of(entry.region, taken)
        taken.add(code)
        made.append(dataclasses.replace(entry, code=code))
    return in_order(made)


def _next_of(region: str, taken: set[str]) -> str:
    begun = sum(1 for code in taken if code.startswith(f"{region}-"))
    numbers = range(1, begun + 2)
    return next(
        code for code in (f"{region}-{number:02}" for number in numbers) if code not in taken
    )


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Region by region, by code."""
    listed = vocabulary("book_region")
    return sorted(
        entries, key=lambda entry: (listed.rank(entry.region), sort_key(entry.code), entry.identity)
    )
