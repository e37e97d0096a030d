"""The bar over the form in which one looks for words of the open story."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.icons import icon
from ui.theme.look import look
from ui.widgets.line import Line
from ui.widgets.speaking import Speaking, icon_button, named, plain_label

_PAUSE = 80
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class FindBar(Speaking, QFrame):
    """Says what is looked for, and how many places there are; others do the looking."""

    wanted = Signal(str)
    """The words to look for changed; "" where there are none."""
    stepped = Signal(int)
    """To the next place (1) or the one before (-1)."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("find_bar")
        self.setProperty("role", "find-bar")
        self.row = QHBoxLayout(self)
        self.row.setSpacing(look.px(6))
        self.line = Line(undoes=True)
        self.line.setObjectName("find")
        self.line.setProperty("role", "search")
        self.line.setMaximumWidth(look.px(420))
        self.line.addAction(icon("search", "muted"), Line.ActionPosition.LeadingPosition)
        self.line.installEventFilter(self)
        self.count = plain_label("small")
        self.before = icon_button("chevron-up", "text", 16)
        self.after = icon_button("chevron-down", "text", 16)
        self.close_it = icon_button("x", "muted", 16)
        self.row.addWidget(self.line, 3)
        self.row.addWidget(self.count)
        for made in (self.before, self.after):
            self.row.addWidget(made)
        self.row.addStretch(1)
        self.row.addWidget(self.close_it)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(lambda: self.wanted.emit(self.line.text()))
        self.line.textEdited.connect(lambda _text: self._pause.start())
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        self.close_it.clicked.connect(self.closed)
        self.say(self._say_words)
        self.show_count(0, 0)
        self.hide()

    def _say_words(self) -> None:
        self.line.setPlaceholderText(_("Find in this story"))
        self.line.setAccessibleName(_("Find in this story"))
        named(self.before, _("Place before"), "Shift+F3")
        named(self.after, _("Next place"), "F3")
        named(self.close_it, _("Close"), "Esc")

    def take(self, words: str) -> None:
        """Look for `words` now, or for what stands there already."""
        self._pause.stop()
        if words:
            self.line.setText(words)
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self.wanted.emit(self.line.text())

    def show_count(self, at: int, of: int) -> None:
        """Which of how many places is shown; nothing is said where nothing is looked for."""
        if of:
            said = _("{n} of {all}").format(n=at, all=of)
        else:
            said = _("Not found") if self.line.text().strip() else ""
        self.count.setText(said)
        self.count.setMinimumWidth(max(self.count.minimumWidth(), self.count.sizeHint().width()))
        self.before.setEnabled(of > 0)
        self.after.setEnabled(of > 0)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}
        if event.type() in kinds and isinstance(event, QKeyEvent) and self._is_own(event):
            if event.type() == QEvent.Type.KeyPress:
                self._do(event)
            event.accept()
            return True
        return super().eventFilter(watched, event)

    @staticmethod
    def _is_own(event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shifted = held == Qt.KeyboardModifier.ShiftModifier
        plain = held == Qt.KeyboardModifier.NoModifier
        return (event.key() in _ENTER and (plain or shifted)) or (
            event.key() == Qt.Key.Key_Escape and plain
        )

    def _do(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        if self._pause.isActive():
            self._pause.stop()
            self.wanted.emit(self.line.text())
            return
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self.stepped.emit(-1 if back else 1)
