"""The files that people sent as documents, forms and tables: what is known of each, by story."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from ssc_desktop.store.exchange_tables import OriginalRow
from ssc_desktop.store.inserting import insert


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was taken in for one story."""

    number: int
    case_id: str
    sha256: str
    """"" where its bytes were destroyed for good."""
    name: str
    media_type: str
    size: int
    """Bytes."""
    taken_at: str
    """`YYYY-MM-DDThh:mm:ssZ`."""
    kind: str
    """As `record.found.Origin`."""
    unmatched: tuple[str, ...]
    """Passages of which it is not known what they answer."""
    batch: str
    cuts: tuple[str, ...]
    undone: tuple[str, ...]


_TABLE = OriginalRow.table


def add(connection: Connection, values: dict[str, Any]) -> None:
    """Remember a file; `values` by column, without a number."""
    connection.execute(insert(connection, OriginalRow).values(**values))


def of_case(connection: Connection, case_id: str) -> list[Original]:
    """The files that were taken in for a story, the latest first."""
    return _found(connection, _TABLE.c.case_uuid == case_id)


def names(connection: Connection, case_id: str) -> dict[str, str]:
    """By its id, the file from which a save of a story comes, or whose words it took back."""
    files = of_case(connection, case_id)
    return {cut: one.name for one in files for cut in (*one.cuts, *one.undone)}


def of_file(connection: Connection, sha256: str) -> list[Original]:
    """The stories that a file was taken in for, the latest first."""
    return _found(connection, _TABLE.c.sha256 == sha256)


def of_batch(connection: Connection, batch: str) -> list[Original]:
    """What was taken in of a file at once."""
    return _found(connection, _TABLE.c.batch == batch)


def batches(connection: Connection, ids: Collection[str]) -> set[str]:
    """Those of the ids that name what was taken in of a file."""
    asked = select(_TABLE.c.batch).where(_TABLE.c.batch.in_(list(ids)))
    return set(connection.scalars(asked))


def digests(connection: Connection) -> set[str]:
    """The SHA-256 of all files that are kept."""
    return {one for one in connection.scalars(select(_TABLE.c.sha256).distinct()) if one}


def one(connection: Connection, number: int) -> Original | None:
    """A file by its number."""
    return next(iter(_found(connection, _TABLE.c.number == number)), None)


def turn(connection: Connection, number: int, cuts: Sequence[str], undone: Sequence[str]) -> None:
    """Say by which saves a file stands in its story now, or by which it was taken back."""
    values = {"cuts": list(cuts), "undone": list(undone)}
    connection.execute(update(_TABLE).where(_TABLE.c.number == number).values(values))


def empty(connection: Connection, case_id: str) -> list[str]:
    """Forget the bytes and the words of all files of a story; returns what nothing names now."""
    gone = {one.sha256 for one in of_case(connection, case_id)} - {""}
    this = update(_TABLE).where(_TABLE.c.case_uuid == case_id)
    connection.execute(this.values(sha256="", unmatched=[]))
    return sorted(gone - digests(connection))


def _found(connection: Connection, condition: Any) -> list[Original]:
    rows = connection.execute(select(_TABLE).where(condition).order_by(_TABLE.c.number.desc()))
    return [
        Original(
            row.number,
            row.case_uuid,
            row.sha256,
            row.name,
            row.media_type,
            row.size,
            row.taken_at,
            row.kind,
            tuple(row.unmatched),
            row.batch,
            tuple(row.cuts),
            tuple(row.undone),
        )
        for row in rows
    ]
