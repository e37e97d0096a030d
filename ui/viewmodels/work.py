"""One long piece of work at a time, with progress and stop: files made, bundles read, taken in."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _
from ui.tasks import Job
from ui.viewmodels.notice import Notice
from ui.viewmodels.shelf import Shelf

Doing = Callable[[Any, Job], object]
"""Work with the library, on its thread; the job is there for its `stopped`."""
Aside = Callable[[Any, Job], object]
"""Work that needs no library, on the other thread; what was made before comes first."""
Part = tuple[bool, Callable[[Any, Any, Job], object]]
"""Whether it is work with the library, and the work: the library or None, what the part before
made, the job."""


def with_library(work: Callable[[Any, Any, Job], object]) -> Part:
    """A part that needs the library; saves wait until it is over."""
    return True, work


def aside(work: Aside) -> Part:
    """A part that needs no library; meanwhile all that is typed is saved."""
    return False, lambda _library, before, job: work(before, job)


_GLANCE = 200
"""Milliseconds between two looks at what is being done."""


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
        self._words = self._said = ""
        self._glance = QTimer(self)
        self._glance.setInterval(_GLANCE)
        self._glance.timeout.connect(self._say)
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

        `work` has the library for itself: what takes long without it is a part of its own, see
        `start_parts`. `then` hears the answer also of work that was stopped too late, or only in
        part. `failed` hears an expected error, else the person is told.
        """
        part = with_library(lambda library, _before, job: work(library, job))
        return self.start_parts(words, (part,), then, failed=failed, stopped=stopped)

    def start_parts(
        self,
        words: str,
        parts: Sequence[Part],
        then: Callable[[Any], None],
        *,
        failed: Callable[[SscError], None] | None = None,
        stopped: Callable[[], None] | None = None,
    ) -> bool:
        """The same of several parts, one after the other; each gets what the one before made."""
        if not self._is_free():
            return False
        running = self._job = Job()
        self._stopped = stopped or _nothing
        self._words = words
        self._say()
        self._glance.start()

        def not_done(error: SscError) -> None:
            if self._ends(running):
                (failed or self._shelf.refused.emit)(error)

        def go_on(made: object, at: int = 0) -> None:
            if at == len(parts):
                self._done(running, made, then)
            elif self._is_there() and not running.stopped():
                self._order(parts[at], made, running, lambda more: go_on(more, at + 1), not_done)

        self._shelf.autosave.cut(lambda: go_on(None))
        return True

    def _done(self, job: Job, made: object, then: Callable[[Any], None]) -> None:
        if self._ends(job):
            then(made)
            self.finished.emit()

    def _is_free(self) -> bool:
        if self._job is not None:
            busy = _("Something is being made or taken in already. Wait for it, or stop it.")
            self._shelf.told.emit(Notice(busy))
        return self._job is None

    def _order(
        self,
        part: Part,
        before: object,
        job: Job,
        then: Callable[[Any], None],
        failed: Callable[[SscError], None],
    ) -> None:
        (needs_library, work), tasks = part, self._shelf.tasks
        if needs_library:
            tasks.run_long(
                lambda library, job: work(library, before, job), then, failed=failed, job=job
            )
        else:
            tasks.aside(lambda: work(None, before, job), then, failed=failed, job=job)

    def stop(self) -> None:
        """Stop what is under way; nothing half-made stays."""
        if self._job is not None:
            self._job.stop()
            self._over()
            self._stopped()

    def reporter(self, job: Job) -> Callable[[int, int], None]:
        """A `progress` for a service."""
        return self._shelf.tasks.reporter(job)

    def _ends(self, running: Job) -> bool:
        """What was under way is over; False where the window is, and nobody is left to tell."""
        there = self._is_there()
        if there and self._job is running:
            self._over()
        return there

    def _is_there(self) -> bool:
        return bool(isValid(self))  # type: ignore[no-untyped-call]

    def _say(self) -> None:
        """Say what is being done; a backup that is made before it is said as long as it takes."""
        said = _("Making a backup first…") if self._shelf.tasks.backs_up else self._words
        if said != self._said:
            self._said = said
            self.under_way.emit(said)

    def _over(self) -> None:
        self._job = None
        self._glance.stop()
        self._words = self._said = ""
        self.under_way.emit("")

    def _on_progressed(self, job: Job, done: int, of: int) -> None:
        if job is self._job:
            self.progressed.emit(done, of)


def _nothing() -> None:
    """Nobody wants to hear that it was stopped."""
