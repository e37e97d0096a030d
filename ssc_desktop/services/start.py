"""The first moment: open the database and read the first page, with the plain driver alone."""

from pathlib import Path

from ssc_desktop.services.answers import Listing, Summary
from ssc_desktop.store.begin import Beginning, ListRow

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


def begin(folder: Path) -> Begun:
    """Take the library in `folder`, made where it is missing, and read its first page.

    Raises StorageError (LibraryLocked, LibraryTooNew, LibraryDamaged, ReadOnly, DiskFull).
    """
    beginning = Beginning(folder)
    try:
        return Begun(beginning)
    except BaseException:
        beginning.close()
        raise


def _first_page(beginning: Beginning) -> Listing:
    rows, counts, unpacked = beginning.first_rows(FIRST_PAGE)
    return Listing(tuple(map(summary, rows)), sum(counts.values()), unpacked, counts)


def summary(row: ListRow) -> Summary:
    """A row of the list as the answer that leaves the services."""
    return Summary(
        row.case_uuid,
        row.title,
        row.short_name,
        row.status,
        row.givers,
        row.takers,
        row.sector,
        row.changed,
        row.completeness,
        row.conflicts,
        row.deleted,
        row.contested,
        row.fingerprint == row.packed,
    )
