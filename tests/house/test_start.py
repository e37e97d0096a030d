"""The window paints before anything heavy is imported."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

HEAVY = {"sqlalchemy", "alembic", "docx", "lxml"}


@pytest.fixture(scope="module")
def at_first_paint(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules that the real program has imported when its window has been painted."""
    place: Path = tmp_path_factory.mktemp("start")
    environment = {
        **os.environ,
        "HOME": str(place),
        "SSC_CONFIG": str(place / "config"),
        "SSC_LIBRARY": str(place / "library"),
        "SSC_AFTER_FIRST_PAINT": "report",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }
    program = [sys.executable, "-m", "ssc_desktop"]
    subprocess.run([*program, "list"], env=environment, cwd=place, check=True)
    done = subprocess.run(program, env=environment, cwd=place, capture_output=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1])["modules"])


def test_nothing_heavy_is_imported_before_the_first_paint(at_first_paint: set[str]) -> None:
    assert not HEAVY & at_first_paint


def test_the_window_was_there(at_first_paint: set[str]) -> None:
    assert {"PySide6.QtWidgets", "ui"} <= at_first_paint
