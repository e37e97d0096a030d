"""Withdrawing words or files for good: consent was taken back, or personal data must go.

A redaction is a revision and travels like all others. On each copy a person confirms it; then the
bytes are destroyed there, the id stays as a stub, and copies that come in are dropped.
"""

from dataclasses import dataclass

from ssc_desktop.record.editing import Path
from ssc_desktop.services.answers import Changes
from ssc_desktop.store.library import Library

Target = Path | str
"""A field or an item by its path; or the id of one revision or attachment."""


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """What withdrawing something would take away, told before it is done."""

    case_id: str
    title: str
    texts: tuple[str, ...]
    """The words of every version, the latest first."""
    revisions: tuple[str, ...]
    files: tuple[str, ...]
    """SHA-256."""
    others: tuple[str, ...]
    """Names of computers that wrote versions which this one may not withdraw."""
    also_in: tuple[str, ...]
    """Titles of other stories that use the same files: they are gone there too."""
    backups: int
    """Copies of the library that still hold it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A redaction that came in and waits for this copy's confirmation."""

    id: str
    case_id: str
    title: str
    at: str
    device: str
    """The name of the computer that asks for it."""
    reason: str
    by_author: bool
    """The computer that wrote the words asks; else a facilitator or the repository."""
    texts: tuple[str, ...]
    """The words that would be destroyed; empty where they are not here."""
    files: tuple[str, ...]
    """Names of files that would be destroyed."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was destroyed on this copy."""

    revisions: int
    files: int
    left: int
    """Versions by others, which only they or a facilitator may withdraw."""
    backups: int
    """Copies of the library, made before, that still hold it."""
    changes: Changes


def looked_at(library: Library, case_id: str, target: Target, language: str = "en") -> Withdrawing:
    """What withdrawing `target` would take away; nothing is changed. Raises NotFound."""
    raise NotImplementedError


def redact(library: Library, case_id: str, target: Target, reason: str) -> Withdrawn:
    """Withdraw words or a file: empty the field, ask all copies to destroy it, and do so here.

    What the same saves say besides is said anew. Raises NotFound, and InvalidInput where this
    computer neither wrote it nor is the facilitator's or the repository's.
    """
    raise NotImplementedError


def waiting(library: Library, language: str = "en") -> tuple[Waiting, ...]:
    """The redactions that others asked for and that may be confirmed here, the latest first."""
    return () if library and language else ()


def confirm(library: Library, identity: str) -> Withdrawn:
    """Destroy on this copy what a redaction names; the id stays as a stub. Raises NotFound."""
    raise NotImplementedError
