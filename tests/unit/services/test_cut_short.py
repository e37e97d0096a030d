"""Keys and databases where something was cut short: nothing that was there is lost, or opened."""

import shutil
from pathlib import Path

import pytest

from ssc_desktop.errors import DiskFull, LibraryDamaged
from ssc_desktop.services import backing_up, cases, libraries, protecting, restoring
from ssc_desktop.store import backups, swapping
from ssc_desktop.store.key_slots import DataKey
from ssc_desktop.store.protection import DATABASE, KEY_FILE, RESTORED
from tests.unit.services.conftest import closed_library, opened

pytestmark = pytest.mark.usefixtures("quick")

PASSWORD = "three brown hens"
OTHER = "nine green goats"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed library with a story, a picture and a backup."""
    return closed_library(tmp_path, "Rice", backup=True)


def test_a_key_file_that_is_lost_while_the_library_is_open_costs_no_way_in(folder: Path) -> None:
    recovery = protecting.protect(folder, PASSWORD)
    key = protecting.unlocked(folder, PASSWORD)
    (folder / KEY_FILE).unlink()

    protecting.change_password(folder, key, OTHER)

    assert protecting.unlocked(folder, OTHER) == key
    assert protecting.recovered(folder, recovery.code) == key
    (folder / KEY_FILE).write_bytes(b"damaged")
    again = protecting.new_recovery(folder, key)
    assert protecting.recovered(folder, again.code) == key
    assert protecting.unlocked(folder, OTHER) == key


def test_a_restored_library_whose_swap_was_cut_short_is_what_gets_the_password(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (backup,) = backing_up.every(folder)
    library = opened(folder, None)
    cases.created(library, "en", {"title": "After the backup"})
    library.close()
    with monkeypatch.context() as here:
        here.setattr(swapping, "finish", lambda _folder: None)
        restoring.restore(folder, backup)
    assert (folder / RESTORED).exists()

    protecting.protect(folder, PASSWORD)

    key = protecting.unlocked(folder, PASSWORD)
    library = opened(folder, key)
    assert [one for (one,) in library.raw.execute("SELECT title FROM listing")] == ["Rice"]
    assert libraries.check(library).problems == ()
    library.close()


def test_what_is_laid_aside_keeps_its_key_on_a_full_disk(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    protecting.protect(folder, OTHER)
    shutil.copytree(folder / "backups", tmp_path / "elsewhere")
    protecting.unprotect(folder, protecting.unlocked(folder, OTHER))
    protecting.protect(folder, PASSWORD)
    key = protecting.unlocked(folder, PASSWORD)
    shutil.rmtree(folder / "backups")
    (kept,) = [one for path in (tmp_path / "elsewhere").iterdir() if (one := backups.read(path))]

    def no_room(*_given: object) -> None:
        raise DiskFull("The disk is full.")

    with monkeypatch.context() as here:
        here.setattr(backups, "put_beside", no_room)
        done = restoring.restore(folder, kept)

    assert protecting.unlocked(folder, OTHER)
    aside = backups.read(done.aside) if done.aside else None
    assert aside is not None
    assert restoring.unlocked(aside, PASSWORD) == key


def test_the_key_of_another_library_takes_nothing_away(folder: Path) -> None:
    protecting.protect(folder, PASSWORD)
    shutil.rmtree(folder / "backups")
    before = (folder / KEY_FILE).read_bytes()

    with pytest.raises(LibraryDamaged):
        protecting.unprotect(folder, DataKey.new())

    assert (folder / KEY_FILE).read_bytes() == before


def test_half_a_key_file_is_gone_at_the_next_start(folder: Path) -> None:
    half = folder / f"{KEY_FILE}.part"
    half.write_bytes(b'{"format": 1, "slots": [{"kind": "pass')

    opened(folder, None).close()

    assert not half.exists()


def test_pictures_that_open_with_an_earlier_key_are_not_locked_away_for_good(
    folder: Path, tmp_path: Path
) -> None:
    """A plain database was laid over a protected one: the only key of its pictures was removed."""
    shutil.copyfile(folder / DATABASE, tmp_path / "plain.sqlite")
    protecting.protect(folder, PASSWORD)
    shutil.copyfile(tmp_path / "plain.sqlite", folder / DATABASE)

    with pytest.raises(LibraryDamaged, match=r"The attachment .* Restore a backup"):
        protecting.protect(folder, OTHER)

    restoring.restore(folder, backing_up.every(folder)[0])
    library = opened(folder, protecting.unlocked(folder, PASSWORD))
    assert libraries.check(library).problems == ()
    library.close()
    protecting.unprotect(folder, protecting.unlocked(folder, PASSWORD))
    protecting.protect(folder, OTHER)


def test_a_picture_that_is_itself_an_encrypted_file_is_no_hindrance(
    folder: Path, tmp_path: Path
) -> None:
    protecting.protect(folder, PASSWORD)
    (path,) = backups.files_in(folder / "attachments")
    shutil.copyfile(path, tmp_path / "sealed.bin")
    protecting.unprotect(folder, protecting.unlocked(folder, PASSWORD))
    library = opened(folder, None)
    told = {"title": "Fish", "attachment": [{"file": "sealed.bin"}]}
    cases.added(library, told, beside=tmp_path)
    library.close()

    protecting.protect(folder, OTHER)

    library = opened(folder, protecting.unlocked(folder, OTHER))
    assert libraries.check(library).problems == ()
    library.close()
