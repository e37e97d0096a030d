"""Pictures of a document: known by their checksum, read only when they are written."""

import functools
import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from ssc_desktop.at_rest import KeptFile
from ssc_desktop.pictures import orientation, without_notes, without_orientation

_JPEG_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of the segment that tells the size."""
_EXIF = 0xE1
_LYING = 4
"""Above it the file lies on its side."""


@dataclass(frozen=True, slots=True)
class MediaRef:
    """A picture file and what the page must know of it."""

    sha256: str
    extension: str
    width: int
    height: int
    """Of the picture as it is shown, upright."""
    file: KeptFile
    orientation: int = 1
    """How its file lies (Exif 2.32, tag 0112); the page turns it, since Word looks at no Exif."""

    @property
    def part_name(self) -> str:
        """The name of the part that holds the picture; one picture is one part."""
        return f"media/{self.sha256[:40]}.{self.extension}"


@functools.lru_cache(maxsize=4096)
def inspected(sha256: str, file: KeptFile) -> MediaRef | None:
    """What the head of a picture file says; None where it is no picture that Word shows."""
    with file.open() as stream:
        found = _jpeg(stream) or _png(stream) or _gif(stream)
    if found is None or not found[1] or not found[2]:
        return None
    kind, width, height, turned = found
    if turned > _LYING:
        width, height = height, width
    return MediaRef(sha256, kind, width, height, file, turned)


def _jpeg(stream: IO[bytes]) -> tuple[str, int, int, int] | None:
    if stream.read(2) != b"\xff\xd8":
        return None
    turned = 1
    for marker, segment in _jpeg_segments(stream):
        if marker == _EXIF:
            turned = max(turned, _turned(segment))
        if marker in _JPEG_FRAMES and len(segment) >= 9:
            height, width = struct.unpack(">HH", segment[5:9])
            return "jpeg", width, height, turned
    return None


def _turned(segment: bytes) -> int:
    try:
        return orientation(segment)
    except struct.error:  # damaged notes; the picture itself may be whole
        return 1


def _png(stream: IO[bytes]) -> tuple[str, int, int, int] | None:
    stream.seek(0)
    head = stream.read(24)
    if len(head) < 24 or head[:8] != b"\x89PNG\r\n\x1a\n":
        return None
    width, height = struct.unpack(">II", head[16:24])
    return "png", width, height, 1


def _gif(stream: IO[bytes]) -> tuple[str, int, int, int] | None:
    stream.seek(0)
    head = stream.read(10)
    if len(head) < 10 or head[:6] not in {b"GIF87a", b"GIF89a"}:
        return None
    width, height = struct.unpack("<HH", head[6:10])
    return "gif", width, height, 1


@functools.lru_cache(maxsize=512)
def digest_as_written(picture: MediaRef) -> str:
    """The SHA-256 of a picture as `copied` writes it, by which it is known again."""
    return hashlib.sha256(_as_written(picture)).hexdigest()


def copied(picture: MediaRef, target: IO[bytes]) -> None:
    """Write a picture without what its camera noted: place, time, owner."""
    target.write(_as_written(picture))


def _as_written(picture: MediaRef) -> bytes:
    bare = without_notes(picture.file.read_bytes())
    return without_orientation(bare) if picture.orientation > 1 else bare


def _jpeg_segments(source: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The segments before the picture itself; its own marker comes last."""
    while True:
        head = source.read(4)
        if len(head) < 4 or head[0] != 0xFF or head[1] == 0xFF:
            yield 0, head
            return
        size = struct.unpack(">H", head[2:])[0]
        yield head[1], head + source.read(size - 2)
        if head[1] == 0xDA:
            return
