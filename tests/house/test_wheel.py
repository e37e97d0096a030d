"""What the wheel puts into a person's Python."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.sources import ROOT


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names in a wheel built from these sources."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return wheel.namelist()


def test_its_top_level_is_our_two_packages(names: list[str]) -> None:
    tops = {Path(name).parts[0] for name in names}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"ssc_desktop", "ui"}


def test_it_brings_migrations_and_resources(names: list[str]) -> None:
    folders = {Path(name).parts[2] for name in names if name.startswith("ssc_desktop/_bundled/")}

    assert folders == {"migrations", "resources"}


def test_it_brings_every_resource(names: list[str]) -> None:
    here = {
        f"ssc_desktop/_bundled/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert not here - set(names)
