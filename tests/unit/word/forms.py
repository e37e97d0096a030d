"""Forms for tests: made, taken apart, and filled in as a person with Word would."""

import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from ssc_desktop.word.form import making, manifest
from ssc_desktop.word.form.making import FULL, OVERVIEW, FormOrder
from ssc_desktop.word.wish import DocumentWish

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_DOCUMENT = "word/document.xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def blank(target: Path, depth: str = OVERVIEW, language: str = "en", **wish: Any) -> Path:
    """A blank form."""
    making.write(FormOrder(depth=depth), DocumentWish("form", language, **wish), target)
    return target


def about(target: Path, story: Any, ask: Any = "missing", language: str = "en") -> Path:
    """A form about a story."""
    wish = DocumentWish("form", language, ask=ask)
    making.write(FormOrder(story, FULL, "Rosa Lima"), wish, target)
    return target


def body(path: Path) -> Any:
    """The text of a document as a tree."""
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(_DOCUMENT))


def description(path: Path) -> manifest.Manifest | None:
    """What a document says that it asks; None where it does not say so any more."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("customXml/item")]
        found = [manifest.read(archive.read(name)) for name in names if "Props" not in name]
    return next(filter(None, found), None)


def words(element: Any) -> str:
    """The text in an element, with its breaks."""
    parts = element.iter(f"{W}t", f"{W}br")
    return "".join("\n" if part.tag == f"{W}br" else part.text or "" for part in parts)


def bookmarks(root: Any) -> list[str]:
    """The names of all bookmarks."""
    return [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]


def place(root: Any, anchor: str) -> Any:
    """The cell in which the answer to a bookmark stands: the next one, or the last of the box."""
    mark = next(one for one in root.iter(f"{W}bookmarkStart") if one.get(f"{W}name") == anchor)
    cell = next(mark.iterancestors(f"{W}tc"), None)
    if cell is not None:
        return cell.getnext()
    block = next(mark.iterancestors(f"{W}p"))
    while block.tag != f"{W}tbl":
        block = block.getnext()
    return list(block.iter(f"{W}tc"))[-1]


def fill(source: Path, target: Path, texts: Mapping[str, str], *, beside: bool = False) -> Path:
    """Type texts into the places of bookmarks; a line feed is a line break.

    What stood there to be replaced (“Choose a day”) goes, unless it is written `beside` it.
    """
    root = body(source)
    for anchor, text in texts.items():
        paragraph = place(root, anchor).findall(f"{W}p")[-1]
        for control in () if beside else paragraph.findall(f"{W}sdt"):
            paragraph.remove(control)
        for number, line in enumerate(text.split("\n")):
            run = etree.SubElement(paragraph, f"{W}r")
            if number:
                etree.SubElement(run, f"{W}br")
            typed = etree.SubElement(run, f"{W}t")
            typed.text = line
            typed.set(_SPACE, "preserve")
    return _with(source, target, root)


def tick(source: Path, target: Path, tags: Collection[str]) -> Path:
    """Tick the boxes with these tags."""
    root = body(source)
    for control in root.iter(f"{W}sdt"):
        if control.find(f"{W}sdtPr/{W}tag").get(f"{W}val") in tags:
            control.find(f"{W}sdtPr/{W14}checkbox/{W14}checked").set(f"{W14}val", "1")
            next(control.iter(f"{W}t")).text = "\u2612"
    return _with(source, target, root)


def _with(source: Path, target: Path, root: Any) -> Path:
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_DOCUMENT] = etree.tostring(root, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target
