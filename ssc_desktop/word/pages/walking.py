"""The walk over a document's XML that sees its paragraphs and tables as Word shows them."""

from collections.abc import Iterator

from lxml import etree

from ssc_desktop.word.pages.lines import COME, GONE, SKIPPED, LineWalker
from ssc_desktop.word.pages.model import Block, Cell, Pages, Paragraph, Row, Table, joined
from ssc_desktop.word.pages.styles import (
    Properties,
    W,
    is_on,
    properties_of,
    said,
    value,
)


class Walker(LineWalker):
    """One walk over one document."""

    def walk(self, body: etree._Element) -> Pages:
        """The pages of a document's body."""
        self.pages.blocks = self._blocks(body, None)
        for name, held in self._open.items():
            self._close_remark(name, held)
        return self.pages

    # ------------------------------------------------------------ blocks

    def _blocks(self, parent: etree._Element, cell: Cell | None) -> list[Block]:
        made: list[Block] = []
        for child in parent:
            self._block(child, cell, made)
        return made

    def _block(self, child: etree._Element, cell: Cell | None, made: list[Block]) -> None:
        tag = child.tag
        if tag == f"{W}p":
            self._paragraph(child, cell, made)
        elif tag == f"{W}tbl":
            made.append(self._table(child, cell))
        elif tag == f"{W}sdt":
            self._enter(child, lambda content: made.extend(self._blocks(content, cell)))
        elif tag in self._MARKS:
            self._MARKS[tag](self, child)
        else:
            for part in self._parts(child):
                made.extend(self._blocks(part, cell))

    def _paragraph(self, element: etree._Element, cell: Cell | None, made: list[Block]) -> None:
        properties = properties_of(element, f"{W}pPr")
        paragraph, self._joined = self._joined, None
        if paragraph is None:
            paragraph = self._begun(properties, cell)
            made.append(paragraph)
        for identity, name in self._waiting:
            self._begin_bookmark(paragraph, identity, name)
        self._waiting.clear()
        paragraph.controls += [one for one in self._controls if one not in paragraph.controls]
        self._inline(element, paragraph)
        paragraph.spans = joined(paragraph.spans)
        self._fields = [one for one in self._fields if one.shown]
        marks = properties.get(f"{W}rPr")
        if marks is not None and marks.find(f"{W}del") is not None:
            self._joined = paragraph
        for opened in self._controls:
            opened.text += "\n"
        beside, self._beside = self._beside, []
        for box in beside:
            made.extend(self._blocks(box, cell))

    def _begun(self, properties: Properties, cell: Cell | None) -> Paragraph:
        style = said(properties, f"{W}pStyle") or ""
        styles = self._sources.styles
        level = _outline(properties, styles.level(style))
        own = value(properties.get(f"{W}numPr"), "numId")
        item = "" if level else styles.item(style, own)
        return Paragraph(style=styles.name(style), level=level, item=item, cell=cell)

    def _table(self, element: etree._Element, outer: Cell | None) -> Table:
        table = Table(cell=outer)
        for row in self._through(element, f"{W}tr"):
            properties = properties_of(row, f"{W}trPr")
            if f"{W}del" in properties:
                self.pages.deletions += 1
                continue
            made = Row(table, head=bool(is_on(properties, "tblHeader")))
            at = 0
            for cell in self._through(row, f"{W}tc"):
                at += self._cell(cell, made, at)
            if made.cells:
                table.rows.append(made)
        self._joined = None
        return table

    def _cell(self, element: etree._Element, row: Row, at: int) -> int:
        properties = properties_of(element, f"{W}tcPr")
        wide = said(properties, f"{W}gridSpan") or "1"
        span = int(wide) if wide.isdecimal() and len(wide) < 3 else 1
        merged = properties.get(f"{W}vMerge")
        continued = merged is not None and merged.get(f"{W}val", "continue") == "continue"
        if f"{W}cellDel" in properties:
            self.pages.deletions += 1
            return span
        cell = Cell(row, at, span, continued)
        row.cells.append(cell)
        cell.blocks = self._blocks(element, cell)
        self._joined = None
        return span

    def _through(self, element: etree._Element, wanted: str) -> Iterator[etree._Element]:
        """The rows of a table or cells of a row, also those inside controls and insertions."""
        for child in element:
            tag = child.tag
            if tag == wanted:
                yield child
            elif tag in GONE:
                self.pages.deletions += 1
            elif tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    yield from self._through(content, wanted)
            elif tag in self._MARKS:
                self._MARKS[tag](self, child)
            elif tag not in SKIPPED and isinstance(tag, str) and tag != f"{W}p":
                self.pages.insertions += tag in COME
                yield from self._through(child, wanted)


def _outline(properties: Properties, level: int) -> int:
    own = said(properties, f"{W}outlineLvl")
    if own and own.isdecimal() and len(own) < 3:
        return int(own) + 1 if int(own) < 9 else 0
    return level
