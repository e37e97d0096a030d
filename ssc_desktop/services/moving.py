"""Moving to a new laptop: the whole library and the person's preferences in one file."""

from pathlib import Path

from ssc_desktop.services.answers import Progress, Stop
from ssc_desktop.services.archiving import Archive
from ssc_desktop.services.backing_up import Backup
from ssc_desktop.settings import Settings
from ssc_desktop.store.library import Library


def pack(
    backup: Backup,
    target: Path,
    preferences: Settings,
    *,
    passphrase: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Archive:
    """Write the file to be carried over; needs no library. Raises as `archiving.write`."""
    raise NotImplementedError


def leave(library: Library, at: str = "") -> None:
    """Let this library say that it moved, at `at` or now; `moved` tells it at every start."""
    raise NotImplementedError


def moved(library: Library) -> str:
    """When this library was moved to another computer; "" where it was not."""
    raise NotImplementedError


def stay(library: Library) -> None:
    """Take `leave` back: it is worked in here all the same."""
    raise NotImplementedError


def arrive(
    source: Path,
    folder: Path,
    preferences: Settings,
    *,
    passphrase: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Settings:
    """Unpack on the new laptop; returns the preferences that came along, for saving.

    What belongs to this computer (libraries, folders) stays as in `preferences`. Raises as
    `archiving.unpack`.
    """
    raise NotImplementedError
