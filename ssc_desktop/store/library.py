"""The open library: one connection, short transactions, and what is known of this copy of it."""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection, create_engine, event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2 as driver

from ssc_desktop.at_rest import FileKey
from ssc_desktop.errors import Cancelled, DiskFull, FileGone
from ssc_desktop.history.device import DeviceKey, new_incarnation
from ssc_desktop.history.hybrid_clock import HybridClock, is_moment
from ssc_desktop.history.identifiers import is_id, new_id
from ssc_desktop.i18n import _
from ssc_desktop.paths import config_folder
from ssc_desktop.store import devices, migrating, reserve, sqlite, writer_mark
from ssc_desktop.store.begin import Beginning
from ssc_desktop.store.blobs import Store
from ssc_desktop.store.inserting import insert
from ssc_desktop.store.tables import FactRow
from ssc_desktop.store.writer_mark import Mark

_forbidden: set[int] = set()
_STEPS = 2_000
"""Of SQLite's machine, between two questions whether a read is to end: some 50 microseconds."""


def forbid(thread: int) -> None:
    """Make any use of a library from this thread an error: the window's thread only draws."""
    _forbidden.add(thread)


class Library:
    """An open library. Used from one thread; `reading` and `writing` give its transactions."""

    def __init__(self, beginning: Beginning, config: Path | None = None) -> None:
        """Open fully what `beginning` holds: migrate if needed, then learn who writes here.

        The keys of this computer are kept in `config`, the folder of preferences where none is
        named; `config` says it from then on.

        Raises StorageError; the beginning is then closed.
        """
        self._beginning = beginning
        self._gives_way = self._ends_at_will = self._interrupted = False
        self._marked: Mark | None = None
        self.folder = beginning.folder
        self.path = beginning.path
        self.key = beginning.key
        """What a protected library is encrypted with; None of a plain one."""
        self.unclean = beginning.unclean
        """Whether the program did not end well when it had this library open last."""
        self.on_reserve_used: Callable[[], object] = _nothing
        """Called, on the thread of the library, when a save took the room of the reserve."""
        self.used_reserve = beginning.used_reserve
        """Whether something took it since the library was opened."""
        self.between: Callable[[], None] = _nothing
        """What is done between two steps of long work that leaves the library free: saves."""
        self.backs_up = False
        """Whether it is being copied now."""
        self.config = config or config_folder()
        try:
            self._engine = create_engine(
                "sqlite://",
                module=driver,
                creator=lambda: beginning.connection,
                poolclass=StaticPool,
                hide_parameters=True,  # no error says what a story says
            )
            event.listen(self._engine, "begin", _begin if beginning.frozen else _begin_immediate)
            with self._speaking_plainly():
                migrating.migrate(self._engine, beginning)
            self._file = _identity(self.path)
            self.device = DeviceKey.load_or_create(self.config)
            self._learn_in_any_case()
        except BaseException:
            beginning.close()
            raise

    def _learn_in_any_case(self) -> None:
        """Learn who writes here; a full disk locks nobody out, and what is read is all there."""
        try:
            self._learn_who_writes()
        except DiskFull:
            if reserve.release(self.folder):
                self.used_reserve = True
                with contextlib.suppress(DiskFull):
                    self._learn_who_writes()
        if not hasattr(self, "clock"):  # not even so much could be read
            raise sqlite.full()

    def _learn_who_writes(self) -> None:
        with self.writing() as connection:
            facts = dict(connection.execute(select(FactRow.name, FactRow.value)).all())
            self.incarnation, clock = facts.get("incarnation", ""), facts.get("clock", "")
            told = facts.get("library", "")
            self.id = told if is_id(told) else new_id()  # it names a file of this computer
            mark = self._marked = writer_mark.read(self.config, self.id)
            own = bool(self.incarnation) and facts.get("writer") == self.device.id
            # this computer wrote more in it than it knows of: it came back from a backup, or has a
            # twin; people are told of it once
            self.came_back = own and mark is not None and mark.outran(self.incarnation, clock)
            self.clock = HybridClock(clock if is_moment(clock) else "")
            # where the backup lost the clock, or damage did, no moment is given twice all the same
            if mark is not None and mark.clock:
                self.clock.seen(mark.clock)
            # without a mark it may have come from anywhere: a new name costs nothing
            if not own or mark is None or self.came_back:
                remember(connection, "library", self.id)
                self.begin_incarnation(connection)
            if facts.get("writer", self.device.id) != self.device.id:
                devices.forget_unused(connection, facts["writer"])
            # its saves must stay verifiable when another key takes its place
            devices.meet(connection, [(self.device.id, self.device.public, "")])
            if devices.trust(connection, self.device.id) == devices.NEW:
                devices.say(connection, self.device.id, "checked")

    def begin_incarnation(self, connection: Connection) -> None:
        """Save under a new name from now on: this database was copied, or came from a backup."""
        self.incarnation = new_incarnation()
        remember(connection, "incarnation", self.incarnation)
        remember(connection, "writer", self.device.id)

    def _leave_mark(self) -> None:
        mark = Mark(self.incarnation, self.clock.last, str(self.folder.absolute()))
        if mark != self._marked:
            writer_mark.write(self.config, self.id, mark)
            self._marked = mark

    @property
    def attachments(self) -> Store:
        """Where the bytes of attachments and of what people sent are kept."""
        return Store(self.folder / "attachments", self.file_key)

    @property
    def file_key(self) -> FileKey | None:
        """What single files of a protected library are encrypted with."""
        return self.key.files if self.key is not None else None

    @property
    def backups(self) -> Path:
        """The folder of copies that were looked through."""
        return self.folder / "backups"

    @property
    def raw(self) -> sqlite.Connection:
        """The driver's own connection, for what only SQLite knows."""
        return self._beginning.connection

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        with self._transaction() as connection:
            self._ends_at_will = self._gives_way
            try:
                yield connection
            finally:
                self._ends_at_will = False

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is whole or not at all; saved only when the file is still there.

        Raises StorageError (DiskFull, ReadOnly, FileGone, ...); nothing was then changed.
        """
        with self._transaction() as connection:
            yield connection
            clock = getattr(self, "clock", None)
            if clock is not None and clock.last:
                remember(connection, "clock", clock.last)
        self.still_there()
        if clock is not None:
            self._leave_mark()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Connection]:
        if threading.get_ident() in _forbidden:
            raise RuntimeError("the library was used from the window's thread")
        with self._speaking_plainly(), self._engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def _speaking_plainly(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            sqlite.refuse_interrupted(error)
            raise sqlite.meaning(error.orig or error, self.path) from error
        except driver.DatabaseError as error:  # of the driver itself: search asks it directly
            sqlite.refuse_interrupted(error)
            raise sqlite.meaning(error, self.path) from error

    def still_there(self) -> None:
        """Raise FileGone where the library's file is not the one that was opened any more."""
        # with a write-ahead log SQLite goes on "saving" into a file that was deleted
        if _identity(self.path) != self._file:
            raise FileGone(
                _("The library was moved or deleted while it was open."),
                advice=_("Put the folder back where it was and try again."),
            )

    @contextlib.contextmanager
    def giving_way(self) -> Iterator[None]:
        """Reads of which each may be ended by `interrupt`."""
        # SQLite's own interrupt lasts while any statement is open: it would hit the end of the
        # transaction too, and SQLAlchemy gives up a connection that cannot be rolled back
        self.raw.set_progress_handler(self._is_to_end, _STEPS)
        self._gives_way = True
        try:
            yield
        finally:
            self._gives_way = False
            self.raw.set_progress_handler(None, 0)

    def interrupt(self) -> None:
        """End reads that give way, from any thread, until `go_on`; they raise Cancelled.

        Nothing else is touched: no write, and no beginning or end of a transaction.
        """
        self._interrupted = True

    def go_on(self) -> None:
        """Let reads that give way run to their end again."""
        self._interrupted = False

    def give_way(self) -> None:
        """Between two reads that give way: raises Cancelled where somebody asked them to end."""
        if self._interrupted and self._gives_way:
            raise Cancelled

    def _is_to_end(self) -> bool:
        return self._interrupted and self._ends_at_will

    def rest(self) -> None:
        """Empty the write-ahead log: what is on the disk is then one whole file."""
        sqlite.checkpoint(self.raw)

    def close(self) -> None:
        """Empty the write-ahead log and close; the lock is given back."""
        try:
            sqlite.checkpoint(self.raw)
            self._engine.dispose()
        finally:
            self._beginning.close()


def _nothing() -> None:
    """Nobody else wants anything of the library."""


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")  # of what can only be read


def _begin_immediate(connection: Connection) -> None:
    # also what makes Alembic's migrations all or nothing on SQLite
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - 6 microseconds a save, Path.stat takes more
    except OSError:
        return None
    return (found.st_dev, found.st_ino)


def remember(connection: Connection, name: str, value: str) -> None:
    """Write down a fact of the library."""
    row = insert(connection, FactRow).values(name=name, value=value)
    connection.execute(
        row.on_conflict_do_update(index_elements=[FactRow.name], set_={"value": value})
    )
