"""How Word arrives at a look: defaults, styles and the styles they are based on, what stands here.

Properties are kept as tag -> attributes; what several levels say of one tag is merged attribute
by attribute, so that a style may change the line height and leave the gap behind a paragraph.
"""

import functools
from collections.abc import Iterable

from lxml import etree

from ssc_desktop.word.printed.model import Edges, Line, Look

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Properties = dict[str, dict[str, str]]

_INSIDE = frozenset("pBdr numPr tcBorders tblBorders tblCellMar tcMar tabs".split())
_SIDES = ("top", "left", "bottom", "right")
_OTHER_NAMES = {"start": "left", "end": "right"}
_OFF = frozenset({"0", "false", "off", "none"})


def flat(element: etree._Element | None) -> Properties:
    """The properties in an element as tag -> attributes; those in groups as `group.tag`."""
    found: Properties = {}
    for child in element if element is not None else ():
        if not isinstance(child.tag, str):
            continue
        name = local(child.tag)
        if name in _INSIDE:
            for item in child.iterchildren(f"{W}*"):
                inner = local(item.tag)
                inner = _OTHER_NAMES.get(inner, inner)
                if inner == "tab":
                    inner = item.get(f"{W}pos", "0")
                found[f"{name}.{inner}"] = _attributes(item)
        else:
            found[name] = _attributes(child)
    return found


def local(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


def _attributes(element: etree._Element) -> dict[str, str]:
    return {local(str(name)): str(value) for name, value in element.attrib.items()}


def merged(*levels: Properties) -> Properties:
    """What all levels say together; a later one has the last word on each attribute."""
    found: Properties = {}
    for level in levels:
        for name, attributes in level.items():
            found[name] = {**found.get(name, {}), **attributes}
    return found


def on(properties: Properties, name: str) -> bool:
    """Whether a switch is on: present, and not said to be off."""
    said = properties.get(name)
    return said is not None and said.get("val", "1") not in _OFF


def value(properties: Properties, name: str, attribute: str = "val") -> str:
    """An attribute of a property, or ""."""
    return properties.get(name, {}).get(attribute, "")


def points(text: str, default: float = 0.0, unit: float = 20.0) -> float:
    """A length of so many parts to the point."""
    try:
        return float(text) / unit
    except ValueError:
        return default


def color(text: str, default: str = "") -> str:
    """A colour as six digits; "" or the default for one that Word chooses."""
    return text.upper() if len(text) == 6 else default


class Styles:
    """The styles of a document, each with what it is based on."""

    def __init__(self, root: etree._Element) -> None:
        self._styles = {style.get(f"{W}styleId"): style for style in root.iterfind(f"{W}style")}
        self._defaults = root.find(f"{W}docDefaults")
        self._usual = {
            style.get(f"{W}type"): style.get(f"{W}styleId")
            for style in self._styles.values()
            if style.get(f"{W}default") == "1"
        }
        self.paragraph = functools.lru_cache(maxsize=512)(self._paragraph)
        self.table = functools.lru_cache(maxsize=64)(self._table)
        self.run = functools.lru_cache(maxsize=512)(self._run)

    def usual(self, kind: str) -> str:
        """The style of what names none."""
        return self._usual.get(kind) or ""

    def _default(self, kind: str) -> Properties:
        if self._defaults is None:
            return {}
        return flat(self._defaults.find(f"{W}{kind}PrDefault/{W}{kind}Pr"))

    def _chain(self, identity: str) -> list[etree._Element]:
        """A style and what it is based on, the basis first."""
        found: list[etree._Element] = []
        style = self._styles.get(identity)
        while style is not None and style not in found:
            found.append(style)
            based = style.find(f"{W}basedOn")
            style = self._styles.get(based.get(f"{W}val")) if based is not None else None
        return found[::-1]

    def _paragraph(self, identity: str) -> tuple[Properties, Properties]:
        """Paragraph and run properties of a paragraph style, without the document's defaults."""
        chain = self._chain(identity or self.usual("paragraph"))
        return (
            merged(*(flat(style.find(f"{W}pPr")) for style in chain)),
            merged(*(flat(style.find(f"{W}rPr")) for style in chain)),
        )

    def _run(self, identity: str) -> Properties:
        """The run properties of a character style."""
        return merged(*(flat(style.find(f"{W}rPr")) for style in self._chain(identity)))

    def defaults(self, kind: str) -> Properties:
        """The document's defaults for paragraphs (`p`) or runs (`r`)."""
        return self._default(kind)

    def _table(self, identity: str) -> dict[str, dict[str, Properties]]:
        """The parts of a table style by name, `""` for the whole: groups of properties."""
        found: dict[str, dict[str, Properties]] = {}
        for style in self._chain(identity or self.usual("table")):
            parts = [("", style)]
            parts += [(p.get(f"{W}type"), p) for p in style.iterfind(f"{W}tblStylePr")]
            for name, part in parts:
                held = found.setdefault(name, {})
                for group in ("tblPr", "trPr", "tcPr", "pPr", "rPr"):
                    said = flat(part.find(f"{W}{group}"))
                    held[group] = merged(held.get(group, {}), said)
        return found


def look_of(properties: Properties, *, complex_script: bool) -> Look:
    """The look that run properties add up to; Arabic reads the doubles (`bCs`, `szCs`)."""
    tail = "Cs" if complex_script else ""
    families = [value(properties, "rFonts", name) for name in _families(complex_script)]
    raised = value(properties, "vertAlign")
    return Look(
        families=tuple(dict.fromkeys(family for family in families if family)),
        size=points(value(properties, f"sz{tail}"), 10.0, 2.0),
        bold=on(properties, f"b{tail}"),
        italic=on(properties, f"i{tail}"),
        underline=value(properties, "u") not in {"", "none"},
        struck=on(properties, "strike"),
        capitals=on(properties, "caps"),
        color=color(value(properties, "color"), "000000"),
        shade=color(value(properties, "shd", "fill")),
        raised=raised if raised in {"superscript", "subscript"} else "",  # type: ignore[arg-type]
    )


def _families(complex_script: bool) -> tuple[str, ...]:
    plain = ("ascii", "hAnsi", "eastAsia")
    return ("cs", *plain) if complex_script else (*plain, "cs")


def edges(properties: Properties, group: str, names: Iterable[str] = _SIDES) -> Edges:
    """The rules of a group of borders."""
    return Edges(*(edge(properties.get(f"{group}.{name}")) for name in names))


def edge(said: dict[str, str] | None) -> Line | None:
    """One rule; None where there is none."""
    if said is None or said.get("val", "none") in {"none", "nil"}:
        return None
    width = points(said.get("sz", ""), 0.5, 8.0)
    return Line(width, color(said.get("color", ""), "000000"), points(said.get("space", ""), 0, 1))
