"""The thin bar under a text: how near it is to the suggested length; amber at most."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.overriding import override
from ui.theme.look import look


class Meter(QWidget):
    """A bar that fills towards the upper end of a range."""

    def __init__(self) -> None:
        super().__init__()
        self._part = 0.0
        self._over = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_words(self, words: int, most: int) -> None:
        """Show `words` against the upper end of the range; beyond it the bar is amber."""
        self._part = min(1.0, words / most) if most else 0.0
        self._over = bool(most) and words > most
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(120), look.px(6))

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
            painter.setBrush(look.colour("on_amber" if self._over else "accent"))
            wide = max(box.height(), box.width() * self._part)
            left = (
                box.width() - wide
                if self.layoutDirection() == Qt.LayoutDirection.RightToLeft
                else 0
            )
            painter.drawRoundedRect(QRectF(left, 0, wide, box.height()), radius, radius)
        painter.end()
