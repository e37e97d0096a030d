"""The first moment: open the database and read the first page, with the plain driver alone."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop.services import siting
from ssc_desktop.services.answers import Listing
from ssc_desktop.store.begin import Beginning
from ssc_desktop.store.protection import is_protected as is_protected  # noqa: PLC0414 - asked first
from ssc_desktop.store.sqlite import translated

if TYPE_CHECKING:
    from ssc_desktop.store.key_slots import DataKey

FIRST_PAGE = 200


class Begun:
    """A library that is held, and its first page; `libraries.opened` makes it whole."""

    def __init__(self, beginning: Beginning) -> None:
        self.beginning = beginning
        self.listing: Listing | None = _first_page(beginning) if beginning.ready else None
        """None where the library is new, or must be brought up to date first."""

    def close(self) -> None:
        """Give the library back without having opened it fully."""
        self.beginning.close()


def begin(folder: Path, key: "DataKey | None" = None) -> Begun:
    """Take the library in `folder`, made where it is missing, and read its first page.

    `key` is what `protecting.unlocked` gave for a protected library. Raises StorageError
    (PasswordNeeded, LibraryLocked, LibraryTooNew, LibraryDamaged, ReadOnly, DiskFull), and
    PlaceRefused where a library must not live.
    """
    siting.refuse(folder)
    return begin_anywhere(folder, key)


def begin_anywhere(folder: Path, key: "DataKey | None" = None) -> Begun:
    """The same wherever the folder lies. Raises StorageError as `begin` does."""
    beginning = Beginning(folder, key)
    try:
        with translated(beginning.path):
            return Begun(beginning)
    except BaseException:
        beginning.close()
        raise


def _first_page(beginning: Beginning) -> Listing:
    rows = beginning.first_rows(FIRST_PAGE)
    if len(rows) == FIRST_PAGE:
        return Listing(tuple(rows), len(rows), counted=False)  # that comes after first paint
    counts = dict(Counter(row.status for row in rows))
    unpacked = sum(not row.packed for row in rows)
    needs_you = sum(bool(row.conflicts or row.contested) for row in rows)
    return Listing(tuple(rows), len(rows), unpacked, counts, needs_you)
