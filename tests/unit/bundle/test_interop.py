"""Programs that others wrote accept our bundles: nobody needs ours to read them."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ssc_desktop.bundle.minisign import public_key_file
from tests.unit.bundle.samples import Laptop, numbered_id

pytestmark = pytest.mark.interop


def _run(folder: Path, *command: str | Path) -> str:
    """What a program says; skipped where it is not installed."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def unpacked(bundle: Path, tmp_path: Path) -> Path:
    """The bundle's top folder on the disk."""
    with zipfile.ZipFile(bundle) as opened:
        opened.extractall(tmp_path / "unpacked")
    return tmp_path / "unpacked" / f"ssc-{numbered_id(0xB)}"


def test_unzip(bundle: Path, tmp_path: Path) -> None:
    assert "No errors" in _run(tmp_path, "unzip", "-t", bundle)


def test_seven_zip(bundle: Path, tmp_path: Path) -> None:
    assert "Everything is Ok" in _run(tmp_path, "7z", "t", "-tzip", bundle)


def test_sha256sum(unpacked: Path) -> None:
    assert _run(unpacked, "sha256sum", "-c", "manifest-sha256.txt").count(": OK") == 8
    assert _run(unpacked, "sha256sum", "-c", "tagmanifest-sha256.txt").count(": OK") == 3


def test_bagit(unpacked: Path) -> None:
    import bagit

    _run(unpacked, sys.executable, "-W", "ignore", bagit.__file__, "--validate", unpacked)


def test_minisign(laptop: Laptop, unpacked: Path) -> None:
    key = unpacked / "amina.pub"
    key.write_bytes(public_key_file(laptop.key.public))

    said = _run(unpacked, "minisign", "-V", "-p", key, "-m", "tagmanifest-sha256.txt")

    assert f"ssc-bundle {numbered_id(0xB)}" in said


def test_minisign_refuses_a_changed_manifest(laptop: Laptop, unpacked: Path) -> None:
    key = unpacked / "amina.pub"
    key.write_bytes(public_key_file(laptop.key.public))
    with (unpacked / "tagmanifest-sha256.txt").open("ab") as manifest:
        manifest.write(b"\n")

    with pytest.raises(AssertionError, match="verification failed"):
        _run(unpacked, "minisign", "-V", "-p", key, "-m", "tagmanifest-sha256.txt")


@pytest.mark.filterwarnings("ignore")
def test_rocrate(unpacked: Path) -> None:
    from rocrate.rocrate import ROCrate

    crate = ROCrate(os.fspath(unpacked / "data"))

    named = {entity.id for entity in crate.data_entities}
    there = {
        path.relative_to(unpacked / "data").as_posix()
        for path in (unpacked / "data").rglob("*")
        if path.is_file() and not path.name.startswith("ro-crate")
    }
    assert named == there
    assert crate.name.startswith("Case stories")
