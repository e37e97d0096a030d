"""PDF pages of the program's own: a Word document of ours, set and drawn by Qt.

Nothing here needs the window's thread: the window runs `stories` as a job, the command line runs
it as it is.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssc_desktop.services.libraries import Library
    from ssc_desktop.services.printing import DocumentWish, Printed

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


def stories(  # noqa: PLR0913 - what, how, where, for whom, and how it is followed
    library: "Library",
    ids: Sequence[str],
    wish: "DocumentWish",
    target: Path,
    *,
    circle: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> "Printed":
    """Write stories as a PDF, in any layout there is for Word.

    Raises what `services.documents.word` raises; the target is then as it was.
    """
    raise NotImplementedError


def write(
    document: Path, target: Path, *, progress: Progress | None = None, stop: Stop | None = None
) -> int:
    """Write the pages of a Word document of ours as a PDF; returns how many there are.

    Raises WordError, Cancelled, ExportError or StorageError; the target is then as it was.
    """
    raise NotImplementedError
