"""Saving what can be read of a damaged library: into a new one; the damaged one stays as it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop.services.answers import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from ssc_desktop.store.key_slots import DataKey


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be saved, and what could not.

    Attributes:
        folder: the new library.
        stories: how many stories it holds.
        revisions: how many saved changes.
        lost: how many changes that were saved here could not be read any more.
        incomplete: the stories that lack some of them, as (id, title).
        drafts: stories with words that were typed and not yet saved as a version.
        attachments: files that came along, photos and documents.
        attachments_lost: files that were damaged or missing.
        sentences: the same in words for a person; each a whole sentence.
    """

    folder: Path
    stories: int
    revisions: int
    lost: int
    incomplete: tuple[tuple[str, str], ...]
    drafts: int
    attachments: int
    attachments_lost: int
    sentences: tuple[str, ...]


def salvage(
    folder: Path,
    target: Path,
    key: "DataKey | None" = None,
    *,
    progress: Progress | None = None,
    stop: "Callable[[], bool] | None" = None,
) -> Salvaged:
    """Build a new library at `target` of all that can be read in the damaged one in `folder`.

    Needs no more than the bytes: no header, no list of tables. Nothing is written into `folder`,
    whose library must be closed. `target` must be missing or an empty folder.

    Raises NotFound where nothing can be read, InvalidInput where `target` is not free,
    LibraryLocked where the damaged library is open, PasswordNeeded where it is protected and no
    key was given, StorageError, and Cancelled; nothing is then left at `target`.
    """
    raise NotImplementedError


def free_place(folder: Path) -> Path:
    """A folder beside a damaged library that is free for the new one."""
    raise NotImplementedError
