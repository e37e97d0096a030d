"""A document of this program that went through one that drops data: its bookmarks are still there.

OpenDocument and the old Word format keep bookmarks and the id of the story, but not the record.
What stands at the bookmarks is then told in full; what of it is new is for the library to say.
"""

import re
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from ssc_desktop.errors import WordError
from ssc_desktop.i18n import _
from ssc_desktop.identifiers import is_id
from ssc_desktop.record import CASE, GroupDefinition, phrases
from ssc_desktop.record.vocabularies import folded
from ssc_desktop.word.machine_copy import Pages as Known
from ssc_desktop.word.pages.finding import Finder
from ssc_desktop.word.pages.model import Pages, Paragraph, Table, paragraphs_in
from ssc_desktop.word.pages.opening import Package
from ssc_desktop.word.places import Place
from ssc_desktop.word.reading import questions
from ssc_desktop.word.reading.comparing import reader_of
from ssc_desktop.word.reading.machine import MachineCopy
from ssc_desktop.word.reading.understanding import Reader

_ROW = re.compile(r"ssc_r_([0-9a-f]{32})")
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_SOURCES = "reference"
_LEAST = 3
"""So many of our bookmarks make a document ours."""


def identity(package: Package) -> str:
    """The story that a document says it tells; "" where it says none."""
    said = _properties(package).get("ssc.id", "")
    return said if is_id(said) else ""


def refuse_for_readers(package: Package) -> None:
    """Raise WordError for a document of ours of which nothing can be read back: a poster."""
    if _properties(package).get("ssc.data") == "none":
        raise WordError(
            _("“{name}” was made to be read: it holds no story as data.").format(name=package.name),
            advice=_("Take in the whole story, its overview or a form instead."),
        )


def _properties(package: Package) -> dict[str, str]:
    root = package.xml("docProps/custom.xml")
    found: list[etree._Element] = list(root.iter(_PROPERTY)) if root is not None else []
    return {one.get("name", ""): "".join(one.itertext()).strip() for one in found}


def copy(
    package: Package, pages: Pages, record: Mapping[str, Any] | None = None
) -> MachineCopy | None:
    """A copy without words, by the bookmarks alone; None where there are none."""
    finder = Finder(pages)
    places = [
        place for paragraph in list(pages.paragraphs()) for place in _places(finder, paragraph)
    ]
    if len(places) < _LEAST:
        return None
    known = Known(language=_language(pages), places=tuple(places))
    return MachineCopy(identity(package), record or {}, known)


def reader(copied: MachineCopy, pages: Pages) -> Reader:
    """Who knows the items by the names that their tables show, and the numbers of the sources."""
    if copied.record:
        return reader_of(copied.record, copied.pages.language)
    finder = Finder(pages)
    found: dict[str, dict[str, str]] = {}
    sources: tuple[str, ...] = ()
    for place in copied.pages.places:
        if place.path == (_SOURCES,):
            sources = place.rows
        for column in place.columns:
            if column not in phrases.NAMING_FIELDS:
                continue
            standing = finder.standing(place)
            for entry in standing.entries if standing is not None else ():
                held = entry.held.get(column)
                if entry.item and held is not None:
                    name = folded(held.said.partition("\n")[0])
                    found.setdefault(place.path[0], {}).setdefault(name, entry.item)
    return Reader(copied.pages.language, sources, found)


def _places(finder: Finder, paragraph: Paragraph) -> Iterator[Place]:
    for anchor, _start, _end in paragraph.anchors:
        name = anchor.removeprefix("ssc_f_")
        member = CASE.by_name.get(name) if anchor.startswith("ssc_f_") else None
        if isinstance(member, GroupDefinition):
            yield from _group(finder, paragraph, anchor, member)
        elif member is not None:
            yield Place(anchor, (name,), _shape(paragraph, name))


def _shape(paragraph: Paragraph, name: str) -> str:
    if name == "title" and paragraph.cell is None:
        return "inside"
    if paragraph.cell is not None:
        return "answer"
    return "prose" if paragraph.level else "behind"


def _group(
    finder: Finder, paragraph: Paragraph, anchor: str, group: GroupDefinition
) -> Iterator[Place]:
    """A table or list whose rows say which items they are."""
    table = finder.table_after(paragraph) if paragraph.level else None
    if table is not None:
        rows, columns = tuple(_rows(table)), tuple(_columns(table, group))
        if rows and columns:
            yield Place(anchor, (group.name,), "table", columns, rows)
            return
    if paragraph.level and group.name == _SOURCES:  # of other lists it is not said what they say
        below = tuple(_items(finder.below(paragraph)))
        if below:
            yield Place(anchor, (group.name,), "bullets", ("citation",), below)


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        yield from _items(p for cell in row.cells[:1] for p in paragraphs_in(cell.blocks))


def _items(paragraphs: Iterator[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        for anchor, _start, _end in paragraph.anchors:
            match = _ROW.match(anchor)
            said = str(uuid.UUID(match[1])) if match else ""
            if is_id(said):
                yield said


def _columns(table: Table, group: GroupDefinition) -> Iterator[str]:
    begins = f"ssc_c_{group.name}_"
    for cell in table.rows[0].cells:
        for paragraph in paragraphs_in(cell.blocks):
            for anchor, _start, _end in paragraph.anchors:
                if anchor.startswith(begins) and anchor.removeprefix(begins) in group.by_name:
                    yield anchor.removeprefix(begins)


def _language(pages: Pages) -> str:
    """The language of the labels at the bookmarks."""
    said = Counter[str]()
    for paragraph in pages.paragraphs():
        if any(name.startswith("ssc_f_") for name, _start, _end in paragraph.anchors):
            found = questions.asked(paragraph.plain, exactly=True)
            if found is not None and found.language:
                said[found.language] += 1
    return said.most_common(1)[0][0] if said else "en"
