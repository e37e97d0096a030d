"""Kill the program at random moments of typing, and see that nothing acknowledged is missing.

    python -m tests.journeys.kills FOLDER --runs 200 --seed 7 [--pace person]

Each run is a process of its own: the program's window on a library, without a screen, in which keys
are pressed. It tells every state of the text before the program knows it, and every state for which
the program said “saved”. It is killed (SIGKILL) at a random moment; then the library is opened
again and must hold the state acknowledged last, or one typed after it. The processes are forked
from one that has the imports done, since the time they take is not what is tested.

Everything is quick, so that much is tried. At a person's pace of five keys a second, without ever a
rest, nothing is quickened; then it is told for how many seconds of typing the words are missing.
"""

import argparse
import gc
import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_ACCESSIBILITY", "0")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop import services
from ssc_desktop.settings import Settings
from ui import app as program_of
from ui.viewmodels import autosave

_PARTNER = "01a0c453-7903-7d72-9572-000000000001"
_FIELDS = (("title",), ("overview",), ("partner", _PARTNER, "name_as_used"))
_WORDS = ("rice", "midwives", "two villages", "مزارع", "naïve", "in 2023", "👩‍🌾 field")
_RUN = {"quick": (0.0, 0.8), "person": (0.0, 9.0), "never": (9.0, 10.0)}
"""Seconds until the kill, by pace; at `never` a person types whose words nobody saves."""
_BETWEEN_KEYS = 200
_NEVER = 10**9
_PATIENCE = 60.0

State = tuple[str, ...]


# ------------------------------------------------------------------ the person who types


class Typist:
    """Types into one window, and tells what stands there and what is said to be saved."""

    def __init__(self, library: Path, seed: int, told: int, pace: str = "quick") -> None:
        if pace == "quick":
            # the same code: a person pauses for a second, a test has no such time
            autosave.IDLE, autosave.CAP = 25, 150
        elif pace == "never":  # a deliberate fault
            autosave.IDLE = autosave.CAP = _NEVER
        self._pace = pace
        self._seed = seed
        self._chance = random.Random(seed)  # noqa: S311 - a failure can be repeated
        self._stream = os.fdopen(told, "w", buffering=1, encoding="utf-8")
        self._app = QApplication([sys.argv[0], "-style", "Fusion"])
        self._program = program_of.Program(self._app, library, Settings(language="en"))
        self.shelf = self._shelf = self._program.shelf
        self.window = self._program.window
        self._last: State = ()

    def open(self) -> list[Any]:
        """Show the window, wait for the story; returns the boxes to type in."""
        window, shelf = self._program.window, self._shelf
        window.resize(1024, 600)
        window.show()
        shelf.open_fully()
        while shelf.editor.case is None or self._program.tasks.busy:
            self._app.processEvents()
            QTest.qWait(2)
        form = window.library_page.pane.form
        targets = []
        for path in _FIELDS:
            form.reveal(path)
            question: Any = form.asking.members[path[:1]].member_at(path)
            targets.append(question.control.target)
        # the editor's own signal comes first: a state is told before it can be saved
        shelf.editor.edited.connect(self._on_edited)
        shelf.autosave.state_changed.connect(self._on_state)
        self._on_edited()
        return targets

    def _now(self) -> State:
        # blanks at the ends are typing under way; the record does without them
        editor = self._shelf.editor
        return tuple(str(editor.value(path) or "").strip() for path in _FIELDS)

    def _tell(self, kind: str, state: State = ()) -> None:
        self._stream.write(json.dumps([kind, state, time.monotonic()]) + "\n")

    def _on_edited(self) -> None:
        state = self._now()
        if state != self._last:
            self._last = state
            self._tell("state", state)

    def _on_state(self) -> None:
        if self._shelf.autosave.state == "saved":
            self._tell("saved", self._now())

    def type(self, targets: list[Any]) -> None:
        """Type until killed."""
        chance = self._chance
        self._tell("typing")
        if self._pace != "quick":
            self._type_as_a_person(targets[1])
        for number in range(100_000):
            words = f"{self._seed}-{number} {chance.choice(_WORDS)} "
            _type(chance, chance.choice(targets), words)
            if chance.random() < 0.35:
                _pause(self._shelf.autosave)
            if chance.random() < 0.06:
                self._shelf.autosave.cut()  # as leaving the story does
            if chance.random() < 0.1:
                self._shelf.editor.undo()

    def _type_as_a_person(self, target: Any) -> None:
        """Five keys a second, in one box, without ever a rest."""
        target.setFocus()
        for _ in range(100_000):
            for letter in f"{self._chance.choice(_WORDS[:3])} ":
                QTest.keyClicks(target, letter)
                QTest.qWait(_BETWEEN_KEYS)


def _pause(saving: autosave.Autosave) -> None:
    """Think for a moment: until all is saved, or half a second."""
    for _ in range(50):
        QTest.qWait(10)
        if saving.state == "saved":
            return


def _type(chance: random.Random, target: Any, words: str) -> None:
    target.setFocus()
    if chance.random() < 0.15:
        QTest.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    for letter in words:
        if letter.isascii():
            QTest.keyClicks(target, letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(target, event)
    if chance.random() < 0.1:
        QTest.keyClick(target, Qt.Key.Key_Backspace)
    QApplication.sendPostedEvents(None, QEvent.Type.MetaCall.value)


# ------------------------------------------------------------------ the one who kills, and looks


@dataclass
class Told:
    """What a process said until it was killed."""

    states: list[State] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    """When each of them was there."""
    killed_at: float = 0.0
    saved: int = 0
    """How many states there were when “saved” was said last."""
    acknowledged: int = 0
    typing: bool = False
    _rest: str = ""

    def hear(self, text: str) -> None:
        lines = (self._rest + text).split("\n")
        self._rest = lines.pop()
        for line in lines:
            kind, said, at = json.loads(line)
            if kind == "typing":
                self.typing = True
            elif kind == "state":
                self.states.append(tuple(said))
                self.at.append(at)
            else:
                # what was saved is what stood on the screen: the state told last
                assert self.states[-1] == tuple(said), (self.states[-1], said)
                self.saved = len(self.states)
                self.acknowledged += 1

    def allowed(self, before: State) -> list[State]:
        """The states that may be found: the one saved last, and all after it."""
        return self.states[self.saved - 1 :] if self.saved else [before, *self.states]

    def missing(self, found: State) -> float:
        """Of how many seconds before the kill the words are missing."""
        if found not in self.states:
            return self.killed_at - self.at[0] if self.at else 0.0
        there = len(self.states) - 1 - self.states[::-1].index(found)
        return self.killed_at - self.at[there + 1] if there + 1 < len(self.at) else 0.0


def killed(library: Path, seed: int, pace: str) -> Told:
    """One run: fork, type, kill, and give back what was said."""
    chance = random.Random(seed * 7919)  # noqa: S311 - likewise
    reading, writing = os.pipe()
    gc.freeze()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            typist = Typist(library, seed, writing, pace)
            typist.type(typist.open())
        finally:
            os._exit(3)
    os.close(writing)
    told = Told()
    limit = time.monotonic() + _PATIENCE
    end = 0.0
    pieces = _pieces(reading)
    for text in pieces:
        told.hear(text)
        # in half of the quick runs something is acknowledged first, however slow the computer is
        is_early = pace != "quick" or seed % 2 == 0
        if told.typing and (is_early or told.acknowledged) and not end:
            end = time.monotonic() + chance.uniform(*_RUN[pace])
        if (end and time.monotonic() >= end) or time.monotonic() > limit:
            os.kill(child, signal.SIGKILL)
            told.killed_at = time.monotonic()
            break
    _child, status = os.waitpid(child, 0)
    for text in pieces:  # what was said before the kill came through
        told.hear(text)
    os.close(reading)
    assert os.WIFSIGNALED(status), f"the program ended by itself with {os.WEXITSTATUS(status)}"
    assert told.typing, "the program did not get as far as typing"
    return told


def _pieces(reading: int) -> Iterator[str]:
    """What comes through a pipe; "" where nothing came for a moment."""
    kept = b""
    while True:
        ready, _w, _x = select.select([reading], [], [], 0.005)
        if not ready:
            yield ""
            continue
        found = os.read(reading, 65_536)
        if not found:
            return
        kept += found
        whole = kept[: kept.rfind(b"\n") + 1]
        kept = kept[len(whole) :]
        yield whole.decode()


def prepared(library: Path) -> str:
    opened = services.libraries.opened(library)
    partner = {"id": _PARTNER, "name_as_used": "Ministry"}
    data = {"title": "Rice", "overview": "Once.", "partner": [partner]}
    case_id, _changes = services.cases.created(opened, values=data)
    opened.close()
    return str(case_id)


def held(library: Path, case_id: str) -> State:
    opened = services.libraries.opened(library)
    try:
        case = services.cases.opened(opened, case_id).case
    finally:
        opened.close()
    partners = case.partner if isinstance(case.partner, tuple) else ()
    name = next((one.name_as_used for one in partners if one.id == _PARTNER), None)
    return tuple(str(value or "").strip() for value in (case.title, case.overview, name))


def main() -> int:
    """Run, tell, and end with 1 where words were lost."""
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", type=Path)
    asked.add_argument("--runs", type=int, default=25)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--pace", choices=_RUN, default="quick")
    given = asked.parse_args()
    library = given.folder / "library"
    os.environ["SSC_CONFIG"] = str(given.folder / "config")
    case_id = prepared(library)
    before = held(library, case_id)
    lost, missing, acknowledged, typed, unsaved = [], [], 0, 0, 0
    began = time.monotonic()
    for run in range(given.runs):
        told = killed(library, given.seed * 1_000 + run, given.pace)
        found = held(library, case_id)
        if found not in told.allowed(before):
            lost.append({"run": run, "found": found, "allowed": told.allowed(before)[:3]})
        missing.append(round(told.missing(found), 2))
        acknowledged += told.acknowledged
        typed += len(told.states)
        unsaved += told.saved < len(told.states)
        before = found
    opened = services.libraries.opened(library)
    problems = services.libraries.check(opened).problems
    opened.close()
    sys.stdout.write(json.dumps({
        "runs": given.runs, "lost": lost, "acknowledged": acknowledged, "states": typed,
        "killed_while_unsaved": unsaved, "problems": problems,
        "missing": sorted(missing), "seconds": round(time.monotonic() - began, 1),
    }) + "\n")  # fmt: skip
    return 1 if lost or problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
