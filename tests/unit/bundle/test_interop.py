"""Programs that others wrote accept our bundles: nobody needs ours to read them."""

import base64
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ssc_desktop.bundle.minisign import public_key_file
from ssc_desktop.history.identifiers import digest

pytestmark = pytest.mark.interop

SAMPLES = sorted((Path(__file__).parents[2] / "frozen" / "bundles").glob("*/*.sscz"))


def _run(folder: Path, *command: str | Path) -> str:
    """What a program says; skipped where it is not installed."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(params=SAMPLES, ids=lambda path: path.name)
def sample(request: pytest.FixtureRequest) -> Path:
    """A sample of every kind, one after the other."""
    path: Path = request.param
    return path


@pytest.fixture
def unpacked(sample: Path, tmp_path: Path) -> Path:
    """Its top folder on the disk."""
    with zipfile.ZipFile(sample) as opened:
        opened.extractall(tmp_path / "unpacked")
    (top,) = (tmp_path / "unpacked").iterdir()
    return top


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def key(unpacked: Path, tmp_path: Path) -> Path:
    """The public key of the sender, as minisign wants it."""
    told = json.loads((unpacked / "data" / "bundle.json").read_text(encoding="utf-8"))
    lines = (unpacked / "data" / "devices.jsonl").read_text(encoding="utf-8").splitlines()
    keys = [base64.b64decode(json.loads(line)["key"]) for line in lines]
    (public,) = (one for one in keys if digest(one) == told["device"])
    (tmp_path / "sender.pub").write_bytes(public_key_file(public))
    return tmp_path / "sender.pub"


def test_unzip(sample: Path, tmp_path: Path) -> None:
    assert "No errors" in _run(tmp_path, "unzip", "-t", sample)


def test_seven_zip(sample: Path, tmp_path: Path) -> None:
    assert "Everything is Ok" in _run(tmp_path, "7z", "t", "-tzip", sample)


def test_python(sample: Path) -> None:
    with zipfile.ZipFile(sample) as opened:
        assert opened.testzip() is None


def test_sha256sum(unpacked: Path) -> None:
    payload = len(_files(unpacked / "data"))

    assert _run(unpacked, "sha256sum", "-c", "manifest-sha256.txt").count(": OK") == payload
    assert _run(unpacked, "sha256sum", "-c", "tagmanifest-sha256.txt").count(": OK") == 3


def test_bagit(unpacked: Path) -> None:
    import bagit

    _run(unpacked, sys.executable, "-W", "ignore", bagit.__file__, "--validate", unpacked)


def test_minisign(unpacked: Path, key: Path) -> None:
    said = _run(unpacked, "minisign", "-V", "-p", key, "-m", "tagmanifest-sha256.txt")

    assert f"ssc-bundle {unpacked.name.removeprefix('ssc-')}" in said


def test_minisign_refuses_a_changed_manifest(unpacked: Path, key: Path) -> None:
    with (unpacked / "tagmanifest-sha256.txt").open("ab") as manifest:
        manifest.write(b"\n")

    with pytest.raises(AssertionError, match="verification failed"):
        _run(unpacked, "minisign", "-V", "-p", key, "-m", "tagmanifest-sha256.txt")


@pytest.mark.filterwarnings("ignore")
def test_rocrate(unpacked: Path) -> None:
    from rocrate.rocrate import ROCrate

    data = unpacked / "data"
    crate = ROCrate(os.fspath(data))

    named = {entity.id for entity in crate.data_entities}
    there = {path.relative_to(data).as_posix() for path in _files(data)}
    assert named == {name for name in there if not name.startswith("ro-crate")}
    assert crate.name
    assert crate.root_dataset["license"]


def test_age(tmp_path: Path) -> None:
    """By the key; by the passphrase, which `age` reads from a terminal, elsewhere."""
    for sealed in SAMPLES[0].parents[1].glob("*/sealed.sscz.age"):
        plain = tmp_path / "plain.sscz"
        _run(tmp_path, "age", "-d", "-i", sealed.with_name("sealing.key"), "-o", plain, sealed)

        assert plain.read_bytes() == sealed.with_name("delta.sscz").read_bytes()
