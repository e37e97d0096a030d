"""The same work told twice: suspected, looked at side by side, linked; never rewritten."""

from dataclasses import dataclass

from ssc_desktop.record.editing import Path
from ssc_desktop.record.word_changes import Piece
from ssc_desktop.services.answers import Changes, Summary
from ssc_desktop.store.library import Library


@dataclass(frozen=True, slots=True)
class Suspected:
    """Two stories that look like one, told twice."""

    one: Summary
    other: Summary
    likeness: float
    """0 to 1."""
    reasons: tuple[str, ...]
    """What they have in common, in short sentences."""


@dataclass(frozen=True, slots=True)
class InBoth:
    """A field that both stories answer, or only one of them."""

    path: Path
    label: str
    one: str
    """The answer of the first story, in words."""
    other: str
    pieces: tuple[Piece, ...]
    """The words of the second, told apart from those of the first."""
    same: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two stories side by side."""

    one: Summary
    other: Summary
    likeness: float
    fields: tuple[InBoth, ...]
    """In the order of the form; those that both answer."""
    linked: bool
    """One of them says already that both are about the same work."""
    apart: bool
    """A person found them to be two."""


def suspected(library: Library, limit: int = 40) -> tuple[Suspected, ...]:
    """Pairs of stories that look like one, the likest first; not those linked or found to be two."""
    raise NotImplementedError


def pair(library: Library, one: str, other: str, language: str = "en") -> Pair:
    """Two stories side by side. Raises NotFound."""
    raise NotImplementedError


def link(library: Library, one: str, other: str, *, relation: str = "other_view_of") -> Changes:
    """Say in the story `one` that `other` is about the same work; both stay as they are.

    A draft of `one` is saved first. Nothing is changed where one of them says so already. Raises
    NotFound, and InvalidInput where it is in the trash.
    """
    raise NotImplementedError


def apart(library: Library, one: str, other: str) -> None:
    """Remember that two stories are two; they are suspected no longer. Raises NotFound."""
    raise NotImplementedError


def together(library: Library, one: str, other: str) -> None:
    """Take that back."""
    raise NotImplementedError
