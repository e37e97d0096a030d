"""Accidents: disks that fill up, sticks that are pulled out, two programs at once, and bombs."""

import contextlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from ssc_desktop.bundle.limits import MIB
from ssc_desktop.errors import DiskFull, LibraryLocked, SscError, TooNew
from ssc_desktop.history.identifiers import digest
from ssc_desktop.services import (
    attachments,
    bundles,
    inbox,
    ledger,
    libraries,
    unpacking,
)
from ssc_desktop.services.unpacking import How
from ssc_desktop.store.exchange_tables import BundleRow
from tests.hostile import bad_bags, bad_headers, bad_zips
from tests.hostile.forge import (
    CUTS,
    REVISIONS,
    Files,
    body,
    cut_over,
    spelt,
    with_file,
    with_header,
    with_lines,
    zipped,
)
from tests.hostile.victim import everything, is_tidy
from tests.laptops import Laptop, config
from tests.sticks import do, made, mounted, mounting
from tests.unit.bundle.samples import FISH, RICE

NewLibrary = Callable[[], Laptop]
STORY = "library"
_PAGE = 4096


# ------------------------------------------------------------ a full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB; the backups of the library in it, which need more, have one of their own."""
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=4m", "tmpfs") as disk:
        backups = disk / "library" / "backups"
        backups.mkdir(parents=True)
        with mounted(backups, "-t", "tmpfs", "-o", "size=400m", "tmpfs"):
            yield disk


def _leave(disk: Path, room: int) -> None:
    """Fill a disk up to so many bytes."""
    stone = disk / "stone"
    stone.unlink(missing_ok=True)
    free = os.statvfs(disk)
    with stone.open("wb") as stream:
        stream.write(b"x" * max(free.f_bavail * free.f_frsize - room, 0))


@mounting
def test_a_disk_that_fills_up_at_any_step_changes_no_story(
    good: Files, small_disk: Path, tmp_path: Path
) -> None:
    """Also: disk full at each step. Not weighed: it is taken in a hundred times."""
    photo = random.Random(1).randbytes(50_000)  # noqa: S311 - to be had again
    name = f"data/blobs/{digest(photo)[:2]}/{digest(photo)}.bin"
    bundle = tmp_path / "rice.sscz"
    bundle.write_bytes(zipped(with_file(good, name, photo)))
    laptop = Laptop(small_disk)
    laptop.add(title="Maize from Peru")
    before = _tables(laptop)

    tries, stories = 0, 0
    while not stories:
        _leave(small_disk, tries * 3 * _PAGE)
        with contextlib.suppress(DiskFull):
            stories = len(bundles.take(laptop.library, bundle)[0].new)
            break
        tries += 1
        assert _tables(laptop) == before
        assert is_tidy(laptop)

    (small_disk / "stone").unlink()
    assert tries > 5
    assert stories == 2
    assert laptop.case(FISH).title == "Fish ponds"
    laptop.revisions()
    laptop.close()


def _tables(laptop: Laptop) -> dict[str, object]:
    """Files of attachments may be there already: nothing names them."""
    return {name: rows for name, rows in everything(laptop).items() if not name.startswith(STORY)}


@mounting
def test_what_is_too_new_is_kept_whole_or_not_at_all(
    good: Files, small_disk: Path, tmp_path: Path
) -> None:
    newer = tmp_path / "newer.sscz"
    large = with_file(good, "data/new.bin", os.urandom(200_000))
    newer.write_bytes(zipped(with_header(large, version="2.0")))
    laptop = Laptop(small_disk)
    before = everything(laptop)

    for room in range(0, 200_000, 8 * _PAGE):
        _leave(small_disk, room)
        with pytest.raises(SscError):
            bundles.take(laptop.library, newer)
        (small_disk / "stone").unlink()
        assert everything(laptop) == before
        assert is_tidy(laptop)
    with pytest.raises(TooNew):
        bundles.take(laptop.library, newer)

    assert [one.reason for one in inbox.waiting(laptop.library)] == ["too_new"]
    laptop.close()


@mounting
def test_a_bundle_that_finds_no_room_counts_as_made_nowhere(
    new_library: NewLibrary, tmp_path: Path
) -> None:
    laptop = new_library()
    story = _with_photo(laptop, tmp_path)
    with mounted(tmp_path / "stick", "-t", "tmpfs", "-o", "size=256k", "tmpfs") as stick:
        with pytest.raises(DiskFull):
            bundles.make(laptop.library, [story], stick / "rice.sscz")

        assert list(stick.iterdir()) == []
    _was_not_made(laptop, story)


def _with_photo(laptop: Laptop, folder: Path) -> str:
    photo = folder / "photo.bin"
    photo.write_bytes(os.urandom(2_000_000))
    item = attachments.attach(laptop.library, photo)
    sha256 = getattr(item, "sha256", "")
    return laptop.add(title="Rice", visibility="public", attachment=[{"sha256": sha256}])


def _was_not_made(laptop: Laptop, story: str) -> None:
    with laptop.library.reading() as connection:
        assert connection.scalars(select(BundleRow.id)).all() == []
    assert ledger.stories(laptop.library, [story])[0].state == "draft"
    assert is_tidy(laptop)


@mounting
@pytest.mark.parametrize("how", ["pulled", "failing"])
def test_a_stick_pulled_out_while_a_bundle_is_written(
    how: str, new_library: NewLibrary, tmp_path: Path
) -> None:
    """Also: stick pulled out while writing."""
    laptop, stick, image = new_library(), tmp_path / "stick", made(tmp_path / "stick.img")
    story = _with_photo(laptop, tmp_path)
    done: list[int] = []

    def pull(passed: int, of: int) -> None:
        if not done and passed > of // 4:
            done.append(passed)
            do("umount", "-l", stick) if how == "pulled" else os.truncate(image, 0)

    with (
        mounted(stick, "-o", "loop,errors=continue", image),
        pytest.raises(SscError) as refused,
    ):
        bundles.make(laptop.library, [story], stick / "rice.sscz", progress=pull)

    assert done
    assert refused.value.advice
    assert not (stick / "rice.sscz").exists()
    _was_not_made(laptop, story)


# ------------------------------------------------------------ two at once


def test_two_bundles_opened_at_once_do_not_meet(
    good: Files, new_library: NewLibrary, tmp_path: Path
) -> None:
    """Also: two imports at once, of the same bundle and of another."""
    more = body({"network": "The club"})
    first, second = tmp_path / "first.sscz", tmp_path / "second.sscz"
    first.write_bytes(zipped(good))
    second.write_bytes(zipped(with_lines(good, cuts=[cut_over([more])], bodies=[more])))
    laptop = new_library()

    with (
        unpacking.unpacked(laptop.library, first, How(), staging=True) as one,
        unpacking.unpacked(laptop.library, first, How(), staging=True) as same,
        unpacking.unpacked(laptop.library, second, How(), staging=True) as other,
    ):
        bundles.take(laptop.library, second)
        assert len({path for opened in (one, same, other) for path in opened.blobs.values()}) == 6
        assert all(path.exists() for path in one.blobs.values())
        bundles.take(laptop.library, first)

    assert laptop.case(RICE).network == "The club"
    assert laptop.revisions() == 5
    assert is_tidy(laptop)


def test_a_second_program_has_to_wait(good: Files, new_library: NewLibrary, tmp_path: Path) -> None:
    """Also: two imports at once, by two programs."""
    bundle = tmp_path / "rice.sscz"
    bundle.write_bytes(zipped(good))
    laptop = new_library()
    refused: list[BaseException] = []

    def meanwhile(_done: int, _of: int) -> None:
        with config(laptop.folder / "other"), pytest.raises(LibraryLocked) as locked:
            libraries.opened(laptop.folder / "library")
        refused.append(locked.value)

    bundles.take(laptop.library, bundle, progress=meanwhile)

    assert refused
    assert laptop.case(FISH).title == "Fish ponds"


# ------------------------------------------------------------ memory that Python does not see

HEAVY = [
    "31 a bomb as a file nobody knows",
    "31 a bomb as cuts",
    "32 longer than declared",
    "34 60,000 entries",
    "35 claims 9 GB",
    "eight million bad lines",
    "manifest of 700,000 files",
    "directory of 50 MB for one file",
    "header with a million lists",
    "header with 100,000 roots",
    "header of 9 MB",
    "100,000 computers",
    "10,000 pieces",
    "receipt of a million bundles",
]
REFUSED = bad_zips.REFUSED | bad_bags.REFUSED | bad_headers.REFUSED


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
def test_no_bomb_takes_memory_anywhere(good: Files, tmp_path: Path) -> None:
    files = {name.replace(" ", "-"): REFUSED[name][0](dict(good)) for name in HEAVY}
    lists = spelt(b"[" + b"[]," * 690_000 + b"[]]")
    files["lists"] = zipped(with_lines(good, cuts=[cut_over([lists])], bodies=[lists]))
    files["brackets"] = zipped(with_file(good, CUTS, good[CUTS] + b"[" * 15 * MIB + b"\n"))
    files["twice"] = zipped(with_file(good, REVISIONS, good[REVISIONS] * 8000))
    (tmp_path / "good").write_bytes(zipped(good))
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    paths = [tmp_path / name for name in ("library", "good", *files)]

    told = subprocess.run(
        [sys.executable, "-m", "tests.hostile.own_process", *map(str, paths)],
        env={**os.environ, "SSC_CONFIG": str(tmp_path / "config")},
        capture_output=True,
        check=True,
    )

    grown = json.loads(told.stdout)
    assert grown.keys() == files.keys()
    assert {name: size // MIB for name, size in grown.items() if size > 64 * MIB} == {}
