"""A library is protected in the settings: at every step one can go back, and nothing is lost."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from ssc_desktop import services
from ssc_desktop.errors import WrongPassword
from ssc_desktop.store import key_slots
from tests.ui.driving import Desk
from ui.pages.asking_key import KeySheet
from ui.pages.password_dialogs import ChangeDialog, UnprotectDialog
from ui.pages.password_section import PasswordSection
from ui.pages.protect_sheet import ProtectSheet
from ui.pages.recovery_dialog import RecoveryDialog
from ui.pages.removal_sheet import RemovalSheet

PASSWORD = "rain boat seven"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_slots, "_WORK", 10)  # guessing is cheap in a test


def _section(desk: Desk) -> PasswordSection:
    found = desk.window.page("settings").findChild(PasswordSection)
    assert isinstance(found, PasswordSection)
    return found


def _asked(desk: Desk, kind: type[QWidget]) -> Any:
    desk.wait(lambda: bool(desk.answers.asked) and isinstance(desk.answers.asked[-1], kind))
    return desk.answers.asked[-1]


def _folder(desk: Desk) -> Path:
    return desk.window.places._library  # noqa: SLF001 - where the window was opened


def _at_the_sheet(desk: Desk) -> ProtectSheet:
    _section(desk).turn_on.click()
    sheet = _asked(desk, ProtectSheet)
    assert not sheet.go.isEnabled()
    sheet.new.first.setText(PASSWORD)
    sheet.new.again.setText(PASSWORD)
    sheet.go.click()
    desk.wait(lambda: sheet.step == "sheet")
    return sheet  # type: ignore[no-any-return]


def _type_back(paper: Any) -> None:
    groups = paper.groups
    for number in paper.asked:
        paper.boxes.boxes[number].textEdited.emit(groups[number - 1].lower())


def _protected(desk: Desk) -> None:
    sheet = _at_the_sheet(desk)
    assert sheet.paper is not None
    sheet.paper.written.click()
    _type_back(sheet.paper)
    sheet.go.click()
    desk.wait(lambda: not desk.shelf.paused and desk.quiet())


def _with_key(desk: Desk, password: str = PASSWORD) -> None:
    asked = _asked(desk, KeySheet)
    asked.line.line.setText(password)
    asked.yes.click()


def test_protecting_goes_on_only_when_the_sheet_was_read(story: Desk, tmp_path: Path) -> None:
    story.type_into("Rice and fish in one field", "title")
    sheet = _at_the_sheet(story)
    assert not sheet.go.isEnabled() and sheet.paper is not None
    story.answers.target = tmp_path / "sheet.pdf"
    sheet.paper.save.click()
    assert story.answers.target.read_bytes().startswith(b"%PDF")

    first = sheet.paper.asked[0]
    sheet.paper.boxes.boxes[first].textEdited.emit("ZZZZZ")
    _type_back(sheet.paper)
    assert sheet.go.isEnabled()
    sheet.go.click()
    story.wait(lambda: not story.shelf.paused and story.quiet())

    assert services.protecting.is_protected(_folder(story))
    assert _section(story).lock.isVisibleTo(_section(story))
    assert story.window.commands.actions["lock"].isEnabled()
    story.type_into("Rice, fish and ducks", "title")
    story.rest()
    assert "locks itself" in story.window.toast.text


def test_the_foot_tells_of_the_backup_that_took_the_place_of_the_others(story: Desk) -> None:
    story.type_into("Rice", "title")
    backups = story.window.places.backups
    backups.back_up()
    story.wait(lambda: bool(backups.every) and story.quiet())

    _protected(story)
    story.wait(lambda: all(one.protected for one in backups.every) and story.quiet())

    assert backups.every == services.backing_up.every(_folder(story))


def test_the_sheet_is_printed_with_its_code(story: Desk, tmp_path: Path) -> None:
    sheet = _at_the_sheet(story)
    assert sheet.paper is not None
    story.answers.target = tmp_path / "printed.pdf"

    sheet.paper.print.click()

    told = subprocess.run(["pdftotext", story.answers.target, "-"], capture_output=True, text=True,
                          check=True).stdout  # fmt: skip
    assert all(group in told for group in sheet.paper.groups)
    assert sheet.paper.kept
    sheet.reject()
    story.wait(lambda: not story.shelf.paused and story.quiet())


def test_what_is_mistyped_is_told(story: Desk) -> None:
    sheet = _at_the_sheet(story)
    assert sheet.paper is not None
    sheet.paper.written.click()
    for number in sheet.paper.asked:
        sheet.paper.boxes.boxes[number].textEdited.emit("UUUUU")

    assert sheet.paper.trouble.isVisible() and not sheet.go.isEnabled()
    sheet.paper.again.click()
    assert not sheet.paper.kept
    sheet.reject()
    story.wait(lambda: not story.shelf.paused and story.quiet())


def test_cancelling_at_the_sheet_takes_the_protection_away(story: Desk) -> None:
    story.type_into("Rice and fish in one field", "title")
    sheet = _at_the_sheet(story)

    sheet.reject()
    story.wait(lambda: not story.shelf.paused and story.quiet())

    assert not services.protecting.is_protected(_folder(story))
    assert story.shelf.editor.case is not None
    assert story.shelf.editor.case.title == "Rice and fish in one field"
    assert _section(story).turn_on.isVisibleTo(_section(story))


def test_the_password_can_be_changed_and_taken_away(story: Desk) -> None:
    _protected(story)
    section, folder = _section(story), _folder(story)

    section.change.click()
    _with_key(story, "not this one")
    wrong = story.answers.asked[-1]
    story.wait(wrong.trouble.isVisible)  # type: ignore[attr-defined]
    _with_key(story)
    change = _asked(story, ChangeDialog)
    change.new.first.setText("four new words here")
    change.new.again.setText("four new words here")
    change.yes.click()
    story.wait(lambda: "is changed" in story.window.toast.text)
    with pytest.raises(WrongPassword):
        services.protecting.unlocked(folder, PASSWORD)

    section.turn_off.setFocus()
    section.turn_off.click()
    _with_key(story, "four new words here")
    off = _asked(story, UnprotectDialog)
    off.yes.click()
    story.wait(lambda: not services.protecting.is_protected(folder) and story.quiet())
    story.wait(lambda: not story.shelf.paused)
    assert section.turn_on.isVisibleTo(section)
    assert story.window.focusWidget() is section.turn_on, "not on what removes the library"


def test_a_new_sheet_takes_the_place_of_the_old(story: Desk) -> None:
    _protected(story)

    _section(story).sheet.click()
    _with_key(story)
    dialog = _asked(story, RecoveryDialog)
    dialog.paper.written.click()
    _type_back(dialog.paper)

    assert dialog.done_with.isEnabled()
    code = "-".join(dialog.paper.groups)
    dialog.done_with.click()
    assert services.protecting.recovered(_folder(story), code) is not None


def test_how_long_it_waits_before_it_locks_is_chosen(story: Desk) -> None:
    _protected(story)

    _section(story).rest.buttons[30].click()

    assert story.window.errands.settings.lock_after == 30
    assert story.program.guard.rest is not None


def test_practice_has_no_password(desk: Desk) -> None:
    with desk.opening():
        desk.window.practice_wanted.emit()

    assert desk.window.page("settings").findChild(PasswordSection) is None


def test_a_library_is_removed_once_its_name_was_typed(story: Desk, tmp_path: Path) -> None:
    services.libraries.opened(tmp_path / "second", config=tmp_path / "config").close()
    story.window.errands.change(libraries=(str(_folder(story)), str(tmp_path / "second")))
    _section(story).remove.click()
    sheet = _asked(story, RemovalSheet)
    sheet.line.setText("another")
    story.wait(story.quiet)
    assert not sheet.yes.isEnabled()

    sheet.line.setText(sheet.name.upper())
    gone = _folder(story)
    with story.opening():
        sheet.yes.click()

    assert not gone.exists()
    assert _folder(story) == tmp_path / "second"
    assert str(gone) not in story.window.errands.settings.libraries
