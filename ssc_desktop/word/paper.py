"""What all blocks of one document share: language, direction, and everything that has a number."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ssc_desktop.i18n import Words, is_right_to_left, translated_in
from ssc_desktop.word.package import DocxStream
from ssc_desktop.word.places import Places, bookmark
from ssc_desktop.word.text import Look

_UNLINKED = ("ssc_f_", "ssc_s_")
"""How the names of bookmarks begin to which no link of our own leads."""


@dataclass
class Numbers:
    """The one allocator of a document: bookmarks, drawings, tables, figures."""

    bookmarks: int = 0
    drawings: int = 0
    sequences: dict[str, int] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def bookmark(self) -> int:
        """The id of a new bookmark."""
        self.bookmarks += 1
        return self.bookmarks

    def drawing(self) -> int:
        """The id of a new drawing."""
        self.drawings += 1
        return self.drawings

    def next_of(self, sequence: str) -> int:
        """The number of the next table or figure."""
        self.sequences[sequence] = self.sequences.get(sequence, 0) + 1
        return self.sequences[sequence]


class Paper:
    """The document under the pen."""

    def __init__(self, stream: DocxStream, language: str) -> None:
        self.stream = stream
        self.language = language
        self.words: Words = translated_in(language)
        self.right_to_left = is_right_to_left(language)
        self.width = stream.template.text_width
        """Between the margins, in twentieths of a point: the width of every table."""
        self.native = False
        """Whether numbers of ours are written in the digits of the language (Arabic has some)."""
        self.numbers = Numbers()
        self.story = 1
        """Which story of the document is being written; makes its anchors unique."""
        self._said: dict[str, str] = {}
        self._looks: dict[tuple[str, bool], Look] = {}
        self.keys: dict[str, str] = {}
        """The names of details that were written before, as runs."""
        self.deeper = 0
        """By how many levels headings stand below where their layout puts them: parts of a book."""
        self.numbered_headings = True
        self.only_linked = False
        """Whether only those bookmarks are set that something leads to: Word keeps 16,380."""
        self.pages: Callable[[str], int | None] | None = None
        """The page of the heading with a bookmark, where page numbers are wished."""
        self.places = Places()
        """Where the answers of the story being written stand."""
        self.characters = 0
        """How much text was written, for guessing the number of pages."""

    def say(self, message: str) -> str:
        """A text of ours in the document's language."""
        said = self._said.get(message)
        if said is None:
            said = self._said[message] = self.words.gettext(message)
        return said

    def look(self, style: str = "", *, bold: bool = False) -> Look:
        """The look of text in the document's own language."""
        found = self._looks.get((style, bold))
        if found is None:
            found = Look(self.right_to_left, "", style, bold, native=self.native)
            self._looks[style, bold] = found
        return found

    def write(self, xml: str) -> None:
        """Add blocks to the document."""
        self.characters += len(xml)
        if self.places.wanted:
            self.places.saw(xml)
        self.stream.write(xml)

    def anchor(self, name: str) -> str:
        """The bookmark name for a field, section or item of the story being written.

        The first story's are plain (`ssc_f_title`); later ones carry the story's number. "" where
        the document has no room for bookmarks to which no link of our own leads.
        """
        if self.only_linked and name.startswith(_UNLINKED):
            return ""
        return bookmark(name, self.story)
