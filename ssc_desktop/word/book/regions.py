"""The region under which a story stands in the book."""

from collections import Counter

from ssc_desktop.record import Answer, Case
from ssc_desktop.record.vocabularies import vocabulary

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
