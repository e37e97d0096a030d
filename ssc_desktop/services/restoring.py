"""Bringing back a whole library, or some of its stories, from a backup."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.services.answers import Changes, Progress, Summary
from ssc_desktop.services.backing_up import Backup
from ssc_desktop.store.key_slots import DataKey
from ssc_desktop.store.library import Library


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of restoring a library.

    Attributes:
        backup: what it was restored from.
        aside: where the database that was there lies now, a backup like others; None for none.
        attachments: files that were brought back.
        missing: files (SHA-256) that the backup names and that are nowhere.
    """

    backup: Backup
    aside: Path | None
    attachments: int
    missing: tuple[str, ...]


def unlocked(backup: Backup, password: str) -> DataKey:
    """The key of a protected backup, by the password it was made under. Raises WrongPassword."""
    raise NotImplementedError


def restore(
    folder: Path, backup: Backup, key: DataKey | None = None, *, progress: Progress | None = None
) -> Restored:
    """Put a backup in the place of the library in `folder`, which must be closed.

    The database that is there may be missing, empty or damaged; it is laid aside as a backup
    (`before-restore`) with its journal. A crash on the way leaves the one or the other whole; the
    next start ends the work. Raises LibraryLocked, LibraryDamaged where the backup is not whole,
    PasswordNeeded, DiskFull and StorageError; the library is then as it was.
    """
    raise NotImplementedError


def stories_in(backup: Backup, key: DataKey | None = None) -> tuple[Summary, ...]:
    """The stories of a backup, the newest first. Raises LibraryDamaged and PasswordNeeded."""
    raise NotImplementedError


def restore_stories(
    library: Library, backup: Backup, ids: Sequence[str], key: DataKey | None = None
) -> Changes:
    """Let some stories say again what they said in a backup, as a save like any other.

    Nothing is lost: what they say today stays in their history. What was withdrawn for good does
    not come back. Stories that are not here come with their whole history. Raises LibraryDamaged,
    PasswordNeeded and NotFound.
    """
    raise NotImplementedError
