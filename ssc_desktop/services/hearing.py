"""Hearing: what a bundle that is taken in says of its sender, and of what is lost here."""

import json
from collections.abc import Mapping

from sqlalchemy import Connection, select

from ssc_desktop.bundle import kinds
from ssc_desktop.bundle.header import Header, Held
from ssc_desktop.bundle.messages import Receipt, Request
from ssc_desktop.bundle.reading import Opened
from ssc_desktop.store import holders, truth
from ssc_desktop.store.holders import Whole, Word
from ssc_desktop.store.library import Library, remember
from ssc_desktop.store.tables import FactRow

_LOST = "lost"


def hear(library: Library, connection: Connection, opened: Opened) -> frozenset[str]:
    """Learn what the sender of a bundle holds; returns the stories of which it brought too little.

    To be asked when what came with the bundle is in the library, in the same transaction.
    """
    sender, header, message = opened.sender.id, opened.header, opened.message
    if sender == library.device.id or header.kind == kinds.INVITATION:
        return frozenset()
    if isinstance(message, Receipt | Request):
        wanted = message.wanted if isinstance(message, Request) else None
        told = message.held if isinstance(message, Request) else message
        word = Word(sender, header.bundle, header.created, _marks(told.roots), came=False)
        all_ = (told.everything.number, told.everything.fingerprint)
        whole = Whole(all_, told.blobs, told.missing, told.taken, wanted)
        holders.receive(connection, word, whole)
        return frozenset()
    marks = _marks(header.roots)
    word = Word(sender, header.bundle, header.created, marks, withheld=opened.withheld)
    lacking = holders.hear(connection, word)
    # what was made for nobody in particular lacks what its sender lacks
    complete = header.since is None and header.kind != kinds.LIGHT
    holders.hold_blobs(connection, sender, opened.types, header.absent if complete else ())
    _see_what_is_lost(library, connection, header)
    return frozenset(map(truth.case_of, lacking))


def _marks(roots: Mapping[str, Held]) -> dict[str, truth.Mark]:
    return {root: (held.number, held.fingerprint) for root, held in roots.items()}


# ------------------------------------------------------------ lost after a receipt


def counts_on_lost(library: Library, connection: Connection, header: Header) -> bool:
    """Whether a bundle leaves out what this library held once and does not know of any more.

    It names the receipts it trusts in. Whoever does not know a receipt of its own was set back
    to an older copy since, and must ask for the rest.
    """
    since = header.since
    if since is None or since.device != library.device.id:
        return False
    return bool(holders.unknown(connection, since.bundles))


def _see_what_is_lost(library: Library, connection: Connection, header: Header) -> None:
    before = lost_with(connection)
    lost = counts_on_lost(library, connection, header)
    after = (before | {header.device}) if lost else (before - {header.device})
    if after != before:
        remember(connection, _LOST, json.dumps(sorted(after)))


def lost_with(connection: Connection) -> frozenset[str]:
    """The computers that count on something that is not here any more."""
    told = connection.scalar(select(FactRow.value).where(FactRow.name == _LOST))
    return frozenset(json.loads(told)) if told else frozenset()
