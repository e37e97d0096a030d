"""The sticks and cards that are in now: looked for while somebody may want one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from ssc_desktop.media import Medium
    from ui.tasks import Tasks

_PAUSE = 4_000


class Sticks(QObject):
    """Looks again every few seconds between `watch` and `rest`."""

    changed = Signal()

    def __init__(
        self,
        tasks: "Tasks",
        parent: QObject | None = None,
        mounted: "Callable[[], tuple[Medium, ...]] | None" = None,
    ) -> None:
        """`mounted` tells what is in; the computer does, where nobody else is named."""
        super().__init__(parent)
        self._tasks = tasks
        self._mounted = mounted or _mounted
        self._looking = False
        self.there: tuple[Medium, ...] = ()
        self._pause = QTimer(self)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._look)

    def watch(self) -> None:
        """Look now, and from now on."""
        self._look()
        self._pause.start()

    def rest(self) -> None:
        """Look no more."""
        self._pause.stop()

    def _look(self) -> None:
        if not self._looking:
            self._looking = True
            self._tasks.aside(self._mounted, self._show)

    def _show(self, there: "tuple[Medium, ...]") -> None:
        self._looking = False
        if there != self.there:
            self.there = there
            self.changed.emit()


def _mounted() -> "tuple[Medium, ...]":
    from ssc_desktop import media

    return media.mounted()
