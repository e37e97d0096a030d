"""Styles and lists of a document, as far as they say what a paragraph is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from ssc_desktop.record.vocabularies import folded

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = f"{W}val"
TITLE = 10
"""The level of the document's title."""
_DEEP = 20
"""Styles are based on one another so often at most."""

_HEADING = re.compile(
    r"(?:heading|titre|titulo|encabezado|cabecalho|cabecera|uberschrift|titolo|kop|rubrik"
    r"|заголовок|عنوان|العنوان|标题|標題|見出し)\s*_?\s*([1-9])"
)
"""A heading's style in the languages in which programs name it."""
_TITLES = {"title", "titre", "titulo", "titel", "titolo", "العنوان", "عنوان", "puesto"}


@dataclass(slots=True)
class _Style:
    name: str
    based_on: str
    level: int | None
    list_id: str | None
    bold: bool | None
    italic: bool | None
    hidden: bool


@dataclass(slots=True)
class Styles:
    """What styles say; every answer follows the styles on which one is based."""

    _styles: dict[str, _Style] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    """`bullet` or `number` by the list's id."""
    _levels: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, styles: etree._Element | None, numbering: etree._Element | None) -> "Styles":
        """From the two parts; either may be missing."""
        found = {
            style.get(f"{W}styleId", ""): _style(style)
            for style in (styles.iterfind(f"{W}style") if styles is not None else ())
        }
        return cls(found, _lists(numbering) if numbering is not None else {})

    def name(self, style: str) -> str:
        """The name of a style in lower case; its id where it has none."""
        known = self._styles.get(style)
        return (known.name if known else style).lower()

    def level(self, style: str) -> int:
        """Of a heading's style from 1, TITLE of a title's, else 0."""
        if style not in self._levels:
            self._levels[style] = self._level(style)
        return self._levels[style]

    def _level(self, style: str) -> int:
        for one in self._chain(style):
            if one.level is not None:
                return one.level + 1 if one.level < 9 else 0
            named = folded(one.name)
            if named in _TITLES:
                return TITLE
            match = _HEADING.fullmatch(named)
            if match:
                return int(match[1])
        match = _HEADING.fullmatch(folded(style)) if style not in self._styles else None
        return int(match[1]) if match else 0

    def item(self, style: str, list_id: str | None) -> str:
        """`bullet`, `number` or "", by a paragraph's own list or else its style's."""
        if list_id is None:
            list_id = next(
                (one.list_id for one in self._chain(style) if one.list_id is not None), None
            )
        return self._lists.get(list_id, "bullet") if list_id and list_id != "0" else ""

    def look(self, style: str) -> tuple[bool, bool, bool]:
        """Whether text of a character style is bold, italic, hidden."""
        chain = self._chain(style)
        bold = next((one.bold for one in chain if one.bold is not None), False)
        italic = next((one.italic for one in chain if one.italic is not None), False)
        return bool(bold), bool(italic), any(one.hidden for one in chain)

    def _chain(self, style: str) -> list[_Style]:
        found: list[_Style] = []
        while style in self._styles and len(found) < _DEEP:
            found.append(self._styles[style])
            style = found[-1].based_on
        return found


Properties = Mapping[str, Any]
"""The children of a properties element by tag: they are asked for again and again."""
NOTHING: Properties = {}


def properties_of(element: etree._Element, name: str) -> Properties:
    """The properties of a paragraph, run, row or cell."""
    found = element.find(name)
    return {child.tag: child for child in found} if found is not None else NOTHING


def said(properties: Properties, name: str) -> str | None:
    """The `w:val` of a property; None where it is not there."""
    found = properties.get(name)
    return found.get(_VALUE) if found is not None else None


def is_on(properties: Properties | etree._Element | None, name: str) -> bool | None:
    """Whether a property is set; None where nothing is said about it."""
    if isinstance(properties, Mapping):
        found = properties.get(f"{W}{name}")
    else:
        found = properties.find(f"{W}{name}") if properties is not None else None
    if found is None:
        return None
    return found.get(f"{W}val", "1").lower() not in {"0", "false", "off", "none"}


def value(element: etree._Element | None, *path: str) -> str | None:
    """The `w:val` of the element at a path below another; None where there is none."""
    for name in path:
        element = element.find(f"{W}{name}") if element is not None else None
    return element.get(f"{W}val") if element is not None else None


def _style(style: etree._Element) -> _Style:
    paragraph, run = style.find(f"{W}pPr"), style.find(f"{W}rPr")
    level = value(paragraph, "outlineLvl")
    return _Style(
        name=value(style, "name") or "",
        based_on=value(style, "basedOn") or "",
        level=int(level) if level and level.isdecimal() and len(level) < 3 else None,
        list_id=value(paragraph, "numPr", "numId"),
        bold=is_on(run, "b"),
        italic=is_on(run, "i"),
        hidden=bool(is_on(run, "vanish")),
    )


def _lists(numbering: etree._Element) -> dict[str, str]:
    shapes: dict[str, str] = {}
    for shape in numbering.iterfind(f"{W}abstractNum"):
        form = value(shape, "lvl", "numFmt")
        shapes[shape.get(f"{W}abstractNumId", "")] = "bullet" if form == "bullet" else "number"
    return {
        item.get(f"{W}numId", ""): shapes.get(value(item, "abstractNumId") or "", "bullet")
        for item in numbering.iterfind(f"{W}num")
    }
