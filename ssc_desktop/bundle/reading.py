"""Reading a bundle: steps 1 to 6 of section 9, in that order, in one pass over the file.

Nothing here touches the library. What is good lies in a spool folder afterwards, ready for steps
7 and 8; what is bad has left no file behind. Leaving out the second half is a dry run.
"""

import contextlib
import errno
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ssc_desktop import at_rest, temporary
from ssc_desktop.at_rest import FileKey
from ssc_desktop.bundle.bag import Piece
from ssc_desktop.bundle.checking import Check, Work
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header
from ssc_desktop.bundle.limits import Limits
from ssc_desktop.bundle.messages import Message
from ssc_desktop.bundle.refusals import Refusal, told
from ssc_desktop.bundle.sieve import Known, Quarantined, Sieve, Story, sifted
from ssc_desktop.bundle.sniffing import FileType
from ssc_desktop.bundle.watch import Progress, Stop, Watch
from ssc_desktop.errors import SscError
from ssc_desktop.files import refused, unreadable
from ssc_desktop.history.identifiers import new_id
from ssc_desktop.history.revision import Cut, Revision


@dataclass(frozen=True, slots=True)
class Taken:
    """How much a bundle holds, and how much of it is new here; `newer` of a newer version."""

    cuts: int
    new_cuts: int
    revisions: int
    new_revisions: int
    blobs: int
    new_blobs: int
    quarantined: int
    pieces: int = 0
    newer: int = 0


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
        pieces: the same of pieces of attachments that are too large for one part.
        types: what each attachment is, told by its first bytes.
        quarantined: lines put aside, the first thousand of them.
        withheld: roots of which work of a blocked device was put aside.
        counts: numbers, also of what is already known.
        lost: files that are missing in a broken copy (`rescue`), by their names in the bundle.
    """

    def __init__(self, room: Path, check: Check, sieve: Sieve) -> None:
        self._room = room
        self._key = check.work.known.key
        self.header: Header = check.header
        self.message: Message | None = check.message
        self.sender: Device = check.sender
        # whoever is only named in it did nothing to be remembered for
        occurring = sieve.authors | {check.sender.id}
        self.devices: Mapping[str, Device] = {
            one.id: one for one in check.devices.values() if one.id in occurring
        }
        self.identity: str = check.identity
        self.blobs: Mapping[str, Path] = check.blobs
        self.pieces: Mapping[Piece, Path] = check.pieces
        self.types: Mapping[str, FileType] = check.types
        self.lost: tuple[str, ...] = tuple(check.lost)
        self.quarantined: tuple[Quarantined, ...] = tuple(sieve.quarantined)
        self.withheld: frozenset[str] = frozenset(sieve.withheld)
        self.counts = Taken(
            sieve.cuts,
            sieve.new_cuts,
            sieve.revisions,
            sieve.new_revisions,
            len(check.types),
            check.new_blobs,
            sieve.put_aside,
            check.counted_pieces,
            sieve.newer,
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
        return sifted(self._room, self._key)

    def cuts(self) -> Iterator[Cut]:
        """New cuts, in the order of the bundle."""
        return (cut for story in self.stories() for cut in story.cuts)

    def revisions(self) -> Iterator[Revision]:
        """New revisions, in the order of the bundle."""
        return (revision for story in self.stories() for revision in story.revisions)


def head(source: Path, *, limits: Limits | None = None, key: FileKey | None = None) -> Head:
    """Steps 2 to 4 alone: who signed the bundle, and what it says it is; as `verify`.

    It costs next to nothing, and shows nothing of the stories: those may still be damaged.
    """
    work = Work(
        source.parent,
        staging=False,
        known=Known(),
        limits=limits or Limits(),
        watch=Watch(None, None),
    )
    with _refusing(source), at_rest.opened(source, key) as stream:
        check = Check(stream, work)
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
    attachments are staged, encrypted where the library is (`Known.key`); with None they are only
    hashed. It is as before once the answer is closed, or an error was raised: NotABundle, Damaged,
    TooNew or Unsafe for the bundle; NotFound, DiskFull or another StorageError for the computer;
    Cancelled.
    """
    return opened_by(Check, source, spool, known, limits, Watch(progress, stop))


def opened_by(
    check: type[Check],
    source: Path,
    spool: Path | None,
    known: Known | None,
    limits: Limits | None,
    watch: Watch,
) -> Opened:
    """What `verify` does, with a check of another strictness."""
    with _refusing(source):
        room = temporary.new_folder() if spool is None else spool / f"bundle-{new_id()}"
        work = Work(room, spool is not None, known or Known(), limits or Limits(), watch)
        try:
            room.mkdir(mode=0o700, parents=True, exist_ok=True)
            return _opened(check, source, work)
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
    return unreadable(error, source)


def _opened(check: type[Check], source: Path, work: Work) -> Opened:
    with at_rest.opened(source, work.known.key) as stream:
        checked = check(stream, work)
        with Sieve(work.room, checked.devices, work.known, work.limits) as sieve:
            checked.payload(sieve)
        return Opened(work.room, checked, sieve)
