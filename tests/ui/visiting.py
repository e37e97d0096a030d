"""A desk before whose library there is a door."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ssc_desktop.settings import Settings
from tests.ui.driving import Answers, Desk, put
from ui.app import Program
from ui.pages.door import Door

PASSWORD = "rain boat seven"


class Visit(Desk):
    """The window, the door, and who stands before it."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.qtbot = qtbot
        self.answers = Answers()
        self.program = Program(app, folder, Settings(language="en", theme="light"))
        self.window.errands.dialogs = self.answers
        self.program.guard.front.resize(1440, 900)
        self.program.guard.front.show()
        self.shelf.open_fully()

    @property
    def door(self) -> Door:
        door = self.program.guard.door
        assert door is not None
        return door

    def type_password(self, words: str = PASSWORD) -> None:
        """Type a password at the door, and press Enter."""
        self.door.password.line.clear()
        put(self.door.password.line, words)
        QTest.keyClick(self.door.password.line, Qt.Key.Key_Return)

    def enter(self) -> None:
        """Open the library with its password."""
        self.type_password()
        self.wait(lambda: self.window.isVisible() and self.shelf.is_ready and self.quiet())
        self.wait(lambda: bool(self.shelf.editor.case_id) and self.quiet())

    def lock(self) -> None:
        """Lock it, and wait until the library is closed."""
        self.window.commands.actions["lock"].trigger()
        self.wait(lambda: self.program.guard.state == "locked")

    def close(self) -> None:
        self.program.guard.leave()
        super().close()
