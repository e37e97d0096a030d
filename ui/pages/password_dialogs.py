"""Changing the password of a library, and taking it away."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _
from ui.overriding import override
from ui.widgets.new_password import NewPassword
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.protecting import DataKey
    from ui.viewmodels.protection import Protection

_CHANGING, _TAKING = QSize(480, 300), QSize(480, 240)


class _Asking(Sheet):
    """Two buttons under it, and a sentence where it did not work."""

    help_place = "password"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.trouble = plain_label("red", wraps=True)
        self.trouble.hide()

    def _end(self) -> tuple[QPushButton, QPushButton]:
        self.down.addWidget(self.trouble)
        self.down.addStretch(1)
        no, yes = button("secondary"), button("primary")
        no.clicked.connect(self.reject)
        yes.setDefault(True)
        self.end_with(no, yes)
        return no, yes

    def say_trouble(self, error: SscError) -> None:
        """Say why it was not done."""
        self.trouble.setText(f"{error.message} {error.advice}")
        self.trouble.show()


class ChangeDialog(_Asking):
    """Two lines for the new password."""

    given = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.new = NewPassword()
        self.new.given.connect(self._give)
        self.down.addWidget(self.new)
        self.no, self.yes = self._end()
        self.yes.clicked.connect(self._give)
        self.new.changed.connect(lambda: self.yes.setEnabled(self.new.ready))
        self.yes.setEnabled(False)
        self.say(self._say_words)
        self.fit(_CHANGING)
        self.new.first.setFocus()

    def _say_words(self) -> None:
        self.setWindowTitle(_("Password"))
        self.head.setText(_("Change the password"))
        self.intro.setText(_("It opens the library and its backups from now on."))
        self.no.setText(_("Cancel"))
        self.yes.setText(_("Change"))

    def _give(self) -> None:
        if self.new.ready:
            self.given.emit(self.new.words)
            self.new.forget()
            self.accept()


class UnprotectDialog(_Asking):
    """Says what it means, and shows how far it is."""

    def __init__(self, parent: QWidget, protection: "Protection", key: "DataKey") -> None:
        super().__init__(parent)
        self._protection, self._key = protection, key
        self._working = False
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.hide()
        self.down.addWidget(self._bar)
        self.no, self.yes = self._end()
        self.yes.clicked.connect(self._begin)
        protection.progressed.connect(self._on_progress)
        self.say(self._say_words)
        self.fit(_TAKING)
        self.no.setFocus()

    def _say_words(self) -> None:
        self.setWindowTitle(_("Password"))
        self.head.setText(_("Take the password away"))
        self.intro.setText(
            _("Whoever can use this computer can open the library then, and read its backups.")
        )
        self.no.setText(_("Cancel"))
        self.yes.setText(_("Take it away"))

    def _on_progress(self, done: int, of: int) -> None:
        self._bar.setRange(0, max(1, of))
        self._bar.setValue(done)

    def _begin(self) -> None:
        self._working = True
        self._bar.show()
        self.yes.setEnabled(False)
        self._protection.turn_off(self._key, self._over, self._on_failed)

    def _over(self) -> None:
        self._working = False
        self.accept()

    def _on_failed(self, error: SscError | None) -> None:
        self._working = False
        if error is None:
            self.reject()
            return
        self._bar.hide()
        self.yes.setEnabled(True)
        self.say_trouble(error)

    @override
    def reject(self) -> None:
        if self._working:
            self.no.setEnabled(False)
            self._protection.stop()
        else:
            super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._working:
            event.ignore()
            self.reject()
        else:
            super().closeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._working:
            event.ignore()
        else:
            super().keyPressEvent(event)
