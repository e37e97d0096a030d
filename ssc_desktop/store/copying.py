"""Copying a database while it is used, and looking through a copy, bit by bit.

The copy is made by the one connection in small steps: another connection would have to begin anew
with every save, and never end. Nothing here imports SQLAlchemy.
"""

import contextlib
import hashlib
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent import futures
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlcipher3 import dbapi2 as driver

from ssc_desktop.errors import LibraryDamaged, go_on
from ssc_desktop.files import forget, sync, unreadable
from ssc_desktop.i18n import _
from ssc_desktop.store import sqlite

if TYPE_CHECKING:
    from ssc_desktop.store.key_slots import DataKey

Between = Callable[[], None]
Progress = Callable[[int, int], None]
Stop = Callable[[], bool]

_PAGES: Final = 200
"""In one step: some 800 kB, a few milliseconds."""
_STEP: Final = 1024 * 1024
_ROWS: Final = 500
LOOKED: Final = "looked"
"""The fact that says when everything was last found well."""
_WITHOUT_NUMBERS: Final = ("facet", "search", "sqlite_", "alembic")
"""Tables of which no row has a number, or that follow from others."""
_LOOK: Final = 0.01


@dataclass(frozen=True, slots=True)
class Looked:
    """What a copy is that was looked through.

    Attributes:
        sha256: of the file's bytes.
        schema: the number of its schema.
        stories: without those in the trash; None where this schema is too old to say.
        state: as `state`.
    """

    sha256: str
    schema: int
    stories: int | None
    state: str


def copy(
    connection: sqlite.Connection,
    target: Path,
    key: "DataKey | None" = None,
    *,
    between: Between,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> None:
    """Copy the database of `connection` into the new file `target`, not yet flushed to the disk.

    `between` is called between two steps and may use the connection: what is saved there is in the
    copy too. Raises Cancelled and the driver's errors; the file is then unfinished.
    """

    def step(_state: int, left: int, pages: int) -> None:
        go_on(stop)
        if progress is not None:
            progress(pages - left, pages)
        between()

    target.unlink(missing_ok=True)
    copied = driver.connect(target, isolation_level=None)
    with contextlib.closing(copied):
        if key is not None:
            sqlite.unlock(copied, key)
        # the file counts only when it was flushed and looked through: SQLite need not wait for it
        copied.execute("PRAGMA synchronous=OFF")
        copied.execute("PRAGMA journal_mode=OFF")
        connection.backup(copied, pages=_PAGES, progress=step)


@contextlib.contextmanager
def opened(path: Path, key: "DataKey | None" = None) -> Iterator[sqlite.Connection]:
    """A finished copy, for reading alone: not a byte beside it is written.

    Raises LibraryDamaged, PasswordNeeded is for the caller to say.
    """
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with sqlite.translated(path):
        connection = driver.connect(address, uri=True, isolation_level=None)
        with contextlib.closing(connection):
            if key is not None:
                sqlite.unlock(connection, key)
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.execute("PRAGMA cell_size_check=ON")
            yield connection


def has_journal(path: Path) -> bool:
    """Whether part of what a database holds lies in a log beside it."""
    log = path.with_name(f"{path.name}-wal")
    return log.is_file() and log.stat().st_size > 0


def merge(path: Path, target: Path, key: "DataKey | None" = None) -> Path:
    """Copy a database with the log that lies beside it, and make one file of both.

    Raises LibraryDamaged where they do not fit together, and OSError.
    """
    for ending in ("", "-wal"):
        shutil.copyfile(f"{path}{ending}", f"{target}{ending}")
    with sqlite.translated(target):
        connection = driver.connect(target, isolation_level=None)
        with contextlib.closing(connection):
            if key is not None:
                sqlite.unlock(connection, key)
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    with target.open("rb+") as stream:
        sync(stream)
    return target


# ------------------------------------------------------------------ looking through


def looked_through(
    path: Path, key: "DataKey | None" = None, stop: Stop | None = None, *, new: bool = False
) -> Looked:
    """Look at every page of a copy, and at the digest of every save and revision in it.

    A new one is flushed first, and read from the disk. Raises LibraryDamaged where anything is not
    what was written, Cancelled, and StorageError.
    """
    sums = hashlib.sha256()
    try:
        if new:
            with path.open("rb+") as fresh:
                sync(fresh)
                forget(fresh)
        with path.open("rb", buffering=0) as stream:
            while chunk := stream.read(_STEP):
                go_on(stop)
                sums.update(chunk)
    except OSError as error:
        raise unreadable(error, path) from error
    try:
        with opened(path, key) as connection:
            return _looked(connection, path, sums.hexdigest(), stop)
    except LibraryDamaged as error:
        raise damaged(path) from error


def _looked(connection: sqlite.Connection, path: Path, sha256: str, stop: Stop | None) -> Looked:
    if connection.execute("PRAGMA application_id").fetchone()[0] != sqlite.APPLICATION_ID:
        raise damaged(path)
    if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        raise damaged(path)
    names = _tables(connection)
    for name in names & {"revision", "cut"}:
        _check_digests(connection, path, name, stop)
    schema = sqlite.schema_number(connection)
    stories = _stories(connection) if "listing" in names else None
    return Looked(sha256, schema, stories, state(connection))


def damaged(path: Path) -> LibraryDamaged:
    """What is said of a copy that is not what was written."""
    return LibraryDamaged(
        _("The backup “{name}” is damaged.").format(name=path.name),
        advice=_("Choose another backup; nothing was changed."),
    )


def _tables(connection: sqlite.Connection) -> set[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in rows}


def _check_digests(
    connection: sqlite.Connection, path: Path, table: str, stop: Stop | None
) -> None:
    # damage can turn bytes into text
    rows = connection.execute(f"SELECT id, CAST(body AS BLOB) FROM {table}")  # noqa: S608
    sha256 = hashlib.sha256
    while some := rows.fetchmany(_ROWS):
        go_on(stop)
        if any(sha256(body).hexdigest() != identity for identity, body in some):
            raise damaged(path)


def _stories(connection: sqlite.Connection) -> int:
    row = connection.execute("SELECT count(*) FROM listing WHERE deleted = 0").fetchone()
    return int(row[0])


def state(connection: sqlite.Connection) -> str:
    """What a library has got to, without reading it: where two differ, something was saved between.

    The newest row of every table, the facts of the library, and what is typed and not saved.
    """
    names = sorted(one for one in _tables(connection) if not one.startswith(_WITHOUT_NUMBERS))
    found: list[object] = [
        (name, connection.execute(f'SELECT max(rowid) FROM "{name}"').fetchone()[0])  # noqa: S608
        for name in names
        if name != "fact"
    ]
    if "fact" in names:
        # when it was last looked at says nothing of what is in it
        asked = "SELECT name, value FROM fact WHERE name <> ? ORDER BY name"
        found += connection.execute(asked, (LOOKED,))
    if "draft" in names:
        found += connection.execute("SELECT case_uuid, at, length(body) FROM draft ORDER BY 1")
    return hashlib.sha256(repr(found).encode()).hexdigest()


def is_empty(connection: sqlite.Connection) -> bool:
    """Whether nothing was ever written in a library."""
    names = _tables(connection) & {"cut", "draft"}
    asked = (f"SELECT 1 FROM {name} LIMIT 1" for name in sorted(names))  # noqa: S608 - our own
    return all(connection.execute(one).fetchone() is None for one in asked)


# ------------------------------------------------------------------ without being in the way


def looked_through_beside(
    path: Path,
    key: "DataKey | None" = None,
    *,
    between: Between,
    stop: Stop | None = None,
    new: bool = False,
) -> Looked:
    """The same on a thread of its own, while `between` is called here again and again."""
    ended = threading.Event()
    work = futures.ThreadPoolExecutor(1, thread_name_prefix="looking")
    try:
        looked = work.submit(looked_through, path, key, ended.is_set, new=new)
        while not futures.wait([looked], _LOOK).done:
            go_on(stop)
            between()
        return looked.result()
    finally:
        ended.set()
        work.shutdown()
