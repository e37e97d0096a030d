"""What an answer holds is let go, and circles are looked for, on the window's thread alone."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.ui.driving import PATIENCE
from tests.ui.test_tasks import tasks
from ui import garbage
from ui.tasks import Tasks

__all__ = ["tasks"]


class _Told:
    """Says on which thread it was let go."""

    def __init__(self, threads: list[int]) -> None:
        self._threads = threads

    def __del__(self) -> None:
        self._threads.append(threading.get_ident())


def _hears(answered: list[object], held: _Told, _made: object) -> None:
    answered.append(held is not None)


def test_what_an_answer_holds_is_let_go_on_the_windows_thread(tasks: Tasks, qtbot: QtBot) -> None:
    threads: list[int] = []
    answered: list[object] = []
    for _turn in range(20):
        held = _Told(threads)
        tasks.run(lambda _library: 1, partial(_hears, answered, held))
        del held
        qtbot.waitUntil(lambda: not tasks.busy, timeout=PATIENCE)

    assert len(answered) == 20
    assert len(threads) >= 18
    assert set(threads) == {threading.get_ident()}


def test_circles_are_looked_for_on_the_windows_thread_alone(
    tasks: Tasks, qtbot: QtBot, qapp: QApplication
) -> None:
    garbage.keep_here(qapp)
    threads: list[int] = []
    circle: dict[str, object] = {"told": _Told(threads)}
    circle["itself"] = circle
    del circle

    many: list[object] = []
    tasks.run(lambda _library: [{"n": n} for n in range(200_000)], many.append)
    qtbot.waitUntil(lambda: bool(many), timeout=PATIENCE)
    garbage.look()  # its timer may have done so in the meantime, on this thread too

    assert threads == [threading.get_ident()]


class _Page(QLabel):
    """Hears an answer in each way in which one is heard."""

    def later(self) -> Callable[[str], None]:
        def show(said: str) -> None:
            self.setText(said)

        return show

    def show_part(self, part: str, said: str) -> None:
        self.setText(part + said)


_HEARD: dict[str, Callable[[_Page], Callable[[str], None]]] = {
    "its method": lambda page: page.setText,
    "its method, with something it knew before": lambda page: partial(page.show_part, "1: "),
    "what its method made": lambda page: page.later(),
}


@pytest.mark.parametrize("heard", _HEARD.values(), ids=_HEARD.keys())
def test_an_answer_for_a_page_that_was_closed_is_told_to_nobody(
    tasks: Tasks, qtbot: QtBot, heard: Callable[[_Page], Callable[[str], None]]
) -> None:
    page, still_there = _Page(), _Page()
    qtbot.addWidget(still_there)
    for one in (page, still_there):
        tasks.run(lambda _library: "too late", heard(one))
    delete(page)  # type: ignore[no-untyped-call]

    qtbot.waitUntil(lambda: not tasks.busy, timeout=PATIENCE)

    assert "too late" in still_there.text()
