"""Backups in the window: made in the background, listed, copied, restored; stories brought back."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ssc_desktop import clock, services, settings
from ssc_desktop.errors import Cancelled, DiskFull
from tests.ui.driving import Desk
from tests.ui.looking import unnamed
from ui.pages.backups_page import BackupsPage
from ui.pages.bring_back_sheet import BringBackSheet
from ui.pages.restore_sheet import RestoreSheet
from ui.viewmodels.backups import Backups
from ui.widgets.done_sheet import DoneSheet


def page_of(desk: Desk) -> BackupsPage:
    """The page, with all backups on it."""
    page = desk.window.page("backups")
    assert isinstance(page, BackupsPage)
    desk.wait(lambda: backups_of(desk).loaded and desk.quiet())
    return page


def backups_of(desk: Desk) -> Backups:
    return desk.window.places.backups


def tell(desk: Desk, title: str) -> str:
    """Write the title of the open story, as a save of its own."""
    desk.type_into(title, "title")
    desk.rest()
    desk.shelf.autosave.cut()
    desk.wait(desk.quiet)
    return desk.shelf.editor.case_id


def back_up(desk: Desk) -> None:
    before = len(backups_of(desk).every)
    backups_of(desk).back_up()
    desk.wait(lambda: len(backups_of(desk).every) > before and desk.quiet())


def sheet(desk: Desk, kind: type) -> Any:
    """The last sheet of its kind that was shown."""
    desk.wait(lambda: any(isinstance(one, kind) for one in desk.answers.asked))
    desk.wait(desk.quiet)
    return [one for one in desk.answers.asked if isinstance(one, kind)][-1]


def test_without_backups_the_page_says_when_the_first_is_made(desk: Desk) -> None:
    page = page_of(desk)

    assert "a minute after" in page.nothing.text()
    assert page.now.isVisible() and not page.cards
    assert unnamed(page) == []


def test_the_first_backup_is_made_by_itself_and_said_in_the_foot(story: Desk) -> None:
    tell(story, "Rice and fish")

    backups_of(story).look(opening=True)
    story.wait(lambda: bool(backups_of(story).every) and story.quiet())

    assert story.window.footer.backup.text().startswith("Backed up ")
    assert story.window.footer.backup.text().endswith(", checked")
    story.window.footer.backup.click()
    assert story.window.places.shown == "backups"


def test_nothing_is_backed_up_again_where_nothing_changed(story: Desk) -> None:
    tell(story, "Rice and fish")
    back_up(story)

    backups_of(story).look(opening=True)
    story.wait(story.quiet)

    assert len(backups_of(story).every) == 1


def test_a_backup_says_when_why_how_many_and_that_it_was_checked(story: Desk) -> None:
    tell(story, "Rice and fish")
    page = page_of(story)

    page.now.click()
    story.wait(lambda: len(page.cards) == 1 and story.quiet())

    card = next(iter(page.cards.values()))
    assert card.head.text().startswith("Today, ")
    assert "1 story" in card.line.text() and "You asked" in card.line.text()
    assert card.chip.text == "Checked"
    assert "checked" in story.window.toast.text
    card.open()
    shown = [name for name, made in card.buttons.items() if made.isVisible()]
    assert shown == ["stories", "restore", "copy"]
    assert unnamed(page) == []


def test_one_goes_on_typing_while_a_backup_is_made(story: Desk) -> None:
    tell(story, "Rice and fish")

    backups_of(story).back_up()
    assert backups_of(story).making
    story.type_into("Typed beside it", "title")
    story.rest()
    story.wait(lambda: not backups_of(story).making and story.quiet())

    assert story.shelf.stories.summaries[0].title == "Typed beside it"


def test_a_backup_that_fails_is_told_kindly_and_tried_again(
    story: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(story, "Rice and fish")

    def full(*_args: object, **_wishes: object) -> None:
        raise DiskFull("The disk is full.", advice="Free some space and try again.")

    with monkeypatch.context() as patched:
        patched.setattr(services.backing_up, "make", full)
        backups_of(story).look(opening=True)
        story.wait(lambda: backups_of(story).error is not None)
    assert story.window.footer.backup.text() == "No backup: The disk is full."
    assert story.answers.said == [], "nobody asked for it, so nobody is stopped"

    backups_of(story).look(opening=True)
    story.wait(lambda: bool(backups_of(story).every) and story.quiet())
    assert backups_of(story).error is None


def test_a_folder_that_is_away_for_a_moment_leaves_no_word_against_the_disk(
    story: Desk, tmp_path: Path
) -> None:
    tell(story, "Rice and fish")
    folder = backups_of(story).folder
    away = folder.rename(tmp_path / "away")
    backups_of(story).look(opening=True)
    story.wait(story.quiet)
    away.rename(folder)

    assert backups_of(story).said() == "", "what is wrong with the folder stands at the saving"
    backups_of(story).look(opening=True)
    story.wait(lambda: bool(backups_of(story).every) and story.quiet())


def test_a_backup_can_be_stopped(story: Desk) -> None:
    tell(story, "Rice and fish")
    page = page_of(story)
    backups_of(story).back_up()
    assert page.stop.isVisible() and not page.now.isVisible()

    page.stop.click()
    story.wait(story.quiet)

    assert page.now.isVisible()


def test_a_copy_goes_to_a_stick_and_is_read_back(story: Desk, tmp_path: Path) -> None:
    tell(story, "Rice and fish")
    back_up(story)
    page = page_of(story)
    story.answers.place = tmp_path / "stick"
    story.answers.place.mkdir()
    card = next(iter(page.cards.values()))
    card.open()

    card.buttons["copy"].click()
    story.wait(lambda: "The copy is in" in story.window.toast.text)

    held = list((tmp_path / "stick").glob("*.ssclibrary"))
    assert len(held) == 1
    assert "Checked" in story.window.toast.text
    assert "on the same disk as the library" in story.window.toast.text


def _age(folder: Path, days: int) -> None:
    """Let the backups of a library be as old as that."""
    then = (clock.now() - timedelta(days=days)).strftime("%Y%m%d")
    for path in (folder / "backups").glob("library-*"):
        parts = path.name.split("-")
        path.rename(path.with_name("-".join((parts[0], then, *parts[2:]))))


def test_who_has_no_second_copy_is_reminded_after_a_week_and_can_put_it_off(
    story: Desk, tmp_path: Path
) -> None:
    tell(story, "Rice and fish")
    back_up(story)
    page = page_of(story)
    assert not page.nudge.isVisible(), "on the first day nobody is reminded"

    _age(tmp_path / "library", 8)
    backups_of(story).load()
    story.wait(page.nudge.isVisible)
    assert "no copy of your stories outside this computer" in page.nudge.words.text()

    story.answers.place = tmp_path / "documents"
    story.answers.place.mkdir()
    page.copy_now.click()
    story.wait(lambda: "The copy is in" in story.window.toast.text and story.quiet())
    assert page.nudge.isVisible(), "a copy on the same disk is lost with it"

    page.later.click()
    assert not page.nudge.isVisible()
    assert settings.load().remind_of_copy > clock.now().date().isoformat()


def test_a_whole_library_is_restored_and_what_stood_there_is_kept(
    story: Desk, tmp_path: Path
) -> None:
    tell(story, "As it was yesterday")
    back_up(story)
    tell(story, "As it is today")
    page = page_of(story)
    card = next(iter(page.cards.values()))
    card.open()

    card.buttons["restore"].click()
    asked = sheet(story, RestoreSheet)
    said = "\n".join(asked.facts.said)
    assert "Changed since then: “As it was yesterday”." in said and "becomes a backup" in said
    assert asked.no.isDefault()
    with story.opening():
        asked.yes.click()

    assert [one.title for one in story.shelf.stories.summaries] == ["As it was yesterday"]
    done = sheet(story, DoneSheet)
    assert "Your library is as it was on" in done.head.text()
    kept = services.backing_up.every(tmp_path / "library")
    assert kept[0].reason == "before-restore"


def test_who_thinks_better_of_restoring_loses_nothing(story: Desk) -> None:
    tell(story, "As it was yesterday")
    back_up(story)
    tell(story, "As it is today")
    page = page_of(story)
    window = story.window
    page._restore(backups_of(story).every[0])  # noqa: SLF001 - as its button does

    asked = sheet(story, RestoreSheet)
    asked.no.click()
    story.wait(story.quiet)

    assert story.shelf.stories.summaries[0].title == "As it is today"
    assert story.window is window


def test_some_stories_come_back_as_an_edit_that_history_keeps(story: Desk) -> None:
    first = tell(story, "Rice, as it was")
    story.new_story()
    tell(story, "Cotton")
    back_up(story)
    story.shelf.open(first)
    story.wait(lambda: story.shelf.editor.case_id == first and story.quiet())
    tell(story, "Rice, spoiled")
    page = page_of(story)
    card = next(iter(page.cards.values()))
    card.open()

    card.buttons["stories"].click()
    asked = sheet(story, BringBackSheet)
    assert [check.isEnabled() for check in asked.checks.values()] == [True, False]
    assert asked.checks[first].text() == "Rice, as it was"
    assert not asked.yes.isEnabled()
    QTest.keyClick(asked.checks[first], Qt.Key.Key_Space)
    assert asked.yes.text() == "Bring 1 story back"
    asked.yes.click()
    story.wait(lambda: "1 story is back" in story.window.toast.text and story.quiet())

    story.wait(lambda: story.shelf.editor.value(("title",)) == "Rice, as it was")
    titles = {one.title for one in story.shelf.stories.summaries}
    assert titles == {"Rice, as it was", "Cotton"}


def test_a_backup_in_which_all_is_the_same_says_so(story: Desk) -> None:
    tell(story, "Rice")
    back_up(story)
    page = page_of(story)
    page._bring_back(backups_of(story).every[0])  # noqa: SLF001

    asked = sheet(story, BringBackSheet)

    assert asked.said.text() == "All its stories say the same today."
    assert not asked.yes.isVisibleTo(asked)


def test_the_page_is_reached_from_settings_start_screen_and_by_its_command(desk: Desk) -> None:
    desk.window.page("settings").backups.click()  # type: ignore[attr-defined]
    assert desk.window.places.shown == "backups"
    desk.window.page("start").backups.click()  # type: ignore[attr-defined]
    assert desk.window.places.shown == "backups"
    desk.window.go_to("library")
    desk.window.commands.actions["backups"].trigger()
    assert desk.window.places.shown == "backups"
    page = page_of(desk)
    page.back.click()
    assert desk.window.places.shown == "settings"
    desk.window.go_to("backups")
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert desk.window.places.shown == "settings", "as the tool tip of “Back” says"


def test_practice_is_not_backed_up(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSC_PRACTICE", str(tmp_path / "practice"))
    desk = Desk(qtbot, tmp_path / "practice")
    QApplication.processEvents()

    assert not desk.window.footer.backup.isVisible()
    desk.close()


def test_work_that_changes_much_says_that_a_backup_is_made_first(story: Desk) -> None:
    tell(story, "Rice and fish")
    said: list[str] = []
    work = story.window.errands.work
    work.under_way.connect(said.append)
    go_on: list[bool] = []

    def long_backup(library: Any, _job: object) -> None:
        library.backs_up = True
        while not go_on:
            library.between()
        library.backs_up = False

    work.start("Taking in…", long_backup, lambda _made: None)
    story.wait(lambda: "Making a backup first…" in said)
    go_on.append(True)
    story.wait(lambda: said[-1] == "" and story.quiet())

    assert said[0] == "Taking in…"


def test_enter_presses_the_button_that_has_the_keyboard(story: Desk) -> None:
    tell(story, "As it was yesterday")
    back_up(story)
    tell(story, "As it is today")
    story.activate()
    page = page_of(story)
    page._restore(backups_of(story).every[0])  # noqa: SLF001 - as its button does
    asked = sheet(story, RestoreSheet)
    asked.activateWindow()
    asked.yes.setFocus()
    story.wait(asked.yes.hasFocus)

    with story.opening():
        QTest.keyClick(asked.yes, Qt.Key.Key_Return)

    assert story.shelf.stories.summaries[0].title == "As it was yesterday"


def test_closing_the_window_waits_for_no_backup(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(qtbot, tmp_path / "library")
    begun, ended = list[bool](), list[bool]()

    def endless(_library: object, _reason: str, *, progress: object, stop: Any) -> None:  # noqa: ARG001
        begun.append(True)
        while not stop():
            pass
        ended.append(True)
        raise Cancelled

    monkeypatch.setattr(services.backing_up, "make", endless)
    backups_of(desk).back_up()
    desk.wait(lambda: bool(begun))

    desk.close()

    assert ended == [True]


def test_a_long_title_says_that_it_goes_on(story: Desk) -> None:
    tell(story, "Community midwives learn from each other across the lake and beyond its shores")
    back_up(story)
    tell(story, "Rice")

    page_of(story)._restore(backups_of(story).every[0])  # noqa: SLF001 - as its button does
    asked = sheet(story, RestoreSheet)

    said = "".join(asked.facts.said)
    assert "Changed since then: “\u2066Community midwives learn" in said
    assert "…\u2069”" in said
