"""What is dragged onto the window: bundles, documents, folders of them, and other files."""

from pathlib import Path

from PySide6.QtGui import QDropEvent

BUNDLE = (".sscz", ".sscz.age")
"""How the names of bundles end, open and locked ones."""
DOCUMENT = (".docx", ".docm", ".xlsx", ".xlsm", ".csv", ".tsv", ".json")
"""How the names of documents, forms and tables end that can be taken in."""
ALSO = (".odt", ".doc", ".rtf", ".ods", ".xls")
"""Those that can be looked at, and are told how to be saved anew."""


def is_document(path: Path) -> bool:
    """Whether it is a document, a form or a table by its name."""
    return path.name.lower().endswith(DOCUMENT)


def is_collectable(path: Path) -> bool:
    """Whether it is by its name something to take in, or a folder that may hold some."""
    return path.name.lower().endswith((*BUNDLE, *DOCUMENT)) or path.is_dir()


def collectable_in(event: QDropEvent) -> list[Path]:
    """The files to take in and the folders of this computer among what is dragged."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if is_collectable(path)]
