"""The first moment of a library: the lock, the connection, and the first page of the list.

Only the plain driver is used here: the window shows its list before SQLAlchemy is loaded.
"""

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop.errors import DiskFull, PasswordNeeded, ReadOnly
from ssc_desktop.i18n import _
from ssc_desktop.store import sqlite
from ssc_desktop.store.lock import Lock
from ssc_desktop.store.protection import DATABASE as DATABASE  # noqa: PLC0414 - its name
from ssc_desktop.store.protection import RESTORED, is_protected
from ssc_desktop.store.summary import LIST_COLUMNS, Summary

if TYPE_CHECKING:
    from ssc_desktop.store.key_slots import DataKey


class Beginning:
    """A library whose lock and connection are held, and whose schema is not yet looked at."""

    def __init__(self, folder: Path, key: "DataKey | None" = None) -> None:
        """Take the lock and open the database; the folder is made where it is missing.

        `key` is that of a protected library. Raises PasswordNeeded where it is one and no key is
        given, LibraryLocked, LibraryTooNew, LibraryDamaged, ReadOnly or DiskFull.
        """
        self.folder = folder
        self.path = folder / DATABASE
        if "\0" in str(folder):
            raise _cannot_be_made(folder)
        _make(folder)
        if os.path.exists(folder / RESTORED):  # noqa: PTH110 - raises nothing
            from ssc_desktop.store import swapping  # noqa: PLC0415 - after a crash alone

            swapping.ended(folder)
        if not _has_content(self.path):
            from ssc_desktop.store import traces  # noqa: PLC0415 - a new library's first time

            traces.refuse_emptied(folder)
        protected = is_protected(folder)
        if protected and key is None:
            raise PasswordNeeded(
                _("This library is protected with a password."),
                advice=_("Give the password, or the code on the recovery sheet."),
            )
        self.key = key if protected else None
        self._lock = Lock(folder)
        self.unclean = _has_content(self.path.with_name(f"{DATABASE}-wal"))
        """Whether the program did not end well when it had the library open last."""
        self.frozen = False
        """Whether it can only be read: the disk has not even room for an empty log."""
        self.used_reserve = False
        """Whether it could only be opened with the room of the reserve."""
        try:
            self.connection = self._connected()
        except BaseException:
            self._lock.release()
            raise

    def _connected(self) -> sqlite.Connection:
        """The connection; on a full disk with the room of the reserve, else for reading alone."""
        try:
            return sqlite.connect(self.path, self.key)
        except DiskFull:
            if not _has_content(self.path):
                raise
        from ssc_desktop.store import reserve  # noqa: PLC0415 - a full disk is seldom

        if reserve.release(self.folder):
            self.used_reserve = True
            with contextlib.suppress(DiskFull):
                return sqlite.connect(self.path, self.key)
        # what only the log holds could not be read so
        self.frozen = not self.unclean
        return sqlite.connect(self.path, self.key, frozen=self.frozen)

    @property
    def ready(self) -> bool:
        """Whether the schema is the newest; else it must be made or migrated first."""
        return sqlite.schema_number(self.connection) == sqlite.SCHEMA_NUMBER

    def first_rows(self, limit: int) -> list[Summary]:
        """The newest stories; nothing is counted, which among very many would take its time."""
        columns = ", ".join(LIST_COLUMNS)
        with sqlite.translated(self.path):
            rows = self.connection.execute(
                f"SELECT {columns} FROM listing WHERE deleted = 0 "  # noqa: S608 - our own names
                "ORDER BY number DESC LIMIT ?",
                (limit,),
            ).fetchall()
        return [Summary(*row) for row in rows]

    def close(self) -> None:
        """Close the database and give the lock back."""
        try:
            self.connection.close()
        finally:
            self._lock.release()


def _make(folder: Path) -> None:
    """Make the folder where it is missing; contacts and consents will lie in a new library's.

    Nobody else on this computer may read them, also where somebody made an empty folder for it.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_be_made(folder) from error
    with contextlib.suppress(OSError):  # a disk without rights, or somebody else's folder
        if os.name == "posix" and not any(folder.iterdir()):
            folder.chmod(0o700)


def _cannot_be_made(folder: Path) -> ReadOnly:
    return ReadOnly(
        _("The folder “{folder}” cannot be made.").format(folder=folder),
        advice=_("Choose a folder that you may write to."),
    )


def _has_content(path: Path) -> bool:
    """Whether there is such a file and something in it.

    A write-ahead log has where the program did not end well: a good end empties it.
    """
    try:
        return path.stat().st_size > 0
    except OSError:
        return False
