"""What is dragged onto the window: bundles, and other files."""

from pathlib import Path

from PySide6.QtGui import QDropEvent

BUNDLE = (".sscz", ".sscz.age")
"""How the names of bundles end, open and locked ones."""


def is_bundle(path: Path) -> bool:
    """Whether a file's name is that of a bundle."""
    return path.name.lower().endswith(BUNDLE)


def files_in(event: QDropEvent) -> list[Path]:
    """The files of this computer among what is dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def bundles_in(event: QDropEvent) -> list[Path]:
    """The bundles among what is dragged."""
    return [path for path in files_in(event) if is_bundle(path)]


def collectable_in(event: QDropEvent) -> list[Path]:
    """The bundles, and folders that may hold some, among what is dragged."""
    return [path for path in files_in(event) if is_bundle(path) or path.is_dir()]


def others_in(event: QDropEvent) -> list[Path]:
    """The files among what is dragged that are no bundles."""
    return [path for path in files_in(event) if not is_bundle(path)]
