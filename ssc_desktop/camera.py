"""What a camera noted in a photo: the day it was taken and, for who asks, the place.

Only read, never kept: the copy that goes into a story has none of it. Exif 2.32 on TIFF 6.0.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

_EXIF_AT = b"Exif\x00\x00"
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_TAKEN = (0x9003, 0x9004, 0x0132)
"""DateTimeOriginal, DateTimeDigitized, DateTime."""
_LATITUDE_SIDE, _LATITUDE, _LONGITUDE_SIDE, _LONGITUDE = 1, 2, 3, 4
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
_MOST_ENTRIES = 512
_FURTHEST = 256 * 1024
"""A JPEG's notes stand at its beginning."""
_DAY = re.compile(r"((?:19|20)\d\d)[:-](\d\d)[:-](\d\d)")


@dataclass(frozen=True, slots=True)
class CameraNotes:
    """What was noted; empty where it was not, or cannot be read."""

    taken_on: str = ""
    """`YYYY-MM-DD`."""
    position: tuple[float, float] | None = None
    """Latitude and longitude."""


def noted(data: bytes) -> CameraNotes:
    """What the camera noted in these bytes of a JPEG, PNG, WebP or TIFF; never fails."""
    try:
        tiff = _tiff_in(data)
        return _read(tiff) if tiff else CameraNotes()
    except (struct.error, IndexError, ValueError, ZeroDivisionError):
        return CameraNotes()


def _tiff_in(data: bytes) -> bytes:
    if data[:4] in {b"II*\x00", b"MM\x00*"}:
        return data
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        at = data.find(b"eXIf")
        return data[at + 4 :] if at > 0 else b""
    if data[:4] == b"RIFF":
        at = data.find(b"EXIF")
        found = data[at + 8 :] if at > 0 else b""
        return found.removeprefix(_EXIF_AT)
    at = data.find(_EXIF_AT, 0, _FURTHEST)
    return data[at + len(_EXIF_AT) :] if at >= 0 else b""


def _read(tiff: bytes) -> CameraNotes:
    order = {b"II": "<", b"MM": ">"}[tiff[:2]] if tiff[:2] in {b"II", b"MM"} else ""
    if not order:
        return CameraNotes()
    first = struct.unpack_from(order + "I", tiff, 4)[0]
    top = dict(_entries(tiff, order, first))
    below = dict(_entries(tiff, order, _number(top.get(_EXIF_IFD))))
    place = dict(_entries(tiff, order, _number(top.get(_GPS_IFD))))
    days = (_day({**top, **below}.get(tag)) for tag in _TAKEN)
    return CameraNotes(next(filter(None, days), ""), _position(place))


def _entries(tiff: bytes, order: str, at: int) -> Iterator[tuple[int, object]]:
    """Tags and values of one directory."""
    if not at:
        return
    count = struct.unpack_from(order + "H", tiff, at)[0]
    for entry in range(min(count, _MOST_ENTRIES)):
        here = at + 2 + 12 * entry
        tag, kind, number = struct.unpack_from(order + "HHI", tiff, here)
        size = _SIZES.get(kind, 0) * number
        if 0 < size <= _FURTHEST:
            start = here + 8 if size <= 4 else struct.unpack_from(order + "I", tiff, here + 8)[0]
            yield tag, _value(tiff[start : start + size], order, kind)


def _value(raw: bytes, order: str, kind: int) -> object:
    if kind == 2:
        return raw.split(b"\x00")[0].decode("ascii", "replace")
    if kind in {3, 4}:
        return struct.unpack_from(order + ("H" if kind == 3 else "I"), raw)[0]
    if kind == 5:
        pairs = struct.iter_unpack(order + "II", raw)
        return tuple(above / below for above, below in pairs)
    return raw


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _day(value: object) -> str:
    found = _DAY.match(value) if isinstance(value, str) else None
    if found is None or not ("01" <= found[2] <= "12" and "01" <= found[3] <= "31"):
        return ""  # cameras without a clock say 0000:00:00
    return "-".join(found.groups())


def _position(place: dict[int, object]) -> tuple[float, float] | None:
    latitude = _degrees(place.get(_LATITUDE), place.get(_LATITUDE_SIDE), "S")
    longitude = _degrees(place.get(_LONGITUDE), place.get(_LONGITUDE_SIDE), "W")
    if latitude is None or longitude is None or not (latitude or longitude):
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _degrees(parts: object, side: object, negative: str) -> float | None:
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    size: float = parts[0] + parts[1] / 60 + parts[2] / 3600
    return round(-size if side == negative else size, 5)
