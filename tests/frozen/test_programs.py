"""The frozen program and the installed wheel do the main job by themselves."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.frozen.conftest import clean_environment
from tools import make_packages

MEGABYTE = 1_000_000
_BUNDLED = Path("_internal") / "ssc_desktop" / "_bundled"


@pytest.mark.timeout(900)
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


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="needs Debian's list of packages")
def test_it_asks_the_system_for_drivers_and_keyboards_alone(folder: Path) -> None:
    asked = {one.partition(" ")[0] for one in make_packages.depends(folder)}

    assert asked == {"libc6", "libdbus-1-3", "libegl1", "libgl1", "libx11-6", "libx11-xcb1",
                     "libxcb1", "xkb-data"}  # fmt: skip


def test_its_parts_and_their_licences_are_listed(program: Path, tmp_path: Path) -> None:
    def told(*command: str | Path) -> str:
        return subprocess.run(
            command, env=clean_environment(tmp_path), check=True, capture_output=True, text=True
        ).stdout

    licences = told(program, "licences")
    parts = json.loads((program.parent / _BUNDLED / "parts.cdx.json").read_text("utf-8"))

    for part in parts["components"]:
        assert f"{part['name']} {part['version']}" in licences
    assert {"pyside6-essentials", "sqlcipher3", "cryptography"} <= {
        part["name"] for part in parts["components"]
    }


def test_it_brings_the_licences_of_what_it_ships(folder: Path) -> None:
    licences = folder / _BUNDLED / "resources" / "licences"

    assert any(licences.iterdir())
