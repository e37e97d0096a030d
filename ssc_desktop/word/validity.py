"""Whether the parts of a Word file fit together, so that Word opens it at all.

Sources: ECMA-376 part 2 (packages), and the reports of files that Word refused or repaired.
"""

import posixpath
import re
import urllib.parse
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from ssc_desktop.word.parts import TYPES_PART, WP, A, Parts, R, W

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_DATES = "{http://purl.org/dc/terms/}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_AXES = "{http://schemas.openxmlformats.org/drawingml/2006/chart}axId"
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?")
_MAIN_TYPES = ("document.main+xml", "template.main+xml", "document.macroEnabled.main+xml",
               "template.macroEnabledTemplate.main+xml")  # fmt: skip
_LINKS = ("hyperlink", "attachedTemplate", "image", "oleObject", "subDocument", "frame")
_REFERENCES = frozenset({f"{R}id", f"{R}embed", f"{R}link", f"{R}pict"})


def faults(parts: Parts) -> Iterator[str]:
    """Everything that keeps the parts from fitting together."""
    yield from (f"{name} is not well-formed: {why}" for name, why in parts.broken.items())
    if parts.broken:
        return
    yield from _names(parts.names)
    yield from _types(parts)
    yield from _relations(parts)
    yield from _core(parts)
    yield from _identities(parts)
    for name, tree in parts.trees.items():
        yield from _ignorable(name, tree)


def _names(names: list[str]) -> Iterator[str]:
    for name, n in Counter(name.lower() for name in names).items():
        if n > 1:
            yield f"part {name} is there {n} times"
    for name in names:
        if name != TYPES_PART and urllib.parse.unquote(name) != name:
            yield f"part {name} has signs in its name that Word does not find again"


def _types(parts: Parts) -> Iterator[str]:
    types = parts.trees.get(TYPES_PART)
    if types is None:
        yield "there is no list of the types of the parts"
        return
    overrides = [item.get("PartName", "") for item in types.iter(f"{_TYPES}Override")]
    defaults = [item.get("Extension", "").lower() for item in types.iter(f"{_TYPES}Default")]
    for said in (overrides, defaults):
        for name, n in Counter(said).items():
            if n > 1:
                yield f"the type of {name} is given {n} times"
    known = {name.lower() for name in overrides}
    names = {f"/{name.lower()}" for name in parts.names}
    for name in known - names:
        yield f"a type is given for {name.lstrip('/')}, which is not there"
    for name in parts.names:
        ending = name.rpartition(".")[2].lower()
        if name != TYPES_PART and f"/{name.lower()}" not in known and ending not in defaults:
            yield f"{name} has no type"
    yield from _main_type(types, parts.main)


def _main_type(types: etree._Element, main: str) -> Iterator[str]:
    for item in types.iter(f"{_TYPES}Override"):
        if item.get("PartName", "").lstrip("/").lower() == main.lower():
            if not item.get("ContentType", "").endswith(_MAIN_TYPES):
                yield f"{main} is said to be something else than the text of a document"
            return
    yield f"{main} has no type of its own"


def _relations(parts: Parts) -> Iterator[str]:
    names = {name.lower() for name in parts.names}
    for part, tree in parts.trees.items():
        if part.endswith(".rels"):
            yield from _related(part, tree, names)
        else:
            yield from _referred(part, tree, parts)


def _related(part: str, tree: etree._Element, names: set[str]) -> Iterator[str]:
    home = posixpath.dirname(posixpath.dirname(part))
    seen: set[str] = set()
    for item in tree.iter(_RELATION):
        identity, target = item.get("Id", ""), item.get("Target", "")
        if identity in seen:
            yield f"{part}: the id {identity} is used twice"
        seen.add(identity)
        if item.get("TargetMode") == "External":
            if item.get("Type", "").rpartition("/")[2] not in _LINKS:
                yield f"{target} is outside the file and is no link"
            continue
        inside = target.lstrip("/") if target.startswith("/") else posixpath.join(home, target)
        if posixpath.normpath(inside).lower() not in names:
            yield f"{target} is not in the file"


def _referred(part: str, tree: etree._Element, parts: Parts) -> Iterator[str]:
    folder, base = posixpath.split(part)
    related = parts.trees.get(posixpath.join(folder, "_rels", f"{base}.rels"))
    known = {item.get("Id") for item in related} if related is not None else set()
    for element in tree.iter(f"{W}*", f"{A}*", f"{WP}*", "{*}chart", "{*}imagedata"):
        for name in _REFERENCES & set(element.attrib):
            identity = element.get(name)
            if identity and identity not in known:
                yield f"{part}: the relationship {identity} does not exist"


def _core(parts: Parts) -> Iterator[str]:
    core = parts.trees.get("docProps/core.xml")
    tags = [element.tag for element in core] if core is not None else []
    for tag, n in Counter(tags).items():
        if n > 1:
            yield f"a core property is given {n} times, at least twice: {tag.rpartition('}')[2]}"
    for element in core if core is not None else ():
        if str(element.tag).startswith(_DATES) and not _DATE.fullmatch(element.text or ""):
            yield f"the date “{element.text}” is no date"


def _identities(parts: Parts) -> Iterator[str]:
    """Numbers that must differ within a part, or be positive."""
    for name, tree in parts.trees.items():
        seen: set[str] = set()
        for drawing in tree.iter(f"{WP}docPr"):
            if drawing.get("id", "") in seen:
                yield f"{name}: the drawing id {drawing.get('id')} is used twice"
            seen.add(drawing.get("id", ""))
        for axis in tree.iter(_AXES):
            if not axis.get("val", "").isdigit():
                yield f"{name}: the axis {axis.get('val')} has no positive number"


def _ignorable(name: str, tree: etree._Element) -> Iterator[str]:
    for prefix in tree.get(f"{_COMPATIBLE}Ignorable", "").split():
        if prefix not in tree.nsmap:
            yield f"{name}: the prefix {prefix} is to be ignored and not declared"
