"""Attachments: files named by the SHA-256 of their bytes, written once and never changed."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from ssc_desktop.errors import InvalidInput
from ssc_desktop.files import refused, sync
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
    with source.open("rb") as reading:
        return _stored(attachments, iter(lambda: reading.read(_STEP), b"")), size


def add_bytes(attachments: Path, data: bytes) -> str:
    """Keep bytes; returns their SHA-256. Raises StorageError."""
    return _stored(attachments, [data])


def _stored(attachments: Path, pieces: Iterable[bytes]) -> str:
    staging = attachments / "staging"
    part = staging / f"{os.getpid()}.part"
    digest = hashlib.sha256()
    try:
        staging.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as writing:
            for piece in pieces:
                digest.update(piece)
                writing.write(piece)
            sync(writing)
        adopt(attachments, part, digest.hexdigest())
    except OSError as error:
        part.unlink(missing_ok=True)
        raise refused(error, attachments) from error
    return digest.hexdigest()


def adopt(attachments: Path, staged: Path, sha256: str) -> None:
    """Move a flushed file whose bytes are known to be right; the same bytes are kept once."""
    target = path_of(attachments, sha256)
    try:
        staged.replace(target)
    except FileNotFoundError:  # the first file of its folder
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.replace(target)


def held(attachments: Path, sha256: str) -> bool:
    """Whether the bytes are in the store."""
    return path_of(attachments, sha256).is_file()


def destroy(attachments: Path, sha256: str) -> None:
    """Take bytes out of the store for good. Raises StorageError."""
    try:
        path_of(attachments, sha256).unlink(missing_ok=True)
    except OSError as error:
        raise refused(error, attachments) from error


def every(attachments: Path) -> list[Path]:
    """All files of the store, sorted."""
    return sorted(p for p in attachments.glob("[0-9a-f][0-9a-f]/*") if p.is_file())
