"""The header of an age file (`age-encryption.org/v1`), read before anything is believed or worked.

It is text of a few lines: the version, a stanza for each key the file is sealed for (or one for a
passphrase), and a sum over them that only an opener can check.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import BinaryIO, Final

from ssc_desktop.bundle.refusals import damaged, not_a_bundle, too_new, unsafe

INTRO: Final = b"age-encryption.org/v1\n"
SNIFFED: Final = 40
"""So many first bytes tell an age file."""
SCRYPT: Final = "scrypt"
X25519: Final = "X25519"

_ANY_VERSION = re.compile(rb"age-encryption\.org/v(\d{1,9})\n")
_ARMOR: Final = b"-----BEGIN AGE ENCRYPTED FILE-----"
_MOST: Final = 64 * 1024
_STANZAS: Final = 256
_COLUMNS: Final = 64
_SCRYPT_BODY: Final = 32
_SALT: Final = 16
_END = re.compile(rb"\n--- ([A-Za-z0-9+/]{43})\n")
_ARGUMENT = re.compile(rb"[\x21-\x7e]+")
_WORK = re.compile(r"[1-9][0-9]?")


@dataclass(frozen=True, slots=True)
class Stanza:
    """What one key, or a passphrase, is given to open the file with."""

    kind: str
    arguments: tuple[str, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """A header that keeps the rules.

    Attributes:
        signed: the bytes that the sum is over.
        mac: the sum.
        size: where the content begins.
    """

    stanzas: tuple[Stanza, ...]
    signed: bytes
    mac: bytes
    size: int

    @property
    def by_passphrase(self) -> Stanza | None:
        """The stanza for a passphrase, which is then the only one."""
        return self.stanzas[0] if self.stanzas[0].kind == SCRYPT else None


def is_age(start: bytes) -> bool:
    """Whether a file that begins so is encrypted by age, of any version, armoured or not."""
    return start.startswith(_ARMOR) or _ANY_VERSION.match(start) is not None


def read(stream: BinaryIO) -> Envelope:
    """The header at the beginning of `stream`; raises Refusal where it breaks a rule.

    No more of the file than a header may have is read.
    """
    start = stream.read(_MOST)
    _check_version(start)
    end = _END.search(start, len(INTRO) - 1)
    if end is None:
        raise unsafe("header size") if len(start) == _MOST else damaged("header")
    stanzas = tuple(_stanzas(start[len(INTRO) : end.start() + 1].split(b"\n")[:-1]))
    if not stanzas:
        raise damaged("sealed for nobody")
    if len(stanzas) > 1 and any(stanza.kind == SCRYPT for stanza in stanzas):
        raise unsafe("passphrase beside keys")
    signed = start[: end.start() + len(b"\n---")]
    return Envelope(stanzas, signed, plain_bytes(end[1]), end.end())


def work_of(stanza: Stanza) -> tuple[bytes, int]:
    """Salt and work factor of a stanza for a passphrase; raises Refusal where it is none."""
    if len(stanza.arguments) != 2 or len(stanza.body) != _SCRYPT_BODY:
        raise damaged("header")
    salt, work = stanza.arguments
    raw = plain_bytes(salt.encode())
    if len(raw) != _SALT or not _WORK.fullmatch(work):
        raise damaged("header")
    return raw, int(work)


def unpadded(raw: bytes) -> bytes:
    """Base64 as age writes it."""
    return base64.b64encode(raw).rstrip(b"=")


def plain_bytes(text: bytes) -> bytes:
    """What base64 without padding says; raises Refusal where it could be written otherwise."""
    try:
        raw = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise damaged("header") from error
    if unpadded(raw) != text:
        raise damaged("header")
    return raw


def _check_version(start: bytes) -> None:
    if start.startswith(INTRO):
        return
    if start.startswith(_ARMOR):
        raise not_a_bundle("armor")
    version = _ANY_VERSION.match(start)
    if version is not None:
        raise too_new(f"age {version[1].decode()}", "", "")
    raise damaged("header") if INTRO.startswith(start) and start else not_a_bundle("not age")


def _stanzas(lines: list[bytes]) -> list[Stanza]:
    """Each begins with an arrow; its body ends with a line that is not full."""
    found: list[Stanza] = []
    at = 0
    while at < len(lines):
        words = lines[at].split(b" ")
        if words[0] != b"->" or len(words) < 2 or not all(map(_ARGUMENT.fullmatch, words)):
            raise damaged("header")
        if len(found) == _STANZAS:
            raise unsafe("keys")
        first = at = at + 1
        while at < len(lines) and len(lines[at]) == _COLUMNS:
            at += 1
        at += 1
        body = lines[first:at]
        if at > len(lines) or len(body[-1]) > _COLUMNS:
            raise damaged("header")
        kind, *arguments = (word.decode() for word in words[1:])
        found.append(Stanza(kind, tuple(arguments), plain_bytes(b"".join(body))))
    return found
