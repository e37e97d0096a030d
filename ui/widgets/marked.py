"""A line of text with some of it marked: the words that were searched for."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from ui.theme.look import look

Places = Sequence[tuple[int, int]]


def paint_marked(  # noqa: PLR0913 - a box, a text, and how it looks
    painter: QPainter,
    box: QRectF,
    text: str,
    places: Places,
    *,
    tone: str = "text",
    factor: float = 1.0,
    lines: int = 1,
    bold: bool = False,
    bold_marks: bool = False,
) -> None:
    """Paint `text` into `box`, cut to so many lines, what stands at `places` marked.

    Marks are a ground of their own; with `bold_marks` they are bold letters instead.
    """
    font = look.font(factor, bold=bold)
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    shown = text.replace("\n", " ")
    if lines == 1:
        shown = _elided(painter, font, shown, box.width(), bold=bold_marks and bool(places))
    layout = QTextLayout(shown, font)
    option = QTextOption()
    own = _direction(shown, mirrored=mirrored)
    option.setTextDirection(own)
    option.setAlignment(
        Qt.AlignmentFlag.AlignAbsolute
        | (Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft)
    )
    option.setWrapMode(QTextOption.WrapMode.WordWrap if lines > 1 else QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats(_formats(places, len(shown), bold=bold_marks))
    layout.beginLayout()
    high = 0.0
    for _number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(box.width())
        line.setPosition(QPointF(0, high))
        high += line.height()
    layout.endLayout()
    painter.setPen(look.colour(tone))
    top = box.top() + (max(0.0, box.height() - high) / 2 if lines == 1 else 0)
    layout.draw(painter, QPointF(box.left(), top))


def _elided(painter: QPainter, font: QFont, text: str, width: float, *, bold: bool) -> str:
    painter.setFont(font)
    room = round(width * (0.96 if bold else 1.0))  # bold letters take more
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)


def _direction(text: str, *, mirrored: bool) -> Qt.LayoutDirection:
    """The text's own direction; the window's where it has none."""
    if text.isascii():
        return Qt.LayoutDirection.LeftToRight
    for sign in text:
        if "\u0590" <= sign <= "\u08ff":
            return Qt.LayoutDirection.RightToLeft
        if sign.isalpha():
            return Qt.LayoutDirection.LeftToRight
    return Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight


def _formats(places: Places, length: int, *, bold: bool) -> list[QTextLayout.FormatRange]:
    found = []
    for start, end in places:
        if start >= length:
            continue
        mark = QTextLayout.FormatRange()
        mark.start, mark.length = start, min(end, length) - start
        look_of = QTextCharFormat()
        if bold:
            look_of.setFontWeight(QFont.Weight.Bold)
            look_of.setForeground(look.colour("accent"))
        else:
            look_of.setBackground(look.colour("amber"))
            look_of.setForeground(look.colour("on_amber"))
            look_of.setFontWeight(QFont.Weight.DemiBold)
        mark.format = look_of
        found.append(mark)
    return found
