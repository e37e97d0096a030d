"""The outline of a PDF that LibreOffice made: on which page each heading stands.

LibreOffice writes its objects plainly, so that three searches do where a library would need 4 MB.
"""

import re
import zipfile
from pathlib import Path

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OBJECT = re.compile(rb"(?:^|[\r\n])(\d+) 0 obj\s*(<<.*?)(?:\nendobj|stream\r?\n)", re.DOTALL)
_HEADING = re.compile(r"Heading\d|SSCStoryHeading|SSCStorySection")


def pages_of_headings(pdf: bytes) -> list[int]:
    """The page of every entry of the outline, in its order, from 1; [] where it has none."""
    objects = {int(number): text for number, text in _OBJECT.findall(pdf)}
    catalog = next(
        (text for text in objects.values() if re.search(rb"/Type\s*/Catalog", text)), b""
    )
    numbers = {
        page: n for n, page in enumerate(_leaves(objects, _link(catalog, b"Pages")), start=1)
    }
    found = []
    entry = _link(objects.get(_link(catalog, b"Outlines"), b""), b"First")
    waiting: list[int] = []
    while entry or waiting:
        entry = entry or waiting.pop()
        text = objects.get(entry, b"")
        target = re.search(rb"/Dest\s*\[\s*(\d+) 0 R", text)
        found.append(numbers.get(int(target[1]), 0) if target else 0)
        waiting.append(_link(text, b"Next"))
        entry = _link(text, b"First")
        while waiting and not waiting[-1]:
            waiting.pop()
    return found


def _link(text: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb"\s+(\d+) 0 R", text)
    return int(found[1]) if found else 0


def _leaves(objects: dict[int, bytes], root: int) -> list[int]:
    """The pages below a node of the tree of pages, in order."""
    kids = re.search(rb"/Kids\s*\[([^\]]*)\]", objects.get(root, b""))
    if kids is None:
        return [root]
    numbers = (int(number) for number in re.findall(rb"(\d+) 0 R", kids[1]))
    return [page for number in numbers for page in _leaves(objects, number)]


def headings_in(document: Path) -> list[set[str]]:
    """The bookmarks of every heading of one of our documents, in order."""
    with zipfile.ZipFile(document) as archive, archive.open("word/document.xml") as part:
        found = []
        for _event, paragraph in etree.iterparse(part, tag=f"{_W}p", resolve_entities=False):
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            if style is not None and _HEADING.fullmatch(style.get(f"{_W}val")):
                marks = paragraph.iter(f"{_W}bookmarkStart")
                found.append({mark.get(f"{_W}name") for mark in marks})
            paragraph.clear()
    return found
