"""What a ZIP from elsewhere may ask of this computer, told from its list before anything is read.

Documents and workbooks are ZIPs that any office program writes, so they are opened with Python's
own reader once `parts` has passed them. Bundles have a strict reader of their own
(`bundle/zip_reader.py`), which keeps within the same caps.
"""

import os
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

MIB: Final = 1 << 20
GIB: Final = 1 << 30

_END_SIGN = b"PK\x05\x06"
_END = 22
_LONGEST_COMMENT = 1 << 16
_LONGEST_LINE = 400
"""Bytes for which one file stands in the list, on the average."""
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that a ZIP may be.

    Attributes:
        entries: files in it.
        total: bytes of all files, unpacked.
        part: bytes of one file that is read whole.
        spare: bytes that may be packed however tightly.
        ratio: what is more may be packed so many times smaller; whatever is packed more tightly
            was made to fill memory, disk or time.
    """

    entries: int
    total: int
    part: int
    spare: int
    ratio: int

    def is_too_tight(self, size: int, packed: int) -> bool:
        """Whether so few bytes unpack to so many."""
        return size > self.spare and size > self.ratio * packed

    def is_too_much(self, entries: int, total: int) -> bool:
        """Whether these are too many files, or too many bytes, unpacked."""
        return entries > self.entries or total > self.total


DOCUMENT: Final = Caps(20_000, 2 * GIB, 50 * MIB, MIB, 200)
"""A Word document or template: photos make it large, not its text. Weighed part by part."""
WORKBOOK: Final = Caps(20_000, 512 * MIB, 128 * MIB, MIB, 200)
"""A workbook, or tables in a ZIP. Weighed part by part."""
BUNDLE: Final = Caps(200_000, 8 * GIB, 512 * MIB, 16 * MIB, 100)
"""A bundle, whose photos are large too. Weighed as a whole, as section 14 of its format says."""

ARCHIVE: Final = Caps(400_000, 64 * GIB, 64 * MIB, 16 * MIB, 200)
"""A whole library in one file: its database packs well, its photos do not."""

UPDATE: Final = Caps(10_000, 128 * MIB, 4 * MIB, MIB, 200)
"""Newer code for the program."""


class Unfit(Exception):
    """A ZIP that is not read."""


class NotWhole(Unfit):
    """It is damaged or cut short."""


class TooMuch(Unfit):
    """It asks for more than `Caps` allow."""


class Locked(Unfit):
    """A part of it is packed under a password."""


class Strange(Unfit):
    """A part of it is packed in a way that office programs never use."""


SPOILT: Final = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError,
    KeyError,
)  # fmt: skip
"""What Python's reader raises of a part that is damaged, missing or packed strangely."""
NOT_READ: Final = (*SPOILT, OSError)
"""The same, and what the disk refuses."""


def parts(path: Path, caps: Caps) -> list[zipfile.ZipInfo]:
    """The files in a ZIP that keeps within `caps`; nothing is unpacked.

    Raises Unfit, and OSError where the file cannot be read.
    """
    with path.open("rb") as stream:
        _look_at_end(stream, caps)
        try:
            with zipfile.ZipFile(stream) as archive:
                found = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise NotWhole from error
    if caps.is_too_much(len(found), sum(one.file_size for one in found)):
        raise TooMuch
    _look_at_each(found, caps)
    return found


def read(path: Path, name: str, most: int) -> bytes:
    """One file of a ZIP, read whole; b"" where it is not there, damaged, or larger than `most`."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as part:
            data = part.read(most + 1)
    except NOT_READ:
        return b""
    return data if len(data) <= most else b""


def _look_at_end(stream: IO[bytes], caps: Caps) -> None:
    """Refuse a list that is too long before it is read into memory."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _LONGEST_COMMENT - _END))
    end = stream.read()
    at = end.rfind(_END_SIGN)
    if at < 0 or len(end) < at + _END:
        raise NotWhole
    if int.from_bytes(end[at + 12 : at + 16], "little") > caps.entries * _LONGEST_LINE:
        raise TooMuch
    stream.seek(0)


def _look_at_each(found: Iterable[zipfile.ZipInfo], caps: Caps) -> None:
    for one in found:
        if caps.is_too_tight(one.file_size, one.compress_size):
            raise TooMuch
        if one.flag_bits & 1:
            raise Locked
        if one.compress_type not in _METHODS:
            raise Strange
