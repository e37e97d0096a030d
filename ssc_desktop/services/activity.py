"""What was done with others, kept when the program ends: made, taken in, taken back, settled."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from ssc_desktop.store.library import Library

MOST = 5_000
"""So many are kept; the oldest go first."""
KINDS = (
    "made",
    "taken",
    "undone",
    "put_back",
    "settled",
    "redacted",
    "linked",
    "trusted",
    "refused",
)
"""What is written down; receipts, requests and invitations are `made` and `taken` like stories."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was done."""

    number: int
    """Names it as `before`; the later, the higher."""
    at: str
    """When, `YYYY-MM-DDThh:mm:ssZ`."""
    kind: str
    """One of KINDS."""
    sentence: str
    """What was done, in the language of the program now."""
    stories: tuple[str, ...] = ()
    """The stories it concerned."""
    bundle: str = ""
    can_undo: bool = False
    """Whether it is an import that stands: see `undoing.undo`."""


def note(connection: Connection, kind: str, bundle: str, detail: Mapping[str, Any]) -> None:
    """Write down what was done, in the transaction that does it.

    `detail` is JSON. Sentences know its members `name` (of the file), `computer` (whom it came
    from, was for, or is about), `stories` (their ids), `new`, `updated`, `conflicts`, `pictures`,
    `parts` (numbers), `title`, `field`, `state`, `why` (texts) and `sort` (the bundle's kind).
    """
    raise NotImplementedError


def entries(library: Library, limit: int = 50, before: int | None = None) -> tuple[Entry, ...]:
    """What was done, the latest first; with `before`, what was done before that entry."""
    raise NotImplementedError
