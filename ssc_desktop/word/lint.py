"""What a Word document must be so that Word opens it without a word of complaint.

Each rule is one that other checkers miss or that once broke a file. The answer is a list of plain
remarks; a good document gives none.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_TYPES_PART = "[Content_Types].xml"
_DOCUMENT = "word/document.xml"
_LONGEST_NAME = 40
_LONGEST_ALT = 250
_SAME_LEVEL = {"SSCStoryHeading": "Heading2"}
"""Styles that are headings by another name."""
_CONTRAST = 4.5
_PAIRS = (("b", "bCs"), ("i", "iCs"), ("sz", "szCs"))
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def remarks(path: Path) -> list[str]:
    """Everything that is wrong with a document; [] for one that is right."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        found = list(_names(names))
        parts = {name: archive.read(name) for name in names if name.endswith((".xml", ".rels"))}
        found += _media(archive)
    trees, broken = _parsed(parts)
    if broken:
        return found + broken
    body = trees[_DOCUMENT]
    styles = trees["word/styles.xml"]
    for rule in (_cells, _widths, _headings, _fields, _alternatives, _empties, _neighbours):
        found += rule(body)
    found += _bookmarks(body)
    found += _defined(body, styles, trees["word/numbering.xml"])
    found += [*_pairs(body, _DOCUMENT), *_pairs(styles, "styles")]
    found += _contrast(styles)
    found += _relations(trees, set(names))
    found += _types(trees[_TYPES_PART], names)
    found += _facts(trees)
    return found


def _names(names: list[str]) -> Iterator[str]:
    if not names or names[0] != _TYPES_PART:
        yield "the list of content types is not the first part"
    for name, n in Counter(name.lower() for name in names).items():
        if n > 1:
            yield f"part {name} is there {n} times"


def _parsed(parts: dict[str, bytes]) -> tuple[dict[str, etree._Element], list[str]]:
    trees, broken = {}, []
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for name, text in parts.items():
        try:
            trees[name] = etree.fromstring(text, parser)
        except etree.XMLSyntaxError as error:
            broken.append(f"{name} is not well-formed: {error}")
    return trees, broken


def _cells(body: etree._Element) -> Iterator[str]:
    for cell in body.iter(f"{_W}tc"):
        if not len(cell) or cell[-1].tag != f"{_W}p":
            yield "a cell does not end with a paragraph"
    for row in body.iter(f"{_W}tr"):
        if row.find(f"{_W}tc") is None:
            yield "a row has no cells"


def _text_width(body: etree._Element) -> int:
    """Between the margins of the last section, in twentieths of a point."""
    section = body.findall(f"{_W}body/{_W}sectPr")[-1]
    size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    beside = (margins.get(f"{_W}{side}", "0") for side in ("left", "right", "gutter"))
    return int(size.get(f"{_W}w")) - sum(map(int, beside))


def _widths(body: etree._Element) -> Iterator[str]:
    text_width = _text_width(body)
    for table in body.iter(f"{_W}tbl"):
        grid = [int(column.get(f"{_W}w")) for column in table.iter(f"{_W}gridCol")]
        if sum(grid) != text_width or min(grid, default=0) <= 0:
            yield f"a table is {sum(grid)} wide"
        for row in table.iterfind(f"{_W}tr"):
            cells = [int(width.get(f"{_W}w")) for width in row.iterfind(f"{_W}tc/{_W}tcPr/{_W}tcW")]
            if cells != grid:
                yield f"a row's cells {cells} differ from the grid {grid}"
        look = table.find(f"{_W}tblPr/{_W}tblLook")
        if look is None or look.get(f"{_W}firstRow") == "1":
            head = table.find(f"{_W}tr/{_W}trPr/{_W}tblHeader")
            if head is None:
                yield "a table's heading row does not repeat"


def _headings(body: etree._Element) -> Iterator[str]:
    last = 0
    for paragraph in body.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = style.get(f"{_W}val") if style is not None else ""
        match = re.fullmatch(r"Heading(\d)", _SAME_LEVEL.get(name, name))
        if match is None:
            continue
        level = int(match[1])
        if level > last + 1:
            yield f"a heading of level {level} follows one of level {last}"
        if not "".join(paragraph.itertext()).strip():
            yield "a heading is empty"
        last = level


def _fields(body: etree._Element) -> Iterator[str]:
    depth = 0
    for char in body.iter(f"{_W}fldChar"):
        kind = char.get(f"{_W}fldCharType")
        depth += {"begin": 1, "end": -1}.get(kind, 0)
    if depth:
        yield "a field is not closed"
    if next(body.iter(f"{_W}dataBinding"), None) is not None:
        yield "a content control is bound to data"


def _alternatives(body: etree._Element) -> Iterator[str]:
    seen: set[str] = set()
    for drawing in body.iter(f"{_WP}docPr"):
        said = drawing.get("descr", "")
        if not said.strip() or len(said) > _LONGEST_ALT:
            yield "a picture has no fit alternative text"
        if drawing.get("id") in seen:
            yield f"the drawing id {drawing.get('id')} is used twice"
        seen.add(drawing.get("id"))
    for extent in body.iter(f"{_WP}extent"):
        if int(extent.get("cx")) <= 0 or int(extent.get("cy")) <= 0:
            yield "a picture has no size"


def _empties(body: etree._Element) -> Iterator[str]:
    for paragraph in body.iter(f"{_W}p"):
        inside = paragraph.iter(f"{_W}t", f"{_W}drawing", f"{_W}br")
        filled = next(inside, None) is not None
        in_cell = paragraph.getparent().tag == f"{_W}tc"
        if not filled and not in_cell:
            yield "an empty paragraph stands for a gap"
    for text in body.iter(f"{_W}t"):
        if _FORBIDDEN.search(text.text or "") or "\n" in (text.text or ""):
            yield "a text holds a control character"
    for run in body.iter(f"{_W}r"):
        if (run.text or "").strip():
            yield "text stands bare in a run"


def _neighbours(body: etree._Element) -> Iterator[str]:
    for table in body.iter(f"{_W}tbl"):
        after = table.getnext()
        if after is None or after.tag == f"{_W}tbl":
            yield "two tables touch each other"
        elif after.tag == f"{_W}sectPr":
            yield "the document ends with a table"
    if body[0][-1].tag != f"{_W}sectPr":
        yield "the section's properties are not last"


def _bookmarks(body: etree._Element) -> Iterator[str]:
    starts = [(b.get(f"{_W}id"), b.get(f"{_W}name")) for b in body.iter(f"{_W}bookmarkStart")]
    ends = Counter(b.get(f"{_W}id") for b in body.iter(f"{_W}bookmarkEnd"))
    names = Counter(name.lower() for _id, name in starts)
    for identity, name in starts:
        if ends[identity] != 1:
            yield f"bookmark {name} is not closed once"
        if names[name.lower()] > 1:
            yield f"bookmark {name} is there twice"
        if len(name) > _LONGEST_NAME or not re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII):
            yield f"bookmark {name} has no fit name"
    known = {name for _id, name in starts}
    for link in body.iter(f"{_W}hyperlink"):
        anchor = link.get(f"{_W}anchor")
        if anchor and anchor not in known:
            yield f"a link leads to {anchor}, which is not there"


def _defined(
    body: etree._Element, styles: etree._Element, numbering: etree._Element
) -> Iterator[str]:
    known = {style.get(f"{_W}styleId") for style in styles.iter(f"{_W}style")}
    for tag in ("pStyle", "rStyle", "tblStyle"):
        for style in {item.get(f"{_W}val") for item in body.iter(f"{_W}{tag}")} - known:
            yield f"style {style} is not defined"
    lists = {item.get(f"{_W}numId") for item in numbering.iterfind(f"{_W}num")}
    abstract = {item.get(f"{_W}abstractNumId") for item in numbering.iterfind(f"{_W}abstractNum")}
    for item in numbering.iterfind(f"{_W}num/{_W}abstractNumId"):
        if item.get(f"{_W}val") not in abstract:
            yield "a list has no definition"
    for number in {item.get(f"{_W}val") for item in body.iter(f"{_W}numId")} - {*lists, "0"}:
        yield f"list {number} is not defined"


def _pairs(root: etree._Element, where: str) -> Iterator[str]:
    for properties in root.iter(f"{_W}rPr"):
        for one, other in _PAIRS:
            has = [properties.find(f"{_W}{tag}") is not None for tag in (one, other)]
            if has[0] != has[1]:
                yield f"{where}: {one} without {other}"


def _contrast(styles: etree._Element) -> Iterator[str]:
    for style in styles.iter(f"{_W}style"):
        own = style.find(f"{_W}pPr/{_W}shd")
        ground = "EEF5F2" if own is None else own.get(f"{_W}fill")
        for color in style.iter(f"{_W}color"):
            said = color.get(f"{_W}val")
            if re.fullmatch(r"[0-9A-F]{6}", said) and _ratio(said, ground) < _CONTRAST:
                yield f"style {style.get(f'{_W}styleId')} is too pale"


def _ratio(one: str, other: str) -> float:
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _relations(trees: dict[str, etree._Element], names: set[str]) -> Iterator[str]:
    for part, tree in trees.items():
        if not part.endswith(".rels"):
            continue
        home = PurePosixPath(part).parent.parent
        seen: set[str] = set()
        for item in tree.iter(_RELATION):
            if item.get("Id") in seen:
                yield f"{part}: the id {item.get('Id')} is used twice"
            seen.add(item.get("Id"))
            yield from _relation(item, home, names)
    known = {item.get("Id") for item in trees["word/_rels/document.xml.rels"]}
    for element in trees[_DOCUMENT].iter():
        for name in (f"{_R}id", f"{_R}embed"):
            if element.get(name) is not None and element.get(name) not in known:
                yield f"the relationship {element.get(name)} does not exist"


def _relation(item: etree._Element, home: PurePosixPath, names: set[str]) -> Iterator[str]:
    target = item.get("Target")
    if item.get("TargetMode") == "External":
        if not item.get("Type").endswith("/hyperlink"):
            yield f"{target} is outside the file and is no link"
        return
    parts: list[str] = []
    for part in (home / target).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    if "/".join(parts).lstrip("/") not in names:
        yield f"{target} is not in the file"


def _types(types: etree._Element, names: list[str]) -> Iterator[str]:
    overrides = [item.get("PartName") for item in types.iter(f"{_TYPES}Override")]
    defaults = [item.get("Extension").lower() for item in types.iter(f"{_TYPES}Default")]
    for said in (overrides, defaults):
        for name, n in Counter(said).items():
            if n > 1:
                yield f"the type of {name} is given {n} times"
    for name in overrides:
        if name.lstrip("/") not in names:
            yield f"a type is given for {name}, which is not there"
    for name in names[1:]:
        if f"/{name}" not in overrides and name.rpartition(".")[2].lower() not in defaults:
            yield f"{name} has no type"


def _media(archive: zipfile.ZipFile) -> Iterator[str]:
    for info in archive.infolist():
        if not info.filename.startswith("word/media/"):
            continue
        if info.compress_type != zipfile.ZIP_STORED:
            yield f"{info.filename} was compressed again"
        with archive.open(info) as stream:
            head = stream.read(65536)
        if b"Exif\x00\x00" in head or b"eXIf" in head or b"http://ns.adobe.com/xap" in head:
            yield f"{info.filename} tells where and when it was taken"


def _facts(trees: dict[str, etree._Element]) -> Iterator[str]:
    core = trees["docProps/core.xml"]
    tags = [element.tag for element in core]
    if not any(tag.endswith("}title") for tag in tags):
        yield "the document has no title"
    if not any(tag.endswith("}language") for tag in tags):
        yield "the document says no language"
    if len(tags) != len(set(tags)):
        yield "a core property is given twice"
