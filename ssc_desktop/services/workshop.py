"""Workshops: an invitation sets up a laptop in one step, with the keys of those who run it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from ssc_desktop.bundle.reading import Opened
from ssc_desktop.services.answers import Changes
from ssc_desktop.services.trust import Computer
from ssc_desktop.store.library import Library


@dataclass(frozen=True, slots=True)
class Workshop:
    """A workshop this copy knows of."""

    id: str
    name: str
    languages: tuple[str, ...] = ()
    """Of the interface, the preferred one first."""
    part_size: int = 0
    """Bytes a part of a bundle may have; 0 for no limit."""
    laptops: int = 0
    """How many are expected; 0 where it was not said."""
    keys: tuple[Computer, ...] = ()
    """Facilitator and repository; their state is `checked` once the invitation was taken in."""
    recipients: tuple[str, ...] = ()
    """The keys for encryption that come with it."""
    made_here: bool = False
    at: str = ""
    """When it was made or taken in here."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation, looked at; nothing was written."""

    path: Path
    workshop: Workshop
    inviter: Computer
    """Who signed it: compare the fingerprint with the person."""
    replaces: str = ""
    """The name of the workshop this laptop is set up for now, where it is another."""
    warnings: tuple[str, ...] = ()
    """Keys that are not those known under the same name or in the same workshop."""


def invite(  # noqa: PLR0913 - what an invitation says
    library: Library,
    name: str,
    target: Path,
    *,
    languages: Sequence[str] = (),
    part_size: int = 0,
    laptops: int = 0,
    repository: str = "",
) -> Workshop:
    """Write an invitation with this computer as facilitator; `repository` is as in `trust.find`.

    The same name continues the workshop of that name made here. Raises InvalidInput, StorageError
    or ExportError.
    """
    raise NotImplementedError


def look(library: Library, source: Path) -> Invitation:
    """What an invitation says; nothing is written. Raises as `collecting.plan`."""
    raise NotImplementedError


def join(library: Library, source: Path) -> tuple[Workshop, Changes]:
    """Take an invitation in: the workshop is known, its keys are `checked`. Raises as `look`."""
    raise NotImplementedError


def current(library: Library) -> Workshop | None:
    """The workshop this laptop is set up for: the one made or taken in last."""
    raise NotImplementedError


def take_in(library: Library, connection: Connection, opened: Opened) -> bool:
    """Write down what an invitation says; False where the bundle is none."""
    return False
