"""The window, typed into while the disk refuses: the words are somewhere, and that is said at once.

    LD_PRELOAD=… python -m tests.faults.window --every 1 --seed 7

At every call that a save makes something is refused, once or for ever, in the library alone or in
the person's whole home. Each time, in a process of its own: words are typed, the window says how
that stands; then the process is killed, and the words must be in the library or in a rescue file;
or the disk is well again, and the same process must save them.
"""

import argparse
import gc
import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from PySide6.QtTest import QTest

from ssc_desktop.services import rescue
from tests.faults.points import ACCIDENTS, Points
from tests.faults.stage import Report
from tests.journeys.kills import Typist, held, prepared
from tests.laptops import quick_folder

WORDS = "Forty farmers learned to grow rice in two villages"
_REFUSALS = [kind for kind in ACCIDENTS if kind not in {"kill", "tear"}]
_PLACES = ("library", "")
"""What is out of order: the library's folder, or the whole home around it."""
_PATIENCE = 20.0
_SOON = 1.0
"""Seconds after which it is told at the latest."""
_TRIES = 3
"""A busy computer is late now and then; what is late by itself is late each time."""


@dataclass
class Home:
    """A person's home, where a library with one story lies."""

    folder: Path
    case_id: str = ""

    @property
    def library(self) -> Path:
        """The library in it."""
        return self.folder / "library"

    def inhabit(self) -> None:
        """Let all that the program writes for a person lie below the folder."""
        for name, place in (
            ("HOME", ""),
            ("XDG_DATA_HOME", "data"),
            ("SSC_CONFIG", "config"),
            ("TMPDIR", "temporary"),
        ):
            (self.folder / place).mkdir(exist_ok=True)
            os.environ[name] = str(self.folder / place)


@dataclass(frozen=True)
class Accident:
    """What happens, where, at which call; and whether the process is killed after it was told."""

    kind: str = ""
    place: str = ""
    number: int = 0
    killed: bool = False


class _Person:
    """Types, and looks at what the window says."""

    def __init__(self, home: Home, fault: str) -> None:
        self._typist = Typist(home.library, 1, os.open(os.devnull, os.O_WRONLY))
        self._targets = self._typist.open()
        self._saving = self._typist.shelf.autosave
        if fault == "not told":
            setattr(self._saving, "_on_failed", lambda _error: None)  # noqa: B010
        if fault == "nowhere":
            # never os.devnull: what is saved again removes the file it was rescued to
            setattr(rescue, "write", lambda *_given: home.library / "nowhere")  # noqa: B010

    def type(self) -> None:
        QTest.keyClicks(self._targets[1], WORDS)

    def wait(self) -> str:
        """How it stands with the words: `saved` or `failed`; something else when patience ends."""
        end = time.monotonic() + _PATIENCE
        while self._saving.state not in {"saved", "failed"} and time.monotonic() < end:
            QTest.qWait(5)
        return self._saving.state

    def save(self) -> str:
        self._saving.flush()
        return self.wait()

    def shown(self) -> str:
        """What stands in the box."""
        return str(self._typist.shelf.editor.value(("overview",)))

    def is_told(self) -> bool:
        """Whether the line at the foot says what is wrong."""
        error = self._saving.error
        return error is not None and error.message in self._typist.window.footer.saved.text()


def _once(home: Home, accident: Accident, fault: str = "") -> dict[str, Any]:
    """In a process of its own; gives back what was seen there."""
    reading, writing = os.pipe()
    gc.freeze()
    child = os.fork()
    if not child:
        os.close(reading)
        _child(home, accident, writing, fault)
    os.close(writing)
    with os.fdopen(reading) as stream:
        said = stream.read()
    os.waitpid(child, 0)
    return json.loads(said) if said else {"state": "died"}


def _child(home: Home, accident: Accident, told: int, fault: str) -> NoReturn:
    try:
        points, person = Points(), _Person(home, fault)
        if accident.kind:
            points.arm(home.folder / accident.place, accident.kind, accident.number)
        else:
            points.count(home.folder / accident.place)
        began = time.monotonic()
        person.type()
        seen: dict[str, Any] = {"state": person.wait(), "after": time.monotonic() - began}
        seen |= {"shown": person.shown(), "told": person.is_told()}
        if not accident.killed:
            seen["points"] = points.passed()
            seen["again"] = person.save()
            seen["shown"] = person.shown()
        os.write(told, json.dumps(seen).encode())
    except BaseException:  # noqa: BLE001 - it is told, and the child must end here
        traceback.print_exc()
    finally:
        os.kill(os.getpid(), signal.SIGKILL)
        os._exit(0)


def _seen(ready: Home, home: Home, accident: Accident, fault: str) -> dict[str, Any]:
    """What is seen of one accident: of the first time that it is told soon, or of the last."""
    seen: dict[str, Any] = {}
    for _again in range(_TRIES):
        _fresh(ready, home)
        seen = _once(home, accident, fault)
        if not _is_late(seen):
            break
    return seen


def _is_late(seen: dict[str, Any]) -> bool:
    return bool(seen["state"] == "failed" and seen["after"] > _SOON)


def _wrong(home: Home, accident: Accident, seen: dict[str, Any]) -> str:
    """What is wrong with one run; "" where nothing is."""
    kept = held(home.library, home.case_id)[1].endswith(WORDS)
    rescued = any(WORDS in path.read_text("utf-8") for path in home.folder.rglob("*.json"))
    state = seen["state"]
    checks = {
        "not told": state not in {"saved", "failed"} or (state == "failed" and not seen["told"]),
        "told late": _is_late(seen),
        "not in the box": not seen.get("shown", "").endswith(WORDS),
        "said to be saved and is not": state == "saved" and not kept,
        "nowhere": accident.killed and not (kept or rescued),
        "not saved again": not accident.killed and (seen.get("again") != "saved" or not kept),
    }
    return ", ".join(said for said, is_wrong in checks.items() if is_wrong)


def _accidents(points: dict[str, int], every: int, chance: random.Random) -> Iterator[Accident]:
    for place, last in points.items():
        for number in range(1, last + 1):
            for kind in _REFUSALS:
                if not chance.randrange(every):
                    # with the whole home out of order the words are in the window alone
                    killed = place == "library" and chance.random() < 0.5
                    yield Accident(kind, place, number, killed)


def played(every: int, chance: random.Random, fault: str) -> tuple[Report, float]:
    """Every refusal, or one in so many by chance; and the seconds until the last was told."""
    report, late = Report("type"), 0.0
    with quick_folder() as place:
        ready, home = Home(place / "ready"), Home(place / "home")
        ready.folder.mkdir()
        ready.inhabit()
        home.case_id = prepared(ready.library)
        points = {}
        for below in _PLACES:
            _fresh(ready, home)
            points[below] = _once(home, Accident(place=below))["points"]
        report.points = sum(points.values())
        for accident in _accidents(points, every, chance):
            seen = _seen(ready, home, accident, fault)
            report.runs += 1
            report.ended[seen["state"]] += 1
            late = max(late, seen["after"] if seen["state"] == "failed" else 0.0)
            if wrong := _wrong(home, accident, seen):
                report.wrong.append(f"{accident}: {wrong}")
                if fault and fault in wrong:
                    break  # it was noticed
    return report, late


def _fresh(ready: Home, home: Home) -> None:
    shutil.rmtree(home.folder, ignore_errors=True)
    shutil.copytree(ready.folder, home.folder)
    home.inhabit()


def main() -> int:
    """Play, tell; 1 where something is wrong."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--every", type=int, default=1, help="one in so many, by chance")
    asked.add_argument("--fault", choices=("", "not told", "nowhere"), default="")
    asked.add_argument("--seed", type=int, default=random.randrange(10**6))  # noqa: S311
    given = asked.parse_args()
    report, late = played(given.every, random.Random(given.seed), given.fault)  # noqa: S311
    told = json.loads(report.told()) | {"told_after_seconds": round(late, 2)}
    sys.stdout.write(json.dumps(told) + "\n")
    return 1 if report.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
