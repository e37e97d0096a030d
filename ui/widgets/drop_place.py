"""A place to let bundles and folders go on, with buttons for those who do not drag."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame

from ui.overriding import override
from ui.widgets.dropping import collectable_in


class DropPlace(QFrame):
    """Lights up while something it takes is over it."""

    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)

    def _light(self, over: bool) -> None:
        self.setProperty("over", "true" if over else "false")
        self.style().unpolish(self)
        self.style().polish(self)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if collectable_in(event):
            event.acceptProposedAction()
            self._light(True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(False)
        event.accept()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._light(False)
        found = collectable_in(event)
        if found:
            event.acceptProposedAction()
            self.dropped.emit(found)
