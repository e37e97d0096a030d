"""A bar that shows how much of a whole is there."""

from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.overriding import override
from ui.theme.look import look


class PartBar(QWidget):
    """Only for the eye: the sentence beside it says the same."""

    usual: ClassVar[tuple[int, int]] = (160, 10)
    """How wide and how high it is."""
    tone = "done"

    def __init__(self) -> None:
        super().__init__()
        self._part = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_part(self, there: int, whole: int) -> None:
        """Show `there` of `whole`."""
        self._part = min(1.0, there / whole) if whole else 0.0
        self.update()

    @override
    def sizeHint(self) -> QSize:
        wide, high = self.usual
        return QSize(look.px(wide), look.px(high))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        radius = box.height() / 2
        painter.setBrush(look.colour("track"))
        painter.drawRoundedRect(box, radius, radius)
        if self._part > 0:
            painter.setBrush(look.colour(self.tone))
            wide = max(box.height(), box.width() * self._part)
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = box.width() - wide if mirrored else 0
            painter.drawRoundedRect(QRectF(left, 0, wide, box.height()), radius, radius)
        painter.end()
