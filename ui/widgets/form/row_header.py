"""The closed row of an item: two or three of its answers, like a row of a table."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ssc_desktop.i18n import ngettext
from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.widgets.painted import PaintedButton

_SHARES = {1: (1.0,), 2: (0.62, 0.38), 3: (0.46, 0.26, 0.28)}
_NARROW = 430
_WRAP = (
    Qt.AlignmentFlag.AlignLeft.value
    | Qt.AlignmentFlag.AlignVCenter.value
    | Qt.TextFlag.TextWordWrap.value
)
_MOST_LINES = 2


def boxes(whole: QRectF, count: int, *, mirrored: bool) -> list[QRectF]:
    """The places of `count` cells in a row; narrow rows keep only the first."""
    room = whole.width() - look.px(58)
    shown = count if whole.width() >= look.px(_NARROW) else 1
    found: list[QRectF] = []
    left = whole.left() + look.px(14)
    for share in _SHARES[shown]:
        wide = room * share
        box = QRectF(left, whole.top(), wide - look.px(12), whole.height())
        if mirrored:
            box.moveLeft(whole.left() + whole.right() - box.right())
        found.append(box)
        left += wide
    return found


def two_lines(text: str, metrics: QFontMetricsF, width: float) -> str:
    """`text`, cut where it would need more than two lines."""
    room = width * _MOST_LINES * 0.9
    if metrics.horizontalAdvance(text) <= room:
        return text
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


class HeadBand(QWidget):
    """The names of the columns."""

    def __init__(self) -> None:
        super().__init__()
        self._names: Sequence[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_names(self, names: Sequence[str]) -> None:
        """Name the columns."""
        self._names = names
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(200), look.px(34))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        box = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(box.adjusted(0, 0, 0, 8), 7, 7)
        painter.setClipRect(box)
        painter.fillPath(path, look.colour("chip"))
        painter.setPen(look.colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        font = look.font(0.95, bold=True)
        painter.setFont(font)
        painter.setPen(look.colour("muted"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        metrics = QFontMetricsF(font)
        places = boxes(box, len(self._names), mirrored=mirrored)
        for place, name in zip(places, self._names, strict=False):
            said = metrics.elidedText(name, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(
                place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said
            )
        painter.end()


class RowHeader(PaintedButton):
    """Opens and folds an item; Delete removes it."""

    removal_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cells: Sequence[str] = ()
        self._advised = 0
        self.last = False
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self.update)

    @property
    def cells(self) -> Sequence[str]:
        """What the row says."""
        return self._cells

    def set_cells(self, cells: Sequence[str]) -> None:
        """Say something else."""
        self._cells = cells
        self.setAccessibleName(", ".join(cell for cell in cells if cell))
        self._fit()
        self.update()

    def set_advice(self, advised: int) -> None:
        """How many answers of the item have a friendly note."""
        if advised == self._advised:
            return
        self._advised = advised
        said = ngettext("{n} note to look at", "{n} notes to look at", advised)
        self.setAccessibleDescription(said.format(n=advised) if advised else "")
        self.update()

    def _fit(self) -> None:
        metrics = QFontMetricsF(look.font())
        lines = 1
        for place, cell in zip(self._places(), self._cells, strict=False):
            if metrics.horizontalAdvance(cell) > place.width():
                lines = _MOST_LINES
        high = round(lines * metrics.lineSpacing()) + look.px(20)
        if high != self.height() or high != self.minimumHeight():
            self.setFixedHeight(high)

    def _places(self) -> list[QRectF]:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if not self._cells:
            return []
        return boxes(QRectF(self.rect()), len(self._cells), mirrored=mirrored)

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(200), self.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # the item moves
        elif key == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        box = QRectF(self.rect())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self.underMouse() or self.isChecked():
            painter.fillRect(box.adjusted(1, 0, -1, -1), look.colour("hover"))
        if not self.last or self.isChecked():
            painter.setPen(look.colour("line"))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        if self.hasFocus():
            pen = painter.pen()
            pen.setColor(look.colour("focus"))
            pen.setWidth(look.ring)
            painter.setPen(pen)
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 6, 6)
        self._paint_cells(painter)
        side = look.px(16)
        left = box.left() + look.px(10) if mirrored else box.right() - side - look.px(12)
        arrow = QRectF(left, box.center().y() - side / 2, side, side)
        name = "chevron-up" if self.isChecked() else "chevron-down"
        paint_icon(painter, arrow, name, look.colour("muted").name())
        if self._advised and not self.isChecked():
            beside = arrow.translated((side + look.px(3)) * (1 if mirrored else -1), 0)
            paint_icon(painter, beside, "lightbulb", look.colour("accent").name())
        painter.end()

    def _paint_cells(self, painter: QPainter) -> None:
        for at, (place, cell) in enumerate(zip(self._places(), self._cells, strict=False)):
            font = look.font(1, bold=at == 0 and self.isChecked())
            painter.setFont(font)
            painter.setPen(look.colour("text"))
            painter.drawText(place, _WRAP, two_lines(cell, QFontMetricsF(font), place.width()))
