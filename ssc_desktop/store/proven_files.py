"""Attachments that come back out of backups: only what says what its name, a SHA-256, promises.

Where one place has it spoilt, another may have it whole: the library itself, the pool of the
backup, the pool of the library's own backups.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ssc_desktop import at_rest
from ssc_desktop.at_rest import FileKey, KeptFile
from ssc_desktop.files import sync_folder, sync_folders
from ssc_desktop.store import backups, switching
from ssc_desktop.store.backups import Backup


def pooled(folder: Path, backup: Backup, sha256: str) -> list[Path]:
    """Where a backup of the library in `folder` may have an attachment."""
    pools = (backup.pool, folder / backups.FOLDER / backups.ATTACHMENTS)
    return [backups.pooled(pool, sha256) for pool in dict.fromkeys(pools)]


def whole(found: Iterable[KeptFile]) -> KeptFile | None:
    """The first that is there and whole."""
    return next((one for one in found if one.is_whole()), None)


def of_protected(there: Path, pooled: Sequence[Path], key: FileKey | None) -> KeptFile | None:
    """The file with which a protected backup is restored: `there`, in the library, or `pooled`.

    Without its key nobody can tell whether an encrypted file is whole. The library's own then
    stays, unless it belongs with another key. What is in the clear counts where nothing else does.
    """
    every = [KeptFile(path, key) for path in (there, *pooled)]
    sealed = [one for one in every if _is_sealed(one.path)]
    plain = [one for one in every if one not in sealed]
    proven = whole(one for one in sealed if key and at_rest.is_sealed_with(one.path, key))
    return proven or _unproven(sealed, there, key) or whole(plain)


def _unproven(sealed: Sequence[KeptFile], there: Path, key: FileKey | None) -> KeptFile | None:
    closed = [one.path for one in sealed if not (key and at_rest.is_sealed_with(one.path, key))]
    like = next((path for path in closed if path != there), there)
    return next((KeptFile(path) for path in closed if at_rest.are_alike(path, like)), None)


def _is_sealed(path: Path) -> bool:
    try:
        return at_rest.is_sealed(path)
    except OSError:
        return False


def bring(source: KeptFile, there: Path, room: Path, key: FileKey | None) -> None:
    """Put a file where a library looks for it, encrypted with `key`; for `flush` to end.

    Where it opens with no key that is known, it is put there as it lies. Raises OSError.
    """
    room.mkdir(mode=0o700, exist_ok=True)
    staged = room / there.name
    staged.unlink(missing_ok=True)  # a killed program may have left another
    try:
        backups.link_or_copy(source.path, staged)
        sync_folder(room)  # a name that is not on the disk cannot become another there
        if source.key is not None and source.key != key:
            switching.convert(staged, room, source.key, seal=False)
        if key is not None:
            switching.convert(staged, room, key, seal=True)
        there.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        staged.replace(there)
    finally:
        staged.unlink(missing_ok=True)


def flush(brought: Iterable[Path]) -> None:
    """Wait until the names of what was brought are on the disk. Raises OSError."""
    folders = {above for path in brought for above in list(path.parents)[:3]}
    if folders:
        sync_folders(sorted(folders))
