"""The harness: child processes taken in turns, their cost, and a table of ratios."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]

STEADY = 1.5
"""Rounds that differ by more than this say more of the machine than of the program."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one child process took, and what it said."""

    cpu: float
    """Seconds of CPU, user and system, of the process and the children it waited for."""
    wall: float
    """Seconds by the clock."""
    peak: float
    """Peak resident memory in MB."""
    said: str = ""
    """Its standard output."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line of the table: ours against a floor."""

    name: str
    ours: float
    floor: float
    limit: float

    @property
    def value(self) -> float:
        """How many times the floor ours costs."""
        return self.ours / self.floor

    @property
    def kept(self) -> bool:
        """Whether the promise holds."""
        return self.value <= self.limit


def _inherited() -> dict[str, str]:
    # as in an installed program, byte code is kept from one start to the next
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end and say what it cost; stops the benchmark where it fails."""
    begun = time.perf_counter()
    child = subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**_inherited(), "PYTHONPATH": str(ROOT), **(environment or {})},
    )
    said = child.stdout.read() if child.stdout else ""
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {child.returncode}\n{said}")
    return Cost(
        cpu=usage.ru_utime + usage.ru_stime,
        wall=time.perf_counter() - begun,
        peak=usage.ru_maxrss / 1024,
        said=said,
    )


def python(*arguments: str | Path) -> list[str | Path]:
    """A command that runs this Python."""
    return [sys.executable, *arguments]


def interleaved(jobs: Mapping[str, Callable[[], Cost]], rounds: int) -> dict[str, list[Cost]]:
    """Run every job once a round, in turns, `rounds` times."""
    costs: dict[str, list[Cost]] = {name: [] for name in jobs}
    for number in range(rounds):
        for name, job in jobs.items():
            print(f"round {number + 1} of {rounds}: {name}", file=sys.stderr, flush=True)
            costs[name].append(job())
    return costs


def median(costs: Sequence[Cost], of: str = "cpu") -> float:
    """The middle value of one figure."""
    return float(statistics.median(getattr(cost, of) for cost in costs))


def spread(costs: Sequence[Cost]) -> float:
    """How far the dearest round lies above the cheapest, in CPU time."""
    return max(cost.cpu for cost in costs) / min(cost.cpu for cost in costs)


def report(title: str, costs: Mapping[str, Sequence[Cost]], ratios: Sequence[Ratio]) -> int:
    """Print the table and the same as JSON; 1 where a promise is broken."""
    print(f"\n{title}\n")
    print(f"{'':24}{'CPU s':>9}{'wall s':>9}{'peak MB':>9}")
    for name, measured in costs.items():
        figures = [median(measured, of) for of in ("cpu", "wall", "peak")]
        print(f"{name:24}" + "".join(f"{figure:9.2f}" for figure in figures))
    print(f"\n{'':24}{'ratio':>9}{'at most':>9}")
    for ratio in ratios:
        print(f"{ratio.name:24}{ratio.value:9.2f}{ratio.limit:9.1f}")
    print()
    summary = {
        name: {of: round(median(measured, of), 4) for of in ("cpu", "wall", "peak")}
        for name, measured in costs.items()
    }
    unsteady = [name for name, measured in costs.items() if spread(measured) > STEADY]
    if unsteady:
        # other work beside makes a copy of 300 MB cost up to seven times as much CPU
        print(
            f"not to be trusted, the machine was busy: {', '.join(unsteady)} varied",
            file=sys.stderr,
        )
    lines = [
        {**asdict(ratio), "ratio": round(ratio.value, 3), "kept": ratio.kept} for ratio in ratios
    ]
    everything = {"title": title, "medians": summary, "ratios": lines, "unsteady": unsteady}
    print(json.dumps(everything))
    return 0 if all(ratio.kept for ratio in ratios) else 1
