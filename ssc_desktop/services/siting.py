"""Where a library lies: a disk of this computer, or a place that would sooner or later spoil it.

Two computers that write one file, a folder that is copied while it changes, a stick that is pulled
out: each has ended libraries of other programs. To sticks, clouds and servers go bundles.
"""

import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ssc_desktop import media
from ssc_desktop.errors import FileGone, InvalidInput, PlaceRefused, ReadOnly, SscError, go_on
from ssc_desktop.files import proving, put_in_place, refused, replacing
from ssc_desktop.i18n import _
from ssc_desktop.media import Linux
from ssc_desktop.paths import config_folder
from ssc_desktop.services.answers import Progress, Stop
from ssc_desktop.store import reserve
from ssc_desktop.store.building import room_beside
from ssc_desktop.store.lock import Lock
from ssc_desktop.store.reserve import keep as keep_reserve
from ssc_desktop.store.sqlite import free_space

if TYPE_CHECKING:
    from ssc_desktop.store.library import Library

__all__ = [
    "CLOUD", "FAT", "LOW", "NETWORK", "REMOVABLE", "UNWRITABLE", "WELL",
    "Site", "accept", "bring_home", "free_space", "is_accepted", "keep_reserve", "refuse", "site",
    "trouble",
]  # fmt: skip

WELL, NETWORK, CLOUD = "well", "network", "cloud"
REMOVABLE, FAT, UNWRITABLE = "removable", "fat", "unwritable"
_CHUNK: Final = 1024 * 1024
LOW: Final = reserve.LOW
"""With fewer free bytes where the library lies, people are told."""

_NETWORK: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "afpfs", "ceph", "glusterfs", "lustre",
     "webdav", "davfs", "fuse.davfs2", "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.gvfsd-fuse",
     media.REMOTE}
)  # fmt: skip
_FAT: Final = frozenset({*media.FAT, "exfat"})
_CLOUDS: Final = (
    (re.compile(r"(?i)onedrive( - .+|-.+)?"), "OneDrive"),
    (re.compile(r"(?i)dropbox( \(.+\)|-.+)?"), "Dropbox"),
    (re.compile(r"(?i)com~apple~clouddocs|icloud ?drive"), "iCloud Drive"),
    (re.compile(r"(?i)google ?drive( \(.+\)|-.+)?"), "Google Drive"),
    (re.compile(r"(?i)nextcloud\d?"), "Nextcloud"),
    (re.compile(r"(?i)owncloud"), "ownCloud"),
)
"""What the folders of synchronising services are called, and the services."""
_MARKS: Final = (
    (".stfolder", "Syncthing"),
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".tmp.driveupload", "Google Drive"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
)
"""Files that such services leave in the folder they watch over."""
_SHARE: Final = "\\\\"
_ACCEPTED: Final = "accepted-places"
_LEFT_BEHIND: Final = re.compile(rf"library\.lock|{re.escape(reserve.NAME)}|.*\.part|.*-shm")


@dataclass(frozen=True, slots=True)
class Site:
    """What kind of place a folder is.

    Attributes:
        kind: WELL, NETWORK, CLOUD, REMOVABLE, FAT or UNWRITABLE.
        name: what the place is called: “OneDrive”, a server, a stick; "" where it has no name.
    """

    kind: str
    name: str = ""


def site(folder: Path, told: Linux | None = None) -> Site:
    """The kind of place that a folder is, or would be where it does not exist yet.

    `told` says where Linux tells of its disks, where that is not the usual place.
    """
    whole = folder.absolute()
    if "\0" in str(whole):  # no system has such a name
        return Site(UNWRITABLE)
    if str(whole).startswith(_SHARE):
        return Site(NETWORK, str(whole).strip("\\").partition("\\")[0])
    medium = media.under(whole, told)
    if medium is not None and medium.kind in _NETWORK:
        return Site(NETWORK, medium.label)
    cloud = next(_clouds(whole), "")
    if cloud:
        return Site(CLOUD, cloud)
    if medium is not None and (medium.removable or medium.kind in _FAT):
        return Site(REMOVABLE if medium.removable else FAT, medium.label)
    there = next(one for one in (whole, *whole.parents) if os.path.exists(one))  # noqa: PTH110
    return Site(WELL if os.access(there, os.W_OK) else UNWRITABLE)


def _clouds(folder: Path) -> Iterator[str]:
    """The services that synchronise a folder, as its name and those above it tell."""
    whole = folder.resolve()
    for above in dict.fromkeys((*(folder, *folder.parents), *(whole, *whole.parents))):
        yield from (name for form, name in _CLOUDS if form.fullmatch(above.name))
        # raises nothing where one may not look, or where a disk is failing
        yield from (name for mark, name in _MARKS if os.path.exists(above / mark))  # noqa: PTH110


# ------------------------------------------------------------------ refusing


def refuse(folder: Path) -> None:
    """Raise PlaceRefused where a library must not live, unless a person took it upon himself."""
    found = site(folder)
    if found.kind in {WELL, UNWRITABLE} or (_may_be_accepted(found) and is_accepted(folder)):
        return
    raise PlaceRefused(
        _said(found),
        advice=_(
            "Keep the library on this computer's own disk, and put bundles and backups there."
        ),
        kind=found.kind,
        name=found.name,
    )


def _said(found: Site) -> str:
    if found.kind == CLOUD:
        return _(
            "A library cannot live in a folder of {name}: it copies files while they change, and "
            "that has spoilt libraries."
        ).format(name=found.name)
    if found.kind == NETWORK:
        return _(
            "A library cannot live on the server “{name}”: when the network fails, so does a save."
        ).format(name=found.name)
    return _(
        "A library on the stick or card “{name}” is easily lost: it breaks when it is pulled out."
    ).format(name=found.name)


def _may_be_accepted(found: Site) -> bool:
    return found.kind in {REMOVABLE, FAT}


def accept(folder: Path) -> None:
    """Let a library be opened all the same: on a stick, never in a cloud or on a server.

    Raises ReadOnly or what else writing is refused with.
    """
    places = [*_accepted(), str(folder.absolute())]
    target = config_folder() / _ACCEPTED
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused(error, target) from error
    with replacing(target) as stream:
        stream.write("\n".join(dict.fromkeys(places)).encode("utf-8", "backslashreplace"))


def is_accepted(folder: Path) -> bool:
    """Whether somebody said so of this folder: people are reminded of it."""
    return str(folder.absolute()) in _accepted()


def _accepted() -> list[str]:
    try:
        return (config_folder() / _ACCEPTED).read_text("utf-8", "replace").splitlines()
    except OSError:
        return []


# ------------------------------------------------------------------ moving


def bring_home(
    folder: Path, target: Path, *, progress: Progress | None = None, stop: Stop | None = None
) -> None:
    """Copy the closed library in `folder` to `target`, on a disk of this computer.

    Every file is read back and compared. The library is whole at `target` or not there; what lies
    in `folder` is not changed. Raises LibraryLocked where it is open, InvalidInput where `target`
    is not free, Cancelled, and what writing is refused with.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InvalidInput(
            _("“{name}” is not empty.").format(name=target.name),
            advice=_("Choose a new folder; nothing was changed."),
        )
    lock = Lock(folder)
    try:
        with room_beside(target) as room:
            part = room / "library"
            part.mkdir(mode=0o700)
            taken = [
                path
                for path in sorted(folder.rglob("*"))
                if path.is_file() and not _LEFT_BEHIND.fullmatch(path.name)
            ]
            for number, path in enumerate(taken):
                if progress is not None:
                    progress(number, len(taken))
                _copy(path, part / path.relative_to(folder), stop)
            put_in_place(part, target)
    except OSError as error:
        raise refused(error, target) from error
    finally:
        lock.release()


def _copy(source: Path, target: Path, stop: Stop | None) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with source.open("rb") as reading, proving(target, source.stat().st_size) as writing:
        while chunk := reading.read(_CHUNK):
            go_on(stop)
            writing.write(chunk)


# ------------------------------------------------------------------ while it is open


def trouble(library: "Library") -> SscError | None:
    """What is wrong with the folder of an open library, if anything: it is gone, or read-only."""
    trial = library.folder / f"library.{secrets.token_hex(4)}.part"
    try:
        library.still_there()
        with trial.open("xb"):
            pass
        trial.unlink()
    except FileGone as error:
        return error
    except OSError:  # the system's own words are in no language of the window
        if free_space(library.folder) < reserve.SIZE:
            return None  # a full disk is told of by itself
        return ReadOnly(
            _("The library's folder cannot be written."),
            advice=_("Check that the disk is there and that you may write to the folder."),
        )
    return None
