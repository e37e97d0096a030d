"""Undoing an import: what a bundle brought is laid aside whole, and can be put back."""

from collections.abc import Sequence
from dataclasses import dataclass

from ssc_desktop.services.answers import Changes, Summary
from ssc_desktop.store.library import Library


@dataclass(frozen=True, slots=True)
class Left:
    """A story that stays as it is."""

    case_id: str
    title: str
    why: str
    """A sentence."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of the stories that bundles brought."""

    bundles: tuple[str, ...]
    gone: tuple[Summary, ...] = ()
    """Stories that are not in the library any more; after putting back, those that are again."""
    changed: tuple[Summary, ...] = ()
    """Stories that are as before."""
    left: tuple[Left, ...] = ()
    """Stories left as they are: something was written over what came."""

    def sentence(self) -> str:
        """What happened, in a sentence or two."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Import:
    """A bundle that was taken in, as the list of imports shows it."""

    bundle: str
    file_name: str
    sender: str
    at: str
    stories: int
    """How many it brought something to."""
    undone: bool


def imports(library: Library, limit: int = 100) -> tuple[Import, ...]:
    """The bundles taken in, the latest first."""
    raise NotImplementedError


def undo(library: Library, bundles: Sequence[str]) -> tuple[Undone, Changes]:
    """Take back what bundles brought, in one transaction; the attachments stay.

    Stories in which something was written over what came are left as they are and named. Raises
    NotFound where a bundle was not taken in.
    """
    raise NotImplementedError


def put_back(library: Library, bundles: Sequence[str]) -> tuple[Undone, Changes]:
    """Bring back what was undone. Raises NotFound where nothing of it was."""
    raise NotImplementedError
