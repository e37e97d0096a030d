"""A whole library in one file: for whoever keeps the collection, a second place, a new laptop."""

from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.services.answers import Progress, Stop
from ssc_desktop.services.backing_up import Backup

ENDING = ".ssclibrary"


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive says of itself.

    Attributes:
        made_at: when the library was as it is in there.
        stories: without those in the trash; None where nobody counted.
        attachments: how many files.
        size: bytes when unpacked.
        protected: the library in it opens with its password alone.
        moved: it was made to move to another computer, and holds preferences.
    """

    made_at: str
    stories: int | None
    attachments: int
    size: int
    protected: bool
    moved: bool


def write(
    backup: Backup,
    target: Path,
    *,
    passphrase: str = "",
    preferences: bytes = b"",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Archive:
    """Write a backup and its attachments into one file, with a passphrase where one is given.

    It needs no library; make a backup first. The file is read back and compared. The key of this
    computer is never in it. Raises DiskFull and its kin, InvalidInput for a short passphrase,
    LibraryDamaged, Cancelled.
    """
    raise NotImplementedError


def needs_passphrase(source: Path) -> bool:
    """Whether an archive opens with a passphrase. Raises StorageError."""
    raise NotImplementedError


def look(source: Path, *, passphrase: str = "") -> Archive:
    """What an archive holds. Raises NotABundle, Damaged, TooNew, PassphraseNeeded."""
    raise NotImplementedError


def unpack(
    source: Path,
    folder: Path,
    *,
    passphrase: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Archive:
    """Make a library of an archive in `folder`, which must be empty or not there.

    Everything is checked before the folder counts as a library. Raises as `look`, InvalidInput
    where something lies there, DiskFull and its kin, Cancelled.
    """
    raise NotImplementedError
