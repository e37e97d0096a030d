"""The key of this computer: it signs every save, and never enters the database or its backups."""

import base64
import binascii
import functools
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from ssc_desktop.errors import StorageError
from ssc_desktop.files import keep_secret
from ssc_desktop.history.identifiers import digest
from ssc_desktop.i18n import _

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

FILE_NAME: Final = "device.key"
_HEADING: Final = "ssc-device-key 1"
_SEED_LENGTH: Final = 32


class DeviceKey:
    """An Ed25519 key pair.

    Attributes:
        public: the 32 raw bytes of the public key.
        id: their SHA-256, lower-case hex; the name of the device in revisions and cuts.
    """

    def __init__(self, seed: bytes) -> None:
        self._private = _private_key(seed)
        self.public = self._private.public_key().public_bytes_raw()
        self.id = digest(self.public)

    def __repr__(self) -> str:
        return f"DeviceKey({self.id[:8]})"

    @classmethod
    def new(cls) -> Self:
        """A key nobody has seen yet."""
        return cls(secrets.token_bytes(_SEED_LENGTH))

    @classmethod
    def load_or_create(cls, folder: Path) -> Self:
        """The key kept in `folder`, made there at the first call.

        The file may be read by its owner alone. Raises StorageError where it is not a key: a new
        one is never made silently in its place. Also where the folder cannot be made or written.
        """
        path = folder / FILE_NAME
        try:
            if not path.exists():
                seed = base64.b64encode(secrets.token_bytes(_SEED_LENGTH)).decode()
                keep_secret(path, f"{_HEADING}\n{seed}\n".encode())
        except OSError as error:
            raise StorageError(
                _("The key of this computer cannot be kept in “{folder}”.").format(folder=folder),
                advice=_(
                    "Check that this is a folder, that it has room and that you may write to it."
                ),
            ) from error
        return cls(_kept(path))

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature over `message`."""
        return self._private.sign(message)


def new_incarnation() -> str:
    """A name for one life of a database on one device: 16 hex digits."""
    return secrets.token_hex(8)


def signed_by(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the holder of the key `public` signed `message`."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - late: history imports fast

    try:
        _public_key(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _private_key(seed: bytes) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - as above

    return ed25519.Ed25519PrivateKey.from_private_bytes(seed)


@functools.lru_cache(maxsize=256)
def _public_key(public: bytes) -> "Ed25519PublicKey":
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - as above

    return ed25519.Ed25519PublicKey.from_public_bytes(public)


def _kept(path: Path) -> bytes:
    try:
        heading, seed, end = path.read_text(encoding="ascii").split("\n")
        raw = base64.b64decode(seed, validate=True)
    except (OSError, ValueError, binascii.Error) as error:
        raise _no_key(path) from error
    if heading != _HEADING or end or len(raw) != _SEED_LENGTH:
        raise _no_key(path)
    return raw


def _no_key(path: Path) -> StorageError:
    return StorageError(
        _("The key of this computer, “{name}”, cannot be read.").format(name=path.name),
        advice=_(
            "Put the file back from a backup, or move it away: a new key is then made, and what"
            " was saved with the old one stays valid."
        ),
    )
