"""What comes too late to be seen before the library was locked is seen when it is open again."""

import threading

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from tests.ui.test_locking import made, visit
from tests.ui.visiting import Visit
from ui.dialogs import Dialogs
from ui.widgets.invitation_sheet import InvitationSheet

__all__ = ["made", "visit"]


def _shown() -> list[QWidget]:
    QApplication.processEvents()
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def test_a_sheet_that_opens_late_waits_behind_the_door(visit: Visit) -> None:
    visit.enter()
    gate, seen = threading.Event(), list[QWidget]()
    sheet = InvitationSheet(visit.window, (), "en")

    def show(_nothing: object) -> None:
        visit.answers.ask(sheet)
        seen.extend(_shown())

    visit.program.tasks.run(lambda _library: gate.wait(60), show)
    visit.window.commands.actions["lock"].trigger()
    gate.set()
    visit.wait(lambda: visit.program.guard.state == "locked")
    assert seen == [visit.door] and _shown() == [visit.door]
    visit.enter()

    assert sheet.isVisible() and sheet.isModal()
    sheet.close()


def test_a_sheet_that_was_put_away_meanwhile_does_not_come_back(visit: Visit) -> None:
    visit.enter()
    visit.lock()
    sheet = InvitationSheet(visit.window, (), "en")
    visit.answers.ask(sheet)
    sheet.hide()

    visit.enter()

    assert _shown() == [visit.window]


def test_what_could_not_be_done_is_told_when_the_library_is_open_again(visit: Visit) -> None:
    visit.enter()
    gate = threading.Event()

    def refuse(_nothing: object) -> None:
        Dialogs().refuse(visit.window, "The backup could not be made.", "Try it again.")

    visit.program.tasks.run(lambda _library: gate.wait(60), refuse)
    visit.window.commands.actions["lock"].trigger()
    gate.set()
    visit.wait(lambda: visit.program.guard.state == "locked")
    assert _shown() == [visit.door]
    visit.enter()

    box = QApplication.activeModalWidget()
    assert isinstance(box, QDialog)
    assert "The backup could not be made." in [one.text() for one in box.findChildren(QLabel)]
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert _shown() == [visit.window]
