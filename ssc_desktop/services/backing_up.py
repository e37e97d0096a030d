"""Backups: copies of the library that were looked through, made while people go on typing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.services.answers import Progress, Stop
from ssc_desktop.store.key_slots import DataKey
from ssc_desktop.store.library import Library

Between = Callable[[], None]
"""What is done between two steps of a backup: the saves and reads that wait."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a library's database, and the attachments it names.

    Attributes:
        path: the copy of the database.
        made_at: the moment, as `YYYY-MM-DDThh:mm:ssZ`.
        reason: `opened`, `regular`, `asked`, `before-take`, `before-settle`, `before-delete`,
            `before-update`, `before-restore`, `before-protect`, `protected` or `before-story`.
        stories: how many stories it holds, without those in the trash; None where nobody counted.
        size: bytes of the database.
        attachments: how many files belong to it.
        verified_at: when every word in it was last found to be whole; None where it never was.
        protected: it opens with a password alone.
    """

    path: Path
    made_at: str
    reason: str
    stories: int | None
    size: int
    attachments: int
    verified_at: str | None
    protected: bool

    @property
    def why(self) -> str:
        """The reason as a sentence for people, in their language."""
        raise NotImplementedError


def every(folder: Path) -> tuple[Backup, ...]:
    """The backups of the library in `folder`, the newest first; the library need not be open."""
    raise NotImplementedError


def due(library: Library, *, opening: bool = False) -> str:
    """The reason for a backup now: `opened`, `regular` or "" for none.

    One is due where something changed since the last, and that is half an hour old; when the
    library was just opened (`opening`), whatever its age.
    """
    raise NotImplementedError


def make(
    library: Library,
    reason: str,
    *,
    between: Between | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Backup:
    """Make a backup, look through it, and only then remove those that are no longer kept.

    On the thread of the library; between its steps `between` is called, by default what the
    library was given as `Library.between`. Raises Cancelled, DiskFull, LibraryDamaged and
    StorageError; there is then no new backup, and no older one was removed.
    """
    raise NotImplementedError


def before(library: Library, reason: str) -> None:
    """A backup before work that changes much, unless nothing changed since the last good one.

    Raises as `make`: the work is then not begun.
    """
    raise NotImplementedError


def verify(
    backup: Backup, key: DataKey | None = None, *, between: Between | None = None
) -> Backup:
    """Look through a backup anew: its bytes, its pages, the digest of every save and revision.

    Raises LibraryDamaged where one bit is not what it was, and PasswordNeeded.
    """
    raise NotImplementedError


def remove(folder: Path, backup: Backup) -> None:
    """Remove one backup, and the attachments that no other backup names."""
    raise NotImplementedError


def copy_to(
    backup: Backup,
    folder: Path,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Path:
    """Put a copy of a backup in a second place as one archive; read back and compared.

    It needs no library. Raises DiskFull and its kin, Cancelled.
    """
    raise NotImplementedError


def second_copy_age(folder: Path) -> int | None:
    """Days since a backup of the library in `folder` was last put in a second place.

    None where it never was. Nobody need be reminded before seven.
    """
    raise NotImplementedError
