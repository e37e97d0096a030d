"""Backups: copies of the library that were looked through, made while people go on typing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ssc_desktop import clock
from ssc_desktop.errors import Later, PasswordNeeded
from ssc_desktop.files import refused
from ssc_desktop.i18n import _
from ssc_desktop.services.answers import Progress, Stop
from ssc_desktop.store import backup_making, backups, copying
from ssc_desktop.store.backup_making import Source, nothing
from ssc_desktop.store.backups import Backup, every
from ssc_desktop.store.sqlite import translated

if TYPE_CHECKING:
    from ssc_desktop.store.key_slots import DataKey
    from ssc_desktop.store.library import Library

__all__ = [
    "Backup",
    "before",
    "due",
    "every",
    "make",
    "remove",
    "verify",
]

EVERY: Final = timedelta(minutes=30)
"""So old the last backup is when the next is due."""
_TOGETHER: Final = timedelta(minutes=10)
"""What is taken in or deleted within that time has one backup before all of it."""

Between = Callable[[], None]
"""What is done between two steps of a backup: the saves and reads that wait."""


def due(library: "Library", *, opening: bool = False) -> str:
    """The reason for a backup now: `opened`, `regular` or "" for none.

    One is due where something changed since the last, and that is half an hour old; when the
    library was just opened (`opening`), whatever its age.
    """
    last = _last_good(library.folder)
    if _is_kept(last, library):
        return ""
    if opening:
        return "opened"
    return "regular" if last is None or not _is_within(EVERY, last) else ""


def _last_good(folder: Path) -> Backup | None:
    return next((one for one in every(folder) if one.verified_at), None)


def _is_kept(last: Backup | None, library: "Library") -> bool:
    """Whether nothing is in a library that its last good backup does not hold."""
    with translated(library.path):
        held = last is not None and last.state == copying.state(library.raw)
        return held or copying.is_empty(library.raw)


def make(
    library: "Library",
    reason: str,
    *,
    between: Between | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Backup:
    """Make a backup, look through it, and only then remove those that are no longer kept.

    On the thread of the library; between its steps `between` is called, by default what the
    library was given as `Library.between`. Raises FileGone, Cancelled, DiskFull, LibraryDamaged and
    StorageError; there is then no new backup, and no older one was removed. Raises Later within
    `between` of another backup.
    """
    library.still_there()  # a folder that is gone has no room either: that would be untrue
    source = Source(library.folder, library.path, library.raw, library.key)
    with _alone(library):
        return backup_making.make(
            source, reason, between=between or library.between, progress=progress, stop=stop
        )


@contextmanager
def _alone(library: "Library") -> Iterator[None]:
    if library.backs_up:
        raise Later
    library.backs_up = True
    try:
        yield
    finally:
        library.backs_up = False


def before(library: "Library", reason: str) -> None:
    """A backup before work that changes much, unless nothing changed since the last good one.

    Of work for the same reason that follows within ten minutes, the first has one. Raises as
    `make`: the work is then not begun.
    """
    last = _last_good(library.folder)
    if last is not None and last.reason == reason and _is_within(_TOGETHER, last):
        return
    if _is_kept(last, library):
        return
    make(library, reason)


def _is_within(span: timedelta, last: Backup) -> bool:
    # the clock may have been set back: what is of tomorrow is of no use
    return timedelta(seconds=-1) <= clock.now() - last.moment < span


def verify(backup: Backup, key: "DataKey | None" = None, *, between: Between = nothing) -> Backup:
    """Look through a backup anew: its bytes, its pages, the digest of every save and revision.

    Raises LibraryDamaged where one bit is not what it was, and PasswordNeeded.
    """
    if backup.protected and key is None:
        raise needs_password()
    if copying.has_journal(backup.path):  # as it was laid aside: restoring reads both together
        return backup
    looked = copying.looked_through_beside(
        backup.path, key if backup.protected else None, between=between
    )
    if backup.sha256 and looked.sha256 != backup.sha256:
        raise copying.damaged(backup.path)
    found = replace(
        backup,
        stories=looked.stories,
        verified_at=clock.stamp(clock.now()),
        sha256=looked.sha256,
        state=looked.state,
    )
    backups.tell(found, looked.schema)
    return found


def needs_password() -> PasswordNeeded:
    """What is said of a protected backup without its key."""
    return PasswordNeeded(
        _("This backup is protected with a password."),
        advice=_("Give the password that the library had when it was made."),
    )


def remove(folder: Path, backup: Backup) -> None:
    """Remove one backup, and the attachments that no other backup names. Raises StorageError."""
    try:
        backups.remove(backup)
        backups.drop_unnamed(folder)
    except OSError as error:
        raise refused(error, backup.path) from error


def holding_words(folder: Path) -> int:
    """How many copies of the library there are, each of which may hold what was destroyed in it.

    Attachments that none of them names are gone with the call.
    """
    backups.drop_unnamed(folder)
    return len(every(folder))
