"""What somebody wishes of a document, and what a layout says of itself."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

PageNumbers = Literal["", "ask", "exact"]
Carries = Literal["all", "printed", "nothing"]


@dataclass(frozen=True, slots=True)
class DocumentWish:
    """How a document shall be; every layout takes of it what concerns it."""

    layout: str = "story"
    """The name of a layout, a key of `LAYOUTS`."""
    language: str = ""
    """Of labels, dates and codes; "" for the interface's."""
    template: Path | None = None
    """An organisation's own Word file for styles, header and footer; None for the program's."""
    title: str = ""
    """Of the whole document; "" for one that is made of the stories."""
    full: frozenset[str] = frozenset()
    """Ids of the stories that a book tells in full after their overviews."""
    foreword: str = ""
    """Marked-up words before the stories of a book."""
    participants: tuple[str, ...] = ()
    """Who took part in the workshop, a line each; empty for the organisations of the stories."""
    volumes: bool = False
    """Several files of at most 150 stories or 100 MB instead of one."""
    page_numbers: PageNumbers = ""
    """In the contents: none, Word fills them and asks first, or exact through LibreOffice."""
    digits: Literal["", "native"] = ""
    """Western digits, or those of the document's language."""
    protect: bool = False
    """A form lets only its fields be changed."""
    ask: Literal["", "missing"] = ""
    """A form asks everything, or only what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a layout says of itself, to people and to those who prepare its stories."""

    name: str
    label: str
    """For people; marked for translation (`N_`)."""
    note: str
    """A sentence on what it is good for; marked for translation."""
    volumes: bool = False
    """Whether it may come in several files."""
    least: int = 1
    """So many stories it takes at least."""
    most: int = 0
    """And so many at most; 0 for any number."""
    carries: Carries = "all"
    """What of a story the file holds as data: all, what its pages print, or nothing."""
    tells_full: bool = False
    """Whether it tells the stories of the wish in full too; all of those is then carried."""
    also_printed: frozenset[str] = frozenset()
    """With `printed`: fields it prints besides those the record marks for the overview."""
