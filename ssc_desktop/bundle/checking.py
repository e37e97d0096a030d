"""Steps 2 to 5 of reading: from the file to what may be believed, in that order."""

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from ssc_desktop import at_rest
from ssc_desktop.bundle import bag, devices, header, minisign
from ssc_desktop.bundle.bag import Piece
from ssc_desktop.bundle.limits import Limits
from ssc_desktop.bundle.messages import message_in
from ssc_desktop.bundle.refusals import damaged, unsafe
from ssc_desktop.bundle.sieve import Known, Sieve
from ssc_desktop.bundle.sniffing import ENOUGH, FileType, sniffed
from ssc_desktop.bundle.watch import Watch
from ssc_desktop.bundle.zip_form import Entry
from ssc_desktop.bundle.zip_reader import chunks, content, large_content, read_entries
from ssc_desktop.errors import DiskFull
from ssc_desktop.files import sync_all
from ssc_desktop.history.identifiers import digest
from ssc_desktop.i18n import _

_SMALL: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Work:
    """Where to, with what in mind, and who watches."""

    room: Path
    staging: bool
    known: Known
    limits: Limits
    watch: Watch


class Check:
    """Steps 2 to 5, one after the other: nothing is believed before its sum was compared.

    Attributes:
        lost: files that the manifest lists and that are not there whole; only a rescue goes on.
    """

    def __init__(self, stream: BinaryIO, work: Work) -> None:
        """Take steps 2 to 4; raises Refusal, and DiskFull."""
        self.stream = stream
        self.work = work
        self.blobs: dict[str, Path] = {}
        self.pieces: dict[Piece, Path] = {}
        self.types: dict[str, FileType] = {}
        self.new_blobs = self.counted_pieces = 0
        self.lost: list[str] = []
        entries = self.entries()
        self._check_room(entries)
        self._files = self._in_top_folder(entries)
        self._sums = self._tags()
        self._head()

    def entries(self) -> list[Entry]:
        """Step 2: the files in the ZIP."""
        return read_entries(self.stream, self.work.limits)

    def _check_room(self, entries: list[Entry]) -> None:
        if not self.work.staging:
            return
        needed = 2 * sum(entry.size for entry in entries)
        if shutil.disk_usage(self.work.room).free < needed:
            raise DiskFull(
                _("There is not enough room on the disk to take this bundle in."),
                advice=_("Free some space and try again; nothing was changed."),
            )

    def _in_top_folder(self, entries: list[Entry]) -> dict[str, Entry]:
        top = entries[0].name.partition("/")[0]
        self.bundle = bag.bundle_in(top)
        if not all(entry.name.startswith(f"{top}/") for entry in entries):
            raise unsafe("second top folder")
        files = {entry.name[len(top) + 1 :]: entry for entry in entries}
        if sum(name.startswith(bag.CHUNKS) for name in files) > self.work.limits.pieces:
            raise unsafe("pieces")
        return files

    def _tags(self) -> dict[str, str]:
        """Step 3: tag files, manifest, and that nothing is missing or too much."""
        tags = {
            name: self._small(name, self.work.limits.manifest if name == bag.MANIFEST else _SMALL)
            for name in bag.TAG_FILES
        }
        self._signed, self._signature = tags[bag.TAG_MANIFEST], tags[bag.SIGNATURE]
        self.identity = digest(self._signed)
        sums = bag.read_manifest(self._signed)
        expected = {name: digest(tags[name]) for name in (bag.BAGIT, bag.BAG_INFO, bag.MANIFEST)}
        if sums != expected:
            raise damaged("tagmanifest")
        if tags[bag.BAGIT] != bag.BAGIT_BYTES:
            raise damaged("bagit.txt")
        manifest = bag.read_manifest(tags[bag.MANIFEST])
        if not all(name.startswith("data/") for name in manifest):
            raise damaged("files unlike the manifest")
        payload = {name: one for name, one in self._files.items() if name not in bag.TAG_FILES}
        self.compare(manifest, payload)
        bag.check_bag_info(tags[bag.BAG_INFO], self.bundle, self.counted(payload))
        return manifest

    def counted(self, payload: Mapping[str, Entry]) -> list[int] | None:
        """The sizes that `bag-info.txt` must have counted; None where nobody can know."""
        return [entry.size for entry in payload.values()]

    def compare(self, manifest: Mapping[str, str], payload: Mapping[str, Entry]) -> None:
        """Nothing is missing and nothing too much."""
        if payload.keys() != manifest.keys():
            raise damaged("files unlike the manifest")

    def _head(self) -> None:
        """Step 4: who signed it, and whether this version understands it."""
        members = header.opened(self._listed(bag.HEADER))
        if members["bundle"] != self.bundle:
            raise damaged("top folder")
        self.devices = devices.read(self._listed(bag.DEVICES))
        sender = self.devices.get(members["device"])
        if sender is None:
            raise damaged("signature by an unknown device")
        self.sender = sender
        minisign.check(self._signature, self._signed, f"ssc-bundle {self.bundle}", sender.key)
        self.header = header.read(members)
        self.message = message_in(self.header)
        if self.message is not None and any(name.startswith(bag.MATTER) for name in self._sums):
            raise damaged(f"{self.header.kind} payload")

    def _small(self, name: str, most: int) -> bytes:
        entry = self._files.get(name)
        if entry is None:
            raise damaged(f"no {name}")
        if entry.size > most:
            raise unsafe("file size")
        return content(self.stream, entry)

    def _listed(self, name: str) -> bytes:
        """A small file of the payload, as the manifest lists it."""
        data = self._small(name, self.work.limits.header)
        if digest(data) != self._sums.get(name):
            raise damaged("checksum")
        return data

    def payload(self, sieve: Sieve) -> None:
        """Steps 5 and 6: every file's sum; lines through the sieve, attachments to the room."""
        self.work.watch.total = sum(
            entry.size for name, entry in self._files.items() if name in self._sums
        )
        for name in sorted(self._sums, key=_text_first):
            self.take(name, sieve)
        # they are on the disk before anything in the library names them
        sync_all([*self.blobs.values(), *self.pieces.values()])

    def take(self, name: str, sieve: Sieve) -> None:
        """One file of the payload; raises Refusal where it is not what the manifest says."""
        if name not in self._files:
            raise damaged(f"no {name}")
        if name.startswith(bag.CUTS):
            sieve.take_cuts(name, self._lines(name))
        elif name.startswith(bag.REVISIONS):
            sieve.take_revisions(name, self._lines(name))
        elif name.startswith(bag.BLOBS):
            self._blob(name)
        elif name.startswith(bag.CHUNKS):
            self._piece(name)
        elif name in {bag.HEADER, bag.DEVICES}:
            self.work.watch.passed(self._files[name].size)
        else:
            self._hashed(name)

    def _lines(self, name: str) -> bytearray:
        entry = self._files[name]
        if entry.size > self.work.limits.lines:
            raise unsafe("lines file size")
        data = large_content(self.stream, entry)
        if digest(data) != self._sums[name]:
            raise damaged("checksum")
        self.work.watch.passed(len(data))
        return data

    def _blob(self, name: str) -> None:
        sha256 = bag.blob_in(name)
        if sha256 != self._sums[name] or sha256 in self.types:
            raise damaged("attachment name")
        if self.work.known.blob(sha256):
            self.types[sha256] = self._hashed(name)
            return
        if self.work.staging:
            staged = self.work.room / sha256
            self.types[sha256] = self._staged(name, staged)
            self.blobs[sha256] = staged
        else:
            self.types[sha256] = self._hashed(name)
        self.new_blobs += 1

    def _piece(self, name: str) -> None:
        piece = bag.piece_in(name)
        if self.work.known.blob(piece.sha256) or not self.work.staging:
            self._hashed(name)
        else:
            staged = self.work.room / f"{piece.sha256}-{piece.n}-{piece.of}"
            self._staged(name, staged)
            self.pieces[piece] = staged
        self.counted_pieces += 1

    def _staged(self, name: str, staged: Path) -> FileType:
        with (
            staged.open("xb", buffering=0) as raw,
            at_rest.sealing(raw, self.work.known.key) as target,
        ):
            return self._hashed(name, target)

    def _hashed(self, name: str, target: BinaryIO | None = None) -> FileType:
        """Compare a file's sum with the manifest, copying it on the way; says what it is."""
        sha = hashlib.sha256()
        head = b""
        for chunk in chunks(self.stream, self._files[name]):
            head = head or bytes(chunk[:ENOUGH])
            sha.update(chunk)
            if target is not None:
                target.write(chunk)
            self.work.watch.passed(len(chunk))
        if sha.hexdigest() != self._sums[name]:
            raise damaged("checksum")
        return sniffed(head)


def _text_first(name: str) -> tuple[int, str]:
    """Text before attachments, cuts before revisions: a bad text costs no copying."""
    return name.startswith((bag.BLOBS, bag.CHUNKS)), name
