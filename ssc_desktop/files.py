"""Writing files so that they are whole or not there, and naming them safely."""

import contextlib
import errno
import hashlib
import os
import re
import secrets
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from ssc_desktop import media
from ssc_desktop.errors import (
    DiskFull,
    ExportError,
    FileInUse,
    InvalidInput,
    MediumGone,
    NotFound,
    ReadOnly,
    SscError,
    StorageError,
)
from ssc_desktop.i18n import _

_DEVICE_NAMES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_FORBIDDEN = re.compile(
    r'[\x00-\x1f\x7f<>:"/\\|?*'
    r"\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
# what systems say of a stick that was taken out, a share that went away, a folder that is no more
_GONE = {
    getattr(errno, name)
    for name in ("EIO", "ENODEV", "ENXIO", "ENOENT", "ENOTDIR", "ESTALE", "ENOTCONN", "ENOMEDIUM")
    if hasattr(errno, name)
}
_DATABASE = b"SQLite format 3\0"
_STEP = 1024 * 1024
_ONE_BY_ONE = 8
"""So few files are flushed each by itself."""
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.ENOSYS}


@contextlib.contextmanager
def replacing(target: Path, size: int = 0) -> Iterator[BinaryIO]:
    """Open a new version of `target`; the old one stays until the new one is whole on the disk.

    The content goes to `NAME.part` in the same folder, is flushed to the disk and renamed over the
    target. On any error the part is removed and the target is as it was. Where `size`, the bytes
    that will be written, has no room there, that is said before anything is written.

    Raises DiskFull, ReadOnly, MediumGone, FileInUse, InvalidInput or ExportError where the system
    refuses.
    """
    part = target.parent / f"{target.name}.part"  # also where “.” has no name to change
    try:
        if target.is_dir():
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
        _refuse_database(target)
        # never through a link that somebody laid in its place
        part.unlink(missing_ok=True)
        with part.open("x+b") as stream:
            _check_room(target, size)
            yield stream
            sync(stream)
        part.replace(target)
        sync_folder(target.parent)
    except BaseException as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise refused(error, target) from error
        raise


class Sink:
    """Takes the bytes of a new file, one after the other, and knows what they must add up to."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._sha = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes | bytearray | memoryview) -> int:
        """Write some more."""
        written = self._stream.write(data)
        self._sha.update(data)
        self.size += written
        return written

    def flush(self) -> None:
        """Hand what was written to the system."""
        self._stream.flush()

    @property
    def sha256(self) -> str:
        """The sum of what was written so far."""
        return self._sha.hexdigest()


@contextlib.contextmanager
def proving(
    target: Path, size: int = 0, passed: Callable[[int], None] | None = None
) -> Iterator[Sink]:
    """As `replacing`; the new version is read back from the disk and compared before it counts.

    `passed` hears of the bytes read back, and may raise Cancelled. Raises as `replacing`, and
    ExportError where the disk gives back something else.
    """
    with replacing(target, size) as stream:
        sink = Sink(stream)
        yield sink
        sync(stream)
        forget(stream)
        if _read_back(Path(stream.name), passed) != sink.sha256:
            raise misread(target)


def _read_back(part: Path, passed: Callable[[int], None] | None) -> str:
    sha = hashlib.sha256()
    with part.open("rb", buffering=0) as stream:
        while chunk := stream.read(_STEP):
            sha.update(chunk)
            if passed is not None:
                passed(len(chunk))
    return sha.hexdigest()


def keep_secret(target: Path, data: bytes) -> None:
    """Write a key that only its owner may read, whole or not at all, unless there is one already.

    Of two programs that start at once the first one wins. Raises OSError.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            sync(stream)
        _put(part, target)
    finally:
        part.unlink(missing_ok=True)


def _put(part: Path, target: Path) -> None:
    with contextlib.suppress(FileExistsError):
        try:
            target.hardlink_to(part)
        except FileExistsError:
            raise
        except OSError:  # a file system without links: the rename is the next best
            part.replace(target)


def _refuse_database(target: Path) -> None:
    """A bundle or document in the place of a library would be all that is left of it."""
    if not target.is_file():
        return
    with target.open("rb") as stream:
        if stream.read(len(_DATABASE)) != _DATABASE:
            return
    raise InvalidInput(
        _("“{name}” is a library or another database and is not written over.").format(
            name=target.name
        ),
        advice=_("Choose another name or folder; nothing was changed."),
    )


def _check_room(target: Path, size: int) -> None:
    if size and shutil.disk_usage(target.parent).free < size:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if size > media.SMALLEST_LIMIT and size > media.largest_file(target.parent):
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))


def refused(error: OSError, target: Path) -> SscError:
    """The plain words for what the system said about writing `target`."""
    name = target.name
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull(
            _("There is no room left to write “{name}”.").format(name=name),
            advice=_("Free some space or choose another place; nothing was changed."),
        )
    if error.errno == errno.EROFS:
        return ReadOnly(
            _("“{name}” cannot be written: the stick or disk is write-protected.").format(
                name=name
            ),
            advice=_("Slide its lock back, or choose another place."),
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        return ReadOnly(
            _("“{name}” cannot be written there.").format(name=name),
            advice=_("Choose a folder that you may write to, or close the file elsewhere."),
        )
    if error.errno in {errno.EBUSY, errno.ETXTBSY}:
        return FileInUse(
            _("“{name}” is open in another program.").format(name=name),
            advice=_("Close it there and try again."),
        )
    return _odd(error, target)


def _odd(error: OSError, target: Path) -> SscError:
    """The rarer reasons."""
    name = target.name
    if error.errno in _GONE:
        return MediumGone(
            _("“{name}” cannot be written: its folder, stick or disk is gone or failing.").format(
                name=name
            ),
            advice=_("Put the stick in again or choose another place; nothing else was changed."),
        )
    if error.errno == errno.EFBIG:
        return ExportError(
            _("“{name}” is too large for that stick or disk.").format(name=name),
            advice=_("It takes files of up to 4 GB: make the bundle in parts."),
        )
    if error.errno in {errno.EINVAL, errno.ENAMETOOLONG, errno.EILSEQ}:
        return InvalidInput(
            _("A file there cannot be called “{name}”.").format(name=name),
            advice=_("Choose a shorter name of letters, digits, spaces and hyphens."),
        )
    return ExportError(
        _("“{name}” could not be written: {reason}.").format(name=name, reason=error.strerror),
        advice=_("Choose another place and try again; nothing was changed."),
    )


def unreadable(error: OSError, source: Path) -> SscError:
    """The plain words for what the system said about reading `source`."""
    if error.errno in {errno.ENOENT, errno.EISDIR}:
        return NotFound(
            _("There is no file “{name}”.").format(name=source.name),
            advice=_("Choose it again; a stick may have been taken out."),
        )
    return StorageError(
        _("“{name}” could not be read: {reason}.").format(name=source.name, reason=error.strerror),
        advice=_("Put the stick in again or copy the file to this computer, then try again."),
    )


def pieces(source: Path) -> Iterator[bytes]:
    """The bytes of a file that somebody gave, some at a time. Raises NotFound or StorageError."""
    try:
        with source.open("rb") as stream:
            while piece := stream.read(_STEP):
                yield piece
    except OSError as error:
        raise unreadable(error, source) from error


def misread(target: Path) -> SscError:
    """The plain words for a disk that gives back something else than it was given."""
    return ExportError(
        _("“{name}” could not be read back as it was written.").format(name=target.name),
        advice=_("The disk or stick may be failing. Use another one and try again."),
    )


def sync(stream: BinaryIO) -> None:
    """Wait until what was written to `stream` is on the disk."""
    stream.flush()
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - there is none on Windows

        # its fsync leaves the bytes in the memory of the disk
        with contextlib.suppress(OSError):
            fcntl.fcntl(stream.fileno(), fcntl.F_FULLFSYNC)
            return
    os.fsync(stream.fileno())


def sync_all(paths: Sequence[Path]) -> None:
    """Wait until these files, all in one folder, are on the disk. Raises OSError.

    Of many files, Linux is asked for all of them at once: a thousand photos one after the other
    are a thousand turns of a slow disk.
    """
    if len(paths) > _ONE_BY_ONE and _sync_file_system(paths[0].parent):
        return
    for path in paths:
        with path.open("r+b") as stream:
            sync(stream)


def _sync_file_system(folder: Path) -> bool:
    """Write back all that waits for the file system of `folder`; False where that cannot be."""
    if sys.platform != "linux":
        return False
    import ctypes  # noqa: PLC0415 - for this alone

    handle = os.open(folder, os.O_RDONLY)
    try:
        system = ctypes.CDLL(None, use_errno=True)
        if system.syncfs(handle) == 0:
            return True
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    except AttributeError:  # a C library without it
        return False
    finally:
        os.close(handle)


def forget(stream: BinaryIO) -> None:
    """Ask the system to drop its copy in memory, so that reading back asks the disk itself."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk. Raises OSError."""
    if os.name == "nt":  # Windows has no handle for a folder to flush
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:  # some file systems cannot, and need not
            raise
    finally:
        os.close(handle)


def sync_folders(folders: Sequence[Path]) -> None:
    """Wait until the names in these folders, all on one disk, are there. Raises OSError."""
    if len(folders) > _ONE_BY_ONE and _sync_file_system(folders[0]):
        return
    for folder in folders:
        sync_folder(folder)


def put_in_place(part: Path, target: Path) -> None:
    """Give the whole folder `part` the name `target`, where nothing or an empty folder is.

    Its files are on the disk already. After a power cut it is there under its new name with
    everything in it, or under the old one: a name may not be on the disk before what it names.
    Raises OSError.
    """
    sync_folders([part.parent, part, *(path for path in part.rglob("*") if path.is_dir())])
    if target.is_dir():
        target.rmdir()
    part.replace(target)
    sync_folder(target.parent)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, lower-case hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def safe_name(text: str, fallback: str = "story") -> str:
    """A file name (no extension) of at most 80 characters that every system accepts."""
    name = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", text))
    name = " ".join(name.split())[:80].rstrip(" .").lstrip(".")
    return fallback if not name or _DEVICE_NAMES.match(name) else name


def free_name(target: Path) -> Path:
    """`target`, or a name like it that no file has yet: nothing is written over."""
    number, free = 2, target
    while free.exists():
        free = target.with_name(f"{target.stem} ({number}){target.suffix}")
        number += 1
    return free
