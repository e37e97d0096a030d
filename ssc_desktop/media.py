"""Sticks, cards and other media that people put in and take out again."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Medium:
    """A removable medium that is in now.

    Attributes:
        folder: where its files are.
        label: what people call it.
        kind: its file system, in lower case (`vfat`, `exfat`, `ntfs`, …), or "".
        read_only: nothing can be written to it.
    """

    folder: Path
    label: str
    kind: str = ""
    read_only: bool = False

    @property
    def largest_file(self) -> int | None:
        """The most bytes a file on it may have, or None for no limit that matters."""
        raise NotImplementedError


def mounted() -> tuple[Medium, ...]:
    """The removable media that are in now, by folder."""
    raise NotImplementedError


def medium_of(path: Path) -> Medium | None:
    """The removable medium on which a file or folder lies, or None."""
    raise NotImplementedError


def checked_sentence(path: Path) -> str:
    """What is said of a file that was written and read back; of a stick, that it may come out."""
    raise NotImplementedError
