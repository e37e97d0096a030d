"""Photos that were spoilt among the backups: none takes the place of a good one, or for good."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_desktop.services import (
    archiving,
    backing_up,
    bundles,
    cases,
    libraries,
    protecting,
    restoring,
    start,
)
from ssc_desktop.services.backing_up import Backup
from ssc_desktop.services.libraries import Library
from ssc_desktop.store import backups
from ssc_desktop.store.key_slots import DataKey
from tests.laptops import Laptop
from tests.unit.bundle.samples import JPEG
from tests.unit.services.conftest import Bought

pytestmark = pytest.mark.usefixtures("quick")

PASSWORD = "three brown hens"
OTHER = "nine green goats"


class Kept:
    """A closed library with a photo, and a backup of it."""

    def __init__(self, folder: Path) -> None:
        laptop = Laptop(folder)
        self.folder = folder / "library"
        (folder / "field.jpg").write_bytes(JPEG)
        told = {"title": "Rice", "attachment": [{"file": "field.jpg"}]}
        self.story = cases.added(laptop.library, told, beside=folder)[0]
        backing_up.make(laptop.library, "regular")
        laptop.close()
        (path,) = backups.files_in(self.folder / "attachments")
        self.photo = path.name
        self._open: list[Library] = []

    @property
    def backup(self) -> Backup:
        return backing_up.every(self.folder)[0]

    @property
    def here(self) -> Path:
        return backups.pooled(self.folder / "attachments", self.photo)

    def protect(self, password: str) -> DataKey:
        protecting.protect(self.folder, password)
        return protecting.unlocked(self.folder, password)

    def opened(self, key: DataKey | None = None) -> Library:
        self._open.append(libraries.opened(start.begin(self.folder, key)))
        return self._open[-1]

    def problems(self, key: DataKey | None = None) -> tuple[str, ...]:
        found = libraries.check(self.opened(key)).problems
        self.close()
        return found

    def close(self) -> None:
        while self._open:
            self._open.pop().close()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    made = Kept(tmp_path)
    yield made
    made.close()


@pytest.fixture
def colleague(laptop_of: Bought) -> Laptop:
    return laptop_of("colleague")


def spoil(path: Path, place: int = -1) -> None:
    """Turn a bit in a file alone, whatever other names it had."""
    data = bytearray(path.read_bytes())
    data[place] ^= 4
    path.unlink()
    path.write_bytes(data)


def elsewhere(kept: Kept, place: Path) -> Backup:
    """The backup as somebody keeps it on another disk."""
    shutil.copytree(kept.backup.path.parent, place)
    found = backups.read(place / kept.backup.path.name)
    assert found is not None
    return found


def test_a_good_photo_stays(kept: Kept) -> None:
    spoil(backups.pooled(kept.backup.pool, kept.photo))

    done = restoring.restore(kept.folder, kept.backup)

    assert (done.attachments, done.missing) == (0, ())
    assert kept.problems() == ()


def test_a_spoilt_photo_does_not_come_back_and_is_told_as_missing(kept: Kept) -> None:
    spoil(backups.pooled(kept.backup.pool, kept.photo))
    kept.here.unlink()

    done = restoring.restore(kept.folder, kept.backup)

    assert (done.attachments, done.missing) == (0, (kept.photo,))
    (problem,) = kept.problems()
    assert "ask for a bundle" in problem


def test_the_photo_of_another_backup_takes_its_place(kept: Kept, tmp_path: Path) -> None:
    backup = elsewhere(kept, tmp_path / "stick")
    spoil(backups.pooled(backup.pool, kept.photo))
    kept.here.unlink()

    done = restoring.restore(kept.folder, backup)

    assert (done.attachments, done.missing) == (1, ())
    assert kept.problems() == ()


def test_a_photo_that_is_spoilt_under_both_its_names_can_come_in_a_bundle(
    kept: Kept, colleague: Laptop, tmp_path: Path
) -> None:
    told = {"title": "Rice", "attachment": [{"file": "field.jpg"}]}
    cases.added(colleague.library, told, beside=tmp_path)
    with kept.here.open("r+b") as stream:
        stream.write(b"spoilt")
    assert kept.here.samefile(backups.pooled(kept.backup.pool, kept.photo))

    assert restoring.restore(kept.folder, kept.backup).missing == (kept.photo,)

    bundles.take(kept.opened(), colleague.send())
    kept.close()
    assert kept.problems() == ()


@pytest.mark.parametrize("lost", [True, False])
def test_a_library_in_one_file_holds_the_good_photo(kept: Kept, tmp_path: Path, lost: bool) -> None:
    spoil(backups.pooled(kept.backup.pool, kept.photo))
    if lost:
        backups.pooled(kept.backup.pool, kept.photo).unlink()

    archiving.write(kept.backup, tmp_path / "all.ssclibrary")

    archiving.unpack(tmp_path / "all.ssclibrary", tmp_path / "new")
    kept.folder = tmp_path / "new"
    assert kept.problems() == ()


# ------------------------------------------------------------------ with a password


@pytest.fixture
def key(kept: Kept) -> DataKey:
    return kept.protect(PASSWORD)


@pytest.mark.parametrize("asked", [True, False])
def test_nor_does_one_whose_encrypted_form_is_spoilt(kept: Kept, key: DataKey, asked: bool) -> None:
    spoil(backups.pooled(kept.backup.pool, kept.photo), 0)

    done = restoring.restore(kept.folder, kept.backup, key if asked else None)

    assert (done.attachments, done.missing) == (0, ())
    assert kept.problems(key) == ()


def test_with_the_key_an_encrypted_photo_is_read_before_it_comes_back(
    kept: Kept, key: DataKey
) -> None:
    spoil(backups.pooled(kept.backup.pool, kept.photo))
    kept.here.unlink()

    assert restoring.restore(kept.folder, kept.backup, key).missing == (kept.photo,)


def test_the_key_of_today_does_not_judge_a_backup_of_another(kept: Kept, key: DataKey) -> None:
    """What it cannot open may well be whole."""
    kept_then = elsewhere(kept, kept.folder.parent / "then")
    protecting.unprotect(kept.folder, key)
    today = kept.protect(OTHER)

    done = restoring.restore(kept.folder, kept_then, today)

    assert (done.attachments, done.missing) == (1, ())
    assert kept.problems(key) == ()


# ------------------------------------------------------------------ some stories


def test_a_story_that_comes_back_takes_no_spoilt_photo_along(kept: Kept, colleague: Laptop) -> None:
    spoil(backups.pooled(kept.backup.pool, kept.photo))

    restoring.restore_stories(colleague.library, kept.backup, [kept.story])

    assert backups.files_in(colleague.folder / "library" / "attachments") == []


def test_a_story_that_comes_back_mends_its_photo(kept: Kept) -> None:
    spoil(kept.here)
    library = kept.opened()

    restoring.restore_stories(library, kept.backup, [kept.story])

    assert libraries.check(library).problems == ()


@pytest.mark.parametrize("earlier", [True, False])
def test_its_photo_is_encrypted_as_the_library_is(
    kept: Kept, tmp_path: Path, earlier: bool
) -> None:
    """It came as it lay in the backup: in the clear, or under a key that is no more."""
    then = kept.protect(PASSWORD) if earlier else None
    backup = elsewhere(kept, tmp_path / "stick")
    if then is not None:
        protecting.unprotect(kept.folder, then)
    today = kept.protect(OTHER)
    kept.here.unlink()
    shutil.rmtree(kept.folder / "backups")
    library = kept.opened(today)

    restoring.restore_stories(library, backup, [kept.story], then or today)

    assert libraries.check(library).problems == ()
    assert JPEG not in kept.here.read_bytes()
