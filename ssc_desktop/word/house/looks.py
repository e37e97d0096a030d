"""The look of an organisation's styles, put on the styles of our contract.

Styles are found by their English names, which Word writes in every language; what a style takes
from others it is based on is written out, so that no style of theirs is needed besides.
"""

import copy
import re
from collections.abc import Iterable

from lxml import etree

from ssc_desktop.word import structure
from ssc_desktop.word.parts import W

OURS = {
    "Normal": "normal", "Title": "title", "Subtitle": "subtitle", "Heading1": "heading 1",
    "Heading2": "heading 2", "Heading3": "heading 3", "Heading4": "heading 4",
    "Heading5": "heading 5", "TOCHeading": "toc heading", "TOC1": "toc 1", "TOC2": "toc 2",
    "Caption": "caption", "Header": "header", "Footer": "footer", "ListBullet": "list bullet",
    "ListNumber": "list number", "FootnoteText": "footnote text", "Hyperlink": "hyperlink",
}  # fmt: skip
"""The styles of our contract that Word has too, with their names in every Word."""

_MERGED = frozenset({"spacing", "ind", "rFonts", "lang"})
_KEPT = frozenset({"numPr", "outlineLvl", "keepNext", "keepLines", "bidi"})
"""Of our own paragraphs: numbers, levels and what holds together."""
_LEFT = frozenset(
    {"framePr", "sectPr", "pPrChange", "rPrChange", "rStyle", "lang", "rtl", "cnfStyle"}
)
_NUMBERED = frozenset({"Heading1", "Heading2", "Heading3", "ListBullet", "ListNumber"})
_PAIRS = {"b": "bCs", "i": "iCs", "sz": "szCs"}
_GROUND, _SIZE = "SSCGround", "21"
_PLAIN = (
    ("spacing", {"before": "0", "after": "120", "line": "276", "lineRule": "auto"}),
    ("ind", {"left": "0", "right": "0", "firstLine": "0"}),
    ("jc", {"val": "left"}),
)
_COLOR = re.compile(r"[0-9A-Fa-f]{6}")
_THEMED = ("ascii", "hAnsi", "cs")
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


class TheirStyles:
    """The styles of an organisation's file, by their names."""

    def __init__(self, root: etree._Element, theme: etree._Element | None) -> None:
        self._root = root
        self._theme = theme
        self._by_id = {style.get(f"{W}styleId"): style for style in root.iterfind(f"{W}style")}
        self._by_name = {_name(style): style for style in root.iterfind(f"{W}style")}

    def has(self, name: str) -> bool:
        """Whether there is a style of this name that says something of its own."""
        return name in self._by_name

    def name_of(self, identity: str) -> str:
        """The name of the style with this id, or ""."""
        style = self._by_id.get(identity)
        return _name(style) if style is not None else ""

    def kind_of(self, identity: str) -> str:
        """`paragraph`, `character`, `table`, or ""."""
        style = self._by_id.get(identity)
        return str(style.get(f"{W}type", "")) if style is not None else ""

    def properties(self, name: str, group: str) -> dict[str, etree._Element]:
        """What a style and those it is based on say together, by tag."""
        return self._together(self._by_name.get(name), group)

    def of(self, identity: str, group: str) -> dict[str, etree._Element]:
        """The same of the style with this id."""
        return self._together(self._by_id.get(identity), group)

    def _together(self, style: etree._Element | None, group: str) -> dict[str, etree._Element]:
        chain: list[etree._Element] = []
        while style is not None and style not in chain:
            chain.append(style)
            based = style.find(f"{W}basedOn")
            style = self._by_id.get(based.get(f"{W}val")) if based is not None else None
        return self._merged(one.find(f"{W}{group}") for one in reversed(chain))

    def defaults(self, group: str) -> dict[str, etree._Element]:
        """What holds for everything: `rPr` or `pPr`."""
        place = f"{W}docDefaults/{W}{group}Default/{W}{group}"
        return self._merged([self._root.find(place)])

    def _merged(self, levels: Iterable[etree._Element | None]) -> dict[str, etree._Element]:
        found: dict[str, etree._Element] = {}
        for level in levels:
            for child in level if level is not None else ():
                name = str(child.tag).rpartition("}")[2]
                if not str(child.tag).startswith(W) or name in _LEFT:
                    continue
                made = self._plain(copy.deepcopy(child), name)
                if name in _MERGED and name in found:
                    for key, value in found[name].attrib.items():
                        if key not in made.attrib:
                            made.set(key, value)
                found[name] = made
        return found

    def _plain(self, element: etree._Element, name: str) -> etree._Element:
        """Fonts and colours by their own names, not by those of a theme."""
        if name == "rFonts":
            for side in _THEMED:
                themed = element.get(f"{W}cstheme" if side == "cs" else f"{W}{side}Theme", "")
                family = self._family(themed) if themed else ""
                if family:
                    element.set(f"{W}{side}", family)
        for key in list(element.attrib):
            if (
                str(key)
                .lower()
                .endswith(("theme", "themecolor", "themetint", "themeshade", "themefill"))
            ):
                del element.attrib[key]
        return element

    def _family(self, themed: str) -> str:
        kind = "majorFont" if themed.startswith("major") else "minorFont"
        script = "cs" if themed.endswith("Bidi") else "latin"
        found = self._theme.find(f".//{_A}{kind}/{_A}{script}") if self._theme is not None else None
        return str(found.get("typeface", "")) if found is not None else ""

    def families(self) -> set[str]:
        """The fonts that the styles we take name."""
        found = set()
        groups = [self.properties(name, "rPr") for name in OURS.values()]
        for group in [self.defaults("rPr"), *groups]:
            fonts = group.get("rFonts")
            if fonts is not None:
                found |= {fonts.get(f"{W}{side}", "") for side in ("ascii", "hAnsi", "cs")}
        return found - {""}

    def color(self, name: str) -> str:
        """The colour of a style's letters as six digits, or ""."""
        found = self.properties(name, "rPr").get("color")
        said = found.get(f"{W}val", "") if found is not None else ""
        return said.upper() if _COLOR.fullmatch(said) else ""

    def accent(self) -> str:
        """The first accent of the theme, or ""."""
        place = f".//{_A}accent1/{_A}srgbClr"
        found = self._theme.find(place) if self._theme is not None else None
        return str(found.get("val", "")).upper() if found is not None else ""


def _name(style: etree._Element) -> str:
    found = style.find(f"{W}name")
    return str(found.get(f"{W}val", "")).lower() if found is not None else ""


def dressed(ours: etree._Element, theirs: TheirStyles) -> list[str]:
    """Put their look on our styles; answers which of ours were dressed."""
    defaults = ours.find(f"{W}docDefaults")
    for group in ("rPr", "pPr"):
        place = defaults.find(f"{W}{group}Default/{W}{group}")
        _fill(place, theirs.defaults(group), frozenset({"lang"}))
    taken = []
    for style in ours.iterfind(f"{W}style"):
        identity = style.get(f"{W}styleId")
        name = OURS.get(identity, "")
        if not name or not theirs.has(name):
            continue
        taken.append(identity)
        kept = _KEPT | ({"ind", "tabs"} if identity in _NUMBERED else frozenset())
        if style.get(f"{W}type") == "paragraph":
            _replace(style, "pPr", theirs.properties(name, "pPr"), kept)
        _replace(style, "rPr", theirs.properties(name, "rPr"), frozenset())
    return taken


def ground(ours: etree._Element, theirs: TheirStyles) -> None:
    """Let our own styles stand on a ground of their own.

    A house's Normal may be indented or large. Tables and forms take the fonts and colour of the
    house, and our sizes and gaps.
    """
    style = etree.SubElement(ours, f"{W}style")
    for name, said in (("type", "paragraph"), ("customStyle", "1"), ("styleId", _GROUND)):
        style.set(f"{W}{name}", said)
    etree.SubElement(style, f"{W}name").set(f"{W}val", "SSC Ground")
    paragraph = etree.SubElement(style, f"{W}pPr")
    for tag, values in _PLAIN:
        etree.SubElement(paragraph, f"{W}{tag}", {f"{W}{key}": one for key, one in values.items()})
    run = etree.SubElement(style, f"{W}rPr")
    normal = theirs.properties("normal", "rPr")
    size = etree.Element(f"{W}sz", {f"{W}val": _SIZE})
    _fill(
        run, {n: normal[n] for n in ("rFonts", "color") if n in normal} | {"sz": size}, frozenset()
    )
    for one in ours.iterfind(f"{W}style"):
        based = one.find(f"{W}basedOn")
        if based is None or one.get(f"{W}customStyle") != "1":
            continue
        if based.get(f"{W}val") == "Normal":
            based.set(f"{W}val", _GROUND)


def _replace(
    style: etree._Element, group: str, said: dict[str, etree._Element], kept: frozenset[str]
) -> None:
    """Let a style say what theirs says, besides what ours must keep."""
    place = style.find(f"{W}{group}")
    own = {} if place is None else {str(c.tag).rpartition("}")[2]: c for c in place}
    if place is not None:
        style.remove(place)
    made = etree.Element(f"{W}{group}")
    wanted = {name: one for name, one in said.items() if name not in kept}
    wanted |= {name: one for name, one in own.items() if name in kept}
    _fill(made, wanted, frozenset())
    if not len(made):
        return
    before = style.find(f"{W}rPr") if group == "pPr" else style.find(f"{W}tblPr")
    if before is None:
        style.append(made)
    else:
        before.addprevious(made)


def _fill(place: etree._Element, said: dict[str, etree._Element], kept: frozenset[str]) -> None:
    """Put properties into their element, in the schema's order, bold and size in pairs."""
    group = str(place.tag).rpartition("}")[2]
    held = {str(child.tag).rpartition("}")[2]: child for child in place}
    for name, one in said.items():
        if name in held and name in kept:
            continue
        if name in held and name == "rFonts":
            for key in set(held[name].attrib) - set(one.attrib):
                one.set(key, held[name].get(key))
        held[name] = one
    if group == "rPr":
        _pair(held)
    order = structure.ORDER[group].split()
    for child in list(place):
        place.remove(child)
    for name in sorted((n for n in held if n in order), key=order.index):
        place.append(held[name])


def _pair(held: dict[str, etree._Element]) -> None:
    """Say for Arabic what is said for Latin letters."""
    for name, double in _PAIRS.items():
        held.pop(double, None)
        if name in held:
            held[double] = etree.Element(f"{W}{double}", held[name].attrib)


def add(ours: etree._Element, theirs: TheirStyles, identity: str, new: str) -> None:
    """Add one of their styles under a new id: their header or footer needs it."""
    kind = theirs.kind_of(identity)
    style = etree.SubElement(ours, f"{W}style")
    style.set(f"{W}type", kind)
    style.set(f"{W}customStyle", "1")
    style.set(f"{W}styleId", new)
    name = re.sub(r"(\D)(\d+)$", r"\1 \2", new.replace("SSCHouse", "SSC House"))
    etree.SubElement(style, f"{W}name").set(f"{W}val", name)
    groups = ("pPr", "rPr") if kind == "paragraph" else ("rPr",)
    for group in groups:
        said = theirs.of(identity, group)
        said.pop("numPr", None)
        made = etree.Element(f"{W}{group}")
        _fill(made, said, frozenset())
        if len(made):
            style.append(made)
