"""Stubs: what was withdrawn for good on this copy. The bytes are gone, the ids stay."""

from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from sqlalchemy import Connection, CursorResult, bindparam, delete, select, update

from ssc_desktop import clock
from ssc_desktop.store.exchange_tables import QuarantineRow, RedactedRow, UndoneRow
from ssc_desktop.store.inserting import add_rows
from ssc_desktop.store.tables import RevisionRow

_REVISION: Final = "revision"
_FILE: Final = "blob"
_OF_ROOTS = select(RedactedRow.id, RedactedRow.what).where(
    RedactedRow.root.in_([bindparam("root"), bindparam("private")])
)


class Stubs(NamedTuple):
    """The ids of what was withdrawn."""

    revisions: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()

    def hold(self, identity: str) -> bool:
        """Whether something was withdrawn."""
        return identity in self.revisions or identity in self.files


NONE: Final = Stubs()


def of_case(connection: Connection, case_id: str) -> Stubs:
    """What was withdrawn of a story, of its open and of its private part."""
    asked = {"root": case_id, "private": f"{case_id}/private"}
    return _stubs(connection.execute(_OF_ROOTS, asked))


def every(connection: Connection) -> Stubs:
    """What was withdrawn in the whole library; seldom much.

    At the door each id counts as either: what was asked for before it came may have been taken
    for a file, and whoever lists a file among his words makes none of it.
    """
    ids = frozenset(connection.scalars(select(RedactedRow.id)))
    return Stubs(ids, ids) if ids else NONE


def learn(connection: Connection, listed: Iterable[tuple[str, Collection[str]]]) -> None:
    """See by what saves list (root, ids) that what was withdrawn is a revision."""
    is_file = RedactedRow.what == _FILE
    files = frozenset(connection.scalars(select(RedactedRow.id).where(is_file)))
    for root, ids in listed if files else ():
        for one in files.intersection(ids):
            this = update(RedactedRow.table).where(RedactedRow.root == root, RedactedRow.id == one)
            connection.execute(this.values(what=_REVISION))


def roots(connection: Connection) -> frozenset[str]:
    """The roots of which a revision was withdrawn."""
    asked = select(RedactedRow.root).where(RedactedRow.what == _REVISION).distinct()
    return frozenset(connection.scalars(asked))


def _stubs(rows: CursorResult[str, str]) -> Stubs:
    held = rows.all()
    if not held:
        return NONE
    return Stubs(
        frozenset(id_ for id_, what in held if what == _REVISION),
        frozenset(id_ for id_, what in held if what == _FILE),
    )


def destroy(
    connection: Connection, root: str, revisions: Iterable[str], files: Iterable[str]
) -> int:
    """Put stubs in the place of revisions and files of a root; returns how many bodies went.

    What was laid aside of them goes too: what an undone import kept, and the beginnings of lines
    about the same records that broke a rule. The files themselves are the caller's.
    """
    gone, now = list(revisions), clock.stamp(clock.now())
    held = RevisionRow.root == root, RevisionRow.id.in_(gone)
    records = set(connection.scalars(select(RevisionRow.rec).where(*held)))
    destroyed = connection.execute(delete(RevisionRow.table).where(*held)).rowcount
    connection.execute(delete(UndoneRow.table).where(UndoneRow.id.in_(gone)))
    for record in records:
        told = QuarantineRow.line.op("LIKE")(f"%{record}%".encode())
        connection.execute(delete(QuarantineRow.table).where(told))
    rows = [(root, one, _REVISION, now) for one in gone] + [
        (root, one, _FILE, now) for one in files
    ]
    add_rows(connection, RedactedRow.table, rows, missing_only=True)
    return destroyed
