"""Files at rest: as they are in a plain library, encrypted in a protected one; one door to both.

An encrypted file is a head (what it is, which key, 24 random bytes) and chunks of 64 KiB, each
sealed with ChaCha20-Poly1305 under a key of this file alone. The nonce counts the chunks and marks
the last one, so that nothing can be moved, left out or cut off unseen; any place can be read
without what stands before it. It is the way of age's payload, with a head of its own. ADR 0028.
"""

import contextlib
import errno
import hashlib
import hmac
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from typing_extensions import override

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_MAGIC: Final = b"ssc-at-rest 1\n\x00\x00"
_CHECK: Final = 8
_SALT: Final = 24
_HEAD: Final = len(_MAGIC) + _CHECK + _SALT
_CHUNK: Final = 64 * 1024
_TAG: Final = 16


class FileKey:
    """What single files are encrypted with; `check` says which key it is, and nothing of it."""

    __slots__ = ("_raw", "check")

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self.check = hmac.digest(raw, b"check", "sha256")[:_CHECK]

    def __repr__(self) -> str:
        return f"FileKey({self.check.hex()})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FileKey) and self.check == other.check

    def __hash__(self) -> int:
        return hash(self.check)

    def cipher(self, head: bytes) -> "ChaCha20Poly1305":
        """What seals and opens the file with this head."""
        from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415 - loaded late
            ChaCha20Poly1305,
        )

        return ChaCha20Poly1305(hmac.digest(self._raw, b"file" + head, "sha256"))


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of a library, plain or encrypted, as whoever reads it wants it: in the clear."""

    path: Path
    key: FileKey | None = None

    @property
    def name(self) -> str:
        """What it is called in its folder."""
        return self.path.name

    def open(self) -> io.BufferedReader:
        """Its bytes, from the beginning; any place can be sought. Raises OSError."""
        return opened(self.path, self.key)

    def read_bytes(self) -> bytes:
        """All its bytes. Raises OSError."""
        with self.open() as stream:
            return stream.read()

    def sha256(self) -> str:
        """The SHA-256 of its bytes in the clear, lower-case hex. Raises OSError."""
        with self.open() as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def is_whole(self) -> bool:
        """Whether its bytes are those it is named by; what cannot be read is not whole."""
        try:
            return self.sha256() == self.name
        except OSError:
            return False

    def size(self) -> int:
        """How many bytes it has in the clear. Raises OSError."""
        if self.key is None:
            return self.path.stat().st_size
        with self.open() as stream:
            return stream.seek(0, os.SEEK_END)

    def is_there(self) -> bool:
        """Whether there is such a file."""
        return self.path.is_file()


def is_sealed(path: Path) -> bool:
    """Whether a file is one that `sealing` wrote, with whatever key. Raises OSError."""
    with path.open("rb") as stream:
        return stream.read(len(_MAGIC)) == _MAGIC


def is_sealed_with(path: Path, key: FileKey) -> bool:
    """Whether a file was encrypted with this key. Raises OSError."""
    with path.open("rb") as stream:
        return stream.read(_HEAD).startswith(_MAGIC + key.check)


def are_alike(one: Path, other: Path) -> bool:
    """Whether two files are both plain, or were encrypted with the same key. Raises OSError."""
    return _way(one) == _way(other)


def _way(path: Path) -> bytes:
    with path.open("rb") as stream:
        head = stream.read(len(_MAGIC) + _CHECK)
    return head if head.startswith(_MAGIC) else b""


def opened(path: Path, key: FileKey | None) -> io.BufferedReader:
    """A file for reading; it is deciphered on the way where it was encrypted with this key.

    Any other file is read as it lies: a switch that was interrupted leaves both kinds, and what
    people bring from elsewhere is plain. Raises OSError, also where the bytes were altered.
    """
    stream = path.open("rb")
    if key is None:
        return stream
    head = stream.read(_HEAD)
    if not head.startswith(_MAGIC + key.check):
        stream.seek(0)
        return stream
    try:
        return io.BufferedReader(_Reader(stream, key.cipher(head)), _CHUNK)
    except BaseException:
        stream.close()
        raise


@contextlib.contextmanager
def sealing(target: BinaryIO, key: FileKey | None) -> Iterator[BinaryIO]:
    """Where to write what shall stand in `target`: encrypted where there is a key.

    It is whole when the context ends without an error; the target stays open.
    """
    if key is None:
        yield target
        return
    writer = _Writer(target, key)
    yield cast("BinaryIO", writer)
    writer.finish()


class _Reader(io.RawIOBase):
    """The plain bytes of an encrypted file; holds one chunk."""

    def __init__(self, stream: BinaryIO, cipher: "ChaCha20Poly1305") -> None:
        self._stream = stream
        self._cipher = cipher
        sealed = stream.seek(0, os.SEEK_END) - _HEAD
        self._chunks = -(-sealed // (_CHUNK + _TAG))
        self._size = sealed - self._chunks * _TAG
        self._at = 0
        self._held: tuple[int, memoryview] = (-1, memoryview(b""))
        if not self._chunks or self._size < 0:
            raise _altered()
        # also where nobody reads to the end: the size is only believed with the last chunk
        self._chunk(self._chunks - 1)

    @override
    def readable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        self._at = start + offset
        return self._at

    @override
    def readinto(self, buffer: "WriteableBuffer") -> int:
        if self._at >= self._size:
            return 0
        number, start = divmod(self._at, _CHUNK)
        room = memoryview(buffer).cast("B")
        given = self._chunk(number)[start : start + len(room)]
        room[: len(given)] = given
        self._at += len(given)
        return len(given)

    @override
    def close(self) -> None:
        self._stream.close()
        super().close()

    def _chunk(self, number: int) -> memoryview:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - loaded late

        if self._held[0] != number:
            self._stream.seek(_HEAD + number * (_CHUNK + _TAG))
            sealed = self._stream.read(_CHUNK + _TAG)
            last = number == self._chunks - 1
            try:
                plain = self._cipher.decrypt(_nonce(number, last=last), sealed, None)
            except (InvalidTag, ValueError) as error:
                raise _altered() from error
            self._held = (number, memoryview(plain))
        return self._held[1]


class _Writer:
    """Takes the plain bytes of a file that is encrypted as it is written."""

    def __init__(self, target: BinaryIO, key: FileKey) -> None:
        head = _MAGIC + key.check + os.urandom(_SALT)
        target.write(head)
        self._target = target
        self._cipher = key.cipher(head)
        self._waiting = bytearray()
        self._number = 0

    def write(self, data: bytes | bytearray | memoryview) -> int:
        """Some more of the file."""
        self._waiting += data
        # the last chunk is marked as such: a full one waits until it is known not to be
        while len(self._waiting) > _CHUNK:
            self._put(bytes(self._waiting[:_CHUNK]), last=False)
            del self._waiting[:_CHUNK]
        return len(data)

    def flush(self) -> None:
        """Nothing: what waits for the rest of its chunk cannot be written yet."""

    def finish(self) -> None:
        """Write the last chunk."""
        self._put(bytes(self._waiting), last=True)

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, None))
        self._number += 1


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _altered() -> OSError:
    return OSError(errno.EIO, "an encrypted file was altered or cut short")
