"""What a Word document must be so that Word opens it without a word of complaint.

`remarks` is for our own documents, which keep some rules more than others; it gives plain remarks
for developers, none for a good document. What people read is made of it by `services.checking`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ssc_desktop.errors import WordError
from ssc_desktop.word import accessibility, contrast, structure, validity
from ssc_desktop.word.parts import TYPES_PART, Parts, W, read

_PAIRS = (("b", "bCs"), ("i", "iCs"), ("sz", "szCs"))
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


def remarks(path: Path) -> list[str]:
    """Everything that is wrong with a document of ours; [] for one that is right."""
    try:
        parts = read(path)
    except WordError as error:
        return [error.message]
    found = [*validity.faults(parts)]
    if parts.broken or parts.main not in parts.trees:
        return found
    broken = [*structure.faults(parts)]
    found += [*broken, *(remark.detail for remark in accessibility.remarks(parts))]
    # what is not built as it must be cannot be measured
    return found if broken else [*found, *_own(parts)]


def _own(parts: Parts) -> Iterator[str]:
    """What only our own documents must be."""
    if parts.names[0] != TYPES_PART:
        yield "the list of content types is not the first part"
    body, styles = parts.text, parts.beside("styles")
    for rule in (_widths, _neighbours, _bound, _bookmarks):
        yield from rule(body)
    for place, tree in (("the text", body), ("styles", styles)):
        yield from _pairs(tree, place)
    every = {style.get(f"{W}styleId", "") for style in styles.iter(f"{W}style")}
    for style in contrast.pale(styles, every):
        yield f"style {style} is too pale"
    yield from _outside(parts)
    yield from _media(parts)


def _text_width(body: etree._Element) -> int:
    """Between the margins of the last section, in twentieths of a point."""
    section = body.findall(f"{W}body/{W}sectPr")[-1]
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    beside = (margins.get(f"{W}{side}", "0") for side in ("left", "right", "gutter"))
    return int(size.get(f"{W}w")) - sum(map(int, beside))


def _widths(body: etree._Element) -> Iterator[str]:
    text_width = _text_width(body)
    for table in body.iter(f"{W}tbl"):
        grid = [int(column.get(f"{W}w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        within = next(table.iterancestors(f"{W}tc"), None) is not None
        if (not within and sum(grid) != text_width) or min(grid, default=0) <= 0:
            yield f"a table is {sum(grid)} wide"
        for row in table.iterfind(f"{W}tr"):
            cells = [int(width.get(f"{W}w")) for width in row.iterfind(f"{W}tc/{W}tcPr/{W}tcW")]
            spans = row.find(f"{W}tc/{W}tcPr/{W}gridSpan") is not None
            if (sum(cells) != sum(grid)) if spans else (cells != grid):
                yield f"a row's cells {cells} differ from the grid {grid}"


def _neighbours(body: etree._Element) -> Iterator[str]:
    for table in body.iter(f"{W}tbl"):
        after = table.getnext()
        if after is None or after.tag == f"{W}tbl":
            yield "two tables touch each other"
        elif after.tag == f"{W}sectPr":
            yield "the document ends with a table"
    for text in body.iter(f"{W}t"):
        if "\n" in (text.text or ""):
            yield "a text holds a line feed that Word shows as a blank"


def _bound(body: etree._Element) -> Iterator[str]:
    if next(body.iter(f"{W}dataBinding"), None) is not None:
        yield "a content control is bound to data"


def _bookmarks(body: etree._Element) -> Iterator[str]:
    for mark in body.iter(f"{W}bookmarkStart"):
        if not _NAME.fullmatch(mark.get(f"{W}name", "")):
            yield f"bookmark {mark.get(f'{W}name')} has no fit name"


def _pairs(root: etree._Element, where: str) -> Iterator[str]:
    for properties in root.iter(f"{W}rPr"):
        for one, other in _PAIRS:
            has = [properties.find(f"{W}{tag}") is not None for tag in (one, other)]
            if has[0] != has[1]:
                yield f"{where}: {one} without {other}"


def _outside(parts: Parts) -> Iterator[str]:
    for name, tree in parts.trees.items():
        for item in tree if name.endswith(".rels") else ():
            link = item.get("Type", "").endswith("/hyperlink")
            if item.get("TargetMode") == "External" and not link:
                yield f"{item.get('Target')} is outside the file and is no link"


def _media(parts: Parts) -> Iterator[str]:
    for name, (packed, head) in parts.media.items():
        if packed:
            yield f"{name} was compressed again"
        if b"Exif\x00\x00" in head or b"eXIf" in head or b"http://ns.adobe.com/xap" in head:
            yield f"{name} tells where and when it was taken"
