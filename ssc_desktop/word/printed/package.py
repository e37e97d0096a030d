"""Opening the document: its parts, its sections, and what it says of itself."""

import zipfile
from pathlib import Path

from lxml import etree

from ssc_desktop import unzipping
from ssc_desktop.errors import WordError
from ssc_desktop.i18n import _
from ssc_desktop.word.printed.body import Body
from ssc_desktop.word.printed.cascade import W, flat, local, on, points, value
from ssc_desktop.word.printed.model import Block, PrintedDocument, Section
from ssc_desktop.word.printed.source import Document, Part

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BODY = "word/document.xml"
_A4 = (595.3, 841.9)


def read(path: Path) -> PrintedDocument:
    """Read a Word document that our writer made. Raises WordError for any other file."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _printed(Document(archive), path)
    except (etree.XMLSyntaxError, *unzipping.NOT_READ) as error:
        raise WordError(
            _("“{name}” could not be read as a Word document.").format(name=path.name)
        ) from error


def _printed(document: Document, path: Path) -> PrintedDocument:
    core = document.tree("docProps/core.xml")
    sections = tuple(_sections(document))
    return PrintedDocument(
        path=path,
        title=_said(core, "title"),
        language=_said(core, "language"),
        author=_said(core, "creator"),
        sections=sections,
        notes=_footnotes(document),
    )


def _sections(document: Document) -> list[Section]:
    part = Part(document, _BODY)
    body = Body(part)
    whole = document.needed(_BODY).find(f"{W}body")
    made: list[Section] = []
    blocks: list[Block] = []
    margins: dict[str, tuple[Block, ...]] = {}
    for child in whole.iterchildren(f"{W}*"):
        ends = child if local(child.tag) == "sectPr" else child.find(f"{W}pPr/{W}sectPr")
        if ends is not child:
            blocks += body.block(child)
        if ends is not None:
            margins = {**margins, **_margins(part, ends)}
            made.append(_section(ends, tuple(blocks), margins))
            blocks = []
    return made


def _footnotes(document: Document) -> dict[str, tuple[Block, ...]]:
    name = "word/footnotes.xml"
    root = document.tree(name)
    if root is None or not document.notes:
        return {}
    found = {}
    for note in root.iterfind(f"{W}footnote"):
        number = document.notes.get(note.get(f"{W}id", ""))
        if number is not None:
            body = Body(Part(document, name, number))
            found[note.get(f"{W}id")] = tuple(body.blocks(note))
    return found


def _said(core: etree._Element | None, name: str) -> str:
    for child in core if core is not None else ():
        if isinstance(child.tag, str) and local(child.tag) == name:
            return str(child.text or "")
    return ""


def _margins(part: Part, section: etree._Element) -> dict[str, tuple[Block, ...]]:
    found = {}
    for kind in ("header", "footer"):
        for reference in section.iterfind(f"{W}{kind}Reference"):
            place = reference.get(f"{W}type", "default")
            name = part.inside(reference.get(f"{_R}id", ""))
            root = part.document.tree(name)
            if root is not None and place in {"default", "first"}:
                key = f"first_{kind}" if place == "first" else kind
                found[key] = tuple(Body(Part(part.document, name)).blocks(root))
    return found


def _section(
    element: etree._Element, blocks: tuple[Block, ...], margins: dict[str, tuple[Block, ...]]
) -> Section:
    said = flat(element)

    def length(tag: str, name: str, usual: float) -> float:
        return abs(points(value(said, tag, name), usual))

    return Section(
        width=length("pgSz", "w", _A4[0]),
        height=length("pgSz", "h", _A4[1]),
        top=length("pgMar", "top", 56.7),
        right=length("pgMar", "right", 56.7),
        bottom=length("pgMar", "bottom", 56.7),
        left=length("pgMar", "left", 56.7),
        header_at=length("pgMar", "header", 28.4),
        footer_at=length("pgMar", "footer", 28.4),
        blocks=blocks,
        right_to_left=on(said, "bidi"),
        columns=int(value(said, "cols", "num") or 1),
        gap=length("cols", "space", 36.0),
        own_first=on(said, "titlePg"),
        new_page=value(said, "type") != "continuous",
        **margins,
    )
