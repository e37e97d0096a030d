"""What stands on the pages: paragraphs, tables and pictures, in points.

`left` and `right`, `start` and `end` follow the direction of the text: in Arabic the left indent
is the one on the right.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Literal

Align = Literal["start", "end", "center", "justify"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text is set."""

    families: tuple[str, ...] = ()
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    struck: bool = False
    capitals: bool = False
    color: str = "000000"
    shade: str = ""
    """The colour behind it, or ""."""
    raised: Literal["", "superscript", "subscript"] = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text of one look; `link` is an address, `#bookmark`, or ""."""

    text: str
    look: Look
    link: str = ""


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A number only the pages know: of this page, or how many there are."""

    kind: Literal["page", "pages"]
    look: Look


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark: a place that links lead to."""

    name: str


@dataclass(frozen=True, slots=True)
class Note:
    """The number of a footnote in the text."""

    number: str
    identity: str
    look: Look


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the line: a part of the document, its size, and how much is cut off."""

    part: str
    width: float
    height: float
    cut: tuple[float, float, float, float] = (0, 0, 0, 0)
    """Parts of the picture from 0 to 1: left, top, right, bottom."""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one kind in a chart, and the colour of each."""

    name: str
    values: tuple[Decimal | None, ...]
    colors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in the line."""

    kind: Literal["column", "bar", "stacked", "line", "pie"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    width: float
    height: float
    look: Look
    alt: str = ""
    pattern: str = "0"
    """How its figures are written: a number format of Word's."""
    overlapping: bool = False
    """The bars of one category stand in the same place."""


Inline = Text | PageNumber | Mark | Note | Picture | Chart


@dataclass(frozen=True, slots=True)
class Line:
    """A rule at an edge: its width, its colour, and how far it keeps from the text."""

    width: float
    color: str
    space: float = 0.0


@dataclass(frozen=True, slots=True)
class Edges:
    """The rules around a paragraph or a cell; None where there is none."""

    top: Line | None = None
    left: Line | None = None
    bottom: Line | None = None
    right: Line | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """The number or bullet of a list item."""

    text: str
    look: Look
    tab: float | None
    """Where the text begins; None where only a blank follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph."""

    content: tuple[Inline, ...]
    look: Look
    """Of its end: gives an empty paragraph its height."""
    align: Align = "start"
    right_to_left: bool = False
    before: float = 0
    after: float = 0
    line: float = 1.0
    """Height of a line: times its natural height; in points where `line_rule` says so."""
    line_rule: Literal["auto", "exact", "atLeast"] = "auto"
    left: float = 0
    right: float = 0
    first: float = 0
    """Of the first line; negative where it hangs."""
    tabs: tuple[tuple[float, str], ...] = ()
    label: Label | None = None
    edges: Edges = Edges()
    shade: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    page_before: bool = False
    tight: bool = False
    """No gap to a neighbour of the same style."""
    style: str = ""
    level: int = 0
    """1 for a heading of the first level, 0 for text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell: how many columns it spans, its blocks, rules, shade and the room inside."""

    span: int
    blocks: tuple["Block", ...]
    edges: Edges
    shade: str
    padding: tuple[float, float, float, float]
    """Top, left, bottom, right."""
    vertical: Literal["top", "center", "bottom"] = "top"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row; a heading row is repeated on every page."""

    cells: tuple[Cell, ...]
    heading: bool = False
    whole: bool = False
    least: float = 0
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: the widths of its columns, its rows, and whether it runs from right to left."""

    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    right_to_left: bool = False
    indent: float = 0
    align: Align = "start"


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Pages of one size, with their margins, headers and footers."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header_at: float
    footer_at: float
    blocks: tuple[Block, ...]
    right_to_left: bool = False
    columns: int = 1
    gap: float = 0
    own_first: bool = False
    """The first page has a header and footer of its own."""
    new_page: bool = True
    header: tuple[Block, ...] = ()
    footer: tuple[Block, ...] = ()
    first_header: tuple[Block, ...] = ()
    first_footer: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDocument:
    """A whole document."""

    path: Path
    """Where its pictures are read from."""
    title: str
    language: str
    author: str
    sections: tuple[Section, ...]
    notes: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    """Footnotes by their ids."""
