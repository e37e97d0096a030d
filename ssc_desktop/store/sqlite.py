"""All that is SQLite's own: the connection's settings, the search index, backups, checks.

The driver is sqlcipher3 also for plain libraries (a current SQLite everywhere, and a lock later).
Nothing here imports SQLAlchemy, so the window can read its first page before that is loaded.
"""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2 as driver

from ssc_desktop.errors import (
    Cancelled,
    DiskFull,
    LibraryDamaged,
    LibraryLocked,
    LibraryTooNew,
    ReadOnly,
    StorageError,
)
from ssc_desktop.i18n import _
from ssc_desktop.paths import bundled
from ssc_desktop.record.wanted import Term, wanted
from ssc_desktop.store.folding import as_indexed

if TYPE_CHECKING:
    # the driver brings no types; it is the standard module's twin
    from sqlite3 import Connection as Connection  # noqa: PLC0414 - re-exported

    from ssc_desktop.store.key_slots import DataKey
else:
    Connection = driver.Connection

# what is bound as it is, said at once: the driver otherwise looks in vain for a way to convert each
# None and each bytes object, which takes ten times as long as binding it
driver.register_adapter(type(None), {}.get)
driver.register_adapter(bytes, bytes)

_MIGRATIONS = (bundled("migrations") / "versions").glob("[0-9][0-9][0-9][0-9]_*.py")
SCHEMA_NUMBER = max(int(path.name[:4]) for path in _MIGRATIONS)
"""The number of the newest migration, read off its file name: Alembic is not loaded for it."""
APPLICATION_ID = 0x53534344  # “SSCD”

_SETTINGS = (
    # first: no shared memory file, so a full disk cannot kill the process, and no second program
    "locking_mode=EXCLUSIVE",
    "journal_mode=WAL",
    # NORMAL loses acknowledged saves at a power cut; FULL costs one fdatasync a save
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "mmap_size=0",
    "journal_size_limit=8388608",
    "cache_size=-8000",
)
# the last is what is said where the search index cannot be read
_SIGNS_OF_DAMAGE = (
    "malformed", "not a database", "corrupt", "could not decode", "codec can't decode",
    "vtable constructor failed",
)  # fmt: skip
_SMALL_FREE = 20 * 1024 * 1024


def connect(path: Path, key: "DataKey | None" = None, *, frozen: bool = False) -> Connection:
    """The one connection to the database at `path`, made safe; a new file is made where none is.

    `key` is that of a protected library. Raises LibraryTooNew before anything is written where a
    newer version made it, LibraryLocked where another program has it open, and LibraryDamaged where
    it is no database.
    """
    with translated(path):
        name = f"{path.absolute().as_uri()}?immutable=1" if frozen else str(path)
        connection = driver.connect(
            name, timeout=3, check_same_thread=False, isolation_level=None, uri=frozen
        )
        try:
            if key is not None:
                unlock(connection, key)
            _set_up(connection)
        except BaseException:
            connection.close()  # a half-open connection would keep the exclusive lock
            raise
    return connection  # type: ignore[no-any-return]  # the driver brings no types


def unlock(connection: Connection, key: "DataKey", schema: str = "main") -> None:
    """Give a connection, before anything else is asked of it, what the database opens with."""
    connection.execute("PRAGMA cipher_log_level = NONE")  # else it writes to the terminal
    connection.execute(f"PRAGMA {schema}.key = \"x'{key.raw.hex()}'\"")


def _set_up(connection: Connection) -> None:
    connection.execute(f"PRAGMA {_SETTINGS[0]}")
    number = connection.execute("PRAGMA user_version").fetchone()[0]
    if number > SCHEMA_NUMBER:
        raise LibraryTooNew(
            _("This library was made with a newer version of the program."),
            advice=_("Nothing was changed. Install the newer version to open it."),
        )
    foreign = not number and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if foreign or (
        number and connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID
    ):
        raise LibraryDamaged(
            _("This file is not a library of this program."),
            advice=_("Nothing was changed. Choose another folder."),
        )
    for setting in _SETTINGS[1:]:
        connection.execute(f"PRAGMA {setting}")


def schema_number(connection: Connection) -> int:
    """The number of the schema in the database; 0 where it is new."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def mark_schema(connection: Connection) -> None:
    """Write down, within the transaction under way, that the schema is the newest."""
    connection.execute(f"PRAGMA user_version = {SCHEMA_NUMBER}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system says about the database into our errors."""
    try:
        yield
    except (driver.DatabaseError, UnicodeDecodeError) as error:  # the latter quotes the schema
        refuse_interrupted(error)
        raise meaning(error, path) from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise full() from error
        raise


def refuse_interrupted(error: BaseException) -> None:
    """Raises Cancelled where `error` says that somebody asked a read to end."""
    if "interrupted" in str(error).lower():
        raise Cancelled from error


def meaning(error: BaseException, path: Path) -> StorageError:
    """The plain words for an error of the driver. Disk full is decided by the free space."""
    text = str(error).lower()
    if "disk is full" in text or (_may_be_full(text) and _is_full(path.parent)):
        return full()
    if "locked" in text or "busy" in text:
        return LibraryLocked(
            _("The library is open in another program."),
            advice=_("Close it there and try again."),
        )
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return ReadOnly(
            _("The library's folder cannot be written."),
            advice=_("Check that the disk is there and that you may write to the folder."),
        )
    if any(sign in text for sign in _SIGNS_OF_DAMAGE):
        return LibraryDamaged(
            _("The library's database is damaged."),
            advice=_("Restore a backup, or save what can be read; nothing was changed."),
        )
    if "i/o error" in text:
        return StorageError(
            _("The disk does not take or give back what it should: it may be failing."),
            advice=_("What was saved before is not changed. Copy the library to another disk."),
        )
    return StorageError(
        _("The library could not be read or written: {reason}.").format(reason=error),
        advice=_("What was saved before was not changed. Check the disk and try again."),
    )


def _may_be_full(text: str) -> bool:
    # a file that cannot be made, grown, synced or removed: the system says why in many ways
    return any(sign in text for sign in ("i/o error", "unable to open", "readonly", "read-only"))


def _is_full(folder: Path) -> bool:
    return os.access(folder, os.W_OK) and free_space(folder) < _SMALL_FREE


def full() -> DiskFull:
    """What is said of a full disk."""
    return DiskFull(
        _("The disk is full."),
        advice=_("What was saved before is safe. Free some space and try again."),
    )


def free_space(folder: Path) -> int:
    """Free bytes where `folder` lies."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def checkpoint(connection: Connection) -> None:
    """Move what the write-ahead log holds into the database, and empty the log.

    A disk that does not let it loses nothing: the next time does it, or closing the library.
    """
    with contextlib.suppress(driver.DatabaseError):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def integrity(connection: Connection) -> list[str]:
    """What SQLite's own check finds; empty where all is well."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    return [] if found == ["ok"] else found


def unproven_pages(connection: Connection) -> list[str]:
    """What of a protected database does not have the proof it was written with."""
    return [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]


# ------------------------------------------------------------------ search


def index(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Put (number, title, text) into the search index; a number must be new."""
    connection.executemany(
        "INSERT INTO search(rowid, title, text) VALUES (?, ?, ?)",
        [(number, as_indexed(title), as_indexed(text)) for number, title, text in rows],
    )


def unindex(connection: Connection, numbers: Sequence[int]) -> None:
    """Take numbers out of the search index."""
    connection.executemany("DELETE FROM search WHERE rowid = ?", [(n,) for n in numbers])


def purge_index(connection: Connection) -> None:
    """Write the search index anew: what was taken out of it is only then gone from the disk."""
    connection.execute("INSERT INTO search(search) VALUES ('optimize')")


def rebuild_index(connection: Connection) -> None:
    """Make the search index anew from the texts that stand in it."""
    connection.execute("INSERT INTO search(search) VALUES ('rebuild')")


def match_for(text: str) -> str:
    """The FTS5 expression for words a person typed: all words, the last one as a beginning.

    “Quoted words” stand together, `-word` must not be there, `title:word` stands in the title.
    """
    terms = wanted(text).terms
    holds = [_expression(term) for term in terms if not term.minus]
    lacks = [_expression(term) for term in terms if term.minus]
    if not holds:
        return ""
    return " NOT ".join([f"({' AND '.join(holds)})", *lacks])


def _expression(term: Term) -> str:
    # cleaned words hold letters and figures only: nothing in them is a sign of FTS5
    said = f'"{" ".join(term.words)}"{"*" if term.beginning else ""}'
    return f"title : {said}" if term.title else said


def holding(connection: Connection, word: str, limit: int) -> list[int]:
    """The numbers of the newest stories with a word, given as the index has it."""
    found = connection.execute(
        "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?",
        (f'"{word}"', limit),
    )
    return [row[0] for row in found]


def stories_with(connection: Connection, word: str) -> int:
    """How many stories have a word, given as the index has it: looked up, not counted."""
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, search, row)"
    )
    row = connection.execute("SELECT doc FROM search_words WHERE term = ?", (word,)).fetchone()
    return int(row[0]) if row else 0


def indexed(connection: Connection) -> list[tuple[int, str, str]]:
    """Everything in the search index, in order."""
    return list(connection.execute("SELECT rowid, title, text FROM search ORDER BY rowid"))
