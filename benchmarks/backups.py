"""Backups while somebody types: how long they take, and what a save waits for them.

`python -m benchmarks.backups [--megabytes N] [--protected]`. The real store thread of the window,
and a save of a draft every 100 ms, measured from the order until the window hears that it is done;
first without a backup, then while one is made and looked through. A heartbeat of 5 ms tells how
long the window itself was held up. Then a library of 10 MB.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MEGABYTES = 500
LONGEST = 10.0
"""Seconds that a backup of so many may take."""
LONGEST_SMALL = 0.5
"""Seconds of one of 10 MB."""
SAVE_P95 = 50.0
"""Milliseconds that 95 of 100 saves wait at most."""
_EVERY = 100
_BEAT = 5
_PATIENCE = 600.0
_PASSWORD = "nine green goats"  # noqa: S105 - of a library for a moment


@dataclass
class Seen:
    """What was measured: seconds of the backup, milliseconds of saves and beats."""

    seconds: float = 0.0
    saves: list[float] = field(default_factory=list)
    beats: list[float] = field(default_factory=list)

    def told(self) -> dict[str, float]:
        """The figures."""
        return {
            "seconds": round(self.seconds, 2),
            "saves": len(self.saves),
            "save p50, ms": round(statistics.median(self.saves), 1),
            "save p95, ms": round(percentile(self.saves, 95), 1),
            "save max, ms": round(max(self.saves), 1),
            "window p99, ms": round(percentile(self.beats, 99), 1),
            "window max, ms": round(max(self.beats), 1),
        }


def percentile(values: list[float], percent: int) -> float:
    """So many of a hundred values are not above it."""
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


class Desk:
    """A library held by the window's own store thread, and somebody who types in it."""

    def __init__(self, folder: Path, password: str = "") -> None:
        from PySide6.QtCore import QCoreApplication, QTimer

        from ssc_desktop.services import protecting
        from ui.tasks import Tasks

        self._app = QCoreApplication.instance() or QCoreApplication([])
        self._tick = QTimer()  # so that waiting looks at the clock now and then
        self._tick.start(20)
        self.tasks = Tasks()
        self._failed: list[Exception] = []
        key = protecting.unlocked(folder, password) if password else None
        ready: list[object] = []
        self.tasks.begin(folder, lambda _listing: None, self._failed.append, key)
        self.tasks.open(ready.append, self._failed.append)
        self.wait(lambda: bool(ready))
        opened: list[Any] = []
        self.tasks.run(_first_story, opened.append)
        self.wait(lambda: bool(opened))
        self._shown = opened[0]
        self._typed = 0

    def wait(self, done: Callable[[], bool]) -> None:
        """Let the window work until something is done."""
        from PySide6.QtCore import QEventLoop

        end = time.monotonic() + _PATIENCE
        while not done():
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if self._failed or time.monotonic() > end:
                sys.exit(f"it failed: {self._failed or 'no end'}")

    def typing(self, done: Callable[[], bool]) -> Seen:
        """Save a draft again and again until something is done."""
        from PySide6.QtCore import QTimer

        seen = Seen()
        save, beat = QTimer(), QTimer()
        save.setInterval(_EVERY)
        beat.setInterval(_BEAT)
        last = time.perf_counter()

        def beaten() -> None:
            nonlocal last
            now = time.perf_counter()
            seen.beats.append((now - last) * 1000)
            last = now

        save.timeout.connect(lambda: self._save(seen))
        beat.timeout.connect(beaten)
        save.start()
        beat.start()
        begun = time.perf_counter()
        self._save(seen)  # the first at once: a small library is done before the next
        self.wait(done)
        seen.seconds = time.perf_counter() - begun
        save.stop()
        self.wait(lambda: not self.tasks.busy and bool(seen.beats))
        beat.stop()
        return seen

    def _save(self, seen: Seen) -> None:
        from ssc_desktop.record.editing import with_value
        from ssc_desktop.services import cases

        self._typed += 1
        case = with_value(self._shown.case, ("network",), f"Typed {self._typed} times. " * 20)
        base, begun = self._shown.base, time.perf_counter()

        def saved(_none: object) -> None:
            seen.saves.append((time.perf_counter() - begun) * 1000)

        self.tasks.run(
            lambda library: cases.draft(library, case, base), saved,
            failed=self._failed.append, first=True,
        )  # fmt: skip

    def back_up(self, reason: str = "regular") -> Callable[[], bool]:
        """Begin a backup; says whether it is done."""
        from ssc_desktop.services import backing_up

        made: list[object] = []
        self.tasks.beside(
            lambda library, job: backing_up.make(library, reason, stop=job.stopped),
            made.append, failed=self._failed.append,
        )  # fmt: skip
        return lambda: bool(made)

    def close(self) -> None:
        """Close the library."""
        self.tasks.close()


def _first_story(library: Any) -> Any:
    from ssc_desktop.services import cases
    from ssc_desktop.services.answers import Query

    return cases.opened(library, cases.listing(library, Query(limit=1)).summaries[0].id)


def measured(megabytes: int, place: Path, *, protected: bool = False) -> dict[str, Seen]:
    """Saves alone, and saves while a backup of a library of so many megabytes is made."""
    from benchmarks import full
    from ssc_desktop.services import protecting

    folder = place / f"library-{megabytes}"
    shutil.copytree(full.kept(megabytes), folder)
    if protected:
        protecting.protect(folder, _PASSWORD)
    desk = Desk(folder, _PASSWORD if protected else "")
    end = time.monotonic() + 5
    alone = desk.typing(lambda: time.monotonic() > end)
    beside = desk.typing(desk.back_up())
    desk.close()
    return {"without a backup": alone, "while one is made": beside}


def main() -> int:
    """Measure, print, and fail where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=MEGABYTES)
    parser.add_argument("--protected", action="store_true", help="a library with a password")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        os.environ["SSC_CONFIG"] = str(Path(place) / "config")
        large = measured(wanted.megabytes, Path(place), protected=wanted.protected)
        small = measured(10, Path(place), protected=wanted.protected)
    told = {
        f"{megabytes} MB, {name}": seen.told()
        for megabytes, both in ((wanted.megabytes, large), (10, small))
        for name, seen in both.items()
    }
    for name, figures in told.items():
        print(f"\n{name}")
        for what, value in figures.items():
            print(f"  {what:16}{value:10}")
    checks = {
        "seconds of a large one": (large["while one is made"].seconds, LONGEST),
        "seconds of 10 MB": (small["while one is made"].seconds, LONGEST_SMALL),
        "save p95": (percentile(large["while one is made"].saves, 95), SAVE_P95),
    }
    print(json.dumps({name: round(value, 2) for name, (value, _limit) in checks.items()}))
    broken = [name for name, (value, limit) in checks.items() if value > limit]
    if broken:
        print(f"more than promised: {', '.join(broken)}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
