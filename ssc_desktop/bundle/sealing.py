"""Sealing: a whole bundle inside an encrypted file (age v1), and out of it again.

A bundle is signed inside and sealed outside: everything but the size is hidden. It is sealed for
keys (`Lock.to`) or by a passphrase (`Lock.by`), never by both.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from ssc_desktop.bundle.watch import Progress, Stop

ENDING: Final = ".sscz.age"
KEY_FILE: Final = "sealing.key"


class SealingKey:
    """The age key pair of this computer, which opens what was sealed for it.

    Attributes:
        recipient: the public half, `age1…`; may be given to anybody.
    """

    recipient: str

    @classmethod
    def load_or_create(cls, folder: Path) -> Self:
        """The key kept in `folder` (`sealing.key`), made there at the first call.

        The file may be read by its owner alone, and is an identity file of the program `age`.
        Raises StorageError where it is not a key or cannot be kept: a new one is never made
        silently in its place. Raises CannotSeal where this computer lacks the library for it.
        """
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Lock:
    """For whom a bundle is sealed: some keys, or whoever knows a passphrase."""

    recipients: tuple[str, ...] = ()
    passphrase: str = ""

    @classmethod
    def to(cls, own: SealingKey, recipients: Iterable[str]) -> Self:
        """For these keys (`age1…`) and this computer; raises InvalidInput for one that is none."""
        raise NotImplementedError

    @classmethod
    def by(cls, passphrase: str) -> Self:
        """By a passphrase; raises InvalidInput where it has less than 8 characters."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Keys:
    """What a reader has to open a sealed bundle with.

    Attributes:
        key: the key of this computer.
        passphrase: what a person typed, or "".
        most_work: the greatest scrypt work factor (a power of two) that is tried; a person may
            consent to more for one file.
    """

    key: SealingKey | None = None
    passphrase: str = ""
    most_work: int = 20


def is_sealed(source: Path) -> bool:
    """Whether a file is encrypted by age, whatever its name; False where there is no file."""
    raise NotImplementedError


def needs_passphrase(source: Path) -> bool:
    """Whether a sealed file is opened with a passphrase; raises as `unseal` for a bad header."""
    raise NotImplementedError


def seal(
    source: Path,
    target: Path,
    lock: Lock,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> int:
    """Write the bundle `source` to `target`, encrypted; returns the size.

    It is written, read back and compared before it gets its name, like a bundle. Raises CannotSeal,
    DiskFull and its kin, and Cancelled; an older file is then as it was.
    """
    raise NotImplementedError


def unseal(
    source: Path,
    room: Path,
    keys: Keys,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Path:
    """Decrypt `source` into the private folder `room`, whole or not at all.

    Raises NotForYou (sealed for other keys), PassphraseNeeded (none was given; WrongPassphrase
    where it is another one), Damaged, Unsafe (an absurd header, too much work), NotABundle (not
    encrypted by age), TooNew; CannotSeal, DiskFull and its kin, and Cancelled.
    """
    raise NotImplementedError


@contextmanager
def opened(
    source: Path,
    spool: Path | None,
    keys: Keys | None = None,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Iterator[Path]:
    """The one door for everybody who reads bundles: a path with the plain bundle.

    That is `source` itself where it is not sealed. Otherwise it is decrypted into a private folder
    in `spool` (the system's folder for such things where that is None), which is removed at the
    end, whatever happens. Raises as `unseal`.
    """
    raise NotImplementedError
    yield source
