"""One thing in dispute, to be looked at before it is settled: all versions side by side."""

from dataclasses import dataclass
from typing import Any

from ssc_desktop.record.editing import Path
from ssc_desktop.record.word_changes import Piece
from ssc_desktop.store.library import Library


@dataclass(frozen=True, slots=True)
class Side:
    """One of the versions that are alive in a field, with all that is known of who wrote it."""

    revision: str
    """Names it when it is chosen."""
    value: Any
    """JSON."""
    text: str
    """The value in words; "" where the version emptied the field."""
    pieces: tuple[Piece, ...]
    """The words, told apart from the last common ones; all are the same where there are none."""
    at: str
    """When it was saved."""
    device: str
    """The computer's name, or the beginning of its id."""
    device_id: str
    person: str
    """Who wrote it, where that is known; else ""."""
    organisation: str
    """Whose, where that is known; else ""."""
    trust: str
    """`own`, `checked`, `seen`, `new` or `blocked`."""
    own: bool
    """Written on this computer."""
    clock_wrong: bool
    """The clock of that computer was wrong: the moment says little."""
    note: str
    """Why, in the words that were saved with it."""
    brought_back: str = ""
    """The name of the computer that brought this older version back; "" where nobody did."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field of which several versions are alive, ready to be settled."""

    case_id: str
    title: str
    path: Path
    heading: str
    """The item the answer belongs to, in words; "" for answers of the story itself."""
    label: str
    """What the answer is called."""
    sides: tuple[Side, ...]
    """The latest first; that one is shown in the story meanwhile."""
    common: str | None
    """The last words that all versions come from; None where there are none, or they are missing."""
    proposal: str
    """The changes of all versions together, where they do not touch each other; else ""."""
    proposal_pieces: tuple[Piece, ...]
    """The proposal, told apart from the last common words."""
    both: str
    """All versions, one after the other; "" where that makes no sense."""
    long: bool
    """Whether it is a text of several lines, not a single value."""
    private: bool
    """Whether it stays in the private part of the story."""
    provisional: bool
    """An older version is not here: a bundle is missing, and with it this may settle itself."""

    @property
    def seen(self) -> tuple[str, ...]:
        """The revisions on the screen, to be handed back when it is settled."""
        return tuple(side.revision for side in self.sides)


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody changed in what another deleted."""

    path: Path
    label: str
    pieces: tuple[Piece, ...]
    at: str
    device: str
    own: bool


@dataclass(frozen=True, slots=True)
class Deletion:
    """A story or an item that one deleted while another, who did not see that, changed it."""

    case_id: str
    title: str
    path: Path
    """() for the story itself."""
    heading: str
    """The item in words; "" for the story itself."""
    deleted: tuple[Side, ...]
    """Who deleted it, the latest first; `text` is empty."""
    edits: tuple[Edit, ...]
    """What the deleters had not seen, the latest first."""
    seen: tuple[str, ...]
    """All that is alive in it, to be handed back when it is settled."""
    provisional: bool


def one(library: Library, case_id: str, path: Path, language: str = "en") -> Dispute:
    """A field in conflict with all its versions. Raises NotFound where nothing is in dispute."""
    raise NotImplementedError


def deletion(library: Library, case_id: str, path: Path, language: str = "en") -> Deletion:
    """A contested deletion of a story, path (), or of an item. Raises NotFound."""
    raise NotImplementedError
