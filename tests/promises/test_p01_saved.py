"""P1: when the tick says Saved, it is saved, even if the power goes.

Crash points, power cuts and kills at the acts of starting and writing; `tests/faults` plays the
same on all other acts, and the deliberate faults that must be noticed.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.conftest import Playing, on_linux
from tests.promises.conftest import Size

pytestmark = [on_linux, pytest.mark.timeout(3600)]
_PLAYING = Playing("small")


def test_nothing_saved_is_lost_at_any_call_that_changes_a_file(
    size: Size, figures: dict[str, Any]
) -> None:
    every = size(40, 1)

    played = _PLAYING("accidents", "writing", "--every", str(every), "--kinds", str(size(2, 4)))

    figures.update(
        points=sum(one["points"] for one in played.reports),
        accidents=sum(one["runs"] for one in played.reports),
        lost=len(played.wrong),
    )
    assert played.wrong == []


def test_nothing_saved_is_lost_when_the_power_goes(size: Size, figures: dict[str, Any]) -> None:
    played = _PLAYING("power", "writing", "--act", "writing", "--cuts", str(size(60, 1_000)))

    figures.update(power_cuts=played.reports[0]["runs"], lost=len(played.wrong))
    assert played.wrong == []


def test_nothing_saved_is_lost_when_the_program_is_killed(
    tmp_path: Path, size: Size, figures: dict[str, Any]
) -> None:
    runs = size(5, 200)
    words = [sys.executable, "-m", "tests.journeys.kills", str(tmp_path), "--runs", str(runs)]

    done = subprocess.run(words, capture_output=True, text=True, check=False)

    told = json.loads(done.stdout.splitlines()[-1])
    figures.update(kills=runs, acknowledged=told["acknowledged"], lost=len(told["lost"]))
    assert (told["lost"], told["problems"]) == ([], [])


def test_a_setting_that_waits_for_no_disk_loses_saves() -> None:
    words = ["--act", "writing", "--cuts", "30", "--fault", "synchronous normal"]

    played = _PLAYING("power", "writing", *words)

    assert any("acknowledged" in one for one in played.wrong)
