"""What is dragged onto the window: bundles, and other files."""

from pathlib import Path

from PySide6.QtGui import QDropEvent

BUNDLE = ".sscz"


def files_in(event: QDropEvent) -> list[Path]:
    """The files of this computer among what is dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def bundles_in(event: QDropEvent) -> list[Path]:
    """The bundles among what is dragged."""
    return [path for path in files_in(event) if path.suffix.lower() == BUNDLE]


def others_in(event: QDropEvent) -> list[Path]:
    """The files among what is dragged that are no bundles."""
    return [path for path in files_in(event) if path.suffix.lower() != BUNDLE]
