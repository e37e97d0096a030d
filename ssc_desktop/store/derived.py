"""The view kept in tables: what lists, search and statistics read, derived from the truth.

It is updated in the transaction that adds to the truth, can be rebuilt at will, and a rebuilt view
equals the kept one.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, select

from ssc_desktop.history.identifiers import fingerprint
from ssc_desktop.history.redaction import REDACTION
from ssc_desktop.history.revision import Cut, Revision
from ssc_desktop.history.view import DELETED, RecordView, view
from ssc_desktop.record import CASE, Case, record_json
from ssc_desktop.record.completeness import standing, texts_of
from ssc_desktop.record.records import FlatRecord, assembled
from ssc_desktop.store import rows, sqlite, stubs, truth
from ssc_desktop.store.inserting import add_rows
from ssc_desktop.store.stubs import NONE as NO_STUBS
from ssc_desktop.store.stubs import Stubs
from ssc_desktop.store.tables import VIEW, DraftRow, conflict, facet, listing


@dataclass(slots=True)
class CaseView:
    """A case as its revisions show it, with what the tables need to know of them."""

    case_id: str
    open: dict[str, RecordView]
    private: dict[str, RecordView]
    case: Case
    changed: str
    ids: list[str] = field(repr=False)
    stubs: Stubs = NO_STUBS
    torn: bool = False
    """Whether a revision is not what its id says."""

    def records(self, *, private: bool) -> dict[str, RecordView]:
        """The records of the open or of the private root."""
        return self.private if private else self.open

    @property
    def deleted(self) -> bool:
        """In the trash."""
        root = self.open.get(self.case_id)
        return root is not None and root.deleted

    @property
    def contested(self) -> bool:
        """Deleted by one, edited by another who had not seen that."""
        root = self.open.get(self.case_id)
        return root is not None and root.contested


def seen(
    case_id: str, revisions: Iterable[Revision], cuts: Sequence[Cut], withdrawn: Stubs = NO_STUBS
) -> CaseView:
    """The view of one case from the revisions and cuts of its open and private root.

    `withdrawn` is what was withdrawn of it for good on this copy.
    """
    by_root: dict[str, list[Revision]] = {}
    for revision in revisions:
        by_root.setdefault(revision.root, []).append(revision)
    cut_roots: dict[str, list[Cut]] = {}
    for cut in cuts:
        cut_roots.setdefault(cut.root, []).append(cut)
    views = [
        view(by_root.get(root, ()), cut_roots.get(root, ()), withdrawn.revisions)
        for root in truth.roots_of(case_id)
    ]
    case = assembled(case_id, _flat(views[0], views[1], case_id))
    ids = [one.id for root in by_root.values() for one in root] + [cut.id for cut in cuts]
    ids += withdrawn.revisions
    changed = max((cut.at for cut in cuts), default="")
    return CaseView(case_id, views[0], views[1], case, changed, ids, withdrawn)


def loaded(connection: Connection, case_id: str, only: frozenset[str] | None = None) -> CaseView:
    """The view of a case in the library; with `only`, of just these cuts of it."""
    revisions: list[Revision] = []
    cuts: list[Cut] = []
    torn = False
    for root in truth.roots_of(case_id):
        held, differs = truth.compared(connection, root)
        torn |= differs
        revisions += held
        cuts += truth.cuts_of(connection, root)
    if only is not None:
        cuts = [cut for cut in cuts if cut.id in only]
    shown = seen(case_id, revisions, cuts, stubs.of_case(connection, case_id))
    return replace(shown, torn=torn)


def everything(shown: CaseView) -> Case:
    """The case with the items that were taken away too: their names are still asked for."""
    return with_items(shown, {*shown.open, *shown.private}).case


def with_items(shown: CaseView, ids: Collection[str]) -> CaseView:
    """The view of somebody to whom these items were not taken away."""
    living = [
        {
            id_: msgspec.structs.replace(one, deleted=False) if id_ in ids else one
            for id_, one in views.items()
        }
        for views in (shown.open, shown.private)
    ]
    case = assembled(shown.case_id, _flat(living[0], living[1], shown.case_id))
    return replace(shown, open=living[0], private=living[1], case=case)


def _flat(
    open_: dict[str, RecordView], private: dict[str, RecordView], case_id: str
) -> list[FlatRecord]:
    flat = [*_shown(open_, case_id, private=False), *_shown(private, case_id, private=True)]
    flat.sort(key=lambda pair: pair[0])
    return [record for _place, record in flat]


def _shown(
    views: dict[str, RecordView], case_id: str, *, private: bool
) -> list[tuple[tuple[str, str, bool], FlatRecord]]:
    return [
        (
            (record.position, record.id, private),
            FlatRecord(
                record.id,
                record.kind,
                record.parent,
                private,
                {
                    name: list(shown.value) if isinstance(shown.value, tuple) else shown.value
                    for name, shown in record.fields.items()
                    if shown.value is not None
                },
            ),
        )
        for record in views.values()
        if record.id == case_id or not record.deleted
    ]


@dataclass(slots=True)
class Derived:
    """Rows waiting to be written: many cases go to the tables in one turn."""

    cases: list[str] = field(default_factory=list)
    known: bool = False
    """Whether the tables may hold rows of one of these cases already."""
    tables: dict[str, list[rows.Row]] = field(default_factory=dict)
    lists: list[dict[str, Any]] = field(default_factory=list)
    matters: list[dict[str, Any]] = field(default_factory=list)
    texts: list[tuple[int, str, str]] = field(default_factory=list)
    facets: list[tuple[int, str, str]] = field(default_factory=list)

    def add(
        self, shown: CaseView, number: int, drafted: Case | None = None
    ) -> dict[str, Any] | None:
        """Make the rows of one case; `drafted` is what is on the screen and not yet saved.

        Returns the row of the list. A case of which nothing is understood yet (its revisions are
        missing, or a newer version made them) has no rows: it waits in the truth.
        """
        self.cases.append(shown.case_id)
        if shown.case_id not in shown.open:
            return None
        case = drafted or shown.case
        for table, made in rows.of_case(shown.case).items():
            self.tables.setdefault(table, []).extend(made)
        matters = list(_matters(shown))
        self.matters += matters
        row = _listed(shown, case, _to_settle(matters, shown.case_id)) | {
            "number": number,
            "completeness": standing(case).percent,
            "fingerprint": fingerprint(shown.ids),
        }
        self.lists.append(row)
        if not shown.deleted:
            self.texts.append(_indexed(number, case))
            self.facets += _facets(number, case)
        return row


def list_row(shown: CaseView) -> dict[str, Any] | None:
    """What the list would show of a case, but for its place and its completeness."""
    if shown.case_id not in shown.open:
        return None
    unknown = {"number": 0, "completeness": 0, "fingerprint": ""}
    return _listed(shown, shown.case, _to_settle(_matters(shown), shown.case_id)) | unknown


def _listed(shown: CaseView, case: Case, conflicts: int) -> dict[str, Any]:
    return {
        **rows.of_list(case),
        "case_uuid": shown.case_id,
        "changed": shown.changed,
        "conflicts": conflicts,
        "deleted": shown.deleted,
        "contested": shown.contested,
        "packed": "",
    }


def _indexed(number: int, case: Case) -> tuple[int, str, str]:
    return number, str(case.title or ""), "\n".join(texts_of(case, CASE.fields))


def _facets(number: int, case: Case) -> list[tuple[int, str, str]]:
    return [(number, kind, code) for kind, code in sorted(rows.of_facets(case))]


def _matters(shown: CaseView) -> Iterator[dict[str, Any]]:
    """What wants a person: fields in conflict, contested deletions, and what is to be withdrawn.

    An item has two halves where some of its answers are private: its deletion is told once.
    """
    told: set[tuple[str, str]] = set()
    gone: dict[str, bool] = {}
    for private in (False, True):
        for record in shown.records(private=private).values():
            for name in _disputed(shown, record, gone):
                if (record.id, name) not in told:
                    told.add((record.id, name))
                    yield _matter(shown, record, name, private=private)


def _disputed(shown: CaseView, record: RecordView, gone: dict[str, bool]) -> list[str]:
    """The fields of a record that want a person."""
    if record.kind == REDACTION:
        target = record.fields.get("target")
        waits = target is not None and not shown.stubs.hold(str(target.value))
        return ["target"] if waits else []
    names = [name for name, value in record.fields.items() if value.conflict]
    names += [DELETED] if record.contested else []
    # what is no part of the story, as this version knows it, is shown nowhere
    is_part = record.id == shown.case_id or record.kind in CASE.groups()
    return names if names and is_part and not _gone(shown, record, gone) else []


def _matter(shown: CaseView, record: RecordView, name: str, *, private: bool) -> dict[str, Any]:
    value = record.fields.get(name)
    live = value.live if value is not None else record.marks
    return {
        "case_uuid": shown.case_id,
        "record": record.id,
        "field": name,
        "kind": record.kind,
        "private": private,
        "incomplete": value is not None and value.incomplete,
        "versions": [
            {
                "value": one.value if name != DELETED else None,
                "revision": one.revision,
                "at": one.at,
                "device": one.device,
                "by": one.by,
            }
            for one in live
        ],
    }


def _to_settle(matters: Iterable[dict[str, Any]], case_id: str) -> int:
    """How many of them the list counts: the story's own deletion is told apart there."""
    return sum(
        one["kind"] != REDACTION and (one["record"], one["field"]) != (case_id, DELETED)
        for one in matters
    )


def _gone(shown: CaseView, record: RecordView, known: dict[str, bool]) -> bool:
    """Whether an item was deleted, or what it is part of; the trash keeps its own conflicts.

    `known` holds what was found of others before.
    """
    walked: dict[str, bool] = {}
    above: RecordView | None = record
    is_gone = False
    while above is not None and above.id != shown.case_id and above.id not in walked:
        is_gone = known.get(above.id, above.deleted)
        if is_gone or above.id in known:
            break
        walked[above.id] = False
        above = shown.open.get(above.parent) or shown.private.get(above.parent)
    known.update(dict.fromkeys([record.id, *walked], is_gone))
    return is_gone


def write(connection: Connection, raw: sqlite.Connection, waiting: Derived) -> None:
    """Put waiting rows in the place of what the tables hold of these cases."""
    packed = _forget(connection, raw, waiting.cases) if waiting.known else {}
    for row in waiting.lists:
        row["packed"] = packed.get(row["case_uuid"], "")
    for name, made in waiting.tables.items():
        add_rows(connection, VIEW[name], made)
    if waiting.matters:
        connection.execute(conflict.insert(), waiting.matters)
    columns = listing.columns.keys()
    add_rows(connection, listing, [tuple(row[name] for name in columns) for row in waiting.lists])
    add_rows(connection, facet, waiting.facets)
    sqlite.index(raw, waiting.texts)


# built once: making forty statements costs more than all else that a save does
_GONE = [
    delete(table).where(table.c.case_uuid == bindparam("gone"))
    for table in (*VIEW.values(), conflict, listing)
]


def _forget(connection: Connection, raw: sqlite.Connection, cases: Sequence[str]) -> dict[str, str]:
    """Take cases out of the tables; returns the fingerprints their last bundle carried."""
    old = connection.execute(
        select(listing.c.case_uuid, listing.c.number, listing.c.packed).where(
            listing.c.case_uuid.in_(cases)
        )
    ).all()
    if not old:
        return {}
    known, numbers = [row[0] for row in old], [row[1] for row in old]
    sqlite.unindex(raw, numbers)
    connection.execute(delete(facet).where(facet.c.number.in_(numbers)))
    for gone in _GONE:
        connection.execute(gone, [{"gone": one} for one in known])
    return {row[0]: row[2] for row in old}


def index(connection: Connection, raw: sqlite.Connection, case_id: str, case: Case) -> None:
    """Let search and the conditions of the list find what is on the screen."""
    number = connection.scalar(
        select(listing.c.number).where(listing.c.case_uuid == case_id, listing.c.deleted.is_(False))
    )
    if number is not None:
        sqlite.unindex(raw, [number])
        sqlite.index(raw, [_indexed(number, case)])
        _renew_facets(connection, number, case)


def _renew_facets(connection: Connection, number: int, case: Case) -> None:
    now = _facets(number, case)
    held = connection.execute(select(facet).where(facet.c.number == number))
    if sorted(map(tuple, held)) != now:
        connection.execute(delete(facet).where(facet.c.number == number))
        add_rows(connection, facet, now)


def place(connection: Connection, case_id: str) -> int:
    """The place of a case in the list; 0 where it is not there."""
    return connection.scalar(select(listing.c.number).where(listing.c.case_uuid == case_id)) or 0


def is_free(connection: Connection, place: int) -> bool:
    """Whether no case stands at a place of the list."""
    return connection.scalar(select(listing.c.number).where(listing.c.number == place)) is None


def next_number(connection: Connection) -> int:
    """The next place in the list: the story changed last comes first, whatever the clock says."""
    return (connection.scalar(select(func.max(listing.c.number))) or 0) + 1


def update(connection: Connection, raw: sqlite.Connection, case_id: str) -> CaseView:
    """Derive one case anew; returns its view."""
    shown = loaded(connection, case_id)
    waiting = Derived(known=True)
    waiting.add(shown, next_number(connection), drafted(connection, case_id))
    write(connection, raw, waiting)
    return shown


def drafted(connection: Connection, case_id: str) -> Case | None:
    """The case as its draft has it, if there is one."""
    body = connection.scalar(select(DraftRow.body).where(DraftRow.case_uuid == case_id))
    return record_json.restored(json.loads(body)) if body else None


def rebuild(connection: Connection, raw: sqlite.Connection) -> int:
    """Derive every case anew, in the order of the list; returns how many there are."""
    order = dict(connection.execute(select(listing.c.case_uuid, listing.c.number)).all())
    cases = {truth.case_of(root) for root in truth.roots(connection)}
    last = max(order.values(), default=0)
    order.update((case_id, at) for at, case_id in enumerate(sorted(cases - order.keys()), last + 1))
    for case_id in sorted(cases):
        waiting = Derived(known=True)
        waiting.add(loaded(connection, case_id), order[case_id], drafted(connection, case_id))
        write(connection, raw, waiting)
    return len(cases)
