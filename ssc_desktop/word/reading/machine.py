"""The record that a document carries as data, with its checksum."""

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ssc_desktop.word import machine_copy
from ssc_desktop.word.machine_copy import NAMESPACE
from ssc_desktop.word.pages.opening import Package, refuse_unsafe
from ssc_desktop.word.places import Place

_SPACE = f"{{{NAMESPACE}}}"
_MOST = 200 << 20
"""Bytes that the records of one document may unpack to."""


@dataclass(frozen=True, slots=True)
class MachineCopy:
    """A story as the document carries it."""

    identity: str
    record: Mapping[str, Any] | None
    """As JSON; None where the checksum was wrong: somebody has changed it, or it was cut."""
    pages: machine_copy.Pages
    version: str = "1.0"


def copies(package: Package) -> list[MachineCopy]:
    """The stories that a document carries as data, in their order; raises WordError."""
    found: list[MachineCopy] = []
    for name in package.names("customXml/"):
        if "/_rels/" in name or not name.lower().endswith(".xml"):
            continue
        if NAMESPACE.encode() not in package.read(name)[:4096]:
            continue
        root = package.xml(name, long_texts=True)
        if root is not None and root.tag == f"{_SPACE}record":
            found.append(_copy(root))
        elif root is not None and root.tag == f"{_SPACE}records":
            found += [_copy(one) for one in _unpacked(root, package.name)]
    return found


def _unpacked(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """The records of a packed part, one by one."""
    try:
        packed = base64.b64decode(root.text or "", validate=False)
        inflate = zlib.decompressobj()
        data = inflate.decompress(packed, _MOST)
    except (binascii.Error, zlib.error, ValueError):
        return
    if inflate.unconsumed_tail:
        refuse_unsafe(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    for line in data.split(b"\n"):
        if line.startswith(b"<record "):
            try:
                yield etree.fromstring(line, parser)
            except etree.XMLSyntaxError:
                return


def _copy(root: etree._Element) -> MachineCopy:
    """A record and what is known about its pages, each only where its checksum is right."""
    record = _verified(root.text or "", root.get("sha256", ""))
    beside = root.find(f"{_SPACE}pages")
    about = _verified(beside.text or "", beside.get("sha256", "")) if beside is not None else None
    pages = machine_copy.Pages(language=root.get("language", ""), layout=root.get("layout", ""))
    if about is not None:
        pages = _pages(pages, about)
    return MachineCopy(root.get("id", ""), record, pages, root.get("version", "1.0"))


def _verified(text: str, digest: str) -> dict[str, Any] | None:
    if hashlib.sha256(text.encode()).hexdigest() != digest:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _pages(known: machine_copy.Pages, about: Mapping[str, Any]) -> machine_copy.Pages:
    """What is known about the pages; what does not fit is left out, as a newer version's may."""
    listed = about.get("places")
    places = [_place(one) for one in listed] if isinstance(listed, list) else []
    story = about.get("story", 1)
    return machine_copy.Pages(
        language=known.language,
        layout=known.layout,
        base=_texts(about.get("base")),
        places=tuple(place for place in places if place is not None),
        rest=_texts(about.get("rest")),
        pictures=_texts(about.get("pictures")),
        story=story if isinstance(story, int) else 1,
    )


def _place(one: Any) -> Place | None:
    if not isinstance(one, list) or len(one) not in {4, 6} or not isinstance(one[0], str):
        return None
    columns, rows = (_texts(one[4]), _texts(one[5])) if len(one) == 6 else ((), ())
    return Place(one[0], _texts(one[1]), str(one[2]), columns, rows, _texts(one[3]))


def _texts(found: Any) -> tuple[str, ...]:
    if not isinstance(found, list):
        return ()
    return tuple(text for text in found if isinstance(text, str))
