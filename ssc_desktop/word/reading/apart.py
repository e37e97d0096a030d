"""Reading in a process of its own, so that a hostile file costs neither memory nor time."""

from collections.abc import Callable
from pathlib import Path

from ssc_desktop.record.found import FoundStory
from ssc_desktop.word.reading import document


def read(path: Path, stop: Callable[[], bool]) -> tuple[FoundStory, ...]:
    """The stories found in a Word document."""
    del stop
    return document.parse(path)
