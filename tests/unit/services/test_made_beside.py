"""Libraries that are made in a folder beside the place where they will stand."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ssc_desktop.errors import Cancelled
from ssc_desktop.services import archiving, backing_up, libraries, salvaging, siting
from tests.laptops import Laptop, config

pytestmark = pytest.mark.usefixtures("quick")

Make = Callable[[Path, Path], object]
_KILLED = """
import os, sys
from pathlib import Path
from ssc_desktop.services import archiving
archiving.unpack(Path(sys.argv[1]), Path(sys.argv[2]), stop=lambda: os._exit(9))
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a closed library, and the same in one file."""
    laptop = Laptop(tmp_path)
    laptop.add(title="Rice")
    archiving.write(backing_up.make(laptop.library, "asked"), tmp_path / "all.ssclibrary")
    laptop.close()
    return tmp_path


def unpack(home: Path, target: Path) -> object:
    return archiving.unpack(home / "all.ssclibrary", target)


def rescue(home: Path, target: Path) -> object:
    return salvaging.salvage(home / "library", target)


def bring_home(home: Path, target: Path) -> None:
    siting.bring_home(home / "library", target)


def kill_while_unpacking(home: Path, target: Path) -> Path:
    """What a program leaves that is killed."""
    before = set(target.parent.iterdir())
    command = [sys.executable, "-c", _KILLED, str(home / "all.ssclibrary"), str(target)]
    assert subprocess.run(command, check=False).returncode == 9
    (left,) = set(target.parent.iterdir()) - before
    return left


@pytest.mark.parametrize("make", [unpack, rescue, bring_home])
def test_what_somebody_keeps_beside_it_stays(home: Path, make: Make) -> None:
    """A folder NAME.part was cleared away, whoever it belonged to."""
    (home / "new.part").mkdir()
    (home / "new.part" / "letter.txt").write_text("to my aunt", encoding="utf-8")

    make(home, home / "new")

    assert (home / "new.part" / "letter.txt").read_text(encoding="utf-8") == "to my aunt"
    with config(home / "config"):
        library = libraries.opened(home / "new")
    assert libraries.check(library).problems == ()
    library.close()


@pytest.mark.parametrize("make", [unpack, rescue, bring_home])
def test_what_a_killed_program_left_goes_with_the_next_try(home: Path, make: Make) -> None:
    left = kill_while_unpacking(home, home / "new")
    (home / left.name.replace("-", "_")).mkdir()
    before = set(home.iterdir())

    make(home, home / "other")

    assert set(home.iterdir()) == before - {left} | {home / "other"}


def test_what_is_being_made_just_now_stays(home: Path) -> None:
    def stop() -> bool:
        bring_home(home, home / "other")
        return True

    with pytest.raises(Cancelled):
        archiving.unpack(home / "all.ssclibrary", home / "new", stop=stop)

    assert not [path for path in home.iterdir() if path.suffix == ".part"]
    assert not (home / "new").exists()
    assert (home / "other").is_dir()


def test_a_folder_of_such_a_name_that_is_none_stays(home: Path) -> None:
    mine = home / "ssc-desktop-0123abcd.part"
    mine.mkdir()
    (mine / "letter.txt").touch()

    unpack(home, home / "new")

    assert [path.name for path in mine.iterdir()] == ["letter.txt"]
