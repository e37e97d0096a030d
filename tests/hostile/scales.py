"""What a hostile file may cost, weighed on every one of them: time of the processor, and memory."""

import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from ssc_desktop.bundle.limits import MIB

_TRIES = 3
Subject = TypeVar("Subject")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Cost:
    """The most that a piece of work may cost."""

    seconds: float = 0.1
    memory: int = 64 * MIB


USUAL = Cost()


def weighed(
    work: Callable[[Subject], Answer], fresh: Callable[[], Subject], most: Cost = USUAL
) -> tuple[Answer, Subject]:
    """Do the work on a fresh subject until it was fast enough, thrice at most; then weigh it.

    The answer and the subject are those of the last time.
    """
    took: list[float] = []
    while _is_too_slow(took, most.seconds):
        subject = fresh()
        took.append(_seconds(partial(work, subject)))
    subject = fresh()
    tracemalloc.start()
    try:
        answer = work(subject)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert min(took) <= most.seconds, f"{min(took):.3f} s"
    assert peak <= most.memory, f"{peak / MIB:.0f} MiB"
    return answer, subject


def seconds_of(work: Callable[[], object], most: float) -> float:
    """Seconds of the processor that work takes, done until it was fast enough, thrice at most."""
    took: list[float] = []
    while _is_too_slow(took, most):
        took.append(_seconds(work))
    return min(took)


def _is_too_slow(took: list[float], most: float) -> bool:
    return len(took) < _TRIES and all(one > most for one in took)


def _seconds(work: Callable[[], object]) -> float:
    with _untraced():
        began = time.process_time()
        work()
        return time.process_time() - began


@contextmanager
def _untraced() -> Iterator[None]:
    """Without the tracer that measures coverage: it takes more time than the work."""
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)
