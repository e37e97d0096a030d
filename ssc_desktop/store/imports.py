"""What bundles brought, and what of it was undone: kept so that either can be put right again."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete

from ssc_desktop.store.exchange_tables import BroughtRow, UndoneRow
from ssc_desktop.store.inserting import add_rows


def note(connection: Connection, bundle: str, places: Mapping[str, int]) -> None:
    """Remember that a bundle brought something to stories, with their places in the list before."""
    rows = [(bundle, case_id, place) for case_id, place in places.items()]
    add_rows(connection, BroughtRow.table, rows, missing_only=True)


def forget_undone(connection: Connection, bundle: str) -> None:
    """A bundle was taken once more: what had been laid aside of it is back."""
    connection.execute(delete(UndoneRow.table).where(UndoneRow.bundle == bundle))
