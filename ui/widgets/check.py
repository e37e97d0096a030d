"""A box to tick, with words beside it that may take several lines."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.widgets.mirroring import mirrored_f
from ui.widgets.painted import PaintedButton

_SIDE, _GAP, _EDGE = 18, 9, 4
_WRAPPED = Qt.AlignmentFlag.AlignLeft.value | Qt.TextFlag.TextWordWrap.value


class Check(PaintedButton):
    """On or off; with its words, or with a name for the ear alone."""

    elides = True
    """Its words wrap within the width there is."""

    def __init__(self, *, bold: bool = False) -> None:
        super().__init__()
        self._bold = bold
        self.setCheckable(True)
        # a fixed height would be that of one line, whatever the words need
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_words(self, words: str) -> None:
        """Say what it is about."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def _lead(self) -> int:
        return look.px(_SIDE) + 2 * look.px(_EDGE) + (look.px(_GAP) if self.text() else 0)

    def _high(self, room: float) -> float:
        metrics = QFontMetricsF(look.font(bold=self._bold))
        if not self.text():
            return metrics.height()
        return metrics.boundingRect(QRectF(0, 0, max(40.0, room), 10_000), _WRAPPED,
                                    self.text()).height()  # fmt: skip

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        high = self._high(width - self._lead())
        return round(max(high, look.px(_SIDE))) + 2 * look.px(_EDGE)

    @override
    def sizeHint(self) -> QSize:
        words = (
            QFontMetricsF(look.font(bold=self._bold)).horizontalAdvance(self.text())
            if self.text()
            else 0
        )
        wide = round(words) + self._lead() + (2 if self.text() else 0)
        return QSize(wide, self.heightForWidth(wide))

    @override
    def minimumSizeHint(self) -> QSize:
        wide = self._lead() + (look.px(60) if self.text() else 0)
        return QSize(wide, look.px(_SIDE) + 2 * look.px(_EDGE))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        spare = max(0, self.height() - self.heightForWidth(self.width())) // 2
        whole = QRectF(self.rect()).adjusted(0, spare, 0, -spare)
        edge, side = look.px(_EDGE), look.px(_SIDE)
        line = QFontMetricsF(look.font(bold=self._bold)).height()
        top = whole.top() + edge + max(0.0, (max(line, side) - side) / 2)
        box = QRectF(edge, top, side, side)
        words = whole.adjusted(self._lead(), edge + max(0.0, (side - line) / 2), 0, 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            box, words = mirrored_f(whole, box), mirrored_f(whole, words)
        self._paint_box(painter, box)
        painter.setFont(look.font(bold=self._bold))
        painter.setPen(look.colour("text" if self.isEnabled() else "faint"))
        painter.drawText(words, _WRAPPED, self.text())
        painter.end()

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        on = self.isChecked()
        ground = "accent" if on and self.isEnabled() else "track" if on else "surface"
        edge = ground if on else "edge" if self.isEnabled() else "line"
        painter.setPen(QPen(look.colour(edge), look.ring - 1))
        painter.setBrush(look.colour(ground))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        if on:
            sign = box.adjusted(*(look.px(3) * turn for turn in (1, 1, -1, -1)))
            ink = look.colour("on_accent" if self.isEnabled() else "muted").name()
            paint_icon(painter, sign, "check", ink)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus"), look.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 7, 7)
