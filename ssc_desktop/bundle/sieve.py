"""Step 6 of reading: which cuts and revisions of a bundle are good, line by line.

A bad line is put aside with its reason and the rest goes on: one spoilt save must not keep the
work of a whole workshop out. What is good and new goes to two files in the spool folder, from
which it is read again, root by root.
"""

import contextlib
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Self

from ssc_desktop import at_rest
from ssc_desktop.at_rest import FileKey
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.limits import Limits
from ssc_desktop.bundle.refusals import unsafe
from ssc_desktop.history.revision import (
    BadLine,
    Cut,
    Revision,
    read_cut,
    read_revision,
    stored_cut,
    stored_revision,
    verify,
)

_SHOWN: Final = 500
_BLOCKED: Final = "blocked"
LISTED: Final = "listed revisions"
"""The rule by which cuts may ask for so much memory and no more."""


def _nothing(_id: str) -> bool:
    return False


def _no_revision(_revision: Revision) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Known:
    """What the library already holds, asked one by one.

    Attributes:
        cut, revision, blob: whether it holds the cut, revision or attachment of that id.
        listed: whether a cut it holds, of the revision's own device and root, lists the revision.
        blocked: whether new work of the device is to be put aside, whoever brings it.
        key: what the library encrypts its files with: those that wait, and those that come in.
    """

    cut: Callable[[str], bool] = _nothing
    revision: Callable[[str], bool] = _nothing
    blob: Callable[[str], bool] = _nothing
    listed: Callable[[Revision], bool] = _no_revision
    blocked: Callable[[str], bool] = _nothing
    key: FileKey | None = None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A line put aside: where it stood, why, and how it begins."""

    file: str
    number: int
    reason: str
    start: bytes


@dataclass(frozen=True, slots=True)
class Story:
    """What is new of one root; a root may come more than once where a bundle is out of order."""

    root: str
    cuts: tuple[Cut, ...]
    revisions: tuple[Revision, ...]


class Sieve:
    """Lets good new lines through to the spool folder; counts and remembers the others."""

    def __init__(
        self,
        room: Path,
        devices: Mapping[str, Device],
        known: Known,
        limits: Limits,
    ) -> None:
        self.quarantined: list[Quarantined] = []
        self.withheld: set[str] = set()
        self.authors: set[str] = set()
        self.put_aside = self._bad = 0
        self.cuts = self.new_cuts = 0
        self.revisions = self.new_revisions = 0
        self.newer = 0
        self._devices = devices
        self._known = known
        self._limits = limits
        # raw ids, by (root, device): a cut counts only for revisions of its own
        self._listed: dict[tuple[str, str], set[bytes]] = {}
        self._listed_number = 0
        self._seen: set[bytes] = set()
        self._last: dict[str, str] = {}
        self._disorder = False
        self._room = room
        self._key = known.key
        with contextlib.ExitStack() as files:
            self._good_cuts, self._good_revisions = (
                files.enter_context(_written(room / name, known.key))
                for name in ("cuts", "revisions")
            )
            # one is closed even where the other finds no room for its last bytes
            self._files = files.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._files.close()
        if self._disorder:
            _put_in_order(self._room / "cuts", self._key, lambda line: stored_cut(line).root)
            _put_in_order(
                self._room / "revisions", self._key, lambda line: stored_revision(line[:-1]).root
            )

    def take_cuts(self, file: str, data: bytearray) -> None:
        """Sift a file of cuts; all of them come before the revisions."""
        for number, line in enumerate(_lines_in(data), 1):
            try:
                self._take_cut(line)
            except BadLine as bad:
                self._put_aside(file, number, bad.reason, line)

    def take_revisions(self, file: str, data: bytearray) -> None:
        """Sift a file of revisions."""
        for number, line in enumerate(_lines_in(data), 1):
            try:
                self._take_revision(line)
            except BadLine as bad:
                self._put_aside(file, number, bad.reason, line)

    def _take_cut(self, line: bytes) -> None:
        if line[-1:] != b"\n":
            raise BadLine("no line end")
        cut = read_cut(line)
        # what is held was checked when it came: the same id is the same body
        held = self._known.cut(cut.id)
        if not held:
            if self._known.blocked(cut.device):
                self.withheld.add(cut.root)
                raise BadLine(_BLOCKED)
            device = self._devices.get(cut.device)
            if device is None:
                raise BadLine("unknown device")
            if not verify(cut, device.key):
                raise BadLine("signature")
        self._list(cut)
        self.authors.add(cut.device)
        self.cuts += 1
        if not held and self._is_first(cut.id):
            self.new_cuts += 1
            self.newer += cut.newer
            self._look_at_order("cuts", cut.root)
            self._good_cuts.write(line)

    def _list(self, cut: Cut) -> None:
        self._listed_number += len(cut.revisions)
        if self._listed_number > self._limits.listed:
            raise unsafe(LISTED)
        listed = self._listed.setdefault((cut.root, cut.device), set())
        listed.update(map(bytes.fromhex, cut.revisions))

    def _take_revision(self, line: bytes) -> None:
        if line[-1:] != b"\n":
            raise BadLine("no line end")
        revision = read_revision(line[:-1])
        held = self._known.revision(revision.id)
        if not held:
            listed = self._listed.get((revision.root, revision.device), ())
            if bytes.fromhex(revision.id) not in listed and not self._known.listed(revision):
                if self._known.blocked(revision.device):
                    self.withheld.add(revision.root)
                    raise BadLine(_BLOCKED)
                raise BadLine("no cut")
        self.revisions += 1
        if not held and self._is_first(revision.id):
            self.new_revisions += 1
            self.newer += revision.newer
            self._look_at_order("revisions", revision.root)
            self._good_revisions.write(line)

    def _look_at_order(self, kind: str, root: str) -> None:
        if root < self._last.get(kind, ""):
            self._disorder = True
        self._last[kind] = root

    def _is_first(self, id_: str) -> bool:
        raw = bytes.fromhex(id_)
        if raw in self._seen:
            return False
        self._seen.add(raw)
        return True

    def _put_aside(self, file: str, number: int, reason: str, line: bytes) -> None:
        self.put_aside += 1
        # whoever blocked a computer still wants what others wrote beside it
        self._bad += reason != _BLOCKED
        if self._bad > self._limits.bad_lines:
            raise unsafe("bad lines")
        if len(self.quarantined) < self._limits.reported:
            self.quarantined.append(Quarantined(file, number, reason, line[:_SHOWN]))


def _lines_in(data: bytearray) -> Iterator[bytes]:
    """The lines, each with its LF; the data is large and is not copied as a whole."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start) + 1 or len(data)
        yield bytes(data[start:end])
        start = end


@contextlib.contextmanager
def _written(path: Path, key: FileKey | None) -> Iterator[BinaryIO]:
    with path.open("xb") as raw, at_rest.sealing(raw, key) as stream:
        yield stream


def _put_in_order(path: Path, key: FileKey | None, root_of: Callable[[bytes], str]) -> None:
    """Sort the lines of a bundle whose writer did not: what follows goes root by root."""
    with at_rest.opened(path, key) as stream:
        lines = sorted(stream.read().splitlines(keepends=True), key=root_of)
    path.unlink()
    with _written(path, key) as stream:
        stream.write(b"".join(lines))


def sifted(room: Path, key: FileKey | None = None) -> Iterator[Story]:
    """What a sieve let through into `room`, root by root."""
    with (
        at_rest.opened(room / "cuts", key) as cut_lines,
        at_rest.opened(room / "revisions", key) as bodies,
    ):
        cuts = itertools.groupby(map(stored_cut, cut_lines), key=lambda cut: cut.root)
        revisions = itertools.groupby(
            (stored_revision(line[:-1]) for line in bodies), key=lambda revision: revision.root
        )
        cut_group, revision_group = next(cuts, None), next(revisions, None)
        while cut_group is not None or revision_group is not None:
            root = min(group[0] for group in (cut_group, revision_group) if group is not None)
            of_cuts: tuple[Cut, ...] = ()
            of_revisions: tuple[Revision, ...] = ()
            if cut_group is not None and cut_group[0] == root:
                of_cuts, cut_group = tuple(cut_group[1]), None
            if revision_group is not None and revision_group[0] == root:
                of_revisions, revision_group = tuple(revision_group[1]), None
            cut_group = cut_group or next(cuts, None)
            revision_group = revision_group or next(revisions, None)
            yield Story(root, of_cuts, of_revisions)
