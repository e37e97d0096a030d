"""Reading a bundle: steps 1 to 6 of section 9, in that order, in one pass over the file.

Nothing here touches the library. What is good lies in a spool folder afterwards, ready for steps
7 and 8; what is bad has left no file behind. Leaving out the second half is a dry run.
"""

import contextlib
import errno
import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Self

from ssc_desktop.bundle import bag, devices, header, minisign
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header
from ssc_desktop.bundle.limits import Limits
from ssc_desktop.bundle.messages import Message, message_in
from ssc_desktop.bundle.refusals import Refusal, damaged, told, unsafe
from ssc_desktop.bundle.sieve import Known, Quarantined, Sieve, Story, sifted
from ssc_desktop.bundle.sniffing import ENOUGH, FileType, sniffed
from ssc_desktop.bundle.watch import Progress, Stop, Watch
from ssc_desktop.bundle.zip_form import Entry
from ssc_desktop.bundle.zip_reader import chunks, content, read_entries
from ssc_desktop.errors import DiskFull, NotFound, SscError, StorageError
from ssc_desktop.files import refused, sync
from ssc_desktop.history.identifiers import digest, new_id
from ssc_desktop.history.revision import Cut, Revision
from ssc_desktop.i18n import _

_SMALL: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Taken:
    """How much a bundle holds, and how much of it is new here."""

    cuts: int
    new_cuts: int
    revisions: int
    new_revisions: int
    blobs: int
    new_blobs: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class Head:
    """What a bundle says about itself, its signature checked; attributes as those of `Opened`."""

    header: Header
    message: Message | None
    sender: Device
    devices: Mapping[str, Device]
    identity: str


class Opened:
    """A checked bundle; its files in the spool folder go when it is closed.

    Attributes:
        header: what the bundle says about itself.
        message: what a receipt, a request or an invitation says; None of a bundle of stories.
        sender: the computer that signed it.
        devices: all computers whose work is in it, by id.
        identity: the SHA-256 of its tagmanifest, by which two bundles are the same.
        blobs: new attachments, by SHA-256: where they wait in the spool folder, flushed, to be
            moved. Empty where nothing was staged.
        types: what each attachment is, told by its first bytes.
        quarantined: lines put aside, the first thousand of them.
        counts: numbers, also of what is already known.
    """

    def __init__(self, room: Path, check: "_Check", sieve: Sieve) -> None:
        self._room = room
        self.header: Header = check.header
        self.message: Message | None = check.message
        self.sender: Device = check.sender
        self.devices: Mapping[str, Device] = check.devices
        self.identity: str = check.identity
        self.blobs: Mapping[str, Path] = check.blobs
        self.types: Mapping[str, FileType] = check.types
        self.quarantined: tuple[Quarantined, ...] = tuple(sieve.quarantined)
        self.counts = Taken(
            sieve.cuts,
            sieve.new_cuts,
            sieve.revisions,
            sieve.new_revisions,
            len(check.types),
            check.new_blobs,
            sieve.put_aside,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove what is left in the spool folder."""
        shutil.rmtree(self._room, ignore_errors=True)

    def stories(self) -> Iterator[Story]:
        """New cuts and revisions, root by root; can be asked for again."""
        return sifted(self._room)

    def cuts(self) -> Iterator[Cut]:
        """New cuts, in the order of the bundle."""
        return (cut for story in self.stories() for cut in story.cuts)

    def revisions(self) -> Iterator[Revision]:
        """New revisions, in the order of the bundle."""
        return (revision for story in self.stories() for revision in story.revisions)


@dataclass(frozen=True, slots=True)
class _Work:
    """Where to, with what in mind, and who watches."""

    room: Path
    staging: bool
    known: Known
    limits: Limits
    watch: Watch


def head(source: Path, *, limits: Limits | None = None) -> Head:
    """Steps 2 to 4 alone: who signed the bundle, and what it says it is. Raises as `verify`.

    It costs next to nothing, and shows nothing of the stories: those may still be damaged.
    """
    work = _Work(
        source.parent,
        staging=False,
        known=Known(),
        limits=limits or Limits(),
        watch=Watch(None, None),
    )
    with _refusing(source), _stream_of(source) as stream:
        check = _Check(stream, work)
    return Head(check.header, check.message, check.sender, check.devices, check.identity)


def verify(
    source: Path,
    spool: Path | None,
    *,
    known: Known | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Opened:
    """Check a bundle from the first byte to the last line.

    `spool` is a folder of the program's own, on the file system of the library, where new
    attachments are staged; with None they are only hashed. It is as before once the answer is
    closed, or an error was raised: NotABundle, Damaged, TooNew or Unsafe for the bundle; NotFound,
    DiskFull or another StorageError for the computer; Cancelled.
    """
    above = Path(tempfile.gettempdir()) if spool is None else spool
    room = above / f"bundle-{new_id()}"
    work = _Work(
        room, spool is not None, known or Known(), limits or Limits(), Watch(progress, stop)
    )
    with _refusing(source):
        try:
            room.mkdir(mode=0o700, parents=True)
            return _verified(source, work)
        except BaseException:
            shutil.rmtree(room, ignore_errors=True)
            raise


@contextlib.contextmanager
def _refusing(source: Path) -> Iterator[None]:
    """Tell the person what is wrong, with the bundle or with a disk."""
    try:
        yield
    except Refusal as refusal:
        raise told(refusal, source.name) from refusal
    except OSError as error:
        raise _failed(error, source) from error


def _failed(error: OSError, source: Path) -> SscError:
    """The disk failed, on either side of the copying."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return refused(error, source)
    return StorageError(
        _("“{name}” could not be read: {reason}.").format(name=source.name, reason=error.strerror),
        advice=_("Put the stick in again or copy the file to this computer, then try again."),
    )


def _stream_of(source: Path) -> BinaryIO:
    try:
        return source.open("rb", buffering=0)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise NotFound(
            _("There is no file “{name}”.").format(name=source.name),
            advice=_("Choose the bundle again; a stick may have been taken out."),
        ) from error


def _verified(source: Path, work: _Work) -> Opened:
    with _stream_of(source) as stream:
        check = _Check(stream, work)
        with Sieve(work.room, check.devices, work.known, work.limits) as sieve:
            check.payload(sieve)
        return Opened(work.room, check, sieve)


class _Check:
    """Steps 2 to 5, one after the other: nothing is believed before its sum was compared."""

    def __init__(self, stream: BinaryIO, work: _Work) -> None:
        self._stream = stream
        self._work = work
        self.blobs: dict[str, Path] = {}
        self.types: dict[str, FileType] = {}
        self.new_blobs = 0
        entries = read_entries(stream, work.limits)
        self._check_room(entries)
        self._files = self._in_top_folder(entries)
        self._sums = self._tags()
        self._head()

    def _check_room(self, entries: list[Entry]) -> None:
        if not self._work.staging:
            return
        needed = 2 * sum(entry.size for entry in entries)
        if shutil.disk_usage(self._work.room).free < needed:
            raise DiskFull(
                _("There is not enough room on the disk to take this bundle in."),
                advice=_("Free some space and try again; nothing was changed."),
            )

    def _in_top_folder(self, entries: list[Entry]) -> dict[str, Entry]:
        top = entries[0].name.partition("/")[0]
        self.bundle = bag.bundle_in(top)
        if not all(entry.name.startswith(f"{top}/") for entry in entries):
            raise unsafe("second top folder")
        return {entry.name[len(top) + 1 :]: entry for entry in entries}

    def _tags(self) -> dict[str, str]:
        """Step 3: tag files, manifest, and that nothing is missing or too much."""
        tags = {
            name: self._small(name, self._work.limits.manifest if name == bag.MANIFEST else _SMALL)
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
        payload = self._files.keys() - set(bag.TAG_FILES)
        if payload != manifest.keys() or not all(name.startswith("data/") for name in payload):
            raise damaged("files unlike the manifest")
        bag.check_bag_info(
            tags[bag.BAG_INFO], self.bundle, (self._files[name].size for name in payload)
        )
        return manifest

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

    def _small(self, name: str, most: int) -> bytes:
        entry = self._files.get(name)
        if entry is None:
            raise damaged(f"no {name}")
        if entry.size > most:
            raise unsafe("file size")
        return content(self._stream, entry)

    def _listed(self, name: str) -> bytes:
        """A small file of the payload, as the manifest lists it."""
        data = self._small(name, self._work.limits.header)
        if digest(data) != self._sums[name]:
            raise damaged("checksum")
        return data

    def payload(self, sieve: Sieve) -> None:
        """Steps 5 and 6: every file's sum; lines through the sieve, attachments to the room."""
        watch = self._work.watch
        watch.total = sum(self._files[name].size for name in self._sums)
        names = sorted(self._sums, key=_text_first)
        for name in names:
            if name.startswith(bag.CUTS):
                sieve.take_cuts(name, self._lines(name))
            elif name.startswith(bag.REVISIONS):
                sieve.take_revisions(name, self._lines(name))
            elif name.startswith(bag.BLOBS):
                self._blob(name, watch)
                continue
            elif name not in {bag.HEADER, bag.DEVICES}:
                self._hashed(name, watch)
                continue
            watch.passed(self._files[name].size)

    def _lines(self, name: str) -> bytes:
        data = self._small(name, self._work.limits.lines)
        if digest(data) != self._sums[name]:
            raise damaged("checksum")
        return data

    def _blob(self, name: str, watch: Watch) -> None:
        sha256 = bag.blob_in(name)
        if sha256 != self._sums[name] or sha256 in self.types:
            raise damaged("attachment name")
        if self._work.known.blob(sha256):
            self.types[sha256] = self._hashed(name, watch)
            return
        self.new_blobs += 1
        if not self._work.staging:
            self.types[sha256] = self._hashed(name, watch)
            return
        staged = self._work.room / sha256
        with staged.open("xb", buffering=0) as target:
            self.types[sha256] = self._hashed(name, watch, target)
            # it is on the disk before anything in the library names it
            sync(target)
        self.blobs[sha256] = staged

    def _hashed(self, name: str, watch: Watch, target: BinaryIO | None = None) -> FileType:
        """Compare a file's sum with the manifest, copying it on the way; says what it is."""
        sha = hashlib.sha256()
        head = b""
        for chunk in chunks(self._stream, self._files[name]):
            head = head or bytes(chunk[:ENOUGH])
            sha.update(chunk)
            if target is not None:
                target.write(chunk)
            watch.passed(len(chunk))
        if sha.hexdigest() != self._sums[name]:
            raise damaged("checksum")
        return sniffed(head)


def _text_first(name: str) -> tuple[int, str]:
    """Text before attachments, cuts before revisions: a bad text costs no copying."""
    return name.startswith(bag.BLOBS), name
