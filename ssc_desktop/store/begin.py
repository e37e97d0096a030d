"""The first moment of a library: the lock, the connection, and the first page of the list.

Only the plain driver is used here: the window shows its list before SQLAlchemy is loaded.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.errors import ReadOnly
from ssc_desktop.i18n import _
from ssc_desktop.store import sqlite
from ssc_desktop.store.lock import Lock

DATABASE = "library.sqlite"
LIST_COLUMNS = (
    "case_uuid", "number", "title", "short_name", "status", "givers", "takers", "sector",
    "changed", "completeness", "conflicts", "deleted", "contested", "fingerprint", "packed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of the list, as it is kept."""

    case_uuid: str
    number: int
    title: str
    short_name: str
    status: str
    givers: tuple[str, ...]
    takers: tuple[str, ...]
    sector: str
    changed: str
    completeness: int
    conflicts: int
    deleted: bool
    contested: bool
    fingerprint: str
    packed: str


def list_row(row: tuple[object, ...]) -> ListRow:
    """A row of the table `listing`, its columns in the order of LIST_COLUMNS."""
    values = list(row)
    values[5], values[6] = tuple(json.loads(str(row[5]))), tuple(json.loads(str(row[6])))
    values[11], values[12] = bool(row[11]), bool(row[12])
    return ListRow(*values)  # type: ignore[arg-type]  # the columns' own types


class Beginning:
    """A library whose lock and connection are held, and whose schema is not yet looked at."""

    def __init__(self, folder: Path) -> None:
        """Take the lock and open the database; the folder is made where it is missing.

        Raises LibraryLocked, LibraryTooNew, LibraryDamaged, ReadOnly or DiskFull.
        """
        self.folder = folder
        self.path = folder / DATABASE
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise ReadOnly(
                _("The folder “{folder}” cannot be made.").format(folder=folder),
                advice=_("Choose a folder that you may write to."),
            ) from error
        self._lock = Lock(folder)
        try:
            self.connection = sqlite.connect(self.path)
        except BaseException:
            self._lock.release()
            raise

    @property
    def ready(self) -> bool:
        """Whether the schema is the newest; else it must be made or migrated first."""
        return sqlite.schema_number(self.connection) == sqlite.SCHEMA_NUMBER

    def first_rows(self, limit: int) -> tuple[list[ListRow], dict[str, int], int]:
        """The newest stories, how many there are by status, and how many no bundle holds yet."""
        columns = ", ".join(LIST_COLUMNS)
        with sqlite.translated(self.path):
            rows = self.connection.execute(
                f"SELECT {columns} FROM listing WHERE deleted = 0 "  # noqa: S608 - our own names
                "ORDER BY number DESC LIMIT ?",
                (limit,),
            ).fetchall()
            counts = self.connection.execute(
                "SELECT status, count(*) FROM listing WHERE deleted = 0 GROUP BY status"
            ).fetchall()
            unpacked = self.connection.execute(
                "SELECT count(*) FROM listing WHERE deleted = 0 AND fingerprint <> packed"
            ).fetchone()[0]
        return [list_row(row) for row in rows], dict(counts), unpacked

    def close(self) -> None:
        """Close the database and give the lock back."""
        try:
            self.connection.close()
        finally:
            self._lock.release()
