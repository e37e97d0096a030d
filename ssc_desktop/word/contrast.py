"""Whether letters stand out from their ground: WCAG 2, 1.4.3."""

import re
from collections.abc import Container, Iterable, Iterator

from lxml import etree

from ssc_desktop.word.parts import W

LEAST = 4.5
_COLOR = re.compile(r"[0-9A-Fa-f]{6}")
_WHITE = "FFFFFF"
_LIGHT = 0.6
"""Letters brighter than this are meant for a dark ground."""


def ratio(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def used(trees: Iterable[etree._Element]) -> set[str]:
    """The ids of all styles that texts, headers and notes take."""
    return {
        item.get(f"{W}val", "")
        for tree in trees
        if tree.tag != f"{W}styles"
        for item in tree.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    }


def pale(styles: etree._Element, of: Container[str]) -> Iterator[str]:
    """The ids of the styles among these whose letters stand out too little."""
    ground = _ground(styles, of)
    for style in styles.iter(f"{W}style"):
        if style.get(f"{W}styleId") not in of:
            continue
        for properties in style.iter(f"{W}rPr"):
            color = _color(properties.find(f"{W}color"), "val")
            own = _shade(properties.getparent())
            if color and _is_pale(color, own, ground):
                yield str(style.get(f"{W}styleId"))
                break


def _is_pale(color: str, own: str, ground: str) -> bool:
    if not own and luminance(color) > _LIGHT:
        return False
    return ratio(color, own or ground) < LEAST


def _ground(styles: etree._Element, of: Container[str]) -> str:
    """The darkest of the light shades on which tables of these styles set their text."""
    shades = [
        _color(shade, "fill")
        for style in styles.iter(f"{W}style")
        if style.get(f"{W}type") == "table" and style.get(f"{W}styleId") in of
        for shade in style.iter(f"{W}shd")
    ]
    light = [shade for shade in shades if shade and luminance(shade) > _LIGHT]
    return min([_WHITE, *light], key=luminance)


def _shade(element: etree._Element) -> str:
    """The colour behind the text of a style, or of one part of a table's style."""
    for place in ("pPr", "rPr", "tcPr"):
        found = _color(element.find(f"{W}{place}/{W}shd"), "fill")
        if found:
            return found
    return ""


def _color(element: etree._Element | None, name: str) -> str:
    said = element.get(f"{W}{name}", "") if element is not None else ""
    return said if _COLOR.fullmatch(said) else ""


def pale_runs(text: etree._Element) -> Iterator[str]:
    """Colours given to stretches of text by hand that stand out too little on white."""
    found = set()
    for run in text.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        if properties is None:
            continue
        color = _color(properties.find(f"{W}color"), "val")
        if color and _is_pale(color, _color(properties.find(f"{W}shd"), "fill"), _WHITE):
            found.add(color)
    yield from sorted(found)
