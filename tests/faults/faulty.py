"""Deliberate faults: with each of them something must go wrong, else the accidents are too kind."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection

from ssc_desktop import files
from ssc_desktop.services import restoring
from ssc_desktop.store import derived, library, sqlite
from ssc_desktop.store.backups import Backup
from ssc_desktop.store.begin import DATABASE
from ssc_desktop.store.derived import Derived


def nothing() -> None:
    """The program as it is."""


def _setting(name: str, value: str) -> Callable[[], None]:
    def plant() -> None:
        settings = [
            f"{name}={value}" if one.startswith(name + "=") else one
            for one in sqlite._SETTINGS  # noqa: SLF001 - the fault itself
        ]
        setattr(sqlite, "_SETTINGS", tuple(settings))  # noqa: B010

    return plant


def in_two_steps() -> None:
    """The words are kept first, and what is made of them later."""
    write = derived.write

    def faulty(connection: Connection, raw: sqlite.Connection, waiting: Derived) -> None:
        raw.execute("COMMIT")
        raw.execute("BEGIN IMMEDIATE")
        write(connection, raw, waiting)

    derived.write = faulty


def without_begin() -> None:
    """Alembic as it comes: every statement is a transaction of its own."""
    setattr(library, "_begin_immediate", lambda _connection: None)  # noqa: B010


def written_in_place() -> None:
    """A file is opened and written, as any program would."""

    @contextmanager
    def faulty(target: Path, size: int = 0) -> Iterator[BinaryIO]:  # noqa: ARG001
        with target.open("w+b") as stream:
            yield stream

    files.replacing = faulty


def copied_over() -> None:
    """A backup is copied over the database, beside the journal of another."""

    def faulty(folder: Path, backup: Backup) -> None:
        shutil.copy(backup.path, folder / DATABASE)

    setattr(restoring, "restore", faulty)  # noqa: B010


FAULTS: dict[str, Callable[[], None]] = {
    "none": nothing,
    "journal off": _setting("journal_mode", "OFF"),
    "synchronous normal": _setting("synchronous", "NORMAL"),
    "two steps": in_two_steps,
    "without begin": without_begin,
    "written in place": written_in_place,
    "copied over": copied_over,
}
