"""How far the writing of a document is, and whether it shall end."""

from collections.abc import Callable

from ssc_desktop.errors import Cancelled

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


class Steps:
    """Progress in one scale: for each story a step of text, and one of the file."""

    def __init__(self, stories: int, progress: Progress | None, stop: Stop | None) -> None:
        self.total = 2 * stories
        self.done = 0.0
        self._progress = progress or _silent
        self.stop = stop or _never

    def check(self) -> None:
        """Raise Cancelled where it is wished that the work ends."""
        if self.stop():
            raise Cancelled

    def advance(self, steps: float) -> None:
        """Tell that so many steps, or such a part of one, are done."""
        self.check()
        self.done = min(self.done + steps, self.total)
        self._progress(int(self.done + 1e-6), self.total)

    def quiet(self) -> "Steps":
        """For work before the work: nobody is told, but it ends where that is wished."""
        return Steps(0, None, self.stop)

    def end(self) -> None:
        """Tell that all is done."""
        self.done = self.total
        self._progress(self.total, self.total)


def _silent(_done: int, _of: int) -> None:
    """Nobody watches."""


def _never() -> bool:
    return False
