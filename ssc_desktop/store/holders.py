"""What other computers are known to hold: as their receipts, their bundles and ours tell.

All of it is hearsay. What is wrong in it makes a bundle carry too much or too little; the next
comparison shows that.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, select, update

from ssc_desktop import clock
from ssc_desktop.store import truth
from ssc_desktop.store.exchange_tables import (
    AcknowledgedRow,
    BundleRow,
    HandedRow,
    HolderRow,
    ReceiptRow,
)
from ssc_desktop.store.inserting import add_rows, insert
from ssc_desktop.store.tables import listing
from ssc_desktop.store.truth import Mark

_AT_ONCE = 500
_PREFIX = 8
"""Bytes by which an attachment is named in receipts."""
_MOST_TAKEN = 2_000
"""So many bundles a receipt names at most."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a bundle says that its sender holds.

    Attributes:
        created: when, by the sender's own clock.
        came: whether what it speaks of came with it; a receipt speaks of what stays where it is.
        withheld: roots of which something came that nobody here wants.
    """

    device: str
    bundle: str
    created: str
    roots: Mapping[str, Mark]
    came: bool = True
    withheld: frozenset[str] = frozenset()


class Heard(NamedTuple):
    """What another computer was last said to hold of a root."""

    mark: Mark
    bundle: str
    newer: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """What a receipt or a request says beside the roots.

    Attributes:
        all: of everything that its sender holds.
        blobs: the first eight bytes of the attachments it holds, one after the other.
        wanted: the roots it asks for, none for all; None where it asks for nothing.
    """

    all: Mark
    blobs: bytes
    missing: Sequence[str]
    taken: Sequence[str]
    wanted: Sequence[str] | None = None


# ------------------------------------------------------------ what is told


def hear(connection: Connection, word: Word) -> frozenset[str]:
    """Remember what a bundle says; returns the roots of which its sender holds more than is here.

    To be asked when what came with it is in the library.
    """
    before: dict[str, Heard] = {}
    for some in _some(list(word.roots)):
        before |= heard(connection, word.device, some)
    here = _Here.of(connection, word.roots)
    rows = [
        (root, word.device, *mark, word.bundle, *here.compared(word, root, before))
        for root, mark in word.roots.items()
        if not (word.came and _is_stale(word, mark, before.get(root)))
    ]
    _forget(connection, word, [row[0] for row in rows])
    add_rows(connection, HolderRow.table, rows)
    if word.came:
        _agree(connection, word, here)
    return frozenset(row[0] for row in rows if row[-1])


def heard(
    connection: Connection, device: str, roots: Sequence[str] | None = None
) -> dict[str, Heard]:
    """What a computer was last said to hold, by root; of some hundred roots, or of all."""
    table = HolderRow.table
    asked = select(table).where(table.c.device == device)
    if roots is not None:
        asked = asked.where(table.c.root.in_(roots))
    rows = connection.execute(asked)
    return {row.root: Heard((row.number, row.fingerprint), row.bundle, row.newer) for row in rows}


def _is_stale(word: Word, mark: Mark, before: Heard | None) -> bool:
    """Whether a bundle comes after one that its sender made later."""
    # ids are in the order of their making; where a clock was set back, the number still tells:
    # what is held only grows
    return before is not None and word.bundle < before.bundle and mark[0] < before.mark[0]


def _forget(connection: Connection, word: Word, roots: Sequence[str]) -> None:
    table = HolderRow.table
    own = delete(table).where(table.c.device == word.device)
    if not word.came:
        connection.execute(own.where(~table.c.root.endswith(truth.PRIVATE)))
    for some in _some(roots):
        connection.execute(own.where(table.c.root.in_(some)))


@dataclass(slots=True)
class _Here:
    """What is known here of some roots."""

    own: dict[str, Mark]
    listed: dict[str, str]
    """The fingerprints of the stories, as the list has them."""
    went: dict[str, dict[str, str]] = field(default_factory=dict)
    """What was handed on of each story, with the story's fingerprint at that time."""

    @classmethod
    def of(cls, connection: Connection, roots: Collection[str]) -> "_Here":
        here = cls(truth.marks(connection, roots), _listed(connection, roots))
        for some in _some([one for one in roots if not one.endswith(truth.PRIVATE)]):
            handed = select(HandedRow.case_uuid, HandedRow.went, HandedRow.fingerprint)
            for row in connection.execute(handed.where(HandedRow.case_uuid.in_(some))):
                here.went.setdefault(row[0], {})[row[1]] = row[2]
        return here

    def compared(self, word: Word, root: str, before: Mapping[str, Heard]) -> tuple[str, bool]:
        """The columns `same` and `newer` of what a bundle says of a root."""
        told, own = word.roots[root], self.own.get(root, (0, ""))
        now = self.listed.get(root, "")
        if told == own:
            return now, False
        then = self.went.get(root, {}).get(told[1])
        if then is not None:  # what was handed on from here
            return (now if then == now else ""), False
        if word.came:
            return "", own[0] < told[0] and root not in word.withheld
        last = before.get(root)
        return "", last.newer if last is not None and last.mark == told else True


def _listed(connection: Connection, roots: Iterable[str]) -> dict[str, str]:
    """The fingerprints of stories, as the list has them; by their open roots."""
    found: dict[str, str] = {}
    for some in _some([one for one in roots if not one.endswith(truth.PRIVATE)]):
        asked = select(listing.c.case_uuid, listing.c.fingerprint)
        rows = connection.execute(asked.where(listing.c.case_uuid.in_(some)))
        found.update({row[0]: row[1] for row in rows})
    return found


def _agree(connection: Connection, word: Word, here: _Here) -> None:
    """See that others hold what is here now too, or nothing that is not."""
    table = HolderRow.table
    for some in _some(list(word.roots)):
        others = select(table).where(table.c.root.in_(some), table.c.device != word.device)
        for row in connection.execute(others).all():
            mark = (row.number, row.fingerprint)
            same = row.same
            if mark == here.own.get(row.root):
                same = here.listed.get(row.root, "")
            elif mark != word.roots[row.root]:
                continue
            if row.newer or row.same != same:
                _set(connection, row, same)


def _set(connection: Connection, row: Row[Any], same: str) -> None:
    table = HolderRow.table
    this = (table.c.root == row.root) & (table.c.device == row.device)
    connection.execute(update(table).where(this).values(same=same, newer=False))


# ------------------------------------------------------------ receipts and requests


def receive(connection: Connection, word: Word, whole: Whole) -> bool:
    """Remember a receipt or a request; False where a later one is known, and nothing is changed.

    A request counts always: who was set back by an old backup holds less than before.
    """
    last = receipt(connection, word.device)
    waits = last is not None and last.bundle != "" and whole.wanted is None
    if last is not None and waits and _is_older(word, whole, last):
        return False
    values = {
        "bundle": word.bundle,
        "created": word.created,
        "number": whole.all[0],
        "fingerprint": whole.all[1],
        "blobs": whole.blobs,
        "missing": list(whole.missing),
        "wanted": None if whole.wanted is None else list(whole.wanted),
    }
    _keep_receipt(connection, word.device, values)
    hear(connection, word)
    # a full list of bundles forgets the oldest: only a short one tells what was taken back
    _acknowledge(connection, word.device, whole.taken, forget=len(whole.taken) < _MOST_TAKEN)
    _hold_what_was_taken(connection, word.device)
    return True


def _is_older(word: Word, whole: Whole, last: Row[Any]) -> bool:
    return bool(word.bundle < last.bundle and whole.all[0] < last.number)


def hold_blobs(
    connection: Connection, device: str, held: Collection[str], lacking: Collection[str]
) -> None:
    """Remember which attachments a computer sent, and which it could not send."""
    last = receipt(connection, device)
    blobs, missing = (last.blobs, last.missing) if last is not None else (b"", [])
    known = {blobs[at : at + _PREFIX] for at in range(0, len(blobs), _PREFIX)}
    every = known | {bytes.fromhex(one)[:_PREFIX] for one in held}
    lacks = sorted({*missing, *lacking}.difference(held))
    if every == known and lacks == missing:
        return
    values = {"blobs": b"".join(sorted(every)), "missing": lacks}
    if last is not None:
        own = update(ReceiptRow.table).where(ReceiptRow.device == device)
        connection.execute(own.values(**values))
        return
    nothing = {"bundle": "", "created": "", "number": 0, "fingerprint": "", "wanted": None}
    _keep_receipt(connection, device, {**nothing, **values})


def _keep_receipt(connection: Connection, device: str, values: dict[str, Any]) -> None:
    row = insert(connection, ReceiptRow).values(device=device, **values)
    connection.execute(row.on_conflict_do_update(index_elements=[ReceiptRow.device], set_=values))


def receipt(connection: Connection, device: str) -> Row[Any] | None:
    """The row of what a computer holds as a whole."""
    table = ReceiptRow.table
    return connection.execute(select(table).where(table.c.device == device)).first()


def requests(connection: Connection) -> list[Row[Any]]:
    """The rows of the computers that ask for something."""
    table = ReceiptRow.table
    asked = select(table).where(table.c.wanted.is_not(None)).order_by(table.c.device)
    return [row for row in connection.execute(asked) if row.wanted is not None]


def answered(connection: Connection, device: str) -> None:
    """The request of a computer was answered."""
    own = update(ReceiptRow.table).where(ReceiptRow.device == device)
    connection.execute(own.values(wanted=None))


def _acknowledge(
    connection: Connection, device: str, taken: Collection[str], *, forget: bool
) -> None:
    """Remember which bundles of this library a computer has taken in.

    With `forget`, those that it does not name any more it took back.
    """
    table = AcknowledgedRow.table
    made = {
        one
        for some in _some(sorted(taken))
        for one in connection.scalars(
            select(BundleRow.id).where(BundleRow.id.in_(some), BundleRow.direction == "made")
        )
    }
    if forget:
        gone = (
            set(connection.scalars(select(table.c.bundle).where(table.c.device == device))) - made
        )
        for some in _some(sorted(gone)):
            lost = delete(table).where(table.c.device == device, table.c.bundle.in_(some))
            connection.execute(lost)
    now = clock.stamp(clock.now())
    add_rows(connection, table, [(one, device, now) for one in sorted(made)], missing_only=True)


def _hold_what_was_taken(connection: Connection, device: str) -> None:
    """Whoever took in a bundle from here holds what it carried, whatever else it holds."""
    handed, part = HandedRow.table, BundleRow.table
    taken = (
        select(handed.c.case_uuid, handed.c.fingerprint, part.c.part_set, AcknowledgedRow.bundle)
        .join(listing, listing.c.case_uuid == handed.c.case_uuid)
        .join(part, part.c.id == handed.c.bundle)
        .outerjoin(
            AcknowledgedRow.table,
            (AcknowledgedRow.bundle == handed.c.bundle) & (AcknowledgedRow.device == device),
        )
        .where(handed.c.fingerprint == listing.c.fingerprint)
    )
    whole: dict[tuple[str, str, str], bool] = {}
    for case_id, fingerprint, part_set, bundle in connection.execute(taken):
        key = (case_id, fingerprint, part_set)
        whole[key] = whole.get(key, True) and bundle is not None
    own = update(HolderRow.table).where(HolderRow.device == device)
    for (case_id, fingerprint, _set_of), taken_whole in whole.items():
        if taken_whole:
            connection.execute(own.where(HolderRow.root == case_id).values(same=fingerprint))


# ------------------------------------------------------------ what is handed on


def hand(connection: Connection, bundle: str, went: Mapping[str, str]) -> None:
    """Remember which stories a bundle carries: what went of each, by its id."""
    now = clock.stamp(clock.now())
    rows = [
        (case_id, bundle, fingerprint, went[case_id], now)
        for case_id, fingerprint in _listed(connection, went).items()
    ]
    add_rows(connection, HandedRow.table, rows, missing_only=True)


def unknown(connection: Connection, bundles: Iterable[str]) -> frozenset[str]:
    """Those of these bundles that were not made by this library, as it is now."""
    told = frozenset(bundles)
    made: set[str] = set()
    for some in _some(sorted(told)):
        of_here = select(BundleRow.id).where(BundleRow.id.in_(some), BundleRow.direction == "made")
        made.update(connection.scalars(of_here))
    return told - made


def not_held(connection: Connection, here: Mapping[str, Mark]) -> frozenset[str]:
    """The bundles whose senders hold more of a root than is here: something was taken back."""
    table = HolderRow.table
    rows = connection.execute(select(table.c.root, table.c.number, table.c.bundle))
    return frozenset(row.bundle for row in rows if row.number > here.get(row.root, (0, ""))[0])


def lacking(connection: Connection) -> list[str]:
    """The stories of which somebody holds something that is not here, sorted."""
    roots = connection.scalars(select(HolderRow.root).where(HolderRow.newer).distinct())
    return sorted(set(map(truth.case_of, roots)))


def _some(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
