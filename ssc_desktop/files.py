"""Writing files so that they are whole or not there, and naming them safely."""

import contextlib
import errno
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ssc_desktop.errors import DiskFull, ExportError, FileInUse, ReadOnly, SscError
from ssc_desktop.i18n import _

_DEVICE_NAMES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Open a new version of `target`; the old one stays until the new one is whole on the disk.

    The content goes to `NAME.part` in the same folder, is flushed to the disk and renamed over the
    target. On any error the part is removed and the target is as it was.

    Raises DiskFull, ReadOnly, FileInUse or ExportError where the system refuses.
    """
    if target.is_dir():
        raise refused(IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)), target)
    part = target.with_name(target.name + ".part")
    try:
        with part.open("w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise refused(error, target) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def refused(error: OSError, target: Path) -> SscError:
    """The plain words for what the system said about writing `target`."""
    name = target.name
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull(
            _("There is no room left to write “{name}”.").format(name=name),
            advice=_("Free some space or choose another place; nothing was changed."),
        )
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return ReadOnly(
            _("“{name}” cannot be written there.").format(name=name),
            advice=_("Choose a folder that you may write to, or close the file elsewhere."),
        )
    if error.errno in {errno.EBUSY, errno.ETXTBSY}:
        return FileInUse(
            _("“{name}” is open in another program.").format(name=name),
            advice=_("Close it there and try again."),
        )
    return ExportError(
        _("“{name}” could not be written: {reason}.").format(name=name, reason=error.strerror),
        advice=_("Choose another place and try again; nothing was changed."),
    )


def sync(stream: BinaryIO) -> None:
    """Wait until what was written to `stream` is on the disk."""
    stream.flush()
    os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no handle for a folder to flush
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, lower-case hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def safe_name(text: str, fallback: str = "story") -> str:
    """A file name (no extension) of at most 80 characters that every system accepts."""
    name = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", text))
    name = " ".join(name.split())[:80].rstrip(" .").lstrip(".")
    return fallback if not name or _DEVICE_NAMES.match(name) else name
