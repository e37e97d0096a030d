"""Small pictures of the files, read aside when they come on screen, and kept for a while."""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSize

from ssc_desktop.errors import SscError
from ui.worker import is_there

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from ssc_desktop.at_rest import KeptFile
    from ui.tasks import Tasks

Then = Callable[["QImage"], None]

_MOST = 60
"""About 15 MB; a story has two or three pictures, and one goes back and forth between stories."""
ROOM = QSize(420, 300)
_SCREEN = QSize(2400, 1800)


class Thumbnails(QObject):
    """Asked by SHA-256; the answer comes on the window's thread, null where there is no picture."""

    def __init__(self, tasks: "Tasks", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._held: OrderedDict[str, QImage] = OrderedDict()
        self._asked: dict[str, list[Then]] = {}

    def ask(self, sha256: str, then: Then) -> None:
        """Hand the small picture to `then`, now or later."""
        if sha256 in self._held:
            self._held.move_to_end(sha256)
            then(self._held[sha256])
            return
        waiting = self._asked.setdefault(sha256, [])
        waiting.append(then)
        if len(waiting) == 1:
            self._read(sha256, _small, partial(self._on_read, sha256))

    def ask_whole(self, sha256: str, then: Then) -> None:
        """Hand the picture as it is kept to `then`; it is not remembered."""
        self._read(sha256, _whole, then)

    def _read(self, sha256: str, read: "Callable[[KeptFile], QImage]", then: Then) -> None:
        def found(file: "KeptFile") -> None:
            self._tasks.aside(lambda: read(file), then)

        def absent(_error: SscError) -> None:
            from PySide6.QtGui import QImage

            if is_there(then):
                then(QImage())

        self._tasks.run(lambda library: _file(library, sha256), found, failed=absent)

    def _on_read(self, sha256: str, image: "QImage") -> None:
        self._held[sha256] = image
        while len(self._held) > _MOST:
            self._held.popitem(last=False)
        for then in filter(is_there, self._asked.pop(sha256, ())):
            then(image)


def _file(library: Any, sha256: str) -> "KeptFile":
    from ssc_desktop import services

    return services.attachments.picture(library, sha256)


def _small(file: "KeptFile") -> "QImage":
    from ui.viewmodels import photo

    return photo.read_small(file, ROOM)


def _whole(file: "KeptFile") -> "QImage":
    from ui.viewmodels import photo

    return photo.read_whole(file, _SCREEN)
