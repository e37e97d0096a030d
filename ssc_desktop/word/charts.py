"""Native charts: their XML, the workbook behind them, and the run that shows them in the text.

Written by hand after ECMA-376 part 1 (21.2): fills are named and not left to a theme, axes have
positive ids, the cached values have the shape of the data. A grey print keeps the shades apart;
the figures stand on the bars.
"""

import functools
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ssc_desktop.word.links import ExtraPart
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.text import attribute, escaped, language_tag

Kind = Literal["column", "bar", "stacked", "line", "pie"]

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_EMU = 360_000

_INK = "1F2A27"
_SHADES = ("0B6B57", "D9EFE7", "C27A1A", "2B2320", "9DBFD6", "6E5FA8")
"""Of bars and slices, within a dark line: as many greys on a grey print."""
_LINES = ("0B6B57", "C27A1A", "2B2320", "6E5FA8")
"""Of lines, which have nothing around them; dashes and markers tell them apart too."""
_DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash", "lgDashDot")
_MARKERS = ("circle", "square", "triangle", "diamond", "x", "star")
_CATEGORIES, _VALUES = 111_111_111, 222_222_222
"""Ids of the axes; Word wants them positive."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one kind, one for each category; None where there is none."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows. A pie has one series; `stacked` is for parts of a whole only."""

    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    apart: bool = False
    """Every category has a value in one series only: the bars take all the room."""


def drawing(paper: Paper, chart: Chart, size: tuple[float, float], alt: str) -> str:
    """A run with a chart of so many centimetres; `alt` says what it shows."""
    number = paper.numbers.drawing()
    identity = _parts(paper, chart, number)
    width, height = (round(side * _EMU) for side in size)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr="{attribute(alt[:240])}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_C}">'
        f'<c:chart xmlns:c="{_C}" r:id="{identity}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def _parts(paper: Paper, chart: Chart, number: int) -> str:
    """Add the chart, its workbook and what joins them; gives the chart's relationship."""
    language, turned = language_tag(paper.language), paper.right_to_left
    relation = (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_R}/package" Target="../embeddings/chart{number}.xlsx"/></Relationships>'
    ).encode()
    book = functools.partial(workbook, chart)
    content = functools.partial(xml, chart, language, right_to_left=turned)
    links = paper.stream.links
    links.part(
        ExtraPart(f"word/embeddings/chart{number}.xlsx", f"{_OFFICE}.spreadsheetml.sheet", book)
    )
    links.part(ExtraPart(f"word/charts/_rels/chart{number}.xml.rels", "", lambda: relation))
    part = ExtraPart(
        f"word/charts/chart{number}.xml", f"{_OFFICE}.drawingml.chart+xml", content, "chart"
    )
    return links.part(part)


def xml(chart: Chart, language: str, *, right_to_left: bool = False) -> bytes:
    """The part of a chart."""
    shown = "pie" if chart.kind == "pie" else "line" if chart.kind == "line" else "bar"
    plot = {"pie": _pie, "line": _line, "bar": _bars}[shown](chart)
    axes = "" if shown == "pie" else _axes(chart, right_to_left=right_to_left)
    legend = ""
    if len(chart.series) > 1 or shown == "pie":
        legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
    return (
        f'{_HEAD}<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}">'
        f'<c:date1904 val="0"/><c:lang val="{attribute(language)}"/><c:roundedCorners val="0"/>'
        '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f'{plot}{axes}</c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>'
        "</c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"<c:txPr><a:bodyPr/><a:p><a:pPr>"
        f'<a:defRPr sz="900"><a:solidFill><a:srgbClr val="{_INK}"/></a:solidFill></a:defRPr>'
        f'</a:pPr><a:endParaRPr lang="{attribute(language)}"/></a:p></c:txPr>'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def _bars(chart: Chart) -> str:
    stacked = chart.kind == "stacked"
    overlap = 100 if stacked or chart.apart else -8
    return (
        f'<c:barChart><c:barDir val="{"bar" if chart.kind == "bar" else "col"}"/>'
        f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>'
        f'{"".join(_series(chart))}<c:gapWidth val="60"/><c:overlap val="{overlap}"/>{_AXIS_IDS}'
        "</c:barChart>"
    )


def _line(chart: Chart) -> str:
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(_series(chart))}'
        f'<c:marker val="1"/>{_AXIS_IDS}</c:lineChart>'
    )


def _pie(chart: Chart) -> str:
    return (
        f'<c:pieChart><c:varyColors val="1"/>{next(_series(chart))}'
        '<c:firstSliceAng val="0"/></c:pieChart>'
    )


_AXIS_IDS = f'<c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/>'


def _series(chart: Chart) -> Iterator[str]:
    """The series: name, look, labels, categories, values; the cache has the shape of the data."""
    last = len(chart.categories) + 1
    names = "".join(_point(n, text) for n, text in enumerate(chart.categories))
    categories = (
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>"
        f'<c:ptCount val="{last - 1}"/>{names}</c:strCache></c:strRef></c:cat>'
    )
    code = number_format(chart)
    smooth = '<c:smooth val="0"/>' if chart.kind == "line" else ""
    for n, one in enumerate(chart.series):
        column = chr(ord("B") + n)
        values = "".join(_point(k, f"{v:f}") for k, v in enumerate(one.values) if v is not None)
        yield (
            f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1'
            f'</c:f><c:strCache><c:ptCount val="1"/>{_point(0, one.name)}</c:strCache></c:strRef>'
            f"</c:tx>{_look(chart, n)}{_labels(chart, code)}{categories}<c:val><c:numRef>"
            f"<c:f>Sheet1!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>{code}"
            f'</c:formatCode><c:ptCount val="{last - 1}"/>{values}</c:numCache></c:numRef></c:val>'
            f"{smooth}</c:ser>"
        )


def _point(n: int, text: str) -> str:
    return f'<c:pt idx="{n}"><c:v>{escaped(text)}</c:v></c:pt>'


def _look(chart: Chart, n: int) -> str:
    """Fill and line of a series; of a pie, of every slice."""
    if chart.kind == "line":
        shade = _LINES[n % len(_LINES)]
        fill = f'<a:solidFill><a:srgbClr val="{shade}"/></a:solidFill>'
        dash = f'<a:prstDash val="{_DASHES[n % len(_DASHES)]}"/>'
        marker = f'<c:symbol val="{_MARKERS[n % len(_MARKERS)]}"/><c:size val="7"/>'
        return (
            f'<c:spPr><a:ln w="28575">{fill}{dash}</a:ln></c:spPr><c:marker>{marker}'
            f"<c:spPr>{fill}</c:spPr></c:marker>"
        )
    if chart.kind == "pie":
        return "".join(
            f'<c:dPt><c:idx val="{k}"/><c:bubble3D val="0"/>{_filled(k)}</c:dPt>'
            for k in range(len(chart.categories))
        )
    return f'{_filled(n)}<c:invertIfNegative val="0"/>'


def _filled(n: int) -> str:
    return (
        f'<c:spPr><a:solidFill><a:srgbClr val="{_SHADES[n % len(_SHADES)]}"/></a:solidFill>'
        f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{_INK}"/></a:solidFill></a:ln></c:spPr>'
    )


def _labels(chart: Chart, code: str) -> str:
    """The figures on the bars: nobody has to measure them against an axis."""
    place = {"stacked": "ctr", "line": "t", "pie": "outEnd"}.get(chart.kind, "outEnd")
    back = '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></c:spPr>'
    return (
        f'<c:dLbls><c:numFmt formatCode="{code}" sourceLinked="0"/>'
        f'{back if chart.kind == "stacked" else ""}<c:dLblPos val="{place}"/>'
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _axes(chart: Chart, *, right_to_left: bool) -> str:
    """Categories with their names; the axis of values only gives the scale, from zero."""
    lying = chart.kind == "bar"
    names, scale = ("l", "b") if lying else ("b", "l")
    # a lying chart is read from above, one that stands from where its reader begins
    categories = "maxMin" if lying or right_to_left else "minMax"
    values = "maxMin" if lying and right_to_left else "minMax"
    line = f'<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="{_INK}"/></a:solidFill></a:ln>'
    shown = [v for s in chart.series for v in s.values if v is not None]
    least = '<c:min val="0"/>' if min(shown, default=Decimal(0)) >= 0 else ""
    if chart.kind in {"bar", "column"} and max(shown, default=Decimal(0)) > 0:
        # room for the figure behind the longest bar
        least = f'<c:max val="{max(shown) * Decimal("1.15"):f}"/>{least}'
    return (
        f'<c:catAx><c:axId val="{_CATEGORIES}"/><c:scaling><c:orientation val="{categories}"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{names}"/><c:numFmt formatCode="General"'
        ' sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{line}</c:spPr><c:crossAx val="{_VALUES}"/>'
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUES}"/><c:scaling><c:orientation val="{values}"/>{least}'
        f'</c:scaling><c:delete val="1"/><c:axPos val="{scale}"/>'
        f'<c:numFmt formatCode="{number_format(chart)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="{_CATEGORIES}"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def number_format(chart: Chart) -> str:
    """As many decimals as the most exact value has, four at most."""
    values = (v for one in chart.series for v in one.values if v is not None)
    exact = max((_decimals(value) for value in values), default=0)
    return "#,##0" + (f".{'0' * min(exact, 4)}" if exact else "")


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def workbook(chart: Chart) -> bytes:
    """The smallest workbook that Word opens behind a chart: one sheet, texts in their cells."""
    rows: list[tuple[str | Decimal | None, ...]] = [("", *(one.name for one in chart.series))]
    for n, name in enumerate(chart.categories):
        rows.append((name, *(one.values[n] for one in chart.series)))
    sheet = "".join(_row(n, row) for n, row in enumerate(rows, start=1))
    main = f"{_OFFICE}.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default'
        ' Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml"'
        f' ContentType="{main}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml"'
        f' ContentType="{main}.worksheet+xml"/></Types>',
        "_rels/.rels": _related("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_R}"><sheets><sheet name="Sheet1"'
        ' sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _related("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{sheet}</sheetData>'
        "</worksheet>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, f"{_HEAD}{text}")
    return made.getvalue()


def _related(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_R}/{kind}" Target="{target}"/></Relationships>'
    )


def _row(n: int, values: tuple[str | Decimal | None, ...]) -> str:
    cells = (_cell(f"{chr(ord('A') + k)}{n}", value) for k, value in enumerate(values))
    return f'<row r="{n}">{"".join(cells)}</row>'


def _cell(place: str, value: str | Decimal | None) -> str:
    if isinstance(value, Decimal):
        return f'<c r="{place}"><v>{value:f}</v></c>'
    if not value:
        return ""
    said = f'<is><t xml:space="preserve">{escaped(value)}</t></is>'
    return f'<c r="{place}" t="inlineStr">{said}</c>'
