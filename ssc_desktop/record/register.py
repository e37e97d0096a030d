"""The persons of a story, and what each of them agreed to."""

import enum
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ssc_desktop.record import dates
from ssc_desktop.record.case import Case
from ssc_desktop.record.completeness import items, names_person
from ssc_desktop.record.consent import ConsentRecord
from ssc_desktop.record.persons import is_name
from ssc_desktop.record.values import Answer, given

NAMED, PICTURED, CONTACT = "named", "pictured", "contact"
_WANTED = {
    "authors": NAMED,
    "primary_contact": CONTACT,
    "change_agent": NAMED,
    "attachment": PICTURED,
}
"""Of what each place asks consent."""
_NAMES = {"authors": "person", "primary_contact": "name", "change_agent": "name"}
_SHORTEST = 3
_YEARS_UNTIL_ASKED_AGAIN = 2


class State(enum.StrEnum):
    """How it stands with a person's consent."""

    NONE = "none"
    PARTLY = "partly"
    """Consent is noted, but not for every place in which the person stands."""
    GIVEN = "given"
    ASK_AGAIN = "ask_again"
    WITHDRAWN = "withdrawn"


@dataclass(slots=True)
class Person:
    """Somebody who is named or shown, with the places in the story and the consent."""

    name: str
    """"" for those in a picture whom nobody named."""
    places: list[tuple[str, str]] = field(default_factory=list)
    """Group and item of each place."""
    consents: list[ConsentRecord] = field(default_factory=list)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The codes of `consent_scope` that the places ask for."""
        return tuple(dict.fromkeys(_WANTED[group] for group, _id in self.places))

    @property
    def missing(self) -> tuple[str, ...]:
        """What of it no consent covers."""
        covered = {code for one in self.consents for code in _codes(one.scope)}
        return tuple(code for code in self.wanted if code not in covered)

    def state(self, today: date) -> State:
        """How it stands now."""
        if not self.consents:
            return State.NONE
        if any(map(is_withdrawn, self.consents)):
            return State.WITHDRAWN
        if self.missing:
            return State.PARTLY
        if any(_is_over(one.review_date, today) for one in self.consents):
            return State.ASK_AGAIN
        return State.GIVEN


def persons(case: Case) -> tuple[Person, ...]:
    """Everybody the story names or shows, in its order, then those with a consent alone."""
    found: dict[str, Person] = {}
    consents = {one.id: one for one in items(case, "consent_record")}
    for one in consents.values():
        if given(one.person) and not isinstance(one.person, Answer):
            found.setdefault(key_of(one.person), Person(str(one.person))).consents.append(one)
    told: dict[str, Person] = {}
    for key, name, place, linked in _places(case):
        person = told.get(key) or _linked(linked, consents, found) or found.get(key)
        person = person or Person(name)
        person.places.append(place)
        for ref in linked:
            if ref in consents and consents[ref] not in person.consents:
                person.consents.append(consents[ref])
        told[key_of(person.name) or key] = person
    unseen = (one for one in found.values() if not any(one is other for other in told.values()))
    return (*{id(one): one for one in told.values()}.values(), *unseen)


def _places(case: Case) -> Iterator[tuple[str, str, tuple[str, str], tuple[str, ...]]]:
    """Key, name, place, and the consents it points to, of every mention."""
    for group, attribute in _NAMES.items():
        for item in items(case, group):
            name = getattr(item, attribute)
            if not given(name) or isinstance(name, Answer):
                continue
            if group == "change_agent" and not (names_person(item) or item.consent):
                continue
            yield key_of(name), str(name), (group, item.id), _refs(getattr(item, "consent", None))
    for item in items(case, "attachment"):
        refs = _refs(item.consent)
        if item.people_shown is True or refs:
            for ref in refs or ("",):
                linked = (ref,) if ref else ()
                yield f"picture {item.id} {ref}", "", ("attachment", item.id), linked


def _linked(
    refs: tuple[str, ...], consents: dict[str, ConsentRecord], found: dict[str, Person]
) -> Person | None:
    for ref in refs:
        name = consents[ref].person if ref in consents else None
        if given(name) and not isinstance(name, Answer):
            return found.get(key_of(name))
    return None


def key_of(name: object) -> str:
    """A name without what does not matter in comparing: case, and how many blanks."""
    return " ".join(str(name or "").split()).casefold()


def is_withdrawn(one: ConsentRecord) -> bool:
    """Whether consent was taken back; also where nobody knows when."""
    return given(one.withdrawn_on) and one.withdrawn_on is not Answer.NOT_APPLICABLE


def withdrawn_names(case: Case) -> tuple[str, ...]:
    """The names of those who took their consent back."""
    return tuple(
        str(one.person)
        for one in items(case, "consent_record")
        if is_withdrawn(one) and given(one.person) and not isinstance(one.person, Answer)
    )


def naming(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of these persons in a text; None where none of it reads like a name."""
    telling = [
        r"\s+".join(map(re.escape, name.split()))
        for name in names
        if len(name.strip()) >= _SHORTEST and (is_name(name) or _is_one_name(name))
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(telling)})(?!\w)", re.IGNORECASE) if telling else None


def _is_one_name(name: str) -> bool:
    # “Amina” is a name; “a farmer” is not one and stands in every other sentence
    words = name.split()
    return len(words) == 1 and words[0][0].isupper()


def prefilled(case: Case, person: Person, taken_by: str, today: date) -> dict[str, Any]:
    """What a new consent of this person would say before anybody has touched it."""
    language = case.narrative_language
    values: dict[str, Any] = {
        "person": person.name or None,
        "scope": person.wanted or (NAMED,),
        "date": today.isoformat(),
        "review_date": str(today.year + _YEARS_UNTIL_ASKED_AGAIN),
        "taken_by": taken_by or None,
        "language": language if isinstance(language, str) else None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _refs(value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(map(str, value))
    return (str(value),) if given(value) and not isinstance(value, Answer) else ()


def _codes(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _is_over(value: object, today: date) -> bool:
    if not isinstance(value, str) or isinstance(value, Answer):
        return False
    span = dates.span(value)
    return span is not None and span.last < today
