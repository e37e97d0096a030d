"""The tables of a form: shaded labels, and white areas that are at least a centimetre high."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ssc_desktop.word.paper import Paper
from ssc_desktop.word.template import Template
from ssc_desktop.word.text import attribute

CENTIMETRE = 567
"""In twentieths of a point."""
_STYLE = "SSCAnswers"
_PARAGRAPH = re.compile(r'(<w:pPr><w:pStyle w:val="\w+"/>)(?!<w:keepNext/>)')


@dataclass(frozen=True, slots=True)
class BoxRow:
    """The cells of a row, each its paragraphs, and how high it is at least."""

    cells: Sequence[str]
    height: int = CENTIMETRE
    heading: bool = False
    closed: frozenset[int] = frozenset()
    """Columns in which nothing is asked, shaded as labels are."""


@dataclass(frozen=True, slots=True)
class Box:
    """The shape of a table: the widths of its columns, and what of it is shaded."""

    widths: Sequence[int]
    title: str
    """For those who do not see it."""
    first_row: bool = False
    first_column: bool = False
    shaded: frozenset[int] = frozenset()
    """Further columns that hold labels: the style shades the first only."""
    tint: str = ""
    """The colour of labels."""
    together: bool = False
    """Whether the table shall stand on one page."""


def box(paper: Paper, shape: Box, rows: Sequence[BoxRow]) -> str:
    """A table of a form."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in shape.widths)
    turned = "<w:bidiVisual/>" if paper.right_to_left else ""
    first_row, first_column = int(shape.first_row), int(shape.first_column)
    value = 0x0600 | first_row << 5 | first_column << 7
    start = (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{_STYLE}"/>{turned}'
        f'<w:tblW w:w="{sum(shape.widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{value:04X}" w:firstRow="{first_row}" w:lastRow="0"'
        f' w:firstColumn="{first_column}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{attribute(shape.title)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
    made = [_row(shape, row) for row in rows]
    if shape.together:
        made[:-1] = [_PARAGRAPH.sub(r"\1<w:keepNext/>", row) for row in made[:-1]]
    return "".join([start, *made, "</w:tbl>"])


def _row(shape: Box, row: BoxRow) -> str:
    repeated = "<w:tblHeader/>" if row.heading else ""
    height = f'<w:trHeight w:val="{row.height}" w:hRule="atLeast"/>'
    cells = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_shade(shape, row, number)}</w:tcPr>'
        f"{cell}</w:tc>"
        for number, (width, cell) in enumerate(zip(shape.widths, row.cells, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _shade(shape: Box, row: BoxRow, number: int) -> str:
    if number not in shape.shaded | row.closed:
        return ""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{shape.tint}"/>'


def tint_of(template: Template) -> str:
    """The colour in which the style of our tables shades labels, also in a house's own colours."""
    styles = template.parts["word/styles.xml"].decode()
    own = styles.partition(f'w:styleId="{_STYLE}"')[2].partition("</w:style>")[0]
    found = re.search(r'w:fill="([0-9A-Fa-f]{6})"', own)
    return found[1] if found else "auto"


def spread(whole: int, shares: Sequence[float]) -> list[int]:
    """Widths in proportion to `shares`, which together are `whole`."""
    total = sum(shares)
    widths = [int(whole * share / total) for share in shares]
    widths[-1] += whole - sum(widths)
    return widths
