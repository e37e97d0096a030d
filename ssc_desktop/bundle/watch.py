"""Telling a long job's progress, and hearing that it should stop."""

from collections.abc import Callable

from ssc_desktop.errors import Cancelled

Progress = Callable[[int, int], None]
"""Called with what is done and the whole, in bytes."""
Stop = Callable[[], bool]
"""Asked now and then whether a person wants the work to end."""


class Watch:
    """The two together; `total` is set when it is known."""

    def __init__(self, progress: Progress | None, stop: Stop | None, total: int = 0) -> None:
        self.total = total
        self._done = 0
        self._progress = progress
        self._stop = stop

    def look(self) -> None:
        """Raise Cancelled where the work should stop."""
        if self._stop is not None and self._stop():
            raise Cancelled

    def passed(self, size: int) -> None:
        """Another `size` bytes are done."""
        self._done += size
        if self._progress is not None:
            self._progress(min(self._done, self.total), self.total)
        self.look()
