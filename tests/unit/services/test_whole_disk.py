import os
import sys
from pathlib import Path

import pytest

from ssc_desktop.services.whole_disk import cover

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="told by the Linux kernel")


def _number(folder: Path) -> str:
    device = folder.stat().st_dev
    return f"{os.major(device)}:{os.minor(device)}"


def _device(system: Path, name: str, *, uuid: str = "", over: str = "") -> Path:
    made = system / "devices" / name
    (made / "slaves").mkdir(parents=True)
    if uuid:
        (made / "dm").mkdir()
        (made / "dm" / "uuid").write_text(uuid + "\n")
    else:
        (made / "partition").write_text("1\n")
    if over:
        (made / "slaves" / over).symlink_to(system / "devices" / over)
    return made


def _mounted(system: Path, device: Path, folder: Path) -> None:
    (system / "dev" / "block").mkdir(parents=True)
    (system / "dev" / "block" / _number(folder)).symlink_to(device)


def test_a_volume_over_luks_is_encrypted(tmp_path: Path) -> None:
    system = tmp_path / "sys"
    _device(system, "sda2")
    _device(system, "dm-0", uuid="CRYPT-LUKS2-8f3a-luks", over="sda2")
    volume = _device(system, "dm-1", uuid="LVM-h1", over="dm-0")
    _mounted(system, volume, tmp_path)

    assert cover(tmp_path / "library", system=system) == "encrypted"


def test_a_partition_by_itself_is_plain(tmp_path: Path) -> None:
    system = tmp_path / "sys"
    _mounted(system, _device(system, "sda2"), tmp_path)

    assert cover(tmp_path, system=system) == "plain"


def test_a_volume_of_a_plain_and_an_encrypted_part_is_plain(tmp_path: Path) -> None:
    system = tmp_path / "sys"
    _device(system, "sda2")
    _device(system, "dm-0", uuid="CRYPT-LUKS2-8f3a-luks", over="sda2")
    volume = _device(system, "dm-1", uuid="LVM-h1", over="dm-0")
    (volume / "slaves" / "sda2").symlink_to(system / "devices" / "sda2")
    _mounted(system, volume, tmp_path)

    assert cover(tmp_path, system=system) == "plain"


def test_a_file_system_of_many_devices_is_found_by_its_mount(tmp_path: Path) -> None:
    system, mounts = tmp_path / "sys", tmp_path / "mountinfo"
    (system / "class" / "block").mkdir(parents=True)
    root = _device(system, "dm-0", uuid="CRYPT-LUKS2-8f3a-luks")
    (system / "class" / "block" / "dm-0").symlink_to(root)
    mounts.write_text(
        "22 1 0:33 / / rw - btrfs /dev/dm-0 rw\n23 22 0:34 / /nowhere rw - tmpfs tmpfs rw\n"
    )

    assert cover(tmp_path, system=system, mounts=mounts) == "encrypted"


def test_a_disk_is_found_whatever_letters_and_bytes_its_folder_has(tmp_path: Path) -> None:
    system, mounts = tmp_path / "sys", tmp_path / "mountinfo"
    (system / "class" / "block").mkdir(parents=True)
    for name, uuid in (("dm-0", "CRYPT-LUKS2-8f3a-luks"), ("sdb1", "")):
        device = _device(system, name, uuid=uuid)
        (system / "class" / "block" / name).symlink_to(device)
    stick = tmp_path / "Données d’Amina"
    stick.mkdir()
    place = str(stick).replace(" ", "\\040")
    lines = [
        b"22 1 0:33 / / rw - btrfs /dev/dm-0 rw",
        f"23 22 0:34 / {place} rw - btrfs /dev/sdb1 rw".encode(),
        "24 22 0:35 / /media/Müller rw - vfat /dev/sdc1 rw".encode("latin-1"),
    ]
    mounts.write_bytes(b"\n".join(lines))

    assert cover(stick, system=system, mounts=mounts) == "plain"
    assert cover(tmp_path, system=system, mounts=mounts) == "encrypted"


def test_what_the_kernel_does_not_tell_is_unknown(tmp_path: Path) -> None:
    missing = tmp_path / "missing"

    assert cover(tmp_path, system=missing, mounts=missing) == "unknown"
