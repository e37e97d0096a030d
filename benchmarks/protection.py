"""What a password costs: the same saves and openings in a plain library and in a protected one.

`python -m benchmarks.protection [--stories N] [--saves N] [--openings N]`. Both are libraries of
the same stories, worked in by turns in one process; medians by the clock, with the disk waited for,
and of CPU. The slow step of the password itself is told beside: it is there to be slow.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.measure import Cost, Ratio, report

SAVE_LIMIT = 1.3
OPENING_LIMIT = 1.5
"""Of the first page of the list, which everybody waits for; the password is typed before."""
PASSWORD = "three brown hens"  # noqa: S105 - of a benchmark


def timed(work: Callable[[], Any]) -> Cost:
    """What one piece of work takes in this process."""
    cpu, begun = time.process_time(), time.perf_counter()
    work()
    return Cost(time.process_time() - cpu, time.perf_counter() - begun, 0.0)


def made(place: Path, stories: int) -> dict[str, Path]:
    """A plain library of so many stories, and the same one protected."""
    from benchmarks.many import real
    from ssc_desktop.services import cases, libraries, protecting

    plain, protected = place / "plain", place / "protected"
    library = libraries.opened(plain)
    cases.added_together(library, [(record, None) for record in real(stories)])
    library.close()
    shutil.copytree(plain, protected)
    switch = timed(lambda: protecting.protect(protected, PASSWORD))
    size = (plain / "library.sqlite").stat().st_size
    print(f"protecting {size / 1e6:.0f} MB: {switch.wall:.1f} s", file=sys.stderr)
    return {"plain": plain, "protected": protected}


def saves(folders: dict[str, Path], keys: dict[str, Any], count: int) -> dict[str, list[Cost]]:
    """Words typed into a story and saved, in both libraries by turns."""
    from ssc_desktop.record.editing import with_value
    from ssc_desktop.services import cases, libraries, start
    from ssc_desktop.services.answers import Query

    opened = {
        name: libraries.opened(start.begin(folder, keys[name])) for name, folder in folders.items()
    }
    found: dict[str, list[Cost]] = {f"save, {name}": [] for name in folders}
    ids = [one.id for one in cases.listing(opened["plain"], Query(limit=20)).summaries]

    def save(name: str, case_id: str, words: str) -> None:
        library = opened[name]
        shown = cases.opened(library, case_id)
        cases.draft(library, with_value(shown.case, ("overview",), words), shown.base)
        cases.save(library, case_id)

    for number in range(count + 5):
        case_id, words = ids[number % len(ids)], f"Farmers met, and said so: {number}. " * 20
        turns = list(folders) if number % 2 else list(reversed(folders))
        for name in turns:
            cost = timed(partial(save, name, case_id, words))
            if number >= 5:  # the first ones load and compile
                found[f"save, {name}"].append(cost)
    for library in opened.values():
        library.close()
    return found


def openings(folders: dict[str, Path], keys: dict[str, Any], count: int) -> dict[str, list[Cost]]:
    """The first page of the list, by turns."""
    from ssc_desktop.services import start

    def begin(folder: Path, key: Any) -> None:
        start.begin(folder, key).close()

    found: dict[str, list[Cost]] = {f"first page, {name}": [] for name in folders}
    for _number in range(count):
        for name, folder in folders.items():
            cost = timed(partial(begin, folder, keys[name]))
            found[f"first page, {name}"].append(cost)
    return found


def middle(costs: list[Cost]) -> float:
    """The median by the clock."""
    return float(statistics.median(cost.wall for cost in costs))


def main() -> int:
    """Measure, print, and fail where the promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=400)
    parser.add_argument("--saves", type=int, default=200)
    parser.add_argument("--openings", type=int, default=30)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ssc-") as place:
        os.environ["SSC_CONFIG"] = str(Path(place) / "config")
        os.environ["XDG_DATA_HOME"] = str(Path(place) / "data")
        from ssc_desktop.services import protecting

        folders = made(Path(place), wanted.stories)
        unlocking = [
            timed(lambda: protecting.unlocked(folders["protected"], PASSWORD)) for _ in range(5)
        ]
        keys = {"plain": None, "protected": protecting.unlocked(folders["protected"], PASSWORD)}
        costs = saves(folders, keys, wanted.saves) | openings(folders, keys, wanted.openings)
    ratios = [
        Ratio("save", middle(costs["save, protected"]), middle(costs["save, plain"]), SAVE_LIMIT),
        Ratio(
            "first page",
            middle(costs["first page, protected"]),
            middle(costs["first page, plain"]),
            OPENING_LIMIT,
        ),
    ]
    for name, measured in costs.items():
        print(f"{name:28}{middle(measured) * 1000:9.2f} ms", file=sys.stderr)
    return report("A password, by the clock", costs | {"password": unlocking}, ratios)


if __name__ == "__main__":
    raise SystemExit(main())
