"""An icon that stands still, painted in the colour of the theme."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look


class Picture(QWidget):
    """Only for the eye: what it means stands beside it in words."""

    def __init__(self, name: str, tone: str, size: int) -> None:
        super().__init__()
        self._name, self._tone, self._size = name, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(self._size), look.px(self._size))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = look.colour(self._tone).name()
        paint_icon(painter, QRectF(self.rect()), self._name, colour)
        painter.end()
