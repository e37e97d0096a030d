"""The room that is kept for the save that finds the disk full, and traces of what was there."""

from pathlib import Path

import pytest

from ssc_desktop.errors import DiskFull, LibraryDamaged
from ssc_desktop.services import libraries
from ssc_desktop.store import reserve
from ssc_desktop.store.begin import DATABASE
from ssc_desktop.store.full_disk import at_need
from ssc_desktop.store.library import Library
from tests.laptops import Laptop, config


def test_the_reserve_is_kept_once_and_given_free_once(tmp_path: Path) -> None:
    assert reserve.keep(tmp_path)
    made = (tmp_path / reserve.NAME).stat()
    assert reserve.keep(tmp_path)

    assert (tmp_path / reserve.NAME).stat().st_mtime_ns == made.st_mtime_ns
    assert made.st_blocks * 512 >= reserve.SIZE  # written, not promised
    assert reserve.release(tmp_path)
    assert not reserve.release(tmp_path)


def test_a_save_that_finds_the_disk_full_is_tried_again_and_said(tmp_path: Path) -> None:
    library = libraries.opened(tmp_path / "library")
    told: list[str] = []
    library.on_reserve_used = lambda: told.append("used")
    reserve.keep(library.folder)

    @at_need
    def save(library: Library) -> str:
        if (library.folder / reserve.NAME).exists():
            raise DiskFull("The disk is full.")
        return "saved"

    assert save(library) == "saved"
    assert told == ["used"]
    library.close()


def test_without_a_reserve_the_full_disk_is_told_as_it_is(tmp_path: Path) -> None:
    library = libraries.opened(tmp_path / "library")

    @at_need
    def save(_library: Library) -> None:
        raise DiskFull("The disk is full.")

    with pytest.raises(DiskFull):
        save(library)
    library.close()


@pytest.mark.parametrize(
    "trace", ["library.key", reserve.NAME, "backups/one.sqlite", f"attachments/0a/{'0a' * 32}"]
)
def test_an_empty_database_is_no_new_library_where_one_was(tmp_path: Path, trace: str) -> None:
    (tmp_path / trace).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / trace).touch()
    (tmp_path / DATABASE).touch()

    with pytest.raises(LibraryDamaged, match="content was lost"):
        libraries.opened(tmp_path)

    assert (tmp_path / DATABASE).read_bytes() == b""


def test_an_empty_database_is_known_by_what_this_computer_wrote_in_it(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    laptop.add()
    laptop.close()
    (tmp_path / "library" / DATABASE).write_bytes(b"")

    with config(tmp_path / "config"), pytest.raises(LibraryDamaged):
        libraries.opened(tmp_path / "library")


def test_a_database_that_is_gone_is_not_made_anew_beside_its_files(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    laptop.close()
    folder = tmp_path / "library"
    (folder / "backups").mkdir(exist_ok=True)
    (folder / "backups" / "one.sqlite").touch()
    (folder / DATABASE).unlink()

    with pytest.raises(LibraryDamaged, match="not there any more") as refused:
        libraries.opened(folder)

    assert "backup" in refused.value.advice
    assert not (folder / DATABASE).exists()


def test_an_empty_folder_becomes_a_library(tmp_path: Path) -> None:
    (tmp_path / DATABASE).touch()

    libraries.opened(tmp_path).close()

    assert (tmp_path / DATABASE).stat().st_size > 0


def test_the_program_that_was_killed_is_known_by_its_log(tmp_path: Path) -> None:
    library = libraries.opened(tmp_path / "library")
    killed = tmp_path / "killed"
    killed.mkdir()
    for name in (DATABASE, f"{DATABASE}-wal"):
        (killed / name).write_bytes((library.folder / name).read_bytes())
    library.close()

    again, after = libraries.opened(library.folder), libraries.opened(killed)

    assert (again.unclean, after.unclean) == (False, True)
    again.close()
    after.close()


def test_at_rest_the_log_is_empty(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    laptop.add(title="Rice")
    log = tmp_path / "library" / f"{DATABASE}-wal"
    assert log.stat().st_size > 0

    laptop.library.rest()

    assert log.stat().st_size == 0
    laptop.close()
