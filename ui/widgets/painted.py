"""A button that paints itself: lit under the mouse, pressed with Enter, reached with Tab."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton

from ui.overriding import override

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class PaintedButton(QAbstractButton):
    """What our own buttons have in common; the rest is `sizeHint` and `paintEvent`."""

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)
