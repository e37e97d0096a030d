"""Moving to a new laptop: the whole library and the person's preferences in one file."""

import dataclasses
import tempfile
from pathlib import Path
from typing import Final

from sqlalchemy import delete, select

from ssc_desktop import clock, settings
from ssc_desktop.i18n import _
from ssc_desktop.services import archiving
from ssc_desktop.services.answers import Progress, Stop
from ssc_desktop.services.archiving import Archive
from ssc_desktop.settings import Settings
from ssc_desktop.store.backups import Backup
from ssc_desktop.store.library import Library, remember
from ssc_desktop.store.tables import FactRow

_MOVED: Final = "moved"
_OF_A_COMPUTER: Final = ("library", "libraries", "last_folder", "watched", "template", "others")
"""Preferences that name places of one computer; all others belong to the person."""
_FILE: Final = "settings.toml"


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
    usual = Settings()
    own = {name: getattr(usual, name) for name in _OF_A_COMPUTER}
    with tempfile.TemporaryDirectory() as place:
        settings.save(dataclasses.replace(preferences, **own), Path(place))
        given = (Path(place) / _FILE).read_bytes()
    return archiving.write(
        backup, target, passphrase=passphrase, preferences=given, progress=progress, stop=stop
    )


def leave(library: Library, at: str = "") -> None:
    """Let this library say that it moved, at `at` or now; `moved` tells it at every start."""
    with library.writing() as connection:
        remember(connection, _MOVED, at or clock.stamp(clock.now()))


def moved(library: Library) -> str:
    """When this library was moved to another computer; "" where it was not."""
    with library.reading() as connection:
        asked = select(FactRow.value).where(FactRow.name == _MOVED)
        return connection.scalar(asked) or ""


def told(day: str) -> str:
    """What is said in a library that moved on a day."""
    return _(
        "This library moved to another laptop on {day}. Go on there: what you write here does not "
        "arrive there by itself."
    ).format(day=day)


def stay(library: Library) -> None:
    """Take `leave` back: it is worked in here all the same."""
    with library.writing() as connection:
        connection.execute(delete(FactRow.table).where(FactRow.name == _MOVED))


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
    _made, given = archiving.unpacked(source, folder, passphrase, (progress, stop))
    if not given:
        return preferences
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / _FILE).write_bytes(given)
        came = settings.load(Path(place))
    own = {name: getattr(preferences, name) for name in _OF_A_COMPUTER}
    return dataclasses.replace(came, **own)
