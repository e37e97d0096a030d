"""What stands on a poster: its blocks, fed by the fields whose definitions name a block.

Everything is plain text here, so that it can be measured and shortened by whole sentences.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ssc_desktop.i18n import N_
from ssc_desktop.record import (
    Answer,
    FieldDefinition,
    GroupDefinition,
    Kind,
    Noted,
    given,
    narrative,
    phrases,
)
from ssc_desktop.record.definition import Need
from ssc_desktop.word import answers, digest, fitting
from ssc_desktop.word.answers import Telling

BLOCKS = {
    "partners": N_("Partners"),
    "background": N_("Background"),
    "objectives": N_("Objectives"),
    "innovation": N_("Innovation"),
    "results": N_("Results"),
    "applicability": N_("Applicability"),
}
"""The blocks of the posters of 2010, in their order."""

_STANDS_IN = "overview"
"""The field that speaks for a block in which nothing else was told."""
_MOST_LETTERS = 2600
"""More than that of one block fits on no poster."""
_MOST_FIGURES = 3
_BRIEF_UNIT = 4
_NUMBER = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?")


@dataclass(slots=True)
class Unit:
    """A paragraph or a bullet."""

    text: str
    head: str = ""
    """Words before it: “For whom”."""
    bullet: bool = False
    unsettled: bool = False
    """There are two versions of it."""

    @property
    def said(self) -> str:
        """All of it, to be measured."""
        return f"{self.head}: {self.text}" if self.head else self.text


@dataclass(slots=True)
class Block:
    """A block of the poster."""

    name: str
    label: str
    units: list[Unit] = field(default_factory=list)
    shorter: bool = False
    """Whether something was left out for want of room."""

    def shorten(self) -> bool:
        """Leave out the last sentence; False where only one of a few words is left."""
        last = self.units[-1]
        sentences = fitting.sentences(last.text)
        if len(sentences) > 1:
            last.text = " ".join(sentences[:-1])
        elif len(self.units) > 1:
            self.units.pop()
        elif len(last.text) > _FEW:
            last.text = fitting.shortened(last.text, len(last.text) * 2 // 3)
        else:
            return False
        self.shorter = True
        return True


_FEW = 160
"""Letters of a sentence that is not cut any further."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number to be seen from afar, and what it counts."""

    number: str
    label: str
    item: str = ""
    """The id of the result that it belongs to."""


def blocks_of(telling: Telling, figures: list[Figure]) -> list[Block]:
    """The blocks that have something to say, none longer than a poster could hold."""
    shown = {figure.item for figure in figures}
    made = []
    for name, label in BLOCKS.items():
        block = Block(name, telling.paper.say(label), _units(telling, name, shown))
        _pretrimmed(block)
        if block.units:
            made.append(block)
    return made


def _pretrimmed(block: Block) -> None:
    left = _MOST_LETTERS
    kept: list[Unit] = []
    for unit in block.units:
        if left <= _FEW:
            block.shorter = True
            break
        if len(unit.text) > left:
            unit.text = fitting.shortened(unit.text, left)
            block.shorter = True
        left -= len(unit.said)
        kept.append(unit)
    block.units = kept


def _units(telling: Telling, name: str, shown: set[str]) -> list[Unit]:
    members = [member for member in telling.definition.fields if member.poster == name]
    told: list[Unit] = []
    stand_in: list[Unit] = []
    conflicts = telling.conflicts
    for member in members:
        if isinstance(getattr(telling.case, member.attribute), Answer):
            continue
        if isinstance(member, GroupDefinition):
            told += _group(telling, member, shown)
            continue
        units = [*_field(telling, member)]
        for unit in units[:1]:
            unit.unsettled = member.name in conflicts
        (stand_in if member.name == _STANDS_IN else told).extend(units)
    prose = any(not unit.head for unit in told)
    return told if prose or not stand_in else [*stand_in, *told]


def _field(telling: Telling, member: FieldDefinition) -> Iterator[Unit]:
    value = getattr(telling.case, member.attribute)
    if not given(value):
        return
    if member.kind is Kind.TEXT:
        yield from _prose(str(value))
        return
    if member.kind is Kind.LINES:
        yield from (Unit(narrative.plain(str(text)), bullet=True) for text in value)
        return
    label = telling.paper.say(member.label)
    if isinstance(value, Noted) and value.note:
        first, *others = [*_prose(value.note), Unit("")]
        yield Unit(first.text, label, bullet=first.bullet)
        yield from (unit for unit in others if unit.text)
    else:
        yield Unit(answers.words_of(telling, member, telling.case), label)


def _prose(text: str) -> Iterator[Unit]:
    for block in narrative.blocks(text):
        said = narrative.plain(block.text)
        if said:
            yield Unit(said, bullet=block.kind != "paragraph")


def _group(telling: Telling, group: GroupDefinition, shown: set[str]) -> Iterator[Unit]:
    if group.name == "partner":
        sides = digest.sides(telling)
        yield from (Unit(said, head) for head, said in sides)
        names = digest.organisations(telling)
        if names:
            words = telling.paper.words
            yield Unit(phrases.joined(names, words), telling.paper.say(N_("Organization(s)")))
        return
    for item in answers.items(telling.case, group):
        said = _lead(group, item)
        if not said:
            continue
        if group.name == "result" and item.id not in shown:
            figure = _figure(telling, group, item, "actual")
            said = f"{said} ({figure.number})" if figure else said
        unsettled = answers.item_unsettled(telling, group, item)
        yield Unit(said, _kind(telling, group, item), bullet=True, unsettled=unsettled)


def _lead(group: GroupDefinition, item: Any) -> str:
    """What an item says first: its required text, else any."""
    texts = [
        member
        for member in group.fields
        if isinstance(member, FieldDefinition) and member.kind in {Kind.LINE, Kind.TEXT}
        and _plain(getattr(item, member.attribute))
    ]  # fmt: skip
    asked = [member for member in texts if member.needs.complete is Need.REQUIRED]
    lead = next(iter(asked or texts), None)
    return narrative.plain(getattr(item, lead.attribute)) if lead else ""


def _kind(telling: Telling, group: GroupDefinition, item: Any) -> str:
    """“What worked”, “To practitioners”: the one code that is asked of every item."""
    asked = [
        member
        for member in group.fields
        if isinstance(member, FieldDefinition) and member.kind is Kind.CHOICE
        and member.needs.complete is Need.REQUIRED
    ]  # fmt: skip
    if len(asked) != 1 or not _plain(getattr(item, asked[0].attribute)):
        return ""
    return answers.words_of(telling, asked[0], item)


def figures_of(telling: Telling) -> list[Figure]:
    """The numbers to be seen from afar: what was reached, how many took part, what was planned."""
    group = telling.members.get("result")
    made: list[Figure] = []
    if isinstance(group, GroupDefinition):
        held = answers.items(telling.case, group)
        reached = (_figure(telling, group, item, "actual") for item in held)
        made = [figure for figure in reached if figure is not None]
        made += _people(telling)
        planned = (_figure(telling, group, item, "target") for item in held)
        known = {figure.item for figure in made}
        made += [figure for figure in planned if figure is not None and figure.item not in known]
    made += [*_sum(telling), *_together(telling)]
    return made[:_MOST_FIGURES]


def _figure(telling: Telling, group: GroupDefinition, item: Any, name: str) -> Figure | None:
    """The number of a result, with its unit where that is brief, and what is counted."""
    value = getattr(item, name, None)
    if not _plain(value) or not _NUMBER.fullmatch(str(value)):
        return None
    paper = telling.paper
    members = group.by_name
    member = members[name]
    assert isinstance(member, FieldDefinition)  # noqa: S101 - the record's own
    number = phrases.number(str(value).replace(",", ""), paper.words)
    unit = item.unit if _plain(item.unit) else ""
    if item.measure == "percentage" or unit in {"%", "percent"}:
        number = f"{number}\u00a0%"
    elif unit and (len(unit) <= _BRIEF_UNIT or "/" in unit):
        number = f"{number}\u00a0{unit}"
    counted = item.indicator if _plain(item.indicator) else item.statement
    parts = [narrative.plain(counted) if _plain(counted) else unit]
    before = item.baseline
    if name == "actual" and _plain(before) and _NUMBER.fullmatch(str(before)):
        parts.append(
            paper.say(N_("before: {figure}")).format(figure=phrases.number(before, paper.words))
        )
    if name == "target":
        parts.append(paper.say(N_("planned")))
    date = members.get(f"{name}_date")
    if isinstance(date, FieldDefinition) and given(getattr(item, date.attribute)):
        parts.append(answers.words_of(telling, date, item))
    return Figure(number, "; ".join(part for part in parts if part), item.id)


def _people(telling: Telling) -> Iterator[Figure]:
    member = telling.members.get("participants_total")
    value = telling.case.participants_total
    if isinstance(member, FieldDefinition) and isinstance(value, int) and value:
        said = answers.words_of(telling, member, telling.case)
        yield Figure(said, telling.paper.say(member.label))


def _sum(telling: Telling) -> Iterator[Figure]:
    """The first sum, with its kind: a plan is no expense."""
    group = telling.members.get("financial_input")
    if not isinstance(group, GroupDefinition):
        return
    amount, kind = group.by_name["amount"], group.by_name["amount_kind"]
    assert isinstance(amount, FieldDefinition)  # noqa: S101 - the record's own
    assert isinstance(kind, FieldDefinition)  # noqa: S101
    for item in answers.items(telling.case, group)[:1]:
        if all(map(_plain, (item.amount, item.currency, item.amount_kind))):
            about = [answers.words_of(telling, kind, item)]
            about += [narrative.plain(item.covers)] if _plain(item.covers) else []
            yield Figure(answers.measured(telling, amount, group, item), "; ".join(about))


def _together(telling: Telling) -> Iterator[Figure]:
    """How many countries and organisations took part."""
    held = digest.partners(telling)
    codes = {one.country for one in held if _plain(one.country)}
    words = telling.paper.words
    if len(codes) > 1:
        yield Figure(
            str(len(codes)), words.ngettext("country together", "countries together", len(codes))
        )
    names = digest.organisations(telling)
    if names:
        said = words.ngettext("organisation", "organisations", len(names))
        yield Figure(str(len(names)), said)


def _plain(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not isinstance(value, Answer)
