"""Attachments on their way out: whole, or one that is too large cut into pieces."""

import contextlib
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ssc_desktop.bundle import bag
from ssc_desktop.bundle.bag import Sum
from ssc_desktop.bundle.contents import Blob
from ssc_desktop.bundle.sniffing import ENOUGH, OPAQUE, sniffed
from ssc_desktop.bundle.watch import Watch
from ssc_desktop.bundle.zip_reader import CHUNK, lent_buffer
from ssc_desktop.errors import LibraryDamaged
from ssc_desktop.i18n import _


@dataclass(frozen=True, slots=True)
class Carried:
    """A file of the bundle whose bytes lie in the library.

    Attributes:
        name: where it stands in the bag.
        start: at which byte of the attachment it begins.
    """

    blob: Blob
    name: str
    media_type: str
    sum: Sum
    start: int = 0

    @property
    def is_piece(self) -> bool:
        """Whether it is not the whole attachment."""
        return self.name.startswith(bag.CHUNKS)


def whole(blobs: Iterable[Blob]) -> list[Carried]:
    """The attachments as files of a bundle, sorted by name."""
    found = []
    for blob in blobs:
        with _readable(blob), blob.file.open() as stream:
            type_ = sniffed(stream.read(ENOUGH))
        name = bag.blob_name(blob.sha256, type_.ending)
        found.append(Carried(blob, name, type_.media_type, Sum(blob.sha256, blob.size)))
    return sorted(found, key=lambda one: one.name)


def cut_up(blob: Blob, size: int, watch: Watch) -> list[Carried]:
    """The pieces of an attachment, each of `size` bytes but the last.

    They are read once to learn their sums; raises LibraryDamaged where the whole is not right.
    """
    entire = hashlib.sha256()
    sums = []
    for start in range(0, blob.size, size):
        sha = hashlib.sha256()
        length = min(size, blob.size - start)
        for chunk in _read(blob, start, length, watch):
            entire.update(chunk)
            sha.update(chunk)
        sums.append(Sum(sha.hexdigest(), length))
    if entire.hexdigest() != blob.sha256:
        raise spoilt(blob)
    return [
        Carried(
            blob,
            bag.piece_name(bag.Piece(blob.sha256, number, len(sums))),
            OPAQUE.media_type,
            sum_,
            (number - 1) * size,
        )
        for number, sum_ in enumerate(sums, 1)
    ]


def bytes_of(carried: Carried, watch: Watch) -> Iterator[memoryview]:
    """The bytes of a file; raises LibraryDamaged where there are more or fewer."""
    return _read(carried.blob, carried.start, carried.sum.size, watch)


def is_spoilt(carried: Carried) -> bool:
    """Whether the attachment in the library is not what its name says."""
    with _readable(carried.blob):
        return carried.blob.file.sha256() != carried.blob.sha256


def spoilt(blob: Blob) -> LibraryDamaged:
    """What to tell of such an attachment."""
    return LibraryDamaged(
        _("The attachment {name} of the library is missing or damaged.").format(
            name=blob.sha256[:12]
        ),
        advice=_("Check the library and restore the file from a backup, then make the bundle."),
    )


def _read(blob: Blob, start: int, size: int, watch: Watch) -> Iterator[memoryview]:
    left = size
    with lent_buffer() as buffer, _readable(blob), blob.file.open() as stream:
        stream.seek(start)
        while read := stream.readinto(buffer[: min(left, CHUNK)]):
            left -= read
            watch.passed(read)
            yield buffer[:read]
        is_longer = start + size == blob.size and stream.read(1)
    if left or is_longer:
        raise spoilt(blob)


@contextlib.contextmanager
def _readable(blob: Blob) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise spoilt(blob) from error
