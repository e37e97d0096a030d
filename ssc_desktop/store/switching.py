"""Changing a library over from plain to encrypted, or back: a new file beside the old, compared.

Nothing is ever changed in place. Whenever the computer stops, each file is the old one or the new
one, and both are read (`at_rest.opened`).
"""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from ssc_desktop import at_rest
from ssc_desktop.at_rest import FileKey
from ssc_desktop.errors import DiskFull, LibraryDamaged, go_on
from ssc_desktop.files import sync, sync_folder
from ssc_desktop.i18n import _
from ssc_desktop.identifiers import new_id
from ssc_desktop.store import blobs, copying, inbox, pieces, sqlite
from ssc_desktop.store.key_slots import DataKey
from ssc_desktop.store.protection import KEY_FILE

Stop = Callable[[], bool]

ROOM: Final = "spool"
"""The folder of the library for what is not finished; it is emptied when the library is opened."""
_UNFINISHED: Final = (ROOM, "attachments/staging")
"""All folders of which nothing is needed once the program has ended."""
_STEPS: Final = 100_000
_ROWS: Final = 500
_STEP: Final = 1 << 20
_SPARE: Final = 20 * 1024 * 1024


def clear(folder: Path) -> None:
    """Remove what was being written in a library when the program ended; nobody needs it."""
    for name in _UNFINISHED:
        shutil.rmtree(folder / name, ignore_errors=True)
    with contextlib.suppress(OSError):
        (folder / f"{KEY_FILE}.part").unlink(missing_ok=True)


# ------------------------------------------------------------------ the database


def export(
    connection: sqlite.Connection, target: Path, key: DataKey | None, stop: Stop | None = None
) -> None:
    """Write what a database holds into the new file `target`, encrypted where there is a key.

    Raises Cancelled and the driver's errors; the file is then unfinished.
    """
    target.unlink(missing_ok=True)
    secret = f"x'{key.raw.hex()}'" if key is not None else ""
    if stop is not None:
        connection.set_progress_handler(stop, _STEPS)
    try:
        connection.execute("ATTACH DATABASE ? AS other KEY ?", (str(target), secret))
        try:
            # a journal would be in the clear, and nobody removes it where the power fails
            connection.execute("PRAGMA other.journal_mode = MEMORY")
            connection.execute("SELECT sqlcipher_export('other')")
            for mark in ("user_version", "application_id"):
                number = connection.execute(f"PRAGMA main.{mark}").fetchone()[0]
                connection.execute(f"PRAGMA other.{mark} = {number}")
        finally:
            connection.execute("DETACH DATABASE other")
    finally:
        connection.set_progress_handler(None, 0)
    with target.open("rb+") as stream:
        sync(stream)


def compare(
    connection: sqlite.Connection, target: Path, key: DataKey | None, stop: Stop | None = None
) -> None:
    """See that a file holds every row that a database holds, and no other.

    Raises LibraryDamaged where it does not, and Cancelled.
    """
    with copying.opened(target, key) as other:
        if other.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise _different()
        schema = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2"
        _same_rows(connection, other, schema, stop)
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (name,) in names.fetchall():
            quoted = '"' + name.replace('"', '""') + '"'
            _same_rows(connection, other, f"SELECT * FROM {quoted}", stop)  # noqa: S608 - its own


def _same_rows(
    one: sqlite.Connection, other: sqlite.Connection, question: str, stop: Stop | None
) -> None:
    ours, theirs = one.execute(question), other.execute(question)
    while True:
        go_on(stop)
        some = ours.fetchmany(_ROWS)
        if some != theirs.fetchmany(_ROWS):
            raise _different()
        if not some:
            return


def _different() -> LibraryDamaged:
    return LibraryDamaged(
        _("The library could not be written anew without a difference; it was left as it was."),
        advice=_("The disk may be failing. Make a copy of the library and have it checked."),
    )


def refuse_without_room(database: Path) -> None:
    """Raise DiskFull where a second database does not fit beside the first."""
    size = database.stat().st_size
    largest = max((path.stat().st_size for path in files(database.parent)), default=0)
    if sqlite.free_space(database.parent) < size + size // 10 + largest + _SPARE:
        raise DiskFull(
            _("There is not enough room on the disk to write the library anew."),
            advice=_("Free some space and try again; nothing was changed."),
        )


# ------------------------------------------------------------------ the files


def files(folder: Path) -> list[Path]:
    """The files of a library that are encrypted one by one where it is protected."""
    attachments = folder / "attachments"
    found = [one.path for one in blobs.every(blobs.Store(attachments))]
    found += (attachments / pieces.FOLDER).glob("*/*/*")
    found += (folder / inbox.FOLDER).glob("*")
    return sorted(path for path in found if path.is_file())


def convert(path: Path, room: Path, held: FileKey, *, seal: bool) -> None:
    """Encrypt a file or put it into the clear; one that is so already stays. Raises OSError.

    What is written is read back and compared before it takes the place of the old one.
    """
    if at_rest.is_sealed_with(path, held) == seal:
        return
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = room / f"{new_id()}.part"
    wanted = held if seal else None
    try:
        sums = hashlib.sha256()
        with at_rest.opened(path, held) as reading, part.open("xb") as raw:
            part.chmod(0o600)
            with at_rest.sealing(raw, wanted) as writing:
                while chunk := reading.read(_STEP):
                    sums.update(chunk)
                    writing.write(chunk)
            sync(raw)
        if at_rest.KeptFile(part, wanted).sha256() != sums.hexdigest():
            raise _different()
        told = path.stat()
        os.utime(part, ns=(told.st_atime_ns, told.st_mtime_ns))
        take_place(part, path, wipe=seal)
    finally:
        part.unlink(missing_ok=True)


def take_place(part: Path, target: Path, *, wipe: bool) -> None:
    """Put a finished file into the place of an older one; what was plain is overwritten.

    On a disk that writes elsewhere than it is told (most that have no moving parts) remains of it
    may stay all the same. Raises OSError.
    """
    with contextlib.ExitStack() as held:
        old: BinaryIO | None = None
        if wipe and os.name == "posix":  # elsewhere an open file cannot be replaced
            old = held.enter_context(target.open("rb+"))
        part.replace(target)
        sync_folder(target.parent)
        if old is not None and not os.fstat(old.fileno()).st_nlink:
            _overwrite(old)


def shred(path: Path) -> None:
    """Overwrite and remove a plain file, unless it has a second name. Raises OSError."""
    if not path.exists():
        return
    try:
        if path.stat().st_nlink == 1:
            with path.open("rb+") as stream:
                _overwrite(stream)
    finally:  # above all it must go
        path.unlink(missing_ok=True)


def _overwrite(stream: BinaryIO) -> None:
    for step in _steps(stream.seek(0, os.SEEK_END)):
        stream.seek(step.start)
        stream.write(bytes(len(step)))
    sync(stream)


def _steps(size: int) -> Iterator[range]:
    return (range(at, min(at + _STEP, size)) for at in range(0, size, _STEP))
