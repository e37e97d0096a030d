"""Updates of the program's code: taken, refused, broken off, and fallen back from.

The program under test is a copy of the program folder with a key of the test's own; the update is
this checkout's code with a higher number, made by `tools/make_update.py`.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.frozen.conftest import ROOT, clean_environment

pytestmark = [
    pytest.mark.timeout(900),
    pytest.mark.skipif(not shutil.which("minisign"), reason="needs minisign"),
]

_NUMBER = re.compile(r'^__version__ = "(.+)"$', re.MULTILINE)
_KEPT = ("ssc_desktop", "ui", "migrations", "resources", "requirements")
_KILLS = 11 if os.environ.get("SSC_BAR") else 4
_BREAKS = 'raise RuntimeError("this window never comes")\n'


class Machine:
    """The frozen program, with a release key, as one person has it."""

    def __init__(self, program: Path, home: Path) -> None:
        self._program = program
        self._environment = clean_environment(home) | {
            "XDG_DATA_HOME": str(home / "data"),
            "QT_QPA_PLATFORM": "offscreen",
        }
        self._environment.pop("SSC_RUNS", None)
        self.updates = home / "data" / "ssc-desktop" / "program"
        home.mkdir(exist_ok=True)

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """What the program says."""
        return subprocess.run(
            [self._program, *arguments],
            env=self._environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def begin(self, *arguments: str | Path) -> subprocess.Popen[bytes]:
        """Start the program and do not wait for it."""
        return subprocess.Popen(
            [self._program, *arguments],
            env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def open_window(self) -> int:
        """Open the window until it is painted; the exit code."""
        self._environment |= {"SSC_AFTER_FIRST_PAINT": "report"}
        return self.run().returncode

    def version(self) -> str:
        """The version that runs."""
        return self.run("--version").stdout.split()[1]


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the publisher has two keys, and the code of versions to come."""
    folder = tmp_path_factory.mktemp("workshop")
    for name in ("release", "another"):
        make = ["minisign", "-G", "-W", "-p", f"{name}.pub", "-s", f"{name}.key"]
        subprocess.run(make, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder


def _linked(source: str, target: str) -> None:
    """A second name for a file, which costs nothing; a copy where that lies on another disk."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


@pytest.fixture(scope="session")
def keyed(folder: Path, workshop: Path) -> Path:
    """The program folder, with the publisher's public key in it."""
    place = workshop / "ssc-desktop"
    shutil.copytree(folder, place, symlinks=True, copy_function=_linked)
    resources = place / "_internal" / "ssc_desktop" / "_bundled" / "resources"
    shutil.copy(workshop / "release.pub", resources)
    return place / "ssc-desktop"


@pytest.fixture
def machine(keyed: Path, tmp_path: Path) -> Machine:
    """A laptop where the program is installed and was never updated."""
    return Machine(keyed, tmp_path / "home")


def _publish(workshop: Path, version: str, change: Callable[[Path], None] | None = None) -> Path:
    """Make the update `version` of this checkout's code, with a change in it."""
    folder = workshop / f"{version}-{change.__name__ if change else 'as it is'}"
    target = folder / f"ssc-desktop-{version}.sscupdate"
    if target.is_file():
        return target
    root = workshop / "code"
    shutil.rmtree(root, ignore_errors=True)
    for name in _KEPT:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    beginning = root / "ssc_desktop" / "__init__.py"
    text = beginning.read_text(encoding="utf-8")
    beginning.write_text(_NUMBER.sub(f'__version__ = "{version}"', text), encoding="utf-8")
    shutil.copy(workshop / "release.pub", root / "resources")
    (workshop / "notes.txt").write_text("Lists are faster.", encoding="utf-8")
    if change is not None:
        change(root)
    said = {"root": root, "output": folder, "key": workshop / "release.key",
            "notes": workshop / "notes.txt"}  # fmt: skip
    options = [str(part) for name, value in said.items() for part in (f"--{name}", value)]
    make = [sys.executable, str(ROOT / "tools" / "make_update.py"), *options]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    return target


def test_an_update_says_what_it_is_and_runs_from_the_next_start_on(
    machine: Machine, workshop: Path
) -> None:
    update = _publish(workshop, "0.1.1")

    looked = machine.run("update", "--look", update)
    assert "0.1.1" in looked.stdout
    assert "Lists are faster." in looked.stdout
    assert machine.version() == "0.1.0"

    taken = machine.run("update", update)
    assert taken.returncode == 0, taken.stderr
    assert machine.run("--version").stdout == "ssc-desktop 0.1.1 (update; installed: 0.1.0)\n"
    assert machine.open_window() == 0
    assert "nothing newer" in machine.run("update", update).stderr
    assert machine.run("--without-updates", "--version").stdout == "ssc-desktop 0.1.0\n"
    assert machine.run("update", "--back").returncode == 0
    assert machine.version() == "0.1.0"


def test_what_does_not_fit_is_refused(machine: Machine, workshop: Path) -> None:
    def renew_libraries(root: Path) -> None:
        with (root / "requirements" / "run.lock").open("a", encoding="utf-8") as lock:
            lock.write("something-new==1.0\n")

    def ask_for_more(root: Path) -> None:
        (root / "ui" / "showing.py").write_text("import turtledemo\n", encoding="utf-8")

    for update in (
        _publish(workshop, "1.0.0"),
        _publish(workshop, "0.1.1", renew_libraries),
        _publish(workshop, "0.1.1", ask_for_more),
    ):
        refused = machine.run("update", update)
        assert refused.returncode == 1
        assert "Nothing was changed" in refused.stderr
    assert machine.version() == "0.1.0"


def test_what_the_publisher_did_not_sign_is_refused(machine: Machine, workshop: Path) -> None:
    good = _publish(workshop, "0.1.1")
    altered = {
        "cut short": good.read_bytes()[: good.stat().st_size // 2],
        "another key": _with(good, workshop, "update.json.minisig", _by_another(good, workshop)),
        "another file": _with(good, workshop, "files/ui/app.pyc", b"\0" * 64),
        "another description": _with(good, workshop, "update.json", b'{"version": "9.9.9"}'),
        "one file more": _with(good, workshop, "files/ui/more.pyc", b"\0" * 64),
        "a way out": _with(good, workshop, "files/../../more.pyc", b"\0" * 64),
        "nothing": b"",
    }
    for what, data in altered.items():
        update = workshop / "altered.sscupdate"
        update.write_bytes(data)
        refused = machine.run("update", update)
        assert refused.returncode == 1, what
        assert "Nothing was changed" in refused.stderr, what
    assert machine.version() == "0.1.0"
    assert not machine.updates.exists()


def _by_another(good: Path, workshop: Path) -> bytes:
    """The signature of somebody else over the description of an update."""
    described = workshop / "update.json"
    with zipfile.ZipFile(good) as archive:
        described.write_bytes(archive.read("update.json"))
    sign = ["minisign", "-S", "-t", "update of SSC Desktop", "-s", "another.key", "-m", described]
    subprocess.run(list(map(str, sign)), cwd=workshop, check=True, stdout=subprocess.DEVNULL)
    return described.with_name("update.json.minisig").read_bytes()


def _with(good: Path, workshop: Path, name: str, data: bytes) -> bytes:
    """The update with other bytes in one of its files, or with one file more."""
    target = workshop / "changed.zip"
    with zipfile.ZipFile(good) as before, zipfile.ZipFile(target, "w") as after:
        for one in before.namelist():
            after.writestr(one, data if one == name else before.read(one))
        if name not in before.namelist():
            after.writestr(name, data)
    return target.read_bytes()


def test_a_copy_without_a_key_takes_no_updates(
    program: Path, workshop: Path, tmp_path: Path
) -> None:
    machine = Machine(program, tmp_path / "home")

    refused = machine.run("update", _publish(workshop, "0.1.1"))

    assert refused.returncode == 1
    assert "takes no update files" in refused.stderr


def test_code_that_fails_its_own_test_never_counts(machine: Machine, workshop: Path) -> None:
    def forget_searching(root: Path) -> None:
        (root / "ssc_desktop" / "services" / "tables_out.py").write_text("", encoding="utf-8")

    refused = machine.run("update", _publish(workshop, "0.1.2", forget_searching))

    assert refused.returncode == 1
    assert machine.version() == "0.1.0"
    assert list(machine.updates.iterdir()) == []


def test_a_program_that_does_not_open_falls_back_after_two_starts(
    machine: Machine, workshop: Path
) -> None:
    def break_the_first_window(root: Path) -> None:
        app = root / "ui" / "app.py"
        begun = "    preferences = settings.load()\n"
        text = app.read_text(encoding="utf-8")
        assert begun in text
        app.write_text(text.replace(begun, begun + f"    {_BREAKS}", 1), encoding="utf-8")

    machine.run("update", _publish(workshop, "0.1.1"))
    taken = machine.run("update", _publish(workshop, "0.1.3", break_the_first_window))
    assert taken.returncode == 0, taken.stderr

    assert machine.open_window() != 0
    assert machine.open_window() != 0
    assert machine.open_window() == 0
    assert machine.version() == "0.1.1"
    assert "0.1.3 did not start" in machine.run("update").stderr


def test_code_that_was_damaged_on_the_disk_does_not_run(machine: Machine, workshop: Path) -> None:
    machine.run("update", _publish(workshop, "0.1.1"))
    code = machine.updates / "0.1.1" / "ui" / "app.pyc"
    code.write_bytes(bytes(byte ^ 1 for byte in code.read_bytes()))

    assert machine.version() == "0.1.0"


def test_an_update_that_is_killed_leaves_the_one_before_or_the_new_one(
    machine: Machine, workshop: Path
) -> None:
    update = _publish(workshop, "0.1.1")
    begun = time.monotonic()
    assert machine.run("update", update).returncode == 0
    lasted = time.monotonic() - begun
    machine.run("update", "--back")

    for part in range(1, _KILLS + 1):
        taking = machine.begin("update", update)
        with contextlib.suppress(subprocess.TimeoutExpired):
            taking.wait(lasted * part / _KILLS)
        taking.kill()
        taking.wait()
        assert machine.version() in {"0.1.0", "0.1.1"}
        assert machine.run("list").returncode == 0
        machine.run("update", "--back")

    assert machine.run("update", update).returncode == 0
    assert [one.name for one in machine.updates.iterdir()] == ["0.1.1"]
