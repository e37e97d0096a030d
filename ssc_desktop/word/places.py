"""Where the answers of a story stand in its document, so that they are found again.

While a story is written, the layout notes a bookmark and what stands there. The texts themselves
are read off the finished pages by the reader's own walk (`reading.anchors.read_off`), so that
writing and reading can never disagree; they travel beside the record. When the document comes
back, a place whose text is the same was not touched.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ssc_desktop.record.found import normalised

VERSION = "1.1"
"""Of the machine copy and of the form's description."""

MOST_STORIES = 20
"""A document of more stories has no places: Word keeps 16,380 bookmarks."""

SHAPES = ("answer", "inside", "behind", "prose", "table", "bullets", "shown")
"""How a place is laid out.

answer   the bookmark is on a label in a cell; the answer stands in the next cell of its row
inside   the bookmark is on the answer itself, which is a paragraph of its own (a title)
behind   the bookmark is on a label; the answer stands behind it in the line, up to the next
         bookmark of a place or the end of the paragraph
prose    the bookmark is on a heading; the answer is all that follows up to the next bookmark of a
         place, or up to the next heading
table    the bookmark is on the heading above a table of items; every row has the bookmark
         `row_anchor` in its first cell; in the column of the field that names the item further
         fields stand below it as small lines “Label: answer · Label: answer”
bullets  the bookmark is on the heading above a list, one paragraph an item, which begins with the
         bookmark `row_anchor`; or on the label of a row of a table, with one paragraph an item
shown    the bookmark is on a label or heading; what follows is made of several fields and stands
         elsewhere as well (key facts): whoever changes it is told where it is changed
"""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a document."""

    anchor: str
    """The name of the bookmark on its label or heading."""
    path: tuple[str, ...]
    """The field or group: `("title",)`, `("result", <item id>, "actual")`, `("partner",)`."""
    shape: str
    columns: tuple[str, ...] = ()
    """Of a table or list: the names of the fields, a column each; the others stand small."""
    rows: tuple[str, ...] = ()
    """Of a table or list: the ids of the items, in their order."""
    said: tuple[str, ...] = ()
    """The normalised text, a piece a cell (row by row) or one for all; filled by `read_off`."""


@dataclass
class Places:
    """Notes the places of the story that is being written; one for each paper."""

    wanted: bool = False
    """Whether this document keeps places at all; `note` does nothing where it does not."""
    _noted: list[Place] = field(default_factory=list)
    _pages: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """A story begins."""
        self._noted.clear()
        self._pages.clear()

    def saw(self, xml: str) -> None:
        """Blocks were written."""
        if self.wanted:
            self._pages.append(xml)

    def note(
        self,
        anchor: str,
        path: Sequence[str],
        shape: str = "answer",
        *,
        columns: Sequence[str] = (),
        rows: Sequence[str] = (),
    ) -> None:
        """Note a place: what stands at the bookmark `anchor` answers `path`.

        `anchor` is the full name, as `Paper.anchor` makes it. A place that is noted twice keeps
        its first note, as a bookmark keeps its first place.
        """
        if self.wanted:
            self._noted.append(Place(anchor, tuple(path), shape, tuple(columns), tuple(rows)))

    def take(self) -> tuple[tuple[Place, ...], str]:
        """The places of the story just written, and its blocks; then it is empty again."""
        once: dict[str, Place] = {}
        for place in self._noted:
            once.setdefault(place.anchor, place)
        taken = tuple(once.values()), "".join(self._pages)
        self.begin()
        return taken


def row_anchor(item: str) -> str:
    """The name, for `Paper.anchor`, of the bookmark of an item's row: `ssc_r_<id>`."""
    return f"ssc_r_{item.replace('-', '')}"


def column_anchor(group: str, name: str) -> str:
    """The name, for `Paper.anchor`, of the bookmark of a column's heading."""
    return f"ssc_c_{group}_{name}"


def field_anchor(path: Sequence[str]) -> str:
    """The name, for `Paper.anchor`, of the bookmark of a field: `ssc_f_title`, `ssc_f_result_…`."""
    return "ssc_f_" + "_".join(part.replace("-", "") for part in path)


def bookmark(name: str, story: int = 1) -> str:
    """The full name of a bookmark: the first story's are plain, later ones carry its number.

    Word keeps 40 characters, letters without accents, digits and underscores.
    """
    plain = name if _PLAIN.fullmatch(name) else _ODD.sub("_", name)
    said = plain if story == 1 else f"{plain}_{story}"
    if len(said) > _LONGEST:
        digest = hashlib.sha256(said.encode()).hexdigest()[:10]
        said = f"{said[: _LONGEST - 11]}_{digest}"
    return said


_BOXES = re.compile("[\u2611\u2612]")
_LONGEST = 40
_PLAIN, _ODD = re.compile(r"\w+", re.ASCII), re.compile(r"\W", re.ASCII)


def mark(text: str) -> str:
    """A short mark of a paragraph's text, by which it is known again, its boxes ticked or not."""
    said = _BOXES.sub("\u2610", normalised(text))
    return hashlib.sha256(said.encode()).hexdigest()[:12]
