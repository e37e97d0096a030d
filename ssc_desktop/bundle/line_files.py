"""Lines of text on their way into a bundle: packed at once, in files of at most 4 MiB."""

import hashlib
import tempfile
import zlib
from collections.abc import Iterator
from typing import Final, Self

from ssc_desktop.bundle.bag import Sum
from ssc_desktop.bundle.limits import MIB
from ssc_desktop.bundle.zip_form import DEFLATED, Entry
from ssc_desktop.bundle.zip_writer import deflater

LONGEST: Final = 4 * MIB
"""Bytes of one file."""
_IN_MEMORY: Final = 8 * MIB
_CHUNK: Final = 256 * 1024


class LineFiles:
    """Files of lines, `0001.jsonl` and on, kept packed until their checksums were written.

    The manifest stands before the text in a bundle: hence this stop on the way. Small bundles wait
    in memory, large ones in a temporary file.
    """

    def __init__(self, folder: str, in_memory: int | None = None) -> None:
        """`in_memory`: how many packed bytes may wait outside a temporary file."""
        self._folder = folder
        room = _IN_MEMORY if in_memory is None else in_memory
        self._spool = tempfile.SpooledTemporaryFile(room)  # noqa: SIM115 - closed by __exit__
        self._waiting = bytearray()
        self._begin()
        self.files: list[tuple[Entry, Sum]] = []
        self.lines = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._spool.close()

    def add(self, line: bytes) -> None:
        """Add one line, with its LF."""
        if self._size + len(self._waiting) + len(line) > LONGEST:
            self.finish()
        self._waiting += line
        self.lines += 1
        if len(self._waiting) > _CHUNK:
            self._pack()

    def finish(self) -> None:
        """End the file at hand; the next line begins another."""
        self._pack()
        if not self._size:
            return
        self._spool.write(self._deflater.flush())
        packed = self._spool.tell() - self._start
        name = f"{self._folder}{len(self.files) + 1:04d}.jsonl"
        entry = Entry(name, DEFLATED, self._crc, packed, self._size, self._start)
        self.files.append((entry, Sum(self._sha.hexdigest(), self._size)))
        self._begin()

    def packed(self) -> int:
        """How many packed bytes there are, were the file at hand finished now."""
        self._pack()
        return self._spool.tell() + len(self._deflater.copy().flush())

    def pieces(self, entry: Entry) -> Iterator[bytes]:
        """The packed bytes of a finished file."""
        self._spool.seek(entry.start)
        left = entry.packed
        while left:
            piece = self._spool.read(min(_CHUNK, left))
            left -= len(piece)
            yield piece

    def _begin(self) -> None:
        self._deflater = deflater()
        self._sha = hashlib.sha256()
        self._crc = self._size = 0
        self._start = self._spool.tell()

    def _pack(self) -> None:
        waiting = self._waiting
        self._sha.update(waiting)
        self._crc = zlib.crc32(waiting, self._crc)
        self._size += len(waiting)
        self._spool.write(self._deflater.compress(waiting))
        waiting.clear()
