"""Rescue: what is whole in a broken copy of a bundle (section 10).

The manifest and its signature stand first in the file and must be there; then every file that is
what the manifest says goes the usual way, through the same sieve. What is lost is named, so that
it can be asked for. A file of cuts or revisions counts only whole.
"""

import contextlib
import errno
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from ssc_desktop.bundle import bag
from ssc_desktop.bundle.checking import Check
from ssc_desktop.bundle.limits import Limits
from ssc_desktop.bundle.reading import Opened, opened_by
from ssc_desktop.bundle.refusals import Refusal, damaged, not_a_bundle
from ssc_desktop.bundle.sieve import LISTED, Known, Sieve
from ssc_desktop.bundle.watch import Progress, Stop, Watch
from ssc_desktop.bundle.zip_form import LOCAL_SIGN, Entry
from ssc_desktop.bundle.zip_reader import (
    CHUNK,
    MANIFEST,
    check_total,
    local_entry,
    most_named,
)

_MOST_STRAYS: Final = 5000
"""What looks like the beginning of a file and is none: bundles and texts may lie in attachments."""
_MOST_INFLATED: Final = 1032
"""Bytes that one packed byte can become, at most."""
_OUR_DISK: Final = {errno.ENOSPC, errno.EDQUOT}


def rescue(
    source: Path,
    spool: Path | None,
    *,
    known: Known | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Opened:
    """As `reading.verify`, for a bundle that it finds damaged; `Opened.lost` names what is missing.

    Raises Damaged where not even what it says about itself is whole.
    """
    return opened_by(_Salvage, source, spool, known, limits, Watch(progress, stop))


def lost_attachments(opened: Opened) -> tuple[str, ...]:
    """The SHA-256s of the attachments that are lost, wholly or in part; to be asked for."""
    return tuple(sorted({one for one in map(_attachment, opened.lost) if one}))


def _attachment(name: str) -> str:
    with contextlib.suppress(Refusal):
        if name.startswith(bag.BLOBS):
            return bag.blob_in(name)
        if name.startswith(bag.CHUNKS):
            return bag.piece_in(name).sha256
    return ""


class _Salvage(Check):
    """A check that goes on where a file of the payload is missing or spoilt."""

    def entries(self) -> list[Entry]:
        """The files whose local headers are found, up to the end of what is there."""
        once: dict[str, Entry] = {}
        for entry in _survivors(self.stream, self.work.limits, self.work.watch):
            once.setdefault(entry.name, entry)
        if not once:
            raise not_a_bundle("not a ZIP")
        top = next(iter(once)).partition("/")[0]
        found = [entry for name, entry in once.items() if name.startswith(f"{top}/")]
        if not found:
            raise not_a_bundle("not a bag")
        check_total(found, self.stream.seek(0, os.SEEK_END), self.work.limits)
        return found

    def compare(self, manifest: Mapping[str, str], payload: Mapping[str, Entry]) -> None:
        """Files may be missing; those that nobody signed are passed over."""

    def counted(self, payload: Mapping[str, Entry]) -> None:
        """What was counted is not there."""

    def take(self, name: str, sieve: Sieve) -> None:
        """One file of the payload, or the loss of it."""
        try:
            super().take(name, sieve)
        except Refusal as refusal:
            if refusal.rule == LISTED:
                raise
            self.lost.append(name)
        except OSError as error:
            if error.errno in _OUR_DISK:
                raise
            self.lost.append(name)


def _survivors(stream: BinaryIO, limits: Limits, watch: Watch) -> Iterator[Entry]:
    """The entries whose local headers and bytes are there; what lies between is skipped."""
    length = stream.seek(0, os.SEEK_END)
    signs = _Signs(stream, length)
    place = strays = found = 0
    most = most_named(0)  # until the manifest is there, which stands among the first
    # a forged copy must not keep us busy for ever
    while place < length and strays < _MOST_STRAYS and found < most:
        watch.look()
        try:
            entry = _whole_entry(stream, place, length, limits)
        except (Refusal, OSError):
            strays += 1
            place = signs.after(place)
            continue
        found += 1
        if entry.name.endswith(MANIFEST):
            most = min(limits.entries, most_named(entry.size))
        yield entry
        place = entry.start + entry.packed


def _whole_entry(stream: BinaryIO, place: int, length: int, limits: Limits) -> Entry:
    entry = local_entry(stream, place, limits)
    if entry.start + entry.packed > length:
        raise damaged("cut short")
    if entry.size > _MOST_INFLATED * (entry.packed + 1):
        raise damaged("ZIP size")
    return entry


class _Signs:
    """Where local headers may begin, found in one pass over the file."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        self._stream = stream
        self._length = length
        self._start = 0
        self._data = b""

    def after(self, place: int) -> int:
        """The next one behind `place`, or the end."""
        place += 1
        while place < self._length:
            if not self._start <= place < self._start + len(self._data) - len(LOCAL_SIGN):
                self._read(place)
            found = self._data.find(LOCAL_SIGN, place - self._start)
            if found >= 0:
                return self._start + found
            place = max(self._start + len(self._data) - len(LOCAL_SIGN) + 1, place + 1)
        return self._length

    def _read(self, place: int) -> None:
        self._stream.seek(place)
        try:
            self._start, self._data = place, self._stream.read(CHUNK)
        except OSError:  # a spot that the disk cannot read
            self._data = bytes(CHUNK)
