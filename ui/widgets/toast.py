"""A word at the foot of the window that goes by itself, with an action or two."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.mirroring import leading_margins
from ui.widgets.speaking import button, icon_button, named, plain_label

SECONDS = 9
_MOVED = {QEvent.Type.Resize, QEvent.Type.LayoutRequest}
"""The window has another size, or another page whose buttons must stay in reach."""

Action = tuple[str, Callable[[], Any]]


class Toast(QFrame):
    """One at a time, in the lower trailing corner of its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("role", "toast")
        self._row = QHBoxLayout(self)
        leading_margins(self._row, look.px(16), look.px(8), look.px(8), look.px(8))
        self._label = plain_label()
        self._row.addWidget(self._label)
        self._buttons: list[QPushButton] = []
        self._close = icon_button("x", "on_toast", 14)
        self._close.clicked.connect(self.hide)
        self._row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go)
        parent.installEventFilter(self)
        look.changed.connect(self._on_look)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now."""
        return self._label.text()

    @property
    def actions_shown(self) -> list[QPushButton]:
        """The buttons of what is said now."""
        return self._buttons

    def show_text(self, text: str, actions: Sequence[Action] = (), seconds: int = SECONDS) -> None:
        """Say `text` for a while; each action is a word and what it does."""
        for old in self._buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = []
        self._label.setText(text)
        named(self._close, _("Close"))
        for at, (word, act) in enumerate(actions):
            made = button("link")
            made.setText(word)
            made.clicked.connect(self.hide)
            made.clicked.connect(act)
            self._row.insertWidget(1 + at, made)
            made.show()  # beside what is seen already it would show itself later, without room
            self._buttons.append(made)
        self._timer.start(seconds * 1_000)
        self.show()
        self._place()
        self.raise_()
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVED and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _on_look(self) -> None:
        if self.isVisible():  # its words are larger or smaller now
            self._place()

    def _place(self) -> None:
        parent = self._over
        self._label.setWordWrap(False)
        self._row.invalidate()  # a toast that was there already keeps the room of its old words
        self._row.activate()
        self.adjustSize()
        most = parent.width() - look.px(32)
        if self.width() > most:
            self._label.setWordWrap(True)
            self.resize(most, self.heightForWidth(most))
        gap = look.px(20)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = gap if mirrored else parent.width() - self.width() - gap
        self.move(left, self._foot() - self.height())

    def _foot(self) -> int:
        """What it stands on: the window's foot, or that of a page whose buttons are needed now."""
        feet = (one for one in self._over.findChildren(QFrame, "foot") if one.isVisible())
        tops = (one.mapTo(self._over, one.rect().topLeft()).y() - look.px(8) for one in feet)
        return min(tops, default=self._over.height() - look.px(46))

    def _go(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._timer.start(SECONDS * 1_000)  # somebody is about to press a button
        else:
            self.hide()
