"""Work that the window hands away: one thread owns the library, another does what needs none.

Answers come back on the window's thread. A job gets plain values and returns plain values; it
never touches a widget.
"""

import itertools
import logging
import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from ssc_desktop.errors import Cancelled, Later, SscError

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Listing
    from ssc_desktop.services.libraries import Library
    from ssc_desktop.services.protecting import DataKey
    from ssc_desktop.services.start import Begun

_log = logging.getLogger(__name__)

SOON = 0
"""Saves go before reads."""
NORMAL = 1
LATER = 2
"""What gives way to everything else."""
_LAST = 9


class Job:
    """A piece of work under way; `stop()` asks it to end, `stopped` says so to the work."""

    def __init__(
        self,
        interrupt: Callable[["Job"], None] | None = None,
        ends: Callable[[], bool] | None = None,
    ) -> None:
        self._stop = threading.Event()
        self._interrupt = interrupt
        self._ends = ends

    def stop(self) -> None:
        """Ask the work to end; it raises Cancelled at its next step."""
        self._stop.set()
        if self._interrupt is not None:
            self._interrupt(self)

    def stopped(self) -> bool:
        """Whether somebody asked the work to end."""
        return self._stop.is_set() or (self._ends is not None and self._ends())


@dataclass(order=True)
class _Order:
    rank: tuple[int, int]
    work: Callable[[], Any] = field(compare=False)
    job: Job = field(compare=False)
    then: Callable[[Any], None] | None = field(compare=False, default=None)
    failed: Callable[[SscError], None] | None = field(compare=False, default=None)
    needs_library: bool = field(compare=False, default=False)


class _Worker(QObject):
    """A thread with a queue; what it made is handed over on the thread that made the worker."""

    _done = Signal(object, object, object)

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._orders: queue.PriorityQueue[_Order] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._open = 0
        self._under_way: _Order | None = None
        self._lock = threading.Lock()
        self._leaving = False
        self._held: list[_Order] | None = None
        self._after: list[_Order] = []
        self._is_closing = False
        self.interrupt: Callable[[], None] = _nothing
        """Ends a read under way; asked for work that gives way, and never for any other."""
        self.go_on: Callable[[], None] = _nothing
        """Lets reads run to their end again."""
        self._done.connect(self._hand_over)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether something was ordered that has not been handed over."""
        return self._open > 0

    def order(self, order: _Order) -> None:
        order.rank = (order.rank[0], next(self._numbers))
        self._open += 1
        self._orders.put(order)
        if order.rank[0] < LATER:
            self._make_way()

    def _make_way(self, job: Job | None = None) -> None:
        """Interrupt what is under way where it gives way, and is `job` where one is named."""
        with self._lock:
            now = self._under_way
            if now is not None and now.rank[0] == LATER and job in {None, now.job}:
                self.interrupt()

    def give_way(self) -> Job:
        """A job whose `stop` ends the read it is at."""
        return Job(self._make_way)

    def leave_off(self) -> None:
        """End what gives way, and begin none of it any more: nobody waits for it."""
        self._leaving = True
        self._make_way()

    def hold(self) -> None:
        """Keep what needs the library until `release`; both are called by the thread itself."""
        self._held = self._held or []

    def release(self) -> None:
        """Do what was kept."""
        for order in self._held or ():
            self._orders.put(order)
        self._held = None

    def end(self) -> None:
        """Finish what was ordered, then end the thread."""
        self._orders.put(_Order((_LAST, next(self._numbers)), _end, Job()))
        self._thread.join()

    def _run(self) -> None:
        while True:
            order = self._orders.get()
            if order.work is _end:
                return
            if order.needs_library and self._held is not None:
                self._held.append(order)
                continue
            self._is_closing = False
            self._do(order)
            while self._after:
                self._orders.put(self._after.pop())

    def serve(self) -> None:
        """Do what was ordered meanwhile, between the steps of long work on this thread.

        Closing the library is left for afterwards, and so is what would copy it once more.
        """
        while not self._orders.empty():
            order = self._orders.get()
            if not order.needs_library:
                self._is_closing = True
                self._orders.put(order)
                return
            self._do(order)

    def is_closing(self) -> bool:
        """Whether the library is to be closed: what can be begun another time ends for that."""
        return self._is_closing

    def _do(self, order: _Order) -> None:
        made, error = None, None
        with self._lock:
            around, self._under_way = self._under_way, order
        try:
            if order.job.stopped() or self._is_left_off(order):
                raise Cancelled
            made = order.work()
        except BaseException as problem:  # noqa: BLE001 - handed to the window's thread whole
            error = problem
        with self._lock:
            self._under_way = around
            if order.rank[0] == LATER:
                self.go_on()
        gave_way = isinstance(error, Cancelled) and order.rank[0] == LATER
        if gave_way and not order.job.stopped() and not self._leaving:
            self._orders.put(order)  # it made way for something else, and begins anew
        elif isinstance(error, Later):
            self._after.append(order)
        else:
            self._done.emit(order, made, error)

    def _is_left_off(self, order: _Order) -> bool:
        return self._leaving and order.rank[0] == LATER

    @Slot(object, object, object)
    def _hand_over(self, order: _Order, made: object, error: BaseException | None) -> None:
        self._open -= 1
        # a look that was stopped has nobody left to tell: its dialog may be gone
        unwanted = order.rank[0] == LATER and order.job.stopped()
        if isinstance(error, Cancelled) or unwanted:
            return
        if isinstance(error, SscError) and order.failed is not None:
            order.failed(error)
        elif error is not None:
            sys.excepthook(type(error), error, error.__traceback__)
        elif order.then is not None:
            order.then(made)


def _end() -> None:
    """Marks the last order."""


def _nothing() -> None:
    """Nothing can be interrupted yet."""


class Tasks(QObject):
    """Everything the window does not do itself."""

    progressed = Signal(object, int, int)
    """A job, how much of it is done, and of how much."""
    refused = Signal(object)
    """An SscError of a job that names no one to tell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = _Worker("store", self)
        self._others = _Worker("others", self)
        self._begun: Begun | None = None
        self._library: Library | None = None

    @property
    def busy(self) -> bool:
        """Whether any work is under way."""
        return self._store.busy or self._others.busy

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

        self._store.order(_Order((SOON, 0), work, Job(), then, failed))

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

        self._store.order(_Order((SOON, 0), work, Job(), then, failed))

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
        self._store.order(_Order(rank, with_library, job, then, told, needs_library=True))
        return job

    def beside(
        self,
        work: Callable[["Library", Job], Any],
        then: Callable[[Any], None] | None = None,
        *,
        failed: Callable[[SscError], None] | None = None,
    ) -> Job:
        """Do long work that leaves the library free between its steps, and may be left undone.

        A backup above all: saves and reads go on meanwhile, and closing the library ends it.
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
        self._store.order(_Order((LATER, 0), with_library, job, then, refused, needs_library=True))
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
        self._others.order(_Order((NORMAL, 0), work, job, then, failed or self.refused.emit))
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

        self._store.order(_Order((NORMAL, 0), work, Job(), then=then))

    def _close(self) -> None:
        """A job of the store's thread."""
        closing = self._library or self._begun
        self._library = self._begun = None
        self._store.interrupt = self._store.go_on = _nothing
        if closing is not None:
            closing.close()

    def close(self) -> None:
        """Finish all work, close the library and end the threads."""
        self._store.leave_off()
        self._store.order(_Order((_LAST - 1, 0), self._close, Job(), failed=_say_in_log))
        self._store.end()
        self._others.end()


def _say_in_log(error: SscError) -> None:
    _log.info("the library did not close well: %s", type(error).__name__)
