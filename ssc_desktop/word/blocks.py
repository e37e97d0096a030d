"""The blocks of a document as WordprocessingML strings.

String building, not a document object model: a thousand stories cost seconds instead of minutes.
The children of every properties element stand in the order of the schema, or Word repairs the file.
"""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ssc_desktop.i18n import N_, is_right_to_left
from ssc_desktop.record import narrative
from ssc_desktop.word import template
from ssc_desktop.word.media import MediaRef
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.text import Look, attribute, runs

_EMU = 360_000
"""English metric units in a centimetre."""

_MOST_CUT = 0.42
"""The part of a picture's height that may be cut off so that it fills the width."""

_IN_A_BOOK = {1: "SSCStoryHeading", 2: "SSCStorySection"}
"""A story's own headings stand out in a book as they do in a document of their own."""
_DEEPEST = 5
"""The lowest heading of the template."""

_SMALL_TABLE = 4
"""Questions and answers that stay on one page."""
_PARAGRAPH = re.compile(r'(<w:p><w:pPr>(?:<w:pStyle w:val="[^"]*"/>)?)(?!<w:keepNext/>)')
_TALL_ROW = 900
"""Characters in a row that may break over a page; shorter rows stay in one piece."""


def paragraph(style: str, inside: str, *, right_to_left: bool = False, before: str = "") -> str:
    """A paragraph; `before` are properties that stand before its direction (keepNext, numPr)."""
    named = f'<w:pStyle w:val="{style}"/>' if style != "Normal" else ""
    turned = "<w:bidi/>" if right_to_left else ""
    properties = f"{named}{before}{turned}"
    shown = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{shown}{inside}</w:p>"


def kept(xml: str) -> str:
    """Blocks whose last paragraph stays on the page of what follows; a table stays as it is."""
    if not xml.endswith("</w:p>"):
        return xml
    at = xml.rindex("<w:p>")
    before, last = xml[:at], xml[at:]
    if "<w:keepNext/>" in last:
        return xml
    if not last.startswith("<w:p><w:pPr>"):
        return f"{before}<w:p><w:pPr><w:keepNext/></w:pPr>{last[len('<w:p>') :]}"
    first = len("<w:p><w:pPr>")
    if last.startswith("<w:pStyle ", first):
        first = last.index("/>", first) + 2
    return f"{before}{last[:first]}<w:keepNext/>{last[first:]}"


def line(paper: Paper, style: str, text: str) -> str:
    """A paragraph of a text in the document's language."""
    return paragraph(style, runs(text, paper.look()), right_to_left=paper.right_to_left)


def bookmarked(paper: Paper, name: str, inside: str) -> str:
    """Content under a bookmark; a name that was used already gets none."""
    if not name or name in paper.numbers.names:
        return inside
    paper.numbers.names.add(name)
    number = paper.numbers.bookmark()
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{inside}<w:bookmarkEnd w:id="{number}"/>'


def marked(paper: Paper, name: str, xml: str) -> str:
    """A paragraph, or several, with a bookmark at the very beginning, where places are kept."""
    if not paper.places.wanted:
        return xml
    begins = "<w:p><w:pPr>"
    at = xml.index("</w:pPr>") + len("</w:pPr>") if xml.startswith(begins) else len("<w:p>")
    return xml[:at] + bookmarked(paper, paper.anchor(name), "") + xml[at:]


def heading(
    paper: Paper, level: int, inside: str, *, anchor: str = "", new_page: bool = False
) -> str:
    """A numbered heading, with a bookmark where it has an anchor."""
    marked = bookmarked(paper, paper.anchor(anchor), inside) if anchor else inside
    style = f"Heading{min(level + paper.deeper, _DEEPEST)}"
    if paper.deeper:
        style = _IN_A_BOOK.get(level, style)
    before = "<w:pageBreakBefore/>" if new_page else ""
    if not paper.numbered_headings:
        before += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    turned = paper.right_to_left
    return paragraph(style, marked, right_to_left=turned, before=before)


def web_link(paper: Paper, url: str, text: str, look: Look) -> str:
    """A link to a web address."""
    styled = Look(look.right_to_left, look.language, "Hyperlink", look.bold, look.italic)
    identity = paper.stream.links.address(url)
    return f'<w:hyperlink r:id="{identity}" w:history="1">{runs(text, styled)}</w:hyperlink>'


def inner_link(anchor: str, inside: str) -> str:
    """A link to a bookmark of this document."""
    return f'<w:hyperlink w:anchor="{attribute(anchor)}" w:history="1">{inside}</w:hyperlink>'


def inline(paper: Paper, text: str, look: Look) -> str:
    """Runs of one paragraph of narrative: bold, italic and links as their marks say."""
    if not narrative.has_marks(text):
        return runs(text, look)
    made = []
    for span in narrative.spans(text):
        own = look
        if span.bold or span.italic:
            own = Look(look.right_to_left, look.language, look.style, span.bold, span.italic)
        if span.link:
            made.append(web_link(paper, span.link, span.text, own))
        else:
            made.append(runs(span.text, own))
    return "".join(made)


@dataclass(frozen=True, slots=True)
class Prose:
    """The styles that narrative takes in one place."""

    paragraph: str = "Normal"
    bullet: str = "ListBullet"
    number: str = "ListNumber"


BODY = Prose()
LEAD = Prose("SSCLead")
CELL = Prose("SSCCell", "SSCCellBullet", "SSCCell")
FORM = Prose("SSCFormText", "SSCFormBullet", "SSCFormText")
LARGE_FORM = Prose("SSCFormLarge", "SSCFormLargeBullet", "SSCFormLarge")
SMALL_FORM = Prose("SSCFormSmall", "SSCFormSmallBullet", "SSCFormSmall")


_look = functools.lru_cache(maxsize=64)(Look)


def prose(paper: Paper, text: str, language: str, styles: Prose = BODY) -> list[str]:
    """The paragraphs of a narrative text in its own language and direction."""
    right_to_left = is_right_to_left(language)
    look = _look(right_to_left, language if language != paper.language else "")
    made = []
    number = 0
    for block in narrative.blocks(text):
        before = ""
        if block.kind == "number":
            if block.first:
                number = paper.stream.numbered_list(template.NUMBERS)
            before = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        style = getattr(styles, block.kind)
        inside = inline(paper, block.text, look)
        made.append(paragraph(style, inside, right_to_left=right_to_left, before=before))
    return made


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading's runs, its width, and whether it holds numbers."""

    heading: str
    width: int
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, each its paragraphs; a long one may break over a page."""

    cells: Sequence[str]
    size: int = 0
    """Roughly how many characters stand in its fullest cell."""


def table(paper: Paper, columns: Sequence[Column], rows: Iterable[Row], title: str) -> str:
    """A table with a heading row that repeats on every page."""
    starts = [_cell_start(column.width) for column in columns]
    turned = paper.right_to_left
    heads = [
        paragraph("SSCHeadNumber" if c.numeric else "SSCHead", c.heading, right_to_left=turned)
        for c in columns
    ]
    made = [
        _table_start(paper, "SSCTable", [column.width for column in columns], title),
        "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>",
        *(f"{start}{head}</w:tc>" for start, head in zip(starts, heads, strict=True)),
        "</w:tr>",
    ]
    made.extend(_row(starts, row) for row in rows)
    return "".join([*made, "</w:tbl>"])


def facts(
    paper: Paper, rows: Iterable[Row], title: str, *, style: str = "SSCFacts", label: int = 2750
) -> str:
    """A table of questions and answers, two columns, the question in the first."""
    widths = [label, paper.width - label]
    starts = [_cell_start(width) for width in widths]
    made = [_table_start(paper, style, widths, title)]
    told = [_row(starts, row) for row in rows]
    if len(told) <= _SMALL_TABLE:  # a page break would leave a row alone
        told[:-1] = [_PARAGRAPH.sub(r"\1<w:keepNext/>", row) for row in told[:-1]]
    made += told
    return "".join([*made, "</w:tbl>"])


def grid(paper: Paper, style: str, cells: Sequence[str], title: str, *, height: int = 0) -> str:
    """A row of cells of one width that nothing heads; at least `height` high, in twips."""
    each = paper.width // len(cells)
    widths = [*([each] * (len(cells) - 1)), paper.width - each * (len(cells) - 1)]
    tall = f'<w:trPr><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>' if height else ""
    inside = "".join(f"{_cell_start(w)}{c}</w:tc>" for w, c in zip(widths, cells, strict=True))
    return f"{_table_start(paper, style, widths, title)}<w:tr>{tall}{inside}</w:tr></w:tbl>"


def _row(starts: Sequence[str], row: Row) -> str:
    whole = "<w:trPr><w:cantSplit/></w:trPr>" if row.size <= _TALL_ROW else ""
    cells = (f"{start}{cell}</w:tc>" for start, cell in zip(starts, row.cells, strict=True))
    return f"<w:tr>{whole}{''.join(cells)}</w:tr>"


def _cell_start(width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'


_NOTHING = ("0400", 0, 0)
_HEADED = {
    "SSCTable": ("0420", 1, 0),
    "SSCPosterGrid": _NOTHING,
    "SSCPosterFigures": _NOTHING,
}
"""What heads a table of a style, for those who hear it read: a row, a column (the others), none."""


def _table_start(paper: Paper, style: str, widths: Sequence[int], title: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    turned = "<w:bidiVisual/>" if paper.right_to_left else ""
    code, first_row, first_column = _HEADED.get(style, ("0480", 0, 1))
    look = (
        f'<w:tblLook w:val="{code}" w:firstRow="{first_row}" w:lastRow="0"'
        f' w:firstColumn="{first_column}" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{turned}'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}'
        f'<w:tblCaption w:val="{attribute(title)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


_WORDS_OF = {"Table": N_("Table {number}"), "Figure": N_("Figure {number}")}


def caption(
    paper: Paper, sequence: str, inside: str, *, keep: bool = False, anchor: str = ""
) -> str:
    """A numbered caption: “Table 3. …”; `keep` holds it to the block that follows.

    `anchor` is the bookmark of “Table 3”, to which `reference` points.
    """
    number = paper.numbers.next_of(sequence)
    before_number, _gap, behind = paper.say(_WORDS_OF[sequence]).partition("{number}")
    look = paper.look(bold=True)
    # every run of the field is bold: LibreOffice shows the result as its first run looks
    bold = "<w:r><w:rPr><w:b/><w:bCs/></w:rPr>"
    field = (
        f"{runs(before_number, look)}"
        f'{bold}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{bold}<w:instrText xml:space="preserve"> SEQ {sequence} \\* ARABIC </w:instrText></w:r>'
        f'{bold}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{runs(str(number), _counted(paper, bold=True))}"
        f'{bold}<w:fldChar w:fldCharType="end"/></w:r>'
        f"{runs(behind, look)}"
    )
    if anchor:
        field = bookmarked(paper, anchor, field)
    before = "<w:keepNext/>" if keep else ""
    turned = paper.right_to_left
    gap = f"{runs('.', look)}{runs(' ', paper.look())}" if inside else ""
    return paragraph("Caption", field + gap + inside, right_to_left=turned, before=before)


def _counted(paper: Paper, *, bold: bool = False) -> Look:
    """The look of what programs count again: in their digits, whatever we wish."""
    return Look(paper.right_to_left, bold=bold)


def numbered(paper: Paper, sequence: str, number: int, anchor: str) -> str:
    """Runs that point to a caption: “Table 3”, which Word brings up to date."""
    return reference(paper, anchor, paper.say(_WORDS_OF[sequence]).format(number=number))


def reference(paper: Paper, anchor: str, text: str) -> str:
    """Runs that point to what stands under a bookmark: its text, which Word brings up to date."""
    said = runs(text, _counted(paper))
    if paper.only_linked:
        return said
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> REF {anchor} \\h </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{said}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a picture on the page in EMU, and how much is cut off above and below."""

    width: int
    height: int
    cut: int = 0
    """Of the picture's height, in thousandths of a percent, at each side."""


def fitted(picture: MediaRef, width: float, height: float) -> Frame:
    """A picture that fits into so many centimetres, never blown up beyond 72 dpi.

    One that is somewhat too tall for the full width loses a strip above and below.
    """
    scale = min(width * _EMU / picture.width, 914_400 / 72)
    tall = picture.height * scale
    room = height * _EMU
    if tall <= room:
        return Frame(max(1, round(picture.width * scale)), max(1, round(tall)))
    # what is upright shows a person as often as not: nothing is cut off
    kept = 1.0 if picture.height >= picture.width else max(room / tall, 1 - _MOST_CUT)
    scale *= min(1.0, room / (tall * kept))
    cut = round(50_000 * (1 - kept))
    return Frame(max(1, round(picture.width * scale)), max(1, round(room)), cut)


def beside(pictures: Sequence[MediaRef], width: float, height: float) -> list[Frame]:
    """Pictures side by side, all of one height, whole, in so many centimetres."""
    shapes = [picture.width / picture.height for picture in pictures]
    sharpest = min(picture.height for picture in pictures) * 914_400 / 72
    tall = min(width * _EMU / sum(shapes), height * _EMU, sharpest)
    return [Frame(max(1, int(shape * tall)), max(1, int(tall))) for shape in shapes]


_TURNS = {3: 180, 4: 180, 5: 270, 6: 90, 7: 90, 8: 270}
"""Degrees to the right that set a picture upright, by the orientation of its file."""
_MIRRORED = frozenset({2, 4, 5, 7})


def drawing(paper: Paper, picture: MediaRef, frame: Frame, alt: str) -> str:
    """A run with an inline picture, which is set upright."""
    number = paper.numbers.drawing()
    identity = paper.stream.links.picture(picture)
    degrees = _TURNS.get(picture.orientation, 0)
    lying = degrees in {90, 270}
    width, height = (frame.height, frame.width) if lying else (frame.width, frame.height)
    sides = ("l", "r") if lying else ("t", "b")
    cut = "".join(f' {side}="{frame.cut}"' for side in sides)
    cut = f"<a:srcRect{cut}/>" if frame.cut else ""
    turned = (f' rot="{degrees * 60_000}"' if degrees else "") + (
        ' flipH="1"' if picture.orientation in _MIRRORED else ""
    )
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>{_overhang(width, height) if lying else ""}'
        f'<wp:docPr id="{number}" name="Picture {number}" descr="{attribute(alt[:240])}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{identity}"/>{cut}<a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm{turned}><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _overhang(width: int, height: int) -> str:
    """How far a picture on its side stands out of the box it has lying, as Word writes it."""
    across, along = max(0, (height - width) // 2), max(0, (width - height) // 2)
    return f'<wp:effectExtent l="{across}" t="{along}" r="{across}" b="{along}"/>'


def key(paper: Paper, label: str) -> str:
    """The name of a detail before its value: “Unit: ”."""
    made = paper.keys.get(label)
    if made is None:
        said = paper.say(N_("{label}: ")).format(label=label)
        made = paper.keys[label] = runs(said, paper.look("SSCSecondary"))
    return made
