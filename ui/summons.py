"""A second start shows the window that is open already, instead of a second one.

The two programs know nothing of each other but the library's folder: the second lays a file there
that says what is to be opened, and the first takes it away when it has come forward.
"""

import contextlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

NAME: Final = "library.show"
_LARGEST: Final = 64 * 1024
_LOOK: Final = 50
_PATIENCE: Final = 40
"""So many looks for an answer: two seconds. A program that is at work answers all the same."""


class Summons(QObject):
    """Hears in the library's folder that somebody started the program once more."""

    called = Signal(object)
    """The files to look at, a tuple of paths: come forward."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = folder / NAME
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)  # of a program that went on without us
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self._look)

    def _look(self, _path: str = "") -> None:
        try:
            with self._file.open("rb") as stream:
                said = stream.read(_LARGEST)
            self._file.unlink()
        except OSError:
            return
        self.called.emit(_paths(said))


def _paths(said: bytes) -> tuple[Path, ...]:
    try:
        told: Any = json.loads(said)
    except (ValueError, RecursionError):
        return ()
    names = told if isinstance(told, list) else []
    return tuple(Path(one) for one in names if isinstance(one, str))


class Call(QObject):
    """Asks the program that has a library open to come forward."""

    def __init__(self, folder: Path, opened: Sequence[Path], parent: QObject) -> None:
        super().__init__(parent)
        self._file = folder / NAME
        self._opened = [str(one.absolute()) for one in opened]
        self._left = _PATIENCE
        self._then: Callable[[bool], object] = bool
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self._look)

    def make(self, then: Callable[[bool], object]) -> None:
        """Call, and say `then` whether somebody came."""
        self._then = then
        part = self._file.with_name(f"{NAME}.part")
        try:
            part.write_text(json.dumps(self._opened), encoding="utf-8")
            part.replace(self._file)
        except OSError:
            self._left = 0
        self._timer.start()

    def _look(self) -> None:
        self._left -= 1
        came = self._left >= 0 and not self._file.exists()
        if not came and self._left > 0:
            return
        self._timer.stop()
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)
        self._then(came)
