"""Writing files: whole or not there, on sticks that are full, locked, failing or gone."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ssc_desktop import files, media
from ssc_desktop.errors import (
    Cancelled,
    DiskFull,
    ExportError,
    InvalidInput,
    MediumGone,
    ReadOnly,
)
from ssc_desktop.store.begin import DATABASE
from tests.laptops import empty_library
from tests.sticks import do, made, mounted, mounting

OLD = b"the bundle of yesterday"


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """A stick that is a file, with the bundle of yesterday on it."""
    image = made(tmp_path / "stick.img")
    with mounted(tmp_path / "stick", "-o", "loop", image) as stick:
        (stick / "rice.sscz").write_bytes(OLD)
    return image


def _write(
    target: Path, data: bytes = b"new" * 100_000, meanwhile: Callable[[], object] | None = None
) -> None:
    with files.proving(target) as sink:
        sink.write(data)
        sink.flush()
        if meanwhile is not None:
            meanwhile()


@mounting
def test_a_full_stick_keeps_the_older_file(tmp_path: Path) -> None:
    with mounted(tmp_path / "stick", "-t", "tmpfs", "-o", "size=256k", "tmpfs") as stick:
        (stick / "rice.sscz").write_bytes(OLD)

        with pytest.raises(DiskFull, match=r"no room left to write “rice\.sscz”"):
            _write(stick / "rice.sscz")

        assert (stick / "rice.sscz").read_bytes() == OLD
        assert [one.name for one in stick.iterdir()] == ["rice.sscz"]


@mounting
def test_a_full_stick_is_noticed_before_it_is_written_to(tmp_path: Path) -> None:
    with mounted(tmp_path / "stick", "-t", "tmpfs", "-o", "size=256k", "tmpfs") as stick:
        with pytest.raises(DiskFull), files.replacing(stick / "a", size=300_000):
            pytest.fail("it began")

        with files.replacing(stick / "a", size=200_000) as stream:
            stream.write(b"fits")


@mounting
def test_a_locked_stick_says_so(image: Path, tmp_path: Path) -> None:
    with mounted(tmp_path / "stick", "-o", "loop,ro", image) as stick:
        with pytest.raises(ReadOnly, match="write-protected"):
            _write(stick / "rice.sscz")
        with pytest.raises(ReadOnly), files.replacing(stick / "a", size=1 << 60):
            pytest.fail("it began")

        assert (stick / "rice.sscz").read_bytes() == OLD


@mounting
def test_a_stick_taken_out_keeps_the_older_file_and_gets_no_half(
    image: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    with (
        mounted(stick, "-o", "loop", image),
        pytest.raises(MediumGone, match="gone"),
    ):
        _write(stick / "rice.sscz", meanwhile=lambda: do("umount", "-l", stick))

    # nothing was written into the empty folder that the stick left behind
    assert list(stick.iterdir()) == []
    with mounted(stick, "-o", "loop", image):
        assert (stick / "rice.sscz").read_bytes() == OLD


@mounting
def test_a_stick_that_fails_is_not_believed(image: Path, tmp_path: Path) -> None:
    with (
        mounted(tmp_path / "stick", "-o", "loop,errors=continue", image) as stick,
        pytest.raises(MediumGone),
    ):
        _write(stick / "new.sscz", b"x" * 3_000_000, lambda: os.truncate(image, 0))


def test_a_folder_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(MediumGone, match=r"“rice\.sscz”.*gone"):
        _write(tmp_path / "gone" / "rice.sscz")


@pytest.mark.skipif(sys.platform == "win32", reason="other names are too long there")
def test_a_name_that_the_disk_does_not_take_says_so(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be called"):
        _write(tmp_path / ("rice" * 70))


@pytest.mark.skipif(sys.platform == "win32", reason="leave is given otherwise there")
def test_a_folder_without_leave_says_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    was = os.geteuid()
    if was == 0:  # root may write everywhere; nobody may not
        os.seteuid(65534)
    try:
        with pytest.raises(ReadOnly, match="cannot be written there"):
            _write(tmp_path / "rice.sscz")
    finally:
        os.seteuid(was)
        tmp_path.chmod(0o700)


def test_what_cannot_have_room_is_not_begun(tmp_path: Path) -> None:
    with pytest.raises(DiskFull), files.replacing(tmp_path / "a", size=1 << 60):
        pytest.fail("it began")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(
    shutil.disk_usage(tempfile.gettempdir()).free < 5_000_000_000, reason="too little room"
)
def test_a_file_too_large_for_fat_is_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "largest_file", lambda _folder: media.SMALLEST_LIMIT)

    with (
        pytest.raises(ExportError, match="too large") as refused,
        files.replacing(tmp_path / "a", size=4_500_000_000),
    ):
        pytest.fail("it began")

    assert "parts" in refused.value.advice


def test_a_link_laid_in_the_way_is_not_written_through(tmp_path: Path) -> None:
    """A stick can hold `NAME.part` as a link to a file of the person."""
    diary = tmp_path / "diary.txt"
    diary.write_bytes(b"dear diary")
    (tmp_path / "rice.sscz.part").symlink_to(diary)

    _write(tmp_path / "rice.sscz", b"stories")

    assert diary.read_bytes() == b"dear diary"
    assert (tmp_path / "rice.sscz").read_bytes() == b"stories"
    assert not (tmp_path / "rice.sscz").is_symlink()


def test_what_reads_back_otherwise_does_not_count(tmp_path: Path) -> None:
    target = tmp_path / "rice.sscz"
    target.write_bytes(OLD)

    def fail() -> None:
        with (tmp_path / "rice.sscz.part").open("r+b") as failing:
            failing.write(b"STORIES")

    with pytest.raises(ExportError, match="could not be read back"):
        _write(target, b"stories" * 1000, fail)

    assert target.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [target]


def test_reading_back_can_be_stopped(tmp_path: Path) -> None:
    target = tmp_path / "rice.sscz"
    target.write_bytes(OLD)

    def stop(_size: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled), files.proving(target, passed=stop) as sink:
        sink.write(b"stories")

    assert target.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [target]


def test_a_secret_is_its_owners_and_the_first_one_stays(tmp_path: Path) -> None:
    for secret in (b"first", b"second"):
        files.keep_secret(tmp_path / "own" / "key", secret)

    assert (tmp_path / "own" / "key").read_bytes() == b"first"
    assert [one.name for one in (tmp_path / "own").iterdir()] == ["key"]
    if sys.platform != "win32":
        assert (tmp_path / "own" / "key").stat().st_mode & 0o777 == 0o600


def test_a_library_is_never_written_over(tmp_path: Path) -> None:
    library = tmp_path / "library"
    empty_library(library)
    before = (library / DATABASE).read_bytes()

    with pytest.raises(InvalidInput, match="is a library"), files.replacing(library / DATABASE):
        pass

    assert (library / DATABASE).read_bytes() == before
