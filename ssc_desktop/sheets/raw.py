"""Tables as they stand in a file: rows of text, before anything is known about them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RawTable:
    """A sheet of a workbook, or a table of text."""

    name: str
    rows: list[tuple[str, ...]]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class BaseStory:
    """What our own tables say about the story that they were made from."""

    case_uuid: str
    cuts: tuple[str, ...]
    sha256: str
    text: str
    """The record as JSON text."""


@dataclass(frozen=True, slots=True)
class RawFile:
    """The tables of one file or folder."""

    tables: tuple[RawTable, ...]
    notices: tuple[str, ...] = ()
    """Whole sentences about the reading."""
    version: str = ""
    """Of our own format; "" for tables of others."""
    language: str = ""
    base: tuple[BaseStory, ...] = field(default=())
