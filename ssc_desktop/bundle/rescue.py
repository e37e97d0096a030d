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
from ssc_desktop.bundle.zip_reader import CHUNK, check_total, local_entry

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
    place = 0
    # as many looks as there may be files: a forged copy must not keep us busy for ever
    for _look in range(limits.entries):
        watch.look()
        if place >= length:
            return
        try:
            entry = local_entry(stream, place, limits)
            if entry.start + entry.packed > length:
                raise damaged("cut short")
        except (Refusal, OSError):
            place = _next_header(stream, place + 1, length)
        else:
            yield entry
            place = entry.start + entry.packed


def _next_header(stream: BinaryIO, place: int, length: int) -> int:
    """Where the next local header may begin, or the end."""
    while place < length:
        stream.seek(place)
        try:
            data = stream.read(CHUNK)
        except OSError:  # a spot that the disk cannot read
            place += CHUNK
            continue
        found = data.find(LOCAL_SIGN)
        if found >= 0:
            return place + found
        place += max(len(data) - len(LOCAL_SIGN) + 1, 1)
    return length
