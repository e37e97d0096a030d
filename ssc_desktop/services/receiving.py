"""Receiving: what the computer that a bundle is for holds already, as far as is known here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from ssc_desktop.bundle import messages
from ssc_desktop.bundle.header import Since
from ssc_desktop.services.going import Going
from ssc_desktop.store import holders, stubs, truth
from ssc_desktop.store.holders import Heard

_PREFIX = 2 * messages.PREFIX


@dataclass(frozen=True, slots=True)
class Receiver:
    """What a computer says that it holds; nothing of one that never said anything."""

    device: str = ""
    roots: Mapping[str, Heard] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    """Attachments it asks for."""
    receipt: str = ""
    """The id of its last receipt."""
    _blobs: frozenset[str] = frozenset()

    @classmethod
    def of(cls, connection: Connection, device: str) -> "Receiver":
        """What is known of a computer; "" is nobody in particular."""
        if not device:
            return cls()
        told = holders.receipt(connection, device)
        roots = holders.heard(connection, device)
        if told is None:
            return cls(device, roots)
        held = messages.named(told.blobs)
        return cls(device, roots, frozenset(told.missing), told.bundle, held)

    def holds(self, sha256: str) -> bool:
        """Whether it holds an attachment."""
        return sha256[:_PREFIX] in self._blobs

    def has(self, connection: Connection, going: Going) -> frozenset[str]:
        """The roots of which it holds all that may go, or all that is here.

        Both are compared: whoever wrote the story holds what stays here of it too, and whoever
        never had what was withdrawn lacks nothing.
        """
        told = {root: self.roots[root].mark for root in going.roots if root in self.roots}
        here = truth.marks(connection, told)
        same = {root for root, mark in told.items() if here.get(root) == mark}
        shortened = stubs.roots(connection)
        rest = [
            root
            for root in told
            if root not in same and (root in shortened or not going.goes_whole(root))
        ]
        for root in rest:
            if truth.mark_of(_ids_going(connection, root, going)) == told[root]:
                same.add(root)
        return frozenset(same)

    def since(self, left: Collection[str], *, attachments: bool) -> Since | None:
        """On whose word roots, or attachments, were left out of a bundle."""
        if not left and not attachments:
            return None
        named = {self.roots[root].bundle for root in left}
        if attachments and self.receipt:
            named.add(self.receipt)
        return Since(self.device, tuple(sorted(named)))


def _ids_going(connection: Connection, root: str, going: Going) -> list[str]:
    bodies = truth.bodies_of(connection, root)
    holding = going.holding(truth.case_of(root))
    cuts = (one for one in truth.cut_ids(connection, root) if one not in holding.saves)
    return [*cuts, *(id_ for id_, body in bodies if holding.lets(body))]
