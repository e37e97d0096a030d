"""Blocks as slices of a page: of a paragraph each line, of a table each row.

A table's heading is drawn anew on every page.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QRectF

from ssc_desktop.services.printing import model
from ui.overriding import override
from ui.pdf import drawing
from ui.pdf.fonts import UNIT
from ui.pdf.lines import lines
from ui.pdf.shaping import Numbers
from ui.pdf.slices import Ground, Slice, stacked


def slices(blocks: Sequence[model.Block], width: float, numbers: Numbers = (1, 1)) -> list[Slice]:
    """All blocks as slices in a column so wide."""
    made: list[Slice] = []
    before: model.Block | None = None
    for block in blocks:
        if isinstance(block, model.Table):
            made += _rows(block, width, numbers)
        else:
            held = lines(block, width, numbers)
            if _tight(before, block):
                made[-1].after = held[0].before = 0.0
            made += held
        before = block
    return made


def _tight(one: model.Block | None, other: model.Block) -> bool:
    """Whether two paragraphs of one style wish no gap between them."""
    both = isinstance(one, model.Paragraph) and isinstance(other, model.Paragraph)
    return bool(both and one.tight and other.tight and one.style == other.style)  # type: ignore[union-attr]


def _rows(table: model.Table, width: float, numbers: Numbers = (1, 1)) -> list[Slice]:
    """The rows of a table in a column so wide."""
    widths = [column * UNIT for column in table.columns]
    made = [_row(table, row, widths, width, numbers) for row in table.rows]
    heading = [*itertools.takewhile(lambda row: row.heading, made)]
    for row in made[len(heading) :]:
        row.repeated = heading
    for head in heading:
        head.keeps_next = True
    return [*made]


def _row(
    table: model.Table, row: model.Row, widths: Sequence[float], width: float, numbers: Numbers
) -> "_Row":
    total = sum(widths)
    room = width - total
    start = {"start": table.indent * UNIT, "center": room / 2, "end": room}[_placed(table)]
    cells = []
    column = 0
    for cell in row.cells:
        wide = sum(widths[column : column + cell.span])
        before = sum(widths[:column])
        x = width - start - before - wide if table.right_to_left else start + before
        padding = [side * UNIT for side in cell.padding]
        inner = slices(cell.blocks, wide - padding[1] - padding[3], numbers)
        cells.append(_Cell(cell, x, wide, inner, table.right_to_left))
        column += cell.span
    least = row.least * UNIT
    made = _Row.of(cells, least, whole=row.whole, exact=row.exact)
    made.heading = row.heading
    return made


def _placed(table: model.Table) -> str:
    return table.align if table.align in {"center", "end"} else "start"


@dataclass
class _Cell:
    """A cell: where it is in the row, and what stands in it."""

    said: model.Cell
    x: float
    width: float
    inner: list[Slice]
    mirrored: bool

    @property
    def edges(self) -> model.Edges:
        """The rules, with left and right where they are on paper."""
        edges = self.said.edges
        if not self.mirrored:
            return edges
        return replace(edges, left=edges.right, right=edges.left)

    @property
    def padding(self) -> tuple[float, float, float, float]:
        """Room inside: top, left, bottom, right, where they are on paper."""
        top, left, bottom, right = (side * UNIT for side in self.said.padding)
        return (top, right, bottom, left) if self.mirrored else (top, left, bottom, right)

    @property
    def height(self) -> float:
        """What the cell needs."""
        top, _left, bottom, _right = self.padding
        gap = self.inner[0].before if self.inner else 0.0
        after = self.inner[-1].after if self.inner else 0.0
        return top + gap + stacked(self.inner) + after + bottom


@dataclass
class _Row(Slice):
    """A row of a table."""

    cells: list[_Cell] = field(default_factory=list)
    whole: bool = False
    heading: bool = False

    @classmethod
    def of(cls, cells: list[_Cell], least: float, *, whole: bool, exact: bool = False) -> "_Row":
        height = max((cell.height for cell in cells), default=0.0)
        made = cls(least if exact else max(height, least), cells=cells, whole=whole or exact)
        inner = [one for cell in cells for one in cell.inner]
        made.notes = tuple(note for one in inner for note in one.notes)
        first = [cell.inner[0] for cell in cells if cell.inner]
        # a row whose text keeps with the next does so as a whole
        made.keeps_next = bool(first) and all(one.keeps_next for one in first)
        return made

    @override
    def draw(self, ground: Ground, x: float, y: float) -> None:
        boxes = [QRectF(x + cell.x, y, cell.width, self.height) for cell in self.cells]
        for cell, box in zip(self.cells, boxes, strict=True):
            drawing.shade(ground, box, cell.said.shade)
        for cell, box in zip(self.cells, boxes, strict=True):
            self._draw_cell(ground, cell, box)
        for cell, box in zip(self.cells, boxes, strict=True):
            drawing.edges(ground, box, cell.edges)

    def _draw_cell(self, ground: Ground, cell: _Cell, box: QRectF) -> None:
        top, left, _bottom, _right = cell.padding
        spare = self.height - cell.height
        share = {"top": 0.0, "center": 0.5, "bottom": 1.0}[cell.said.vertical]
        y = box.y() + top + max(0.0, spare) * share
        for one in cell.inner:
            y += one.before
            one.draw(ground, box.x() + left, y)
            y += one.height + one.after

    @override
    def split(self, room: float) -> tuple[Slice, Slice] | None:
        if self.whole:
            return None
        upper, lower = [], []
        for cell in self.cells:
            above, below = _parted(cell, room)
            upper.append(replace(cell, inner=above))
            lower.append(replace(cell, inner=below))
        if not any(cell.inner for cell in upper) or not any(cell.inner for cell in lower):
            return None
        first, second = (_Row.of(part, 0.0, whole=False) for part in (upper, lower))
        first.before, first.repeated = self.before, self.repeated
        second.after, second.repeated, second.keeps_next = (
            self.after,
            self.repeated,
            self.keeps_next,
        )
        return (first, second) if first.height <= room else None


def _parted(cell: _Cell, room: float) -> tuple[list[Slice], list[Slice]]:
    """The lines of a cell that fit into so much room, and the others."""
    top, _left, bottom, _right = cell.padding
    left_over = room - top - bottom
    fitting = 0
    height = 0.0
    for number, one in enumerate(cell.inner):
        height += one.before + one.height
        if height > left_over:
            break
        height += one.after
        if not one.keeps_next:
            fitting = number + 1
    return cell.inner[:fitting], cell.inner[fitting:]
