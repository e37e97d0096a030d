"""A desk before whose library there is a door."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.driving import Desk, put
from ui.pages.door import Door

PASSWORD = "rain boat seven"


class Visit(Desk):
    """The window, the door, and who stands before it."""

    def arrive(self) -> None:
        """Stand before the door: the library waits for its password."""

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
