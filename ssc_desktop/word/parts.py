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
        names = [info.filename for info in package.archive.infolist()]
        trees: dict[str, etree._Element] = {}
        broken: dict[str, str] = {}
        # no entities, nothing from outside: a definition of one is named as not well formed
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        for name in names:
            if name.lower().endswith(_XML):
                try:
                    trees[name] = etree.fromstring(package.read(name), parser)
                except etree.XMLSyntaxError as error:
                    broken[name] = str(error)
        media = {
            info.filename: (info.compress_type != 0, package.read(info.filename)[:65536])
            for info in package.archive.infolist()
            if "/media/" in info.filename
        }
        return Parts(names, trees, broken, package.main, media)
    finally:
        package.close()
