"""A QR code: dark squares on white in every theme, as cameras want it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.overriding import override
from ui.theme.look import look

_SIDE = 208
_WHITE, _BLACK = QColor("#ffffff"), QColor("#000000")


def paint_squares(painter: QPainter, box: QRectF, rows: tuple[tuple[bool, ...], ...]) -> None:
    """Draw the squares of a code; each is a whole number of pixels wide."""
    if not rows:
        return
    side = max(1, int(min(box.width(), box.height())) // len(rows))
    left = box.left() + (box.width() - side * len(rows)) // 2
    top = box.top() + (box.height() - side * len(rows)) // 2
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect(QRectF(left + x * side, top + y * side, side, side), _BLACK)


class QrCode(QWidget):
    """Named for those who do not see it: the same stands beside it in characters."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[bool, ...], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: tuple[tuple[bool, ...], ...], name: str) -> None:
        """Show another code."""
        self._rows = rows
        self.setAccessibleName(name)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(_SIDE), look.px(_SIDE))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour("line"))
        painter.setBrush(_WHITE)
        box = QRectF(self.rect())
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        paint_squares(painter, box.adjusted(4, 4, -4, -4), self._rows)
        painter.end()


def sheet(rows: tuple[tuple[bool, ...], ...], name: str, words: tuple[str, ...]) -> QImage:
    """A picture to print: the name, the code, and words under it."""
    image = QImage(1240, 1500, QImage.Format.Format_RGB32)
    image.fill(_WHITE)
    image.setDotsPerMeterX(5906)
    image.setDotsPerMeterY(5906)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_BLACK)
    middle = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
    font = look.font(1, bold=True)
    font.setPixelSize(58)
    painter.setFont(font)
    painter.drawText(QRectF(80, 70, 1080, 150), middle, name)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    paint_squares(painter, QRectF(190, 230, 860, 860), rows)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top = 1120
    for at, line in enumerate(words):
        font = look.font(1, bold=at == 0)
        font.setPixelSize(54 if at == 0 else 34)
        painter.setFont(font)
        painter.drawText(QRectF(80, top, 1080, 160), middle, line)
        top += 130 if at == 0 else 110
    painter.end()
    return image
