"""What a library refuses to open, and leaves as it was."""

import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from ssc_desktop.errors import (
    FileGone,
    LibraryDamaged,
    LibraryTooNew,
    ReadOnly,
    SscError,
)
from ssc_desktop.identifiers import is_id
from ssc_desktop.services import backing_up, cases, known, libraries, start
from ssc_desktop.services.answers import Query
from ssc_desktop.store.begin import DATABASE
from ssc_desktop.store.library import remember
from tests.laptops import Laptop, empty_library

FIT = {"library.lock"}


def contents(folder: Path) -> dict[str, bytes]:
    """Every byte below a folder, without the lock."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in FIT
    }


def altered(folder: Path, *statements: str) -> None:
    """Change a library's database behind the program's back."""
    connection = driver.connect(folder / DATABASE, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """The folder of a closed library with one story."""
    laptop = Laptop(tmp_path)
    laptop.add(network="The club")
    laptop.close()
    return tmp_path / "library"


def test_a_library_of_a_newer_version_is_left_byte_for_byte(filled: Path) -> None:
    altered(filled, "PRAGMA user_version = 9999")
    before = contents(filled)

    with pytest.raises(LibraryTooNew, match="newer version") as refused:
        libraries.opened(filled)

    assert "Nothing was changed" in refused.value.advice
    assert contents(filled) == before
    with pytest.raises(LibraryTooNew):
        start.begin(filled)


def test_a_database_of_another_program_is_left_alone(filled: Path) -> None:
    altered(filled, "PRAGMA application_id = 7")
    before = contents(filled)

    with pytest.raises(LibraryDamaged, match="not a library"):
        libraries.opened(filled)

    assert contents(filled) == before


@pytest.mark.parametrize("content", [b"A letter to my aunt.\n" * 100, b"SQLite format 3\x00" * 60])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / DATABASE).write_bytes(content)

    with pytest.raises(LibraryDamaged):
        libraries.opened(tmp_path)

    assert contents(tmp_path)[DATABASE] == content


def test_an_empty_database_beside_backups_is_not_taken_for_a_new_one(filled: Path) -> None:
    laptop = libraries.opened(filled)
    backing_up.make(laptop, "asked")
    laptop.close()
    (filled / DATABASE).write_bytes(b"")

    with pytest.raises(LibraryDamaged, match="content was lost") as refused:
        libraries.opened(filled)

    assert "backup" in refused.value.advice
    assert (filled / DATABASE).read_bytes() == b""


def test_an_empty_database_without_backups_is_a_new_library(tmp_path: Path) -> None:
    (tmp_path / DATABASE).touch()

    library = libraries.opened(tmp_path)

    assert cases.listing(library, Query()).total == 0
    library.close()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    for folder in (tmp_path / "file", tmp_path / "file" / "library"):
        with pytest.raises(ReadOnly):
            libraries.opened(folder)


@pytest.mark.skipif(os.name != "posix", reason="a folder is closed by other means there")
def test_a_folder_that_nobody_here_may_look_into_is_said(tmp_path: Path) -> None:
    libraries.opened(start.begin(tmp_path / "own")).close()  # all is loaded
    closed = tmp_path / "closed"
    (closed / "library").mkdir(parents=True)
    closed.chmod(0)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        with pytest.raises(ReadOnly):
            start.begin(closed / "library")
        assert not known.holds_library(closed / "library")
        assert not start.is_protected(closed / "library")
    finally:
        if is_root:
            os.seteuid(0)
        closed.chmod(0o700)


def test_a_library_that_was_moved_away_says_so_at_the_next_save(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    case_id = laptop.add()
    folder = tmp_path / "library"
    folder.rename(tmp_path / "elsewhere")

    with pytest.raises(FileGone, match="moved or deleted") as refused:
        laptop.draft(case_id, ("network",), "Typed meanwhile")

    assert refused.value.advice == "Put the folder back where it was and try again."
    (tmp_path / "elsewhere").rename(folder)
    laptop.type(case_id, "network", "Typed again")
    assert laptop.case(case_id).network == "Typed again"
    laptop.close()


def test_a_library_that_was_deleted_says_so_at_the_next_save(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    case_id = laptop.add()
    for path in (tmp_path / "library").glob(DATABASE + "*"):
        path.unlink()

    with pytest.raises(FileGone):
        laptop.draft(case_id, ("network",), "Typed meanwhile")
    laptop.library.close()


def test_another_database_in_its_place_is_noticed(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    case_id = laptop.add()
    database = tmp_path / "library" / DATABASE
    database.rename(tmp_path / "old")
    empty_library(tmp_path / "library")

    with pytest.raises(FileGone):
        laptop.type(case_id, "network", "Typed meanwhile")
    laptop.library.close()


def test_a_backup_is_a_whole_copy(filled: Path) -> None:
    library = libraries.opened(filled)
    before = cases.listing(library, Query()).summaries

    copy = backing_up.make(library, "asked").path
    library.close()

    assert copy.parent == filled / "backups"
    assert "asked" in copy.name
    (filled / DATABASE).unlink()
    copy.rename(filled / DATABASE)
    restored = libraries.opened(filled)
    assert cases.listing(restored, Query()).summaries == before
    restored.close()


def test_damaged_pages_are_told_in_words(filled: Path) -> None:
    data = bytearray((filled / DATABASE).read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    (filled / DATABASE).write_bytes(data)

    with pytest.raises(SscError, match="damaged"):
        libraries.opened(filled)


def test_check_tells_what_is_wrong(filled: Path) -> None:
    altered(filled, "UPDATE listing SET title = 'Forged'")
    altered(
        filled, "UPDATE revision SET body = CAST(replace(body, 'The club', 'The clud') AS BLOB)"
    )
    (filled / "attachments" / "ab").mkdir(parents=True)
    (filled / "attachments" / "ab" / ("ab" * 32)).write_bytes(b"not those bytes")
    library = libraries.opened(filled)

    problems = libraries.check(library).problems

    assert any("listing" in one for one in problems)
    assert any("revision" in one for one in problems)
    assert any("abab" in one for one in problems)
    library.close()


def test_a_forged_save_is_noticed(filled: Path) -> None:
    altered(filled, "UPDATE cut SET signature = zeroblob(64)")
    library = libraries.opened(filled)

    assert any("signature" in one for one in libraries.check(library).problems)
    library.close()


def test_a_rebuilt_view_is_as_good_as_new(filled: Path) -> None:
    altered(
        filled, "UPDATE listing SET title = 'Forged'", "DELETE FROM search", 'DELETE FROM "case"'
    )
    library = libraries.opened(filled)

    libraries.rebuild(library)

    assert libraries.check(library).problems == ()
    assert cases.listing(library, Query("club")).summaries[0].title == "Rice from China in Uganda"
    library.close()


@pytest.mark.skipif(os.name != "posix", reason="other systems keep homes apart by themselves")
def test_nobody_else_on_the_computer_looks_into_a_new_library(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        (tmp_path / "made before").mkdir()
        for name in ("library", "made before"):
            libraries.opened(tmp_path / name).close()
    finally:
        os.umask(before)

    assert (tmp_path / "library").stat().st_mode & 0o077 == 0
    assert (tmp_path / "made before").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("told", ["../../elsewhere/x", "a\0b", "x" * 999])
def test_what_a_library_calls_itself_names_no_other_file(tmp_path: Path, told: str) -> None:
    laptop = Laptop(tmp_path / "laptop")
    laptop.add(title="Rice")
    with laptop.library.writing() as connection:
        remember(connection, "library", told)
    laptop.close()

    laptop.reopen()

    laptop.add(title="Fish")
    assert is_id(laptop.library.id)
    assert {path.name for path in (laptop.folder / "config" / "writers").iterdir()} >= {
        laptop.library.id
    }
    assert not (tmp_path / "laptop" / "elsewhere").exists()
    laptop.close()
