"""What `make build` made: the program folder and the wheel, in an environment of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def clean_environment(home: Path) -> dict[str, str]:
    """An environment that knows nothing of this checkout."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "SSC_", "VIRTUAL_ENV", "COVERAGE"))
    }
    return {**kept, "HOME": str(home), "SSC_CONFIG": str(home / "config")}


@pytest.fixture(scope="session")
def folder() -> Path:
    """The program folder."""
    place = ROOT / "dist" / "ssc-desktop"
    assert place.is_dir(), "run `make build` first"
    return place


@pytest.fixture(scope="session")
def program(folder: Path) -> Path:
    """The frozen program."""
    return folder / ("ssc-desktop.exe" if sys.platform == "win32" else "ssc-desktop")


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The console script of the wheel, installed with the lock into a new virtual environment."""
    place = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", place], check=True)
    python = place / "bin" / "python"
    pip: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--no-deps"]
    lock = ROOT / "requirements" / "run.lock"
    subprocess.run([*pip, "--require-hashes", "-r", lock], check=True, cwd=place)
    subprocess.run([*pip, next((ROOT / "dist").glob("*.whl"))], check=True, cwd=place)
    return place / "bin" / "ssc-desktop"
