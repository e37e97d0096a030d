"""A line to type in, in which the window's commands come first.

On some systems Qt's own line takes Ctrl+U, Ctrl+K and Ctrl+E for itself: to delete to its beginning
or end, or to go there.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from ui.overriding import override

_MOVING = frozenset({
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Insert,
})  # fmt: skip
_STANDARD = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)
_BACK = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def is_for_box(event: QKeyEvent) -> bool:
    """Whether a box of text may take keys before the window's commands: typing, moving, copying."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return True
    return event.key() in _MOVING or any(event.matches(one) for one in _STANDARD)


class Line(QLineEdit):
    """One line of text."""

    def __init__(self, *, undoes: bool = False) -> None:
        """With `undoes` Ctrl+Z takes back what was typed here, else it is the story's."""
        super().__init__()
        self._undoes = undoes

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = self._undoes and any(event.matches(one) for one in _BACK)
            if not own and not is_for_box(event):
                event.ignore()
                return True
        return super().event(event)
