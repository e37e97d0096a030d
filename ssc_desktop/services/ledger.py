"""The ledger: how far every story has got, and which laptops have delivered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from ssc_desktop.i18n import N_, _
from ssc_desktop.store.library import Library

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
        raise NotImplementedError


def label(state: str) -> str:
    """What people call a state, in the language of the program."""
    return _(STATES[state])


def states(connection: Connection, ids: Iterable[str] | None = None) -> dict[str, str]:
    """How far stories have got, by id; all of the list where none are named."""
    raise NotImplementedError


def stories(library: Library, ids: Sequence[str] | None = None) -> tuple[Delivery, ...]:
    """How far stories have got, those changed last first; without the trash."""
    raise NotImplementedError


def laptops(library: Library) -> Ledger:
    """The computers met, and what they have delivered."""
    raise NotImplementedError
