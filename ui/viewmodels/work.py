"""One long piece of work at a time, with progress and stop: files made, bundles read, taken in."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _
from ui.tasks import Job
from ui.viewmodels.notice import Notice
from ui.viewmodels.shelf import Shelf

Doing = Callable[[Any, Job], object]
"""Work with the library, on its thread; the job is there for its `stopped`."""


class Work(QObject):
    """What the window does for the person beside what is typed."""

    under_way = Signal(str)
    """What is being done, in words; "" when it is over."""
    progressed = Signal(int, int)
    finished = Signal()
    """Something was done: what is known of dealings with others may have changed."""

    def __init__(self, shelf: Shelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._job: Job | None = None
        self._stopped: Callable[[], None] = _nothing
        shelf.tasks.progressed.connect(self._on_progressed)

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._job is not None

    def start(
        self,
        words: str,
        work: Doing,
        then: Callable[[Any], None],
        *,
        failed: Callable[[SscError], None] | None = None,
        stopped: Callable[[], None] | None = None,
    ) -> bool:
        """Begin a piece of work once all that was written is saved; False where one is under way.

        `then` hears the answer also of work that was stopped too late, or only in part. `failed`
        hears an expected error, else the person is told.
        """
        if self._job is not None:
            busy = _("Something is being made or taken in already. Wait for it, or stop it.")
            self._shelf.told.emit(Notice(busy))
            return False
        waiting = self._job = Job()
        self._stopped = stopped or _nothing
        self.under_way.emit(words)

        def done(answer: object) -> None:
            if self._ends(running):
                then(answer)
                self.finished.emit()

        def not_done(error: SscError) -> None:
            if self._ends(running):
                (failed or self._shelf.refused.emit)(error)

        running: list[Job] = []

        def begin() -> None:
            if self._is_there() and not waiting.stopped():
                running.append(self._shelf.tasks.run_long(work, done, failed=not_done))
                self._job = running[0]

        self._shelf.autosave.cut(begin)
        return True

    def stop(self) -> None:
        """Stop what is under way; nothing half-made stays."""
        if self._job is not None:
            self._job.stop()
            self._over()
            self._stopped()

    def reporter(self, job: Job) -> Callable[[int, int], None]:
        """A `progress` for a service."""
        return self._shelf.tasks.reporter(job)

    def _ends(self, running: list[Job]) -> bool:
        """What was under way is over; False where the window is, and nobody is left to tell."""
        there = self._is_there()
        if there and self._job in running:
            self._over()
        return there

    def _is_there(self) -> bool:
        return bool(isValid(self))  # type: ignore[no-untyped-call]

    def _over(self) -> None:
        self._job = None
        self.under_way.emit("")

    def _on_progressed(self, job: Job, done: int, of: int) -> None:
        if job is self._job:
            self.progressed.emit(done, of)


def _nothing() -> None:
    """Nobody wants to hear that it was stopped."""
