"""The conditions of the list in words, and the lines from which one chooses them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ssc_desktop import i18n
from ssc_desktop.i18n import N_, _
from ssc_desktop.record import fuzzy
from ssc_desktop.record.sort_key import sort_key
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.services.asking import (
    CHANGED,
    COMPLETENESS,
    COUNTRY,
    KINDS,
    RELEVANCE,
    STATUS,
    TITLE,
    YEAR,
    Conditions,
)

Facets = Mapping[str, Mapping[str, int]]

_VOCABULARIES = {
    "status": "case_status",
    "country": "country",
    "sector": "sector",
    "goal": "sdg_goal",
    "challenge": "key_challenge",
    "cooperation": "cooperation_type",
    "language": "language",
}
KIND_WORDS = {
    "status": N_("Status"),
    "country": N_("Country"),
    "sector": N_("Sector"),
    "goal": N_("SDGs"),
    "challenge": N_("Key challenge"),
    "cooperation": N_("Kind of cooperation"),
    "language": N_("Language of the text"),
}
FLAGS = {
    "unpacked": N_("Changed since the last bundle"),
    "needs_you": N_("Needs you"),
}
SORT_WORDS = {
    RELEVANCE: N_("Best match"),
    CHANGED: N_("Last changed"),
    TITLE: N_("Title"),
    COMPLETENESS: N_("How much is told"),
    COUNTRY: N_("Country"),
    YEAR: N_("Year"),
    STATUS: N_("Status"),
}
_SHOWN = 5
"""Codes of a kind that are offered at once, those that most stories have."""
_MOST_FOUND = 60


@dataclass(frozen=True, slots=True)
class Offer:
    """Something the list can be narrowed to."""

    kind: str
    code: str
    label: str
    stories: int
    chosen: bool
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A condition that holds, as its chip says it."""

    key: str
    label: str
    without: Conditions
    """What is left when it is taken back."""


def label(kind: str, code: str) -> str:
    """What a code of a kind is called; goals with their number."""
    if kind == "goal" and code.isdigit():
        name = vocabulary("sdg_goal").label(int(code), i18n.language())
        return _("{number}. {name}").format(number=code, name=name)
    return vocabulary(_VOCABULARIES[kind]).label(code, i18n.language())


def held(conditions: Conditions) -> list[Held]:
    """The conditions that hold, one chip each."""
    found = [
        Held(f"{kind}:{code}", label(kind, code), conditions.toggled(kind, code))
        for kind in KINDS
        for code in conditions.codes(kind)
    ]
    if conditions.from_year or conditions.to_year:
        years = replace(conditions, from_year=0, to_year=0)
        found.append(Held("years", _years(conditions), years))
    if conditions.least > 0 or conditions.most < 100:
        said = _("{least}–{most} % told").format(least=conditions.least, most=conditions.most)
        found.append(Held("told", said, replace(conditions, least=0, most=100)))
    for flag, words in FLAGS.items():
        if getattr(conditions, flag):
            found.append(Held(flag, _(words), with_flag(conditions, flag, on=False)))
    return found


def with_flag(conditions: Conditions, flag: str, *, on: bool) -> Conditions:
    """The same with a flag that holds, or does not."""
    if flag == "unpacked":
        return replace(conditions, unpacked=on)
    return replace(conditions, needs_you=on)


def _years(conditions: Conditions) -> str:
    first, last = conditions.from_year, conditions.to_year
    if not last:
        return _("from {year}").format(year=first)
    if not first:
        return _("until {year}").format(year=last)
    return i18n.digits(f"\u2068{first}–{last}\u2069")


def offers(facets: Facets, conditions: Conditions, kind: str) -> list[Offer]:
    """Everything of a kind that some story has or that is chosen; what most have first."""
    counted = facets.get(kind, {})
    codes = {*counted, *conditions.codes(kind)}
    found = [
        Offer(kind, code, label(kind, code), counted.get(code, 0), code in conditions.codes(kind))
        for code in codes
    ]
    if kind in {"status", "goal", "challenge"}:
        ranks = vocabulary(_VOCABULARIES[kind])
        found.sort(key=lambda one: ranks.rank(_coded(kind, one.code)))
    else:
        found.sort(key=lambda one: (-one.stories, sort_key(one.label)))
    return found


def _coded(kind: str, code: str) -> str | int:
    return int(code) if kind == "goal" and code.isdigit() else code


def first_of(found: list[Offer], *, whole: bool) -> list[Offer]:
    """The offers of a kind that are shown: the first ones, and all that are chosen."""
    if whole or len(found) <= _SHOWN + 2:
        return found
    shown = {one.code for one in found[:_SHOWN]}
    return [one for one in found if one.code in shown or one.chosen]


def matching(found: Iterable[Offer], typed: str) -> list[Offer]:
    """The offers whose name fits what was typed, the best first."""
    fits = [
        (fit.score, replace(one, places=fit.places))
        for one in found
        if (fit := fuzzy.fit(typed, one.label)) is not None
    ]
    fits.sort(key=lambda pair: (-pair[0], -pair[1].stories, pair[1].label))
    return [one for _score, one in fits[:_MOST_FOUND]]
