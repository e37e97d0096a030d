"""A story's answers as runs and paragraphs: labels, codes, dates, references, narrative."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ssc_desktop.i18n import N_, is_right_to_left
from ssc_desktop.record import (
    Answer,
    Case,
    CaseDefinition,
    Definition,
    FieldDefinition,
    GroupDefinition,
    Kind,
    Noted,
    given,
    narrative,
    phrases,
)
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.word import blocks
from ssc_desktop.word.media import MediaRef
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.text import Look, runs

_FREE = {Kind.LINE, Kind.LINES, Kind.FIGURE, Kind.TEXT, Kind.NOTED}
"""Kinds whose words are the author's own, in the language of the story."""

_LARGE = re.compile(r"\d{5,}(\.\d+)?")
"""A figure that is read more easily with separators; four digits may be a year."""
_YEAR = 4
"""Letters of a date that stays on one line with its figure."""
_ACCOMPANIED = {Kind.DECIMAL, Kind.FIGURE, Kind.COUNT}
"""Kinds that may have a unit or a date."""
_CODES = (str, int)
"""What a code is made of; an Answer is neither."""
_UNIT_LISTS = {"currency", "unit"}


@dataclass
class Telling:
    """One story being written on one paper."""

    paper: Paper
    case: Case
    definition: CaseDefinition
    language: str
    """The language of the narrative."""
    conflicts: frozenset[str] = frozenset()
    sources: dict[str, int] = field(default_factory=dict)
    """The number of every source in the list of sources, by its id."""
    pictures: list[tuple[Any, MediaRef]] = field(default_factory=list)
    """The attachments that are pictures Word can show, with the files."""
    companions: "dict[str, Companions]" = field(default_factory=dict)
    """What belongs together in a group, by the group's name."""
    noted: set[str] = field(default_factory=set)
    """The sources that have a footnote in the chapter being written."""
    tables: dict[str, tuple[str, int]] = field(default_factory=dict)
    """The tables of groups so far, by the group's name: bookmark and number."""
    code: str = ""
    """Under which it is told: the story's own, or the one that a book gives it."""

    members: dict[str, Definition] = field(init=False)
    """The fields and groups of the story, by name."""
    own: Look = field(init=False)
    """The look of the author's words inside a line of the document's language."""
    mixed: Look = field(init=False)
    """The look of lines that we made of the author's words and of numbers."""

    def __post_init__(self) -> None:
        self.members = self.definition.by_name
        own = self.case.case_code
        if not self.code and isinstance(own, str) and not isinstance(own, Answer):
            self.code = own
        foreign = self.language if self.language != self.paper.language else ""
        self.own = Look(self.paper.right_to_left, foreign)
        self.mixed = Look(self.paper.right_to_left, foreign, native=self.paper.native)

    @property
    def narrative_right_to_left(self) -> bool:
        """Whether the story itself runs from right to left."""
        return is_right_to_left(self.language)


def items(record: object, group: GroupDefinition) -> tuple[Any, ...]:
    """The items of a group; none where it was answered as a whole."""
    held = getattr(record, group.attribute)
    return held if isinstance(held, tuple) else ()


def label(telling: Telling, member: Definition, path: str = "") -> str:
    """Runs of a field's name, marked where two versions of it are not settled."""
    paper = telling.paper
    return runs(paper.say(member.label), paper.look()) + unsettled(telling, path or member.name)


def unsettled(telling: Telling, path: str) -> str:
    """The mark for a field of which there are two versions, else nothing."""
    return mark(telling) if path in telling.conflicts else ""


def mark(telling: Telling) -> str:
    """Runs that say that there are two versions."""
    paper = telling.paper
    said = " " + paper.say(N_("(two versions, not settled)"))
    return runs(said, paper.look("SSCUnsettled"))


def item_unsettled(telling: Telling, group: GroupDefinition, item: Any) -> bool:
    """Whether there are two versions of anything in an item."""
    path = f"{group.name}/{item.id}"
    return any(one == path or one.startswith(f"{path}/") for one in telling.conflicts)


@dataclass(frozen=True, slots=True)
class Companions:
    """Which fields of a group belong to another: the unit of a number, the date of a figure."""

    units: dict[str, FieldDefinition]
    """The fields that hold the unit or currency of a number, by the number's name."""
    dates: dict[str, FieldDefinition]
    """The fields that date a figure (`actual_date`), by the figure's name (`actual`)."""
    figures: dict[str, FieldDefinition]
    """The figures, by the names of the fields that date them."""


def companions(telling: Telling, group: GroupDefinition) -> Companions:
    """The fields of a group that are shown with another."""
    found = telling.companions.get(group.name)
    if found is None:
        found = telling.companions[group.name] = companions_of(group)
    return found


@functools.lru_cache(maxsize=256)
def companions_of(group: GroupDefinition) -> Companions:
    """The same without a story."""
    fields = {m.name: m for m in group.fields if isinstance(m, FieldDefinition)}
    dates = {
        name: fields[f"{name}_date"]
        for name, member in fields.items()
        if member.kind in _ACCOMPANIED and f"{name}_date" in fields
    }
    figures = {date.name: fields[name] for name, date in dates.items()}
    return Companions(_units(fields), dates, figures)


def _units(fields: dict[str, FieldDefinition]) -> dict[str, FieldDefinition]:
    found: dict[str, FieldDefinition] = {}
    number = ""
    for member in fields.values():
        if member.kind is Kind.DECIMAL:
            number = member.name
        elif member.vocabulary in _UNIT_LISTS and number:
            found[number] = member
            number = ""
    return found


def stands_elsewhere(
    telling: Telling, group: GroupDefinition, member: Definition, item: Any
) -> bool:
    """Whether an item's date stands behind its figure already."""
    figure = companions(telling, group).figures.get(member.name)
    return figure is not None and given(getattr(item, figure.attribute))


def words_of(telling: Telling, member: FieldDefinition, record: object) -> str:
    """An answer as one plain line, without its unit."""
    value = getattr(record, member.attribute)
    # half of all answers; an Answer is no str
    if value is None or (type(value) is str and member.kind is Kind.LINE):
        return value or ""
    if member.kind is Kind.CHOICE and type(value) in _CODES:
        return vocabulary(member.vocabulary).label(value, telling.paper.language)
    if member.refers_to == ("reference",) and isinstance(value, str):
        number = telling.sources.get(value)
        if number:
            return f"[{number}]"
    if member.vocabulary == "sdg_goal" and isinstance(value, tuple):
        return phrases.joined(goals(telling, value), telling.paper.words)
    if member.kind is Kind.FIGURE and _LARGE.fullmatch(str(value)):
        return phrases.number(str(value), telling.paper.words)
    said = phrases.shown(member, value, telling.case, telling.paper.words)
    return narrative.plain(said) if member.kind in {Kind.TEXT, Kind.NOTED} else said


def goals(telling: Telling, numbers: tuple[Any, ...]) -> list[str]:
    """Sustainable development goals with their numbers, by which people know them."""
    listed = vocabulary("sdg_goal")
    return [f"{n} {listed.label(n, telling.paper.language)}" for n in numbers]


def measured(
    telling: Telling, member: FieldDefinition, group: GroupDefinition, item: object
) -> str:
    """An answer with what belongs to it: “USD 1,857,380”, “24 person-months”, “10 (2017)”."""
    if member.kind not in _ACCOMPANIED:
        return words_of(telling, member, item)
    beside = companions(telling, group)
    said = _with_unit(telling, member, beside.units.get(member.name), item)
    date = beside.dates.get(member.name)
    if date is None or not said or not given(getattr(item, date.attribute)):
        return said
    when = words_of(telling, date, item)
    gap = "\u00a0" if len(when) <= _YEAR else " "
    return f"{said}{gap}({when})"


def _with_unit(
    telling: Telling, member: FieldDefinition, unit: FieldDefinition | None, record: object
) -> str:
    said = words_of(telling, member, record)
    held = getattr(record, unit.attribute) if unit and said else None
    if unit is None or not held or held == "other" or isinstance(held, Answer):
        return said
    if unit.vocabulary == "currency":
        return f"{held}\u00a0{said}"
    return f"{said}\u00a0{words_of(telling, unit, record)}"


def short(telling: Telling, member: FieldDefinition, record: object, said: str) -> str:
    """Runs of an answer that stands in a line, given its words."""
    value = getattr(record, member.attribute)
    paper = telling.paper
    if isinstance(value, Answer):
        return runs(said, paper.look("SSCAnswer"))
    if member.refers_to == ("reference",) and value in telling.sources:
        anchor = paper.anchor(f"ssc_source_{telling.sources[value]}")
        return blocks.inner_link(anchor, runs(said, paper.look("Hyperlink")))
    if isinstance(value, str) and value.startswith(("https://", "http://")):
        return blocks.web_link(paper, value, said, paper.look())
    figure = member.kind is Kind.FIGURE and not any(map(str.isalpha, said))
    return runs(said, telling.own if member.kind in _FREE and not figure else paper.look())


def noted(telling: Telling, group: GroupDefinition, item: Any) -> str:
    """Footnote marks for the sources of an item that the chapter has not named before."""
    made = ""
    for member in group.fields:
        if isinstance(member, FieldDefinition) and member.refers_to == ("reference",):
            value = getattr(item, member.attribute)
            if value in telling.sources and value not in telling.noted:
                telling.noted.add(value)
                made += _note(telling, value)
    return made


def _note(telling: Telling, identity: str) -> str:
    """A footnote: what the source is called, and its number, which leads to the list of sources."""
    paper = telling.paper
    held: Any = telling.case.reference
    source = next(one for one in held if one.id == identity)
    said = narrative.plain(phrases.called(source))
    inside = runs(f"{said} " if said else "", telling.own)
    number = runs(f"[{telling.sources[identity]}]", paper.look("Hyperlink"))
    inside += blocks.inner_link(paper.anchor(f"ssc_source_{telling.sources[identity]}"), number)
    return paper.stream.notes.add(inside, right_to_left=paper.right_to_left)


def long(
    telling: Telling, member: FieldDefinition, value: object, styles: blocks.Prose
) -> list[str]:
    """Paragraphs of a narrative answer; a code stands before its note."""
    paper = telling.paper
    if isinstance(value, Answer):
        return [answered(telling, value, styles.paragraph)]
    if isinstance(value, Noted):
        codes = phrases.shown(member, Noted(value.code), telling.case, paper.words)
        said = [blocks.paragraph(
            styles.paragraph, runs(codes, paper.look("SSCKey")),
            right_to_left=paper.right_to_left, before="<w:keepNext/>" if value.note else "",
        )] if codes else []  # fmt: skip
        return said + blocks.prose(paper, value.note or "", telling.language, styles)
    return blocks.prose(paper, str(value), telling.language, styles)


def answered(telling: Telling, value: Answer, style: str = "Normal") -> str:
    """A paragraph that says unknown, not applicable or withheld."""
    paper = telling.paper
    inside = runs(phrases.answer(value, paper.words), paper.look("SSCAnswer"))
    return blocks.paragraph(style, inside, right_to_left=paper.right_to_left)


def used(telling: Telling, group: GroupDefinition, held: tuple[Any, ...]) -> Iterator[Definition]:
    """The fields of a group that at least one item answers, but those shown with another."""
    units = {unit.name for unit in companions(telling, group).units.values()}
    for member in group.fields:
        if member.automatic or member.name in units:
            continue
        if any(
            given(getattr(item, member.attribute))
            and not stands_elsewhere(telling, group, member, item)
            for item in held
        ):
            yield member
