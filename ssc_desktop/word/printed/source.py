"""The parts of a document that is being read, and what each is related to."""

import functools
import posixpath
import zipfile

from lxml import etree

from ssc_desktop.word.printed.cascade import Styles
from ssc_desktop.word.printed.lists import Lists
from ssc_desktop.word.printed.model import Look, Note

_LARGEST = 64 << 20
"""Bytes of one XML part; ours of a book of 150 stories has 10 MB."""


class Document:
    """A document that is being read."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())
        self.styles = Styles(self.needed("word/styles.xml"))
        self.lists = Lists(self.tree("word/numbering.xml"))
        self.notes: dict[str, str] = {}
        """The numbers of the footnotes that were referred to, by their ids."""

    @functools.lru_cache(maxsize=64)  # noqa: B019 - a document lives for one reading
    def tree(self, name: str) -> etree._Element | None:
        """A part as XML; None where there is none of this name."""
        if name not in self._names:
            return None
        info = self._archive.getinfo(name)
        if info.file_size > _LARGEST:
            raise ValueError(name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        return etree.fromstring(self._archive.read(info), parser)

    def needed(self, name: str) -> etree._Element:
        """A part without which nothing can be read. Raises KeyError."""
        found = self.tree(name)
        if found is None:
            raise KeyError(name)
        return found

    def note(self, identity: str, look: Look) -> Note:
        """The footnote that is referred to next, with its number."""
        number = self.notes.setdefault(identity, str(len(self.notes) + 1))
        return Note(number, identity, look)


class Part:
    """One part of the document and what it is related to."""

    def __init__(self, document: Document, name: str, note_number: str = "") -> None:
        self.document = document
        self.name = name
        self.note_number = note_number
        folder, base = posixpath.split(name)
        self._folder = folder
        root = document.tree(f"{folder}/_rels/{base}.rels")
        self._related = {one.get("Id"): one for one in root} if root is not None else {}

    def inside(self, identity: str) -> str:
        """The name of a part this one is related to, or ""."""
        found = self._related.get(identity)
        if found is None or found.get("TargetMode") == "External":
            return ""
        target = str(found.get("Target", ""))
        if target.startswith("/"):
            return target[1:]
        return posixpath.normpath(posixpath.join(self._folder, target))

    def outside(self, identity: str) -> str:
        """The address a link leads to, or ""."""
        found = self._related.get(identity)
        if found is None or found.get("TargetMode") != "External":
            return ""
        return str(found.get("Target", ""))
