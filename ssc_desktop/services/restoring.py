"""Bringing back a whole library, or some of its stories, from a backup."""

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.at_rest import FileKey, KeptFile
from ssc_desktop.errors import InvalidInput, KeyFileLost, NotFound, ReadOnly, go_on
from ssc_desktop.files import proving, refused, sync_folder, unreadable
from ssc_desktop.i18n import _
from ssc_desktop.services.answers import Changes, Progress, Stop, Summary
from ssc_desktop.services.backing_up import Backup, before, needs_password
from ssc_desktop.store import (
    backups,
    copying,
    key_slots,
    proven_files,
    sqlite,
    swapping,
    switching,
)
from ssc_desktop.store.key_slots import DataKey
from ssc_desktop.store.library import Library
from ssc_desktop.store.lock import Lock
from ssc_desktop.store.protection import KEY_FILE, RESTORED, is_protected
from ssc_desktop.store.summary import LIST_COLUMNS

_STAGED = "library.restoring.sqlite"
"""In the library's room for what is not finished."""
_STEP = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of restoring a library.

    Attributes:
        backup: what it was restored from.
        aside: where the database that was there lies now, a backup like others; None for none.
        attachments: files that were brought back.
        missing: files (SHA-256) that the backup names and that are nowhere whole.
    """

    backup: Backup
    aside: Path | None
    attachments: int
    missing: tuple[str, ...]


def unlocked(backup: Backup, password: str) -> DataKey:
    """The key of a protected backup, by the password it was made under. Raises WrongPassword."""
    return key_slots.unwrapped(key_slots.read(backup.key_file), key_slots.PASSWORD, password)


# ------------------------------------------------------------------ the whole library


def restore(
    folder: Path,
    backup: Backup,
    key: DataKey | None = None,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Restored:
    """Put a backup in the place of the library in `folder`, which must be closed.

    The database that is there may be missing, empty or damaged; it is laid aside as a backup
    (`before-restore`) with its journal. A crash on the way leaves the one or the other whole; the
    next start ends the work. Where the library is protected and the backup is not, `key` is the
    library's, and it stays protected. Raises LibraryLocked, LibraryDamaged where the backup is not
    whole, PasswordNeeded, DiskFull, StorageError and Cancelled; the library is then as it was.
    """
    lock = _locked(folder)
    try:
        swapping.finish(folder)
        room = folder / switching.ROOM
        room.mkdir(mode=0o700, exist_ok=True)
        staged = room / _STAGED
        own = _own(folder, backup, key)
        held = _held(backup, key) if backup.protected else own
        told = _Told(folder, backup, progress, stop)
        try:
            _stage(backup, staged, key, own, told)
            brought, missing = _bring_files(folder, backup, held, told)
            go_on(stop)
            _stage_key(folder, backup)
            # from here on it is decided
            staged.replace(folder / RESTORED)
            sync_folder(folder)
        finally:
            _drop(staged)
            with contextlib.suppress(OSError):
                room.rmdir()
        swapped = swapping.finish(folder)
        _make_way(folder, backup, missing)
    except OSError as error:
        if not backup.path.is_file():
            raise unreadable(error, backup.path) from error
        raise refused(error, folder / RESTORED) from error
    finally:
        lock.release()
    return Restored(backup, swapped.aside if swapped else None, brought, missing)


class _Told:
    """How many bytes of the database and of the attachments are done; ends it where wished."""

    def __init__(
        self, folder: Path, backup: Backup, progress: Progress | None, stop: Stop | None
    ) -> None:
        self._progress, self._stop = progress, stop
        self._done = 0
        self.sizes = {one: _size(folder, backup, one) for one in backup.files()}
        self._of = backup.size + sum(self.sizes.values())

    def passed(self, size: int) -> None:
        """So many bytes more are done. Raises Cancelled."""
        go_on(self._stop)
        self._done += size
        if self._progress is not None:
            self._progress(self._done, self._of)


def _size(folder: Path, backup: Backup, sha256: str) -> int:
    found = [path for path in proven_files.pooled(folder, backup, sha256) if path.is_file()]
    return found[0].stat().st_size if found else 0


def _locked(folder: Path) -> Lock:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ReadOnly(
            _("The folder “{folder}” cannot be made.").format(folder=folder),
            advice=_("Choose a folder that you may write to."),
        ) from error
    return Lock(folder)


def _own(folder: Path, backup: Backup, key: DataKey | None) -> DataKey | None:
    """The library's key where it is protected and the backup is not: it stays so."""
    stays = is_protected(folder) and (folder / KEY_FILE).is_file()
    if backup.protected or not stays:
        return None
    if key is None:
        raise needs_password()
    return key


def _held(backup: Backup, key: DataKey | None) -> DataKey | None:
    """The key of a protected backup, where it is that; the library's may be another."""
    with contextlib.suppress(KeyFileLost):
        if key is not None and key_slots.read(backup.key_file).check == key.check:
            return key
    return None


def _stage(
    backup: Backup,
    staged: Path,
    key: DataKey | None,
    becomes: DataKey | None,
    told: _Told,
) -> None:
    """A whole copy of the backup in the library's folder, as it will be used, on the disk."""
    _drop(staged)
    own = key if backup.protected else None
    if copying.has_journal(backup.path):
        if backup.protected and key is None:
            raise needs_password()
        copying.merge(backup.path, staged, own)
        copying.looked_through(staged, own)
    elif _copied(backup, staged, told) != backup.sha256:
        if backup.sha256:
            raise copying.damaged(backup.path)
        if backup.protected and key is None:
            raise needs_password()
        copying.looked_through(staged, own)
    if becomes is not None:
        _protect(staged, becomes)


def _protect(staged: Path, key: DataKey) -> None:
    """A library that is protected stays so, also where the backup was made before."""
    plain = staged.with_name(f"{_STAGED}.plain")
    staged.replace(plain)
    connection = sqlite.connect(plain)
    with contextlib.closing(connection), sqlite.translated(plain):
        switching.export(connection, staged, key)
        switching.compare(connection, staged, key)
    switching.shred(plain)


def _copied(backup: Backup, staged: Path, told: _Told) -> str:
    """Copy the database; returns the SHA-256 of what was read, which was written too."""
    with (
        backup.path.open("rb", buffering=0) as reading,
        proving(staged, backup.size) as sink,
    ):
        while chunk := reading.read(_STEP):
            sink.write(chunk)
            told.passed(len(chunk))
    return sink.sha256


def _drop(staged: Path) -> None:
    for path in staged.parent.glob(f"{staged.name}*"):
        path.unlink(missing_ok=True)


def _bring_files(
    folder: Path, backup: Backup, held: DataKey | None, told: _Told
) -> tuple[int, tuple[str, ...]]:
    """Put the backup's attachments where the library looks for them, encrypted as it is.

    What is whole there stays; nothing that was spoilt comes.
    """
    key = held.files if held is not None else None
    brought, missing = list[Path](), list[str]()
    for sha256 in backup.files():
        told.passed(told.sizes[sha256])
        there = backups.pooled(folder / backups.ATTACHMENTS, sha256)
        found = _found(there, proven_files.pooled(folder, backup, sha256), key, backup)
        if found is None:
            missing.append(sha256)
        elif not _is_same(there, found.path):
            proven_files.bring(found, there, folder / switching.ROOM, found.key)
            brought.append(there)
        elif found.key is not None:
            switching.convert(there, folder / switching.ROOM, found.key, seal=True)
    proven_files.flush(brought)
    return len(brought), tuple(missing)


def _found(there: Path, pooled: list[Path], key: FileKey | None, backup: Backup) -> KeptFile | None:
    """Where the library can read a file once it is restored."""
    if backup.protected:
        return proven_files.of_protected(there, pooled, key)
    return proven_files.whole(KeptFile(path, key) for path in (there, *pooled))


def _is_same(there: Path, other: Path) -> bool:
    return there.is_file() and there.samefile(other)


def _make_way(folder: Path, backup: Backup, missing: Sequence[str]) -> None:
    """Let bundles bring what is spoilt: where it lies among the backups as well, it goes here."""
    for sha256 in missing:
        there = backups.pooled(folder / backups.ATTACHMENTS, sha256)
        pooled = proven_files.pooled(folder, backup, sha256)
        if any(path.is_file() and _is_same(there, path) for path in pooled):
            with contextlib.suppress(OSError):
                there.unlink()


def _stage_key(folder: Path, backup: Backup) -> None:
    """Lay the backup's key file ready, unless the library's own gives the same key."""
    if not backup.protected or not backup.key_file.is_file():
        return
    with contextlib.suppress(KeyFileLost):
        if key_slots.read(folder / KEY_FILE).check == key_slots.read(backup.key_file).check:
            return  # the password may be newer in it
    with proving(folder / swapping.RESTORED_KEY) as sink:
        sink.write(backup.key_file.read_bytes())


# ------------------------------------------------------------------ some stories


@contextlib.contextmanager
def _readable(backup: Backup, key: DataKey | None) -> Iterator[sqlite.Connection]:
    if backup.protected and key is None:
        raise needs_password()
    own = key if backup.protected else None
    with contextlib.ExitStack() as stack:
        path = backup.path
        if copying.has_journal(path):
            path = stack.enter_context(_merged(path, own))
        connection = stack.enter_context(copying.opened(path, own))
        if sqlite.schema_number(connection) != sqlite.SCHEMA_NUMBER:
            raise InvalidInput(
                _("This backup was made by another version of the program."),
                advice=_("Restore the whole library from it, or choose another backup."),
            )
        yield connection


@contextlib.contextmanager
def _merged(path: Path, key: DataKey | None) -> Iterator[Path]:
    """A database with the log beside it as one file, where the next opening clears up."""
    room = path.parents[1] / switching.ROOM
    try:
        room.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=room, ignore_cleanup_errors=True) as place:
            yield copying.merge(path, Path(place) / path.name, key)
    except OSError as error:
        raise refused(error, path) from error


def stories_in(backup: Backup, key: DataKey | None = None) -> tuple[Summary, ...]:
    """The stories of a backup, the newest first. Raises LibraryDamaged and PasswordNeeded.

    Raises InvalidInput where another version of the program made it.
    """
    columns = ", ".join(LIST_COLUMNS)
    with _readable(backup, key) as connection:
        rows = connection.execute(
            f"SELECT {columns} FROM listing WHERE deleted = 0 ORDER BY number DESC"  # noqa: S608
        ).fetchall()
    return tuple(Summary(*row) for row in rows)


def restore_stories(
    library: Library, backup: Backup, ids: Sequence[str], key: DataKey | None = None
) -> Changes:
    """Let some stories say again what they said in a backup, as a save like any other.

    Nothing is lost: what they say today stays in their history. What was withdrawn for good does
    not come back. Stories that are not here come with their whole history. Raises LibraryDamaged,
    InvalidInput, PasswordNeeded, NotFound, and StorageError; nothing was then changed.
    """
    from ssc_desktop.services import returning

    with _readable(backup, key) as connection:
        kept = [returning.kept_of(connection, backup.path, one) for one in ids]
        computers = returning.computers_in(connection)
    lost = [story.case_id for story in kept if not story.cuts]
    if lost:
        raise NotFound(
            _("There is no story with the id “{id}” in this backup.").format(id=lost[0]),
            advice=_("Look at what is in it, and choose again."),
        )
    before(library, "before-story")
    opens = key.files if key is not None and backup.protected else None
    return returning.bring_back(library, returning.Source(backup, opens), kept, computers)
