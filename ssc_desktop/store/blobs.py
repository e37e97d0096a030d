"""Attachments: files named by the SHA-256 of their bytes, written once and never changed.

In a protected library they are encrypted. Their names stay those of the plain bytes, and `file_of`
is the one door to what they say.
"""

import contextlib
import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop import at_rest
from ssc_desktop.at_rest import FileKey, KeptFile
from ssc_desktop.errors import InvalidInput
from ssc_desktop.files import pieces, refused, sync, sync_folder, sync_folders
from ssc_desktop.i18n import _

LARGEST = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Store:
    """Where attachments are kept: a folder, and the key of a protected library."""

    folder: Path
    key: FileKey | None = None


def file_of(store: Store, sha256: str) -> KeptFile:
    """The file with this SHA-256, or where it would be."""
    return KeptFile(_path_of(store, sha256), store.key)


def _path_of(store: Store, sha256: str) -> Path:
    return store.folder / sha256[:2] / sha256


def add(store: Store, source: Path) -> tuple[str, int]:
    """Copy a file in; returns its SHA-256 and size. The same bytes are kept once.

    Raises InvalidInput where the file is missing, empty or too large, NotFound or StorageError.
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
    return _stored(store, pieces(source)), size


def add_bytes(store: Store, data: bytes) -> str:
    """Keep bytes; returns their SHA-256. Raises StorageError."""
    return _stored(store, [data])


def _stored(store: Store, given: Iterable[bytes]) -> str:
    staging = store.folder / "staging"
    part = staging / f"{os.getpid()}.part"
    digest = hashlib.sha256()
    try:
        staging.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as raw:
            with at_rest.sealing(raw, store.key) as writing:
                for piece in given:
                    digest.update(piece)
                    writing.write(piece)
            sync(raw)
        adopt(store, {digest.hexdigest(): part})
    except BaseException as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise refused(error, store.folder) from error
        raise
    return digest.hexdigest()


def adopt(store: Store, staged: Mapping[str, Path]) -> None:
    """Move flushed files in by their SHA-256, which is known to be right; they stay there.

    They are encrypted as all are. The same bytes are kept once. Raises OSError.
    """
    targets = {sha256: _path_of(store, sha256) for sha256 in staged}
    for sha256, path in staged.items():
        try:
            path.replace(targets[sha256])
        except FileNotFoundError:  # the first file of its folder
            targets[sha256].parent.mkdir(parents=True, exist_ok=True)
            path.replace(targets[sha256])
    if staged:
        # what names them is saved next: no power cut may leave that and take these
        folders = {target.parent for target in targets.values()}
        sync_folders([store.folder.parent, store.folder, *sorted(folders)])


def held(store: Store, sha256: str) -> bool:
    """Whether the bytes are in the store."""
    return _path_of(store, sha256).is_file()


def destroy(store: Store, sha256: str) -> None:
    """Take bytes out of the store for good: no power cut brings them back. Raises StorageError."""
    path = _path_of(store, sha256)
    try:
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            sync_folder(path.parent)
    except OSError as error:
        raise refused(error, store.folder) from error


def every(store: Store) -> list[KeptFile]:
    """All files of the store, sorted; each is named by its SHA-256."""
    found = store.folder.glob("[0-9a-f][0-9a-f]/*")
    return [KeptFile(path, store.key) for path in sorted(found) if path.is_file()]
