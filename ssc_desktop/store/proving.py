"""Whether what stands in an open database is what was written there: in pieces, each a short read.

SQLite's own check sees pages and trees that are broken, and hardly ever a letter that changed. The
digests of revisions, the signatures of saves and the comparison of lists with what they are made
of see that.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from ssc_desktop.history.canonical import NotCanonical
from ssc_desktop.history.identifiers import digest
from ssc_desktop.history.revision import BadLine, Cut, read_cut, read_revision, signed_line, verify
from ssc_desktop.store import derived, sqlite, truth
from ssc_desktop.store.derived import Derived
from ssc_desktop.store.folding import as_indexed
from ssc_desktop.store.library import remember
from ssc_desktop.store.tables import VIEW, CutRow, FactRow, RevisionRow, conflict, facet, listing

_revision = RevisionRow.table.name
_cut = CutRow.table.name
_LOST = "not_rescued"


class Own(NamedTuple):
    """This computer, and what it saved that a rescue could not bring back."""

    device: str
    lost: Collection[str] = frozenset()


def tables(raw: sqlite.Connection) -> list[str]:
    """The tables that have pages of their own, and the search index."""
    found = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [row[0] for row in found]


def structure(raw: sqlite.Connection, table: str) -> list[str]:
    """What SQLite's own check finds in a table and its indexes."""
    found = [row[0] for row in raw.execute(f"PRAGMA integrity_check('{table}')")]
    return [] if found == ["ok"] else found


def torn_revisions(raw: sqlite.Connection, after: int, most: int) -> tuple[int, list[str]]:
    """The roots of revisions that are not what their id says, among `most` behind row `after`.

    Returns the last row that was looked at, 0 where there are no more.
    """
    found = raw.execute(
        f"SELECT rowid, root, id, rec, body FROM {_revision} WHERE rowid > ? "  # noqa: S608 - our name
        "ORDER BY rowid LIMIT ?",
        (after, most),
    ).fetchall()
    torn = [str(row[1]) for row in found if not is_revision(*row[1:])]
    return (found[-1][0] if found else 0), torn


def is_revision(root: Any, identity: Any, record: Any, body: Any) -> bool:
    """Whether a row holds what was written there."""
    if not isinstance(body, bytes) or digest(body) != identity:
        return False
    try:
        said = read_revision(body)
    except (BadLine, NotCanonical):
        return False
    return (said.root, said.record) == (root, record)


def torn_cuts(
    raw: sqlite.Connection, after: int, most: int, keys: Mapping[str, bytes], own: "Own"
) -> tuple[int, list[str]]:
    """The roots of saves that nobody signed so, or of which something is not here, as above.

    What other computers saved they may have held back; of what this computer saved, every revision
    is here, was withdrawn, or is known to be lost.
    """
    found = raw.execute(
        "SELECT rowid, root, id, device, incarnation, sequence, at, body, signature "  # noqa: S608
        f"FROM {_cut} WHERE rowid > ? ORDER BY rowid LIMIT ?",
        (after, most),
    ).fetchall()
    torn = [str(called[0]) for _row, *called, body, signature in found
            if not _is_save(raw, _cut_of(body, signature), called, keys, own)]  # fmt: skip
    return (found[-1][0] if found else 0), torn


def _is_save(
    raw: sqlite.Connection,
    cut: Cut | None,
    called: list[Any],
    keys: Mapping[str, bytes],
    own: "Own",
) -> bool:
    if cut is None or cut.device not in keys:
        return False
    if called != [cut.root, cut.id, cut.device, cut.incarnation, cut.sequence, cut.at]:
        return False
    whole = cut.device != own.device or _is_complete(raw, cut, own.lost)
    return whole and verify(cut, keys[cut.device])


def _cut_of(body: Any, signature: Any) -> Cut | None:
    try:
        return read_cut(signed_line(body, signature))
    except (BadLine, NotCanonical, TypeError):
        return None


def _is_complete(raw: sqlite.Connection, cut: Cut, lost: Collection[str]) -> bool:
    for one in cut.revisions:
        if one in lost:
            continue
        here = raw.execute(
            f"SELECT 1 FROM {_revision} WHERE root = ? AND id = ? "  # noqa: S608 - our name
            "UNION ALL SELECT 1 FROM redacted WHERE root = ? AND id = ?",
            (cut.root, one, cut.root, one),
        ).fetchone()
        if here is None:
            return False
    return True


# ------------------------------------------------------------------ lists


def is_listed_right(
    connection: Connection, raw: sqlite.Connection, case_id: str, *, search: bool = True
) -> bool:
    """Whether lists, tables and `search` say of a story what its revisions and its draft say."""
    number = derived.place(connection, case_id)
    made = _made(connection, case_id, number)
    for name, table in VIEW.items():
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        held = raw.execute(
            f'SELECT {columns} FROM "{name}" WHERE case_uuid = ?',  # noqa: S608 - our own names
            (case_id,),
        ).fetchall()
        if set(held) != set(map(tuple, made.tables.get(name, ()))):  # True is 1 to both
            return False
    return (
        _list_rows(connection, case_id) == [_unpacked(row) for row in made.lists]
        and _matters(connection, case_id) == sorted(map(repr, made.matters))
        and sorted(map(tuple, connection.execute(select(facet).where(facet.c.number == number))))
        == sorted(made.facets)
        and (not search or _is_found(raw, number, made))
    )


def _is_found(raw: sqlite.Connection, number: int, made: Derived) -> bool:
    held = raw.execute("SELECT rowid, title, text FROM search WHERE rowid = ?", (number,))
    return list(held) == [
        (at, as_indexed(title), as_indexed(text)) for at, title, text in made.texts
    ]


def list_right(connection: Connection, raw: sqlite.Connection, case_id: str) -> None:
    """Derive lists, tables and search of a story anew; it keeps its place."""
    number = derived.place(connection, case_id) or derived.next_number(connection)
    derived.write(connection, raw, _made(connection, case_id, number))


def _made(connection: Connection, case_id: str, number: int) -> Derived:
    made = Derived(known=True)
    shown = derived.loaded(connection, case_id)
    made.add(shown, number, derived.drafted(connection, case_id))
    return made


def _unpacked(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "packed"}


def _list_rows(connection: Connection, case_id: str) -> list[dict[str, Any]]:
    held = connection.execute(select(listing).where(listing.c.case_uuid == case_id))
    return [_unpacked(row._mapping) for row in held]  # noqa: SLF001 - the public name of it


def _matters(connection: Connection, case_id: str) -> list[str]:
    held = connection.execute(select(conflict).where(conflict.c.case_uuid == case_id))
    return sorted(repr(dict(row._mapping)) for row in held)  # noqa: SLF001 - as above


def stories(connection: Connection) -> list[str]:
    """Every story of which there is something."""
    return sorted({truth.case_of(root) for root in truth.roots(connection)})


def titles(connection: Connection) -> dict[str, str]:
    """What every story is called, those in the trash among them."""
    return dict(connection.execute(select(listing.c.case_uuid, listing.c.title)).all())


def lost_here(connection: Connection) -> frozenset[str]:
    """The revisions that a rescue could not bring back."""
    told = connection.scalar(select(FactRow.value).where(FactRow.name == _LOST))
    return frozenset((told or "").split())


def say_lost(connection: Connection, ids: Collection[str]) -> None:
    """Remember what a rescue could not bring back: nobody is told of it every day."""
    if ids:
        remember(connection, _LOST, " ".join(sorted(ids)))
