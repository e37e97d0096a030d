"""A chip: a few words on a rounded ground, in one of the tones of the tokens."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.theme.tokens import pair
from ui.widgets.mirroring import mirrored_f

_ICON, _AFTER = 13, 5


def chip_width(text: str, icon: str = "") -> float:
    """How wide a chip with `text`, and perhaps a picture before it, is."""
    wide = QFontMetricsF(look.font(0.9, bold=True)).horizontalAdvance(text) + look.px(18)
    return wide + (look.px(_ICON) + look.px(_AFTER) if icon else 0)


def chip_height() -> int:
    """How high a chip is at the present text size."""
    return look.px(22)


def paint_chip(
    painter: QPainter, box: QRectF, text: str, tone: str, *, bold: bool = True, icon: str = ""
) -> None:
    """Draw a chip; text that does not fit is cut with an ellipsis."""
    ground, ink = pair(look.tokens, tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    font = look.font(0.9, bold=bold)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    inner = box.adjusted(look.px(8), 0, -look.px(8), 0)
    if icon:
        side = look.px(_ICON)
        place = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
        rest = inner.adjusted(side + look.px(_AFTER), 0, 0, 0)
        if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            place, rest = mirrored_f(inner, place), mirrored_f(inner, rest)
        paint_icon(painter, place, icon, ink)
        inner = rest
    said = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, said)
    painter.restore()


class Chip(QWidget):
    """A chip that stands still."""

    def __init__(self, tone: str = "chip", *, bold: bool = False, icon: str = "") -> None:
        super().__init__()
        self._tone = tone
        self._icon = icon
        self._bold = bold
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What the chip says."""
        return self._text

    def set_text(self, text: str) -> None:
        """Say something else; without text the chip is gone."""
        if text == self._text and self.isHidden() == (not text):
            return  # at every key: a new layout of the window costs more than the key
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def show_state(self, text: str, tone: str, icon: str) -> None:
        """Say something else, in another tone and with another picture."""
        self._tone, self._icon = tone, icon
        self.set_text(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(chip_width(self._text, self._icon)) + 2, chip_height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(40), chip_height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        box = QRectF(self.rect())
        paint_chip(painter, box, self._text, self._tone, bold=self._bold, icon=self._icon)
        painter.end()


class ChipButton(QAbstractButton):
    """A chip that opens something: an arrow stands behind its words."""

    def __init__(self) -> None:
        super().__init__()
        self._tone = "chip"
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def say(self, text: str, tone: str) -> None:
        """Say something else, in another tone."""
        if (text, tone) == (self.text(), self._tone):
            return
        self._tone = tone
        self.setText(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(chip_width(self.text())) + look.px(16), chip_height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        paint_chip(painter, box, "", self._tone)
        side = look.px(12)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = box.left() + look.px(8) if mirrored else box.right() - side - look.px(8)
        ink = pair(look.tokens, self._tone)[1]
        paint_icon(
            painter, QRectF(left, box.center().y() - side / 2, side, side), "chevron-down", ink
        )
        painter.setFont(look.font(0.9, bold=True))
        painter.setPen(QColor(ink))
        gap = look.px(15)
        words = box.adjusted(gap if mirrored else 0, 0, 0 if mirrored else -gap, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus"), look.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = box.adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        painter.end()
