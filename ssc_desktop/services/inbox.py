"""The Inbox: bundles that wait for a person, or for a newer program; nothing is lost meanwhile."""

from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.services.answers import Changes, Plan, Progress, Stop, Taken
from ssc_desktop.store.library import Library


@dataclass(frozen=True, slots=True)
class Waiting:
    """A bundle that waits; its file is a copy in the library's folder `inbox`."""

    id: str
    """Names it in the functions of this module."""
    file_name: str
    """As the sender called it."""
    reason: str
    """`new_device`, `blocked`, `too_new`, `not_for_you` or `sealed`."""
    size: int
    at: str
    """When it was put here."""
    bundle: str = ""
    """Its id, where it could be read."""
    sender: str = ""
    """The name of the computer that made it, where it could be read."""
    sender_id: str = ""
    fingerprint: str = ""
    """Of the sender's key, in six groups of four characters, to be compared by voice."""

    def sentence(self) -> str:
        """Why it waits, and what can be done."""
        raise NotImplementedError


def waiting(library: Library) -> tuple[Waiting, ...]:
    """What waits, the latest first."""
    raise NotImplementedError


def count(library: Library) -> int:
    """How many bundles wait."""
    raise NotImplementedError


def plan(
    library: Library,
    item: str,
    *,
    passphrase: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Plan:
    """What a waiting bundle would bring. Raises as `collecting.plan`, and NotFound."""
    raise NotImplementedError


def accept(
    library: Library,
    item: str,
    *,
    passphrase: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[Taken, Changes]:
    """Take in a waiting bundle: its computer becomes `seen`, and the copy goes.

    A blocked computer must be unblocked first. Raises as `collecting.take`, NotFound,
    InvalidInput where the computer is blocked; the bundle then waits on.
    """
    raise NotImplementedError


def remove(library: Library, item: str) -> None:
    """Leave a waiting bundle out: its copy is deleted, the sender's own file is not touched."""
    raise NotImplementedError


def again(library: Library) -> tuple[tuple[Taken, ...], Changes]:
    """Take in whatever need not wait any longer.

    The program may be newer now, a key here, a computer known or no longer blocked.
    """
    raise NotImplementedError


def keep(library: Library, source: Path, reason: str) -> Waiting:
    """Copy a bundle's file into the Inbox, whole or not at all. Raises StorageError."""
    raise NotImplementedError
