"""Work on a library that must be closed meanwhile: what is done, and what is opened after it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.errors import Cancelled, SscError

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Progress, Stop
    from ssc_desktop.settings import Settings
    from ui.tasks import Job, Tasks


@dataclass(frozen=True)
class Outcome:
    """How it went.

    Attributes:
        opens: the library to open now.
        head: what was done, in a sentence.
        facts: what else there is to know: a picture, its tone and a sentence each.
        preferences: those that came along from another computer.
    """

    opens: Path
    head: str
    facts: tuple[tuple[str, str, str], ...] = ()
    preferences: "Settings | None" = None


@dataclass(frozen=True)
class ClosedWork:
    """Restoring, rescuing, unpacking, moving.

    Attributes:
        words: what is being done, for the eye.
        work: done where no library is open; may raise SscError or Cancelled.
        then: what it comes to; called on the window's thread with what `work` made.
        stops: whether it can be stopped on the way.
    """

    words: str
    work: "Callable[[Progress, Stop], Any]"
    then: Callable[[Any], Outcome]
    stops: bool = True


class ClosedRun(QObject):
    """Does such work on the other thread, one at a time."""

    progressed = Signal(int, int)
    done = Signal(object)
    """Its Outcome."""
    failed = Signal(object)
    """An SscError: everything is as it was."""
    stopped = Signal()
    """It ended because it was asked to; nothing half-made stays."""

    def __init__(self, tasks: "Tasks", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._job: Job | None = None
        tasks.progressed.connect(self._on_progressed)

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._job is not None

    def start(self, closed: ClosedWork) -> None:
        """Begin, where nothing is under way."""
        if self._job is not None:
            return
        from ui.tasks import Job

        job = self._job = Job()

        def work() -> Any:
            try:
                if job.stopped():
                    return Cancelled
                return closed.work(self._tasks.reporter(job), job.stopped)
            except Cancelled:  # the library may be opened again only now
                return Cancelled

        # not as `job`: of one that is stopped before its turn nobody would hear
        self._tasks.aside(work, partial(self._tell, closed), failed=self._on_failed)

    def _tell(self, closed: ClosedWork, made: object) -> None:
        self._job = None
        if made is Cancelled:
            self.stopped.emit()
        else:
            self.done.emit(closed.then(made))

    def _on_failed(self, error: SscError) -> None:
        self._job = None
        self.failed.emit(error)

    def stop(self) -> None:
        """Ask it to end at its next step."""
        if self._job is not None:
            self._job.stop()

    def leave(self) -> None:
        """Ask it to end as its window closes: nobody is told how it went."""
        self.stop()
        self.blockSignals(True)

    def _on_progressed(self, job: object, done: int, of: int) -> None:
        if job is self._job:
            self.progressed.emit(done, of)
