"""Signature files that the program `minisign` can check (prehashed Ed25519)."""

import base64
import binascii
import hashlib
import hmac
from typing import Final

from ssc_desktop.bundle.refusals import Refusal, damaged
from ssc_desktop.history.device import DeviceKey, signed_by

_PREHASHED: Final = b"ED"
_KEY: Final = b"Ed"
_UNTRUSTED: Final = "untrusted comment: "
_TRUSTED: Final = "trusted comment: "
_SIGNATURE_LENGTH: Final = 64
_KEY_LENGTH: Final = 32
_LONGEST: Final = 4096


def signature_file(signed: bytes, comment: str, device: DeviceKey) -> bytes:
    """The signature of `device` over `signed` and over the trusted comment."""
    signature = device.sign(hashlib.blake2b(signed).digest())
    outer = device.sign(signature + comment.encode())
    return _written(key_id(device.public), signature, comment, outer)


def check(
    file: bytes, signed: bytes, comment: str, public: bytes, number: bytes | None = None
) -> None:
    """Raise Refusal unless `file` is the signature by `public` over `signed` and `comment`.

    `number` is the key's own (`read_public_key`); that of a device's key follows from the key.
    """
    try:
        _untrusted, first, trusted, second, end = file[:_LONGEST].decode("ascii").split("\n")
        packed = base64.b64decode(first, validate=True)
        outer = base64.b64decode(second, validate=True)
    except (ValueError, binascii.Error) as error:
        raise damaged("signature form") from error
    head = _PREHASHED + (key_id(public) if number is None else number)
    if len(packed) != len(head) + _SIGNATURE_LENGTH or len(outer) != _SIGNATURE_LENGTH or end:
        raise damaged("signature form")
    if not hmac.compare_digest(packed[: len(head)], head):
        raise damaged("signature by another key")
    if trusted != _TRUSTED + comment:
        raise damaged("signature of another bundle")
    signature = packed[len(head) :]
    if not signed_by(public, signature, hashlib.blake2b(signed).digest()):
        raise _wrong()
    if not signed_by(public, outer, signature + comment.encode()):
        raise _wrong()


def public_key_file(public: bytes) -> bytes:
    """The public key as `minisign -p` reads it."""
    packed = base64.b64encode(_KEY + key_id(public) + public).decode()
    return f"{_UNTRUSTED}public key of an SSC Desktop device\n{packed}\n".encode()


def read_public_key(file: bytes) -> tuple[bytes, bytes]:
    """The eight bytes that are a key's number, and the key, of a file that `minisign -G` made.

    Raises ValueError where it is something else.
    """
    _untrusted, packed, *_rest = file[:_LONGEST].decode("ascii").split("\n")
    raw = base64.b64decode(packed, validate=True)
    kind, number, public = raw[:2], raw[2:10], raw[10:]
    if kind != _KEY or len(public) != _KEY_LENGTH:
        raise ValueError("no public key of minisign")
    return number, public


def key_id(public: bytes) -> bytes:
    """The eight bytes by which minisign tells keys apart."""
    return hashlib.sha256(public).digest()[:8]


def _written(key: bytes, signature: bytes, comment: str, outer: bytes) -> bytes:
    first = base64.b64encode(_PREHASHED + key + signature).decode()
    second = base64.b64encode(outer).decode()
    return (
        f"{_UNTRUSTED}signature of an SSC bundle\n{first}\n{_TRUSTED}{comment}\n{second}\n"
    ).encode()


def _wrong() -> Refusal:
    return damaged("signature")
