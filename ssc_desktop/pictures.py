"""Pictures without what their camera noted: place, time, owner. Nothing is decoded or lost.

JPEG (ITU-T T.81, Exif 2.32), PNG (third edition) and WebP (RFC 9649) are taken apart by their
segments; only which side is up is kept.
"""

import re
import struct
from collections.abc import Iterator

LARGEST = 64 * 1024 * 1024
"""Bytes; a larger file is no photo one carries around, and is kept as it is."""

_JPEG_BEGIN, _JPEG_END = b"\xff\xd8", b"\xff\xd9"
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
"""A marker within a scan: neither data, nor a restart, nor filling."""
_SCAN = 0xDA
_EXIF = 0xE1
_ADOBE = 0xEE
_JPEG_NOTES = frozenset({*range(_EXIF, 0xF0), 0xFE}) - {_ADOBE}
"""Exif and XMP, further pictures, IPTC, what makers keep in segments of their own, comments.

Without the one of Adobe some pictures would have other colours.
"""
_COLOUR = b"ICC_PROFILE\x00"
_PNG_BEGIN = b"\x89PNG\r\n\x1a\n"
_PNG_NOTES = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_WEBP_NOTES = frozenset({b"EXIF", b"XMP "})
_WEBP_FLAGS = 0x08 | 0x04  # “has Exif”, “has XMP”
_ORIENTATION = 0x0112


def without_notes(data: bytes) -> bytes:
    """The same picture without metadata; what is no such picture, or is broken, as it is."""
    try:
        if data[:2] == _JPEG_BEGIN:
            return b"".join(_jpeg(data))
        if data[:8] == _PNG_BEGIN:
            return _PNG_BEGIN + b"".join(_png(data))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError, ValueError):
        return data
    return data


def has_more(data: bytes) -> bool:
    """Whether a JPEG holds what a maker put in besides picture and colours, or is turned.

    Makers keep places in segments of their own as well; what has none of them can be kept as it is.
    """
    if data[:2] != _JPEG_BEGIN:
        return False
    try:
        at = 2
        while data[at + 1] != _SCAN:
            size = struct.unpack_from(">H", data, at + 2)[0]
            if 0xE0 < data[at + 1] <= 0xEF and data[at + 4 : at + 16] != _COLOUR:
                return True
            at += 2 + size
    except (struct.error, IndexError):
        return True
    return False


def _jpeg(data: bytes) -> Iterator[bytes]:
    """The segments that make the picture; what phones hang on behind its end is left out."""
    yield _JPEG_BEGIN
    at, turned = 2, 1
    kept: list[bytes] = []
    while data[at + 1] != _SCAN:
        if data[at] != 0xFF:
            raise ValueError("no marker")
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        segment = data[at:end]
        if data[at + 1] == _EXIF:
            turned = max(turned, orientation(segment))
        if data[at + 1] not in _JPEG_NOTES or segment[4:16] == _COLOUR:
            kept.append(segment)
        at = end
    if turned > 1:
        yield _only_orientation(turned)
    yield from kept
    yield data[at : _end_of(data, at)]


def _end_of(data: bytes, at: int) -> int:
    """Where the picture ends: behind its end marker, or with the file."""
    while found := _MARKER.search(data, at):
        if found[0] == _JPEG_END:
            return found.end()
        at = found.end() + struct.unpack_from(">H", data, found.end())[0]
    return len(data)


def without_orientation(data: bytes) -> bytes:
    """A picture that `without_notes` gave, without the one thing that was kept: which side is up.

    For a page that turns the picture itself.
    """
    if data[2:4] != b"\xff\xe1" or data[6:12] != b"Exif\x00\x00":
        return data
    return data[:2] + data[4 + struct.unpack_from(">H", data, 4)[0] :]


def orientation(segment: bytes) -> int:
    """Which side is up, 1 to 8, by the Exif tag of a JPEG's segment; 1 where it says nothing."""
    if segment[4:10] != b"Exif\x00\x00":
        return 1
    tiff = segment[10:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    first = struct.unpack_from(order + "I", tiff, 4)[0]
    for entry in range(struct.unpack_from(order + "H", tiff, first)[0]):
        tag, _kind, _count, value = struct.unpack_from(order + "HHIH", tiff, first + 2 + 12 * entry)
        if tag == _ORIENTATION:
            return value if 1 <= value <= 8 else 1
    return 1


def _only_orientation(turned: int) -> bytes:
    tiff = b"II*\x00" + struct.pack("<IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
    body = b"Exif\x00\x00" + tiff
    return struct.pack(">BBH", 0xFF, _EXIF, len(body) + 2) + body


def _png(data: bytes) -> Iterator[bytes]:
    at = len(_PNG_BEGIN)
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + size
        if kind not in _PNG_NOTES:
            yield data[at:end]
        if kind == b"IEND":
            return
        at = end


def _webp(data: bytes) -> bytes:
    chunks: list[bytes] = []
    at = 12
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<4sI", data, at)
        end = at + 8 + size + size % 2
        chunk = data[at:end]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        if kind not in _WEBP_NOTES:
            chunks.append(chunk)
        at = end
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body
