"""A library that cannot be opened: what happened, what is safe, and the ways out in their order."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop.errors import (
    DiskFull,
    FileGone,
    LibraryDamaged,
    LibraryEmptied,
    LibraryLocked,
    LibraryTooNew,
    PlaceRefused,
    ReadOnly,
    SscError,
)
from ssc_desktop.i18n import N_, _

if TYPE_CHECKING:
    from ssc_desktop.settings import Settings

RESTORE, OTHERS, RESCUE, HOME, ANYWAY, AGAIN, ANEW, OPEN, SHOW = (
    "restore", "others", "rescue", "home", "anyway", "again", "anew", "open", "show")  # fmt: skip
_DATABASE = "library.sqlite"

# fmt: off
_DAMAGED = N_(
    "This happens when a disk wears out, or the power goes while it writes. Most of what was "
    "written can usually be read out of the damaged file. Nothing is changed before you choose, "
    "and the damaged library is kept.")
_DAMAGED_WITH_BACKUPS = N_(
    "This happens when a disk wears out, or the power goes while it writes. Your stories are not "
    "lost: a backup has them as they were that day, and most of what was written since can be read "
    "out of the damaged file. Nothing is changed before you choose, and the damaged library is "
    "kept.")
_GONE = N_(
    "Is it on a stick or a disk that is not plugged in? Then put it in and look again. If you "
    "moved the folder, open it where it is now. Nothing was changed.")
_TOO_NEW = N_(
    "Somebody opened it with a newer version of SSC Desktop. Everything in it is safe and nothing "
    "was changed. Install that version here, or open the library on the computer where it was.")
_READ_ONLY = N_(
    "Everything in it is safe. It may lie on a disk that is protected, or belong to another person "
    "on this computer. When you may write to the folder again, look again.")
_LOCKED = N_(
    "Two programs at once could spoil it, so it is opened only once. Everything in it is safe. "
    "Close it there, then look again.")
_FULL = N_(
    "Everything that was saved is safe. Empty the computer’s trash or move large files elsewhere, "
    "then look again. Delete nothing in the library’s folder.")
# fmt: on
_EXPLAINED: tuple[tuple[type[SscError], str, tuple[str, ...]], ...] = (
    (LibraryEmptied, "", (RESTORE, OTHERS, AGAIN, OPEN, SHOW)),
    (LibraryDamaged, _DAMAGED, (RESTORE, RESCUE, OTHERS, AGAIN, OPEN, SHOW)),
    (FileGone, _GONE, (AGAIN, RESTORE, OTHERS, OPEN, ANEW, SHOW)),
    (LibraryTooNew, _TOO_NEW, (AGAIN, OPEN, SHOW)),
    (PlaceRefused, "", (HOME, ANYWAY, AGAIN, OPEN, SHOW)),
    (ReadOnly, _READ_ONLY, (AGAIN, OPEN, SHOW)),
    (LibraryLocked, _LOCKED, (AGAIN, OPEN)),
    (DiskFull, _FULL, (AGAIN, OPEN, SHOW)),
)
_ELSE = (AGAIN, OTHERS, OPEN, SHOW)
_MAY_BE_OPENED = frozenset({"removable", "fat"})
"""Places where a library is opened all the same, where a person insists."""


@dataclass(frozen=True)
class Trouble:
    """What the start screen says.

    Attributes:
        head: what happened.
        more: what is safe, and what to do.
        ways: the names of the ways out that can be gone, the best one first.
    """

    head: str
    more: str
    ways: tuple[str, ...]


def trouble(error: SscError, *, backups: int, there: bool) -> Trouble:
    """What is to be said of `error` where so many `backups` can be restored.

    `there` says whether the folder can be seen.
    """
    said, ways = next(
        ((said, ways) for kind, said, ways in _EXPLAINED if isinstance(error, kind)), ("", _ELSE)
    )
    closed = set() if there else {SHOW}
    closed |= {RESTORE, OTHERS} if not backups else set() if backups > 1 else {OTHERS}
    if not isinstance(error, PlaceRefused) or error.kind not in _MAY_BE_OPENED:
        closed.add(ANYWAY)
    if said == _DAMAGED and backups:
        said = _DAMAGED_WITH_BACKUPS
    more = _(said) if said else error.advice
    return Trouble(error.message, more, tuple(way for way in ways if way not in closed))


def missing(preferences: "Settings", folder: Path) -> FileGone | None:
    """The trouble with a library that was opened before and is not there now; None where it is."""
    if str(folder) not in preferences.libraries or (folder / _DATABASE).exists():
        return None
    return FileGone(
        _("The library “{name}” is not found.").format(name=folder.name), advice=_(_GONE)
    )
