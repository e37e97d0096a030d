"""Sealing by a passphrase: an age file whose one stanza is scrypt's, written and read as a stream.

pyrage does this in memory only, takes as much work as this computer does in a second (so that a
slower one cannot open it), and ends the program where scrypt finds no memory: ADR 0017. The
primitives are those of `cryptography`; the form is age's, and `age` opens it.
"""

import os
import unicodedata
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from ssc_desktop.bundle import envelope
from ssc_desktop.bundle.envelope import INTRO, SCRYPT, Envelope, Stanza
from ssc_desktop.bundle.refusals import damaged, unsafe
from ssc_desktop.errors import StorageError, WrongPassphrase
from ssc_desktop.files import Sink
from ssc_desktop.i18n import _

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

WORK: Final = 18
"""2^18, as the program `age` does: 256 MB and about a second, on any computer that opens it."""
_CHUNK: Final = 64 * 1024
_TAG: Final = 16
_FILE_KEY: Final = 16
_NONCE: Final = 16
_SALT: Final = 16
_LABEL: Final = b"age-encryption.org/v1/scrypt"
_NO_NONCE: Final = bytes(12)

Read = Callable[[int], bytes]
Write = Callable[[bytes], object]


def encrypt(read: Read, sink: Sink, passphrase: str) -> None:
    """Write what `read` gives, sealed by a passphrase. Raises StorageError for want of memory."""
    file_key, salt, nonce = os.urandom(_FILE_KEY), os.urandom(_SALT), os.urandom(_NONCE)
    wrapped = _cipher(_stretched(passphrase, salt, WORK)).encrypt(_NO_NONCE, file_key, None)
    salt_told, body = envelope.unpadded(salt), envelope.unpadded(wrapped)
    signed = INTRO + b"-> %b %b %d\n%b\n---" % (SCRYPT.encode(), salt_told, WORK, body)
    sink.write(signed + b" " + envelope.unpadded(_mac(file_key, signed)) + b"\n" + nonce)
    cipher = _cipher(_derived(file_key, nonce, b"payload"))
    for number, chunk, last in _chunks(read, _CHUNK):
        sink.write(cipher.encrypt(_nonce(number, last), chunk, None))


def decrypt(sealed: Envelope, read: Read, write: Write, passphrase: str, most_work: int) -> None:
    """Hand to `write` what is sealed; `read` begins behind the header.

    What was handed over counts only when this returns. Raises WrongPassphrase, Refusal for what is
    damaged or asks for too much work, and StorageError for want of memory.
    """
    file_key = _opened(sealed.stanzas[0], passphrase, most_work)
    if _mac(file_key, sealed.signed) != sealed.mac:
        raise damaged("header sum")
    nonce = read(_NONCE)
    if len(nonce) != _NONCE:
        raise damaged("cut short")
    cipher = _cipher(_derived(file_key, nonce, b"payload"))
    for number, chunk, last in _chunks(read, _CHUNK + _TAG):
        if last and number and len(chunk) == _TAG:
            raise damaged("empty end")
        plain = _decrypted(cipher, _nonce(number, last), chunk)
        if plain is None:
            raise damaged("content")
        write(plain)


def _opened(stanza: Stanza, passphrase: str, most_work: int) -> bytes:
    salt, work = envelope.work_of(stanza)
    if work > most_work:
        raise unsafe("work factor")
    file_key = _decrypted(_cipher(_stretched(passphrase, salt, work)), _NO_NONCE, stanza.body)
    if file_key is None:
        raise WrongPassphrase(
            _("That is not the passphrase of this file."),
            advice=_("Capitals, spaces and the language of the keyboard count. Try again."),
            rule="passphrase",
        )
    return file_key


def _chunks(read: Read, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Number, bytes, and whether it is the last; the only one may be empty."""
    number, chunk = 0, read(size)
    while following := read(size) if len(chunk) == size else b"":
        yield number, chunk, False
        number, chunk = number + 1, following
    yield number, chunk, True


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _stretched(passphrase: str, salt: bytes, work: int) -> bytes:
    """The slow step, which makes guessing dear; other threads run meanwhile."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415 - loaded late

    told = unicodedata.normalize("NFC", passphrase).encode()
    try:
        return Scrypt(salt=_LABEL + salt, length=32, n=1 << work, r=8, p=1).derive(told)
    except MemoryError as error:
        raise StorageError(
            _("This computer has not enough free memory to work with this passphrase."),
            advice=_("Close other programs and try again; nothing was changed."),
        ) from error


def _derived(file_key: bytes, salt: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    return HKDF(SHA256(), 32, salt, purpose).derive(file_key)


def _mac(file_key: bytes, signed: bytes) -> bytes:
    import hmac  # noqa: PLC0415

    return hmac.digest(_derived(file_key, b"", b"header"), signed, "sha256")


def _cipher(key: bytes) -> "ChaCha20Poly1305":
    from cryptography.hazmat.primitives.ciphers import aead  # noqa: PLC0415

    return aead.ChaCha20Poly1305(key)


def _decrypted(cipher: "ChaCha20Poly1305", nonce: bytes, data: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415

    try:
        return cipher.decrypt(nonce, data, None)
    except (InvalidTag, ValueError):
        return None
