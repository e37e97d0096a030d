"""One step of the library benchmark in a real window, offscreen, in a process of its own.

`python -m benchmarks.window LIBRARY` opens, filters, searches and scrolls a library and tells the
longest time that the window's thread was busy; `python -m benchmarks.window LIBRARY story CASE
OTHER` tells the CPU time from the wish for a story to its first paint.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PATIENCE = 60
BEAT = 4
"""Milliseconds between two looks at the event loop."""


class Window:
    """The program on one library, its event loop turned by hand."""

    def __init__(self, library: Path) -> None:
        from ui.app import Program  # first: it keeps PySide6 from slowing every import down

        from PySide6.QtWidgets import QApplication  # isort: skip

        from ssc_desktop.settings import Settings

        self.app = QApplication.instance() or QApplication(sys.argv[:1])
        preferences = Settings(language="en", theme="light", side_panel="")
        self.program = Program(self.app, library, preferences)
        self.shelf = self.program.shelf
        self.window = self.program.window
        self.window.resize(1440, 900)
        self.window.show()
        self.turns: list[tuple[float, str]] = []
        """The time of each turn of the event loop in ms, and what was going on."""
        self.doing = "opening"

    def turn(self) -> None:
        """Handle what waits, and note how long the thread was busy with it."""
        from PySide6.QtCore import QThread

        begun = time.thread_time()
        self.app.processEvents()
        self.turns.append(((time.thread_time() - begun) * 1_000, self.doing))
        QThread.msleep(BEAT)  # the other threads take their turn

    def wait(self, until: Callable[[], bool]) -> None:
        """Go on when `until` holds."""
        begun = time.monotonic()
        while not until():
            self.turn()
            if time.monotonic() - begun > PATIENCE:
                sys.exit(f"waited too long while {self.doing}")

    def rest(self, turns: int = 30) -> None:
        """Wait until nothing is under way."""
        self.wait(lambda: not self.program.tasks.busy)
        for _turn in range(turns):
            self.turn()
        self.wait(lambda: not self.program.tasks.busy)

    def open(self) -> None:
        """Open the library fully, and its first story."""
        self.shelf.open_fully()
        self.wait(lambda: self.shelf.is_ready and self.shelf.editor.case is not None)
        form = self.window.library_page.pane.form
        self.wait(lambda: form.built)
        self.rest()

    def close(self) -> None:
        """Close the window."""
        self.window.close()


def browse(library: Path) -> dict[str, Any]:
    """Open, filter, search, sort and scroll; the busiest turn of each, in ms of the thread."""
    from ssc_desktop.services.asking import NOTHING, TITLE, Conditions

    desk = Window(library)
    desk.open()
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    now = _resident()
    pane, listed = desk.window.library_page.list_pane, desk.shelf.list
    desk.doing = "scrolling"
    bar = pane.list.verticalScrollBar()
    for part in range(40):
        bar.setValue(bar.maximum() * part // 40)
        desk.turn()
    bar.setValue(0)
    desk.rest()
    desk.doing = "searching"
    for typed in ("wa", "wat", "water", "water i", "water irr", "-rice water", "milk", ""):
        pane.search.setText(typed)
        for _turn in range(50):
            desk.turn()
    desk.rest()
    desk.doing = "filtering"
    for conditions in (Conditions(country=("KEN",)), Conditions(status=("draft",)), NOTHING):
        listed.narrow(conditions)
        desk.rest()
    desk.doing = "sorting"
    listed.order(TITLE)
    desk.rest()
    bar.setValue(bar.maximum())
    desk.rest()
    desk.doing = "opening a story"
    desk.shelf.open(desk.shelf.stories.ids[0])
    desk.rest()
    desk.close()
    longest: dict[str, float] = {}
    for took, doing in desk.turns:
        longest[doing] = max(longest.get(doing, 0.0), round(took, 1))
    return {"longest": longest, "resident": now, "peak": held, "cpu": time.process_time()}


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def story(library: Path, case_id: str, other: str) -> dict[str, Any]:
    """The CPU time from the wish for a story to its first paint, in ms; the median of five."""
    desk = Window(library)
    desk.open()
    pane = desk.window.library_page.pane
    taken = []
    for _round in range(5):
        desk.shelf.open(other)
        desk.wait(lambda: desk.shelf.editor.case_id == other)
        desk.rest()
        begun = time.process_time()
        desk.shelf.open(case_id)
        while desk.shelf.editor.case_id != case_id:
            desk.app.processEvents()
        desk.app.processEvents()  # what was filled in finds its place
        pane.repaint()
        taken.append((time.process_time() - begun) * 1_000)
        desk.wait(lambda: pane.form.built)
        desk.rest()
    desk.close()
    taken.sort()
    return {"cpu": taken[len(taken) // 2], "all": [round(one) for one in taken]}


def main() -> int:
    """Do what is asked for and print it as JSON."""
    library, *asked = sys.argv[1:]
    told = story(Path(library), *asked[1:]) if asked else browse(Path(library))
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
