"""Attachments: files named by the SHA-256 of their bytes, written once and never changed."""

import hashlib
import os
from pathlib import Path

from ssc_desktop.errors import InvalidInput
from ssc_desktop.files import refused
from ssc_desktop.i18n import _

LARGEST = 512 * 1024 * 1024
_STEP = 1 << 20


def path_of(attachments: Path, sha256: str) -> Path:
    """Where the bytes with this SHA-256 lie, or would."""
    return attachments / sha256[:2] / sha256


def add(attachments: Path, source: Path) -> tuple[str, int]:
    """Copy a file in; returns its SHA-256 and size. The same bytes are kept once.

    Raises InvalidInput where the file is missing, empty or too large, and StorageError.
    """
    try:
        size = source.stat().st_size
    except OSError as error:
        raise InvalidInput(
            _("The file “{name}” cannot be read.").format(name=source.name),
            advice=_("Check that it is still there."),
        ) from error
    if not 0 < size <= LARGEST or not source.is_file():
        raise InvalidInput(
            _("The file “{name}” is empty or too large.").format(name=source.name),
            advice=_("A file may have 512 MB at most."),
        )
    staging = attachments / "staging"
    staging.mkdir(parents=True, exist_ok=True)
    part = staging / f"{os.getpid()}.part"
    try:
        sha256 = _copied(source, part)
        adopt(attachments, part, sha256)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise refused(error, path_of(attachments, "00")) from error
    return sha256, size


def _copied(source: Path, part: Path) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as reading, part.open("wb") as writing:
        while block := reading.read(_STEP):
            digest.update(block)
            writing.write(block)
    return digest.hexdigest()


def adopt(attachments: Path, staged: Path, sha256: str) -> bool:
    """Flush and move a file whose bytes are known to be right; False if it was there."""
    target = path_of(attachments, sha256)
    if target.exists():
        staged.unlink()
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with staged.open("rb+") as stream:
        os.fsync(stream.fileno())
    staged.replace(target)
    return True


def held(attachments: Path, sha256: str) -> bool:
    """Whether the bytes are in the store."""
    return path_of(attachments, sha256).is_file()


def every(attachments: Path) -> list[Path]:
    """All files of the store, sorted."""
    return sorted(p for p in attachments.glob("[0-9a-f][0-9a-f]/*") if p.is_file())
