"""Receipts and requests: what this computer holds or lacks, and what others say of themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.services.answers import Made, Progress, Stop
from ssc_desktop.services.sharing import Wish
from ssc_desktop.store.library import Library


@dataclass(frozen=True, slots=True)
class Lacking:
    """What this library knows that it lacks."""

    stories: tuple[str, ...] = ()
    """Ids of stories of which another computer holds something that is not here."""
    pictures: tuple[str, ...] = ()
    """Attachments that stories name and that are not here (SHA-256)."""
    lost: bool = False
    """This library told somebody that it holds what it does not hold: an older copy came back."""

    def __bool__(self) -> bool:
        return bool(self.stories or self.pictures or self.lost)

    def sentence(self) -> str:
        """What a request would ask for; "" where there is nothing."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Asking:
    """A request of another computer that was not answered yet."""

    device: str
    name: str
    """Of the computer."""
    at: str
    """When it was made, as that computer's clock says."""
    stories: tuple[str, ...] = ()
    """The stories it asks for; all that it lacks where there are none."""
    pictures: int = 0


def suggested_name(library: Library, kind: str) -> str:
    """A file name for a new `receipt` or `request`, in plain ASCII."""
    raise NotImplementedError


def make(library: Library, target: Path) -> Made:
    """Write a receipt: what this computer holds, so that others need not send it again.

    Private matter and stories that may not leave are not in it. Raises StorageError or ExportError.
    """
    raise NotImplementedError


def lacking(library: Library) -> Lacking:
    """What a request would ask for."""
    raise NotImplementedError


def request(library: Library, target: Path, ids: Sequence[str] = ()) -> Made:
    """Write a request for what this library lacks, or for these stories, whole.

    It says as a receipt does what is held. Raises InvalidInput where nothing is known to be
    lacking, StorageError or ExportError.
    """
    raise NotImplementedError


def asking(library: Library) -> tuple[Asking, ...]:
    """The requests of others that wait for an answer."""
    raise NotImplementedError


def answer(
    library: Library,
    device: str,
    target: Path,
    wish: Wish | None = None,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Made:
    """Make the bundle that answers the last request of a computer; raises as `sharing.make`."""
    raise NotImplementedError
