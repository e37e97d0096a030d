"""Whether the text of a Word file is built as Word needs it: cells, fields, bookmarks, order.

Each rule is one that the schema does not tell, that other checkers miss, or that once broke a file.
Sources: ECMA-376 part 1, and the reports of files that Word refused, repaired or silently cut.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from ssc_desktop.word.parts import WP, Parts, W

_LONGEST_NAME = 40
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_WHOLE = re.compile(r"-?\d+(\.\d+)?(mm|cm|in|pt|pc|pi|%)?")
_COLOR = re.compile(r"[0-9A-Fa-f]{6}|auto")
_INSIDE_PARAGRAPH = (f"{W}p", f"{W}tbl", f"{W}sectPr")
_THROUGH = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}del"})

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr"
    " suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct"
    " topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind"
    " contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection"
    " tcFitText vAlign hideMark headers cellIns cellDel cellMerge tcPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW"
    " jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption"
    " tblDescription tblPrChange",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc"
    " pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi"
    " rtlGutter docGrid printerSettings sectPrChange",
    "rPr": "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike"
    " outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern"
    " position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
    " eastAsianLayout specVanish oMath rPrChange",
}
_PLACE = {
    f"{W}{name}": {f"{W}{child}": n for n, child in enumerate(order.split())}
    for name, order in ORDER.items()
}
_MEASURES = ("tcW", "tblW", "gridCol", "tblInd", "trHeight")


def faults(parts: Parts) -> Iterator[str]:
    """Everything in the text that Word refuses, repairs, or silently loses."""
    for name, tree in parts.trees.items():
        if tree.tag in {f"{W}document", f"{W}hdr", f"{W}ftr", f"{W}footnotes", f"{W}styles"}:
            for found in (*_cells(tree), *_nesting(tree), *_order(tree), *_fields(tree)):
                yield f"{name}: {found}"
            for found in (*_characters(tree), *_measures(tree)):
                yield f"{name}: {found}"
    text = parts.text
    yield from _ends(text)
    yield from _bookmarks(text)
    yield from _defined(text, parts.beside("styles"), parts.beside("numbering"))


def _cells(tree: etree._Element) -> Iterator[str]:
    for cell in tree.iter(f"{W}tc"):
        last = _last(cell)
        if last is None or last.tag != f"{W}p":
            yield "a cell does not end with a paragraph"
    for row in tree.iter(f"{W}tr"):
        if row.find(f".//{W}tc") is None:
            yield "a row has no cells"
    for table in tree.iter(f"{W}tbl"):
        grid = table.find(f"{W}tblGrid")
        if grid is None:
            yield "a table has no grid"
        else:
            yield from _rows(table, len(grid))


def _last(element: etree._Element) -> etree._Element | None:
    """The last block of a cell, also inside a content control."""
    blocks = [child for child in element if child.tag != f"{W}tcPr" and _is_block(child)]
    while blocks and blocks[-1].tag in _THROUGH:
        inner = blocks[-1].find(f"{W}sdtContent") if blocks[-1].tag == f"{W}sdt" else blocks[-1]
        blocks = [child for child in inner if _is_block(child)] if inner is not None else []
    return blocks[-1] if blocks else None


def _is_block(child: etree._Element) -> bool:
    return child.tag in {f"{W}p", f"{W}tbl"} or child.tag in _THROUGH


def _rows(table: etree._Element, columns: int) -> Iterator[str]:
    """Every row must fill the grid, or Word draws another table than was meant."""
    for row in table.iterfind(f"{W}tr"):
        spans = [_span(cell) for cell in row.iter(f"{W}tc") if _row_of(cell) is row]
        beside = [
            int(found.get(f"{W}val", "0"))
            for found in row.iterfind(f"{W}trPr/*")
            if found.tag in {f"{W}gridBefore", f"{W}gridAfter"}
        ]
        if spans and sum(spans) + sum(beside) != columns:
            yield f"a row's {sum(spans)} cells differ from the {columns} of its grid"


def _row_of(cell: etree._Element) -> etree._Element:
    above = cell.getparent()
    while above.tag != f"{W}tr":
        above = above.getparent()
    return above


def _span(cell: etree._Element) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    return int(found.get(f"{W}val", "1")) if found is not None else 1


def _nesting(tree: etree._Element) -> Iterator[str]:
    for paragraph in tree.iter(f"{W}p"):
        for child in paragraph:
            if child.tag in _INSIDE_PARAGRAPH:
                yield "a paragraph holds what is no text: a table or a paragraph"
    for run in tree.iter(f"{W}r"):
        if (run.text or "").strip() or any((child.tail or "").strip() for child in run):
            yield "text stands bare in a run"


def _order(tree: etree._Element) -> Iterator[str]:
    for properties in tree.iter(*_PLACE):
        known = _PLACE[properties.tag]
        places = [known[child.tag] for child in properties if child.tag in known]
        # headers and footers of a section may be mixed
        if properties.tag == f"{W}sectPr":
            places = [max(place, 1) for place in places]
        if places != sorted(places):
            said = " ".join(str(child.tag).rpartition("}")[2] for child in properties)
            yield f"the order in {properties.tag.rpartition('}')[2]} is not the schema's: {said}"


def _fields(tree: etree._Element) -> Iterator[str]:
    depth = 0
    for char in tree.iter(f"{W}fldChar"):
        kind = char.get(f"{W}fldCharType")
        depth += {"begin": 1, "end": -1}.get(str(kind), 0)
        if depth < 0:
            break
    if depth:
        yield "a field is not closed"


def _characters(tree: etree._Element) -> Iterator[str]:
    for text in tree.iter(f"{W}t", f"{W}instrText"):
        if _FORBIDDEN.search(text.text or ""):
            yield "a text holds a control character"


def _measures(tree: etree._Element) -> Iterator[str]:
    for name in _MEASURES:
        for item in tree.iter(f"{W}{name}"):
            said = item.get(f"{W}w", item.get(f"{W}val", "0"))
            if not _WHOLE.fullmatch(said):
                yield f"the width “{said}” is no number"
    for item in tree.iter(f"{W}color"):
        if not _COLOR.fullmatch(item.get(f"{W}val", "auto")):
            yield f"the colour “{item.get(f'{W}val')}” is none"
    for extent in tree.iter(f"{WP}extent"):
        sides = (extent.get("cx", ""), extent.get("cy", ""))
        if not all(side.isdigit() and int(side) > 0 for side in sides):
            yield "a picture has no size"


def _ends(text: etree._Element) -> Iterator[str]:
    body = text.find(f"{W}body")
    if body is None:
        yield "the document has no body"
        return
    for section in body.iterchildren(f"{W}sectPr"):
        if section.getnext() is not None:
            yield "the section's properties are not last"


def _bookmarks(text: etree._Element) -> Iterator[str]:
    starts = [(b.get(f"{W}id"), b.get(f"{W}name", "")) for b in text.iter(f"{W}bookmarkStart")]
    ends = Counter(b.get(f"{W}id") for b in text.iter(f"{W}bookmarkEnd"))
    names = Counter(name.lower() for _id, name in starts)
    identities = Counter(identity for identity, _name in starts)
    for identity, name in starts:
        if ends[identity] != 1:
            yield f"bookmark {name} is not closed once"
        if names[name.lower()] > 1:
            yield f"bookmark {name} is there twice"
        if identities[identity] > 1:
            yield f"the id of bookmark {name} is used twice"
    yield from _names(name for _id, name in starts)
    known = {name for _id, name in starts}
    for link in text.iter(f"{W}hyperlink"):
        anchor = link.get(f"{W}anchor")
        if anchor and anchor not in known and anchor != "_top":
            yield f"a link leads to {anchor}, which is not there"


def _names(names: Iterator[str]) -> Iterator[str]:
    for name in names:
        if len(name) > _LONGEST_NAME or not name or not (name[0].isalpha() or name[0] == "_"):
            yield f"bookmark {name} has no fit name"


def _defined(
    text: etree._Element, styles: etree._Element, numbering: etree._Element
) -> Iterator[str]:
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    for tag in ("pStyle", "rStyle", "tblStyle"):
        for style in {item.get(f"{W}val") for item in text.iter(f"{W}{tag}")} - known:
            yield f"style {style} is not defined"
    lists = {item.get(f"{W}numId") for item in numbering.iterfind(f"{W}num")}
    abstract = {item.get(f"{W}abstractNumId") for item in numbering.iterfind(f"{W}abstractNum")}
    for item in numbering.iterfind(f"{W}num/{W}abstractNumId"):
        if item.get(f"{W}val") not in abstract:
            yield "a list has no definition"
    # 0 takes a paragraph out of its list
    used = {item.get(f"{W}val") for item in text.iter(f"{W}numId")} - {"0"}
    for number in used - lists:
        yield f"list {number} is not defined"
    tags = [child.tag for child in numbering]
    if not _parted(tags, (f"{W}abstractNum", f"{W}num")):
        yield "a list stands before the definitions of lists"


def _parted(tags: Sequence[str], kinds: tuple[str, str]) -> bool:
    """Whether all of the first kind stand before all of the second."""
    places = [kinds.index(tag) for tag in tags if tag in kinds]
    return places == sorted(places)
