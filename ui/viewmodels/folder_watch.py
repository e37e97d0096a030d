"""Notices at once when the library's folder goes, or may not be written any more."""

import os
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

AGAIN = 2_000
"""Milliseconds after which one looks again while something is wrong: nothing tells of a return."""


class FolderWatch(QObject):
    """Hears of every file that comes and goes, and tells only of what matters."""

    changed = Signal()
    """The folder went, came back, or may be written or not: somebody should look at it."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        # of a folder that is renamed only the one above it tells
        self._wanted = {str(folder), str(folder.parent)}
        self._watcher = QFileSystemWatcher(sorted(self._wanted), self)
        self._watcher.directoryChanged.connect(self._look)
        self._again = QTimer(self)
        self._again.setInterval(AGAIN)
        self._again.timeout.connect(self._look)
        self._seen = self._state()

    def _state(self) -> tuple[int, bool]:
        """Which database is there, and whether its folder may be written."""
        try:
            there = (self._folder / "library.sqlite").stat().st_ino
        except OSError:
            return 0, False
        return there, os.access(self._folder, os.W_OK)

    def _look(self, _path: str = "") -> None:
        seen = self._state()
        if not all(seen):
            self._again.start()
        else:
            self._again.stop()
            for path in self._wanted - set(self._watcher.directories()):
                self._watcher.addPath(path)  # it was gone, and is here again
        if seen != self._seen:
            self._seen = seen
            self.changed.emit()
