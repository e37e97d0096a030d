"""What is dragged onto the window: bundles and folders of them, and other files."""

from pathlib import Path

from PySide6.QtGui import QDropEvent

BUNDLE = (".sscz", ".sscz.age")
"""How the names of bundles end, open and locked ones."""


def is_collectable(path: Path) -> bool:
    """Whether it is a bundle by its name, or a folder that may hold some."""
    return path.name.lower().endswith(BUNDLE) or path.is_dir()


def collectable_in(event: QDropEvent) -> list[Path]:
    """The bundles and folders of this computer among what is dragged."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if is_collectable(path)]
