"""The first look at every story: what contents, indexes and lists of a book need of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ssc_desktop.i18n import N_
from ssc_desktop.record import (
    Answer,
    Case,
    CaseDefinition,
    completeness,
    dates,
    given,
    phrases,
)
from ssc_desktop.record.values import usable
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.word import digest, template
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.book import acronyms, regions
from ssc_desktop.word.package import DocumentFacts, DocxStream
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.steps import Steps
from ssc_desktop.word.stories import SharedStory, Stories

_STEP = 0.25
"""The part of a story's step that looking at it takes."""
_OVERVIEW, _FULL = 4_000, 16_000
"""Bytes that the text of a story takes in the file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a book keeps of a story while it is made."""

    place: int
    """Where it stands among the stories of the document."""
    identity: str
    region: str
    code: str
    line: str
    """The heading of its overview: who with whom, and the topic."""
    title: str
    language: str
    """Of its narrative."""
    sides: str
    """From whom to whom, in a line."""
    period: str
    countries: tuple[str, ...]
    """Codes, also of those who paid or helped."""
    sectors: tuple[str, ...]
    goals: tuple[int, ...]
    organisations: tuple[tuple[str, str], ...]
    """The country's code or "", and the name."""
    authors: tuple[str, ...]
    photographers: tuple[str, ...]
    licence: str
    acronyms: tuple[tuple[str, str], ...]
    as_of: str
    usable: int
    """A bit for each comparable field that has a value."""
    answered: int
    """And for each that was answered at all, also with “unknown”."""
    comparability: int
    pictures: int
    weight: int
    """Bytes that it adds to the file, roughly."""
    unsettled: bool
    """Two versions of something in it are not settled."""
    limited: bool
    """Something of it may not be seen by these readers."""
    full: bool
    """It is told in full."""


def gathered(stories: Stories, steps: Steps) -> list[Entry]:
    """An entry for each story; those without a code of their own have none yet."""
    facts = DocumentFacts(title="", language=stories.language)
    ground = template.read(template.bundled_template())
    found = []
    with DocxStream(facts, ground, steps) as nowhere:
        paper = Paper(nowhere, stories.language)
        for place, one in enumerate(stories):
            found.append(_entry(paper, one, place, full=one.identity in stories.wish.full))
            steps.advance(_STEP)
    return found


def _entry(paper: Paper, one: SharedStory, place: int, *, full: bool) -> Entry:
    telling = Telling(paper, one.case, one.definition, one.language)
    case = one.case
    asked = comparable(one.definition)
    pictures = _pictures(one)
    return Entry(
        place=place,
        identity=one.identity,
        region=regions.region_of(case),
        code=regions.own_code(case),
        line=digest.title_line(telling),
        title=digest.title(telling),
        language=one.language,
        sides=_sides(telling),
        period=_period(telling),
        countries=_once(p.country for p in digest.partners(telling)),
        sectors=_once(_listed(case.sector)),
        goals=tuple(dict.fromkeys(n for n in _listed(case.sdg_goal) if isinstance(n, int))),
        organisations=_organisations(telling),
        authors=_once(author.person or author.organisation for author in _listed(case.authors)),
        photographers=_once(item.credit for item in _listed(case.attachment)),
        licence=_said(case.licence),
        acronyms=_acronyms(case, one.definition),
        as_of=_said(case.as_of_date),
        usable=_bits(usable(getattr(case, name)) for name in asked),
        answered=_bits(given(getattr(case, name)) for name in asked),
        comparability=completeness.comparability(case, one.definition),
        pictures=len(pictures),
        weight=sum(pictures if full else pictures[:1]) + _OVERVIEW + _FULL * full,
        unsettled=bool(one.source.conflicts),
        limited=bool(one.left_out),
        full=full,
    )


def comparable(definition: CaseDefinition) -> dict[str, str]:
    """The fields and groups of the minimum comparable set: attribute and label."""
    return {member.attribute: member.label for member in definition.fields if member.star}


def _bits(held: Iterable[bool]) -> int:
    return sum(1 << number for number, one in enumerate(held) if one)


def _listed(value: object) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _said(value: object) -> str:
    return value if isinstance(value, str) and not isinstance(value, Answer) else ""


def _once(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said for said in map(_said, values) if said))


def _sides(telling: Telling) -> str:
    words = telling.paper.words
    arrow = " ← " if telling.paper.right_to_left else " → "
    sides = [digest.providers(telling), digest.recipients(telling)]
    return arrow.join(phrases.joined(side, words) for side in sides if side)


def _period(telling: Telling) -> str:
    """From which year to which."""
    start, end = (_said(date)[:4] for date in (telling.case.start_date, telling.case.end_date))
    say = telling.paper.say
    if start and end == dates.ONGOING:
        return say(N_("since {year}")).format(year=start)
    if start and end:
        return "–".join(dict.fromkeys((start, end)))
    said = N_("from {year}") if start else N_("until {year}")
    return say(said).format(year=start or end) if start or end else ""


def _organisations(telling: Telling) -> tuple[tuple[str, str], ...]:
    found = [
        (_said(partner.country), _said(partner.name_as_used))
        for partner in digest.partners(telling)
        if partner.partner_kind not in {"country", "region"} and _said(partner.name_as_used)
    ]
    return tuple(dict.fromkeys(found))


def _acronyms(case: Case, definition: CaseDefinition) -> tuple[tuple[str, str], ...]:
    texts = completeness.texts_of(case, definition.fields)
    return tuple(dict.fromkeys(pair for text in texts for pair in acronyms.found_in(text)))


def _pictures(one: SharedStory) -> list[int]:
    """The sizes of the pictures in bytes, in the order in which they are printed."""
    files = [
        one.source.picture(item.sha256)
        for item in _listed(one.case.attachment)
        if item.sha256 and str(item.media_type or "image/").startswith("image/")
    ]
    return [file.size() for file in files if file is not None and file.is_there()]


def country_name(code: str, language: str) -> str:
    """What a country is called in a language; "" for none."""
    return vocabulary("country").label(code, language) if code else ""
