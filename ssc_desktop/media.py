"""Sticks, cards and other media that people put in and take out again.

Asked of the system each time: what it told a second ago may be gone.
"""

import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ssc_desktop.i18n import _

SMALLEST_LIMIT: Final = 2**32 - 1
"""The bytes of the largest file that FAT takes; no other file system here takes less."""
FAT: Final = {"vfat", "msdos", "fat", "fat32"}
_OVER_THE_WIRE: Final = {"smbfs", "afpfs", "nfs", "webdav"}
_SECONDS: Final = 5
_ESCAPED = re.compile(r"\\([0-7]{3})")
_MAC_LINE = re.compile(r"(?P<device>.+?) on (?P<folder>/.*) \((?P<kind>\w+)(?P<options>, .*)?\)")
_READ_ONLY_VOLUME: Final = 0x80000
_DRIVE_REMOVABLE: Final = 2
_DRIVE_REMOTE: Final = 4
REMOTE: Final = "remote"
"""The file system of a Windows drive that stands for a folder of another computer."""
_NAME: Final = 261


@dataclass(frozen=True, slots=True)
class Medium:
    """A disk, or a part of one, whose files are to be seen now.

    Attributes:
        folder: where its files are.
        kind: its file system, in lower case (`vfat`, `exfat`, `ntfs`, …), or "".
        read_only: nothing can be written to it.
        removable: people put it in and take it out: a stick, a card, a disk on a cable.
        label: what people call it.
    """

    folder: Path
    kind: str
    read_only: bool
    removable: bool
    label: str

    @property
    def free(self) -> int:
        """The bytes that have room on it; 0 where it is gone."""
        try:
            return shutil.disk_usage(self.folder).free
        except OSError:
            return 0


@dataclass(frozen=True, slots=True)
class Linux:
    """Where Linux tells of its disks."""

    mounts: Path = Path("/proc/self/mountinfo")
    system: Path = Path("/sys")


def every(told: Linux | None = None) -> tuple[Medium, ...]:
    """All disks with a folder, by folder."""
    found: Iterable[Medium]
    if sys.platform == "win32":
        found = _on_windows()
    elif sys.platform == "darwin":
        found = on_mac(_told_by_mount())
    else:
        found = _on_linux(told or Linux())
    return tuple(sorted(found, key=lambda medium: medium.folder))


def mounted(told: Linux | None = None) -> tuple[Medium, ...]:
    """The removable media that are in now, by folder."""
    return tuple(medium for medium in every(told) if medium.removable)


def medium_of(path: Path, told: Linux | None = None) -> Medium | None:
    """The removable medium on which a file or folder lies, or None."""
    medium = under(path, told)
    return medium if medium is not None and medium.removable else None


def largest_file(folder: Path, told: Linux | None = None) -> int:
    """The most bytes that a file in `folder` may have."""
    medium = under(folder, told)
    return SMALLEST_LIMIT if medium is not None and medium.kind in FAT else sys.maxsize


def checked_sentence(path: Path, told: Linux | None = None) -> str:
    """What is said of a file that was written and read back; of a stick, that it may come out."""
    if medium_of(path, told) is None:
        return _("Checked: it was read back as it was written.")
    return _("Checked. You can remove the stick now.")


def under(path: Path, told: Linux | None = None) -> Medium | None:
    """The disk on which a path lies: of those above it, the last one mounted nearest to it."""
    whole = path.resolve()
    above = [medium for medium in every(told) if whole.is_relative_to(medium.folder)]
    return max(above, key=lambda medium: len(medium.folder.parts), default=None)


# Linux


@dataclass(frozen=True, slots=True)
class _Mount:
    """A line of mountinfo."""

    number: str
    folder: str
    kind: str
    source: str
    options: frozenset[str]


def _on_linux(told: Linux) -> Iterator[Medium]:
    try:
        lines = told.mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return
    # of several on one folder, the last covers the others
    mounts = {mount.folder: mount for mount in map(_mount, lines) if mount is not None}
    own = {_disk(told, mounts["/"])} if "/" in mounts else set()
    for mount in mounts.values():
        disk = _disk(told, mount)
        folder = Path(mount.folder)
        yield Medium(
            folder,
            mount.kind.lower(),
            "ro" in mount.options,
            disk not in own and _comes_and_goes(mount, disk),
            folder.name or mount.folder,
        )


def _mount(line: str) -> _Mount | None:
    before, separator, after = line.partition(" - ")
    first, last = before.split(" "), after.split(" ")
    if not separator or len(first) < 6 or len(last) < 3:
        return None
    options = frozenset(f"{first[5]},{last[2]}".split(","))
    return _Mount(first[2], unescaped(first[4]), last[0], unescaped(last[1]), options)


def unescaped(name: str) -> str:
    """A name in Linux's list of mounts without its escapes: a space is written in octal."""
    return _ESCAPED.sub(lambda form: chr(int(form[1], 8)), name)


def _disk(told: Linux, mount: _Mount) -> Path | None:
    """The system's folder of the whole disk; None for what is no disk."""
    part = told.system / "dev" / "block" / mount.number
    if not part.exists():
        return None
    part = part.resolve()
    return part.parent if (part / "partition").exists() else part


def _comes_and_goes(mount: _Mount, disk: Path | None) -> bool:
    folder = Path(mount.folder)
    if folder.is_relative_to("/media") or folder.is_relative_to("/run/media"):
        return mount.source.startswith("/dev/")
    if disk is None:
        return False
    return (
        _says(disk / "removable") == "1"
        or _says(disk / "device" / "type") == "SD"
        or any(part.startswith("usb") for part in disk.parts)
    )


def _says(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


# macOS


def _told_by_mount() -> str:
    import subprocess  # noqa: PLC0415 - late: writing a file needs none of it

    command = ["/sbin/mount"]
    try:
        return subprocess.run(  # noqa: S603 - a program of the system, by its full path
            command, capture_output=True, text=True, timeout=_SECONDS, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return ""


def on_mac(told: str) -> Iterator[Medium]:
    """The disks in what the program `mount` says there."""
    for line in told.splitlines():
        form = _MAC_LINE.fullmatch(line)
        if form is None:
            continue
        folder, kind = Path(form["folder"]), form["kind"].lower()
        removable = folder.parent == Path("/Volumes") and kind not in _OVER_THE_WIRE
        read_only = "read-only" in (form["options"] or "").split(", ")
        yield Medium(folder, kind, read_only, removable, folder.name or form["folder"])


# Windows


def _on_windows() -> list[Medium]:
    found: list[Medium] = []
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - late: writing a file needs none of it

        kernel = ctypes.windll.kernel32
        drives = kernel.GetLogicalDrives()
        for number in range(26):
            root = f"{chr(ord('A') + number)}:\\"
            label, kind = (ctypes.create_unicode_buffer(_NAME) for _each in range(2))
            flags = ctypes.c_ulong()
            told = (root, label, _NAME, None, None, ctypes.byref(flags), kind, _NAME)
            # a reader without a card is a drive, but has no volume
            if drives & (1 << number) and kernel.GetVolumeInformationW(*told):
                drive = kernel.GetDriveTypeW(root)
                removable = drive == _DRIVE_REMOVABLE
                system = REMOTE if drive == _DRIVE_REMOTE else kind.value.lower()
                read_only = bool(flags.value & _READ_ONLY_VOLUME)
                name = label.value or root[:2]
                found.append(Medium(Path(root), system, read_only, removable, name))
    return found
