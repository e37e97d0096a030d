"""The lines of a box: their text, kept as it changes, and how far each stands from the edge."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from shiboken6 import isValid

from ssc_desktop.i18n import is_right_to_left
from ssc_desktop.record import narrative, words
from ui.theme.look import look

LINE_HEIGHT = 128.0
_LISTS = frozenset("0123456789-*• ")
_DEEPEST_LOOK = 400
"""Letters in which the direction of a text is looked for."""


class Lines:
    """What a document says, line by line: only lines that changed are read anew."""

    def __init__(self, document: QTextDocument, *, marks: bool) -> None:
        self._document = document
        self._marks = marks
        self._said = [""]
        self._counted: list[int | None] = [0]
        self._text: str | None = ""
        self._dirty: tuple[int, int] | None = (0, 0)
        self._bullets = False
        self._mirrored = False
        self._direction: Qt.LayoutDirection | None = None
        self.renew()

    @property
    def is_there(self) -> bool:
        """Whether the document is: it says that it changed while it goes."""
        there: bool = isValid(self._document)  # type: ignore[no-untyped-call]
        return there

    @property
    def text(self) -> str:
        """The whole text."""
        if self._text is None:
            self._text = "\n".join(self._said)
        return self._text

    @property
    def words(self) -> int:
        """How many words the text has; only lines that changed are counted anew."""
        while None in self._counted:
            at = self._counted.index(None)
            self._counted[at] = words.count(self._said[at])
        return sum(filter(None, self._counted))

    @property
    def beginning(self) -> str:
        """As much of the text as its direction is looked for in."""
        return self._said[0] if len(self._said) == 1 or self._said[0].strip() else self.text

    @property
    def has_bullets(self) -> bool:
        """Whether a list with bullets may be in the text."""
        return self._bullets

    def note(self, position: int, _removed: int, added: int) -> None:
        """Letters from `position` on changed (QTextDocument.contentsChange)."""
        document = self._document
        first = document.findBlock(position).blockNumber()
        end = document.findBlock(position + added)
        last = end.blockNumber() if end.isValid() else document.blockCount() - 1
        if self._dirty is not None:
            first, last = min(first, self._dirty[0]), max(last, self._dirty[1])
        self._dirty = (max(first, 0), last)

    def renew(self) -> tuple[int, int]:
        """Read what changed; returns the numbers of the first and last line that did."""
        if self._dirty is None:
            return 0, -1
        first, last = self._dirty
        grown = self._document.blockCount() - len(self._said)
        fresh: list[str] = []
        block = self._document.findBlockByNumber(first)
        shaped: list[QTextBlock] = []
        while block.isValid() and block.blockNumber() <= last:
            said = block.text()
            fresh.append(said.replace("\u2028", "\n") if "\u2028" in said else said)
            shaped.append(block)
            block = block.next()
        self._said[first : last + 1 - grown] = fresh
        self._counted[first : last + 1 - grown] = [None] * len(fresh)
        self._text = None
        self._dirty = None
        for one, said in zip(shaped, fresh, strict=True):
            self._shape(one, said)
        # giving a line its place is a change too, but not of what it says
        self._dirty = None
        return first, last

    def turn(self, direction: Qt.LayoutDirection) -> None:
        """Let the text run in `direction`."""
        if direction == self._direction:
            return
        self._direction = direction
        option = self._document.defaultTextOption()
        option.setTextDirection(direction)
        self._document.setDefaultTextOption(option)
        self._mirrored = direction == Qt.LayoutDirection.RightToLeft
        if self._marks:
            self.shape_all()

    def shape_all(self) -> None:
        """Give every line its place anew: the size of the text changed."""
        block = self._document.begin()
        while block.isValid():
            self._shape(block, block.text())
            block = block.next()
        self._dirty = None

    def _shape(self, block: QTextBlock, said: str) -> None:
        kind, start = ("paragraph", 0)
        if self._marks and said[:1] in _LISTS:
            kind, start = narrative.beginning(said)
        if kind == "bullet":
            self._bullets = True
        inside = QFontMetricsF(look.font()).horizontalAdvance(said[:start]) if start else 0.0
        form = block.blockFormat()
        outer = form.rightMargin() if self._mirrored else form.leftMargin()
        there = abs(form.textIndent() + inside) < 0.5 and abs(outer - inside) < 0.5
        if there and form.lineHeight() == LINE_HEIGHT:
            return
        wanted = QTextBlockFormat()
        kept = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        wanted.setLineHeight(LINE_HEIGHT, kept)
        if inside:
            wanted.setTextIndent(-inside)
            # Qt mirrors the indent, but not the margin
            (wanted.setRightMargin if self._mirrored else wanted.setLeftMargin)(inside)
        QTextCursor(block).setBlockFormat(wanted)


def direction(said: str, language: str) -> Qt.LayoutDirection:
    """The direction of the first letter that has one; of `language` where there is none."""
    for letter in said[:_DEEPEST_LOOK]:
        if letter.isalpha():
            rtl = "\u0590" <= letter <= "\u08ff" or "\ufb1d" <= letter <= "\ufefc"
            return Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    if not language:
        return Qt.LayoutDirection.LayoutDirectionAuto
    rtl = is_right_to_left(language)
    return Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight


def paint_bullets(painter: QPainter, document: QTextDocument, within: QRect) -> None:
    """Draw a round bullet where a line begins with the dash of a list."""
    layout = document.documentLayout()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("accent"))
    at = layout.hitTest(QPointF(0, max(within.top(), 0)), Qt.HitTestAccuracy.FuzzyHit)
    block = document.findBlock(max(at, 0))
    size = look.px(5)
    while block.isValid():
        box = layout.blockBoundingRect(block)
        if box.top() > within.bottom():
            break
        said = block.text()
        if said[:1] in {"-", "*", "•", " "} and narrative.beginning(said)[0] == "bullet":
            line = block.layout().lineAt(0)
            dash = len(said) - len(said.lstrip())
            middle = (_x(line, dash) + _x(line, dash + 1)) / 2
            high = box.top() + line.y() + line.height() - line.descent()
            high -= QFontMetricsF(look.font()).xHeight() / 2
            painter.drawEllipse(QRectF(box.left() + middle - size / 2, high - size / 2, size, size))
        block = block.next()


def _x(line: object, at: int) -> float:
    found = line.cursorToX(at)  # type: ignore[attr-defined]
    return float(found[0] if isinstance(found, tuple) else found)
