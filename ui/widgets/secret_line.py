"""A line for what nobody may read over a shoulder, with an eye that shows it, and word of capitals.

No system tells a program whether the capitals are locked: the letters that come tell it.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.line import Line
from ui.widgets.speaking import Speaking, icon_button, named, plain_label


class CapitalsWatch(QObject):
    """Looks at the keys that come to a line."""

    changed = Signal(bool)
    """Whether the capitals are locked."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self.locked = False
        line.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._look(event)
        return super().eventFilter(watched, event)

    def _look(self, event: QKeyEvent) -> None:
        typed = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._tell(locked=False)  # pressed to turn it off, or else the next letter tells
        elif len(typed) == 1 and typed.lower() != typed.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell(locked=typed.isupper() != shifted)

    def _tell(self, *, locked: bool) -> None:
        if locked != self.locked:
            self.locked = locked
            self.changed.emit(locked)


class SecretLine(Speaking, QWidget):
    """One line; Enter gives what is in it."""

    given = Signal()

    def __init__(self) -> None:
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.px(4))
        row = QHBoxLayout()
        row.setSpacing(look.px(6))
        self.line = Line(undoes=True)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.returnPressed.connect(self.given)
        self.eye = icon_button("eye", "text", 16)
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._show)
        row.addWidget(self.line, 1)
        row.addWidget(self.eye)
        down.addLayout(row)
        self.capitals = plain_label("amber", wraps=True)
        self.capitals.hide()
        down.addWidget(self.capitals)
        CapitalsWatch(self.line).changed.connect(self.capitals.setVisible)
        self.setFocusProxy(self.line)
        self.say(self._say_words)

    @property
    def words(self) -> str:
        """What was typed."""
        return self.line.text()

    def name_it(self, words: str) -> None:
        """Say what is to be typed."""
        self.line.setPlaceholderText(words)
        self.line.setAccessibleName(words)

    def forget(self) -> None:
        """Empty it, also of what could be undone."""
        self.line.setText("")
        self.eye.setChecked(False)

    def _say_words(self) -> None:
        named(self.eye, _("Show what is typed"))
        self.capitals.setText(_("The capital letters are locked (Caps Lock)."))

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
