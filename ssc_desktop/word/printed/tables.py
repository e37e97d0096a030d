"""Tables: their columns, and what the table's style says of the cells in each place."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ssc_desktop.word.printed.cascade import (
    Properties,
    Styles,
    W,
    color,
    edge,
    flat,
    local,
    merged,
    on,
    points,
    value,
)
from ssc_desktop.word.printed.model import Align, Block, Cell, Edges, Line, Row, Table

Blocks = Callable[[Any, tuple[Properties, Properties]], Iterator[Block]]
"""Reads the blocks in a cell, with what the table's style gives its paragraphs."""

_ALIGN: dict[str, Align] = {"center": "center", "right": "end", "end": "end"}
_PADDING = ("top", "left", "bottom", "right")
_WITHIN = frozenset("sdt sdtContent customXml ins".split())


@dataclass(frozen=True)
class _Style:
    """A table's style, its own properties above it, and which places it treats by themselves."""

    parts: dict[str, dict[str, Properties]]
    own: Properties
    look: dict[str, str]
    rows: int
    columns: int

    def places(self, row: int, column: int) -> Iterator[str]:
        """The parts of the style that hold for a cell, the weakest first."""
        yield ""
        if self._wants("noHBand", "0"):
            head = self._wants("firstRow", "1")
            yield "band1Horz" if (row - head) % 2 == 0 else "band2Horz"
        if column == 0 and self._wants("firstColumn", "1"):
            yield "firstCol"
        if column == self.columns - 1 and self._wants("lastColumn", "1"):
            yield "lastCol"
        if row == 0 and self._wants("firstRow", "1"):
            yield "firstRow"
        if row == self.rows - 1 and self._wants("lastRow", "1"):
            yield "lastRow"

    def _wants(self, name: str, said: str) -> bool:
        return self.look.get(name, "0") == said

    def properties(self, group: str, place: tuple[int, int]) -> Properties:
        """What the style says of a cell in one group of properties."""
        parts = (self.parts.get(name, {}).get(group, {}) for name in self.places(*place))
        return merged(*parts)

    def table(self) -> Properties:
        """The properties of the whole table."""
        return merged(self.parts.get("", {}).get("tblPr", {}), self.own)


def read(element: etree._Element, styles: Styles, blocks: Blocks) -> Table:
    """A table with its rules and shades resolved."""
    own = flat(element.find(f"{W}tblPr"))
    rows = list(_children(element, "tr"))
    grid = [points(one.get(f"{W}w", "0")) for one in element.iterfind(f"{W}tblGrid/{W}gridCol")]
    style = _Style(
        styles.table(value(own, "tblStyle")),
        own,
        own.get("tblLook", {}),
        len(rows),
        len(grid),
    )
    whole = style.table()
    return Table(
        columns=tuple(grid),
        rows=tuple(_row(blocks, style, row, n) for n, row in enumerate(rows)),
        right_to_left=on(own, "bidiVisual"),
        indent=points(value(whole, "tblInd", "w")),
        align=_ALIGN.get(value(whole, "jc"), "start"),
    )


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows or cells, also those inside content controls."""
    for child in element.iterchildren(f"{W}*"):
        name = local(child.tag)
        if name == tag:
            yield child
        elif name in _WITHIN:
            yield from _children(child, tag)


def _row(blocks: Blocks, style: _Style, element: etree._Element, number: int) -> Row:
    said = flat(element.find(f"{W}trPr"))
    cells = []
    column = 0
    for cell in _children(element, "tc"):
        made = _cell(blocks, style, cell, (number, column))
        cells.append(made)
        column += made.span
    return Row(
        cells=tuple(cells),
        heading=on(said, "tblHeader"),
        whole=on(said, "cantSplit"),
        least=points(value(said, "trHeight")),
        exact=value(said, "trHeight", "hRule") == "exact",
    )


def _cell(blocks: Blocks, style: _Style, element: etree._Element, place: tuple[int, int]) -> Cell:
    own = flat(element.find(f"{W}tcPr"))
    said = merged(style.properties("tcPr", place), own)
    span = int(value(own, "gridSpan") or 1)
    within = (style.properties("pPr", place), style.properties("rPr", place))
    covered = "vMerge" in own and value(own, "vMerge") != "restart"
    vertical = value(said, "vAlign")
    return Cell(
        span=span,
        blocks=() if covered else tuple(blocks(element, within)),
        edges=_edges(style.table(), said, _outer(style, place, span)),
        shade=color(value(said, "shd", "fill")),
        padding=_padding(style.table(), said),
        vertical=vertical if vertical in {"center", "bottom"} else "top",  # type: ignore[arg-type]
    )


def _outer(style: _Style, place: tuple[int, int], span: int) -> tuple[bool, bool, bool, bool]:
    """Which sides of a cell are the table's own: top, left, bottom, right."""
    row, column = place
    return (row == 0, column == 0, row == style.rows - 1, column + span >= style.columns)


def _edges(table: Properties, cell: Properties, outer: Sequence[bool]) -> Edges:
    inner = ("insideH", "insideV", "insideH", "insideV")
    made: list[Line | None] = []
    for side, between, own in zip(_PADDING, inner, outer, strict=True):
        said = cell.get(f"tcBorders.{side}")
        if said is None:
            said = table.get(f"tblBorders.{side if own else between}")
        made.append(edge(said))
    return Edges(*made)


def _padding(table: Properties, cell: Properties) -> tuple[float, float, float, float]:
    def room(side: str) -> float:
        said = cell.get(f"tcMar.{side}") or table.get(f"tblCellMar.{side}") or {}
        return points(said.get("w", "0"))

    return (room("top"), room("left"), room("bottom"), room("right"))
