"""The parts of a Word file as trees, for those who look it over; opened with care."""

import posixpath
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from ssc_desktop.word.pages import opening

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TYPES_PART = "[Content_Types].xml"
_XML = (".xml", ".rels")
_MOST = 120 << 20
"""Bytes of XML in all; ours of a book of 150 stories has 20 MB."""


@dataclass(frozen=True)
class Parts:
    """A file that was opened: the names of its parts in order, and those that are XML."""

    names: list[str]
    trees: dict[str, etree._Element]
    broken: dict[str, str]
    """Parts that are not well formed, and why."""
    main: str
    media: dict[str, tuple[bool, bytes]]
    """Pictures: whether each was packed anew, and its beginning."""

    @property
    def text(self) -> etree._Element:
        """The part with the text."""
        return self.trees[self.main]

    def beside(self, kind: str) -> etree._Element:
        """A part beside the text, `styles` or `numbering`; an empty one where there is none."""
        found = self.trees.get(posixpath.join(posixpath.dirname(self.main), f"{kind}.xml"))
        return found if found is not None else etree.Element(f"{W}{kind}")


def read(path: Path) -> Parts:
    """Read every part. Raises WordError or StorageError where the file is refused."""
    package = opening.opened(path)
    try:
        infos = package.archive.infolist()
        names = [info.filename for info in infos]
        trees: dict[str, etree._Element] = {}
        broken: dict[str, str] = {}
        # no entities, nothing from outside: a definition of one is named as not well formed
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        texts = [info for info in infos if info.filename.lower().endswith(_XML)]
        if sum(info.file_size for info in texts) > _MOST:
            opening.refuse_unsafe(path.name)
        for name in (info.filename for info in texts):
            data = package.read(name)
            try:
                trees[name] = etree.fromstring(data, parser)
            except etree.XMLSyntaxError as error:
                broken[name] = str(error)
            if b"<!DOCTYPE" in data:
                broken[name] = "it defines what no document needs"
        media = {
            info.filename: (info.compress_type != 0, package.read(info.filename)[:65536])
            for info in infos
            if "/media/" in info.filename
        }
        return Parts(names, trees, broken, package.main, media)
    finally:
        package.close()
