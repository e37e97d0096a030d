"""The grow-only set: revisions and the signed cuts that made them."""

import base64
import itertools
import operator
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    bindparam,
    select,
    union_all,
)

from ssc_desktop.errors import LibraryDamaged
from ssc_desktop.history.canonical import NotCanonical
from ssc_desktop.history.cut_forms import decode_cut
from ssc_desktop.history.identifiers import fingerprint
from ssc_desktop.history.revision import BadLine, Cut, Revision, stored_cut, stored_revision
from ssc_desktop.i18n import _
from ssc_desktop.store import stubs
from ssc_desktop.store.exchange_tables import RedactedRow
from ssc_desktop.store.inserting import add_rows
from ssc_desktop.store.tables import CutRow, RevisionRow, metadata

PRIVATE = "/private"

# built once: making a statement costs more than running it, and a bundle asks thousands
_revisions = metadata.tables["revision"]
_cuts = metadata.tables["cut"]
_root: BindParameter[str] = bindparam("root")
_BODIES = select(RevisionRow.body).where(RevisionRow.root == _root)
_REVISIONS = select(RevisionRow.id, RevisionRow.body).where(RevisionRow.root == _root)
_IDS = union_all(
    select(CutRow.id).where(CutRow.root == _root),
    select(RevisionRow.id).where(RevisionRow.root == _root),
    select(RedactedRow.id).where(RedactedRow.root == _root, RedactedRow.what == "revision"),
)
_CUT_IDS = select(CutRow.id).where(CutRow.root == _root)
_CUTS = (
    select(CutRow.body, CutRow.signature).where(CutRow.root == _root).order_by(CutRow.at, CutRow.id)
)
_EVERY_ID = union_all(
    select(CutRow.root, CutRow.id),
    select(RevisionRow.root, RevisionRow.id),
    select(RedactedRow.root, RedactedRow.id).where(RedactedRow.what == "revision"),
)
_some_roots: BindParameter[Sequence[str]] = bindparam("roots", expanding=True)
_IDS_OF_SOME = union_all(
    select(CutRow.root, CutRow.id).where(CutRow.root.in_(_some_roots)),
    select(RevisionRow.root, RevisionRow.id).where(RevisionRow.root.in_(_some_roots)),
    select(RedactedRow.root, RedactedRow.id).where(
        RedactedRow.root.in_(_some_roots), RedactedRow.what == "revision"
    ),
).order_by("root")
_NOTE = b'"note":'
_NOT_READ = (BadLine, NotCanonical, TypeError)  # damage can turn bytes into text
_AT_ONCE = 500
_AFTER_ALL = "~"
"""Sorts behind every root."""
_CUT = select(CutRow.id).where(CutRow.id == bindparam("cut"))


def roots_of(case_id: str) -> tuple[str, str]:
    """The open and the private root of a case."""
    return case_id, case_id + PRIVATE


def case_of(root: str) -> str:
    """The case a root belongs to."""
    return root.partition("/")[0]


def add_revisions(connection: Connection, revisions: Iterable[Revision]) -> int:
    """Put revisions into the set; what is there stays as it is. Returns how many were new.

    What was withdrawn for good stays out, wherever it comes from.
    """
    gone = stubs.every(connection).revisions
    rows = [(one.root, one.id, one.record, one.body) for one in revisions if one.id not in gone]
    return add_rows(connection, _revisions, rows, missing_only=True)


def add_cuts(connection: Connection, cuts: Iterable[Cut], bundle: str = "") -> int:
    """Put cuts into the set, with the bundle they came by; returns how many were new."""
    cuts = list(cuts)
    stubs.learn(connection, ((cut.root, cut.revisions) for cut in cuts))
    rows = [
        (
            cut.root,
            cut.id,
            cut.device,
            cut.incarnation,
            cut.sequence,
            cut.at,
            cut.body,
            cut.signature,
            bundle,
        )
        for cut in cuts
    ]
    return add_rows(connection, _cuts, rows, missing_only=True)


def revisions_of(connection: Connection, root: str) -> list[Revision]:
    """All revisions of a root. Raises LibraryDamaged where one cannot be read."""
    return compared(connection, root)[0]


def compared(connection: Connection, root: str) -> tuple[list[Revision], bool]:
    """The same, and whether one is not what its id says: the disk gave back something else."""
    ids, found = [], []
    try:
        for identity, body in connection.execute(_REVISIONS, {"root": root}):
            ids.append(identity)
            found.append(stored_revision(body))
    except _NOT_READ as error:
        raise damaged() from error
    return found, any(one.id != identity for one, identity in zip(found, ids, strict=True))


def damaged() -> LibraryDamaged:
    """What is said of a story that cannot be read, or of which nothing is as it was saved."""
    return LibraryDamaged(
        _("This story is damaged: it is not as it was saved."),
        advice=_("Bring it back from a backup, or save what can be read into a new library."),
    )


def cuts_of(connection: Connection, root: str) -> list[Cut]:
    """All cuts of a root, in the order of their moments. Raises LibraryDamaged as above."""
    try:
        return [stored_cut(line) for line in cut_lines(connection, root)]
    except _NOT_READ as error:
        raise damaged() from error


def signed_line(body: bytes, signature: bytes) -> bytes:
    """A cut as one line: its signature before its body."""
    return b'["' + base64.b64encode(signature) + b'",' + body + b"]\n"


def ids_of(connection: Connection, root: str) -> list[str]:
    """The ids of all cuts and revisions of a root, withdrawn ones among them."""
    return list(connection.scalars(_IDS, {"root": root}))


Mark = tuple[int, str]
"""How many cuts and revisions of a root are held, and their fingerprint."""


def mark_of(ids: Collection[str]) -> Mark:
    """The mark of these ids."""
    return len(ids), fingerprint(ids)


def marks(connection: Connection, wanted: Collection[str]) -> dict[str, Mark]:
    """What is held of each of these roots; those of which there is nothing are left out."""
    names = list(wanted)
    found: dict[str, Mark] = {}
    for start in range(0, len(names), _AT_ONCE):
        some = connection.execute(_IDS_OF_SOME, {"roots": names[start : start + _AT_ONCE]})
        for root, rows in itertools.groupby(some, operator.itemgetter(0)):
            found[root] = mark_of([row[1] for row in rows])
    return found


def cut_ids(connection: Connection, root: str) -> list[str]:
    """The ids of all cuts of a root."""
    return list(connection.scalars(_CUT_IDS, {"root": root}))


def roots(connection: Connection) -> list[str]:
    """Every root of which there is something, sorted."""
    return list(connection.scalars(select(CutRow.root).distinct().order_by(CutRow.root)))


def held_cases(connection: Connection, roots: Iterable[str]) -> set[str]:
    """The cases of which any of these roots is in the set."""
    wanted = sorted(set(roots))
    found: set[str] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        held = connection.scalars(select(CutRow.root).distinct().where(CutRow.root.in_(some)))
        found.update(map(case_of, held))
    return found


def is_empty(connection: Connection) -> bool:
    """Whether nothing was ever saved or taken in here."""
    return connection.scalar(select(CutRow.id).limit(1)) is None


def holds_cut(connection: Connection, cut_id: str) -> bool:
    """Whether a cut is in the set."""
    return connection.scalar(_CUT, {"cut": cut_id}) is not None


def last_of(connection: Connection, root: str, device: str, incarnation: str) -> tuple[int, str]:
    """Number and id of the last cut that one life of a database on a device made of a root."""
    row = connection.execute(
        select(CutRow.sequence, CutRow.id)
        .where(CutRow.root == root, CutRow.device == device, CutRow.incarnation == incarnation)
        .order_by(CutRow.sequence.desc(), CutRow.id)
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else (0, "")


def is_twin(connection: Connection, cut: Cut) -> bool:
    """Whether another cut has the same device, incarnation and number: a laptop was copied."""
    twin = select(CutRow.id).where(
        CutRow.root == cut.root,
        CutRow.device == cut.device,
        CutRow.incarnation == cut.incarnation,
        CutRow.sequence == cut.sequence,
        CutRow.id != cut.id,
    )
    return connection.scalar(twin) is not None


def cuts_by(
    connection: Connection, root: str, device: str, incarnation: str
) -> Iterator[tuple[str, str]]:
    """The ids and notes of the cuts that one life of a database on a device made of a root."""
    made = select(CutRow.id, CutRow.body).where(
        CutRow.root == root, CutRow.device == device, CutRow.incarnation == incarnation
    )
    for id_, body in connection.execute(made):
        yield id_, decode_cut(body).note if _NOTE in body else ""


def bodies_of(connection: Connection, root: str) -> list[tuple[str, bytes]]:
    """The revisions of a root as they are kept: id and body."""
    return list(connection.execute(_REVISIONS, {"root": root}))


def cut_lines(connection: Connection, root: str) -> list[bytes]:
    """The signed lines of a root's cuts, in the order of their moments."""
    rows = connection.execute(_CUTS, {"root": root})
    return [signed_line(body, signature) for body, signature in rows]


def histories(
    connection: Connection, wanted: Sequence[str]
) -> Iterator[tuple[str, list[bytes], list[bytes]]]:
    """Each wanted root (sorted) with the signed lines of its cuts and the bodies of its revisions.

    A few roots are asked for one by one; of many, the tables are read through once.
    """
    if len(wanted) <= _AT_ONCE:
        for root in wanted:
            yield (
                root,
                cut_lines(connection, root),
                list(connection.scalars(_BODIES, {"root": root})),
            )
        return
    cuts = _through(connection, select(CutRow.root, CutRow.body, CutRow.signature), CutRow.root)
    revisions = _through(connection, select(RevisionRow.root, RevisionRow.body), RevisionRow.root)
    revised: tuple[str, list[Any]] = ("", [])
    names = set(wanted)
    for root, lines in cuts:
        while revised[0] < root:
            revised = next(revisions, (_AFTER_ALL, []))
        if root in names:
            bodies = [row[1] for row in revised[1]] if revised[0] == root else []
            yield root, [signed_line(row[1], row[2]) for row in lines], bodies


def _through(
    connection: Connection,
    rows: Select[*tuple[Any, ...]],
    root: Any,
) -> Iterator[tuple[str, list[Any]]]:
    """All rows of a table, root by root."""
    found = connection.execution_options(yield_per=_AT_ONCE).execute(rows.order_by(root))
    for name, held in itertools.groupby(found, operator.itemgetter(0)):
        yield name, list(held)


def open_ids(connection: Connection) -> list[str]:
    """The ids of every cut and revision that is not private, withdrawn ones among them."""
    rows = connection.execute(_EVERY_ID)
    return [id_ for root, id_ in rows if not root.endswith(PRIVATE)]


def lists(connection: Connection, revision: Revision) -> bool:
    """Whether a cut in the set, of the revision's own device and root, lists it."""
    rows = connection.scalars(
        select(CutRow.body).where(CutRow.root == revision.root, CutRow.device == revision.device)
    )
    listed = revision.id.encode()
    return any(listed in body for body in rows)
