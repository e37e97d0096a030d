"""Whether somebody is at the computer: how long ago a key, the mouse or a finger was felt."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from ssc_desktop import clock
from ui.overriding import override

_FELT = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TabletMove,
    QEvent.Type.TabletPress,
})  # fmt: skip
_OFTEN = 15_000
"""Milliseconds between two looks at the clock."""


class Rest(QObject):
    """Watches the windows themselves: what comes from outside arrives there first, and little else.

    A computer that slept has rested: the clock counts, beside the time that the program ran.
    """

    over = Signal()
    """Nobody was felt for as long as was asked; said again until somebody is."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._seconds = 0.0
        self._watched: set[QWindow] = set()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self.feel()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)

    def begin(self, seconds: float) -> None:
        """Begin to watch; 0 watches no more."""
        self._seconds = seconds
        self._timer.stop()
        if seconds > 0:
            self.feel()
            self._timer.start(min(_OFTEN, round(seconds * 250)))
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)

    def feel(self) -> None:
        """Somebody is there."""
        self._at, self._felt = time.monotonic(), clock.now()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and window not in self._watched:
            self._watched.add(window)
            window.installEventFilter(self)
            window.destroyed.connect(lambda: self._watched.discard(window))

    def _look(self) -> None:
        ran = time.monotonic() - self._at
        slept = (clock.now() - self._felt).total_seconds()
        if max(ran, slept) >= self._seconds:
            self.over.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FELT:
            self.feel()
        return super().eventFilter(watched, event)
