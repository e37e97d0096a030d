"""Gathering: many bundles at once, told in one summary and taken in as one piece of work."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop.services.answers import Changes, Plan, Progress, Stop, Summary, Taken
from ssc_desktop.services.inbox import Waiting
from ssc_desktop.store.library import Library

if TYPE_CHECKING:
    from ssc_desktop.services.duplicates import Suspected

LOCKED = "passphrase"
"""The rule of a file that is locked with a passphrase."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be taken in now; the others are not held up by it."""

    path: Path
    message: str
    """What happened."""
    advice: str
    """What to do."""
    rule: str = ""
    """The rule of the format that refused it; "" where the reason is another."""
    kept_as: str = ""
    """`too_new` or `sealed` where taking in will keep a copy in the Inbox, for later."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one computer sends, over all its bundles."""

    sender: str
    """Its name."""
    sender_id: str
    state: str
    """`own`, `checked`, `seen`, `new` or `blocked`."""
    bundles: int
    new: int
    updated: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class Plans:
    """What several bundles would bring together; nothing was written.

    A story that comes in several of them is told once. What a blocked computer sent is left out
    of the sums: it waits in the Inbox.
    """

    plans: tuple[Plan, ...]
    """One for each bundle that can be read, in the order in which they will be taken in."""
    refused: tuple[Refused, ...] = ()
    new: tuple[Summary, ...] = ()
    updated: tuple[Summary, ...] = ()
    conflicts: int = 0
    """Fields that will need a person, also where two of the bundles disagree."""
    duplicates: "tuple[Suspected, ...]" = ()
    """New stories that may tell of the same initiative as another one."""
    missing: tuple[str, ...] = ()
    """Pictures that stories name and nobody sent yet (SHA-256)."""
    pictures: int = 0
    quarantined: int = 0
    shares: tuple[Share, ...] = ()
    """By sender, in the order of their names."""
    warnings: tuple[str, ...] = ()

    @property
    def asking(self) -> tuple[Plan, ...]:
        """The bundles about which a person must agree first; without that they go to the Inbox."""
        return tuple(plan for plan in self.plans if plan.waits)

    @property
    def locked(self) -> tuple[Path, ...]:
        """The files that open with a passphrase: ask for it, then plan again."""
        return tuple(one.path for one in self.refused if one.rule == LOCKED)

    def sentence(self) -> str:
        """The whole in one sentence: “31 new, 8 updated, 1 needs you.”."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Gathered:
    """What became of several bundles."""

    taken: tuple[Taken, ...]
    waiting: tuple[Waiting, ...] = ()
    """Bundles that were put into the Inbox."""
    refused: tuple[Refused, ...] = ()
    """Bundles that failed on the way; their stories are as they were."""
    left: int = 0
    """How many were not begun, because the person stopped."""

    @property
    def bundles(self) -> tuple[str, ...]:
        """The ids of the bundles that were taken in: what `undoing.undo` wants."""
        return tuple(one.bundle for one in self.taken)


def plan_all(
    library: Library,
    sources: Sequence[Path],
    *,
    passphrase: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Plans:
    """What files, and the bundles in folders, would bring together; nothing is written.

    A bad file is refused alone, and so is one whose passphrase was not given or is wrong: see
    `Plans.locked`. Raises Cancelled.
    """
    raise NotImplementedError


def take_all(
    library: Library,
    plans: Plans,
    *,
    accept: Collection[str] = (),
    passphrase: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[Gathered, Changes]:
    """Take in what was planned, each bundle in a transaction of its own.

    `accept` holds the ids of those bundles among `plans.asking` that the person agreed to; the
    others among them go to the Inbox. Stopping ends the work between two bundles.
    """
    raise NotImplementedError
