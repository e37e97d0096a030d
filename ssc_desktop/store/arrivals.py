"""What bundles brought, and what of it was undone: kept so that either can be put right again."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, delete, exists, select, update

from ssc_desktop.history.revision import (
    Cut,
    Revision,
    signed_line,
    stored_cut,
    stored_revision,
)
from ssc_desktop.history.view import POSITION
from ssc_desktop.store import truth
from ssc_desktop.store.exchange_tables import BroughtRow, UndoneRow
from ssc_desktop.store.inserting import add_rows
from ssc_desktop.store.tables import CutRow, RevisionRow

_AT_ONCE = 500
_CUTS = select(CutRow.body, CutRow.signature, CutRow.bundle).where(CutRow.root == bindparam("root"))
_NAMED = re.compile(rb'"([0-9a-f]{64})"')


def note(
    connection: Connection,
    bundle: str,
    places: Mapping[str, int],
    filled: Mapping[str, Collection[str]],
) -> None:
    """Remember that a bundle brought something to stories, with their places in the list before.

    `filled` are the revisions, by story, that it brought to saves which were here without them.
    """
    rows = [(bundle, case_id, place, "") for case_id, place in places.items()]
    add_rows(connection, BroughtRow.table, rows, missing_only=True)
    table = BroughtRow.table
    for case_id, ids in filled.items():
        this = (table.c.bundle == bundle) & (table.c.case_uuid == case_id)
        before = (connection.scalar(select(table.c.filled).where(this)) or "").split()
        told = " ".join(dict.fromkeys([*before, *ids]))
        connection.execute(update(table).where(this).values(filled=told))


def filling(revisions: Iterable[Revision], cuts: Iterable[Cut]) -> list[str]:
    """The revisions among these that none of the cuts lists: their saves were here without them."""
    listed = {(one, cut.device) for cut in cuts for one in cut.revisions}
    return [one.id for one in revisions if (one.id, one.device) not in listed]


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
        revisions: those that no cut which stays lists, or that came later than it.
        filled: of the latter, the bundle each came by.
        leans: something that stays rests on what would go.
    """

    cuts: list[tuple[Cut, str]] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    filled: dict[str, str] = field(default_factory=dict)
    leans: bool = False
    emptied: bool = True
    """Nothing of the story stays."""

    @property
    def ids(self) -> set[str]:
        """Of all that goes."""
        return {cut.id for cut, _bundle in self.cuts} | {one.id for one in self.revisions}


def going(connection: Connection, case_id: str, places: Mapping[str, int]) -> Going:
    """What would go from a story if bundles had never come; `places` as `brought` tells them."""
    found = Going(filled=_filled(connection, case_id, places))
    staying: list[Revision] = []
    kept: list[Cut] = []
    for root in truth.roots_of(case_id):
        stay = []
        for body, signature, bundle in connection.execute(_CUTS, {"root": root}):
            cut = stored_cut(signed_line(body, signature))
            if bundle in places:
                found.cuts.append((cut, bundle))
            else:
                stay.append(cut)
        listed = {(one, cut.device) for cut in stay for one in cut.revisions}
        for one in truth.revisions_of(connection, root):
            stays = (one.id, one.device) in listed and one.id not in found.filled
            (staying if stays else found.revisions).append(one)
        kept += stay
    found.emptied = not kept
    named = {one for revision in staying for one in _named(revision.body)}
    for cut in kept:
        named |= _named(cut.body) - found.filled.keys()
    came_new = not all(places.values())
    found.leans = (
        not named.isdisjoint(found.ids)
        or (came_new and not found.emptied)
        or _has_no_ground(case_id, staying, found.revisions)
    )
    return found


def _filled(connection: Connection, case_id: str, bundles: Iterable[str]) -> dict[str, str]:
    table = BroughtRow.table
    asked = select(table.c.bundle, table.c.filled).where(
        table.c.case_uuid == case_id, table.c.bundle.in_(list(bundles)), table.c.filled != ""
    )
    return {one: bundle for bundle, ids in connection.execute(asked) for one in ids.split()}


def _named(body: bytes) -> set[str]:
    return {one.decode() for one in _NAMED.findall(body)}


def _has_no_ground(case_id: str, staying: Iterable[Revision], goes: Iterable[Revision]) -> bool:
    """Whether something would stay of items whose beginning goes, or in such items."""
    placed = {one.record for one in staying if POSITION in one.fields}
    begun = {one.record for one in goes if POSITION in one.fields} - placed - {case_id}
    return any(one.record in begun or one.parent in begun for one in staying)


def lay_aside(connection: Connection, found: Going, case_id: str) -> None:
    """Move what goes out of the truth; nothing of it is lost."""
    goes = {one.id: one for one in found.revisions}
    rows: dict[tuple[str, str], tuple[str, str, str, bytes, bytes | None]] = {}
    for cut, bundle in found.cuts:
        rows[bundle, cut.id] = (bundle, cut.id, cut.root, cut.body, cut.signature)
        for one in (goes[id_] for id_ in cut.revisions if id_ in goes):
            rows[bundle, one.id] = (bundle, one.id, one.root, one.body, None)
    for id_, bundle in found.filled.items():
        if id_ in goes:
            one = goes[id_]
            rows[bundle, id_] = (bundle, id_, one.root, one.body, None)
    add_rows(connection, UndoneRow.table, list(rows.values()), missing_only=True)
    ids = sorted(found.ids)
    for root in truth.roots_of(case_id):
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            for table in (CutRow, RevisionRow):
                connection.execute(
                    delete(table.table).where(table.root == root, table.id.in_(some))
                )
    bundles = {*(bundle for _cut, bundle in found.cuts), *found.filled.values()}
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


def aside(connection: Connection, case_id: str) -> tuple[list[Cut], list[Revision]]:
    """All that was undone of a story."""
    wanted = UndoneRow.root.in_(truth.roots_of(case_id))
    cuts: dict[str, Cut] = {}
    revisions: dict[str, Revision] = {}
    asked = select(UndoneRow.id, UndoneRow.body, UndoneRow.signature).where(wanted)
    for id_, body, signature in connection.execute(asked):
        if signature is None:
            revisions[id_] = stored_revision(body)
        else:
            cuts[id_] = stored_cut(signed_line(body, signature))
    return list(cuts.values()), list(revisions.values())


def forget_undone(connection: Connection, bundle: str) -> None:
    """What had been laid aside of a bundle is back: what of it is here again need not be kept."""
    for table in (CutRow, RevisionRow):
        here = exists().where(table.root == UndoneRow.root, table.id == UndoneRow.id)
        connection.execute(delete(UndoneRow.table).where(UndoneRow.bundle == bundle, here))
