"""What bundles brought, and what of it was undone: kept so that either can be put right again."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, select

from ssc_desktop.history.revision import (
    Cut,
    Revision,
    signed_line,
    stored_cut,
    stored_revision,
)
from ssc_desktop.store import truth
from ssc_desktop.store.exchange_tables import BroughtRow, UndoneRow
from ssc_desktop.store.inserting import add_rows
from ssc_desktop.store.tables import CutRow, RevisionRow

_AT_ONCE = 500
_NAMED = re.compile(rb'"([0-9a-f]{64})"')


def note(connection: Connection, bundle: str, places: Mapping[str, int]) -> None:
    """Remember that a bundle brought something to stories, with their places in the list before."""
    rows = [(bundle, case_id, place) for case_id, place in places.items()]
    add_rows(connection, BroughtRow.table, rows, missing_only=True)


def brought(connection: Connection, bundles: Iterable[str]) -> dict[str, dict[str, int]]:
    """The stories that bundles brought something to, each with its places by bundle, sorted."""
    rows = connection.execute(
        select(BroughtRow.case_uuid, BroughtRow.bundle, BroughtRow.number)
        .where(BroughtRow.bundle.in_(list(bundles)))
        .order_by(BroughtRow.case_uuid)
    )
    found: dict[str, dict[str, int]] = {}
    for case_id, bundle, place in rows:
        found.setdefault(case_id, {})[bundle] = place
    return found


@dataclass
class Going:
    """What of one story came by some bundles and by nothing else.

    Attributes:
        cuts: each with the bundle it came by.
        revisions: those that no cut which stays lists.
        leans: something that stays rests on what would go.
    """

    cuts: list[tuple[Cut, str]] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    leans: bool = False
    emptied: bool = True
    """Nothing of the story stays."""

    @property
    def ids(self) -> set[str]:
        """Of all that goes."""
        return {cut.id for cut, _bundle in self.cuts} | {one.id for one in self.revisions}


def going(connection: Connection, case_id: str, bundles: Iterable[str]) -> Going:
    """What would go from a story if these bundles had never come."""
    wanted = set(bundles)
    found = Going()
    staying: list[bytes] = []
    for root in truth.roots_of(case_id):
        cuts = [
            (stored_cut(signed_line(body, signature)), bundle)
            for body, signature, bundle in connection.execute(
                select(CutRow.body, CutRow.signature, CutRow.bundle).where(CutRow.root == root)
            )
        ]
        kept = [cut for cut, bundle in cuts if bundle not in wanted]
        listed = {(one, cut.device) for cut in kept for one in cut.revisions}
        revisions = truth.revisions_of(connection, root)
        stay = [one for one in revisions if (one.id, one.device) in listed]
        goes = [one for one in revisions if (one.id, one.device) not in listed]
        found.cuts += [(cut, bundle) for cut, bundle in cuts if bundle in wanted]
        found.revisions += goes
        found.leans = found.leans or _has_no_ground(stay, goes, cuts)
        staying += [*(cut.body for cut in kept), *(one.body for one in stay)]
    named = {one.decode() for body in staying for one in _NAMED.findall(body)}
    found.leans = found.leans or not named.isdisjoint(found.ids)
    found.emptied = not staying
    return found


def _has_no_ground(
    stay: Sequence[Revision], goes: Sequence[Revision], cuts: Sequence[tuple[Cut, str]]
) -> bool:
    """Whether records would stay whose beginning, or whose parent, goes."""
    moments = {one: cut.at for cut, _bundle in cuts for one in cut.revisions}
    first: dict[str, tuple[str, str]] = {}
    for one in (*stay, *goes):
        moment = (moments.get(one.id, ""), one.id)
        first[one.record] = min(first.get(one.record, moment), moment)
    begun = {one.record for one in goes if first[one.record][1] == one.id}
    return any(one.record in begun or one.parent in begun for one in stay)


def lay_aside(connection: Connection, found: Going, case_id: str) -> None:
    """Move what goes out of the truth; nothing of it is lost."""
    goes = {one.id: one for one in found.revisions}
    rows: dict[tuple[str, str], tuple[str, str, str, bytes, bytes | None]] = {}
    for cut, bundle in found.cuts:
        rows[bundle, cut.id] = (bundle, cut.id, cut.root, cut.body, cut.signature)
        for one in (goes[id_] for id_ in cut.revisions if id_ in goes):
            rows[bundle, one.id] = (bundle, one.id, one.root, one.body, None)
    add_rows(connection, UndoneRow.table, list(rows.values()), missing_only=True)
    ids = sorted(found.ids)
    for root in truth.roots_of(case_id):
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            for table in (CutRow, RevisionRow):
                connection.execute(
                    delete(table.table).where(table.root == root, table.id.in_(some))
                )
    bundles = {bundle for _cut, bundle in found.cuts}
    connection.execute(
        delete(BroughtRow.table).where(
            BroughtRow.case_uuid == case_id, BroughtRow.bundle.in_(sorted(bundles))
        )
    )


def laid_aside(connection: Connection, bundle: str) -> dict[str, tuple[list[Cut], list[Revision]]]:
    """What was undone of a bundle, by story."""
    rows = connection.execute(
        select(UndoneRow.root, UndoneRow.body, UndoneRow.signature)
        .where(UndoneRow.bundle == bundle)
        .order_by(UndoneRow.root, UndoneRow.id)
    )
    found: dict[str, tuple[list[Cut], list[Revision]]] = {}
    for root, body, signature in rows:
        cuts, revisions = found.setdefault(truth.case_of(root), ([], []))
        if signature is None:
            revisions.append(stored_revision(body))
        else:
            cuts.append(stored_cut(signed_line(body, signature)))
    return found


def forget_undone(connection: Connection, bundle: str) -> None:
    """What had been laid aside of a bundle is back."""
    connection.execute(delete(UndoneRow.table).where(UndoneRow.bundle == bundle))
