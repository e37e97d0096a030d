"""The key of a protected library: 32 random bytes, wrapped once for each way to open it.

`library.key` lies beside the database and beside every copy of it. Each of its slots holds the key
wrapped by something that a person has: the password, the recovery code. A sum over the file tells
a wrong password from a damaged file; a check value tells this key from another. ADR 0028.

Nothing here is loaded before a password is asked for: `store.protection` looks at bytes alone.
"""

import base64
import binascii
import contextlib
import hashlib
import hmac
import json
import os
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from ssc_desktop import clock
from ssc_desktop.at_rest import FileKey
from ssc_desktop.errors import KeyFileLost, StorageError, WrongPassword
from ssc_desktop.files import replacing
from ssc_desktop.i18n import _
from ssc_desktop.store.protection import KEY_FILE

PASSWORD: Final = "password"  # noqa: S105 - the name of a slot
RECOVERY: Final = "recovery"
PROTECTING: Final = "protecting"
UNPROTECTING: Final = "unprotecting"

_FORMAT: Final = "ssc-desktop library key 1"
_ANY_FORMAT: Final = "ssc-desktop library key "
_LARGEST: Final = 64 * 1024
_WORK: Final = 16
"""2^16 with blocks of 8: 64 MB, and under half a second on a slow laptop."""
_MOST_WORK: Final = 20
_KEY: Final = 32
_NONCE: Final = 12


class DataKey:
    """What a protected library is encrypted with. Never shown, never logged, never in an address.

    Attributes:
        raw: the key of the database.
        files: what attachments, waiting bundles and rescue files are encrypted with.
        check: says which key it is and nothing of it, 16 hexadecimal digits.
    """

    __slots__ = ("check", "files", "raw")

    def __init__(self, raw: bytes) -> None:
        if len(raw) != _KEY:
            raise ValueError("a data key has 32 bytes")
        self.raw = raw
        self.files = FileKey(_derived(raw, b"files"))
        self.check = _derived(raw, b"check")[:8].hex()

    @staticmethod
    def new() -> "DataKey":
        """A key that nobody had before."""
        return DataKey(os.urandom(_KEY))

    def __repr__(self) -> str:
        return f"DataKey({self.check})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DataKey) and hmac.compare_digest(self.raw, other.raw)

    def __hash__(self) -> int:
        return hash(self.check)


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to the key.

    Attributes:
        kind: PASSWORD, RECOVERY or one that a later version knows.
        work: the exponent of scrypt's work.
        wrapped: the key, sealed with what scrypt makes of the secret and the salt.
    """

    kind: str
    made_at: str
    work: int
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What `library.key` says.

    Attributes:
        check: as `DataKey.check`.
        switch: PROTECTING or UNPROTECTING while files are changed over, else "".
    """

    check: str
    slots: tuple[Slot, ...]
    switch: str = ""

    def slot(self, kind: str) -> Slot | None:
        """The slot of a kind."""
        return next((one for one in self.slots if one.kind == kind), None)

    def with_slot(self, slot: Slot) -> "KeyFile":
        """With another slot of its kind, or one more."""
        others = tuple(one for one in self.slots if one.kind != slot.kind)
        return replace(self, slots=(*others, slot))


def _derived(raw: bytes, purpose: bytes) -> bytes:
    return hmac.digest(raw, b"ssc-desktop library " + purpose, "sha256")


# ------------------------------------------------------------------ the file


def read(path: Path) -> KeyFile:
    """The key file at `path`. Raises KeyFileLost where it is missing, damaged or of later times."""
    try:
        with path.open("rb") as stream:
            told: Any = json.loads(stream.read(_LARGEST))
        return _understood(told)
    except FileNotFoundError as error:
        raise KeyFileLost(
            _("The key file “{name}” of this library is missing.").format(name=KEY_FILE),
            advice=_("It also lies beside every backup: put a copy of it back into the folder."),
        ) from error
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise KeyFileLost(
            _("The key file “{name}” of this library is damaged.").format(name=KEY_FILE),
            advice=_("It also lies beside every backup: put a copy of it back into the folder."),
        ) from error


def _understood(told: dict[str, Any]) -> KeyFile:
    if told["format"] != _FORMAT:
        if str(told["format"]).startswith(_ANY_FORMAT):
            raise KeyFileLost(
                _("This library was protected with a newer version of the program."),
                advice=_("Nothing was changed. Install the newer version to open it."),
            )
        raise ValueError("another file")
    if not hmac.compare_digest(str(told.pop("sum")), _sum(told)):
        raise ValueError("sum")
    slots = tuple(
        Slot(
            str(one["kind"]),
            str(one["made_at"]),
            int(one["work"]),
            _bytes(one["salt"]),
            _bytes(one["nonce"]),
            _bytes(one["wrapped"]),
        )
        for one in told["slots"]
    )
    return KeyFile(str(told["check"]), slots, str(told["switch"]))


def write(path: Path, held: KeyFile) -> None:
    """Write the key file, whole or not at all. Raises StorageError or ExportError."""
    told: dict[str, Any] = {
        "format": _FORMAT,
        "check": held.check,
        "switch": held.switch,
        "slots": [
            {
                "kind": one.kind,
                "made_at": one.made_at,
                "work": one.work,
                "salt": _text(one.salt),
                "nonce": _text(one.nonce),
                "wrapped": _text(one.wrapped),
            }
            for one in held.slots
        ],
    }
    told["sum"] = _sum(told)
    with replacing(path) as stream:
        if os.name == "posix":
            os.fchmod(stream.fileno(), 0o600)
        stream.write(json.dumps(told, indent=1).encode() + b"\n")


def _sum(told: dict[str, Any]) -> str:
    rest = {name: value for name, value in told.items() if name != "sum"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: object) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except binascii.Error as error:
        raise ValueError("base64") from error


def paths(folder: Path) -> list[Path]:
    """The key file of the library in `folder`, and those of its backups, the newest first."""
    return [folder / KEY_FILE, *sorted(folder.glob("backups/*.key"), reverse=True)]


def held_by(folder: Path, key: DataKey) -> KeyFile:
    """The library's key file, or a backup's where that is lost or of another key.

    Where there is none, it is one without any slot: whoever has the key may make it anew.
    """
    for path in paths(folder):
        with contextlib.suppress(KeyFileLost):
            held = read(path)
            if held.check == key.check:
                return held
    return KeyFile(key.check, ())


def spread(folder: Path, held: KeyFile) -> None:
    """Let backups that open with the same key open as the library does. Raises as `write`."""
    for path in paths(folder)[1:]:
        try:
            other = read(path)
        except KeyFileLost:
            continue
        if other.check == held.check and other != held:
            write(path, held)


# ------------------------------------------------------------------ slots


def wrapped(key: DataKey, kind: str, secret: str) -> Slot:
    """A slot that gives the key to whoever has the secret. Raises StorageError: no memory."""
    salt, nonce = os.urandom(16), os.urandom(_NONCE)
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415

    cipher = ChaCha20Poly1305(_stretched(secret, salt, _WORK))
    sealed = cipher.encrypt(nonce, key.raw, kind.encode())
    return Slot(kind, clock.stamp(clock.now()), _WORK, salt, nonce, sealed)


def unwrapped(held: KeyFile, kind: str, secret: str) -> DataKey:
    """The key, by the secret of a slot. Raises WrongPassword; KeyFileLost where it has no slot."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415

    slot = held.slot(kind)
    if slot is None or not 1 <= slot.work <= _MOST_WORK:
        raise KeyFileLost(
            _("The key file “{name}” knows no such way to open the library.").format(name=KEY_FILE),
            advice=_("Try the password where you gave the code, or the code for the password."),
        )
    cipher = ChaCha20Poly1305(_stretched(secret, slot.salt, slot.work))
    try:
        key = DataKey(cipher.decrypt(slot.nonce, slot.wrapped, kind.encode()))
    except (InvalidTag, ValueError) as error:
        raise _wrong(kind) from error
    if not hmac.compare_digest(key.check, held.check):
        raise _wrong(kind)
    return key


def _wrong(kind: str) -> WrongPassword:
    if kind == RECOVERY:
        return WrongPassword(
            _("That is the code of another library, or an earlier code of this one."),
            advice=_("Look for the sheet with the latest date and the name of this library."),
        )
    return WrongPassword(
        _("That is not the password of this library."),
        advice=_(
            "Capitals, spaces and the language of the keyboard count. Try again, or use the code "
            "on the recovery sheet."
        ),
    )


def _stretched(secret: str, salt: bytes, work: int) -> bytes:
    """The slow step, which makes guessing dear; other threads run meanwhile."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415

    told = unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass")
    try:
        return Scrypt(salt=salt, length=_KEY, n=1 << work, r=8, p=1).derive(told)
    except MemoryError as error:
        raise StorageError(
            _("This computer has not enough free memory to open a protected library."),
            advice=_("Close other programs and try again; nothing was changed."),
        ) from error
