"""Header and footer of an organisation's file, with their logo and without what is unsafe."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ssc_desktop import pictures
from ssc_desktop.word.house.looks import OURS, TheirStyles
from ssc_desktop.word.pages.opening import Package, Relation
from ssc_desktop.word.parts import R, W

_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SAFE_LINKS = ("http://", "https://", "mailto:")
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"\x01\x00\x00\x00": "emf",
    b"\xd7\xcd\xc6\x9a": "wmf",
}
_REFERENCES = (f"{R}id", f"{R}embed", f"{R}link", f"{R}pict")
_HOLDERS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_OBJECTS = ("object", "control", "altChunk", "subDoc")
_DROPPED = tuple(
    "bookmarkStart bookmarkEnd dataBinding commentRangeStart commentRangeEnd commentReference"
    " numPr tblStyle".split()
)
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"


@dataclass
class Margin:
    """A header or footer that was taken, and what had to be left behind."""

    xml: bytes = b""
    relations: bytes = b""
    media: dict[str, bytes] = field(default_factory=dict)
    text: str = ""
    left: set[str] = field(default_factory=set)
    """`object`, `outside`: what was in it and was not taken."""


class Margins:
    """Takes headers and footers; pictures that several show are kept once."""

    def __init__(self, package: Package, styles: TheirStyles) -> None:
        self._package = package
        self._styles = styles
        self._media: dict[str, str] = {}
        self.needed: dict[str, str] = {}
        """Their styles that ours have no name for: their ids, and the ids they get."""

    def take(self, part: str) -> Margin:
        """Take one header or footer. Raises WordError where it cannot be read."""
        made = Margin()
        root = self._package.xml(part)
        if root is None:
            return made
        self._drop(root, made)
        related = self._related(root, self._package.relations(part), made)
        self._rename(root)
        made.text = "".join(text.text or "" for text in root.iter(f"{W}t"))
        made.text += " ".join(f.text or "" for f in root.iter(f"{W}instrText"))
        made.text += " ".join(f.get(f"{W}instr", "") for f in root.iter(f"{W}fldSimple"))
        made.xml = _written(root)
        made.relations = _written(related) if len(related) else b""
        return made

    def _drop(self, root: etree._Element, made: Margin) -> None:
        for name in (*_OBJECTS, *_DROPPED):
            for element in list(root.iter(f"{W}{name}")):
                if name in _OBJECTS:
                    made.left.add("object")
                _remove(element)
        for element in list(root.iter(_SVG)):
            extension = element.getparent()
            _remove(extension if extension is not None else element)

    def _related(
        self, root: etree._Element, relations: dict[str, Relation], made: Margin
    ) -> etree._Element:
        """Keep what is safe of the relations, under numbers of our own."""
        kept = etree.Element(f"{{{_PACKAGE}}}Relationships", nsmap={None: _PACKAGE})
        known: dict[str, str] = {}
        for element, attribute in list(_references(root)):
            identity = element.get(attribute)
            if identity not in known:
                known[identity] = self._kept(relations.get(identity), kept, made)
            if known[identity]:
                element.set(attribute, known[identity])
            else:
                _without(element, attribute)
        return kept

    def _kept(self, relation: Relation | None, kept: etree._Element, made: Margin) -> str:
        """The new id of a relation; "" where it is not taken."""
        identity = f"rId{len(kept) + 1}"
        if relation is None:
            return ""
        said = {"Id": identity, "Type": f"{_TYPES}/{relation.kind}"}
        if relation.external:
            if relation.kind != "hyperlink" or not relation.target.lower().startswith(_SAFE_LINKS):
                made.left.add("outside")
                return ""
            said |= {"Target": relation.target, "TargetMode": "External"}
        else:
            name = self._picture(relation, made)
            if not name:
                made.left.add("object")
                return ""
            said["Target"] = name.removeprefix("word/")
        etree.SubElement(kept, f"{{{_PACKAGE}}}Relationship", said)
        return identity

    def _picture(self, relation: Relation, made: Margin) -> str:
        data = self._package.read(relation.target) if relation.kind == "image" else b""
        ending = next((end for sign, end in _PICTURES.items() if data.startswith(sign)), "")
        if not ending:
            return ""
        number = len(self._media) + 1
        name = self._media.setdefault(relation.target, f"word/media/house{number}.{ending}")
        made.media[name] = pictures.without_notes(data)
        return name

    def _rename(self, root: etree._Element) -> None:
        """Let it name our styles where Word knows them by the same name, else one that is added."""
        for element in list(root.iter(f"{W}pStyle", f"{W}rStyle")):
            identity = element.get(f"{W}val", "")
            ours = {name: own for own, name in OURS.items()}.get(self._styles.name_of(identity))
            if ours is None and self._styles.kind_of(identity) in {"paragraph", "character"}:
                ours = self.needed.setdefault(identity, f"SSCHouse{len(self.needed) + 1}")
            if ours is None:
                _remove(element)
            else:
                element.set(f"{W}val", ours)


def _references(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for element in root.iter(etree.Element):
        for attribute in _REFERENCES:
            if element.get(attribute) is not None:
                yield element, attribute


def _without(element: etree._Element, attribute: str) -> None:
    """Take away what shows something that is not taken; the words of a link stay."""
    if element.tag == f"{W}hyperlink":
        del element.attrib[attribute]
        return
    held: etree._Element | None = element
    while held is not None and held.tag not in _HOLDERS:
        held = held.getparent()
    if held is not None:
        _remove(held)
    else:
        del element.attrib[attribute]


def _remove(element: etree._Element) -> None:
    above = element.getparent()
    if above is not None:
        above.remove(element)


def _written(root: etree._Element) -> bytes:
    etree.cleanup_namespaces(
        root, keep_ns_prefixes=["w", "r", "wp", "a", "pic", "mc", "w14", "wps"]
    )
    # a prefix that nothing bears any more must not be named either
    named = root.get(_IGNORABLE, "").split()
    if named:
        root.set(_IGNORABLE, " ".join(prefix for prefix in named if prefix in root.nsmap))
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return text


def relations_part(name: str) -> str:
    """The name of the part that says what a part is related to."""
    folder, base = posixpath.split(name)
    return f"{folder}/_rels/{base}.rels"
