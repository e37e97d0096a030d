"""The settings that a save stands on, one by one, and the words for what SQLite says."""

import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from ssc_desktop.errors import DiskFull, LibraryDamaged, LibraryLocked, ReadOnly, StorageError
from ssc_desktop.services import cases, libraries
from ssc_desktop.store import sqlite
from ssc_desktop.store.library import Library

EXPECTED = {
    "locking_mode": "exclusive",
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "fullfsync": 1,
    "checkpoint_fullfsync": 1,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "temp_store": 2,  # MEMORY
    "mmap_size": 0,
    "journal_size_limit": 8_388_608,
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An open library with a story."""
    made = libraries.opened(tmp_path / "library")
    cases.created(made)
    yield made
    made.close()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_library_is_opened_with_the_settings_that_lose_nothing(
    library: Library, name: str
) -> None:
    found = library.raw.execute(f"PRAGMA {name}").fetchone()

    # mmap_size answers nothing where there is no such thing
    assert (found[0] if found else 0) == EXPECTED[name]


def test_there_is_no_shared_memory_for_a_full_disk_to_take_away(library: Library) -> None:
    assert [one.suffix for one in library.folder.glob("library.sqlite-*")] == [".sqlite-wal"]


def test_a_transaction_waits_for_its_turn_when_it_begins(library: Library) -> None:
    said: list[str] = []
    library.raw.set_trace_callback(said.append)

    with library.reading() as connection:
        connection.exec_driver_sql("SELECT 1")

    assert said[0] == "BEGIN IMMEDIATE"
    library.raw.set_trace_callback(None)


def test_no_error_says_what_a_story_says(library: Library) -> None:
    secret = "Quagmirefinch"
    library.raw.execute("PRAGMA max_page_count = 1")  # as full as a disk can be

    with pytest.raises(DiskFull) as refused:
        cases.created(library, "en", {"title": secret, "network": f"{secret} " * 50_000})

    assert secret not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("database or disk is full", DiskFull),
        ("database is locked", LibraryLocked),
        ("attempt to write a readonly database", ReadOnly),
        ("unable to open database file", ReadOnly),
        ("database disk image is malformed", LibraryDamaged),
        ("file is not a database", LibraryDamaged),
        ("disk I/O error", StorageError),
    ],
)
def test_what_sqlite_says_is_told_with_a_way_out(
    tmp_path: Path, said: str, kind: type[StorageError]
) -> None:
    told = sqlite.meaning(driver.OperationalError(said), tmp_path / "library.sqlite")

    assert type(told) is kind
    assert told.advice
