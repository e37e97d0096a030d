"""Telling sticks from disks."""

import sys
from pathlib import Path

import pytest

from ssc_desktop import media
from ssc_desktop.media import Linux

# three lines as Linux writes them, and what else there is: a share, a loop, a card in a reader
MOUNTS = r"""
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
31 27 8:1 / /mnt/work rw - ext4 /dev/sda1 rw
40 27 8:17 / /run/media/amina/AMINA\040STICK rw,nosuid,nodev shared:3 - vfat /dev/sdb1 rw,uid=1000
41 27 8:33 / /mnt/cable ro,nosuid - ntfs3 /dev/sdc1 rw
42 27 179:1 / /mnt/card rw - exfat /dev/mmcblk0p1 ro
43 27 0:50 / /media/share rw - cifs //office/share rw
44 27 7:0 / /snap/core/1 ro - squashfs /dev/loop0 ro
45 27 8:34 / /mnt/work/deep rw - xfs /dev/sdc2 rw
not a line
""".strip()


@pytest.fixture
def linux(tmp_path: Path) -> Linux:
    """A computer with a disk, a stick, a disk on a cable and a card."""
    (tmp_path / "mounts").write_text(MOUNTS, encoding="utf-8")
    disks = {
        "254:0": "pci0000:00/virtio1/block/vda",
        "8:1": "pci0000:00/ata1/block/sda/sda1",
        "8:17": "pci0000:00/usb1/1-2/block/sdb/sdb1",
        "8:33": "pci0000:00/usb2/2-1/block/sdc/sdc1",
        "8:34": "pci0000:00/usb2/2-1/block/sdc/sdc2",
        "179:1": "platform/mmc0/block/mmcblk0/mmcblk0p1",
        "7:0": "virtual/block/loop0",
    }
    numbers = tmp_path / "sys" / "dev" / "block"
    numbers.mkdir(parents=True)
    for number, place in disks.items():
        part = tmp_path / "sys" / "devices" / place
        part.mkdir(parents=True)
        whole = part if part.parent.name == "block" else part.parent
        (whole / "removable").write_text("0\n")
        (whole / "device").mkdir(exist_ok=True)
        if whole != part:
            (part / "partition").write_text("1\n")
        (numbers / number).symlink_to(part)
    (tmp_path / "sys/devices/platform/mmc0/block/mmcblk0/device/type").write_text("SD\n")
    return Linux(tmp_path / "mounts", tmp_path / "sys")


def test_sticks_cards_and_disks_on_a_cable_come_and_go(linux: Linux) -> None:
    found = media.mounted(linux)

    assert [(one.label, one.kind, one.read_only) for one in found] == [
        ("cable", "ntfs3", True),
        ("card", "exfat", True),
        ("deep", "xfs", False),
        ("AMINA STICK", "vfat", False),
    ]
    assert found[3].folder == Path("/run/media/amina/AMINA STICK")


def test_the_disk_the_system_runs_from_does_not_come_and_go(linux: Linux, tmp_path: Path) -> None:
    """A computer that starts from a card or a stick."""
    lines = MOUNTS.replace("254:0 / / ", "179:2 / / ")
    (tmp_path / "mounts").write_text(lines, encoding="utf-8")
    root = tmp_path / "sys/devices/platform/mmc0/block/mmcblk0/mmcblk0p2"
    root.mkdir()
    (root / "partition").write_text("2\n")
    (tmp_path / "sys/dev/block/179:2").symlink_to(root)

    assert "card" not in {one.label for one in media.mounted(linux)}


def test_a_file_lies_on_the_medium_nearest_above_it(linux: Linux) -> None:
    stick = Path("/run/media/amina/AMINA STICK")

    medium = media.medium_of(stick / "stories" / "rice.sscz", linux)

    assert medium is not None and medium.folder == stick
    assert media.medium_of(Path("/mnt/work/rice.sscz"), linux) is None
    assert media.medium_of(Path("/mnt/work/deep/rice.sscz"), linux) is not None
    assert media.medium_of(Path("/home/rice.sscz"), linux) is None


def test_fat_takes_files_of_four_gigabytes_at_most(linux: Linux) -> None:
    assert media.largest_file(Path("/run/media/amina/AMINA STICK/a"), linux) == 2**32 - 1
    assert media.largest_file(Path("/mnt/card"), linux) == sys.maxsize
    assert media.largest_file(Path("/nowhere"), linux) == sys.maxsize


def test_a_person_hears_that_the_stick_may_come_out(linux: Linux) -> None:
    stick = Path("/run/media/amina/AMINA STICK/rice.sscz")

    assert media.checked_sentence(stick, linux) == "Checked. You can remove the stick now."
    assert "stick" not in media.checked_sentence(Path("/home/rice.sscz"), linux)


def test_a_system_that_tells_nothing_has_no_sticks(tmp_path: Path) -> None:
    assert media.mounted(Linux(tmp_path / "none", tmp_path / "none")) == ()


def test_what_the_mac_tells() -> None:
    told = """/dev/disk1s1 on / (apfs, local, journaled)
/dev/disk2s1 on /Volumes/AMINA STICK (msdos, local, nodev, nosuid, noowners)
/dev/disk3s1 on /Volumes/Card (exfat, local, read-only)
//amina@office/share on /Volumes/share (smbfs, nodev)
map auto_home on /System/Volumes/Data/home (autofs, automounted)
"""

    found = {one.label: one for one in media.on_mac(told)}

    assert {label for label, one in found.items() if one.removable} == {"AMINA STICK", "Card"}
    assert found["AMINA STICK"].kind == "msdos" and not found["AMINA STICK"].read_only
    assert found["Card"].read_only


def test_this_computer_tells_of_its_disks() -> None:
    here = Path(__file__).resolve()

    assert any(here.is_relative_to(one.folder) for one in media.every())
    assert all(one.free >= 0 for one in media.every())


def test_a_medium_that_is_gone_has_no_room(tmp_path: Path) -> None:
    gone = media.Medium(tmp_path / "gone", "vfat", False, True, "gone")

    assert gone.free == 0
