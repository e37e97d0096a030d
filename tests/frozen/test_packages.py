"""The package for Debian is installed on a bare system and tells a whole story there.

Only what the package depends on is there: no Python, no Qt, no fonts. The screen, the keys and what
looks at the window are outside.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.frozen import bare
from tests.frozen.bare import Bare
from tests.frozen.conftest import ROOT
from tests.journeys.session import PHOTOS, compare, story_in, tell_all
from tests.journeys.stage import Stage, can_be_seen

pytestmark = [
    pytest.mark.slow,
    pytest.mark.onscreen,
    pytest.mark.timeout(900),
    pytest.mark.skipif(bool(bare.impossible()), reason=bare.impossible() or "possible"),
]

_PROGRAM = "/usr/bin/ssc-desktop"
_ENTRIES = (
    "usr/share/applications/ssc-desktop.desktop",
    "usr/share/mime/packages/ssc-desktop.xml",
    "usr/share/metainfo/ssc-desktop.metainfo.xml",
    "usr/share/man/man1/ssc-desktop.1.gz",
    "usr/share/icons/hicolor/256x256/apps/ssc-desktop.png",
    "usr/share/doc/ssc-desktop/copyright",
)
_STORY = "c17-nepal-bank-stress-tests.json"
"""The shortest of the samples."""
_LARGEST = 60_000_000


@pytest.fixture(scope="module")
def package() -> Path:
    """The newest package that `make package` made."""
    made = sorted((ROOT / "dist").glob("ssc-desktop_*.deb"), key=lambda one: one.stat().st_mtime)
    assert made, "run `make package` first"
    return made[-1]


@pytest.fixture(scope="module")
def system(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bare]:
    """A bare system with the package in it."""
    with Bare(tmp_path_factory.mktemp("bare") / "root") as made:
        made.install(package)
        yield made


def test_the_package_fits_on_a_small_stick(package: Path) -> None:
    assert package.stat().st_size <= _LARGEST


def test_it_brings_what_a_desktop_looks_for(system: Bare) -> None:
    assert [one for one in _ENTRIES if not (system.root / one).is_file()] == []


def test_it_passes_its_own_test_on_a_bare_system(system: Bare, tmp_path: Path) -> None:
    told = system.run(_PROGRAM, "--selftest", home=tmp_path / "selftest")

    assert set(told.split()[1::2]) == {"ok"}


@pytest.mark.skipif(not can_be_seen(), reason="needs AT-SPI; `make test` brings it")
def test_a_whole_story_is_told_on_a_bare_system(system: Bare, tmp_path: Path) -> None:
    photos = tuple(Path(shutil.copy(photo, tmp_path)) for photo in PHOTOS)
    try:
        _tell(system, tmp_path / "home", photos)
    except (
        AssertionError
    ):  # a key of a busy X server went astray; a fault of ours goes astray twice
        _tell(system, tmp_path / "again", photos)


def _tell(system: Bare, home: Path, photos: tuple[Path, ...]) -> None:
    """Tell a story in the window; then look at it with the program's commands."""
    story = story_in("en", _STORY)
    with Stage(home, program=(*system.command(), _PROGRAM)) as stage:
        teller = tell_all(stage, story, "en", "light", photos)
        stage.leave()
    assert "All is well." in system.run(_PROGRAM, "check", home=home)
    listed = json.loads(system.run(_PROGRAM, "list", "--json", home=home))
    assert [one["title"] for one in listed] == [story["title"]]
    told = json.loads(system.run(_PROGRAM, "show", "--json", listed[0]["id"], home=home))
    assert len(told["attachment"]) == len(photos)
    compare(story, told, teller)
