"""Paragraphs as slices of a page, a line each: text, pictures that stand on it, rules beside it."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextLine

from ssc_desktop.services.printing import model
from ui.overriding import override
from ui.pdf import drawing, fonts, shaping
from ui.pdf.fonts import UNIT
from ui.pdf.shaping import Numbers, Shaped
from ui.pdf.slices import Ground, Slice

_TALLEST = 1.32
"""Of its letters' size: so high is a line of the fonts that are named, in any script."""


def lines(paragraph: model.Paragraph, width: float, numbers: Numbers = (1, 1)) -> list[Slice]:
    """The lines of a paragraph in a column so wide."""
    shaped = shaping.shaped(paragraph, numbers)
    label = _Label.of(paragraph)
    left, right = paragraph.left * UNIT, paragraph.right * UNIT
    first = label.behind if label is not None else max(0.0, left + paragraph.first * UNIT)
    made: list[_Line] = []
    shaped.layout.beginLayout()
    while (line := shaped.layout.createLine()).isValid():
        start = left if made else first
        line.setLineWidth(max(1.0, width - start - right))
        line.setPosition(QPointF(right if paragraph.right_to_left else start, 0))
        made.append(_Line(shaped, line, paragraph, width))
    shaped.layout.endLayout()
    made[0].label = label
    _bound(made, paragraph)
    return [*made]


def _bound(made: list["_Line"], paragraph: model.Paragraph) -> None:
    """Give the lines their gaps, and say which of them must stay together."""
    last = len(made) - 1
    for number, line in enumerate(made):
        # neither the first nor the last line of a paragraph stands alone on a page
        lonely = number in {0, last - 1}
        line.keeps_next = number < last and (paragraph.keep_lines or lonely)
        line.is_first, line.is_last = number == 0, number == last
        line.measure()
    made[0].before = paragraph.before * UNIT
    made[0].page_before = paragraph.page_before
    made[-1].after = paragraph.after * UNIT
    made[-1].keeps_next = paragraph.keep_next


class _Label:
    """The number or bullet before a paragraph: its ink, where it begins, where the text does."""

    def __init__(self, paragraph: model.Paragraph, label: model.Label) -> None:
        turned = paragraph.right_to_left
        self.stretch = shaping.stretch(label.text, label.look, right_to_left=turned)
        left = paragraph.left * UNIT
        self.at = max(0.0, left + paragraph.first * UNIT)
        self.behind = self.at + self.stretch.width
        if label.tab is not None:
            gap = label.look.size * UNIT / 4
            self.behind = max(left, self.behind + gap)

    @classmethod
    def of(cls, paragraph: model.Paragraph) -> "_Label | None":
        return None if paragraph.label is None else cls(paragraph, paragraph.label)


class _Line(Slice):
    """One line of a paragraph."""

    def __init__(
        self, shaped: Shaped, line: QTextLine, paragraph: model.Paragraph, width: float
    ) -> None:
        super().__init__(0.0)
        self._shaped, self._line, self._paragraph, self._width = shaped, line, paragraph, width
        self._from = line.textStart()
        self._to = self._from + line.textLength()
        self._is_end = self._to >= shaped.length
        self.label: _Label | None = None
        self.is_first = self.is_last = True
        self._baseline = 0.0
        self.notes = tuple(note for at, note in shaped.notes if self._holds(at))

    def _holds(self, at: int) -> bool:
        return self._from <= at < self._to or (self._is_end and at == self._to)

    @property
    def _drawn(self) -> list[tuple[int, model.Picture | model.Chart]]:
        return [one for one in self._shaped.drawn if self._holds(one[0])]

    def measure(self) -> None:
        """Find the height of the line and where in it the letters stand."""
        line = self._line
        natural = line.ascent() + line.descent() + max(0.0, line.leading())
        # a font that stands in for another may be far taller than the one that is meant
        squeezed = min(1.0, _TALLEST * self._shaped.largest / natural) if natural else 1.0
        squeezed = squeezed or 1.0
        natural *= squeezed
        descent = line.descent() * squeezed
        if self.label is not None:
            own = self.label.stretch.line
            natural = max(natural, own.ascent() + own.descent() + max(0.0, own.leading()))
        tall = max((piece.height * UNIT for _at, piece in self._drawn), default=0.0)
        said = self._paragraph.line
        if self._paragraph.line_rule == "exact":
            self.height = said * UNIT
        elif self._paragraph.line_rule == "atLeast":
            self.height = max(said * UNIT, natural, tall)
        elif tall:
            self.height = max(tall + descent * (tall < natural), natural * said)
        else:
            self.height = natural * said
        # what a line is higher than its letters stands below them, as in Word
        self._baseline = min(self.height, natural) - descent
        if tall > natural:
            self._baseline = self.height
        edges = self._paragraph.edges
        self._above = _room(edges.top) if self.is_first else 0.0
        below = _room(edges.bottom) if self.is_last else 0.0
        self.height += self._above + below
        self._below = below

    @override
    def draw(self, ground: Ground, x: float, y: float) -> None:
        self._chrome(ground, x, y)
        top = y + self._above
        baseline = top + self._baseline
        origin = QPointF(x, baseline - self._line.ascent() - self._line.y())
        self._line.draw(ground.painter, origin)
        self._draw_label(ground, x, baseline)
        for at, piece in self._drawn:
            ends = [self._cursor(at), self._cursor(at + 1)]
            corner = QPointF(x + min(ends), baseline - piece.height * UNIT)
            size = (piece.width * UNIT, piece.height * UNIT)
            drawing.inline(ground, piece, QRectF(*corner.toTuple(), *size))
        self._tell(ground, x, (y, y + self.height))

    def _cursor(self, at: int) -> float:
        where = self._line.cursorToX(at)
        return float(where[0] if isinstance(where, tuple) else where)

    def _draw_label(self, ground: Ground, x: float, baseline: float) -> None:
        label = self.label
        if label is None:
            return
        width = label.stretch.width
        at = self._width - label.at - width if self._paragraph.right_to_left else label.at
        shift = label.stretch.line.x()
        origin = QPointF(x + at - shift, baseline - label.stretch.line.ascent())
        label.stretch.line.draw(ground.painter, origin)

    def _chrome(self, ground: Ground, x: float, y: float) -> None:
        """The shade behind the line and the rules around the paragraph."""
        p = self._paragraph
        if not p.shade and p.edges == model.Edges():
            return
        left, right = (p.right, p.left) if p.right_to_left else (p.left, p.right)
        box = QRectF(x + left * UNIT, y, self._width - (left + right) * UNIT, self.height)
        box.adjust(-_room(p.edges.left), 0, _room(p.edges.right), 0)
        drawing.shade(ground, box, p.shade)
        edges = p.edges
        drawing.edges(
            ground,
            box,
            model.Edges(
                edges.top if self.is_first else None,
                edges.left,
                edges.bottom if self.is_last else None,
                edges.right,
            ),
        )

    def _tell(self, ground: Ground, x: float, height: tuple[float, float]) -> None:
        """Say where links, bookmarks and headings are."""
        top, bottom = height
        for first, last, link in self._shaped.links:
            start, end = max(first, self._from), min(last, self._to)
            if start < end:
                ends = sorted((self._cursor(start), self._cursor(end)))
                area = QRectF(x + ends[0], top, ends[1] - ends[0], bottom - top)
                ground.reached.links.append((area, link))
        for at, name in self._shaped.marks:
            if self._holds(at):
                ground.reached.places.append((name, top))
        ground.reached.boxes |= fonts.BOX in self._shaped.layout.text()
        if self._paragraph.level and self.is_first:
            text = "".join(p.text for p in self._paragraph.content if isinstance(p, model.Text))
            label = f"{self._paragraph.label.text} " if self._paragraph.label else ""
            ground.reached.headings.append((self._paragraph.level, label + text.strip(), top))


def _room(line: model.Line | None) -> float:
    return (line.width + line.space) * UNIT if line is not None else 0.0
