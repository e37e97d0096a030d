"""The power goes while somebody types: nothing older than the last “saved” is ever missing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_RUNS = int(os.environ.get("SSC_KILLS", "25"))
"""`make kills` asks for 200."""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="forks, and kills with a signal")
@pytest.mark.timeout(60 + 6 * _RUNS)
def test_a_killed_program_keeps_what_it_said_was_saved(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "tests.journeys.kills", str(tmp_path), "--runs", str(_RUNS)]

    done = subprocess.run(words, capture_output=True, text=True, check=False)

    assert done.returncode in {0, 1}, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert not told["lost"], told["lost"][0]
    assert told["problems"] == []
    # it tested something: saves were acknowledged, and kills came between them
    assert told["acknowledged"] >= _RUNS // 2
    assert told["killed_while_unsaved"] >= _RUNS // 3
