"""Asks for the password of a protected library before it is restored or rescued."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.widgets.secret_line import SecretLine
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.backing_up import Backup
    from ssc_desktop.services.protecting import DataKey
    from ui.errands import Errands
    from ui.tasks import Tasks

_SIZE = QSize(460, 220)
Unlocking = Callable[[str], "DataKey"]
"""Gives the key for a password; raises WrongPassword and its kin."""


def ask_key(
    parent: QWidget,
    errands: "Errands",
    tasks: "Tasks",
    wanted: "Path | Backup",
    then: "Callable[[DataKey | None], object]",
) -> None:
    """Go on with the key of a library (its folder) or of a backup; with None where it needs none.

    Nothing goes on where the person thinks better of it.
    """
    from ssc_desktop import services

    if isinstance(wanted, Path):
        protected = services.protecting.is_protected(wanted)
    else:
        protected = wanted.protected
    if not protected:
        then(None)
        return

    def unlock(password: str) -> "DataKey":
        if isinstance(wanted, Path):
            return services.protecting.unlocked(wanted, password)
        return services.restoring.unlocked(wanted, password)

    sheet = KeySheet(parent, tasks, unlock)
    sheet.given.connect(then)
    errands.dialogs.ask(sheet)


class KeySheet(Sheet):
    """One line for the password."""

    given = Signal(object)
    """The DataKey."""

    def __init__(self, parent: QWidget, tasks: "Tasks", unlock: Unlocking) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._unlock = unlock
        self.line = SecretLine()
        self.line.setMaximumWidth(look.px(380))
        self.line.given.connect(self._try)
        self.down.addWidget(self.line)
        self.trouble = plain_label("red", wraps=True)
        self.trouble.hide()
        self.down.addWidget(self.trouble)
        self.down.addStretch(1)
        self.no, self.yes = button("secondary"), button("primary")
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._try)
        self.yes.setDefault(True)
        self.end_with(self.no, self.yes)
        self.say(self._say_words)
        self.fit(_SIZE)
        self.line.setFocus()

    def _say_words(self) -> None:
        self.setWindowTitle(_("Password"))
        self.head.setText(_("The library is protected"))
        self.intro.setText(_("Type its password. It is used for this once and kept nowhere."))
        self.line.name_it(_("Password"))
        self.no.setText(_("Cancel"))
        self.yes.setText(_("Go on"))

    def _try(self) -> None:
        password = self.line.words
        if not password or not self.yes.isEnabled():
            return
        self.yes.setEnabled(False)
        self._tasks.aside(lambda: self._unlock(password), self._give, failed=self._refuse)

    def _give(self, key: "DataKey") -> None:
        self.accept()
        self.given.emit(key)

    def _refuse(self, error: SscError) -> None:
        self.yes.setEnabled(True)
        self.trouble.setText(f"{error.message} {error.advice}")
        self.trouble.show()
        self.line.line.selectAll()
        self.line.setFocus()
