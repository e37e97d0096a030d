"""Work that the window hands away: one thread owns the library, another does what needs none.

Answers come back on the window's thread. A job gets plain values and returns plain values; it
never touches a widget.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.errors import Cancelled, SscError
from ui.worker import LAST, LATER, NORMAL, SOON, Job, Order, Worker, nothing

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Listing
    from ssc_desktop.services.libraries import Library
    from ssc_desktop.services.protecting import DataKey
    from ssc_desktop.services.start import Begun

__all__ = ["Job", "Tasks"]

_log = logging.getLogger(__name__)


class Tasks(QObject):
    """Everything the window does not do itself."""

    progressed = Signal(object, int, int)
    """A job, how much of it is done, and of how much."""
    refused = Signal(object)
    """An SscError of a job that names no one to tell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = Worker("store", self)
        self._others = Worker("others", self)
        self._begun: Begun | None = None
        self._library: Library | None = None

    @property
    def busy(self) -> bool:
        """Whether any work is under way."""
        return self._store.busy or self._others.busy

    @property
    def backs_up(self) -> bool:
        """Whether a backup is being made now, perhaps as the first part of other work."""
        library = self._library
        return library is not None and library.backs_up

    def begin(
        self,
        folder: Path,
        then: Callable[["Listing | None"], None],
        failed: Callable[[SscError], None],
        key: "DataKey | None" = None,
    ) -> None:
        """Take the library's lock and read the first page of its list, without heavy imports."""

        def work() -> "Listing | None":
            from ssc_desktop.services import start

            self._begun = start.begin(folder, key)
            return self._begun.listing

        self._store.order(Order((SOON, 0), work, Job(), then, failed))

    def open(self, then: Callable[[None], None], failed: Callable[[SscError], None]) -> None:
        """Open what was begun for reading and writing; every `run` after it gets the library."""

        def work() -> None:
            from ssc_desktop import services

            if self._begun is None:
                raise Cancelled  # it was refused, and somebody was told why
            self._library = services.libraries.opened(self._begun)
            self._store.interrupt = self._library.interrupt
            self._store.go_on = self._library.go_on
            self._library.between = self._store.serve
            self._store.release()

        self._store.order(Order((SOON, 0), work, Job(), then, failed))

    def run(
        self,
        work: Callable[["Library"], Any],
        then: Callable[[Any], None] | None = None,
        *,
        failed: Callable[[SscError], None] | None = None,
        first: bool = False,
    ) -> Job:
        """Do `work` with the library on the store's thread.

        `first` is for saves: they overtake reads. Without `failed`, an expected error goes to
        `refused`; any other goes to the crash dialog.
        """
        return self.run_long(lambda library, _job: work(library), then, failed=failed, first=first)

    def run_long(
        self,
        work: Callable[["Library", Job], Any],
        then: Callable[[Any], None] | None = None,
        *,
        failed: Callable[[SscError], None] | None = None,
        first: bool = False,
        job: Job | None = None,
    ) -> Job:
        """As `run`, with the job itself, for its `stopped` and for `reporter`.

        `job` is given where this is a further part of it.
        """
        job = job or Job()

        def with_library() -> object:
            if self._library is None:
                raise Cancelled
            return work(self._library, job)

        rank = (SOON if first else NORMAL, 0)
        told = failed or self.refused.emit
        self._store.order(Order(rank, with_library, job, then, told, needs_library=True))
        return job

    def beside(
        self,
        work: Callable[["Library", Job], Any],
        then: Callable[[Any], None] | None = None,
        *,
        failed: Callable[[SscError], None] | None = None,
    ) -> Job:
        """Do long work that leaves the library free between its steps, and may be left undone.

        A backup above all: saves and reads go on meanwhile. Closing the library ends it; where that
        is but for a while, it begins anew.
        """
        job = Job(ends=self._store.is_closing)
        return self.run_long(work, then, failed=failed, job=job)

    def look(
        self, work: Callable[["Library"], Any], then: Callable[[Any], None] | None = None
    ) -> Job:
        """Read something that may take a while: it gives way to everything else, a save above all.

        The job's `stop` ends it at once. The work may be begun several times.
        """
        job = self._store.give_way()

        def with_library() -> object:
            if self._library is None:
                job.stop()
                raise Cancelled
            with self._library.giving_way():
                return work(self._library)

        refused = self.refused.emit
        self._store.order(Order((LATER, 0), with_library, job, then, refused, needs_library=True))
        return job

    def aside(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None] | None = None,
        *,
        failed: Callable[[SscError], None] | None = None,
        job: Job | None = None,
    ) -> Job:
        """Do work that needs no library on the other thread; `job` as for `run_long`."""
        job = job or Job()
        self._others.order(Order((NORMAL, 0), work, job, then, failed or self.refused.emit))
        return job

    def reporter(self, job: Job) -> Callable[[int, int], None]:
        """A `progress` for a service; at most a hundred reports a job reach the window."""
        last = -1

        def progress(done: int, of: int) -> None:
            nonlocal last
            part = done * 100 // of if of else 0
            if part != last:
                last = part
                self.progressed.emit(job, done, of)

        return progress

    def pause(self, then: Callable[[None], None]) -> None:
        """Close the library after what was ordered; what is ordered from now on waits for `open`.

        What gives way waits too, and begins anew then.
        """

        def work() -> None:
            self._store.hold()
            try:
                self._close()
            except SscError as error:
                _say_in_log(error)

        self._store.order(Order((NORMAL, 0), work, Job(), then=then))

    def _close(self) -> None:
        """A job of the store's thread."""
        closing = self._library or self._begun
        self._library = self._begun = None
        self._store.interrupt = self._store.go_on = nothing
        if closing is not None:
            closing.close()

    def close(self) -> None:
        """Finish all work, close the library and end the threads."""
        self._store.leave_off()
        self._store.order(Order((LAST - 1, 0), self._close, Job(), failed=_say_in_log))
        self._store.end()
        self._others.end()


def _say_in_log(error: SscError) -> None:
    _log.info("the library did not close well: %s", type(error).__name__)
