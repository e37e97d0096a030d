"""Start-up: our window to its first paint, on the sample stories, against a bare PySide6 window.

`python -m benchmarks.startup [--rounds N] [--stories N] [--few N]`. Offscreen, all sides in turns,
medians of CPU time; with `--stories` on a library of so many (made once, kept in `.cache/bench`),
with `--few` also against a library of so few: how large it is must not be felt.
"""

import argparse
import dataclasses
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Cost, Ratio, interleaved, median, python, report, run

LIMIT = 2.3
LARGE_LIMIT = 1.5
FEW = "SSC Desktop, few stories"
HEAVY = ("sqlalchemy", "alembic", "docx", "lxml")


def until_paint(cost: Cost) -> Cost:
    """The cost that the program itself took at its first paint, before it left again."""
    return dataclasses.replace(cost, cpu=json.loads(cost.said.splitlines()[-1])["cpu_ms"] / 1000)


def library_of(stories: int, environment: dict[str, str]) -> str:
    """The folder of a library of so many stories."""
    made = run(python("-m", "benchmarks.many", str(stories)), environment)
    return made.said.splitlines()[-1]


def title(stories: int) -> str:
    """What is measured."""
    return f"Start-up to first paint, {stories} stories" if stories else "Start-up to first paint"


def main() -> int:
    """Measure, print, and fail where the promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--stories", type=int, default=0)
    parser.add_argument("--few", type=int, default=0)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        environment = {
            "QT_QPA_PLATFORM": "offscreen",
            "SSC_AFTER_FIRST_PAINT": "report",
            "SSC_LIBRARY": str(Path(place) / "library"),
            "SSC_CONFIG": str(Path(place) / "config"),
        }
        if wanted.stories:
            environment["SSC_LIBRARY"] = library_of(wanted.stories, environment)
        else:
            run(python("-m", "ssc_desktop", "samples"), environment)
        jobs: dict[str, Callable[[], Cost]] = {
            "bare window": lambda: run(python("-m", "benchmarks.bare_window"), environment),
            "SSC Desktop": lambda: run(python("-m", "ssc_desktop"), environment),
        }
        if wanted.few:
            small = {**environment, "SSC_LIBRARY": library_of(wanted.few, environment)}
            jobs[FEW] = lambda: run(python("-m", "ssc_desktop"), small)
        for job in jobs.values():  # once for the disk's cache and the byte code
            job()
        whole = interleaved(jobs, wanted.rounds)
    painted = {name: [until_paint(cost) for cost in costs] for name, costs in whole.items()}
    modules = set(json.loads(whole["SSC Desktop"][0].said.splitlines()[-1])["modules"])
    heavy = [name for name in HEAVY if name in modules]
    ours = median(painted["SSC Desktop"])
    ratios = [Ratio("start-up", ours, median(painted["bare window"]), LIMIT)]
    if wanted.few:
        ratios.append(Ratio("many stories", ours, median(painted[FEW]), LARGE_LIMIT))
    failed = report(title(wanted.stories), painted, ratios)
    if heavy:
        print(f"imported before first paint: {', '.join(heavy)}", file=sys.stderr)
    return 1 if heavy else failed


if __name__ == "__main__":
    sys.exit(main())
