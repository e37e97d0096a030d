"""The licences of all that comes with the program, in a window of their own."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.speaking import Speaking
from ui.widgets.tab_order import step

if TYPE_CHECKING:
    from ui.tasks import Tasks


class LicencesWindow(Speaking, QWidget):
    """A long text to read: in the words of its authors, so from left to right everywhere."""

    def __init__(self, parent: QWidget, tasks: "Tasks") -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        self.text = QPlainTextEdit()
        self.text.setProperty("role", "reading-page")
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setReadOnly(True)
        self.text.setUndoRedoEnabled(False)
        read = Qt.TextInteractionFlag
        self.text.setTextInteractionFlags(
            read.TextSelectableByMouse | read.TextSelectableByKeyboard
        )
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self.text.document().setDefaultTextOption(option)
        self.text.document().setDocumentMargin(look.px(16))
        down.addWidget(self.text)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close)
        self.resize(min(look.px(760), 1000), min(look.px(600), 560))
        self.say(self._say_words)
        tasks.aside(_licences, self.text.setPlainText)

    def _say_words(self) -> None:
        said = words().removesuffix("…")
        self.setWindowTitle(said)
        self.text.setAccessibleName(said)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, forward=forward)


def words() -> str:
    """How the way to the licences is named."""
    return _("Licences…")


def open_licences(window: QWidget, tasks: "Tasks") -> LicencesWindow:
    """Show the licences beside `window`, once."""
    shown = window.findChild(LicencesWindow) or LicencesWindow(window, tasks)
    shown.show()
    shown.raise_()
    shown.activateWindow()
    shown.text.setFocus()
    return shown


def _licences() -> str:
    from ssc_desktop import services

    return services.licences.text()
