"""The text of a bundle on its way out: revisions and cuts, ordered and packed."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

import msgspec

from ssc_desktop.bundle import bag
from ssc_desktop.bundle.contents import History
from ssc_desktop.bundle.header import Held
from ssc_desktop.bundle.line_files import LineFiles
from ssc_desktop.errors import Unsafe
from ssc_desktop.history.identifiers import digest, fingerprint
from ssc_desktop.i18n import _

BODY_START: Final = 92
"""What stands before the body in the line of a cut."""
_TITLE: Final = b'"title":['


class _Told(msgspec.Struct):
    """The members by which lines are ordered."""

    root: str
    dev: str
    at: str = ""
    rec: str = ""


class _Title(msgspec.Struct):
    title: tuple[object, tuple[str, ...]]


class _Titled(msgspec.Struct):
    set: _Title


_told = msgspec.json.Decoder(_Told).decode
_titled = msgspec.json.Decoder(_Titled).decode

Placed = tuple[str, str, bytes]
"""What a line is ordered by, its id, and the line."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """A root whose lines are in the order of the format.

    Attributes:
        held: what the sender hands on of the root in all, here and elsewhere.
        cuts: time, id and signed line.
        revisions: record, id and body.
        devices: by whom they were made.
        title: of the story, where a revision here tells it.
    """

    root: str
    held: Held
    cuts: list[Placed]
    revisions: list[Placed]
    devices: frozenset[str]
    title: str

    @property
    def size(self) -> int:
        """The bytes of its lines, unpacked."""
        return sum(len(line) + 1 for _place, _id, line in (*self.cuts, *self.revisions))

    @property
    def ids(self) -> list[str]:
        """The ids of its lines."""
        return [id_ for _place, id_, _line in (*self.cuts, *self.revisions)]


def ordered(history: History, *, with_private: bool) -> Ordered:
    """Put the lines of a root in order.

    Raises Unsafe for a private root nobody confirmed, and ValueError for a line of another root.
    """
    if history.root.endswith("/private") and not with_private:
        raise Unsafe(
            _("Contacts and other private matter would go into this bundle unprotected."),
            advice=_("Leave them out, or confirm that they may travel with it."),
            rule="private root",
        )
    devices: set[str] = set()

    def placed(body: bytes, line: bytes) -> Placed:
        told = _told(body)
        if told.root != history.root:
            raise ValueError(f"a line of {told.root} among those of {history.root}")
        devices.add(told.dev)
        return told.at or told.rec, digest(body), line

    cuts = sorted(placed(line[BODY_START:-2], line) for line in history.cuts)
    revisions = sorted(placed(body, body) for body in history.revisions)
    ids = [id_ for _place, id_, _line in (*cuts, *revisions)]
    held = Held(len(ids), fingerprint(ids))
    title = _title(history.root, revisions)
    return Ordered(history.root, held, cuts, revisions, frozenset(devices), title)


def _title(root: str, revisions: Iterable[Placed]) -> str:
    """What the story is called: the title that no other one replaces; "" where there is none."""
    said: dict[str, object] = {}
    replaced: set[str] = set()
    for record, id_, body in revisions:
        if record == root and _TITLE in body:
            with contextlib.suppress(msgspec.DecodeError):
                said[id_], over = _titled(body).set.title
                replaced.update(over)
    live = [one for id_, one in said.items() if id_ not in replaced and isinstance(one, str)]
    return min(live, default="")


class Text:
    """The packed lines of a bundle, and what is to be told of them."""

    def __init__(self, in_memory: int | None = None) -> None:
        """`in_memory`: how many packed bytes may wait outside a temporary file."""
        with contextlib.ExitStack() as files:
            self.cuts = files.enter_context(LineFiles(bag.CUTS, in_memory))
            self.revisions = files.enter_context(LineFiles(bag.REVISIONS, in_memory))
            self._files = files.pop_all()
        self.roots: dict[str, Held] = {}
        self.titles: list[str] = []
        self.devices: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._files.close()

    def add(self, history: Ordered) -> None:
        """Pack one root; roots come in ascending order."""
        if self.roots and history.root <= next(reversed(self.roots)):
            raise ValueError(f"root {history.root} comes after a greater one")
        self.roots[history.root] = history.held
        self.devices |= history.devices
        if history.title:
            self.titles.append(history.title)
        for _place, _id, line in history.cuts:
            self.cuts.add(line)
        for _place, _id, body in history.revisions:
            self.revisions.add(body + b"\n")

    def finish(self) -> None:
        """No root follows."""
        self.cuts.finish()
        self.revisions.finish()

    def packed(self) -> int:
        """How many bytes the text so far takes in the file, were it finished now."""
        return self.cuts.packed() + self.revisions.packed()
