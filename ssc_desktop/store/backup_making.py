"""Making a backup: copied, looked through, and only then counted; older ones go last of all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ssc_desktop import clock
from ssc_desktop.errors import DiskFull, LibraryDamaged
from ssc_desktop.files import refused, sync_folder
from ssc_desktop.i18n import _
from ssc_desktop.store import backups, copying, sqlite
from ssc_desktop.store.backups import Backup
from ssc_desktop.store.copying import Between, Progress, Stop

if TYPE_CHECKING:
    from ssc_desktop.store.key_slots import DataKey

_LEFT_FREE: Final = 20 * 1024 * 1024
"""Bytes that a backup leaves for what is being written."""


@dataclass(frozen=True, slots=True)
class Source:
    """A library that is held: its folder, the one connection, and what it is encrypted with."""

    folder: Path
    database: Path
    connection: sqlite.Connection
    key: "DataKey | None" = None


def nothing() -> None:
    """What is done between two steps where nobody else wants anything."""


def make(
    source: Source,
    reason: str,
    *,
    between: Between = nothing,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Backup:
    """Copy a library among its backups and look through the copy; then remove what is not kept.

    Raises Cancelled, DiskFull, LibraryDamaged and StorageError; all backups are then as they were.
    """
    with _speaking_plainly(source.database):
        _check_room(source)
        backups.sweep(source.folder)
        path = backups.new_path(source.folder, reason)
        part = path.with_name(path.name + ".part")
        try:
            copying.copy(
                source.connection, part, source.key, between=between, progress=progress, stop=stop
            )
            made = _counted(source, path, part, _looked_through(source, part, between, stop))
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        backups.keep_what_counts(source.folder, sqlite.free_space(source.folder), made.path)
    return made


def _looked_through(
    source: Source, part: Path, between: Between, stop: Stop | None
) -> copying.Looked:
    try:
        return copying.looked_through_beside(part, source.key, between=between, stop=stop, new=True)
    except LibraryDamaged as error:
        raise LibraryDamaged(
            _("The library's database is damaged."),
            advice=_("Restore a backup, or save what can be read; nothing was changed."),
        ) from error


def _counted(source: Source, path: Path, part: Path, looked: copying.Looked) -> Backup:
    """Give the copy its name, after everything that belongs to it is there."""
    files = backups.put_into_pool(source.folder)
    backups.put_beside(source.folder, path, files)
    made = Backup(
        path,
        clock.stamp(backups.moment_of(path)),
        path.stem.split("-", 4)[4],
        looked.stories,
        part.stat().st_size,
        len(files),
        clock.stamp(clock.now()),
        source.key is not None,
        looked.sha256,
        looked.state,
    )
    backups.tell(made, looked.schema)
    part.replace(path)
    sync_folder(path.parent)
    return made


def _check_room(source: Source) -> None:
    log = source.database.with_name(source.database.name + "-wal")
    size = sum(path.stat().st_size for path in (source.database, log) if path.exists())
    place = source.folder / backups.FOLDER  # it may be on a disk of its own
    if sqlite.free_space(place if place.is_dir() else source.folder) < size + _LEFT_FREE:
        raise DiskFull(
            _("There is no room on the disk for a backup."),
            advice=_("What was saved before is safe. Free some space and try again."),
        )


@contextmanager
def _speaking_plainly(path: Path) -> Iterator[None]:
    try:
        with sqlite.translated(path):
            yield
    except OSError as error:
        raise refused(error, path) from error
