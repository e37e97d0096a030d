"""Laptops that save and send, for tests of history and bundles: real keys, real bytes."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ssc_desktop.at_rest import KeptFile
from ssc_desktop.bundle.contents import Blob, Contents, History
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header
from ssc_desktop.bundle.writing import Written, write
from ssc_desktop.history.device import DeviceKey
from ssc_desktop.history.hybrid_clock import HybridClock
from ssc_desktop.history.identifiers import digest
from ssc_desktop.history.revision import Cut, Revision, line
from ssc_desktop.history.saving import Change, make_cut
from ssc_desktop.history.view import RecordView, view

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
JPEG = b"\xff\xd8\xff\xe0" + b"a photo of a rice field" * 40


def numbered_id(number: int) -> str:
    """A UUIDv7 that is the same in every run."""
    return f"01a0c453-7940-7d72-9572-{number:012x}"


RICE, FISH, SOLAR = (numbered_id(number) for number in (1, 2, 3))


def device_key(number: int) -> DeviceKey:
    """A key that is the same in every run."""
    return DeviceKey(hashlib.sha256(f"device {number}".encode()).digest())


@dataclass
class Laptop:
    """A computer with a key, a clock and what it holds."""

    number: int = 1
    now: Callable[[], datetime] = field(default=lambda: NOON)
    revisions: dict[str, Revision] = field(default_factory=dict)
    cuts: dict[str, Cut] = field(default_factory=dict)
    sequence: dict[str, tuple[int, str]] = field(default_factory=dict)
    names_replaced: bool = True

    def __post_init__(self) -> None:
        self.key = device_key(self.number)
        self.incarnation = f"{self.number:016x}"
        self.person = numbered_id(0xA000 + self.number)
        self.clock = HybridClock(now=self.now)

    def view(self, root: str = RICE) -> dict[str, RecordView]:
        """What its person sees of a root."""
        return view(
            [one for one in self.revisions.values() if one.root == root],
            [one for one in self.cuts.values() if one.root == root],
        )

    def save(self, changes: Sequence[Change], root: str = RICE, note: str = "") -> Cut:
        """Save as a person does who sees what the laptop holds."""
        shown = self.view(root)

        def on_screen(record: str, name: str) -> tuple[str, ...]:
            named = self.names_replaced and record in shown
            return shown[record].live(name) if named else ()

        number, previous = self.sequence.get(root, (0, ""))
        cut, revisions = make_cut(
            root,
            changes,
            over=on_screen,
            device=self.key,
            incarnation=self.incarnation,
            sequence=number + 1,
            previous=previous,
            at=self.clock.tick(),
            by=self.person,
            note=note,
        )
        self.sequence[root] = (number + 1, cut.id)
        self.receive([cut], revisions)
        return cut

    def edit(self, root: str = RICE, /, **fields: Any) -> Cut:
        """Save fields of the root record."""
        return self.save([Change(root, "case", "", fields)], root)

    def receive(self, cuts: Iterable[Cut], revisions: Iterable[Revision]) -> None:
        """Union, and nothing else."""
        for cut in cuts:
            self.cuts[cut.id] = cut
            self.clock.seen(cut.at) if cut.at else None
        self.revisions.update({one.id: one for one in revisions})

    def take(self, other: "Laptop") -> None:
        """Receive all that another laptop holds."""
        self.receive(list(other.cuts.values()), list(other.revisions.values()))

    def histories(self, roots: Iterable[str] | None = None) -> list[History]:
        """What it would send."""
        wanted = sorted({cut.root for cut in self.cuts.values()} if roots is None else roots)
        return [
            History(
                root,
                [line(one) for one in self.cuts.values() if one.root == root],
                [one.body for one in self.revisions.values() if one.root == root],
            )
            for root in wanted
        ]


def kept(folder: Path, data: bytes) -> Blob:
    """An attachment as a library keeps it."""
    path = folder / digest(data)
    path.write_bytes(data)
    return Blob(digest(data), len(data), KeptFile(path))


def sent(
    laptop: Laptop,
    target: Path,
    *,
    blobs: Iterable[Blob] = (),
    roots: Iterable[str] | None = None,
    others: Iterable[Laptop] = (),
    header: Mapping[str, Any] | None = None,
) -> Written:
    """A bundle of what a laptop holds."""
    devices = [Device(one.key.public, f"laptop {one.number}") for one in (laptop, *others)]
    contents = Contents(laptop.histories(roots), devices, blobs)
    settled = {"created": "2026-11-21T12:00:00Z", "bundle": numbered_id(0xB)} | dict(header or {})
    return write(target, contents, laptop.key, header=Header(**settled))
