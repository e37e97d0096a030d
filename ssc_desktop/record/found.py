"""What was found in a file that somebody sent: answers, comments and pictures, one shape for all.

Word documents, tables and JSON files are read into it; nothing of it is trusted, nothing kept yet.
"""

import enum
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ssc_desktop.record import narrative


class Missing(enum.Enum):
    """The one value that stands for none."""

    MISSING = "missing"


MISSING = Missing.MISSING
"""The value of an answer whose words were not understood; None means that it was taken away."""


class Trust(enum.StrEnum):
    """By what it is known which question a passage answers; the first are the surest."""

    RECORD = "record"
    """The record that the file carries as data."""
    ANCHOR = "anchor"
    """A bookmark that this program set."""
    CONTROL = "control"
    """A form control that this program named."""
    LABEL = "label"
    """The question stands beside it in a table."""
    HEADING = "heading"
    """The question stands above it."""
    COLUMN = "column"
    """The heading of a column."""


class Origin(enum.StrEnum):
    """What sort of file a story was found in."""

    EXPORT = "export"
    """A document of this program, with the story as data."""
    FORM = "form"
    """A form of this program that somebody filled in."""
    TABLE = "table"
    """A document with a table of questions and answers, as in 2010."""
    FREE = "free"
    """A text with headings."""
    SHEET = "sheet"
    """A workbook or a table."""
    JSON = "json"


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    """An answer as it was found."""

    path: tuple[str, ...]
    """The field: `("title",)`, `("result", <item id>, "actual")`; of a new item, a new id.

    The path of a whole group, `("partner",)`, is that of an answer such as “unknown” to all of it.
    """
    value: Any
    """As JSON of the record; None where it was emptied, MISSING where it was not understood."""
    text: str = ""
    """As it stands in the file."""
    trust: Trust = Trust.RECORD
    doubt: str = ""
    """Why a person should look at it, a whole sentence; "" where nothing is doubtful."""


@dataclass(frozen=True, slots=True)
class FoundComment:
    """A comment in the margin, with the words it is about."""

    path: tuple[str, ...]
    """The field under whose heading it stands; () where none could be told."""
    quote: str
    text: str
    author: str = ""
    date: str = ""
    """As the file says it: `2024-05-01T10:00:00Z`; "" where it says nothing."""


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture that this program did not put there."""

    name: str
    """Its file name inside the document: `image3.jpeg`."""
    data_sha256: str
    member: str
    """The part of the document that holds it: `word/media/image3.jpeg`."""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class FoundStory:
    """A story as far as a file tells it."""

    kind: Origin
    case_uuid: str = ""
    """The story that the file says it is about; "" for a new one."""
    form_version: str = ""
    language: str = ""
    base_record: Mapping[str, Any] | None = None
    """The record, as JSON, from which the file was made; its checksum was right."""
    base_cuts: tuple[str, ...] = ()
    """The ids of the cuts that this record showed."""
    answers: tuple[FoundAnswer, ...] = ()
    """Only what differs from the base, where there is one."""
    removed: tuple[str, ...] = ()
    """The ids of items that no longer stand there."""
    comments: tuple[FoundComment, ...] = ()
    pictures: tuple[FoundPicture, ...] = ()
    unmatched: tuple[str, ...] = ()
    """Passages of which it is not known what they answer."""
    notices: tuple[str, ...] = ()
    """Whole sentences about the reading: tracked changes, hidden text, an older form."""
    order: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    """Groups whose items stand in another order now: the group's path and all ids in that order."""


_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060\ufeff\u00ad]")
"""Marks of direction, and places where a word may break: programs add and lose them."""
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")


def normalised(text: str) -> str:
    """A text as it is compared: composed letters, single blanks, no empty lines or hidden marks."""
    shown = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _LINES.sub("\n", _BLANKS.sub(" ", shown)).strip()


def plain_text(text: str) -> str:
    """A narrative text as it is compared: without the marks of its lists too."""
    lines = text.split("\n")
    return normalised("\n".join(line[narrative.beginning(line)[1] :] for line in lines))


def same(value: Any, before: Any) -> bool:
    """Whether an answer, as JSON, says what was said before; blanks and list marks do not count."""
    if isinstance(value, str) and isinstance(before, str):
        return value == before or plain_text(value) == plain_text(before)
    if isinstance(value, dict) and isinstance(before, dict):
        return all(same(value.get(name), before.get(name)) for name in {*value, *before})
    if isinstance(value, list) and isinstance(before, list):
        return len(value) == len(before) and all(map(same, value, before))
    if value is None or before is None:
        return value is before
    return type(value) is type(before) and bool(value == before)
