"""How far the whole story is told: a ring with its figure."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.ring import paint_ring
from ui.widgets.speaking import plain_tip

_SIDE = 34


class StoryRing(QWidget):
    """Stands above the outline."""

    def __init__(self) -> None:
        super().__init__()
        self.percent = 0
        self.setObjectName("story_ring")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_percent(self, percent: int) -> None:
        """Show how much is told."""
        self.percent = percent
        said = _("{n} % of what is asked is told").format(n=percent)
        self.setAccessibleName(said)
        self.setToolTip(plain_tip(said))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(_SIDE), look.px(_SIDE))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        paint_ring(painter, box, self.percent, figure=True)
        painter.end()
