"""How far a story is told: what is required, what is answered, what is missing and where."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from ssc_desktop.record import words
from ssc_desktop.record.case import CASE, Case
from ssc_desktop.record.definition import (
    CaseDefinition,
    Definition,
    FieldDefinition,
    GroupDefinition,
    Kind,
    Need,
    SectionDefinition,
)
from ssc_desktop.record.editing import Path
from ssc_desktop.record.persons import is_name
from ssc_desktop.record.record_json import items_of
from ssc_desktop.record.values import Answer, Item, Noted, given, usable

COMPLETE, PUBLISHED = "complete", "published"


@dataclass(frozen=True, slots=True)
class Gap:
    """An answer that is asked for and not there."""

    section: str
    path: Path
    label: str
    """The label of the field, in English: to be translated where it is shown."""


@dataclass(frozen=True, slots=True)
class SectionStanding:
    """How far one section is told."""

    required: int
    answered: int
    unknown: int
    missing: tuple[Gap, ...]

    @property
    def percent(self) -> int:
        """Share of the required answers, 0-100; 100 where nothing is asked."""
        return 100 if not self.required else self.answered * 100 // self.required


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a story is told."""

    sections: dict[str, SectionStanding]

    @property
    def percent(self) -> int:
        """Share of the required answers of the whole story, 0-100."""
        required = sum(section.required for section in self.sections.values())
        answered = sum(section.answered for section in self.sections.values())
        return 100 if not required else answered * 100 // required

    @property
    def missing(self) -> tuple[Gap, ...]:
        """Every gap, in the order of the form."""
        return tuple(gap for section in self.sections.values() for gap in section.missing)


def standing(case: Case, status: str = COMPLETE, definition: CaseDefinition = CASE) -> Standing:
    """How far `case` is from what `status` (complete or published) asks at its depth.

    `unknown`, `not applicable` and `withheld` count as answered, and are counted apart.
    """
    required = _required(definition, status, case.record_depth == "overview")
    return Standing(
        {
            section.name: _section(case, section, required[section.name], status)
            for section in definition.sections
        }
    )


def _always_asked(member: Definition, status: str, *, overview: bool) -> bool:
    """Whether `status` requires an answer here, given the depth of the story."""
    if _need(member, status) is not Need.REQUIRED:
        return False
    only_at_publication = member.needs.complete is not Need.REQUIRED
    automatic = member.name in {"case_uuid", "status"}
    return automatic or not overview or member.overview or only_at_publication


def _need(member: Definition, status: str) -> Need:
    return member.needs.published if status == PUBLISHED else member.needs.complete


@functools.lru_cache(maxsize=32)
def _required(
    definition: CaseDefinition,
    status: str,
    overview: bool,
) -> dict[str, tuple[Definition, ...]]:
    """What each section must answer, or might have to if persons are named."""
    return {
        section.name: tuple(
            member
            for member in section.fields
            if _always_asked(member, status, overview=overview)
            or _need(member, status) is Need.REQUIRED_IF_PERSONS
        )
        for section in definition.sections
    }


def names_persons(case: Case) -> bool:
    """Whether the story names champions or shows persons in its pictures."""
    return any(map(names_person, items(case, "change_agent"))) or any(
        picture.people_shown is True for picture in items(case, "attachment")
    )


def names_person(agent: Item) -> bool:
    """Whether a champion is a person: has an organisation, or a name that reads like one."""
    name, organisation = getattr(agent, "name", None), getattr(agent, "organisation", None)
    return usable(name) and (usable(organisation) or is_name(str(name)))


def items(case: Case, group: str) -> tuple:  # type: ignore[type-arg]  # items of any group
    """The items of a group by its name; none where it was answered as a whole."""
    held = getattr(case, group)
    return held if isinstance(held, tuple) else ()


def _section(
    case: Case, section: SectionDefinition, required: tuple[Definition, ...], status: str
) -> SectionStanding:
    asked_here = answered = 0
    missing: list[Gap] = []
    for member in required:
        # what `required` holds is asked for, but for what only persons in the story make necessary
        by_persons = _need(member, status) is Need.REQUIRED_IF_PERSONS
        if by_persons and not names_persons(case):
            continue
        asked_here += 1
        value = getattr(case, member.attribute)
        if isinstance(value, Answer) or (isinstance(member, FieldDefinition) and given(value)):
            answered += 1
            continue
        gaps = list(_gaps(case, member, section.name, status))
        answered += not gaps
        missing += gaps
    unknown = sum(getattr(case, member.attribute) is Answer.UNKNOWN for member in section.fields)
    return SectionStanding(asked_here, answered, unknown, tuple(missing))


def _gaps(case: Case, member: Definition, section: str, status: str) -> Iterator[Gap]:
    """What is missing of a field or group that has no answer as a whole."""
    if isinstance(member, FieldDefinition):
        yield Gap(section, (member.name,), member.label)
        return
    items_there = getattr(case, member.attribute)
    if not _are_enough(member, items_there):
        yield Gap(section, (member.name,), member.label)
    overview = case.record_depth == "overview" and member.overview
    wanted = _required_of_items(member, status, overview)
    for item in items_there:
        for field in wanted:
            if _is_asked_of(item, field) and not given(getattr(item, field.attribute)):
                yield Gap(section, (member.name, item.id, field.name), field.label)


@functools.lru_cache(maxsize=256)
def _required_of_items(
    group: GroupDefinition,
    status: str,
    overview: bool,
) -> tuple[Definition, ...]:
    return tuple(
        member
        for member in group.fields
        if (_need(member, status) is Need.REQUIRED or _condition(member))
        and (not overview or member.overview)
    )


def _condition(member: Definition) -> tuple[str, str] | None:
    return member.needed_if if isinstance(member, FieldDefinition) else None


def _is_asked_of(item: Item, member: Definition) -> bool:
    condition = _condition(member)
    return condition is None or getattr(item, condition[0]) == condition[1]


def _are_enough(group: GroupDefinition, held: tuple[Item, ...]) -> bool:
    """Whether a group has as many items as asked; partners must be of two countries, or a region.

    Organisations count through their country; one whose country is not said does not count.
    """
    if group.name != "partner":
        return len(held) >= group.least
    if any(getattr(one, "partner_kind", None) == "region" for one in held):
        return True
    return len({country for one in held if (country := _country_of(one))}) >= group.least


def _country_of(partner: Item) -> str:
    country = getattr(partner, "country", None)
    if usable(country):
        return str(country)
    # a country without its code is asked for the code, not for another partner
    return partner.id if getattr(partner, "partner_kind", None) == "country" else ""


def words_in(case: Case, section: SectionDefinition) -> int:
    """How many words a section has so far."""
    return sum(words.count(text) for text in texts_of(case, section.fields))


def texts_of(record: object, members: tuple[Definition, ...]) -> list[str]:
    """Every text a person wrote in a record, also in its groups."""
    found: list[str] = []
    _collect(record, members, found)
    return found


def _collect(record: object, members: tuple[Definition, ...], found: list[str]) -> None:
    for attribute, group in _telling(members):
        value = getattr(record, attribute)
        if value is None or value == ():
            continue
        if group is not None:
            for item in items_of(record, group):
                _collect(item, group.fields, found)
        elif isinstance(value, Noted):
            found.append(value.note or "")
        elif isinstance(value, tuple):
            found += [item for item in value if isinstance(item, str)]
        elif isinstance(value, str) and not isinstance(value, Answer):
            found.append(value)


# asked for each of the 25 records of a story: what holds no text is left out once and for all
@functools.lru_cache(maxsize=256)
def _telling(
    members: tuple[Definition, ...],
) -> tuple[tuple[str, GroupDefinition | None], ...]:
    """The attributes that can hold words of a person, each with the group that it is."""
    return tuple(
        (member.attribute, member if isinstance(member, GroupDefinition) else None)
        for member in members
        if isinstance(member, GroupDefinition) or _holds_words(member)
    )


def _holds_words(field: FieldDefinition) -> bool:
    chosen = field.vocabulary or field.refers_to or field.automatic
    return not chosen or field.kind is Kind.NOTED


def comparability(case: Case, definition: CaseDefinition = CASE) -> int:
    """Share of the comparable fields (★) with a usable value, 0-100; `unknown` does not count."""
    starred = [member for member in definition.fields if member.star]
    usable_ones = sum(usable(getattr(case, member.attribute)) for member in starred)
    within = [
        (group, member)
        for group in definition.groups().values()
        for member in group.fields
        if member.star
    ]
    for group, member in within:
        held = items_of(case, group) if hasattr(case, group.attribute) else ()
        usable_ones += bool(held) and all(usable(getattr(i, member.attribute)) for i in held)
    total = len(starred) + len(within)
    return usable_ones * 100 // total
