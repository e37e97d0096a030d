"""A full disk and a disk that cannot be written: said at once, and saving works again later."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_desktop.errors import DiskFull, ReadOnly
from ssc_desktop.services import attachments, bundles, inbox, libraries
from tests.laptops import Laptop

SMALL = "-o size=8m".split()


def mounted(folder: Path, *options: str) -> bool:
    """Put a small disk of memory at `folder`; only root may."""
    folder.mkdir()
    if os.name != "posix" or os.geteuid() != 0:
        return False
    done = subprocess.run(["mount", "-t", "tmpfs", *options, "tmpfs", folder], check=False)
    return done.returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB."""
    folder = tmp_path / "disk"
    if not mounted(folder, *SMALL):
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def fill(disk: Path) -> Path:
    """Leave no room at all."""
    stone = disk / "stone"
    with stone.open("wb", buffering=0) as stream:
        for size in (1 << 16, 1 << 10, 1):
            try:
                while True:
                    stream.write(b"x" * size)
            except OSError:
                continue
    return stone


def test_a_full_disk_is_said_and_saving_works_again(disk: Path) -> None:
    laptop = Laptop(disk)
    case_id = laptop.add(network="Before")
    stone = fill(disk)

    with pytest.raises(DiskFull, match="disk is full") as refused:
        laptop.type(case_id, "network", "While it was full " * 5000)

    assert "Free some space" in refused.value.advice
    assert laptop.case(case_id).network == "Before"
    stone.unlink()
    laptop.type(case_id, "network", "After")
    laptop.reopen()
    assert laptop.case(case_id).network == "After"
    laptop.revisions()
    laptop.close()


def test_a_library_on_a_full_disk_can_be_closed_and_opened_and_read(disk: Path) -> None:
    laptop = Laptop(disk)
    case_id = laptop.add(network="Before")
    laptop.close()
    laptop.library = libraries.opened(disk / "library")
    fill(disk)

    assert laptop.case(case_id).network == "Before"
    laptop.close()


def test_bundles_and_files_that_do_not_fit_leave_nothing_behind(disk: Path, tmp_path: Path) -> None:
    sender = Laptop(tmp_path / "sender")
    picture = tmp_path / "picture.bin"
    picture.write_bytes(os.urandom(2_000_000))
    item = attachments.attach(sender.library, picture)
    sender.add(attachment=[{"sha256": getattr(item, "sha256", "")}])
    laptop = Laptop(disk)
    (disk / "stone").write_bytes(b"x" * 6_600_000)

    with pytest.raises(DiskFull):
        laptop.take_all_of(sender)
    with pytest.raises(DiskFull):
        attachments.attach(laptop.library, picture)
    with pytest.raises(DiskFull):
        bundles.make(sender.library, None, disk / "b.sscz")

    assert laptop.truth() == {}
    assert not list(disk.rglob("*.part")) and not (disk / "b.sscz").exists()
    (disk / "stone").unlink()
    assert laptop.take_all_of(sender).pictures == 1
    laptop.close()
    sender.close()


def test_a_bundle_for_which_the_inbox_has_no_room_is_not_half_kept(
    disk: Path, tmp_path: Path
) -> None:
    bundle = tmp_path / "large.sscz"
    bundle.write_bytes(os.urandom(3_000_000))
    laptop = Laptop(disk)
    (disk / "stone").write_bytes(b"x" * 5_600_000)

    with pytest.raises(DiskFull):
        inbox.keep(laptop.library, bundle, "too_new")

    assert inbox.waiting(laptop.library) == ()
    assert not list((disk / "library" / "inbox").iterdir())
    (disk / "stone").unlink()
    assert inbox.keep(laptop.library, bundle, "too_new").size == 3_000_000
    laptop.close()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    if not mounted(folder, "-o", "ro"):
        pytest.skip("only root may mount a read-only disk")
    try:
        with pytest.raises(ReadOnly):
            libraries.opened(folder)
        with pytest.raises(ReadOnly):
            libraries.opened(folder / "library")
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_disk_that_turns_read_only_is_said(disk: Path) -> None:
    laptop = Laptop(disk)
    case_id = laptop.add()
    laptop.close()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)

    with pytest.raises(ReadOnly):
        libraries.opened(disk / "library")

    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    laptop.library = libraries.opened(disk / "library")
    assert laptop.case(case_id).title
    laptop.close()
