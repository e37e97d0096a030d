"""Writing the strict ZIP of section 6.1: same files, same bytes."""

import zlib
from collections.abc import Iterable
from typing import BinaryIO, Final

from msgspec.structs import replace

from ssc_desktop.bundle.zip_form import (
    CENTRAL,
    CENTRAL_SIGN,
    DEFLATED,
    END,
    END64,
    END64_SIGN,
    END_SIGN,
    EXTRA64,
    FIRST_DAY,
    FULL16,
    FULL32,
    LOCAL,
    LOCAL_SIGN,
    LOCATOR64,
    LOCATOR64_SIGN,
    NO_TIME,
    REGULAR,
    STORED,
    UNIX,
    Entry,
)

# halves the time of the usual level for a tenth more bytes: text is a small part of a bundle
LEVEL: Final = 1
_VERSION: Final = 20
_VERSION64: Final = 45


def deflater() -> "zlib._Compress":
    """A packer whose bytes go into a deflated entry."""
    return zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)


def deflated(name: str, data: bytes) -> tuple[Entry, bytes]:
    """A small file as an entry, and its packed bytes."""
    pack = deflater()
    packed = pack.compress(data) + pack.flush()
    return Entry(name, DEFLATED, zlib.crc32(data), len(packed), len(data), 0), packed


def length(entries: Iterable[Entry]) -> int:
    """How long a ZIP of these files will be; where they start is worked out."""
    place = directory = count = 0
    for entry in entries:
        directory += len(_central(replace(entry, start=place)))
        place += len(_local(entry)) + entry.packed
        count += 1
    return place + directory + len(_end(count, directory, place))


class ZipWriter:
    """A ZIP growing at the end of `stream`, which begins empty and can seek."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._entries: list[Entry] = []
        self._place = 0

    def add(self, name: str, data: bytes) -> None:
        """Add a small file, deflated."""
        entry, packed = deflated(name, data)
        self.add_packed(entry, (packed,))

    def add_packed(self, entry: Entry, pieces: Iterable[bytes]) -> None:
        """Add what was deflated before; `entry` knows its checksum and sizes."""
        entry = replace(entry, start=self._place)
        self._stream.write(_local(entry))
        for piece in pieces:
            self._stream.write(piece)
        self._added(entry)

    def add_stored(self, name: str, size: int, pieces: Iterable[memoryview]) -> None:
        """Add a file of `size` bytes as it is; its checksum is taken while it passes."""
        entry = Entry(name, STORED, 0, size, size, self._place)
        self._stream.write(_local(entry))
        crc = 0
        for piece in pieces:
            crc = zlib.crc32(piece, crc)
            self._stream.write(piece)
        entry = replace(entry, crc=crc)
        self._stream.seek(self._place)
        self._stream.write(_local(entry))
        self._added(entry)
        self._stream.seek(self._place)

    def close(self) -> int:
        """Write the directory; returns the size of the whole file."""
        start = self._place
        directory = b"".join(map(_central, self._entries))
        self._stream.write(directory)
        end = _end(len(self._entries), len(directory), start)
        self._stream.write(end)
        return start + len(directory) + len(end)

    def _added(self, entry: Entry) -> None:
        self._entries.append(entry)
        self._place += len(_local(entry)) + entry.packed


def _local(entry: Entry) -> bytes:
    wide = max(entry.size, entry.packed) >= FULL32
    size, packed = (FULL32, FULL32) if wide else (entry.size, entry.packed)
    extra = _extra(entry.size, entry.packed) if wide else b""
    name = entry.name.encode("ascii")
    return (
        LOCAL.pack(
            LOCAL_SIGN,
            _VERSION64 if wide else _VERSION,
            0,
            entry.method,
            NO_TIME,
            FIRST_DAY,
            entry.crc,
            packed,
            size,
            len(name),
            len(extra),
        )
        + name
        + extra
    )


def _central(entry: Entry) -> bytes:
    wide = [value for value in (entry.size, entry.packed, entry.start) if value >= FULL32]
    extra = _extra(*wide) if wide else b""
    name = entry.name.encode("ascii")
    version = _VERSION64 if wide else _VERSION
    return (
        CENTRAL.pack(
            CENTRAL_SIGN,
            UNIX << 8 | version,
            version,
            0,
            entry.method,
            NO_TIME,
            FIRST_DAY,
            entry.crc,
            min(entry.packed, FULL32),
            min(entry.size, FULL32),
            len(name),
            len(extra),
            0,
            0,
            0,
            REGULAR << 16,
            min(entry.start, FULL32),
        )
        + name
        + extra
    )


def _extra(*values: int) -> bytes:
    wide = b"".join(value.to_bytes(8, "little") for value in values)
    return EXTRA64.to_bytes(2, "little") + len(wide).to_bytes(2, "little") + wide


def _end(count: int, size: int, start: int) -> bytes:
    end = END.pack(
        END_SIGN, 0, 0, min(count, FULL16), min(count, FULL16), min(size, FULL32),
        min(start, FULL32), 0,
    )  # fmt: skip
    if count < FULL16 and max(size, start) < FULL32:
        return end
    record = END64.pack(
        END64_SIGN, END64.size - 12, UNIX << 8 | _VERSION64, _VERSION64, 0, 0, count, count, size,
        start,
    )  # fmt: skip
    return record + LOCATOR64.pack(LOCATOR64_SIGN, 0, start + size, 1) + end
