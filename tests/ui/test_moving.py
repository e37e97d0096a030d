"""The library in one file: to a new laptop and back out of it, as an archive, with a passphrase."""

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ssc_desktop import services
from ssc_desktop.errors import DiskFull
from ssc_desktop.settings import Settings
from tests.ui.driving import Desk
from tests.ui.looking import unnamed
from tests.ui.test_backups import page_of, sheet, tell
from ui.pages.move_sheet import MoveSheet
from ui.pages.unpack_sheet import UnpackSheet
from ui.widgets.done_sheet import DoneSheet
from ui.widgets.moved_band import MovedBand

PASSPHRASE = "rain boat drum seven"


def packing(desk: Desk, stick: Path, *, moves: bool) -> MoveSheet:
    """The sheet, with a place chosen."""
    page = page_of(desk)
    (page.move_away if moves else page.archive_all).click()
    asked = sheet(desk, MoveSheet)
    assert isinstance(asked, MoveSheet)
    assert not asked.yes.isEnabled(), "no place was chosen yet"
    stick.mkdir(exist_ok=True)
    desk.answers.place = stick
    asked.place.other.click()
    assert asked.yes.isEnabled()
    return asked


def written(desk: Desk, asked: MoveSheet) -> Path:
    asked.yes.click()
    desk.wait(lambda: asked.packing.state == "done" and desk.quiet())
    target = asked.packing.target
    assert target is not None
    return target


def unpack(desk: Desk, source: Path, *, moved: bool) -> Any:
    page: Any = desk.window.page("start")
    desk.answers.files = (source,)
    (page.move_here if moved else page.archive).click()
    asked = sheet(desk, UnpackSheet)
    desk.wait(lambda: not desk.program.tasks.busy)
    return asked


def test_a_library_moves_to_a_new_laptop_with_all_that_belongs_to_its_person(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSC_LIBRARY", str(tmp_path / "new" / "library"))
    old = Desk(qtbot, tmp_path / "old",
               Settings(language="en", theme="light", author_name="Amina"))  # fmt: skip
    old.new_story()
    tell(old, "Rice and fish")
    asked = packing(old, tmp_path / "stick", moves=True)
    assert asked.step.text() == "Step 1 of 3"
    target = written(old, asked)
    assert target.parent == tmp_path / "stick" and target.suffix == ".ssclibrary"
    assert asked.step.text() == "Step 3 of 3" and "Checked" in asked.intro.text()
    asked.yes.click()
    old.wait(lambda: bool(old.window.findChildren(MovedBand)) and old.quiet())
    old.close()

    new = Desk(qtbot, tmp_path / "first", Settings(language="en", theme="light"))
    found = unpack(new, target, moved=True)
    assert found.yes.text() == "Move here"
    with new.opening():
        found.yes.click()

    assert [one.title for one in new.shelf.stories.summaries] == ["Rice and fish"]
    assert new.window.errands.settings.author_name == "Amina"
    assert "Everything is here." in sheet(new, DoneSheet).head.text()
    assert not new.window.findChildren(MovedBand)
    assert services.known.holds_library(tmp_path / "new" / "library")
    new.close()


def test_the_old_library_says_that_it_moved_until_somebody_stays(
    qtbot: QtBot, tmp_path: Path
) -> None:
    desk = Desk(qtbot, tmp_path / "library")
    desk.program.tasks.run(services.moving.leave)
    desk.rest()
    desk.close()

    desk = Desk(qtbot, tmp_path / "library")
    desk.wait(lambda: bool(desk.window.findChildren(MovedBand)))
    band = desk.window.findChildren(MovedBand)[0]
    assert "moved to another laptop" in band.words.text()
    band.stay.click()
    desk.wait(desk.quiet)
    desk.close()

    desk = Desk(qtbot, tmp_path / "library")
    assert not desk.window.findChildren(MovedBand)
    desk.close()


def test_an_archive_with_a_passphrase_opens_with_it_alone(
    story: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSC_LIBRARY", str(tmp_path / "home" / "library"))
    tell(story, "Rice and fish")
    asked = packing(story, tmp_path / "stick", moves=False)
    asked.lock.setChecked(True)
    assert not asked.yes.isEnabled(), "a passphrase is wanted, and none was typed"
    asked.passphrase.first.setText(PASSPHRASE)
    asked.passphrase.again.setText(PASSPHRASE)
    target = written(story, asked)
    assert not asked.yes.isVisibleTo(asked), "nothing more is to be done with an archive"
    asked.no.click()
    assert b"Rice and fish" not in target.read_bytes()

    found = unpack(story, target, moved=False)
    assert "locked with a passphrase" in found.said.text()
    found.line.given.emit("something else")
    story.wait(lambda: not story.program.tasks.busy)
    assert found.line.trouble.isVisibleTo(found)
    found.line.given.emit(PASSPHRASE)
    story.wait(lambda: found.archive is not None)
    assert unnamed(found) == []
    with story.opening():
        found.yes.click()

    assert [one.title for one in story.shelf.stories.summaries] == ["Rice and fish"]


def test_a_stick_that_is_full_leaves_nothing_half_made_and_says_so(
    story: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(story, "Rice and fish")
    asked = packing(story, tmp_path / "stick", moves=False)

    def full(*_args: object, **_wishes: object) -> None:
        raise DiskFull("The stick is full.", advice="Take a larger one.")

    monkeypatch.setattr(services.archiving, "write", full)
    asked.yes.click()
    story.wait(lambda: asked.packing.error is not None and story.quiet())

    assert asked.trouble.text() == "The stick is full. Take a larger one."
    assert asked.yes.isEnabled() and asked.step.text() == "Step 1 of 3"
    assert list((tmp_path / "stick").iterdir()) == []


def test_a_file_that_is_no_archive_is_refused_kindly(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "letter.ssclibrary").write_text("Dear friends", "utf-8")

    asked = unpack(desk, tmp_path / "letter.ssclibrary", moved=False)

    assert asked.said.text() and not asked.yes.isVisibleTo(asked)
    assert asked.no.text() == "Close"


def test_two_archives_of_one_day_both_stay(story: Desk, tmp_path: Path) -> None:
    tell(story, "Rice and fish")
    first = written(story, packing(story, tmp_path / "stick", moves=False))
    second = written(story, packing(story, tmp_path / "stick", moves=False))

    assert first != second
    assert {first, second} == set((tmp_path / "stick").iterdir())


def test_moving_and_archiving_are_commands(story: Desk) -> None:
    story.window.commands.actions["move"].trigger()
    assert sheet(story, MoveSheet).head.text() == "Move to a new laptop"

    story.window.commands.actions["archive"].trigger()
    assert sheet(story, MoveSheet).head.text() == "Archive of the whole library"
