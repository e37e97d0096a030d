"""The window paints before anything heavy is imported."""

import json
import os
import subprocess
import sys

import pytest

from tests.house.sources import ROOT

HEAVY = {"sqlalchemy", "alembic", "docx", "lxml"}


@pytest.fixture(scope="module")
def at_first_paint(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What the real program imports until its window has been painted; it leaves then."""
    place = tmp_path_factory.mktemp("start")
    environment = {
        **os.environ,
        "HOME": str(place),
        "SSC_CONFIG": str(place / "config"),
        "SSC_LIBRARY": str(place / "library"),
        "SSC_AFTER_FIRST_PAINT": "report",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }
    program = ["-m", "ssc_desktop"]
    subprocess.run([sys.executable, *program, "list"], env=environment, cwd=place, check=True)
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *program],
        env=environment,
        cwd=place,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout.splitlines()[-1])["cpu_ms"] > 0
    timed = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in timed}


def test_nothing_heavy_is_imported_before_the_first_paint(at_first_paint: set[str]) -> None:
    assert not HEAVY & {name.partition(".")[0] for name in at_first_paint}


def test_the_window_was_there(at_first_paint: set[str]) -> None:
    assert {"PySide6.QtWidgets", "ui.main_window"} <= at_first_paint
