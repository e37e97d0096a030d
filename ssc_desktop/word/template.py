"""The document template: read once, inspected with python-docx, and held to a contract."""

import dataclasses
import functools
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ssc_desktop import unzipping
from ssc_desktop.errors import TemplateBroken
from ssc_desktop.i18n import _
from ssc_desktop.paths import bundled

LEAST_TEXT_WIDTH = 6000
"""Twentieths of a point between the margins in which our tables can still be read."""

PARAGRAPH_STYLES = (
    "Normal", "Title", "Subtitle", "Heading1", "Heading2", "Heading3", "TOCHeading", "TOC1",
    "Caption", "Header", "Footer", "ListBullet", "ListNumber", "SSCKicker", "SSCLead", "SSCFigure",
    "SSCSource", "SSCColophon", "SSCSmallPrint",
    "SSCCell", "SSCCellBullet", "SSCCellNumber", "SSCHead",
    "SSCHeadNumber", "SSCLabel", "SSCDetail", "SSCFormLabel", "SSCFormText", "SSCFormBullet",
    "SSCFormSmall", "SSCFormSmallBullet", "SSCFormLarge", "SSCFormLargeBullet", "Heading4",
    "Heading5", "SSCStoryHeading", "SSCStorySection",
    "TOC2", "SSCCoverKicker", "SSCCoverTitle", "SSCCoverLine", "SSCIndex",
    "SSCContentsPart", "SSCCellApart",
    "FootnoteText", "SSCAfterTable", "SSCByline", "SSCAbstractHead", "SSCAbstract",
    "SSCAbstractBullet", "SSCKeywords",
    "SSCHelp", "SSCQuestion", "SSCCard", "SSCChoices", "SSCLetter",
    "SSCPosterKicker", "SSCPosterTitle", "SSCPosterFacts", "SSCPosterFigure",
    "SSCPosterFigureLabel", "SSCPosterHeading", "SSCPosterPicture", "SSCPosterCaption",
    "SSCPosterHint", "SSCPosterPrint",
    *(f"SSCPoster{kind}{points}" for kind in ("", "Bullet") for points in (21, 18, 16, 14, 12)),
)  # fmt: skip
CHARACTER_STYLES = (
    "Hyperlink", "SSCAnswer", "SSCUnsettled", "SSCSecondary", "SSCKey", "FootnoteReference",
    "SSCPrompt",
)  # fmt: skip
TABLE_STYLES = (
    "TableNormal",
    "SSCTable",
    "SSCFacts",
    "SSCForm",
    "SSCPosterGrid",
    "SSCPosterFigures",
    "SSCAnswers",
)

BULLETS, NUMBERS, SOURCES = 2, 3, 4
"""The template's abstract lists."""


@dataclass(frozen=True)
class Template:
    """The parts of a template and the numbers at which ours may go on."""

    parts: dict[str, bytes]
    section: str
    """The section properties of its last section, as text."""
    next_relationship: int
    next_list: int

    @property
    def text_width(self) -> int:
        """Between the margins, in twentieths of a point: the width of every table."""
        size, margins = (_element(self.section, tag) for tag in ("pgSz", "pgMar"))
        beside = ("left", "right", "gutter")
        return _number(size, "w") - sum(_number(margins, side) for side in beside)

    @property
    def text_height(self) -> int:
        """Between header and footer, in twentieths of a point, where both stand in the margins."""
        size, margins = (_element(self.section, tag) for tag in ("pgSz", "pgMar"))
        return _number(size, "h") - sum(_number(margins, side) for side in ("top", "bottom"))


def on_its_side(template: Template) -> Template:
    """A template with its pages in landscape."""
    size = _element(template.section, "pgSz")
    width, height = _number(size, "w"), _number(size, "h")
    if width >= height:
        return template
    turned = f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>'
    return dataclasses.replace(template, section=template.section.replace(size, turned))


def bundled_template() -> Path:
    """The template that ships with the program."""
    return bundled("resources") / "word" / "template.docx"


@functools.lru_cache(maxsize=4)
def read(path: Path) -> Template:
    """Read and check a template.

    Raises TemplateBroken where it cannot be opened or lacks what the writer needs.
    """
    # ours is held to the contract by a test; asking costs 0.1 s
    missing = [] if path == bundled_template() else complaints(path)
    if missing:
        raise TemplateBroken(
            _("The document template “{name}” cannot be used: {reason}.").format(
                name=path.name, reason=missing[0]
            ),
            advice=_("Use the template that came with the program."),
        )
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = parts["word/document.xml"].decode()
    relations = parts["word/_rels/document.xml.rels"].decode()
    section = re.findall(r"<w:sectPr.*?</w:sectPr>", document, re.DOTALL)[-1]
    return Template(
        parts,
        section,
        1 + max((int(n) for n in re.findall(r'Id="rId(\d+)"', relations)), default=0),
        1
        + max(int(n) for n in re.findall(r'w:numId="(\d+)"', parts["word/numbering.xml"].decode())),
    )


def complaints(path: Path) -> list[str]:
    """What keeps a template from being used, in plain words; none where it is fit."""
    import docx  # noqa: PLC0415 - 0.1 s that only the first document needs to pay
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415

    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, SyntaxError, *unzipping.NOT_READ):  # the former of XML
        return [_("it is not a Word document")]
    return [*_style_complaints(document), *_numbering_complaints(document), *_page(document)]


def _style_complaints(document: Any) -> list[str]:
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415

    found = {(style.type, style.style_id) for style in document.styles}
    wanted = (
        (WD_STYLE_TYPE.PARAGRAPH, PARAGRAPH_STYLES),
        (WD_STYLE_TYPE.CHARACTER, CHARACTER_STYLES),
        (WD_STYLE_TYPE.TABLE, TABLE_STYLES),
    )
    return [
        _("the style “{style}” is missing").format(style=name)
        for kind, names in wanted
        for name in names
        if (kind, name) not in found
    ]


def _numbering_complaints(document: Any) -> list[str]:
    """Headings must carry their numbers through the style, and our lists must be there."""
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return [_("it has no numbering")]
    abstract = set(numbering.xpath("w:abstractNum/@w:abstractNumId"))
    lists = [
        _("the list {number} is missing").format(number=number)
        for number in (BULLETS, NUMBERS, SOURCES)
        if str(number) not in abstract
    ]
    linked = set(numbering.xpath("w:abstractNum/w:lvl/w:pStyle/@w:val"))
    return lists + [
        _("“{style}” has no number").format(style=style)
        for style in ("Heading1", "Heading2", "Heading3")
        if style not in linked
    ]


def _page(document: Any) -> list[str]:
    section = document.sections[-1]
    margins = (section.page_width, section.left_margin, section.right_margin)
    if None in margins:
        return [_("it has no page size")]
    width = (margins[0] - margins[1] - margins[2]) / 635  # of its 1/914400 inches
    return [] if width >= LEAST_TEXT_WIDTH else [_("its page leaves too little room for text")]


def _element(xml: str, tag: str) -> str:
    found = re.search(rf"<w:{tag}\b[^>]*>", xml)
    return found[0] if found else ""


def _number(element: str, name: str) -> int:
    found = re.search(rf'\bw:{name}="(-?\d+)"', element)
    return int(found[1]) if found else 0
