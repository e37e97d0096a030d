"""The libraries that a person opened lately: what can be told of them without opening them."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ssc_desktop import paths
from ssc_desktop.store import glance
from ssc_desktop.store.begin import DATABASE
from ssc_desktop.store.protection import is_protected


@dataclass(frozen=True, slots=True)
class Known:
    """One library."""

    folder: Path
    there: bool
    """Whether the folder and the library in it are there now."""
    stories: int | None = None
    """None where it cannot be seen from outside."""
    changed: datetime | None = None
    """When something was last written in it."""
    protected: bool = False
    """Whether it opens with a password alone; its stories are then not counted."""


def looked_at(folders: Iterable[Path]) -> tuple[Known, ...]:
    """What each of `folders` holds; a stick that is not plugged in is no error."""
    return tuple(_known(folder) for folder in folders)


def holds_library(folder: Path) -> bool:
    """Whether there is a library in `folder`."""
    return os.path.isfile(folder / DATABASE)  # noqa: PTH113 - raises nothing


def is_free(folder: Path) -> bool:
    """Whether a new library can begin in `folder`: it is missing or empty."""
    try:
        return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    except OSError:
        return False


def practice_folder() -> Path:
    """Where the practice library is, apart from all others."""
    named = os.environ.get("SSC_PRACTICE")
    return Path(named).expanduser() if named else paths.data_folder() / "practice"


def practice_key(folder: Path) -> Path:
    """Where the practice library in `folder` keeps the key and the name of its own computer."""
    return folder / "laptop"


def is_practice(folder: Path) -> bool:
    """Whether `folder` is that of the practice library."""
    return folder.resolve() == practice_folder().resolve()


def _known(folder: Path) -> Known:
    database = folder / DATABASE
    try:
        written = database.stat().st_mtime
    except OSError:
        return Known(folder, there=False)
    changed = datetime.fromtimestamp(written, tz=UTC)
    if is_protected(folder):
        return Known(folder, there=True, changed=changed, protected=True)
    return Known(folder, there=True, stories=glance.stories(folder), changed=changed)
