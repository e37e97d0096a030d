"""The closed row of an item: two or three of its answers, like a row of a table."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ssc_desktop.i18n import ngettext
from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look

_SHARES = {1: (1.0,), 2: (0.62, 0.38), 3: (0.46, 0.26, 0.28)}
_NARROW = 430
PICTURE = 84
"""How much room a row's picture takes."""
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
        self._indent = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def indent(self, pixels: int) -> None:
        """Leave room for the pictures of the rows under it."""
        self._indent = pixels
        self.update()

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
        inside = box.adjusted(0 if mirrored else self._indent, 0,
                              -self._indent if mirrored else 0, 0)  # fmt: skip
        places = boxes(inside, len(self._names), mirrored=mirrored)
        for place, name in zip(places, self._names, strict=False):
            said = metrics.elidedText(name, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(
                place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said
            )
        painter.end()


class RowHeader(QAbstractButton):
    """Opens and folds an item; Delete removes it."""

    removal_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cells: Sequence[str] = ()
        self._picture = QPixmap()
        self._with_picture = False
        self._advised = 0
        self.last = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
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

    def set_picture(self, image: QImage | None) -> None:
        """Show a small picture at the row's beginning; None keeps the place for one."""
        self._with_picture = True
        self._picture = QPixmap.fromImage(image) if image is not None else QPixmap()
        self._fit()
        self.update()

    def _fit(self) -> None:
        metrics = QFontMetricsF(look.font())
        lines = 1
        for place, cell in zip(self._places(), self._cells, strict=False):
            if metrics.horizontalAdvance(cell) > place.width():
                lines = _MOST_LINES
        high = round(lines * metrics.lineSpacing()) + look.px(20)
        if self._with_picture:
            high = max(high, look.px(72))
        if high != self.height() or high != self.minimumHeight():
            self.setFixedHeight(high)

    def _places(self) -> list[QRectF]:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        whole = QRectF(self.rect())
        picture = look.px(PICTURE) if self._with_picture else 0
        whole.adjust(0 if mirrored else picture, 0, -picture if mirrored else 0, 0)
        return boxes(whole, len(self._cells), mirrored=mirrored) if self._cells else []

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(200), self.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

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
        key = event.key()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # the item moves
        elif key == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
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
        if not self._with_picture:
            return
        box = QRectF(look.px(14), look.px(8), look.px(70), self.height() - look.px(16))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            box.moveLeft(self.width() - box.right())
        path = QPainterPath()
        path.addRoundedRect(box, 6, 6)
        painter.fillPath(path, look.colour("chip"))
        if self._picture.isNull():
            side = look.px(22)
            middle = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
            paint_icon(painter, middle, "paperclip", look.colour("muted").name())
            return
        painter.setClipPath(path)
        expanding = Qt.AspectRatioMode.KeepAspectRatioByExpanding
        size = self._picture.size().scaled(box.size().toSize(), expanding)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(box.center())
        painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
        painter.setClipping(False)
