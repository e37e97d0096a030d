"""Worlds for the properties: four real laptops, three stories, and all that can happen to them.

A world is played from bytes, six for a step, so that a failing world shrinks. Clocks are up to
eleven days wrong, and equal ticks are the rule. What people saw is noted for the oracle.
"""

import atexit
import contextlib
import functools
import itertools
import os
import random
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

import pytest
from hypothesis import HealthCheck, Phase, settings

from ssc_desktop.bundle.contents import Contents, History
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header
from ssc_desktop.bundle.writing import write
from ssc_desktop.history.canonical import canonical
from ssc_desktop.history.identifiers import digest
from ssc_desktop.history.position import between
from ssc_desktop.history.revision import Cut, Revision, line, read_revision
from ssc_desktop.history.saving import Change, signed
from ssc_desktop.history.view import DELETED, POSITION, seen
from ssc_desktop.services import cases
from ssc_desktop.store import devices, library
from tests.laptops import quick_folder
from tests.properties.computer import ROOTS, Computer, visible
from tests.unit.bundle.samples import NOON, numbered_id

STEP = 6
WORLDS = int(os.environ.get("SSC_WORLDS", "400"))
"""So many are played for every law, a second each; `make nightly` asks for 10,000."""
_SKEWS = (0, 0, 11, -11)
_FIELDS = {"case": ("title", "overview"), "result": ("statement", "unit")}
_VALUES = ("rice", "fish", "Kampala", 5, True, None)
Place = tuple[str, str, str]  # root, record, field as written in revisions


@dataclass(frozen=True, slots=True)
class Edit:
    """What the oracle knows of one assignment: all its author held, and all that was on screen."""

    place: Place
    revision: str
    value: Any
    held: frozenset[str]
    screen: frozenset[str]


@dataclass
class World:
    """The laptops, and the oracle's notes. Made by `playing`."""

    folder: Path
    laptops: list[Computer] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    minutes: int = 0
    newer: dict[str, bytes] = field(default_factory=dict)
    """Bodies that a newer program wrote, by their ids."""
    _disks: dict[int, Path] = field(default_factory=dict)
    _agreed: bool = False
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self._moves = (
            *(self._edit,) * 3,
            self._meanwhile,
            self._add,
            self._toggle,
            self._move,
            self._delete,
            self._restore,
            self._exchange,
            self._deliver,
            self._wait,
            self._clone,
            self._bring_back,
            self._from_the_future,
        )

    def computer(self, name: str, number: int, folder: Path | None = None) -> Computer:
        """One more laptop; with what lies in `folder`, where one is named."""
        place = self.folder / name
        if folder is not None:
            shutil.copytree(folder, place)
        skew = NOON + timedelta(days=_SKEWS[number % 4])
        laptop = Computer(place, number, lambda: skew + timedelta(minutes=self.minutes))
        self.laptops.append(laptop)
        return laptop

    @property
    def four(self) -> list[Computer]:
        """Those that people write on."""
        return self.laptops[:4]

    def fresh(self) -> Computer:
        """A new laptop, with nothing on it."""
        return self.computer(f"fresh-{next(self._numbers)}", 9)

    def play(self, script: bytes) -> Self:
        """Let it happen, six bytes a step."""
        for at in range(0, len(script) - STEP + 1, STEP):
            kind, who, root, what, value, other = script[at : at + STEP]
            move = self._moves[kind % len(self._moves)]
            move(self.four[who % 4], ROOTS[root % 3], what, value, other)
        return self

    def close(self) -> None:
        """Close all programs."""
        for laptop in self.laptops:
            laptop.close()

    # -------------------------------------------------------------- what goes to and fro

    @functools.cached_property
    def everything(self) -> Computer:
        """A copy that holds what any of the four ever held; laws look at it and leave it alone."""
        return self.union(*self.four)

    def union(self, *givers: Computer) -> Computer:
        """A new laptop that took in everything of some others, one after the other."""
        joined = self.fresh()
        for giver in givers:
            self.hand_over(giver, joined)
        return joined

    def hand_over(self, giver: Computer, taker: Computer) -> None:
        """A bundle with everything."""
        self._agreed = False
        taker.take(giver.whole())

    def converge(self) -> None:
        """Everybody exchanges with everybody, unless they did and nothing happened since."""
        if self._agreed:
            return
        first, *others = self.four
        for other in others:
            self.hand_over(other, first)
        for other in others:
            self.hand_over(first, other)
        self._agreed = True

    def parcel(self, name: str) -> Path:
        """Where a bundle may be written."""
        return self.folder / f"{name}-{next(self._numbers)}.sscz"

    def kept(self, laptop: Computer) -> Path:
        """A copy of a laptop's disk, as it is now."""
        place = self.folder / f"kept-{next(self._numbers)}"
        laptop.close()
        shutil.copytree(laptop.folder, place)
        laptop.reopen()
        return place

    def deliver(
        self, giver: Computer, taker: Computer, cuts: Iterable[Cut], revisions: Iterable[Revision]
    ) -> None:
        """A bundle with these cuts and revisions alone, whatever else the giver holds."""
        self._agreed = False
        cuts, revisions = list(cuts), list(revisions)
        roots = sorted({cut.root for cut in cuts} | {one.root for one in revisions})
        histories = [
            History(
                root,
                [line(one) for one in cuts if one.root == root],
                [one.body for one in revisions if one.root == root],
            )
            for root in roots
        ]
        with giver.library.reading() as connection:
            met = [Device(key, name) for _id, key, name in devices.known(connection)]
        target = self.parcel("part")
        write(target, Contents(histories, met), giver.library.device, header=Header())
        taker.take(target)
        target.unlink()

    # -------------------------------------------------------------- what people do

    def noted(self, laptop: Computer, root: str, do: Callable[[], object]) -> None:
        """Do something to a story, and write down for the oracle what came of it."""
        self._agreed = False
        held, before = laptop.holdings(), laptop.view(root)
        do()
        for one in laptop.holdings().revisions.values():
            if one.id not in held.revisions:
                shown = before.get(one.record)
                self.edits += [
                    Edit(
                        (one.root, one.record, name),
                        one.id,
                        value,
                        frozenset(held.revisions),
                        frozenset(shown.live(name) if shown else ()),
                    )
                    for name, (value, _over) in one.fields.items()
                ]

    def edit(self, laptop: Computer, root: str, name: str, value: str) -> None:
        """Give a story another text in one of its own fields."""
        self._save(laptop, root, root, {name: value})

    def settle(self, laptop: Computer) -> None:
        """One person settles every conflict she sees: of what is deleted she sees none."""
        for root in ROOTS:
            for id_, shown in visible(laptop.view(root)).items():
                torn = [name for name, one in shown.fields.items() if one.conflict]
                said: dict[str, Any] = dict.fromkeys(torn, "settled")
                if said or shown.contested:  # what one deleted and another changed stays
                    kept = {DELETED: False} if shown.contested else {}
                    self._save(laptop, root, id_, said | kept)

    def _save(self, laptop: Computer, root: str, record: str, fields: Mapping[str, Any]) -> None:
        kind, parent = ("case", "") if record == root else ("result", root)
        self.noted(laptop, root, lambda: laptop.save(root, Change(record, kind, parent, fields)))

    def _record(self, laptop: Computer, root: str, what: int) -> str:
        records = sorted(laptop.view(root))
        return records[what % len(records)]

    def _edit(self, laptop: Computer, root: str, what: int, value: int, other: int) -> None:
        """Words go in by the form's door; what no form lets through, as a foreign program would."""
        record = self._record(laptop, root, what)
        name = _FIELDS["case" if record == root else "result"][other % 2]
        said = _VALUES[value % len(_VALUES)]
        view = laptop.view(root)
        is_open = not (view[root].deleted or view[record].deleted)
        path = (name,) if record == root else ("result", record, name)
        if is_open and isinstance(said, str):
            self.noted(laptop, root, lambda: cases.set_value(laptop.library, root, path, said))
        else:
            self._save(laptop, root, record, {name: said})

    def _meanwhile(self, _laptop: Computer, root: str, what: int, value: int, other: int) -> None:
        """Two whose clocks agree write into one field in the very same moment."""
        self.minutes += 1
        for laptop, said in zip(self.four[:2], (value, value + 1), strict=True):
            self._edit(laptop, root, what, said, other)

    def _add(self, laptop: Computer, root: str, what: int, value: int, _other: int) -> None:
        record = numbered_id(0x1000 + 64 * laptop.number + what % 4)
        self._save(laptop, root, record, {"statement": _VALUES[value % 3], POSITION: "i1"})

    def _toggle(self, laptop: Computer, root: str, what: int, value: int, other: int) -> None:
        element = f"sector/{'abc'[other % 3]}"
        self._save(laptop, root, self._record(laptop, root, what), {element: value % 2 == 0})

    def _move(self, laptop: Computer, root: str, what: int, value: int, other: int) -> None:
        shown = laptop.view(root)
        places = sorted({one.position for one in shown.values() if one.position})
        before = (["", *places])[value % (len(places) + 1)]
        place = between(before, "" if other % 2 else (before and before + "z"))
        self._save(laptop, root, self._record(laptop, root, what), {POSITION: place})

    def _delete(self, laptop: Computer, root: str, what: int, _value: int, _other: int) -> None:
        record = self._record(laptop, root, what)
        if record == root:
            self.noted(laptop, root, lambda: cases.trash(laptop.library, [root]))
        else:
            saw = seen(laptop.view(root), record)
            self._save(laptop, root, record, {DELETED: {"saw": list(saw)}})

    def _restore(self, laptop: Computer, root: str, _what: int, _value: int, _other: int) -> None:
        for id_, shown in laptop.view(root).items():
            if not (shown.deleted or shown.contested):
                continue
            if id_ == root:
                self.noted(laptop, root, lambda: cases.restore(laptop.library, [root]))
            else:
                self._save(laptop, root, id_, {DELETED: False})

    def _exchange(self, laptop: Computer, _root: str, _what: int, _value: int, other: int) -> None:
        partner = self.four[other % 4]
        self.hand_over(laptop, partner)
        self.hand_over(partner, laptop)

    def _deliver(self, laptop: Computer, _root: str, what: int, value: int, other: int) -> None:
        """Some cuts arrive, some of them without all their revisions, and in any order."""
        chance = random.Random(what * 256 + value)  # noqa: S311 - repeatable
        held = laptop.holdings()
        cuts = [cut for _id, cut in sorted(held.cuts.items()) if chance.random() < 0.5]
        revisions = [
            held.revisions[id_]
            for cut in cuts
            for id_ in cut.revisions
            if id_ in held.revisions and chance.random() < 0.8
        ]
        if cuts:
            self.deliver(laptop, self.four[other % 4], cuts, revisions)

    def _wait(self, _laptop: Computer, _root: str, _what: int, value: int, _other: int) -> None:
        self.minutes += value % 4

    def _clone(self, laptop: Computer, _root: str, _what: int, _value: int, other: int) -> None:
        """A disk is copied: two computers with one key, one incarnation and one number."""
        twin = self.four[other % 4]
        if twin is laptop:
            return
        bundle = twin.send(with_private=True).rename(self.parcel("saved"))
        laptop.close()
        twin.become(laptop.folder)
        laptop.reopen()
        twin.take(bundle)

    def _bring_back(
        self, laptop: Computer, _root: str, _what: int, _value: int, other: int
    ) -> None:
        """A disk is as it was some time ago; the words since then are with somebody else."""
        kept = self._disks.pop(laptop.number, None)
        if kept is None:
            self._disks[laptop.number] = self.kept(laptop)
            return
        self.hand_over(laptop, self.four[(laptop.number + 1 + other % 3) % 4])
        laptop.become(kept)

    def _from_the_future(
        self, laptop: Computer, root: str, what: int, value: int, _other: int
    ) -> None:
        """Somebody tried a newer program: nobody here understands what it wrote."""
        key = laptop.library.device
        body = canonical({"dev": key.id, "root": root, "v": 2, "shape": {"new": [what, value]}})
        cut = {"dev": key.id, "revs": [digest(body)], "root": root, "v": 2, "mood": value}
        self.newer[digest(body)] = body
        self.deliver(laptop, laptop, [signed(canonical(cut), key)], [read_revision(body)])


Law = Callable[[World], None]


def cruel(examples: int, steps: int = 50) -> settings:
    """How hypothesis plays worlds.

    A world that fails is told as it was played, with the bytes that play it again: to find a
    smaller one takes longer than a test may. `SSC_SHRINK=1` does it.
    """
    phases = set(Phase) - {Phase.explain}
    if not os.environ.get("SSC_SHRINK"):
        phases.remove(Phase.shrink)
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )


# ------------------------------------------------------------------ how a world begins

_beginning: list[tuple[Path, tuple[Edit, ...]]] = []


@contextlib.contextmanager
def playing(script: bytes) -> Iterator[World]:
    """A world in which `script` happened, until the block ends."""
    begun, edits = beginning()
    with quick_folder() as folder, _equal_in_every_run():
        world = World(folder, edits=list(edits))
        try:
            for number in range(4):
                world.computer(f"laptop-{number}", number, begun / f"laptop-{number}")
            yield world.play(script)
        finally:
            world.close()


def beginning() -> tuple[Path, tuple[Edit, ...]]:
    """One laptop with three stories, and three that took them in: made once, copied often."""
    if not _beginning:
        kept = contextlib.ExitStack()
        atexit.register(kept.close)
        world = World(kept.enter_context(quick_folder()))
        with _equal_in_every_run():
            for number in range(4):
                world.computer(f"laptop-{number}", number)
            first, *others = world.laptops
            for root in ROOTS:
                story = {"case_uuid": root, "title": "a first title"}
                world.noted(first, root, functools.partial(first.add, **story))
            for other in others:
                world.hand_over(first, other)
            world.close()
        _beginning.append((world.folder, tuple(world.edits)))
    return _beginning[0]


@contextlib.contextmanager
def _equal_in_every_run() -> Iterator[None]:
    """The lives of databases are named by chance; here one after the other."""
    lives = itertools.count(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "new_incarnation", lambda: f"{next(lives):016x}")
        yield
