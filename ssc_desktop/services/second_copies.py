"""A second place for backups: a laptop that is stolen takes those beside the library along."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ssc_desktop import clock
from ssc_desktop.files import free_name, safe_name
from ssc_desktop.i18n import _
from ssc_desktop.services import archiving
from ssc_desktop.services.answers import Progress, Stop
from ssc_desktop.store import backups
from ssc_desktop.store.backups import Backup


def copy_to(
    backup: Backup,
    folder: Path,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Path:
    """Put a copy of a backup in a second place, say a stick, as one archive; returns the file.

    It is read back from there and compared; a file of that name is not written over. It needs no
    library. On the disk of the library it does not count: see `objection`. Raises as
    `archiving.write`.
    """
    target = free_name(folder / _named(backup))
    archiving.write(backup, target, progress=progress, stop=stop)
    return target


def objection(copied: Path, library: Path) -> str:
    """Why a copy of the library in a folder is none to rely on, a sentence; "" where it is."""
    if archiving.is_elsewhere(copied, library):
        return ""
    return _(
        "It is on the same disk as the library and would be lost with it: put a copy on a stick "
        "too."
    )


def _named(backup: Backup) -> str:
    library = safe_name(backup.path.parents[1].name, "library")
    return f"{library} {backup.made_at[:10]}{archiving.ENDING}"


def age(folder: Path) -> int | None:
    """Days since a backup of the library in `folder` was last put in a second place.

    A second place is another disk or stick; a library packed for the keeper or for moving counts
    there, too. None where it never was. Nobody need be reminded before seven.
    """
    try:
        told: Any = json.loads((folder / backups.FOLDER / backups.SECOND_COPY).read_bytes())
        at = datetime.fromisoformat(str(told["at"])).astimezone(UTC)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return max(0, (clock.now() - at).days)
