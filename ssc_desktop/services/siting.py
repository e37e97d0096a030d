"""Where a library lies: a disk of this computer, or a place that would sooner or later spoil it."""

from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.services.answers import Progress


@dataclass(frozen=True, slots=True)
class Site:
    """What kind of place a folder is.

    Attributes:
        kind: `well`, `network`, `cloud`, `removable`, `fat` or `unwritable`.
        name: what the place is called: “OneDrive”, a server, a stick; "" where it has no name.
    """

    kind: str
    name: str = ""


def site(folder: Path) -> Site:
    """The kind of place that a folder is, or would be where it does not exist yet."""
    raise NotImplementedError


def bring_home(folder: Path, target: Path, *, progress: Progress | None = None) -> None:
    """Copy the closed library in `folder` to `target`, on a disk of this computer.

    It is whole at `target` or not there; what lies in `folder` is not changed. Raises
    LibraryLocked where the library is open, InvalidInput where `target` is not free, and what
    writing is refused with.
    """
    raise NotImplementedError
