"""Accidents at the calls that change files: killed, torn, refused once, refused for ever.

    LD_PRELOAD=… python -m tests.faults.accidents writing --every 1 --kinds 10 --seed 7

`test_accidents.py` says how it is started. At every point (or every n-th) the act is done once in
a process of its own for each kind of accident, or for some of them that chance takes; what is left
is looked at (`stage.py`). A line of JSON for each act; the same seed plays the same again.
"""

import argparse
import random
import sys
from collections.abc import Callable

from tests.faults import faulty
from tests.faults.acts import MakeAct
from tests.faults.parts import PARTS
from tests.faults.points import ACCIDENTS, Points
from tests.faults.stage import Report, Stage
from tests.laptops import quick_folder

ALWAYS = ("kill", "tear", "EIO once", "ENOSPC for ever")
"""What happens at every point, even where chance chooses the rest."""


def accidents(
    act: MakeAct, every: int, kinds: int, chance: random.Random, fault: Callable[[], None]
) -> Report:
    """Do one act, over and over; `kinds` accidents at each point that is chosen."""
    with quick_folder() as folder:
        stage = Stage(act(folder), folder / "stage", Points(), fault)
        for number in range(1 + chance.randrange(every), stage.report.points + 1, every):
            others = [kind for kind in ACCIDENTS if kind not in ALWAYS]
            chance.shuffle(others)
            first = list(ALWAYS) if kinds >= len(ALWAYS) else chance.sample(ALWAYS, kinds)
            for kind in [*first, *others][:kinds]:
                stage.run(kind, number)
        return stage.report


def main() -> int:
    """The acts of a part, and their accidents; 1 where something is wrong."""
    asked = argparse.ArgumentParser()
    asked.add_argument("part", choices=PARTS)
    asked.add_argument("--act", default="", help="only the act of this name")
    asked.add_argument("--every", type=int, default=1)
    asked.add_argument("--kinds", type=int, default=len(ACCIDENTS))
    asked.add_argument("--fault", choices=faulty.FAULTS, default="none")
    asked.add_argument("--seed", type=int, default=random.randrange(10**6))  # noqa: S311
    given = asked.parse_args()
    bad = 0
    for number, act in enumerate(PARTS[given.part]):
        chance = random.Random(given.seed + number)  # noqa: S311 - repeatable
        if given.act in {"", act.__name__}:
            report = accidents(act, given.every, given.kinds, chance, faulty.FAULTS[given.fault])
            bad += len(report.wrong)
            sys.stdout.write(report.told())
            sys.stdout.flush()
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
