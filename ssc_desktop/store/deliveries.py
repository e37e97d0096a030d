"""Deliveries: how far stories have got, and what came from whom; read in few queries."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Integer, bindparam, cast, func, select, text

from ssc_desktop.store import truth
from ssc_desktop.store.exchange_tables import BundleRow, DeviceRow, HolderRow, ReceiptRow
from ssc_desktop.store.tables import VIEW, CutRow, RevisionRow, listing

REPOSITORY = "repository"
ASKED = "changes_asked"
_AT_ONCE = 500

_HELD = (
    "SELECT 1 FROM holder JOIN device ON device.id = holder.device "
    "WHERE holder.root = listing.case_uuid AND holder.same = listing.fingerprint"
)
_STATES = (
    "SELECT listing.case_uuid, listing.status, "  # noqa: S608 - ours
    "CASE WHEN listing.conflicts > 0 OR listing.contested THEN 'needs_you' "
    f"WHEN EXISTS ({_HELD} AND device.role = :repository) THEN 'integrated' "
    f"WHEN EXISTS ({_HELD}) THEN 'delivered' "
    "WHEN listing.packed = listing.fingerprint THEN 'packed' "
    "WHEN listing.packed <> '' OR EXISTS "
    "(SELECT 1 FROM holder WHERE holder.root = listing.case_uuid) THEN 'changed' "
    "ELSE 'draft' END FROM listing WHERE NOT listing.deleted"
)
_SOME = text(f"{_STATES} AND listing.case_uuid IN :ids").bindparams(
    bindparam("ids", expanding=True)
)


def states(connection: Connection, own: str, ids: Collection[str] | None = None) -> dict[str, str]:
    """How far stories have got, by id, without the trash; `own` is this computer."""
    rows = list(_rows(connection, ids))
    found = {row[0]: row[2] for row in rows}
    asked = [row[0] for row in rows if row[1] == ASKED and row[2] != "needs_you"]
    for case_id in asked:
        if _asked_elsewhere(connection, case_id, own):
            found[case_id] = "returned"
    return found | _without_pictures(connection, found)


def _without_pictures(connection: Connection, found: Mapping[str, str]) -> dict[str, str]:
    """The stories that went out and of which others hold the text, but not every file."""
    short = {case_id for _device, case_id in _short(connection)}
    partly = [one for one in sorted(short) if found.get(one) in {"delivered", "integrated"}]
    if not partly:
        return {}
    went = select(listing.c.case_uuid).where(listing.c.packed == listing.c.fingerprint)
    went_out = set(connection.scalars(went))
    held = holding(connection)
    roles = dict(connection.execute(select(DeviceRow.id, DeviceRow.role)).all())
    told = {}
    for case_id in went_out.intersection(partly):
        whole = [roles.get(device) for device in held.get(case_id, ())]
        told[case_id] = "packed" if not whole else "delivered"
        if REPOSITORY in whole:
            told[case_id] = "integrated"
    return told


def _short(connection: Connection) -> set[tuple[str, str]]:
    """Computers with the stories of which they say that they lack a file."""
    table = VIEW["attachment"]
    found: set[tuple[str, str]] = set()
    for device, missing in connection.execute(select(ReceiptRow.device, ReceiptRow.missing)):
        for start in range(0, len(missing), _AT_ONCE):
            some = table.c.sha256.in_(missing[start : start + _AT_ONCE])
            cases = connection.scalars(select(table.c.case_uuid).where(some))
            found.update((device, case_id) for case_id in cases)
    return found


def _rows(connection: Connection, ids: Collection[str] | None) -> Iterator[Sequence[str]]:
    given = {"repository": REPOSITORY}
    if ids is None:
        yield from connection.execute(text(_STATES), given)
        return
    wanted = list(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        yield from connection.execute(_SOME, {**given, "ids": wanted[start : start + _AT_ONCE]})


class _Status(msgspec.Struct):
    status: tuple[object, tuple[str, ...]]


class _Said(msgspec.Struct):
    dev: str
    set: _Status


_said = msgspec.json.Decoder(_Said).decode


def _asked_elsewhere(connection: Connection, case_id: str, own: str) -> bool:
    """Whether another computer says that changes are asked for."""
    rows = connection.execute(
        select(RevisionRow.id, RevisionRow.body).where(
            RevisionRow.root == case_id,
            RevisionRow.rec == case_id,
            RevisionRow.body.op("LIKE")(b'%"status":[%'),
        )
    )
    said = {row[0]: _said(row[1]) for row in rows}
    replaced = {one for told in said.values() for one in told.set.status[1]}
    return any(
        told.dev != own and told.set.status[0] == ASKED
        for identity, told in said.items()
        if identity not in replaced
    )


def holding(connection: Connection) -> dict[str, list[str]]:
    """The computers that hold stories as they are here, with their files: their ids, by story."""
    short = _short(connection)
    held = select(HolderRow.root, HolderRow.device).join(
        listing,
        (listing.c.case_uuid == HolderRow.root) & (listing.c.fingerprint == HolderRow.same),
    )
    found: dict[str, list[str]] = {}
    for root, device in connection.execute(held.order_by(HolderRow.root, HolderRow.device)):
        if (device, root) not in short:
            found.setdefault(root, []).append(device)
    return found


@dataclass(frozen=True, slots=True)
class Sender:
    """What came from another computer."""

    device: str
    name: str
    trust: str
    role: str
    recipient: str
    last: str
    """When the last bundle of it was taken in."""
    stories: int
    """In which it wrote."""
    newer: int
    """Of which it holds something that is not here."""
    answered: bool
    """Whether it is known what it holds."""
    asks: int | None


def senders(connection: Connection, own: str) -> list[Sender]:
    """The other computers, by name."""
    last = dict(
        connection.execute(
            select(BundleRow.sender, func.max(BundleRow.at))
            .where(BundleRow.direction == "taken")
            .group_by(BundleRow.sender)
        ).all()
    )
    is_open = ~CutRow.root.endswith(truth.PRIVATE)
    wrote = dict(
        connection.execute(
            select(CutRow.device, func.count(CutRow.root.distinct()))
            .where(is_open)
            .group_by(CutRow.device)
        ).all()
    )
    held = {
        row[0]: row[1] or 0
        for row in connection.execute(
            select(HolderRow.device, func.sum(cast(HolderRow.newer, Integer))).group_by(
                HolderRow.device
            )
        )
    }
    asks = dict(connection.execute(select(ReceiptRow.device, ReceiptRow.wanted)).all())
    known = select(DeviceRow.table).where(DeviceRow.id != own)
    return [
        Sender(
            row.id,
            row.name,
            row.trust,
            row.role,
            row.recipient,
            last.get(row.id, ""),
            wrote.get(row.id, 0),
            held.get(row.id, 0),
            row.id in held or row.id in asks,
            _number(asks.get(row.id)),
        )
        for row in connection.execute(known.order_by(DeviceRow.name, DeviceRow.id))
    ]


def _number(wanted: Sequence[str] | None) -> int | None:
    return None if wanted is None else len(set(map(truth.case_of, wanted)))
