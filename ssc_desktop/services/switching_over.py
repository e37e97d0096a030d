"""How a library is changed over, step by step, so that it opens whatever step was the last.

Protecting: key file, encrypted database beside the plain one, compared, put in its place; then the
files one by one; then a protected backup, and the plain ones go. Unprotecting: the plain database
beside, compared; the files one by one; the database into its place; a plain backup, and last the
key file. The database says what the library is; the key file says whether all is finished.
"""

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ssc_desktop import at_rest
from ssc_desktop.errors import (
    Cancelled,
    InvalidInput,
    KeyFileLost,
    LibraryDamaged,
    NotFound,
    SscError,
    StorageError,
)
from ssc_desktop.files import refused
from ssc_desktop.i18n import _
from ssc_desktop.services import rescue
from ssc_desktop.services.answers import Progress, Stop
from ssc_desktop.store import (
    backup_making,
    backups,
    copying,
    key_slots,
    sqlite,
    swapping,
    switching,
)
from ssc_desktop.store.backup_making import Source
from ssc_desktop.store.key_slots import PROTECTING, UNPROTECTING, DataKey, KeyFile, Slot
from ssc_desktop.store.library import Library
from ssc_desktop.store.lock import Lock
from ssc_desktop.store.protection import (
    DATABASE,
    KEY_FILE,
    PART,
    RESTORED,
    is_encrypted,
    is_plain,
    is_protected,
)

_DATABASE_STEPS = 3
"""Writing, comparing and backing up the database, in steps of progress; a file is one."""


class _Told:
    """Progress over everything that is to be done."""

    def __init__(self, folder: Path, progress: Progress | None) -> None:
        self._progress = progress
        self._of = _DATABASE_STEPS + len(switching.files(folder))
        self._done = 0

    def step(self) -> None:
        """One thing more is done."""
        self._done += 1
        if self._progress is not None:
            self._progress(min(self._done, self._of), self._of)


def protect(
    folder: Path,
    key: DataKey,
    ways: Sequence[Slot],
    progress: Progress | None,
    stop: Stop | None,
) -> None:
    """As `protecting.protect`; `ways` are the slots of the key file."""
    with _held(folder):
        if is_protected(folder):
            raise InvalidInput(_("This library is protected with a password already."))
        _refuse_sealed(folder)
        _begin_anew(folder)
        told = _Told(folder, progress)
        key_slots.write(folder / KEY_FILE, KeyFile(key.check, tuple(ways), PROTECTING))
        try:
            _write_beside(folder, None, key, told, stop)
            switching.take_place(folder / PART, folder / DATABASE, wipe=True)
        except BaseException as error:
            if is_plain(folder):
                (folder / KEY_FILE).unlink(missing_ok=True)
            if not is_encrypted(folder / DATABASE) or not isinstance(error, Exception):
                raise
        # it is protected now: what is left to do is done at the next opening where it fails
        with _left_for_later(folder / DATABASE), _opened(folder, key) as source:
            _finish_protecting(source, key, told)


def unprotect(folder: Path, key: DataKey, progress: Progress | None, stop: Stop | None) -> None:
    """As `protecting.unprotect`."""
    with _held(folder):
        if not is_protected(folder):
            raise InvalidInput(_("This library is not protected with a password."))
        told = _Told(folder, progress)
        with _opened(folder, key):  # before anything is written: it may be another library's
            held = key_slots.held_by(folder, key)
        key_slots.write(folder / KEY_FILE, replace(held, switch=UNPROTECTING))
        try:
            _write_beside(folder, key, None, told, stop)
            _unseal(folder, key, told)
            switching.take_place(folder / PART, folder / DATABASE, wipe=False)
        except BaseException as error:
            if is_protected(folder):
                switching.shred(folder / PART)  # plain; its room is needed, too
                with _opened(folder, key) as source:
                    _seal(source, key, None)
                key_slots.write(folder / KEY_FILE, held)
                raise
            if not isinstance(error, Exception):
                raise
        with _left_for_later(folder / DATABASE), _opened(folder, None) as source:
            _finish_unprotecting(source, told)


def finish(library: Library, progress: Progress | None) -> None:
    """As `protecting.finish`, for a library that has, or had, a key file."""
    with _left_for_later(library.path):
        source = Source(library.folder, library.path, library.raw, library.key)
        told = _Told(library.folder, progress)
        switching.shred(library.folder / PART)
        if library.key is not None:
            if key_slots.held_by(library.folder, library.key).switch:
                _finish_protecting(source, library.key, told)
        elif (library.folder / KEY_FILE).is_file():
            switch = key_slots.read(library.folder / KEY_FILE).switch
            if switch == UNPROTECTING:
                _finish_unprotecting(source, told)
            elif switch == PROTECTING:  # any other key file may be all that opens some files
                _begin_anew(library.folder)


# ------------------------------------------------------------------ steps


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Nobody else has the library; what the system says is told in plain words."""
    if not any(os.path.isfile(folder / name) for name in (DATABASE, RESTORED)):  # noqa: PTH113
        raise NotFound(_("There is no library in “{name}”.").format(name=folder.name))
    lock = Lock(folder)
    try:
        swapping.finish(folder)  # what a crash left of restoring is the library
        with sqlite.translated(folder / DATABASE):
            yield
    except OSError as error:
        raise refused(error, folder / DATABASE) from error
    finally:
        lock.release()


@contextlib.contextmanager
def _left_for_later(database: Path) -> Iterator[None]:
    """Where it fails, the library opens all the same, and the next opening goes on with it."""
    with contextlib.suppress(SscError, OSError), sqlite.translated(database):
        yield


@contextlib.contextmanager
def _opened(folder: Path, key: DataKey | None) -> Iterator[Source]:
    database = folder / DATABASE
    with contextlib.closing(sqlite.connect(database, key)) as connection:
        yield Source(folder, database, connection, key)


def _refuse_sealed(folder: Path) -> None:
    """Raise LibraryDamaged where the key file that lies there may be all that opens a file."""
    for path in backups.files_in(folder / backups.ATTACHMENTS):
        if at_rest.is_sealed(path) and not at_rest.KeptFile(path).is_whole():
            raise LibraryDamaged(
                _("The attachment {name} is damaged.").format(name=path.name),
                advice=_("Restore a backup, or save what can be read; nothing was changed."),
            )


def _begin_anew(folder: Path) -> None:
    """Remove what an earlier try left that changed nothing."""
    switching.shred(folder / PART)
    (folder / KEY_FILE).unlink(missing_ok=True)


def _write_beside(
    folder: Path, old: DataKey | None, new: DataKey | None, told: _Told, stop: Stop | None
) -> None:
    """Write the database anew beside itself, and compare; Raises as `protecting.protect`."""
    database, part = folder / DATABASE, folder / PART
    switching.refuse_without_room(database)
    try:
        with contextlib.closing(sqlite.connect(database, old)) as connection:
            switching.export(connection, part, new, stop)
            told.step()
            switching.compare(connection, part, new, stop)
            told.step()
            sqlite.checkpoint(connection)
        if copying.has_journal(database):  # it would be taken for that of the new file
            raise StorageError(
                _("The library could not be written anew; it was left as it was."),
                advice=_("Free some space on the disk and try again."),
            )
    except BaseException:
        switching.shred(part)
        raise
    if stop is not None and stop():
        switching.shred(part)
        raise Cancelled


def _seal(source: Source, key: DataKey, told: _Told | None) -> None:
    _convert(source.folder, key, told, seal=True)
    for path in rescue.plain_of(source.connection):
        switching.convert(path, path.parent, key.files, seal=True)
        path.rename(rescue.unnamed(path))
    for path in rescue.halves_of(source.connection):
        switching.shred(path)


def _unseal(folder: Path, key: DataKey, told: _Told) -> None:
    _convert(folder, key, told, seal=False)
    for path, _own in rescue.files():
        if at_rest.is_sealed_with(path, key.files):
            switching.convert(path, path.parent, key.files, seal=False)


def _convert(folder: Path, key: DataKey, told: _Told | None, *, seal: bool) -> None:
    room = folder / switching.ROOM
    for path in switching.files(folder):
        switching.convert(path, room, key.files, seal=seal)
        if told is not None:
            told.step()
    switching.clear(folder)


def _finish_protecting(source: Source, key: DataKey, told: _Told) -> None:
    """From where the database is encrypted: everything else. Raises SscError; then once more."""
    try:
        _seal(source, key, told)
    except OSError as error:
        raise refused(error, source.database) from error
    _renew_backups(source, "protected")
    held = replace(key_slots.held_by(source.folder, key), switch="")
    key_slots.write(source.folder / KEY_FILE, held)
    key_slots.spread(source.folder, held)
    told.step()


def _finish_unprotecting(source: Source, told: _Told) -> None:
    """From where the database is plain, and every file with it."""
    made = _renew_backups(source, "unprotected")
    made.key_file.unlink(missing_ok=True)
    (source.folder / KEY_FILE).unlink(missing_ok=True)
    told.step()


def _renew_backups(source: Source, reason: str) -> backups.Backup:
    """One backup of what the library is now; those that open in another way go."""
    others = [one for one in backups.every(source.folder) if not _opens_as(one, source.key)]
    for path in backups.files_in(source.folder / backups.FOLDER / backups.ATTACHMENTS):
        if not _reads_as(path, source.key):
            switching.shred(path)
    made = backup_making.make(source, reason)
    for one in others:
        for path in one.path.parent.glob(f"{one.path.name}*"):  # with its journals
            switching.shred(path)
        backups.remove(one)
    backups.sweep(source.folder)
    return made


def _opens_as(backup: backups.Backup, key: DataKey | None) -> bool:
    if key is None or not backup.protected:
        return backup.protected == (key is not None)
    try:
        return key_slots.read(backup.key_file).check == key.check
    except KeyFileLost:
        return False


def _reads_as(path: Path, key: DataKey | None) -> bool:
    return not at_rest.is_sealed(path) if key is None else at_rest.is_sealed_with(path, key.files)
