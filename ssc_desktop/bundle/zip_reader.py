"""Reading a ZIP that may be an attack: everything is checked before anything is inflated.

Python's own `zipfile` is made to open whatever it can. This reader is made to refuse: the file must
be exactly what the strict profile (section 6.1) describes, byte after byte.
"""

import contextlib
import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from ssc_desktop.bundle.limits import Limits
from ssc_desktop.bundle.refusals import Refusal, damaged, not_a_bundle, unsafe
from ssc_desktop.bundle.zip_form import (
    ALLOWED_FLAGS,
    CENTRAL,
    CENTRAL_SIGN,
    DEFLATED,
    END,
    END64,
    END64_SIGN,
    END_SIGN,
    EXTRA64,
    FULL16,
    FULL32,
    LOCAL,
    LOCAL_SIGN,
    LOCATOR64,
    LOCATOR64_SIGN,
    STORED,
    Entry,
    is_safe_name,
)

CHUNK: Final = 512 * 1024
_MOST_IDLE: Final = 2
_DOS_FOLDER: Final = 0x10
_LONGEST_RECORD: Final = 300
MANIFEST: Final = "/manifest-sha256.txt"
_LINE: Final = 64 + len("  \n")
_SHORTEST_LINE: Final = _LINE + len("data/x")
_FEW: Final = 100


def read_entries(stream: BinaryIO, limits: Limits) -> list[Entry]:
    """The files of the ZIP, in order; raises Refusal where it is not of the strict profile."""
    length = stream.seek(0, os.SEEK_END)
    if length < END.size or _read(stream, 0, 4) != LOCAL_SIGN:
        raise not_a_bundle("not a ZIP")
    count, size, start = _end(stream, length)
    if count > limits.entries:
        raise unsafe("entries")
    if size > count * _LONGEST_RECORD:
        raise damaged("ZIP directory")
    directory = _read(stream, start, size)
    if b"/bagit.txt" not in directory:
        raise not_a_bundle("not a bag")
    entries = _central(directory, count, limits)
    _check_names([entry.name for entry in entries], limits)
    check_total(entries, length, limits)
    return _placed(stream, entries, start)


def check_total(entries: Iterable[Entry], length: int, limits: Limits) -> None:
    """Raise Refusal where the files of a ZIP of `length` bytes are too much, unpacked."""
    total = sum(entry.size for entry in entries)
    if total > limits.total:
        raise unsafe("total size")
    if total > limits.spare + limits.ratio * length:
        raise unsafe("packed too tightly")


def local_entry(stream: BinaryIO, place: int, limits: Limits) -> Entry:
    """The file whose local header begins at `place`; raises Refusal where there is none.

    For copies whose directory is lost: nothing says yet that the header tells the truth.
    """
    head = _read(stream, place, LOCAL.size)
    sign, _needs, flags, method, _time, _day, crc, packed, size, named, extended = LOCAL.unpack(
        head
    )
    if sign != LOCAL_SIGN:
        raise damaged("ZIP local header")
    _check_kind(flags, method, 0, 0)
    rest = _read(stream, place + LOCAL.size, named + extended)
    name = _name(rest[:named])
    _check_names([name], limits)
    size, packed = _whole(rest[named:], (size, packed))
    _check_size(name, size, packed, method, limits)
    return Entry(name, method, crc, packed, size, place + LOCAL.size + named + extended)


def chunks(stream: BinaryIO, entry: Entry) -> Iterator[bytes | memoryview]:
    """The bytes of a file, unpacked, never more than declared; a chunk lives until the next one.

    Raises Refusal where what is packed is longer, shorter or other than declared.
    """
    crc = size = 0
    for chunk in unchecked_chunks(stream, entry):
        size += len(chunk)
        crc = zlib.crc32(chunk, crc)
        yield chunk
    if size != entry.size or crc != entry.crc:
        raise damaged("ZIP checksum")


def unchecked_chunks(stream: BinaryIO, entry: Entry) -> Iterator[bytes | memoryview]:
    """The same for somebody who compares a better sum than the ZIP's."""
    return _stored(stream, entry) if entry.method == STORED else _inflated(stream, entry)


def content(stream: BinaryIO, entry: Entry) -> bytes:
    """A small file as a whole; the caller has limited its size."""
    return b"".join(map(bytes, chunks(stream, entry)))


def large_content(stream: BinaryIO, entry: Entry) -> bytearray:
    """The same of a file of which two copies would be too much."""
    data = bytearray()
    for chunk in chunks(stream, entry):
        data += chunk
    return data


def _stored(stream: BinaryIO, entry: Entry) -> Iterator[memoryview]:
    stream.seek(entry.start)
    left = entry.size
    with lent_buffer() as buffer:
        while left:
            read = stream.readinto(buffer[: min(CHUNK, left)])  # type: ignore[attr-defined]
            if not read:
                raise damaged("cut short")
            left -= read
            yield buffer[:read]


_idle: list[memoryview] = []


@contextlib.contextmanager
def lent_buffer() -> Iterator[memoryview]:
    """Room for one chunk, to be used again by the next file.

    A new one for each of a thousand photos would cost half as much as reading them.
    """
    buffer = _idle.pop() if _idle else memoryview(bytearray(CHUNK))
    try:
        yield buffer
    finally:
        if len(_idle) < _MOST_IDLE:
            _idle.append(buffer)


def _inflated(stream: BinaryIO, entry: Entry) -> Iterator[bytes]:
    stream.seek(entry.start)
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    packed_left, room = entry.packed, entry.size
    try:
        while not inflate.eof:
            packed = inflate.unconsumed_tail
            if not packed:
                packed = stream.read(min(CHUNK // 4, packed_left))
                packed_left -= len(packed)
            # one byte more than declared is enough to know that it is too much
            piece = inflate.decompress(packed, min(CHUNK, room + 1))
            room -= len(piece)
            if room < 0:
                raise unsafe("longer than declared")
            if not piece and not packed:
                raise damaged("cut short")
            if piece:
                yield piece
    except zlib.error as error:
        raise damaged("packed data") from error
    if packed_left or inflate.unused_data:
        raise damaged("packed size")


def _read(stream: BinaryIO, start: int, size: int) -> bytes:
    stream.seek(start)
    data = stream.read(size)
    if len(data) != size:
        raise damaged("cut short")
    return data


def _end(stream: BinaryIO, length: int) -> tuple[int, int, int]:
    """Count, size and start of the central directory, from the record at the very end."""
    at = length - END.size
    sign, disk, first_disk, here, count, size, start, comment = END.unpack(
        _read(stream, at, END.size)
    )
    if sign != END_SIGN or comment:
        raise damaged("ZIP end")
    if disk or first_disk or here != count:
        raise unsafe("several disks")
    if count == FULL16 or FULL32 in {size, start}:
        at -= LOCATOR64.size + END64.size
        if at < 0:
            raise damaged("ZIP end")
        count, size, start = _end64(_read(stream, at, END64.size + LOCATOR64.size), at)
    if start + size != at:
        raise damaged("ZIP directory place")
    return count, size, start


def _end64(data: bytes, at: int) -> tuple[int, int, int]:
    sign, left, _by, _needs, disk, first_disk, here, count, size, start = END64.unpack(
        data[: END64.size]
    )
    locator, locator_disk, place, disks = LOCATOR64.unpack(data[END64.size :])
    if sign != END64_SIGN or locator != LOCATOR64_SIGN or place != at or left != END64.size - 12:
        raise damaged("ZIP64 end")
    if disk or first_disk or locator_disk or disks != 1 or here != count:
        raise unsafe("several disks")
    if count < FULL16 and size < FULL32 and start < FULL32:
        raise unsafe("ZIP64 without need")
    return count, size, start


def _central(directory: bytes, count: int, limits: Limits) -> list[Entry]:
    """The entries as the central directory tells them; `start` is that of the local header."""
    entries: list[Entry] = []
    place = 0
    while place < len(directory) and len(entries) < count:
        entry, place = _central_entry(directory, place, limits)
        entries.append(entry)
        # it can be seen at once that it names fewer files than there are, or more
        if entry.name.endswith(MANIFEST) and not (
            count <= most_named(entry.size) and entry.size <= count * (_LINE + limits.path)
        ):
            raise damaged("files unlike the manifest")
    if place != len(directory) or len(entries) != count:
        raise damaged("ZIP directory")
    return entries


def most_named(manifest: int) -> int:
    """How many files there can be where the manifest has so many bytes."""
    return manifest // _SHORTEST_LINE + _FEW


def _central_entry(directory: bytes, place: int, limits: Limits) -> tuple[Entry, int]:
    if place + CENTRAL.size > len(directory):
        raise damaged("ZIP directory")
    (
        sign, by, _needs, flags, method, _time, _day, crc, packed, size,
        named, extended, commented, disk, _inner, outer, start,
    ) = CENTRAL.unpack_from(directory, place)  # fmt: skip
    if sign != CENTRAL_SIGN:
        raise damaged("ZIP directory")
    _check_kind(flags, method, disk, commented)
    _check_regular(by >> 8, outer)
    place += CENTRAL.size
    after = place + named + extended
    if after > len(directory):
        raise damaged("ZIP directory")
    name = _name(directory[place : place + named])
    extra = directory[place + named : after]
    size, packed, start = _whole(extra, (size, packed, start))
    _check_size(name, size, packed, method, limits)
    return Entry(name, method, crc, packed, size, start), after


def _check_kind(flags: int, method: int, disk: int, commented: int) -> None:
    if flags & ~ALLOWED_FLAGS:
        raise unsafe("encrypted or streamed entry")
    if method not in {STORED, DEFLATED}:
        raise unsafe("packing method")
    if disk or commented:
        raise unsafe("entry comment")


def _check_regular(system: int, attributes: int) -> None:
    mode = stat.S_IFMT(attributes >> 16)
    if mode not in {0, stat.S_IFREG} or attributes & _DOS_FOLDER:
        raise unsafe(f"not a regular file ({system})")


def _name(raw: bytes) -> str:
    try:
        return raw.decode("ascii")
    except UnicodeDecodeError:
        raise unsafe("name") from None


def _whole(extra: bytes, fields: tuple[int, ...]) -> tuple[int, ...]:
    """The fields, those that are too large for 32 bits taken from the ZIP64 field."""
    full = [value == FULL32 for value in fields]
    if not any(full):
        if extra:
            raise unsafe("extra field")
        return fields
    width = 8 * sum(full)
    if len(extra) != 4 + width or extra[:4] != _extra_head(width):
        raise unsafe("extra field")
    wide = [int.from_bytes(extra[place : place + 8], "little") for place in range(4, 4 + width, 8)]
    if min(wide) < FULL32:
        raise unsafe("ZIP64 without need")
    left = iter(wide)
    return tuple(
        next(left) if is_full else value for value, is_full in zip(fields, full, strict=True)
    )


def _extra_head(width: int) -> bytes:
    return EXTRA64.to_bytes(2, "little") + width.to_bytes(2, "little")


def _check_size(name: str, size: int, packed: int, method: int, limits: Limits) -> None:
    if method == STORED and size != packed:
        raise damaged("ZIP size")
    if size > limits.file or packed > limits.file + limits.file // 1000 + 64:
        raise unsafe("file size")
    if name.endswith(".jsonl") and size > limits.lines:
        raise unsafe("lines file size")


def _check_names(names: list[str], limits: Limits) -> None:
    files: set[str] = set()
    folders: set[str] = set()
    for name in names:
        if not is_safe_name(name, limits.path):
            raise unsafe("name")
        lower = name.lower()
        if lower in files:
            raise unsafe("twin name")
        files.add(lower)
        folder = lower.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    if files & folders:
        raise unsafe("file used as folder")


def _placed(stream: BinaryIO, entries: list[Entry], end: int) -> list[Entry]:
    """The entries with the places of their bytes; they must follow each other without a gap."""
    placed: list[Entry] = []
    expected = 0
    for entry in entries:
        if entry.start != expected or expected + LOCAL.size > end:
            raise unsafe("gap or overlap")
        start = _after_local_header(stream, entry)
        placed.append(Entry(entry.name, entry.method, entry.crc, entry.packed, entry.size, start))
        expected = start + entry.packed
    if expected != end:
        raise unsafe("gap or overlap")
    return placed


def _after_local_header(stream: BinaryIO, entry: Entry) -> int:
    name = entry.name.encode("ascii")
    head = _read(stream, entry.start, LOCAL.size + len(name))
    sign, _needs, flags, method, _time, _day, crc, packed, size, named, extended = (
        LOCAL.unpack_from(head)
    )
    if sign != LOCAL_SIGN or flags & ~ALLOWED_FLAGS or named != len(name):
        raise _unlike()
    start: int = entry.start + len(head) + extended
    extra = stream.read(extended)
    size, packed = _whole(extra, (size, packed))
    told = (head[LOCAL.size :], method, crc, packed, size)
    if told != (name, entry.method, entry.crc, entry.packed, entry.size):
        raise _unlike()
    return start


def _unlike() -> Refusal:
    return unsafe("local header unlike the directory")
