"""Titles on a few lines, cut where they are longer."""

import unicodedata

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel

from ui.overriding import override


def wrapped(text: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    """`text` on `most` lines at most, the last cut where it is too long."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    end = 0
    layout.beginLayout()
    while end < len(text) and len(lines) < most:
        line = layout.createLine()
        line.setLineWidth(width)
        start, end = end, line.textStart() + line.textLength()
        lines.append(text[start:end].strip())
    layout.endLayout()
    if end < len(text):
        cut = Qt.TextElideMode.ElideRight
        lines[-1] = QFontMetricsF(font).elidedText(text[start:].strip(), cut, width)
    return tuple(lines)


def in_own_direction(line: str, title: str) -> str:
    """`line` of `title` in the title's direction, whichever way the window runs."""
    strong = (unicodedata.bidirectional(sign) for sign in title)
    first = next((kind for kind in strong if kind in {"L", "R", "AL"}), "L")
    isolate = "\u2066" if first == "L" else "\u2067"
    return f"{isolate}{line}\u2069"


def fitting(title: str, longest: int) -> str:
    """A title, or its beginning with dots where it was cut, whichever way the window runs."""
    if len(title) <= longest:
        return title
    return in_own_direction(title[:longest].rstrip() + "…", title)


def line_height(text: str, font: QFont) -> float:
    """How high a line of `text` is: Arabic letters reach further down than Latin ones."""
    layout = QTextLayout(text or " ", font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return max(QFontMetricsF(font).lineSpacing(), line.height())


class Headline(QLabel):
    """A title that keeps its words but shows no more than a few lines of them."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.most = 3
        self.setProperty("role", "title")

    def _lines(self, width: int) -> tuple[str, ...]:
        return wrapped(self.text(), self.font(), width, self.most)

    @override
    def heightForWidth(self, width: int) -> int:
        spacing = line_height(self.text(), self.font())
        return round(max(1, len(self._lines(width))) * spacing) + 1

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, round(line_height(self.text(), self.font())))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        spacing = line_height(self.text(), self.font())
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        for at, line in enumerate(self._lines(self.width())):
            place = QRectF(0, at * spacing, self.width(), spacing)
            painter.drawText(place, leading, in_own_direction(line, self.text()))
        painter.end()
