"""The ledger: how far every story has got, and which laptops have delivered."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from ssc_desktop.i18n import N_, _, ngettext
from ssc_desktop.store import deliveries, devices
from ssc_desktop.store.exchange_tables import InvitationRow
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import listing

STATES = {
    "draft": N_("Draft"),
    "changed": N_("Changed since the last bundle"),
    "packed": N_("In a bundle"),
    "delivered": N_("Delivered"),
    "integrated": N_("In the repository"),
    "returned": N_("Returned"),
    "needs_you": N_("Needs you"),
}
"""How far a story can have got, with what people call it.

draft: it was never in a bundle. changed: it was, and something was written since. packed: a bundle
made here carries it as it is now. delivered: another computer is known to hold it as it is now;
integrated: the repository is. returned: somebody elsewhere asks for changes. needs_you: two
versions wait to be settled, or it was deleted by one and edited by another.
"""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far one story has got."""

    id: str
    title: str
    state: str
    """One of STATES."""
    computers: tuple[str, ...] = ()
    """The names of the computers that are known to hold it as it is now."""


@dataclass(frozen=True, slots=True)
class Laptop:
    """What is known of another computer."""

    id: str
    name: str
    """What its owner calls it, or the beginning of its id."""
    trust: str
    """`checked`, `seen`, `new` or `blocked`."""
    role: str
    """`facilitator`, `repository` or ""."""
    recipient: str
    """Its public key for encryption, or ""."""
    delivered: bool
    """Whether stories from it were taken in."""
    last: str
    """When the last bundle of it was taken in, `YYYY-MM-DDThh:mm:ssZ`; "" where none was."""
    stories: int
    """The stories here in which it wrote."""
    newer: int
    """The stories of which it holds something that is not here."""
    answered: bool
    """Whether it is known what it holds: a bundle for it need carry only the rest."""
    asks: int | None = None
    """How many stories it asks for; 0 for whatever it lacks, None where it asks for nothing."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Which laptops have delivered."""

    laptops: tuple[Laptop, ...]
    """By name."""
    delivered: int
    expected: int
    """As the invitation to the workshop says; 0 where nobody said."""
    newer: int
    """Laptops that hold newer drafts than are here."""

    def sentence(self) -> str:
        """The whole in a sentence: “34 of 41 laptops delivered; 3 have newer drafts.”."""
        if self.expected:
            delivered = ngettext(
                "{n} of {expected} laptop delivered",
                "{n} of {expected} laptops delivered",
                self.expected,
            ).format(n=self.delivered, expected=self.expected)
        else:
            delivered = ngettext(
                "{n} laptop delivered", "{n} laptops delivered", self.delivered
            ).format(n=self.delivered)
        if not self.newer:
            return _("{delivered}.").format(delivered=delivered)
        newer = ngettext("{n} has newer drafts", "{n} have newer drafts", self.newer)
        return _("{delivered}; {newer}.").format(
            delivered=delivered, newer=newer.format(n=self.newer)
        )


def label(state: str) -> str:
    """What people call a state, in the language of the program."""
    return _(STATES[state])


def states(
    library: Library, connection: Connection, ids: Collection[str] | None = None
) -> dict[str, str]:
    """How far stories have got, by id, without the trash; all of the list where none are named."""
    return deliveries.states(connection, library.device.id, ids)


def stories(library: Library, ids: Sequence[str] | None = None) -> tuple[Delivery, ...]:
    """How far stories have got, those changed last first; without the trash."""
    with library.reading() as connection:
        found = states(library, connection, ids)
        holders = deliveries.holding(connection)
        names = {one: name or one[:8] for one, _key, name in devices.known(connection)}
        told = select(listing.c.case_uuid, listing.c.title).where(listing.c.deleted.is_(False))
        if ids is not None:
            told = told.where(listing.c.case_uuid.in_(ids))
        lines = connection.execute(told.order_by(listing.c.number.desc()))
        return tuple(
            Delivery(case_id, title, found[case_id], _named(holders.get(case_id, ()), names))
            for case_id, title in lines
        )


def _named(computers: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(names.get(one, one[:8]) for one in computers))


def laptops(library: Library) -> Ledger:
    """The computers met, and what they have delivered."""
    with library.reading() as connection:
        lines = tuple(
            Laptop(
                one.device,
                one.name or one.device[:8],
                one.trust,
                one.role,
                one.recipient,
                one.stories > 0,
                one.last,
                one.stories,
                one.newer,
                one.answered,
                one.asks,
            )
            for one in deliveries.senders(connection, library.device.id)
        )
        expected = _expected(connection)
    # the repository and those who facilitate deliver nothing that anybody waits for
    awaited = [one for one in lines if not one.role and one.trust != "blocked"]
    return Ledger(
        lines,
        sum(one.delivered for one in awaited),
        expected,
        sum(one.newer > 0 for one in awaited),
    )


def _expected(connection: Connection) -> int:
    last = select(InvitationRow.body).order_by(InvitationRow.at.desc()).limit(1)
    body = connection.scalar(last) or {}
    laptops = body.get("laptops", 0)
    return laptops if isinstance(laptops, int) else 0
