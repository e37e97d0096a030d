"""Documents that somebody sent, read back: what is found, never what is believed.

`read` is the door: it reads in a process of its own, with little memory and time. `parse` is what
that process runs.
"""

from collections.abc import Callable
from pathlib import Path

from ssc_desktop.record.found import FoundStory

__all__ = ["parse", "read"]


def read(path: Path, *, stop: Callable[[], bool] = lambda: False) -> tuple[FoundStory, ...]:
    """The stories found in a Word document (.docx, .docm, .dotx; .odt and .doc by LibreOffice).

    The file is opened for reading only and never written to.

    Raises WordError with a sentence for the person where it cannot be read, StorageError where it
    is not there, Cancelled when `stop` says True.
    """
    from ssc_desktop.word.reading import apart  # noqa: PLC0415 - loaded when used

    return apart.read(path, stop)


def parse(path: Path) -> tuple[FoundStory, ...]:
    """The same in this process, without limits of memory and time; raises the same errors."""
    from ssc_desktop.word.reading import document  # noqa: PLC0415 - likewise

    return document.parse(path)
