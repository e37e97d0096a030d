"""A bundle in parts: several files, each small enough for its way and good by itself.

Text comes first, then attachments, each where there is room; one that is too large for any part is
cut into pieces. How much a file will hold is reckoned a little too high on the way, and known to
the byte before the first one is written.
"""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import msgspec

from ssc_desktop.bundle import devices
from ssc_desktop.bundle import header as header_
from ssc_desktop.bundle.carrying import Carried, cut_up, whole
from ssc_desktop.bundle.contents import Blob, Contents
from ssc_desktop.bundle.header import MOST_PARTS, Header, Part
from ssc_desktop.bundle.limits import MIB, MOST_ROOTS
from ssc_desktop.bundle.line_files import LONGEST
from ssc_desktop.bundle.text import BODY_START, Ordered, Placed, Text, ordered
from ssc_desktop.bundle.watch import Progress, Stop, Watch
from ssc_desktop.bundle.writing import Bag, Written, everything
from ssc_desktop.clock import now, stamp
from ssc_desktop.errors import InvalidInput
from ssc_desktop.history.device import DeviceKey
from ssc_desktop.history.identifiers import new_id
from ssc_desktop.i18n import _

FAT32: Final = 3_900_000_000
"""The largest part for a stick: FAT32 holds no file of 4 GiB."""

_EMAIL: Final = 1.37
"""What an attachment grows by in a mail: base64 and its line ends."""
_A_FILE: Final = 900
"""Bytes that a file takes beside its content, at most: headers, manifest, description."""
_A_ROOT: Final = 120
_BARE: Final = 14 * _A_FILE
_LEAST_ROOM: Final = 4096
_IN_MEMORY: Final = MIB // 4


def for_email(limit: int) -> int:
    """How large a part may be that goes by a mail of at most `limit` bytes."""
    return int(limit / _EMAIL)


def part_name(name: str, n: int, of: int) -> str:
    """The file name of a part: `rice.sscz` becomes `rice.p02of05.sscz`."""
    stem, dot, ending = name.rpartition(".")
    width = max(2, len(str(of)))
    return f"{stem if dot else ending}.p{n:0{width}d}of{of:0{width}d}.sscz"


def write(  # noqa: PLR0913 - as `writing.write`, and the limit
    target: Path,
    contents: Contents,
    sender: DeviceKey,
    *,
    header: Header,
    limit: int,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[Written, ...]:
    """Write a bundle as files of at most `limit` bytes each, all of them or none.

    Where one is enough it is called `target`; otherwise they stand beside it, named by `part_name`,
    and each has an id of its own. Raises what `writing.write` does, and InvalidInput where `limit`
    is too small for what cannot be divided.
    """
    watch = Watch(None, stop)
    with contextlib.ExitStack() as open_files:
        plan = _Plan(open_files, limit - _bare(contents, header))
        ids: list[str] = []
        for history in contents.histories:
            watch.look()
            one = ordered(history, with_private=contents.with_private)
            ids += one.ids
            plan.add(one)
        plan.finish()
        plan.place(contents.blobs, watch)
        given = replace(header, everything=everything(contents, header, ids))
        bags = _bags(plan.parts, contents, given, sender)
        if max(bag.size for bag in bags) > limit:
            raise _too_small(limit)
        return _written(target, bags, Watch(progress, stop, sum(bag.work for bag in bags)))


def _bare(contents: Contents, header: Header) -> int:
    """What a part holds before anything is in it, at most."""
    known = devices.written(contents.devices)
    return _BARE + len(header_.written(header)) + len(known)


def _bags(parts: "list[_Part]", contents: Contents, header: Header, sender: DeviceKey) -> list[Bag]:
    of = len(parts)
    set_ = header.part.set if header.part else header.bundle or new_id()
    made = header.created or stamp(now())
    bags = []
    for n, part in enumerate(parts, 1):
        told = replace(
            header,
            bundle=set_ if of == 1 else new_id(),
            created=made,
            part=Part(set_, n, of),
            absent=header.absent if n == 1 else (),
        )
        bags.append(Bag(told, part.text, part.carried, contents.devices, sender))
    return bags


def _written(target: Path, bags: list[Bag], watch: Watch) -> tuple[Written, ...]:
    """Write the files one after the other; should one fail, those before it go again."""
    done: list[Written] = []
    try:
        for n, bag in enumerate(bags, 1):
            name = part_name(target.name, n, len(bags)) if len(bags) > 1 else target.name
            done.append(bag.write(target.with_name(name), watch))
    except BaseException:
        for written in done:
            with contextlib.suppress(OSError):
                written.path.unlink()
        raise
    return tuple(done)


def _too_small(limit: int) -> InvalidInput:
    return InvalidInput(
        _("Parts of {size} KB are too small for this bundle.").format(size=limit // 1000),
        advice=_("Choose larger parts."),
    )


@dataclass
class _Part:
    """What one file is to hold, and how much room is left in it."""

    text: Text
    room: int
    carried: list[Carried] = field(default_factory=list)

    def put(self, one: Carried) -> None:
        """Add a file."""
        self.carried.append(one)
        self.room -= one.sum.size + _A_FILE


class _Plan:
    """Fills one part after the other."""

    def __init__(self, open_files: contextlib.ExitStack, room: int) -> None:
        if room < _LEAST_ROOM:
            raise _too_small(room + _BARE)
        self.parts: list[_Part] = []
        self._open_files = open_files
        self._room = room
        self._begin()

    def _begin(self) -> None:
        if len(self.parts) == MOST_PARTS:
            raise _too_small(self._room + _BARE)
        text = self._open_files.enter_context(Text(_IN_MEMORY))
        self.parts.append(_Part(text, self._room))
        self._told = 0

    def add(self, one: Ordered) -> None:
        """Find room for the text of a root."""
        around = _cost(one) + (one.size // LONGEST + 2) * _A_FILE
        needed = one.size + around
        roots = self.parts[-1].text.roots
        if roots and (self._used() + needed > self._room or len(roots) == MOST_ROOTS):
            self._next()
        if needed <= self._room:
            self._put(one)
            return
        for some in _divided(one, self._room - around):
            self._put(some)
            self._next()

    def _put(self, one: Ordered) -> None:
        self.parts[-1].text.add(one)
        self._told += _cost(one)

    def _used(self) -> int:
        """What the text so far takes in the part at hand."""
        text = self.parts[-1].text
        files = len(text.cuts.files) + len(text.revisions.files)
        return text.packed() + self._told + files * _A_FILE

    def _next(self) -> None:
        self.finish()
        self._begin()

    def finish(self) -> None:
        """No text follows in this part."""
        self.parts[-1].text.finish()
        self.parts[-1].room -= self._used()

    def place(self, blobs: Iterable[Blob], watch: Watch) -> None:
        """Find room for the attachments, the largest first."""
        if len(self.parts) > 1 and not self.parts[-1].text.roots:
            self.parts.pop()  # begun behind the end of a long text
        largest = self._room - _A_FILE
        for one in sorted(whole(blobs), key=lambda one: (-one.sum.size, one.name)):
            pieces = [one] if one.sum.size <= largest else cut_up(one.blob, largest, watch)
            for piece in pieces:
                self._place(piece)
        for part in self.parts:
            part.carried.sort(key=lambda one: one.name)

    def _place(self, one: Carried) -> None:
        needed = one.sum.size + _A_FILE
        fitting = (part for part in self.parts if part.room >= needed)
        part = next(fitting, None)
        if part is None:
            self._begin()
            part = self.parts[-1]
            part.text.finish()
        part.put(one)


def _cost(one: Ordered) -> int:
    """What a root takes in header and preview."""
    return _A_ROOT + 6 * len(one.title.encode())


# ------------------------------------------------------------ a root too large for one part


class _Listing(msgspec.Struct):
    revs: list[str]


_listing = msgspec.json.Decoder(_Listing).decode


def _divided(one: Ordered, room: int) -> Iterator[Ordered]:
    """A root in several runs of at most `room` bytes; every revision goes with a cut of its own.

    A cut whose revisions need several runs goes in each of them: whichever part is taken in first,
    its revisions are listed.
    """
    cuts: dict[str, Placed] = {}
    revisions: list[Placed] = []
    size = 0
    for cut, revision in _pairs(one):
        cost = _size(revision) + (0 if cut is None or cut[1] in cuts else _size(cut))
        if size and size + cost > room:
            yield replace(one, cuts=list(cuts.values()), revisions=sorted(revisions))
            cuts, revisions, size = {}, [], 0
            cost = _size(revision) + _size(cut)
        if cut is not None:
            cuts[cut[1]] = cut
        if revision is not None:
            revisions.append(revision)
        size += cost
    yield replace(one, cuts=list(cuts.values()), revisions=sorted(revisions))


def _pairs(one: Ordered) -> Iterator[tuple[Placed | None, Placed | None]]:
    """Every revision with the first cut that lists it, in the order of the cuts."""
    left = {placed[1]: placed for placed in one.revisions}
    for cut in one.cuts:
        listed = [left.pop(id_) for id_ in _listing(cut[2][BODY_START:-2]).revs if id_ in left]
        yield from ((cut, revision) for revision in listed)
        if not listed:
            yield cut, None
    yield from ((None, revision) for revision in left.values())


def _size(placed: Placed | None) -> int:
    return 0 if placed is None else len(placed[2]) + 1
