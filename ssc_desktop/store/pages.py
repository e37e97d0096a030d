"""The pages of a database file, read without SQLite: also where its header is gone.

The format is that of https://sqlite.org/fileformat2.html; that of encrypted pages is SQLCipher's
(https://www.zetetic.net/sqlcipher/design/): AES-256 in CBC, the start value in the last 80 bytes.
Nothing is ever written, and nothing is believed: who reads rows proves them.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_MAGIC: Final = b"SQLite format 3\0"
_USUAL: Final = 4096
"""Bytes of a page in every library that this program made."""
_SIZES: Final = frozenset(1 << power for power in range(9, 16)) | {1}
_RESERVE: Final = 80
"""Bytes at the end of an encrypted page: its start value and its proof."""
_START: Final = 16
_LOG_HEAD: Final = 32
_FRAME_HEAD: Final = 24


class Pages:
    """The pages of a closed database, as its write-ahead log leaves them.

    A page that the disk does not give back is one of zeros.
    """

    def __init__(self, database: Path, key: bytes | None = None) -> None:
        """Look at the file; `key` is the raw one where the pages are encrypted. Raises OSError."""
        self._stream: BinaryIO = database.open("rb", buffering=0)
        self._log: BinaryIO | None = None
        self._open = _decipher(key) if key is not None else None
        self.size = _USUAL if key is not None else _size_of(self._stream.read(100))
        self.usable = self.size - (_RESERVE if key is not None else 0)
        self.count = -(-database.stat().st_size // self.size)
        self._newer: dict[int, int] = {}
        with contextlib.suppress(OSError):
            self._log = database.with_name(f"{database.name}-wal").open("rb", buffering=0)
            frames = list(self._frames(self._log))
            # one wrong bit in a number, and there would be no end of pages
            most = max([self.count, *(size for _number, _at, size in frames)])
            self._newer = {number: at for number, at, _size in frames if number <= most}
        self.count = max([self.count, *self._newer])

    def close(self) -> None:
        """Let the files go."""
        self._stream.close()
        if self._log is not None:
            self._log.close()

    @property
    def replaced(self) -> frozenset[int]:
        """The pages that the write-ahead log has another version of."""
        return frozenset(self._newer)

    def page(self, number: int, *, older: bool = False) -> bytes:
        """The page with this number, from 1 on; `older` is the version before the log."""
        at = None if older else self._newer.get(number)
        if at is not None and self._log is not None:
            return self._opened(_read(self._log, at, self.size), number)
        return self._opened(_read(self._stream, (number - 1) * self.size, self.size), number)

    def _opened(self, page: bytes, number: int) -> bytes:
        if self._open is None:
            return page
        if len(page) < self.size or not any(page[-_RESERVE:]):
            return bytes(self.size)
        start = page[self.usable : self.usable + _START]
        # what would be the first bytes of the database is a salt there, and needed for no reading
        skipped = len(_MAGIC) if number == 1 else 0
        return bytes(skipped) + self._open(start, page[skipped : self.usable])

    def _frames(self, log: BinaryIO) -> Iterator[tuple[int, int, int]]:
        """Each page of all whole transactions: its number, where it stands, how many there were."""
        head = log.read(_LOG_HEAD)
        salts = head[16:24]
        waiting: list[tuple[int, int]] = []
        at = _LOG_HEAD
        while len(frame := _read_some(log, at, _FRAME_HEAD)) == _FRAME_HEAD:
            number = int.from_bytes(frame[:4])
            if frame[8:16] != salts or not number:
                return  # what follows is older than the log's beginning
            waiting.append((number, at + _FRAME_HEAD))
            size = int.from_bytes(frame[4:8])
            if size:  # the last page of a transaction
                yield from ((*one, size) for one in waiting)
                waiting.clear()
            at += _FRAME_HEAD + self.size


def _size_of(head: bytes) -> int:
    size = int.from_bytes(head[16:18]) if head.startswith(_MAGIC) else 0
    if size not in _SIZES:
        return _USUAL
    return 65536 if size == 1 else size


def _read_some(stream: BinaryIO, at: int, size: int) -> bytes:
    try:
        stream.seek(at)
        return stream.read(size)
    except OSError:
        return b""


def _read(stream: BinaryIO, at: int, size: int) -> bytes:
    return _read_some(stream, at, size).ljust(size, b"\0")


def _decipher(key: bytes) -> "Callable[[bytes, bytes], bytes]":
    from cryptography.hazmat.primitives.ciphers import Cipher  # noqa: PLC0415 - seldom needed
    from cryptography.hazmat.primitives.ciphers.algorithms import AES256  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.modes import CBC  # noqa: PLC0415

    method = AES256(key)

    def opened(start: bytes, sealed: bytes) -> bytes:
        reading = Cipher(method, CBC(start)).decryptor()
        return reading.update(sealed) + reading.finalize()

    return opened
