"""Files in the form of age (age-encryption.org/v1), made to be bent; nothing of ours makes them."""

import base64
import hmac
import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

VECTORS = Path(__file__).with_name("age-vectors.zip")
"""The test vectors of the format by the Community Cryptography Specification Project (c2sp.org,
CCTV/age/testdata; 0BSD or CC0, no attribution asked)."""


@dataclass(frozen=True)
class Vector:
    """A file, and what every program should make of it.

    Attributes:
        expect: `success`, `no match`, `HMAC failure`, `header failure`, `payload failure` or
            `armor failure`.
        payload: the SHA-256 of what is in it.
    """

    name: str
    data: bytes
    expect: str
    payload: str
    secret: str
    passphrase: str
    file_key: bytes


def vectors() -> Iterator[Vector]:
    """All of them but those for keys after quantum computers, which we do not use."""
    with zipfile.ZipFile(VECTORS) as archive:
        for name in archive.namelist():
            head, _line, data = archive.read(name).partition(b"\n\n")
            told = dict(line.split(": ", 1) for line in head.decode().splitlines())
            if "AGE-SECRET-KEY-PQ" in head.decode():
                continue
            yield Vector(
                name,
                zlib.decompress(data) if "compressed" in told else data,
                told["expect"],
                told.get("payload", ""),
                told.get("identity", ""),
                told.get("passphrase", ""),
                bytes.fromhex(told.get("file key", "")),
            )


def base64ed(raw: bytes) -> bytes:
    """Base64 as age writes it."""
    return base64.b64encode(raw).rstrip(b"=")


def by_passphrase(
    payload: bytes, passphrase: str, *, file_key: bytes = b"", work: int = 4, told: str = ""
) -> bytes:
    """A file for a passphrase around a payload that is encrypted already; `told` is its lie."""
    file_key = file_key or os.urandom(16)
    salt = os.urandom(16)
    stretched = Scrypt(b"age-encryption.org/v1/scrypt" + salt, 32, 1 << work, 8, 1)
    wrapped = ChaCha20Poly1305(stretched.derive(passphrase.encode())).encrypt(
        bytes(12), file_key, None
    )
    factor = told or str(work)
    stanza = b"-> scrypt %b %b\n%b\n" % (base64ed(salt), factor.encode(), base64ed(wrapped))
    return headed(stanza, file_key) + payload


def headed(stanzas: bytes, file_key: bytes) -> bytes:
    """A header with a right sum."""
    signed = b"age-encryption.org/v1\n" + stanzas + b"---"
    key = HKDF(SHA256(), 32, b"", b"header").derive(file_key)
    return signed + b" " + base64ed(hmac.digest(key, signed, "sha256")) + b"\n"


def header_of(data: bytes) -> bytes:
    """The header of a file, with the end of its line."""
    return data[: data.index(b"\n", data.index(b"\n--- ") + 1) + 1]
