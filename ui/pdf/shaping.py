"""A paragraph's text as Qt sets it: stretches with their looks, tab stops, direction."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from ssc_desktop.services.printing import model
from ui.pdf import fonts
from ui.pdf.fonts import UNIT

Numbers = tuple[int, int]
"""Of the page, and of all pages."""

_BLANK = "\u00a0"
_LINE = "\u2028"
"""What Qt takes for a new line within a paragraph."""
_ALIGN = {
    "start": Qt.AlignmentFlag.AlignLeft,
    "end": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "justify": Qt.AlignmentFlag.AlignJustify,
}
_MIRRORED = {"start": "end", "end": "start"}
_TABS = {
    "right": QTextOption.TabType.RightTab,
    "end": QTextOption.TabType.RightTab,
    "center": QTextOption.TabType.CenterTab,
    "decimal": QTextOption.TabType.DelimiterTab,
}
_TAB = 36
_WIDEST = 1e7


@dataclass
class Shaped:
    """Text, and where in it other things stand; places are Qt's, in units of UTF-16."""

    layout: QTextLayout
    length: int = 0
    links: list[tuple[int, int, str]] = field(default_factory=list)
    drawn: list[tuple[int, model.Picture | model.Chart]] = field(default_factory=list)
    marks: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    largest: float = 0.0
    """The size of its largest letters."""


@dataclass
class Stretch:
    """A short text on a line of its own: a list's label, a word in a chart.

    The line belongs to the layout, and is gone with it.
    """

    layout: QTextLayout
    line: QTextLine

    @property
    def width(self) -> float:
        """How wide its ink is."""
        return self.line.naturalTextWidth()

    @property
    def height(self) -> float:
        """How high its line is."""
        return self.line.ascent() + self.line.descent()


def shaped(paragraph: model.Paragraph, numbers: Numbers) -> Shaped:
    """A paragraph's text, ready to be broken into lines."""
    made = Shaped(QTextLayout())
    text = ""
    formats = []
    for piece in paragraph.content:
        if isinstance(piece, model.Mark):
            made.marks.append((made.length, piece.name))
            continue
        said, look = _said(piece, numbers)
        if not said.isascii() and isinstance(piece, model.Text):
            said = _drawable(said, piece.look)
        length = _units(said)
        _note(made, piece, length)
        if not isinstance(piece, model.Picture | model.Chart):
            made.largest = max(made.largest, piece.look.size * UNIT)
        formats.append(_range(made.length, length, look))
        made.length += length
        text += said
    made.layout = QTextLayout(text.replace("\n", _LINE), fonts.font(paragraph.look))
    made.layout.setFormats(formats)
    made.layout.setTextOption(_option(paragraph))
    return made


def _drawable(text: str, look: model.Look) -> str:
    """The text with a box for each sign that no font here has: Qt would draw a black block."""
    return "".join(
        sign if sign.isascii() or fonts.can_draw(sign, look) else fonts.BOX for sign in text
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _said(piece: model.Inline, numbers: Numbers) -> tuple[str, QTextCharFormat]:
    if isinstance(piece, model.Picture | model.Chart):
        return _BLANK, _room_for(piece.width)
    if isinstance(piece, model.PageNumber):
        return str(numbers[0 if piece.kind == "page" else 1]), fonts.text_format(piece.look)
    if isinstance(piece, model.Note):
        return piece.number, fonts.text_format(piece.look)
    if isinstance(piece, model.Text):
        return piece.text, fonts.text_format(piece.look)
    return "", QTextCharFormat()


def _note(made: Shaped, piece: model.Inline, length: int) -> None:
    """Remember what stands at this place besides letters."""
    if isinstance(piece, model.Picture | model.Chart):
        made.drawn.append((made.length, piece))
    elif isinstance(piece, model.Note):
        made.notes.append((made.length, piece.identity))
    elif isinstance(piece, model.Text) and piece.link:
        made.links.append((made.length, made.length + length, piece.link))


def _range(start: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, look
    return made


def _room_for(width: float) -> QTextCharFormat:
    """A blank as wide as the picture that will stand there."""
    font = QFont()
    font.setPixelSize(1)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, width * UNIT)
    made = QTextCharFormat()
    made.setFont(font)
    return made


def _option(paragraph: model.Paragraph) -> QTextOption:
    turned = paragraph.right_to_left
    align = _MIRRORED.get(paragraph.align, paragraph.align) if turned else paragraph.align
    option = QTextOption(_ALIGN[align] | Qt.AlignmentFlag.AlignAbsolute)
    direction = Qt.LayoutDirection
    option.setTextDirection(direction.RightToLeft if turned else direction.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    start = max(0.0, paragraph.left + paragraph.first)
    stops = [*paragraph.tabs, *([(paragraph.left, "left")] if paragraph.first < 0 else [])]
    option.setTabs(
        [
            QTextOption.Tab((at - start) * UNIT, _TABS.get(kind, QTextOption.TabType.LeftTab))
            for at, kind in sorted(stops)
            if at > start
        ]
    )
    option.setTabStopDistance(_TAB * UNIT)
    return option


def stretch(text: str, look: model.Look, *, right_to_left: bool = False) -> Stretch:
    """A short text on one line."""
    layout = QTextLayout(text, fonts.font(look))
    layout.setFormats([_range(0, _units(text), fonts.text_format(look))])
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    direction = Qt.LayoutDirection
    option.setTextDirection(direction.RightToLeft if right_to_left else direction.LeftToRight)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(_WIDEST)
    layout.endLayout()
    return Stretch(layout, line)
