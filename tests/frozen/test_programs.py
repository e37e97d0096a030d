"""The frozen program and the installed wheel do the main job by themselves."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.frozen.conftest import clean_environment

MEGABYTE = 1_000_000


@pytest.mark.timeout(300)
@pytest.mark.parametrize("which", ["program", "installed"])
def test_it_passes_its_own_test(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    started = request.getfixturevalue(which)

    done = subprocess.run(
        [started, "--selftest"],
        cwd=tmp_path,
        env=clean_environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_folder_fits_on_a_small_stick(folder: Path) -> None:
    size = sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())

    assert size <= 140 * MEGABYTE


@pytest.mark.parametrize("platform", ["offscreen", pytest.param("xcb", marks=pytest.mark.onscreen)])
def test_its_window_opens(program: Path, platform: str, tmp_path: Path) -> None:
    environment = clean_environment(tmp_path) | {
        "QT_QPA_PLATFORM": platform,
        "SSC_LIBRARY": str(tmp_path / "library"),
        "SSC_AFTER_FIRST_PAINT": "report",
    }

    done = subprocess.run(
        [program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["cpu_ms"] > 0


def test_it_brings_the_licences_of_what_it_ships(folder: Path) -> None:
    licences = folder / "_internal" / "ssc_desktop" / "_bundled" / "resources" / "licences"

    assert any(licences.iterdir())
