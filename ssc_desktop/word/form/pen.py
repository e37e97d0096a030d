"""Writes the places for answers: white room, boxes to tick, lists, or what is there already."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ssc_desktop.i18n import N_
from ssc_desktop.record import Answer, FieldDefinition, Kind, Noted, given, phrases
from ssc_desktop.record.completeness import items
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.word import blocks
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.form.boxes import tint_of
from ssc_desktop.word.form.controls import Choices, Controls, Name
from ssc_desktop.word.form.manifest import AskedField, AskedGroup
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.text import runs

_CHOSEN = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.MARKS, Kind.NOTED})
_SEVERAL = frozenset({Kind.CHOICES, Kind.MARKS, Kind.REFERENCES})
_BLANK = "\u2002"
_MOST_LISTED = 15_000
"""With so many choices in lists a form is heavy; further places are plain, for words."""
_LISTS = 3
"""So many lists to choose from stand one below the other where no number is given."""
TOLD = 12
"""Choices of a list that is written out, for those who fill the form in with a pen."""
_STOP, _MARGINS = 3120, 226
"""Between the stops of the style SSC Choices, and what a cell keeps free, in twentieths."""
_LETTERS = 30
"""Letters of a choice that fit before the next stop of the style SSC Choices."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much room there is for choices."""

    beside: int
    """How many side by side, each at its stop; 0 for all in one line, which breaks where it may."""
    ticks: int
    """How many at most are drawn as boxes; more are lists to choose from."""
    part: float = 1.0
    """The share of the page's width."""
    several: int = 0
    """The same where several may be chosen; 0 for as many."""

    def draws(self, number: int, *, several: bool) -> bool:
        """Whether so many choices are drawn as boxes."""
        return number <= (self.several if several and self.several else self.ticks)


LABEL = 0.31
"""The share of the page that the labels of brief questions take."""
WIDE, BESIDE, SIDE = Room(3, 45), Room(2, 8, 1 - LABEL), Room(1, 8)
CARD, CELL, FIXED = Room(1, 4), Room(0, 2, several=5), Room(0, 5)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place for an answer."""

    member: FieldDefinition
    value: Any
    tag: str
    """The path of the field, with the number of the row in a group."""
    alias: str
    room: Room


@dataclass
class Pen:
    """Writes one form, and keeps what its description will say."""

    telling: Telling
    controls: Controls
    locked: bool = False
    """Only controls can be filled in, so that words get one too."""
    listed: int = 0
    """So many choices stand in lists so far."""
    lists: dict[str, Choices] = field(default_factory=dict)
    fields: list[AskedField] = field(default_factory=list)
    groups: list[AskedGroup] = field(default_factory=list)

    @property
    def paper(self) -> Paper:
        """The paper that is written on."""
        return self.telling.paper

    @functools.cached_property
    def tint(self) -> str:
        """The colour of labels."""
        return tint_of(self.paper.stream.template)

    def choices(self, member: FieldDefinition) -> tuple[str, Choices]:
        """The codes a field is answered with, and the name of their list; "" where it is free."""
        if member.kind is Kind.YES_NO:
            name, made = "yes_no", self._yes_no()
        elif member.vocabulary:
            name = member.vocabulary
            made = self.lists.get(name) or self._labels(name)
        elif member.refers_to:
            name, made = "/".join(member.refers_to), self._items(member)
        else:
            return "", ()
        if made:
            self.lists[name] = made
        return (name if made else ""), made

    def _labels(self, name: str) -> Choices:
        # goals and targets are known by their numbers
        goals = name.startswith("sdg_")
        return tuple(
            (str(e.code), f"{e.code} {label}" if goals else label)
            for e in vocabulary(name).entries
            for label in [e.label(self.paper.language)]
        )

    def _yes_no(self) -> Choices:
        return (("true", self.paper.say(N_("yes"))), ("false", self.paper.say(N_("no"))))

    def _items(self, member: FieldDefinition) -> Choices:
        case = self.telling.case
        held = (item for group in member.refers_to for item in items(case, group))
        made = tuple((item.id, name) for item in held if (name := phrases.called(item)))
        # what the form does not print must not travel in it unseen
        return made if len(made) <= TOLD else ()

    def described(
        self, member: FieldDefinition, path: tuple[str, ...], *, anchor: str = "", where: str = ""
    ) -> AskedField:
        """A question as the reader must know it."""
        codes, _choices = self.choices(member)
        say = self.paper.say
        return AskedField(
            path=path, kind=str(member.kind), label=say(member.label), prompt=say(member.prompt),
            anchor=anchor, where=where, tag="/".join(path), codes=codes,
            several=is_several(member),
        )  # fmt: skip

    def line(self, style: str, text: str, *, keep: bool = False) -> str:
        """A paragraph in the language of the form; `keep` holds it to what follows."""
        inside = runs(text, self.paper.look())
        return self.paragraph(style, inside, keep=keep)

    def paragraph(self, style: str, inside: str, *, keep: bool = False) -> str:
        """A paragraph in the direction of the form."""
        before = "<w:keepNext/>" if keep else ""
        turned = self.paper.right_to_left
        return blocks.paragraph(style, inside, right_to_left=turned, before=before)

    def answer(self, slot: Slot) -> str:
        """The paragraphs of a place for an answer."""
        _name, choices = self.choices(slot.member)
        member = slot.member
        if member.kind is Kind.NOTED:
            return self.chosen(slot) + self.note(slot)
        if choices and (member.kind in _CHOSEN or member.kind is Kind.YES_NO):
            return self.chosen(slot)
        if member.kind is Kind.DATE and slot.room is BESIDE:
            said = phrases.shown(member, slot.value, self.telling.case, self.paper.words)
            prompt = self.paper.say(N_("Choose a day, or type month and year"))
            return self.paragraph("SSCFormText", self.controls.day(self._name(slot), said, prompt))
        return self._words(slot, slot.value)

    def chosen(self, slot: Slot) -> str:
        """The choices of a field: boxes where there is room, else lists; "" where it has none."""
        _name, choices = self.choices(slot.member)
        if not choices:
            return ""
        if isinstance(slot.value, Answer):
            return self._words(slot, slot.value)
        if slot.room.draws(len(choices), several=is_several(slot.member)):
            return self._ticks(slot, choices)
        if self.listed > _MOST_LISTED and not self.locked:
            said = [label for code, label in choices if code in codes_of(slot.value)] or [""]
            look = self.paper.look()
            return "".join(self.paragraph("SSCFormText", runs(text, look)) for text in said)
        return self._drop_downs(slot, choices)

    def note(self, slot: Slot) -> str:
        """The words of an answer that has a code besides."""
        value = slot.value.note if isinstance(slot.value, Noted) else slot.value
        return self._words(slot, value)

    def _ticks(self, slot: Slot, choices: Choices) -> str:
        codes = codes_of(slot.value)
        look = self.paper.look()
        made = []
        for code, label in choices:
            name = Name(f"{slot.tag}={code}", f"{slot.alias}: {label}", look)
            box = self.controls.tick(name, ticked=code in codes)
            made.append(box + runs(f"\u00a0{label}", look))
        if not slot.room.beside:
            return self.paragraph("SSCChoices", runs(f" {_BLANK}", look).join(made))
        widths = [1 + len(label) // _LETTERS for _code, label in choices]
        stops = (int(self.paper.width * slot.room.part) - _MARGINS) // _STOP
        beside = max(1, min(slot.room.beside, stops))
        # a blank too: where a stop is passed already, the tab may have no width
        gap = f"{runs(_BLANK, look)}<w:r><w:tab/></w:r>"
        return "".join(
            self.paragraph("SSCChoices", gap.join(made[first:last]))
            for first, last in packed(widths, beside)
        )

    def _drop_downs(self, slot: Slot, choices: Choices) -> str:
        codes = codes_of(slot.value)
        several = is_several(slot.member)
        most = slot.member.most or _LISTS
        least = min(most, _LISTS) if slot.room is not BESIDE else most
        number = max(len(codes), least if several else 1)
        prompt = self.paper.say(N_("Choose"))
        made = []
        for at in range(number):
            tag = slot.tag if at == 0 else f"{slot.tag}+{at + 1}"
            name = Name(tag, slot.alias, self.paper.look())
            chosen = codes[at] if at < len(codes) else ""
            asked = prompt if at == 0 else self.paper.say(N_("and"))
            made.append(self.controls.drop_down(name, choices, chosen, asked))
            self.listed += len(choices)
        return "".join(self.paragraph("SSCFormText", one) for one in made)

    def _words(self, slot: Slot, value: Any) -> str:
        if self.locked:
            said = "\n".join(self._said(slot.member, value))
            inside = runs(said, self.telling.own)
            return self.paragraph("SSCFormText", self.controls.words(self._name(slot), inside))
        if slot.member.kind in {Kind.TEXT, Kind.NOTED} and type(value) is str and value:
            paper, language = self.paper, self.telling.language
            return "".join(blocks.prose(paper, value, language, blocks.FORM))
        said_lines = [*self._said(slot.member, value)] or [""]
        return "".join(
            self.paragraph("SSCFormText", runs(text, self.telling.own)) for text in said_lines
        )

    def _said(self, member: FieldDefinition, value: Any) -> Iterator[str]:
        if isinstance(value, Answer):
            yield phrases.answer(value, self.paper.words)
        elif member.kind is Kind.LINES and isinstance(value, tuple):
            yield from value
        elif member.refers_to and given(value):
            # an item that is gone, or stays here, has no name
            held = value if isinstance(value, tuple) else (value,)
            names = (phrases.name_of(self.telling.case, str(one)) for one in held)
            known = [name for name, one in zip(names, held, strict=True) if name != one]
            yield phrases.joined(known, self.paper.words)
        elif member.kind is Kind.DATE and given(value):
            yield phrases.shown(member, value, self.telling.case, self.paper.words)
        elif given(value):
            yield str(value)

    def _name(self, slot: Slot) -> Name:
        return Name(slot.tag, slot.alias, self.telling.own)


def is_several(member: FieldDefinition) -> bool:
    """Whether more than one code may be chosen."""
    return member.kind in _SEVERAL or member.several


def codes_of(value: Any) -> list[str]:
    """The codes of an answer, as the controls write them."""
    held = value.code if isinstance(value, Noted) else value
    if isinstance(held, Answer) or held is None:
        return []
    if isinstance(held, bool):
        return [str(held).lower()]
    return [str(one) for one in held] if isinstance(held, tuple) else [str(held)]


def packed(widths: list[int], room: int) -> Iterator[tuple[int, int]]:
    """Lines of what is so wide, no wider than `room`: where each begins, and where it ends."""
    first = used = 0
    for at, width in enumerate(widths):
        if used and used + width > room:
            yield first, at
            first, used = at, 0
        used += width
    if used:
        yield first, len(widths)
