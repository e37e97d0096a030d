"""The Inbox on the disk: copies of bundles that wait, named by an id, and a row for each."""

import contextlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, delete, func, select, update

from ssc_desktop import at_rest, clock
from ssc_desktop.at_rest import KeptFile
from ssc_desktop.errors import StorageError
from ssc_desktop.files import pieces, refused, replacing, unreadable
from ssc_desktop.identifiers import is_id, new_id
from ssc_desktop.store.exchange_tables import InboxRow
from ssc_desktop.store.inserting import insert
from ssc_desktop.store.library import Library
from ssc_desktop.store.swapping import KEPT

FOLDER: Final = "inbox"
_TRIED_AGAIN: Final = "sealed"
"""Why a bundle waits that may be taken in as soon as it can be read."""


@dataclass(frozen=True, slots=True)
class Item:
    """A bundle that waits."""

    id: str
    file_name: str
    bundle: str
    sender: str
    reason: str
    size: int
    at: str


def path_of(library: Library, item: str) -> Path:
    """Where the copy lies, encrypted in a protected library."""
    return library.folder / FOLDER / item


def items(connection: Connection) -> list[Item]:
    """What waits, the latest first."""
    table = InboxRow.table
    found = connection.execute(select(*(table.c[name] for name in Item.__slots__)))
    return sorted((Item(*row) for row in found), key=lambda one: (one.at, one.id), reverse=True)


def count(connection: Connection) -> int:
    """How many wait."""
    return connection.scalar(select(func.count()).select_from(InboxRow)) or 0


def keep(library: Library, source: Path, reason: str, bundle: str = "", sender: str = "") -> Item:
    """Copy a bundle in, whole or not at all; the same file is kept once.

    Raises NotFound, StorageError or ExportError where it cannot be copied.
    """
    try:
        size = source.stat().st_size
    except OSError as error:
        raise unreadable(error, source) from error
    held = _same(library, source, size)
    if held is not None:
        return held
    item = Item(new_id(), source.name, bundle, sender, reason, size, clock.stamp(clock.now()))
    target = path_of(library, item.id)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused(error, target.parent) from error
    try:
        with (
            replacing(target, size) as raw,
            at_rest.sealing(raw, library.file_key) as writing,
        ):
            for piece in pieces(source):
                writing.write(piece)
        with library.writing() as connection:
            _add(connection, item)
    except BaseException:
        with contextlib.suppress(OSError):
            target.unlink(missing_ok=True)
        raise
    return item


def _same(library: Library, source: Path, size: int) -> Item | None:
    with library.reading() as connection:
        known = items(connection)
    for one in known:
        path = path_of(library, one.id)
        if path == source:  # what waits is looked at anew
            return one
        if (
            one.size == size
            and path.is_file()
            and _is_same(KeptFile(path, library.file_key), source)
        ):
            return one
    return None


def _is_same(kept: KeptFile, source: Path) -> bool:
    try:
        with kept.open() as ours:
            alike = all(ours.read(len(piece)) == piece for piece in pieces(source))
            return alike and not ours.read(1)
    except OSError:  # a copy that nobody can read is copied once more
        return False


def wait_for(connection: Connection, item: Item, reason: str, bundle: str, sender: str) -> None:
    """Say anew why a bundle waits, now that more is known of it."""
    waiting = update(InboxRow.table).where(InboxRow.id == item.id)
    connection.execute(waiting.values(reason=reason, bundle=bundle, sender=sender))


def called(library: Library, connection: Connection, source: Path) -> str:
    """The name of a file, as its sender called it where it is a copy in the Inbox."""
    if source.parent != library.folder / FOLDER:
        return source.name
    name = select(InboxRow.file_name).where(InboxRow.id == source.name)
    return connection.scalar(name) or source.name


def sweep(library: Library) -> None:
    """Let copies wait on that an older database may not know, and remove those nobody knows.

    The program was killed while it made or dropped those.
    """
    folder = library.folder / FOLDER
    if not folder.is_dir():
        return
    with library.reading() as connection:
        known = {one.id for one in items(connection)}
    for path in sorted(folder.iterdir()):
        with contextlib.suppress(OSError, StorageError):  # a full disk: next time
            if path.suffix == KEPT and is_id(path.stem):
                _wait_on(library, path, known)
            elif path.name not in known and path.is_file():
                path.unlink()


def _wait_on(library: Library, path: Path, known: Collection[str]) -> None:
    """Give a copy its own name again; what it is, and of whom, is found out when it is tried."""
    if path.stem not in known:
        size = KeptFile(path, library.file_key).size()
        at = clock.stamp(datetime.fromtimestamp(path.stat().st_mtime, UTC))
        item = Item(path.stem, f"{path.stem[:13]}.sscz", "", "", _TRIED_AGAIN, size, at)
        with library.writing() as connection:
            _add(connection, item)
    path.replace(path.with_suffix(""))


def _add(connection: Connection, item: Item) -> None:
    values = {name: getattr(item, name) for name in Item.__slots__}
    connection.execute(insert(connection, InboxRow).values(**values))


def drop(library: Library, item: str) -> bool:
    """Forget what waits; its copy goes. False where nothing of that id waits."""
    with library.writing() as connection:
        gone = connection.execute(delete(InboxRow.table).where(InboxRow.id == item))
    if not gone.rowcount:  # then `item` may be a path to anything
        return False
    with contextlib.suppress(OSError):
        path_of(library, item).unlink(missing_ok=True)
    return True


def drop_bundle(library: Library, bundle: str, sender: str) -> None:
    """Forget the copies of a computer's bundle that was taken in."""
    with library.reading() as connection:
        known = items(connection)
    over = [one.id for one in known if (one.bundle, one.sender) == (bundle, sender)]
    for item in over:
        drop(library, item)
