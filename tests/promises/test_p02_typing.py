"""P2: you lose at most five seconds of typing.

Somebody types five keys a second into the real window and never rests, which is the worst there is;
the program is killed at a random moment. What is missing is told in seconds before the kill.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.promises.conftest import Size

pytestmark = pytest.mark.skipif(os.name != "posix", reason="forks, and kills with a signal")


def _typed(folder: Path, at_once: int, runs: int, pace: str) -> list[dict[str, Any]]:
    """Windows that are typed into at the same time: each is idle for nearly all of it."""
    each = [sys.executable, "-m", "tests.journeys.kills", "--runs", str(runs), "--pace", pace]
    started = [
        subprocess.Popen(
            [*each, "--seed", str(number), str(folder / str(number))],
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(at_once)
    ]
    said = [one.communicate()[0] for one in started]
    assert {one.returncode for one in started} <= {0, 1}
    return [json.loads(one.splitlines()[-1]) for one in said]


@pytest.mark.timeout(900)
def test_a_killed_program_loses_no_more_than_the_last_seconds(
    tmp_path: Path, size: Size, figures: dict[str, Any]
) -> None:
    told = _typed(tmp_path, size(4, 8), size(2, 25), "person")

    assert [one["lost"] for one in told if one["lost"]] == []
    assert [one["problems"] for one in told if one["problems"]] == []
    missing = sorted(seconds for one in told for seconds in one["missing"])
    p95 = missing[len(missing) * 95 // 100]
    figures.update(kills=len(missing), p95_seconds=p95, max_seconds=missing[-1])
    assert missing[-1] <= 5
    assert p95 <= 1.5 or not size.at_the_bar  # of a few, one is the p95


def test_where_nothing_is_saved_by_itself_more_is_missing(tmp_path: Path) -> None:
    told = _typed(tmp_path, 2, 1, "never")

    assert max(seconds for one in told for seconds in one["missing"]) > 5
