"""A station, a stick, and what is asked of both."""

import shutil
from pathlib import Path
from typing import Any

from ssc_desktop.files import sha256_of
from ssc_desktop.services import station
from ssc_desktop.services.station import Found, Rules
from tests.laptops import Laptop


def put(sender: Laptop, stick: Path, name: str, **wish: Any) -> Path:
    """Make a bundle and copy it to the stick."""
    shutil.copy(sender.send(**wish), stick / name)
    return stick / name


def met(desk: Laptop, *others: Laptop) -> None:
    """Somebody at the desk has accepted these computers."""
    for other in others:
        other.add(title=f"The first story of {other.folder.name}")
        desk.take(other.send())


def look(
    desk: Laptop, stick: Path, rules: Rules = station.CAREFUL, before: Found | None = None
) -> Found:
    """One survey and one look."""
    return station.look(desk.library, station.survey([stick], before), rules)


def outcomes(found: Found) -> dict[str, str]:
    """What became of each file."""
    return {line.path.name: line.outcome for line in found.lines}


def sums(stick: Path) -> dict[str, str]:
    """The files of the stick, each with its sum."""
    return {one.name: sha256_of(one) for one in stick.iterdir() if one.is_file()}


def titles(desk: Laptop) -> set[str]:
    """What the list shows."""
    return {one.title for one in desk.listed()}
