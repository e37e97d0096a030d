"""What stands at the places that a layout noted, whatever the pages look like now."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from ssc_desktop.record.found import normalised
from ssc_desktop.word.pages.lines import Sources
from ssc_desktop.word.pages.model import (
    Block,
    Cell,
    Pages,
    Paragraph,
    Row,
    Table,
    paragraphs_in,
    text_of,
)
from ssc_desktop.word.pages.opening import parsed
from ssc_desktop.word.pages.walking import Walker
from ssc_desktop.word.places import (
    Place,
    bookmark,
    column_anchor,
    mark,
    row_anchor,
)

_TARGETS = "ssc_source_"
"""How the names of bookmarks begin that links lead to, and that begin no answer."""
_WITH_ANSWER = frozenset({"inside", "behind"})
"""Shapes whose bookmark stands in the very paragraph of the answer."""
_APART = " \u00a0·\t"
"""What stands between two answers of one line."""


@dataclass(slots=True)
class Held:
    """A piece of the pages: the blocks that answer, and a part of a line instead of them."""

    blocks: Sequence[Block] = ()
    part: tuple[int, int] | None = None
    """Of the one paragraph: from which letter to which."""

    @property
    def text(self) -> str:
        """As narrative text with its marks."""
        if self.part is None:
            return text_of(self.blocks)
        (paragraph,) = self.blocks
        assert isinstance(paragraph, Paragraph)  # noqa: S101 - parts are of paragraphs
        return paragraph.behind(*self.part).strip(_APART)

    @property
    def said(self) -> str:
        """As it is compared: without marks of lists, which programs change."""
        if self.part is not None:
            return normalised(self.text)
        lines = (paragraph.marked for paragraph in paragraphs_in(self.blocks))
        return normalised("\n".join(lines))


@dataclass(slots=True)
class Entry:
    """An item of a table or list as it stands there."""

    item: str
    """Its id; "" for one that somebody added."""
    held: dict[str, Held] = field(default_factory=dict)
    """By column; a list has the one column ""."""


@dataclass(slots=True)
class Standing:
    """What stands at a place."""

    held: Held | None = None
    entries: list[Entry] = field(default_factory=list)

    def said(self, place: Place) -> tuple[str, ...]:
        """All pieces as they are compared."""
        if self.held is not None:
            return (self.held.said,)
        columns = place.columns if place.shape == "table" else ("",)
        return tuple(
            entry.held[name].said if name in entry.held else ""
            for entry in self.entries
            for name in columns
        )


class Finder:
    """The bookmarks of a document, and the order in which things stand."""

    def __init__(self, pages: Pages, story: int = 1) -> None:
        self.pages = pages
        self.story = story
        self.labels: list[Paragraph] = []
        """The questions that were found: in them no answer stands."""
        self._anchors: dict[str, tuple[Paragraph, int, int]] = {}
        self._where: dict[Paragraph | Table, tuple[list[Block], int]] = {}
        self._index(pages.blocks)

    def _index(self, blocks: list[Block]) -> None:
        for at, block in enumerate(blocks):
            self._where[block] = blocks, at
            if isinstance(block, Paragraph):
                for name, start, end in block.anchors:
                    self._anchors.setdefault(name, (block, start, end))
            else:
                for row in block.rows:
                    for cell in row.cells:
                        self._index(cell.blocks)

    def knows(self, anchor: str) -> bool:
        """Whether a bookmark is still there."""
        return anchor in self._anchors

    def row_of(self, item: str) -> str:
        """The bookmark of an item's row."""
        return bookmark(row_anchor(item), self.story)

    def paragraph(self, anchor: str) -> Paragraph | None:
        """The paragraph with a bookmark."""
        return self._anchors[anchor][0] if anchor in self._anchors else None

    def standing(self, place: Place) -> Standing | None:
        """What stands at a place; None where its bookmark is gone. Its paragraphs count as used."""
        if place.anchor not in self._anchors:
            return None
        paragraph, _start, end = self._anchors[place.anchor]
        paragraph.used = True
        if place.shape not in _WITH_ANSWER:
            self.labels.append(paragraph)
        find = self._SHAPES.get(place.shape, self._SHAPES["answer"])
        return _used(find(self, place, paragraph, end))

    # ------------------------------------------------------------ one shape each

    def _as_inside(self, _place: Place, paragraph: Paragraph, _end: int) -> Standing:
        return Standing(Held([paragraph]))

    def _as_behind(self, _place: Place, paragraph: Paragraph, end: int) -> Standing:
        return Standing(Held([paragraph], (end, _next_anchor(paragraph, end))))

    def _as_prose(self, _place: Place, paragraph: Paragraph, _end: int) -> Standing:
        return Standing(Held(list(self._following(paragraph))))

    def _as_table(self, place: Place, paragraph: Paragraph, _end: int) -> Standing:
        table = self.table_after(paragraph)
        return self._rows(place, table) if table is not None else Standing()

    def _as_bullets(self, place: Place, paragraph: Paragraph, _end: int) -> Standing:
        beside = _beside(paragraph)
        return self._lines(place, beside.blocks if beside else self._following(paragraph, place))

    def _as_answer(self, _place: Place, paragraph: Paragraph, end: int) -> Standing:
        beside = _beside(paragraph)
        blocks = beside.blocks if beside is not None else self._after_label(paragraph, end)
        return Standing(Held(blocks))

    _SHAPES: ClassVar[Mapping[str, Callable[..., Standing]]] = {
        "inside": _as_inside,
        "behind": _as_behind,
        "prose": _as_prose,
        "table": _as_table,
        "bullets": _as_bullets,
        "answer": _as_answer,
    }
    """How each shape is read; `shown` is read as an answer is."""

    # ------------------------------------------------------------ what belongs to a bookmark

    def _after_label(self, paragraph: Paragraph, end: int) -> list[Block]:
        """The answer where no cell is beside its label any more: behind it, else below it."""
        if paragraph.plain[end:].strip(_APART + ":"):
            return [_line(paragraph, end)]
        return list(self._following(paragraph))

    def _following(self, paragraph: Paragraph, place: Place | None = None) -> Iterator[Block]:
        """The blocks below a heading, up to the next heading or bookmark of ours."""
        blocks, at = self._where[paragraph]
        rows = {self.row_of(item) for item in place.rows} if place else set()
        for block in blocks[at + 1 :]:
            if _has_anchor(block, rows) or (isinstance(block, Paragraph) and block.level):
                return  # a heading of ours has a bookmark; one without is somebody's own
            if isinstance(block, Paragraph) and _is_picture(block):
                continue
            yield block

    def below(self, paragraph: Paragraph) -> Iterator[Paragraph]:
        """The paragraphs that follow in the same place, up to the next heading."""
        blocks, at = self._where[paragraph]
        for block in blocks[at + 1 :]:
            if isinstance(block, Paragraph):
                if block.level:
                    return
                yield block

    def table_after(self, paragraph: Paragraph) -> Table | None:
        """The table that follows in the same place, before the next question."""
        blocks, at = self._where[paragraph]
        for block in blocks[at + 1 :]:
            if isinstance(block, Table):
                return block
            if any(name.startswith(("ssc_f_", "ssc_s_")) for name, _s, _e in block.anchors):
                return None
        return None

    def _rows(self, place: Place, table: Table) -> Standing:
        names = {self.row_of(item): item for item in place.rows}
        columns, head = self._columns(place, table)
        standing = Standing()
        for row in table.rows:
            if row is head or not row.cells:
                continue
            held = {
                name: Held(cell.blocks)
                for cell in row.cells
                if (name := columns.get(cell.at)) is not None
            }
            standing.entries.append(Entry(_item(row, names), held))
        if head is not None:
            for cell in head.cells:
                for paragraph in paragraphs_in(cell.blocks):
                    paragraph.used = True
                    self.labels.append(paragraph)
        return standing

    def _columns(self, place: Place, table: Table) -> tuple[Mapping[int, str], Row | None]:
        """Which column is which, by the bookmarks on the headings, else by their order."""
        wanted = {
            bookmark(column_anchor(place.path[-1], name), self.story): name
            for name in place.columns
        }
        for row in table.rows[:3]:
            found = {
                cell.at: wanted[anchor]
                for cell in row.cells
                for paragraph in paragraphs_in(cell.blocks)
                for anchor, _start, _end in paragraph.anchors
                if anchor in wanted
            }
            if found:
                return found, row
        head = table.rows[0] if table.rows and not _begins_item(table.rows[0]) else None
        return dict(enumerate(place.columns)), head

    def _lines(self, place: Place, blocks: Sequence[Block] | Iterator[Block]) -> Standing:
        names = {self.row_of(item): item for item in place.rows}
        standing = Standing()
        for block in blocks:
            if isinstance(block, Paragraph) and block.marked:
                own = next((names[a] for a, _s, _e in block.anchors if a in names), "")
                standing.entries.append(Entry(own, {"": Held([block])}))
        if not any(entry.item for entry in standing.entries):  # lines in a cell have no bookmarks
            for entry, item in zip(standing.entries, place.rows, strict=False):
                entry.item = item
        return standing


def read_off(
    xml: str, places: Sequence[Place], story: int = 1, links: Mapping[str, str] | None = None
) -> tuple[tuple[Place, ...], tuple[str, ...]]:
    """The places of a story with what is said there, and `mark`s of every other paragraph.

    `xml` are the blocks of the story as the writer made them (`Places.take`), `links` the web
    addresses by their relationship's id.
    """
    pages = Walker(Sources(links=links or {})).walk(parsed(_whole(xml)))
    finder = Finder(pages, story)
    told = []
    for place in places:
        standing = finder.standing(place)
        if standing is not None:
            said = standing.said(place)
            told.append(
                Place(place.anchor, place.path, place.shape, place.columns, place.rows, said)
            )
    questions = (paragraph.marked for paragraph in finder.labels)
    return tuple(told), tuple(map(mark, dict.fromkeys((*unused(pages), *questions))))


def marks_of(xml: str, links: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The `mark`s of all paragraphs of blocks or footnotes as the writer made them."""
    pages = Walker(Sources(links=links or {})).walk(parsed(_whole(xml)))
    return tuple(dict.fromkeys(mark(one.marked) for one in pages.paragraphs() if one.marked))


def unused(pages: Pages) -> list[str]:
    """The paragraphs out of which nothing was read, and that say something."""
    return [
        paragraph.marked
        for paragraph in pages.paragraphs()
        if not paragraph.used and paragraph.marked
    ]


def _whole(xml: str) -> str:
    spaces = {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }
    declared = " ".join(f'xmlns:{short}="{name}"' for short, name in spaces.items())
    return f"<w:body {declared}>{xml}</w:body>"


def _used(standing: Standing) -> Standing:
    pieces = [standing.held] if standing.held else []
    pieces += [held for entry in standing.entries for held in entry.held.values()]
    for piece in pieces:
        for paragraph in paragraphs_in(piece.blocks):
            paragraph.used = True
    return standing


def _next_anchor(paragraph: Paragraph, after: int) -> int:
    """Where the next bookmark of the line stands, else its end."""
    later = [start for _name, start, _end in paragraph.anchors if start >= after]
    return min(later, default=len(paragraph.plain))


def _line(paragraph: Paragraph, start: int) -> Paragraph:
    """The rest of a line behind its label."""
    said = Paragraph(style=paragraph.style)
    text = paragraph.plain[start:].lstrip(_APART + ":")
    said.spans = [type(paragraph.spans[0])(text)] if text else []
    return said


def _beside(paragraph: Paragraph) -> Cell | None:
    """The cell behind that of a label."""
    cell = paragraph.cell
    if cell is None:
        return None
    later = [one for one in cell.row.cells if one.at > cell.at]
    return later[0] if later else None


def _has_anchor(block: Block, but: set[str]) -> bool:
    paragraphs = [block] if isinstance(block, Paragraph) else paragraphs_in([block])
    names = (name for one in paragraphs for name, _start, _end in one.anchors)
    return any(name not in but and not name.startswith(_TARGETS) for name in names)


def _is_picture(paragraph: Paragraph) -> bool:
    return paragraph.style == "caption" or (bool(paragraph.pictures) and not paragraph.marked)


def _item(row: Row, names: Mapping[str, str]) -> str:
    """The item whose bookmark stands in a row."""
    for cell in row.cells:
        for paragraph in paragraphs_in(cell.blocks):
            for anchor, _start, _end in paragraph.anchors:
                if anchor in names:
                    return names[anchor]
    return ""


def _begins_item(row: Row) -> bool:
    return any(
        name.startswith("ssc_r_")
        for cell in row.cells
        for paragraph in paragraphs_in(cell.blocks)
        for name, _start, _end in paragraph.anchors
    )
