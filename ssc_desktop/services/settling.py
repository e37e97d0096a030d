"""Settling what is in dispute: a signed save over all versions that were on the screen.

Nothing is destroyed by it: the versions stay in the history, the settlement travels with the next
bundle, and it can be opened again.
"""

from dataclasses import dataclass
from typing import Any

from ssc_desktop.record.editing import Path
from ssc_desktop.services.answers import Changes
from ssc_desktop.store.library import Library


@dataclass(frozen=True, slots=True)
class Keep:
    """This version stays."""

    revision: str


@dataclass(frozen=True, slots=True)
class Both:
    """All versions, one after the other, the oldest first; lists joined, each line once."""


@dataclass(frozen=True, slots=True)
class Write:
    """A new text or value, in memory form, as `cases.read_value` gives it."""

    value: Any


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing is changed; the activity log says that it was looked at."""


@dataclass(frozen=True, slots=True)
class Delete:
    """Of a contested deletion: it goes, now that the changes were seen."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Of a contested deletion: it stays."""


Choice = Keep | Both | Write | Later | Delete | Stay


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of it."""

    settled: int
    """How many disputes came to an end: 0 or 1 for one, more for a whole story."""
    arrived: int
    """Versions that came in since the screen was drawn: they are alive, look at them too."""
    changes: Changes
    cuts: tuple[str, ...] = ()
    """The saves that were made: an editor that shows the outcome has seen them (`seen_too`)."""


@dataclass(frozen=True, slots=True)
class Former:
    """A version that a settlement replaced."""

    revision: str
    text: str
    at: str
    device: str
    own: bool
    chosen: bool
    """The settlement kept it."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """A dispute that somebody settled."""

    id: str
    """The revision that settled it; names it in `reopen`."""
    case_id: str
    title: str
    path: Path
    """Of a field; of a deletion () or that of the item."""
    heading: str
    label: str
    """What the answer is called; "" for a deletion."""
    at: str
    device: str
    own: bool
    why: str
    text: str
    """What was settled on, in words."""
    versions: tuple[Former, ...]
    """What stood side by side, the latest first."""
    stands: bool
    """It says so today: nobody changed it since."""


@dataclass(frozen=True, slots=True)
class Settlements:
    """Some settlements, the latest first."""

    settlements: tuple[Settlement, ...]
    more: str = ""
    """Where the next ones begin; "" where these were the last."""


def settle(  # noqa: PLR0913 - what, where, how, why, and what was on the screen
    library: Library,
    case_id: str,
    path: Path,
    choice: Choice,
    why: str = "",
    *,
    seen: tuple[str, ...] = (),
) -> Settled:
    """Settle a field in conflict or a contested deletion.

    `seen` is what stood on the screen (`Dispute.seen`, `Deletion.seen`); versions that came later
    stay alive, and `Settled.arrived` counts them. Without it all that is there counts as seen. A
    draft of the story is saved first.

    Raises NotFound where nothing is in dispute, InvalidInput where the choice does not fit.
    """
    raise NotImplementedError


def settle_all(library: Library, case_id: str, device_id: str, why: str = "") -> Settled:
    """Settle all conflicts of a story in favour of one computer, in one save.

    Fields of which none of the versions is from that computer stay open. Raises NotFound.
    """
    raise NotImplementedError


def settled(
    library: Library,
    case_id: str | None = None,
    *,
    start: str = "",
    limit: int = 40,
    language: str = "en",
) -> Settlements:
    """What was settled in a story, or (with a reason) in the whole library."""
    raise NotImplementedError


def reopen(
    library: Library, case_id: str, settlement: str, *, revision: str = "", why: str = ""
) -> Changes:
    """Open a settlement again.

    With `revision`, one of its versions, that version becomes the value; without, all versions
    stand side by side again, to be settled anew. Either is a new save. Raises NotFound.
    """
    raise NotImplementedError


def seen_too(base: str, cuts: tuple[str, ...]) -> str:
    """The base of an editor that took over what a settlement made (`Settled.cuts`)."""
    raise NotImplementedError
