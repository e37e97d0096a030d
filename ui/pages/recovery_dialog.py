"""A new recovery sheet for a library that is protected already."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ssc_desktop.i18n import _
from ui.pages.recovery_paper import recovery_step
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button

if TYPE_CHECKING:
    from ssc_desktop.services.protecting import Recovery
    from ui.errands import Errands

_SIZE = QSize(600, 400)


class RecoveryDialog(Sheet):
    """The sheet of before opens nothing any more: this one is taken to paper before it closes."""

    help_place = "recovery_sheet"

    def __init__(
        self, parent: QWidget, errands: "Errands", recovery: "Recovery", name: str
    ) -> None:
        super().__init__(parent)
        area, column = self.scrolled(gap=10)
        self.down.addWidget(area, 1)
        self.paper = recovery_step(self, errands, recovery, name)
        column.addWidget(self.paper)
        self.done_with = button("primary", "check", "on_accent")
        self.done_with.setDefault(True)
        self.done_with.clicked.connect(self.accept)
        self.end_with(self.done_with)
        self.paper.changed.connect(lambda: self.done_with.setEnabled(self.paper.ready))
        self.done_with.setEnabled(False)
        self.say(self._say_words)
        self.fit(_SIZE)
        self.paper.print.setFocus()

    def _say_words(self) -> None:
        self.setWindowTitle(_("Recovery sheet"))
        self.head.setText(_("A new recovery sheet"))
        self.intro.setText(_("The sheet of before opens nothing any more: throw it away."))
        self.done_with.setText(_("Done"))
