"""Typing in a story of 20,000 words: what a key costs, and whether saving holds it up.

`python -m benchmarks.typing [--keys N] [--seconds S]`. The real window, offscreen, with marks,
spelling, count of words, guidance and autosave at work. Two stories: all words in one field, and
spread over all narrative fields. CPU of the window's thread for a key, from the key press until
nothing is left to do but what waits for a pause; then the longest silences of a heartbeat of 4 ms
while keys come and drafts are saved, against the same heartbeat in the idle window.
"""

import argparse
import itertools
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SAMPLES = Path(__file__).parents[1] / "resources" / "samples"
WORDS = 20_000
KEY_LIMIT = 2.0
"""Milliseconds of CPU that a key may take, on the average of a running text."""
GAP_LIMIT = 25.0
"""Milliseconds of silence at most, in 99 of 100 beats."""
BEAT = 4
PATIENCE = 120.0
BACKSPACE = "\b"
TEXT = "The farmers of both districts met each week and shared what they had learned. "


def sentences() -> list[str]:
    """What the sample stories say, names and all: as many words are unknown as in real stories."""
    found: list[str] = []

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            for one in value.values():
                collect(one)
        elif isinstance(value, list):
            for one in value:
                collect(one)
        elif isinstance(value, str) and value.count(" ") > 7 and "://" not in value:
            found.append(value.replace("\n", " "))

    for path in sorted(SAMPLES.glob("*.json")):
        collect(json.loads(path.read_text(encoding="utf-8")))
    return found


def paragraphs(words: int) -> str:
    """Running text with paragraphs of about 120 words, a list and some bold here and there."""
    said = itertools.cycle(sentences())
    made: list[str] = []
    told = 0
    while told < words:
        paragraph = ""
        while paragraph.count(" ") < min(120, words - told):
            paragraph += next(said) + " "
        told += paragraph.count(" ")
        if len(made) % 7 == 3:
            paragraph = f"- {paragraph}"
        if len(made) % 5 == 2:
            paragraph = f"{paragraph[:100]}**{paragraph[100:120].strip()}**{paragraph[120:]}"
        made.append(paragraph.strip())
    return "\n\n".join(made)


class Desk:
    """The window on a new story."""

    def __init__(self, place: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from ssc_desktop.settings import Settings
        from ui.app import Program

        self.app = QApplication.instance() or QApplication(["ssc-desktop"])
        self.program = Program(self.app, place, Settings(language="en", theme="light"))
        self.window, self.shelf = self.program.window, self.program.shelf
        self.window.resize(1440, 900)
        self.window.show()
        self.shelf.open_fully()
        self.wait(lambda: self.shelf.is_ready and self.quiet())
        self.window.activateWindow()
        self.window.commands.actions["new"].trigger()
        self.wait(lambda: self.shelf.editor.case_id != "" and self.quiet())
        self.form = self.window.library_page.pane.form
        self.form.build_all()
        self.shelf.editor.set_value(("record_depth",), "full_story")

    def quiet(self) -> bool:
        """Whether all is saved and no work is under way."""
        return self.shelf.autosave.state == "saved" and not self.program.tasks.busy

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the window work until something holds."""
        end = time.monotonic() + PATIENCE
        while not until():
            if time.monotonic() > end:
                raise TimeoutError(until)
            self.app.processEvents()

    def rest(self, seconds: float) -> None:
        """Let the window work for a while."""
        end = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > end)

    def fill_one(self) -> Any:
        """All words in one field; returns its box."""
        self.shelf.editor.set_value(("overview",), paragraphs(WORDS))
        return self._ready(("overview",))

    def fill_all(self) -> Any:
        """The words shared out among all narrative fields."""
        from ssc_desktop.record import CASE, FieldDefinition, Kind

        names = [
            field.name
            for field in CASE.fields
            if isinstance(field, FieldDefinition) and field.kind is Kind.TEXT
        ]
        for name in names:
            self.shelf.editor.set_value((name,), paragraphs(WORDS // len(names)))
        return self._ready(("overview",))

    def _ready(self, path: tuple[str, ...]) -> Any:
        self.form.reveal(path)
        self.wait(self.quiet)
        self.rest(3)  # spelling looks at the whole story
        member: Any = self.form.asking.members[path]
        box = member.control.target
        middle = len(box.text) // 2
        middle = box.text.find("\n\n", middle) - 1
        box.select(middle, middle)
        self.rest(0.5)
        return box

    def close(self) -> None:
        """Close the window as a person does."""
        from PySide6.QtCore import QCoreApplication, QEvent

        self.window.close()
        self.program.deleteLater()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def letter_at(number: int) -> str:
    """The keys of a person: a sentence, then all of it taken back, so that paragraphs stay long."""
    at = number % (2 * len(TEXT))
    return TEXT[at] if at < len(TEXT) else BACKSPACE


def press(box: Any, letter: str) -> None:
    """One key, as the system sends it."""
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    kinds = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
    for kind in kinds:
        named = {" ": Qt.Key.Key_Space, BACKSPACE: Qt.Key.Key_Backspace}
        key = named.get(letter) or Qt.Key(ord(letter.upper()))
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.sendEvent(box, event)


class Typist:
    """Presses one key after another."""

    def __init__(self, box: Any) -> None:
        self._box = box
        self._keys = itertools.count()

    def type(self) -> None:
        """The next key."""
        press(self._box, letter_at(next(self._keys)))


def keys(desk: Desk, box: Any, number: int) -> list[float]:
    """Milliseconds of CPU of the window's thread for each of `number` keys."""
    costs: list[float] = []
    for at in range(number):
        begun = time.thread_time()
        press(box, letter_at(at))
        desk.app.processEvents()
        desk.app.processEvents()
        costs.append((time.thread_time() - begun) * 1000)
    return costs


def beats(desk: Desk, seconds: float, act: Callable[[], object] | None) -> list[float]:
    """Milliseconds between the beats of a timer of 4 ms; `act` is done every 70 ms."""
    from PySide6.QtCore import Qt, QTimer

    times: list[float] = []
    beat = QTimer()
    beat.setTimerType(Qt.TimerType.PreciseTimer)
    beat.timeout.connect(lambda: times.append(time.perf_counter()))
    beat.start(BEAT)
    typing = QTimer()
    if act is not None:
        typing.timeout.connect(act)
        typing.start(70)
    desk.rest(seconds)
    beat.stop()
    typing.stop()
    return [(b - a) * 1000 for a, b in pairwise(times)]


def at(share: float, values: Sequence[float]) -> float:
    """The value below which `share` of all lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> int:
    """Measure, print, and fail where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=400)
    parser.add_argument("--seconds", type=float, default=15.0)
    given = parser.parse_args()
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as place:
        os.environ["SSC_CONFIG"] = str(Path(place) / "config")
        for name, fill in (("one field", Desk.fill_one), ("all fields", Desk.fill_all)):
            desk = Desk(Path(place) / name)
            box = fill(desk)
            keys(desk, box, 2 * len(TEXT))
            costs = keys(desk, box, given.keys)
            figures[f"key, {name}"] = {
                "mean": statistics.fmean(costs), "p50": at(0.5, costs), "p95": at(0.95, costs),
                "p99": at(0.99, costs), "max": max(costs),
            }  # fmt: skip
            desk.rest(2)
            idle = beats(desk, given.seconds / 2, None)
            busy = beats(desk, given.seconds, Typist(box).type)
            for what, gaps in (("idle", idle), ("typing, autosave", busy)):
                figures[f"gap {what}, {name}"] = {
                    "mean": statistics.fmean(gaps), "p50": at(0.5, gaps), "p95": at(0.95, gaps),
                    "p99": at(0.99, gaps), "max": max(gaps),
                }  # fmt: skip
            desk.close()
    return report(figures)


def report(figures: dict[str, dict[str, float]]) -> int:
    """Print the table and the same as JSON; 1 where a promise is broken."""
    print(f"\nTyping in {WORDS:,} words: milliseconds\n")
    print(f"{'':34}{'mean':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}")
    for name, row in figures.items():
        print(f"{name:34}" + "".join(f"{figure:8.2f}" for figure in row.values()))
    broken = [
        name for name, row in figures.items() if name.startswith("key") and row["mean"] > KEY_LIMIT
    ]
    broken += [
        name
        for name, row in figures.items()
        if name.startswith("gap typing") and row["p99"] > GAP_LIMIT
    ]
    print(f"\na key: at most {KEY_LIMIT} ms CPU on average; gaps: p99 at most {GAP_LIMIT} ms\n")
    rounded = {name: {k: round(v, 3) for k, v in row.items()} for name, row in figures.items()}
    print(json.dumps({"title": "typing", "figures": rounded, "broken": broken}))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
