"""A thread with a queue of orders; what they made is handed over to the thread that made it."""

import itertools
import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from ssc_desktop.errors import Cancelled, Later, SscError

SOON = 0
"""Saves go before reads."""
NORMAL = 1
LATER = 2
"""What gives way to everything else."""
LAST = 9
"""Ends the thread."""


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
        return self._stop.is_set() or self.gives_up()

    def gives_up(self) -> bool:
        """Whether it ends for something else, and may be begun anew after that."""
        return self._ends is not None and not self._stop.is_set() and self._ends()


@dataclass(order=True)
class Order:
    """What is to be done, and who hears of it."""

    rank: tuple[int, int]
    work: Callable[[], Any] = field(compare=False)
    job: Job = field(compare=False)
    then: Callable[[Any], None] | None = field(compare=False, default=None)
    failed: Callable[[SscError], None] | None = field(compare=False, default=None)
    needs_library: bool = field(compare=False, default=False)


class Worker(QObject):
    """The thread; answers come on the thread that made the worker."""

    _done = Signal(object, object, object)

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._orders: queue.PriorityQueue[Order] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._open = 0
        self._under_way: Order | None = None
        self._lock = threading.Lock()
        self._leaving = False
        self._held: list[Order] | None = None
        self._after: list[Order] = []
        # what an order will do may hold the last of a widget, which this thread alone may let go
        self._ordered: dict[int, Order] = {}
        self._handed_over: Order | None = None
        self._is_closing = False
        self.interrupt: Callable[[], None] = nothing
        """Ends a read under way; asked for work that gives way, and never for any other."""
        self.go_on: Callable[[], None] = nothing
        """Lets reads run to their end again."""
        self._done.connect(self._hand_over)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether something was ordered that has not been handed over."""
        return self._open > 0

    def order(self, order: Order) -> None:
        """Let it be done in its turn."""
        order.rank = (order.rank[0], next(self._numbers))
        self._open += 1
        self._ordered[id(order)] = order
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
        self._orders.put(Order((LAST, next(self._numbers)), _end, Job()))
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

    def _do(self, order: Order) -> None:
        with self._lock:
            around, self._under_way = self._under_way, order
        made, error = self._tried(order)
        with self._lock:
            self._under_way = around
            if order.rank[0] == LATER:
                self.go_on()
        gave_way = isinstance(error, Cancelled) and order.rank[0] == LATER
        if gave_way and not order.job.stopped() and not self._leaving:
            self._orders.put(order)  # it made way for something else, and begins anew
        elif isinstance(error, Later):
            self._after.append(order)
        elif isinstance(error, Cancelled) and order.job.gives_up() and not self._leaving:
            order.rank = (order.rank[0], next(self._numbers))  # behind what it made way for
            self._orders.put(order)
        else:
            self._done.emit(order, made, error)

    def _tried(self, order: Order) -> tuple[object, BaseException | None]:
        try:
            if order.job.stopped() or self._is_left_off(order):
                raise Cancelled
            return order.work(), None
        except BaseException as problem:  # noqa: BLE001 - handed to the window's thread whole
            return None, problem
        finally:
            del order  # an error holds what stood here when it was raised

    def _is_left_off(self, order: Order) -> bool:
        return self._leaving and order.rank[0] == LATER

    @Slot(object, object, object)
    def _hand_over(self, order: Order, made: object, error: BaseException | None) -> None:
        self._open -= 1
        # the thread has gone on from the one before this one, and holds nothing of it any more
        self._handed_over = self._ordered.pop(id(order))
        # a look that was stopped has nobody left to tell: its dialog may be gone
        unwanted = order.rank[0] == LATER and order.job.stopped()
        if isinstance(error, Cancelled) or unwanted:
            return
        if isinstance(error, SscError) and order.failed is not None:
            if is_there(order.failed):
                order.failed(error)
        elif error is not None:
            sys.excepthook(type(error), error, error.__traceback__)
        elif order.then is not None and is_there(order.then):
            order.then(made)


def is_there(told: Callable[..., Any]) -> bool:
    """Whether somebody is left to tell: a page or a dialogue may have been closed meanwhile."""
    owner = _owner(told)
    return not isinstance(owner, QObject) or bool(isValid(owner))  # type: ignore[no-untyped-call]


def _owner(told: Callable[..., Any]) -> object:
    """Whose method it is, or in whose method it was written."""
    while isinstance(told, partial):
        told = told.func
    if isinstance(told, FunctionType):
        around = dict(zip(told.__code__.co_freevars, told.__closure__ or (), strict=True))
        return around["self"].cell_contents if "self" in around else None
    return getattr(told, "__self__", None)


def _end() -> None:
    """Marks the last order."""


def nothing() -> None:
    """Nothing can be interrupted yet."""
