"""What a reader sees on the pages of a document: paragraphs and tables, in their order."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ssc_desktop.record import narrative
from ssc_desktop.record.narrative import Span


@dataclass(slots=True, eq=False)
class Control:
    """A form control: what Word calls a content control."""

    tag: str
    alias: str
    kind: str
    """`choice`, `date`, `check` or `text`."""
    text: str = ""
    value: str = ""
    """The value behind the text: of a choice, the ISO date, `1` or `0` of a box to tick."""
    prompt: bool = False
    """It shows its prompt: nothing was filled in."""


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph of visible text."""

    spans: list[Span] = field(default_factory=list)
    style: str = ""
    """The name of its style, in lower case."""
    level: int = 0
    """Of a heading, from 1; 10 for the title of a document; 0 for text."""
    item: str = ""
    """`bullet` or `number` for an item of a list."""
    anchors: list[tuple[str, int, int]] = field(default_factory=list)
    """Our bookmarks: name, and the letters of `plain` between which they stand."""
    controls: list[Control] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    """The parts of the pictures in it."""
    cell: "Cell | None" = None
    """The cell in which it stands directly."""
    length: int = 0
    """Letters of `plain`, while it is read."""
    used: bool = False
    """Somebody has read an answer or a question out of it."""

    @property
    def plain(self) -> str:
        """Its words without marks, blanks at both ends included."""
        return "".join(span.text for span in self.spans)

    @property
    def marked(self) -> str:
        """Its words with the marks of narrative text, without those of lists."""
        return _marked(self.spans)

    @property
    def bold(self) -> bool:
        """Whether all its words are bold."""
        said = [span for span in self.spans if span.text.strip()]
        return bool(said) and all(span.bold for span in said)

    def behind(self, start: int, end: int | None = None) -> str:
        """The marked words from one letter of `plain` to another."""
        return _marked(list(_cut(self.spans, start, len(self.plain) if end is None else end)))

    def has(self, name: str) -> bool:
        """Whether it has a bookmark of ours."""
        return any(anchor == name for anchor, _start, _end in self.anchors)


@dataclass(slots=True, eq=False)
class Cell:
    """A cell of a table."""

    row: "Row"
    at: int
    """The column of the grid where it begins, from 0."""
    span: int = 1
    continued: bool = False
    """It continues the cell above it."""
    blocks: "list[Paragraph | Table]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """Everything in it, as narrative text."""
        return text_of(self.blocks)


@dataclass(slots=True, eq=False)
class Row:
    """A row of a table."""

    table: "Table"
    cells: list[Cell] = field(default_factory=list)
    head: bool = False
    """It is repeated on every page."""


@dataclass(slots=True, eq=False)
class Table:
    """A table."""

    rows: list[Row] = field(default_factory=list)
    cell: Cell | None = None
    """The cell of another table in which it stands."""


Block = Paragraph | Table


@dataclass(slots=True)
class Remark:
    """A comment in the margin."""

    text: str
    author: str = ""
    date: str = ""
    quote: str = ""
    paragraph: Paragraph | None = None


@dataclass(slots=True)
class Pages:
    """A document as its readers see it."""

    blocks: list[Block] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    """Footnotes and endnotes."""
    insertions: int = 0
    deletions: int = 0
    hidden: int = 0
    """Stretches of text that Word does not show."""

    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs in the order in which they are read, those of tables too."""
        return paragraphs_in(self.blocks)


def paragraphs_in(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """All paragraphs of blocks, those inside tables too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs_in(cell.blocks)


def text_of(blocks: Iterable[Block]) -> str:
    """Blocks as narrative text: a list item a line, an empty line between paragraphs."""
    made: list[str] = []
    number = 0
    before = ""
    for block in blocks:
        said, kind = _said(block)
        if not said:
            continue
        number = number + 1 if kind == "number" else 0
        mark = {"bullet": "- ", "number": f"{number}. "}.get(kind, "")
        if made:
            made.append("\n" if kind and kind == before else "\n\n")
        made.append(mark + (said.replace("\n", "\n  ") if kind else said))
        before = kind
    return "".join(made)


def _said(block: Block) -> tuple[str, str]:
    if isinstance(block, Paragraph):
        return block.marked, block.item
    rows = (" | ".join(cell.text.replace("\n", " ") for cell in row.cells) for row in block.rows)
    return "\n".join(row for row in rows if row.strip(" |")), ""


def _marked(spans: list[Span]) -> str:
    """Marked text; marks never reach over the end of a line, where they would close nothing."""
    if not any(span.bold or span.italic or span.link for span in spans):
        text = "".join(span.text for span in spans)
        return "\n".join(line.strip() for line in text.split("\n")).strip()
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *others = span.text.split("\n")
        lines[-1].append(_with(span, first))
        lines += [[_with(span, text)] for text in others]
    made = (narrative.marked([span for span in line if span.text]).strip() for line in lines)
    return "\n".join(made).strip()


def joined(spans: Iterable[Span]) -> list[Span]:
    """Stretches of one look as one: programs cut them at every correction."""
    groups = itertools.groupby(spans, key=lambda span: (span.bold, span.italic, span.link))
    return [Span("".join(one.text for one in held), *look) for look, held in groups]


def _with(span: Span, text: str) -> Span:
    return span if span.text == text else Span(text, span.bold, span.italic, span.link)


def _cut(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    at = 0
    for span in spans:
        first, last = max(start - at, 0), min(end - at, len(span.text))
        if first < last:
            yield _with(span, span.text[first:last])
        at += len(span.text)
