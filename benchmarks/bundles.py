"""Bundles: build, verify and take in, against one read + SHA-256 + write of the same bytes.

`python -m benchmarks.bundles [--stories N] [--picture BYTES] [--rounds N]`. 1,000 full stories
(about 25 records and 8 KB of text each) and 1,000 photos of 300 KB are made once. Every step runs
in a process of its own; its CPU is counted from when everything is imported and the library open.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Cost, Ratio, interleaved, median, python, report, run

LIMITS = {"build": 3.0, "verify": 4.0, "take": 8.0}
MOST_MEMORY = 100
"""MB, at the peak of any step."""


class Stage:
    """A temporary folder with the library to send, the bundle, and places to take it in."""

    def __init__(self, place: Path, stories: int, size: int) -> None:
        self.place = place
        self.library = place / "library"
        self.bundle = place / "stories.sscz"
        self._fill(stories, size)

    def _fill(self, stories: int, size: int) -> None:
        source = self.place / "source"
        # in a process of its own: a child's peak memory counts what its parent held when it began
        run(python("-m", "benchmarks.stories", source, str(stories), str(size)))
        self.program(self.library, "add", source / "stories.json")
        shutil.rmtree(source)
        self.build()

    def program(self, library: Path, *arguments: str | Path) -> Cost:
        """The cost of one command of ssc-desktop."""
        command = python("-m", "ssc_desktop", "--library", library, *arguments)
        # every library is another computer's, with a key of its own
        return run(command, {"SSC_CONFIG": str(library.with_suffix(".config"))})

    def step(self, name: str, config: str) -> Cost:
        """What one step costs by itself, in a process of its own."""
        whole = run(
            python("-m", "benchmarks.step", name, self.place),
            {"SSC_CONFIG": str(self.place / config)},
        )
        told = json.loads(whole.said)
        return Cost(told["cpu"], told["wall"], whole.peak)

    def floor(self) -> Cost:
        """Read, hash and write the bundle's bytes."""
        return self.step("floor", "library.config")

    def build(self) -> Cost:
        """Make the bundle of the whole library."""
        self.bundle.unlink(missing_ok=True)
        return self.step("build", "library.config")

    def verify(self) -> Cost:
        """Check the bundle."""
        return self.step("verify", "library.config")

    def take(self) -> Cost:
        """Take the bundle into an empty library."""
        shutil.rmtree(self.place / "empty", ignore_errors=True)
        return self.step("take", "empty.config")


def main() -> int:
    """Measure, print, and fail where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--picture", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=5)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        stage = Stage(Path(place), wanted.stories, wanted.picture)
        jobs: dict[str, Callable[[], Cost]] = {
            "floor": stage.floor,
            "build": stage.build,
            "verify": stage.verify,
            "take": stage.take,
        }
        costs = interleaved(jobs, wanted.rounds)
        size = stage.bundle.stat().st_size / 1e6
    floor = median(costs["floor"])
    ratios = [Ratio(name, median(costs[name]), floor, limit) for name, limit in LIMITS.items()]
    failed = report(f"A bundle of {wanted.stories} stories, {size:.0f} MB", costs, ratios)
    greedy = [name for name in LIMITS if median(costs[name], "peak") > MOST_MEMORY]
    if greedy:
        print(f"more than {MOST_MEMORY} MB of memory: {', '.join(greedy)}", file=sys.stderr)
    return 1 if greedy else failed


if __name__ == "__main__":
    sys.exit(main())
