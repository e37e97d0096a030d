"""What lies in the clear for a while goes: at its end, with the program, or with the next one."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from ssc_desktop import temporary
from ssc_desktop.bundle import reading
from tests.laptops import Laptop

_WRITES = """
import sys
from ssc_desktop import temporary
(temporary.new_folder() / "words").write_text("secret")
sys.stdout.write("done\\n"); sys.stdout.flush(); sys.stdin.readline()
"""


def _begun(place: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _WRITES],
        env={**os.environ, "TMPDIR": str(place), "TEMP": str(place)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stdout.readline() == "done\n"
    return process


def _grow_old(place: Path) -> None:
    for run in place.iterdir():
        os.utime(run, (time.time() - 3600,) * 2)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_is_gone_at_its_end(place: Path) -> None:
    with temporary.folder() as made:
        (made / "words").write_text("secret")
        assert made.stat().st_mode & 0o077 == 0 or os.name != "posix"

    assert place in made.parents and not made.exists()


def test_a_folder_is_made_also_after_the_system_cleared_up(place: Path) -> None:
    shutil.rmtree(temporary.new_folder().parent)

    with temporary.folder() as made:
        assert made.is_dir() and place in made.parents


def test_what_a_program_wrote_goes_when_it_ends(place: Path) -> None:
    with _begun(place) as process:
        assert list(place.rglob("words"))
        process.communicate("\n", timeout=120)

    assert not list(place.iterdir())


def test_what_is_read_of_a_bundle_lies_among_it(place: Path) -> None:
    laptop = Laptop(place / "laptop")
    laptop.add(title="Rice")
    bundle = laptop.send()
    laptop.close()
    (place / "temp").mkdir()
    tempfile.tempdir = str(place / "temp")

    with reading.verify(bundle, None):
        (run,) = (place / "temp").iterdir()
        assert run.name.startswith("ssc-run-")
        assert [path for path in run.iterdir() if path.is_dir()]

    assert [path.name for path in run.iterdir()] == ["alive"]


def test_what_a_killed_program_left_goes_when_the_next_begins(place: Path) -> None:
    with _begun(place) as process:
        _grow_old(place)
        temporary.sweep()
        assert list(place.rglob("words")), "it is still alive"
        process.kill()
        process.wait(120)
        assert list(place.rglob("words"))

        temporary.sweep()

    assert not list(place.iterdir())
