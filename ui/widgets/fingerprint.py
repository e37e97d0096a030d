"""A fingerprint: six groups of four characters, to be compared by voice or on paper."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.look import look

_GAP = 6


class Fingerprint(QWidget):
    """Runs from left to right in any language, on as many lines as it needs."""

    def __init__(self, factor: float = 1.0) -> None:
        super().__init__()
        self._factor = factor
        self._groups: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def text(self) -> str:
        """What it shows."""
        return " ".join(self._groups)

    def show_text(self, text: str) -> None:
        """Show another one."""
        self._groups = tuple(text.split())
        self.setAccessibleName(_("Fingerprint: {groups}").format(groups=" ".join(self._groups)))
        self.updateGeometry()
        self.update()

    def _box(self) -> QSize:
        metrics = QFontMetricsF(look.font(self._factor, bold=True))
        wide = max((metrics.horizontalAdvance(one) for one in self._groups), default=0.0)
        return QSize(round(wide) + look.px(14 * self._factor), round(metrics.height()) + look.px(6))

    def _across(self, width: int) -> int:
        box, gap = self._box(), look.px(_GAP)
        fit = max(1, (width + gap) // max(1, box.width() + gap))
        # six, three or two in a line: they are read in pairs and threes
        return next(one for one in (6, 3, 2, 1) if one <= fit)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        lines = -(-len(self._groups) // self._across(width)) if self._groups else 0
        return max(0, lines * (self._box().height() + look.px(_GAP)) - look.px(_GAP))

    @override
    def sizeHint(self) -> QSize:
        wide = 6 * (self._box().width() + look.px(_GAP))
        return QSize(wide, self.heightForWidth(wide))

    @override
    def minimumSizeHint(self) -> QSize:
        wide = 2 * self._box().width() + look.px(_GAP)
        return QSize(wide, self._box().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, gap, across = self._box(), look.px(_GAP), self._across(self.width())
        whole = across * (box.width() + gap) - gap
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - whole if mirrored else 0
        painter.setFont(look.font(self._factor, bold=True))
        for at, group in enumerate(self._groups):
            x = left + at % across * (box.width() + gap)
            y = at // across * (box.height() + gap)
            place = QRectF(x, y, box.width(), box.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("chip"))
            painter.drawRoundedRect(place, 6, 6)
            painter.setPen(look.colour("text"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, group)
        painter.end()
