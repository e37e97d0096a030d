"""Putting a restored database in the place of the one that is there, whenever the power goes.

A database that is whole and on the disk under the name RESTORED will be the library's: that name is
the decision. What is left to do after a crash is done at the next start, before the library is
opened; a database beside another one's journal would be destroyed by it.
"""

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ssc_desktop.errors import SscError
from ssc_desktop.files import refused, sync_folder
from ssc_desktop.identifiers import is_id
from ssc_desktop.store import backups
from ssc_desktop.store.lock import Lock
from ssc_desktop.store.protection import DATABASE, KEY_FILE, RESTORED

RESTORED_KEY: Final = "library.restored.key"
"""Laid there before, where another key file goes with it."""
KEPT: Final = ".kept"
"""Behind the name of a copy that waited in the Inbox when the restored database took its place."""
_INBOX: Final = "inbox"


@dataclass(frozen=True, slots=True)
class Swapped:
    """What was done: where the database that was there lies now, or None for none."""

    aside: Path | None


def ended(folder: Path) -> None:
    """End what a crash interrupted. Raises LibraryLocked, and StorageError."""
    lock = Lock(folder)
    try:
        finish(folder)
    finally:
        lock.release()


def finish(folder: Path) -> Swapped | None:
    """Put what was restored in its place; None where nothing was. For whoever holds the lock.

    May be interrupted anywhere and begun anew. Raises StorageError.
    """
    restored = folder / RESTORED
    try:
        if not restored.exists():
            (folder / RESTORED_KEY).unlink(missing_ok=True)
            return None
        aside = backups.set_aside(folder, folder / DATABASE, moment_of(restored))
        if aside is not None:
            _tell(folder, aside)
        if (folder / RESTORED_KEY).exists():
            if aside is not None:
                _keep_key(folder, aside)
            (folder / RESTORED_KEY).replace(folder / KEY_FILE)
        _keep_waiting(folder)
        restored.replace(folder / DATABASE)
        sync_folder(folder)
    except OSError as error:
        raise refused(error, folder / DATABASE) from error
    return Swapped(aside)


def moment_of(restored: Path) -> datetime:
    """The same at every try: what was moved before must lie beside what is moved now."""
    return datetime.fromtimestamp(restored.stat().st_mtime, UTC)


def _keep_key(folder: Path, aside: Path) -> None:
    """Leave with the database that was laid aside what opens it; moving it needs no room."""
    own = aside.with_suffix(".key")
    if (folder / KEY_FILE).exists() and not own.exists():
        (folder / KEY_FILE).replace(own)


def _keep_waiting(folder: Path) -> None:
    """Let bundles wait on that the restored database may not know of: `inbox.sweep` sees to it."""
    waiting = [path for path in (folder / _INBOX).glob("*") if is_id(path.name)]
    for path in waiting:
        path.replace(path.with_name(f"{path.name}{KEPT}"))
    if waiting:
        sync_folder(folder / _INBOX)


def _tell(folder: Path, aside: Path) -> None:
    """Say of the database that was laid aside what it is; it is kept all the same where not."""
    with contextlib.suppress(SscError, OSError):
        if not aside.with_suffix(".files").exists():
            names = [path.name for path in backups.files_in(folder / backups.ATTACHMENTS)]
            backups.put_beside(folder, aside, names)
        found = backups.read(aside)
        if found is not None:
            backups.tell(found)
