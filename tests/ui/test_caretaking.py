"""What the window looks after while one writes: the folder, the room, damage, the backups."""

import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from ssc_desktop import services
from ssc_desktop.errors import DiskFull, ReadOnly
from ssc_desktop.services.damage import Damage
from tests.ui.driving import Desk
from ui.pages.damage_sheet import DamageSheet
from ui.widgets.facts_card import FactsCard

TOLD = ("A page of the library cannot be read.", "Everything else is safe.", "Restore a backup.")


def sheet_of(desk: Desk) -> DamageSheet:
    desk.wait(lambda: any(isinstance(one, DamageSheet) for one in desk.answers.asked))
    sheet = next(one for one in desk.answers.asked if isinstance(one, DamageSheet))
    desk.wait(lambda: not desk.program.tasks.busy)
    return sheet


def test_a_folder_that_goes_is_told_within_a_second(story: Desk, tmp_path: Path) -> None:
    story.type_into("Rice", "title")
    story.rest()
    footer = story.window.footer.saved
    took: list[float] = []

    while len(took) < 3 and min(took, default=2) > 1:  # a busy computer is late now and then
        began = time.monotonic()
        (tmp_path / "library").rename(tmp_path / "elsewhere")
        story.wait(lambda: "what you write stays in it" in footer.text())
        took.append(time.monotonic() - began)

        (tmp_path / "elsewhere").rename(tmp_path / "library")
        story.wait(lambda: "what you write stays in it" not in footer.text())

    assert min(took) <= 1


def test_what_is_typed_while_the_folder_is_away_is_saved_when_it_is_back(
    story: Desk, tmp_path: Path
) -> None:
    (tmp_path / "library").rename(tmp_path / "elsewhere")
    story.type_into("Written while it was away", "title")
    story.wait(lambda: story.shelf.autosave.state == "failed")
    said = story.window.footer.saved.text()
    assert said.startswith("Not saved.") and "Your text is safe in the file" in said

    (tmp_path / "elsewhere").rename(tmp_path / "library")
    story.wait(story.quiet)
    story.wait(lambda: story.shelf.stories.summaries[0].title == "Written while it was away")


def test_a_disk_that_is_nearly_full_is_told_in_the_foot(desk: Desk) -> None:
    footer = desk.window.footer

    desk.shelf.watching.low_disk.emit(150 * 1024 * 1024)
    assert footer.room.isVisible() and "150" in footer.room.text()

    desk.shelf.watching.low_disk.emit(1)
    assert footer.room.text() == "This disk is full: make room now."

    desk.shelf.watching.low_disk.emit(0)
    assert not footer.room.isVisible()


def test_a_save_into_the_reserve_says_so(desk: Desk) -> None:
    desk.shelf.watching.reserve_used.emit()

    assert "The disk is full. What you wrote was saved" in desk.window.toast.text


def test_a_folder_that_may_not_be_written_says_what_and_where_the_text_is(desk: Desk) -> None:
    error = ReadOnly("The folder cannot be written.", advice="Check that you may write to it.")

    desk.shelf.watching.unwritable.emit(error)

    said = desk.window.footer.saved.text()
    assert "cannot be written. Check that" in said and "what you write stays in it" in said


def test_damage_is_told_with_what_is_safe_while_one_goes_on_typing(story: Desk) -> None:
    story.window.places.backups.back_up()
    story.wait(lambda: story.window.places.backups.newest is not None and story.quiet())
    damage = Damage("content", ((story.shelf.editor.case_id, "Rice and fish"),), 1, TOLD)

    story.shelf.watching.damaged.emit(damage)
    sheet = sheet_of(story)
    story.type_into("Typed beside it", "title")
    story.rest()

    assert "Rice and fish" in sheet.named.text()
    assert sheet.restore.isVisibleTo(sheet) and "checked" in sheet.restore.text()
    assert "You can go on writing" in sheet.intro.text()
    sheet.later.click()
    assert sheet.result() == QDialog.DialogCode.Rejected


def test_where_nothing_new_should_be_written_the_sheet_does_not_say_that_one_can(
    desk: Desk,
) -> None:
    said = "Write nothing new in it until it is whole again."

    desk.shelf.watching.damaged.emit(Damage("structure", (), 0, (*TOLD, said)))

    sheet = sheet_of(desk)
    assert said in sheet.findChildren(FactsCard)[0].said
    assert not sheet.intro.isVisibleTo(sheet)


def test_what_can_be_read_of_a_library_damaged_meanwhile_is_rescued(
    qtbot: QtBot, tmp_path: Path
) -> None:
    desk = Desk(qtbot, tmp_path / "library")
    desk.new_story()
    desk.type_into("Rice and fish", "title")
    desk.rest()
    desk.shelf.watching.damaged.emit(Damage("structure", (), 0, TOLD))
    sheet = sheet_of(desk)
    assert not sheet.restore.isVisibleTo(sheet), "there is no backup to restore"

    with desk.opening():
        sheet.rescue.click()

    assert desk.window.places.backups.folder != tmp_path / "library"
    assert {one.title for one in desk.shelf.stories.summaries} == {"Rice and fish"}
    desk.close()


def test_real_damage_is_noticed_at_the_next_quiet_moment(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.damage, "is_due", lambda _library: True)
    desk = Desk(qtbot, tmp_path / "library")
    desk.new_story()
    desk.type_into("Rice and fish grow in one field", "title")
    desk.rest()
    desk.shelf.autosave.cut()
    desk.wait(desk.quiet)
    desk.close()
    database = tmp_path / "library" / "library.sqlite"
    held = database.read_bytes()
    assert held.count(b"Rice and fish grow") > 0
    database.write_bytes(held.replace(b"Rice and fish grow", b"Mice and fish grow"))

    desk = Desk(qtbot, tmp_path / "library")
    desk.shelf.watching.look()
    sheet = sheet_of(desk)

    assert sheet.isVisible()
    desk.close()


def test_a_disk_that_fills_up_is_told_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for free in (150 << 20, 0):
        monkeypatch.setattr(services.siting, "free_space", lambda _folder, free=free: free)
        desk.shelf.watching.check_place()
        desk.wait(desk.quiet)

    assert desk.window.footer.room.text() == "This disk is full: make room now."


def test_a_save_that_fails_takes_back_the_word_that_all_was_saved(story: Desk) -> None:
    story.shelf.watching.reserve_used.emit()
    assert story.window.toast.isVisible()
    story.type_into("Rice", "title")

    story.shelf.autosave._on_failed(DiskFull("The disk is full."))  # noqa: SLF001

    assert not story.window.toast.isVisible()
    story.rest()
