"""Pictures and charts in a line of text."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Literal

from lxml import etree

from ssc_desktop.word.printed.cascade import local
from ssc_desktop.word.printed.model import Chart, Look, Picture, Series
from ssc_desktop.word.printed.source import Part

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_EMU = 12_700
"""English metric units in a point."""
_WHOLE = 100_000
_COLORS = ("0B6B57", "8A4B00", "56605C", "B8D8CF", "F2D7A6", "E3E8E5")


def of(drawing: etree._Element, part: Part, look: Look) -> Iterator[Picture | Chart]:
    """The pictures and charts of a drawing."""
    extent = drawing.find(f".//{_WP}extent")
    if extent is None:
        return
    size = (int(extent.get("cx", "0")) / _EMU, int(extent.get("cy", "0")) / _EMU)
    named = drawing.find(f".//{_WP}docPr")
    alt = named.get("descr", "") if named is not None else ""
    for blip in drawing.iter(f"{_A}blip"):
        target = part.inside(blip.get(f"{_R}embed", ""))
        if target:
            yield Picture(target, *size, _cut(blip.getparent()), alt)
    for chart in drawing.iter(f"{_C}chart"):
        root = part.document.tree(part.inside(chart.get(f"{_R}id", "")))
        if root is not None:
            yield from _chart(root, size, (look, alt))


def _cut(fill: etree._Element) -> tuple[float, float, float, float]:
    found = fill.find(f"{_A}srcRect")
    if found is None:
        return (0, 0, 0, 0)
    left, top, right, bottom = (int(found.get(side, "0")) / _WHOLE for side in "ltrb")
    return (left, top, right, bottom)


def _chart(
    root: etree._Element, size: tuple[float, float], said: tuple[Look, str]
) -> Iterator[Chart]:
    plot = root.find(f".//{_C}plotArea")
    drawn = next((one for one in plot if local(str(one.tag)).endswith("Chart")), None)
    if drawn is None:
        return
    held = list(drawn.iterfind(f"{_C}ser"))
    categories = _texts(held[0].find(f"{_C}cat")) if held else ()
    made = tuple(_series(one, n, len(categories)) for n, one in enumerate(held))
    overlap = drawn.find(f"{_C}overlap")
    pattern = drawn.find(f".//{_C}numFmt")
    look, alt = said
    yield Chart(
        _kind(drawn), categories, made, *size, look, alt,
        pattern.get("formatCode", "0") if pattern is not None else "0",
        overlap is not None and overlap.get("val") == "100",
    )  # fmt: skip


def _kind(drawn: etree._Element) -> Literal["column", "bar", "stacked", "line", "pie"]:
    name = local(str(drawn.tag))
    if name.startswith("pie"):
        return "pie"
    if name.startswith("line"):
        return "line"
    grouping = drawn.find(f"{_C}grouping")
    if grouping is not None and grouping.get("val") in {"stacked", "percentStacked"}:
        return "stacked"
    direction = drawn.find(f"{_C}barDir")
    return "bar" if direction is not None and direction.get("val") == "bar" else "column"


def _series(one: etree._Element, number: int, count: int) -> Series:
    values = one.find(f"{_C}val")
    found = {int(p.get("idx")): p.findtext(f"{_C}v", "") for p in values.iter(f"{_C}pt")}
    name = one.find(f"{_C}tx")
    named = " ".join(_texts(name)) if name is not None else ""
    usual = _color(one.find(f"{_C}spPr")) or _COLORS[number % len(_COLORS)]
    points = {
        int(point.find(f"{_C}idx").get("val")): _color(point.find(f"{_C}spPr"))
        for point in one.iterfind(f"{_C}dPt")
    }
    colors = tuple(points.get(n) or usual for n in range(count))
    return Series(named, tuple(_number(found.get(n, "")) for n in range(count)), colors)


def _texts(element: etree._Element | None) -> tuple[str, ...]:
    if element is None:
        return ()
    found = {int(p.get("idx")): p.findtext(f"{_C}v", "") for p in element.iter(f"{_C}pt")}
    return tuple(found.get(n, "") for n in range(max(found, default=-1) + 1))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _color(properties: etree._Element | None) -> str:
    if properties is None:
        return ""
    for named in properties.iter(f"{_A}srgbClr"):
        said = str(named.get("val", ""))
        if re.fullmatch(r"[0-9A-Fa-f]{6}", said):
            return said
    return ""
