"""Newer code for the program, from a file: looked into, offered, used from the next start on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest

from ssc_desktop import services
from ssc_desktop.errors import UpdateRefused
from ssc_desktop.services.updating import Standing, Update
from tests.ui.driving import Desk
from tests.ui.looking import clipped, unnamed
from ui.pages.licences_window import LicencesWindow
from ui.pages.program_section import ProgramSection
from ui.pages.update_sheet import UpdateSheet

FILE = Path("ssc-desktop-7.2.sscupdate")
UPDATE = Update(FILE, "7.2", "Backups are faster.", "2026-11-22", "84A1B2C3D4E5F607", 9_000_000)


def section_of(desk: Desk) -> ProgramSection:
    found = desk.window.page("settings").findChildren(ProgramSection)[0]
    desk.wait(lambda: bool(found.version.text()) and desk.quiet())
    return found


def offered(desk: Desk, monkeypatch: pytest.MonkeyPatch, use: Callable[..., None]) -> UpdateSheet:
    """The sheet, after it looked into a file that is well signed."""
    monkeypatch.setattr(services.updating, "look", lambda _source: UPDATE)
    monkeypatch.setattr(services.updating, "apply", use)
    section = section_of(desk)
    section.show_standing(Standing("7.1", "7.1", "", (), takes=True))
    desk.answers.files = (FILE,)
    section.open.click()
    sheet = desk.answers.asked[-1]
    assert isinstance(sheet, UpdateSheet)
    desk.wait(lambda: sheet.state != "looking")
    return sheet


def test_a_copy_without_the_key_says_that_it_takes_no_files(desk: Desk) -> None:
    section = section_of(desk)

    assert section.version.text().startswith("Version ")
    assert "takes no update files" in section.more.text()
    assert not section.open.isVisible()


def test_the_licences_are_a_press_away_and_read_in_a_window_of_their_own(desk: Desk) -> None:
    section = section_of(desk)

    section.licences.click()

    (window,) = desk.window.findChildren(LicencesWindow)
    desk.wait(lambda: bool(window.text.toPlainText()))
    assert "SIL OPEN FONT LICENSE" in window.text.toPlainText()
    assert window.text.isReadOnly()
    assert window.windowTitle() == window.text.accessibleName() == "Licences"
    desk.wait(window.isVisible)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    desk.wait(lambda: not desk.window.findChildren(LicencesWindow))


def test_it_says_what_waits_and_what_did_not_start(desk: Desk) -> None:
    section = section_of(desk)

    section.show_standing(Standing("7.1", "7.0", "7.3", ("7.2",), takes=True))

    assert "Version 7.3 is ready" in section.more.text()
    assert "Version 7.2 did not start" in section.more.text()
    assert section.open.isVisible()


def test_an_update_is_shown_before_it_is_used(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    used: list[Update] = []
    sheet = offered(desk, monkeypatch, lambda update, progress: used.append(update))  # noqa: ARG005
    assert sheet.state == "offered" and used == []
    assert clipped(sheet) == [] and unnamed(sheet) == []

    sheet.yes.click()
    desk.wait(lambda: sheet.state == "done")

    assert used == [UPDATE]
    assert sheet.focusWidget() is sheet.no, "the button that was pressed is gone"
    assert "runs from the next start on" in sheet.said.text()


def test_one_that_does_not_fit_is_refused_with_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_update: Update, *, progress: object) -> None:  # noqa: ARG001
        raise UpdateRefused("This update is for another program.", advice="Nothing was changed.")

    sheet = offered(desk, monkeypatch, refuse)
    sheet.yes.click()
    desk.wait(lambda: sheet.state == "refused")

    assert sheet.said.text() == "This update is for another program. Nothing was changed."
    assert not sheet.yes.isVisibleTo(sheet)


def test_a_file_that_is_no_update_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "letter.sscupdate"
    path.write_text("Dear friends", "utf-8")

    sheet = UpdateSheet(desk.window, desk.program.tasks, path)
    desk.wait(lambda: sheet.state != "looking")

    assert sheet.state == "refused" and sheet.said.text()


def test_closing_the_sheet_while_it_looks_does_no_harm(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "letter.sscupdate"
    path.write_text("Dear friends", "utf-8")
    sheet = UpdateSheet(desk.window, desk.program.tasks, path)
    sheet.show()

    sheet.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    desk.wait(desk.quiet)

    assert desk.answers.said == []
