"""How many faults are played, and how: `SSC_FAULTS` is small, full or nightly."""

import json
import os
import random
import sys
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.faults.parts import PARTS
from tests.faults.points import ACCIDENTS, below_points

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="stands before the C library")

Steps = dict[str, tuple[int, int]]
SIZES: dict[str, tuple[Steps, dict[str, int]]] = {
    # of the points every n-th, and so many kinds of accidents at each; so many power cuts an act
    "small": (
        {
            "writing": (31, 2),
            "exchange": (23, 2),
            "migrations": (131, 2),
            "leaving": (11, 2),
            "safekeeping": (17, 2),
            "protected": (61, 2),
        },
        {
            "writing": 20,
            "exchange": 10,
            "migrations": 6,
            "leaving": 6,
            "safekeeping": 10,
            "protected": 8,
        },
    ),
    "full": (
        {
            "writing": (4, 4),
            "exchange": (4, 4),
            "migrations": (15, 3),
            "leaving": (2, 4),
            "safekeeping": (3, 4),
            "protected": (12, 3),
        },
        {
            "writing": 400,
            "exchange": 150,
            "migrations": 60,
            "leaving": 40,
            "safekeeping": 100,
            "protected": 100,
        },
    ),
    "nightly": (
        dict.fromkeys(PARTS, (1, len(ACCIDENTS))),
        dict.fromkeys(PARTS, 1_000) | {"writing": 10_000},
    ),
}


@dataclass
class Played:
    """What came of it."""

    reports: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Playing:
    """Plays faults in a process of their own."""

    def __init__(self, size: str) -> None:
        self.steps, self.cuts = SIZES[size]
        self.seed = os.environ.get("SSC_SEED") or str(random.randrange(10**6))  # noqa: S311

    def __call__(self, module: str, *words: str) -> Played:
        """Play; everything that is wrong says how it is played again."""
        said = [*words, "--seed", self.seed]
        done = below_points(f"tests.faults.{module}", *said)
        assert done.returncode in {0, 1}, done.stderr[-4000:]
        played = Played([json.loads(line) for line in done.stdout.splitlines()])
        again = f"python -m tests.faults.{module} {' '.join(said)}"
        sys.stdout.write(f"{again}\n")
        for report in played.reports:
            played.wrong += [f"{again}: {report['act']}: {one}" for one in report["wrong"]]
        if played.wrong:
            sys.stdout.write(done.stderr[-4000:])
        return played


@pytest.fixture
def playing() -> Playing:
    """Faults, as many as `SSC_FAULTS` says, by the chance of `SSC_SEED` or any."""
    return Playing(os.environ.get("SSC_FAULTS", "small"))
