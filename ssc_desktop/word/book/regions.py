"""The region under which a story stands in the book, and its code there."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ssc_desktop.record import Answer, Case
from ssc_desktop.record.sort_key import sort_key
from ssc_desktop.record.vocabularies import vocabulary

if TYPE_CHECKING:
    from ssc_desktop.word.book.gathering import Entry

GLOBAL = "GLO"
_LEARNING = frozenset({"knowledge_recipient", "mutual_learner"})
_SHARING = frozenset({"knowledge_provider"})
_MOST = 0.75
"""The share of the countries that must be of one region; else the story is of the whole world."""


def own_code(case: Case) -> str:
    """The code that the facilitator gave the story; "" where there is none."""
    code = case.case_code
    return code if isinstance(code, str) and not isinstance(code, Answer) else ""


def region_of(case: Case) -> str:
    """Where those who learned are at home: a code of `book_region`.

    The facilitator's own code overrules: `AFR-24` is of Africa.
    """
    told = own_code(case).partition("-")[0]
    if told in vocabulary("book_region").codes:
        return told
    countries = _countries(case, _LEARNING) or _countries(case, _SHARING)
    listed = vocabulary("country").codes
    regions = Counter(str(listed[c].extra.get("book_region", GLOBAL)) for c in countries)
    if not regions:
        return GLOBAL
    first, number = min(regions.most_common(), key=lambda found: (-found[1], found[0]))
    return first if number >= _MOST * regions.total() else GLOBAL


def _countries(case: Case, roles: frozenset[str]) -> set[str]:
    listed = vocabulary("country").codes
    return {
        partner.country
        for partner in (case.partner if isinstance(case.partner, tuple) else ())
        if isinstance(partner.country, str) and partner.country in listed
        if isinstance(partner.roles, tuple) and roles & set(partner.roles)
    }


def coded(entries: Iterable["Entry"]) -> list["Entry"]:
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


def in_order(entries: Sequence["Entry"]) -> list["Entry"]:
    """Region by region, by code."""
    listed = vocabulary("book_region")
    return sorted(
        entries, key=lambda entry: (listed.rank(entry.region), sort_key(entry.code), entry.identity)
    )
