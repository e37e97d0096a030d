"""Whether the disk under a folder is encrypted as a whole, as far as a program can tell.

On Linux the kernel says of every block device what it stands on (Documentation/ABI/testing/
sysfs-block-dm): an encrypted volume is a device-mapper target whose name begins with CRYPT. Windows
and macOS tell it to administrators alone.
"""

import os
import sys
from pathlib import Path
from typing import Literal

from ssc_desktop import media

Cover = Literal["encrypted", "plain", "unknown"]

_CRYPT = "CRYPT-"
_DEEPEST = 8


def cover(folder: Path, *, system: Path = Path("/sys"), mounts: Path | None = None) -> Cover:
    """Whether what is written in `folder` lies encrypted on the disk.

    `system` and `mounts` are where the kernel tells of its devices and mounts. Never raises.
    """
    if not sys.platform.startswith("linux"):
        return "unknown"
    try:
        device = _device(folder, system, mounts or Path("/proc/self/mountinfo"))
        return "unknown" if device is None else _told(device, _DEEPEST)
    except OSError:
        return "unknown"


def _device(folder: Path, system: Path, mounts: Path) -> Path | None:
    """Where the kernel tells of the device under a folder; None where there is no such place."""
    there = next(one for one in (folder, *folder.parents) if one.exists())
    number = there.stat().st_dev
    device = system / "dev" / "block" / f"{os.major(number)}:{os.minor(number)}"
    if device.exists():
        return device.resolve()
    # a file system of many devices has no number of its own
    name = _source(there.resolve(), mounts)
    device = system / "class" / "block" / name
    return device.resolve() if name and device.exists() else None


def _source(folder: Path, mounts: Path) -> str:
    """The device that is mounted where a folder is, by its name."""
    best, found = -1, ""
    for line in mounts.read_text("utf-8", "surrogateescape").splitlines():
        place, _dash, rest = line.partition(" - ")
        point = Path(media.unescaped(place.split()[4]))
        if folder.is_relative_to(point) and len(point.parts) >= best:
            best, source = len(point.parts), rest.split()[1]
            found = Path(os.path.realpath(source)).name if source.startswith("/dev/") else ""
    return found


def _told(device: Path, deepest: int) -> Cover:
    """What a device says of itself, or else what it stands on says."""
    named = device / "dm" / "uuid"
    if named.is_file() and named.read_text("ascii", "replace").startswith(_CRYPT):
        return "encrypted"
    below = device / "slaves"
    under = [one.resolve() for one in below.iterdir()] if below.is_dir() else []
    if under and deepest:
        told = {_told(one, deepest - 1) for one in under}
        return "encrypted" if told == {"encrypted"} else "plain"
    a_disk = any((device / name).exists() for name in ("partition", "device", "dm"))
    return "plain" if a_disk else "unknown"  # a share, or memory
