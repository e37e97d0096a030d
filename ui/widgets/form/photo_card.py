"""A file of the story as a card: its picture, what it shows, and what is still to be said of it."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QTextLayout,
)
from PySide6.QtWidgets import QSizePolicy

from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.widgets.painted import PaintedButton

_RATIO = 0.68
_WRAP = (
    Qt.AlignmentFlag.AlignLeft.value
    | Qt.AlignmentFlag.AlignTop.value
    | Qt.TextFlag.TextWordWrap.value
)


@dataclass(frozen=True, slots=True)
class Facing:
    """What a card says."""

    title: str
    note: str = ""
    tone: str = "muted"
    """`muted`, `amber` for advice, `red` for what holds it back."""
    icon: str = "image"
    is_picture: bool = True
    backs: int = 0
    """How many statements it backs."""


def _two_lines(text: str, font: QFont, width: float) -> str:
    """`text` as it breaks, the second line cut where there is more."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width)
    second = layout.createLine()
    layout.endLayout()
    if not second.isValid():
        return text
    rest = text[first.textLength() :].strip()
    cut = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return f"{text[: first.textLength()].rstrip()}\n{cut}"


class PhotoCard(PaintedButton):
    """Opens its questions; double click or Enter shows it large; Alt and arrows move it."""

    move_wanted = Signal(int)
    removal_wanted = Signal()
    view_wanted = Signal()
    neighbour_wanted = Signal(int)
    first_shown = Signal()
    """The card came on screen: now its picture is worth reading."""

    def __init__(self) -> None:
        super().__init__()
        self.facing = Facing("")
        self._pixmap = QPixmap()
        self._seen = False
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_facing(self, facing: Facing) -> None:
        """Say something else."""
        if facing != self.facing:
            self.facing = facing
            self.setAccessibleName(", ".join(one for one in (facing.title, facing.note) if one))
            self.update()

    def set_picture(self, image: QImage) -> None:
        """Show the picture itself."""
        self._pixmap = QPixmap.fromImage(image)
        self.update()

    # ------------------------------------------------------------ size

    def _text_height(self) -> int:
        line = QFontMetricsF(look.font()).lineSpacing()
        small = QFontMetricsF(look.font(0.9)).lineSpacing()
        return round(2 * line + small) + look.px(24)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return round(width * _RATIO) + self._text_height()

    @override
    def sizeHint(self) -> QSize:
        wide = look.px(190)
        return QSize(wide, self.heightForWidth(wide))

    # ------------------------------------------------------------ keys and the mouse

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: 1 if turned else -1,
            Qt.Key.Key_Right: -1 if turned else 1,
        }
        if key in steps:
            (self.move_wanted if alt else self.neighbour_wanted).emit(steps[Qt.Key(key)])
        elif key == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.view_wanted.emit()
        else:
            super().keyPressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.view_wanted.emit()

    # ------------------------------------------------------------ painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._seen:
            self._seen = True
            self.first_shown.emit()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setLayoutDirection(self.layoutDirection())
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge = QPainterPath()
        edge.addRoundedRect(whole, 8, 8)
        painter.fillPath(edge, look.colour("hover" if self.underMouse() else "surface"))
        picture = QRectF(whole.left(), whole.top(), whole.width(), self.width() * _RATIO)
        painter.setClipPath(edge)
        self._paint_picture(painter, picture)
        painter.setClipping(False)
        self._paint_words(painter, whole, picture.bottom())
        strong = self.hasFocus() or self.isChecked()
        pen = QPen(look.colour("focus" if strong else "line"), 2 if strong else 1)
        painter.setPen(pen)
        painter.drawPath(edge)
        painter.end()

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        painter.fillRect(box, look.colour("chip"))
        if self._pixmap.isNull():
            side = look.px(34)
            middle = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
            paint_icon(painter, middle, self.facing.icon, look.colour("muted").name())
        else:
            fill = Qt.AspectRatioMode.KeepAspectRatioByExpanding
            size = self._pixmap.size().scaled(box.size().toSize(), fill)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(box.center())
            painter.save()
            painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
            painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))
            painter.restore()
        painter.setPen(look.colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _paint_words(self, painter: QPainter, whole: QRectF, top: float) -> None:
        side = look.px(11)
        words = whole.adjusted(side, top - whole.top() + look.px(8), -side, -look.px(8))
        small = look.font(0.9)
        foot = QFontMetricsF(small).lineSpacing()
        title = QRectF(words.left(), words.top(), words.width(), words.height() - foot - look.px(3))
        font = look.font()
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        painter.drawText(title, _WRAP, _two_lines(self.facing.title, font, title.width()))
        painter.setFont(small)
        tone = self.facing.tone
        painter.setPen(look.colour(tone if tone == "muted" else f"on_{tone}"))
        note = QRectF(words.left(), words.bottom() - foot, words.width(), foot)
        if self.facing.backs:
            note = self._paint_backing(painter, note)
        cut = QFontMetricsF(small).elidedText(
            self.facing.note, Qt.TextElideMode.ElideRight, note.width()
        )
        painter.drawText(note, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)

    def _paint_backing(self, painter: QPainter, note: QRectF) -> QRectF:
        """A link and a number at the end of the line: this file backs so many statements."""
        side = look.px(14)
        wide = side + look.px(18)
        turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = note.left() if turned else note.right() - wide
        place = QRectF(left + (wide - side if turned else 0), note.center().y() - side / 2,
                       side, side)  # fmt: skip
        paint_icon(painter, place, "link", look.colour("accent").name())
        number = QRectF(left + (0 if turned else side + 3), note.top(), wide - side - 3,
                        note.height())  # fmt: skip
        pen = painter.pen()
        painter.setPen(look.colour("accent"))
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(number, align, str(self.facing.backs))
        painter.setPen(pen)
        return note.adjusted(wide if turned else 0, 0, 0 if turned else -wide, 0)
