"""Worlds for the properties: four laptops, three stories, and all that can happen to them.

A world is played from bytes, six for a step, so that a failing world shrinks. Clocks are up to
eleven days wrong, and time stands still for most steps: equal ticks are the rule, not the
exception. Every laptop keeps its own copy; what its person saw is written down beside, for the
oracle.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from ssc_desktop.history.position import between
from ssc_desktop.history.revision import Cut, Revision
from ssc_desktop.history.saving import Change
from ssc_desktop.history.view import DELETED, POSITION, RecordView, seen, view
from tests.unit.bundle.samples import FISH, NOON, RICE, SOLAR, Laptop, numbered_id

ROOTS = (RICE, FISH, SOLAR)
STEP = 6
_SKEWS = (0, 0, 11, -11)
_FIELDS = ("title", "town")
_VALUES = ("rice", "fish", "Kampala", 5, True, None)

Look = Callable[[Sequence[Revision], Sequence[Cut]], dict[str, RecordView]]
Place = tuple[str, str, str]
"""Root, record, field as written in revisions."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What the oracle knows of one assignment: all its author held, and all that was on screen."""

    place: Place
    revision: str
    value: Any
    held: frozenset[str]
    screen: frozenset[str]


@dataclass
class Options:
    """Deliberate faults: with any of them a property must fail."""

    look: Look = view
    names_replaced: bool = True
    refuses_late: bool = False


@dataclass
class World:
    """The laptops, and the oracle's notes."""

    options: Options = field(default_factory=Options)
    edits: list[Edit] = field(default_factory=list)
    minutes: int = 0

    def __post_init__(self) -> None:
        self.laptops = [self._laptop(number) for number in range(4)]
        for laptop in self.laptops[1:]:
            self.hand_over(self.laptops[0], laptop)
        self._moves = (
            self._edit,
            self._edit,
            self._edit,
            self._add,
            self._toggle,
            self._move,
            self._delete,
            self._restore,
            self._exchange,
            self._deliver,
            self._wait,
            self._clone,
        )

    def _laptop(self, number: int) -> Laptop:
        skew = timedelta(days=_SKEWS[number])
        laptop = Laptop(number, now=lambda: NOON + skew + timedelta(minutes=self.minutes))
        laptop.names_replaced = self.options.names_replaced
        if number == 0:
            for root in ROOTS:
                self._save(laptop, root, root, {"title": "a first title"})
        return laptop

    def play(self, script: bytes) -> "World":
        """Let it happen, six bytes a step."""
        for at in range(0, len(script) - STEP + 1, STEP):
            kind, who, root, what, value, other = script[at : at + STEP]
            move = self._moves[kind % len(self._moves)]
            move(self.laptops[who % 4], ROOTS[root % 3], what, value, other)
        return self

    def look(self, laptop: Laptop, root: str) -> dict[str, RecordView]:
        """What a laptop shows of a root."""
        return self.options.look(
            [one for one in laptop.revisions.values() if one.root == root],
            [one for one in laptop.cuts.values() if one.root == root],
        )

    def everything(self) -> Laptop:
        """A copy that holds what any laptop ever held."""
        union = Laptop(9)
        for laptop in self.laptops:
            union.take(laptop)
        return union

    def converge(self) -> None:
        """Everybody exchanges with everybody."""
        first, *others = self.laptops
        for other in others:
            self.hand_over(other, first)
        for other in others:
            self.hand_over(first, other)

    def hand_over(self, giver: Laptop, taker: Laptop) -> None:
        """A full one-way exchange."""
        cuts = list(giver.cuts.values())
        if self.options.refuses_late:
            latest = max((cut.at for cut in taker.cuts.values()), default="")
            cuts = [cut for cut in cuts if cut.at > latest]
        listed = {id_ for cut in cuts for id_ in cut.revisions} & giver.revisions.keys()
        taker.receive(cuts, [giver.revisions[id_] for id_ in listed])

    def settle(self, laptop: Laptop) -> None:
        """One person settles every conflict she sees."""
        for root in ROOTS:
            for id_, shown in self.look(laptop, root).items():
                torn = {name: "settled" for name, one in shown.fields.items() if one.conflict}
                if torn:
                    self._save(laptop, root, id_, torn)

    def _save(self, laptop: Laptop, root: str, record: str, fields: Mapping[str, Any]) -> None:
        shown = self.look(laptop, root).get(record)
        kind, parent = ("case", "") if record == root else ("result", root)
        held = frozenset(laptop.revisions)
        cut = laptop.save([Change(record, kind, parent, fields)], root)
        for name, value in fields.items():
            screen = frozenset(shown.live(name) if shown else ())
            self.edits.append(Edit((root, record, name), cut.revisions[0], value, held, screen))

    def _record(self, laptop: Laptop, root: str, what: int) -> str:
        records = sorted(self.look(laptop, root)) or [root]
        return records[what % len(records)]

    def _edit(self, laptop: Laptop, root: str, what: int, value: int, other: int) -> None:
        fields = {_FIELDS[other % 2]: _VALUES[value % len(_VALUES)]}
        self._save(laptop, root, self._record(laptop, root, what), fields)

    def _add(self, laptop: Laptop, root: str, what: int, value: int, _other: int) -> None:
        record = numbered_id(0x1000 + 64 * laptop.number + what % 4)
        self._save(laptop, root, record, {"title": _VALUES[value % 3], POSITION: "i1"})

    def _toggle(self, laptop: Laptop, root: str, what: int, value: int, other: int) -> None:
        element = f"sector/{'abc'[other % 3]}"
        self._save(laptop, root, self._record(laptop, root, what), {element: value % 2 == 0})

    def _move(self, laptop: Laptop, root: str, what: int, value: int, other: int) -> None:
        shown = self.look(laptop, root)
        places = sorted({one.position for one in shown.values() if one.position})
        before = (["", *places])[value % (len(places) + 1)]
        place = between(before, "" if other % 2 else (before and before + "z"))
        self._save(laptop, root, self._record(laptop, root, what), {POSITION: place})

    def _delete(self, laptop: Laptop, root: str, what: int, _value: int, _other: int) -> None:
        record = self._record(laptop, root, what)
        shown = self.look(laptop, root)
        if record in shown:
            self._save(laptop, root, record, {DELETED: {"saw": list(seen(shown, record))}})

    def _restore(self, laptop: Laptop, root: str, _what: int, _value: int, _other: int) -> None:
        for id_, shown in self.look(laptop, root).items():
            if shown.deleted or shown.contested:
                self._save(laptop, root, id_, {DELETED: False})

    def _exchange(self, laptop: Laptop, _root: str, _what: int, _value: int, other: int) -> None:
        partner = self.laptops[other % 4]
        self.hand_over(laptop, partner)
        self.hand_over(partner, laptop)

    def _deliver(self, laptop: Laptop, _root: str, what: int, value: int, other: int) -> None:
        """Some cuts arrive, some of them without all their revisions, and in any order."""
        chance = random.Random(what * 256 + value)  # noqa: S311 - repeatable
        cuts = [cut for cut in laptop.cuts.values() if chance.random() < 0.5]
        revisions = [
            laptop.revisions[id_]
            for cut in cuts
            for id_ in cut.revisions
            if id_ in laptop.revisions and chance.random() < 0.8
        ]
        self.laptops[other % 4].receive(cuts, revisions)

    def _wait(self, _laptop: Laptop, _root: str, _what: int, value: int, _other: int) -> None:
        self.minutes += value % 4

    def _clone(self, laptop: Laptop, _root: str, _what: int, _value: int, other: int) -> None:
        """A disk is copied: two computers with one key, one incarnation and one number."""
        twin = self.laptops[other % 4]
        twin.key, twin.incarnation = laptop.key, laptop.incarnation
        twin.sequence = dict(laptop.sequence)
        twin.take(laptop)
