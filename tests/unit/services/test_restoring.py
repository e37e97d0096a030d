"""Restoring: the whole library or some stories, whatever state the present one is in."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ssc_desktop import clock
from ssc_desktop.errors import Cancelled, InvalidInput, LibraryDamaged, LibraryLocked, NotFound
from ssc_desktop.services import backing_up, cases, history, libraries, redacting, restoring
from ssc_desktop.services.backing_up import Backup
from ssc_desktop.store import backups, swapping
from ssc_desktop.store.begin import DATABASE
from ssc_desktop.store.protection import RESTORED
from tests.laptops import Laptop
from tests.unit.bundle.samples import JPEG


class Home:
    """A laptop, a backup of it, and what was written since."""

    def __init__(self, folder: Path) -> None:
        self.laptop = Laptop(folder / "laptop")
        self.folder = self.laptop.folder / "library"
        (folder / "field.jpg").write_bytes(JPEG)
        story = {"title": "Rice", "attachment": [{"file": "field.jpg", "caption": "A field"}]}
        self.rice = cases.added(self.laptop.library, story, beside=folder)[0]
        self.fish = self.laptop.add(title="Fish")
        self.backup = backing_up.make(self.laptop.library, "regular")
        self.laptop.type(self.rice, "title", "Rice, told anew")
        self.later = self.laptop.add(title="Bees, told after the backup")

    def close(self) -> None:
        self.laptop.library.close()

    def open(self) -> None:
        self.laptop.library = self.laptop._opened()  # noqa: SLF001 - as `reopen`, after a restore

    def restore(self, backup: Backup | None = None) -> restoring.Restored:
        return restoring.restore(self.folder, backup or self.backup)

    def titles(self) -> set[str]:
        rows = self.laptop.library.raw.execute("SELECT title FROM listing WHERE deleted = 0")
        return {title for (title,) in rows}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made = Home(tmp_path)
    yield made
    made.close()


def well(home: Home) -> None:
    home.open()
    assert home.titles() == {"Rice", "Fish"}
    assert libraries.check(home.laptop.library).problems == ()


def test_the_library_says_again_what_it_said(home: Home) -> None:
    home.close()

    done = home.restore()

    assert done.aside is not None
    well(home)


@pytest.mark.parametrize("looks", [1, 2])
def test_restoring_can_be_stopped_and_leaves_everything_as_it_was(home: Home, looks: int) -> None:
    home.close()
    before = sorted(home.folder.rglob("*"))
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(True)
        return len(asked) == looks

    with pytest.raises(Cancelled):
        restoring.restore(home.folder, home.backup, stop=stop)

    assert sorted(home.folder.rglob("*")) == before
    home.open()
    assert "Bees, told after the backup" in home.titles()


def test_what_was_there_is_a_backup_too_and_brings_all_back(home: Home) -> None:
    home.close()
    home.restore()

    (aside, _first) = backing_up.every(home.folder)
    assert (aside.reason, aside.verified_at) == ("before-restore", None)
    home.restore(aside)

    home.open()
    assert home.titles() == {"Rice, told anew", "Fish", "Bees, told after the backup"}
    assert libraries.check(home.laptop.library).problems == ()


def test_what_was_there_outlives_a_day_of_trying_one_backup_after_the_other(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words of today were in the first of them alone, and the fourth pushed it out."""
    home.close()
    today = home.restore().aside
    assert today is not None
    for _again in range(4):
        home.restore()
    home.open()

    backing_up.make(home.laptop.library, "regular")

    assert today.exists()
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    backing_up.make(home.laptop.library, "regular")
    assert not today.exists()


@pytest.mark.parametrize("content", [None, b"", b"garbage" * 5000, bytes(8192)])
def test_it_does_not_matter_what_is_left_of_the_database(home: Home, content: bytes | None) -> None:
    home.close()
    path = home.folder / DATABASE
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)

    home.restore()

    well(home)


def with_a_stale_log(home: Home, place: Path) -> None:
    """As the program leaves a library that is killed: the log holds what the database does not."""
    raw = home.laptop.library.raw
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for number in range(20):
        home.laptop.type(home.rice, "title", f"Rice, version {number}")
    place.mkdir()
    for name in (DATABASE, f"{DATABASE}-wal"):
        shutil.copyfile(home.folder / name, place / name)
    home.close()
    for name in (DATABASE, f"{DATABASE}-wal"):
        shutil.copyfile(place / name, home.folder / name)


def test_a_stale_log_beside_it_does_no_harm(home: Home, tmp_path: Path) -> None:
    with_a_stale_log(home, tmp_path / "killed")

    done = home.restore()

    assert not (home.folder / f"{DATABASE}-wal").exists()
    well(home)
    home.close()
    assert done.aside is not None
    (aside,) = [one for one in backing_up.every(home.folder) if one.path == done.aside]
    home.restore(aside)
    home.open()
    assert "Rice, version 19" in home.titles(), "what stood in the log alone is there too"


def test_copying_the_backup_over_it_by_hand_would_have_done_harm(
    home: Home, tmp_path: Path
) -> None:
    """The negative control: why a backup is restored by the program alone."""
    with_a_stale_log(home, tmp_path / "killed")

    shutil.copyfile(home.backup.path, home.folder / DATABASE)

    harmed = False
    try:
        well(home)
    except (LibraryDamaged, AssertionError):
        harmed = True
    assert harmed
    home.close()
    home.restore()
    home.open()


def test_a_restored_library_is_told_from_the_one_that_went_on(home: Home) -> None:
    before = home.laptop.library.incarnation
    home.close()

    home.restore()
    home.open()

    assert home.laptop.library.came_back
    assert home.laptop.library.incarnation != before


def test_a_library_that_is_open_is_not_restored(home: Home) -> None:
    with pytest.raises(LibraryLocked):
        home.restore()

    assert "Bees, told after the backup" in home.titles()


def test_a_spoilt_backup_is_refused_and_the_library_stays(home: Home) -> None:
    home.close()
    data = bytearray(home.backup.path.read_bytes())
    data[len(data) // 2] ^= 1
    home.backup.path.write_bytes(data)
    before = (home.folder / DATABASE).read_bytes()

    with pytest.raises(LibraryDamaged, match="The backup"):
        home.restore()

    assert (home.folder / DATABASE).read_bytes() == before
    assert not list(home.folder.glob("library.rest*"))
    home.open()


def test_attachments_come_back_and_the_missing_are_named(home: Home) -> None:
    home.close()
    shutil.rmtree(home.folder / "attachments")

    done = home.restore()

    assert (done.attachments, done.missing) == (1, ())
    well(home)
    home.close()
    shutil.rmtree(home.folder / "attachments")
    shutil.rmtree(home.backup.pool)
    assert len(home.restore().missing) == 1
    home.open()


def test_an_attachment_that_was_spoilt_comes_back_whole(home: Home) -> None:
    home.close()
    (path,) = backups.files_in(home.folder / "attachments")
    path.unlink()
    path.write_bytes(b"something else")

    assert home.restore().attachments == 1

    well(home)


@pytest.mark.parametrize("moved", [(), ("-wal",), ("-wal", "")])
def test_what_a_crash_interrupted_is_ended_at_the_next_start(
    home: Home, tmp_path: Path, moved: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_a_stale_log(home, tmp_path / "killed")
    with monkeypatch.context() as patch:
        patch.setattr(swapping, "finish", lambda _folder: None)
        home.restore()
    assert (home.folder / RESTORED).exists()
    restored = home.folder / RESTORED
    target = backups.new_path(home.folder, "before-restore", swapping.moment_of(restored))
    for ending in moved:
        (home.folder / f"{DATABASE}{ending}").replace(target.with_name(target.name + ending))

    well(home)

    home.close()
    (aside,) = [one for one in backing_up.every(home.folder) if one.reason == "before-restore"]
    assert aside.path.with_name(f"{aside.path.name}-wal").exists()
    home.restore(aside)
    home.open()
    assert "Rice, version 19" in home.titles()


# ------------------------------------------------------------------ some stories


def test_the_stories_of_a_backup_are_told(home: Home) -> None:
    found = restoring.stories_in(home.backup)

    assert {one.title for one in found} == {"Rice", "Fish"}


def test_one_story_says_again_what_it_said_and_nothing_is_lost(home: Home) -> None:
    before = home.laptop.revisions()

    changes = restoring.restore_stories(home.laptop.library, home.backup, [home.rice])

    assert changes.cases == {home.rice}
    assert home.titles() == {"Rice", "Fish", "Bees, told after the backup"}
    assert before <= home.laptop.revisions()
    latest = history.saves(home.laptop.library, home.rice).saves[0]
    assert latest.restored_from == home.backup.made_at
    history.restore(home.laptop.library, home.rice, latest.id, before=True)
    assert "Rice, told anew" in home.titles()


def test_what_says_so_already_is_not_saved_again(home: Home) -> None:
    changes = restoring.restore_stories(home.laptop.library, home.backup, [home.fish])

    assert changes.cases == frozenset()


def test_a_story_in_the_trash_comes_out_of_it(home: Home) -> None:
    cases.trash(home.laptop.library, [home.fish])

    restoring.restore_stories(home.laptop.library, home.backup, [home.fish])

    assert "Fish" in home.titles()


def test_a_story_that_is_not_here_comes_with_its_history(home: Home, tmp_path: Path) -> None:
    other = Laptop(tmp_path / "other")

    restoring.restore_stories(other.library, home.backup, [home.rice])

    assert other.case(home.rice).title == "Rice"
    assert libraries.check(other.library).problems == ()
    (path,) = backups.files_in(other.folder / "library" / "attachments")
    assert path.read_bytes() == JPEG
    other.library.close()


def test_words_that_were_withdrawn_do_not_come_back(home: Home) -> None:
    home.laptop.type(home.fish, "network", "Her name is Amina")
    backup = backing_up.make(home.laptop.library, "regular")
    redacting.redact(home.laptop.library, home.fish, ("network",), "she asked for it")
    home.laptop.type(home.fish, "title", "Fish, told anew")

    restoring.restore_stories(home.laptop.library, backup, [home.fish])

    assert home.laptop.case(home.fish).title == "Fish"
    assert "Amina" not in str(home.laptop.case(home.fish))
    raw = home.laptop.library.raw
    assert not raw.execute("SELECT 1 FROM revision WHERE instr(body, 'Amina')").fetchall()


def test_a_story_that_the_backup_does_not_hold_is_refused(home: Home) -> None:
    with pytest.raises(NotFound, match="in this backup"):
        restoring.restore_stories(home.laptop.library, home.backup, [home.fish, home.later])

    assert "Bees, told after the backup" in home.titles()


def test_stories_of_another_version_are_not_guessed_at(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssc_desktop.store.sqlite.SCHEMA_NUMBER", 99)

    with pytest.raises(InvalidInput, match="another version"):
        restoring.stories_in(home.backup)
