"""Damage: noticed while nobody types, and told in plain words with a way out."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy import Connection, select

from ssc_desktop import clock
from ssc_desktop.errors import InvalidInput, LibraryDamaged
from ssc_desktop.history.identifiers import digest
from ssc_desktop.i18n import _, listed, ngettext
from ssc_desktop.store import proving, sqlite, truth
from ssc_desktop.store.copying import LOOKED
from ssc_desktop.store.exchange_tables import DeviceRow
from ssc_desktop.store.library import Library, remember
from ssc_desktop.store.tables import FactRow

_AT_ONCE: Final = 500
"""Revisions or saves in one piece: some ten milliseconds."""
_STORIES: Final = 4
"""Stories whose lists are compared in one piece."""
_DAY: Final = timedelta(days=1)
_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Damage:
    """What a look found that is not as it was written.

    Attributes:
        kind: `structure` where the database itself is broken; `content` where it is whole and says
            something else than what was saved in it; `lists` where only lists, tables or search
            said something else, which were made anew: nothing is lost.
        stories: the stories concerned, as (id, title); none where it cannot be told which.
        lost: how many saved changes are not as they were saved.
        sentences: what happened, what is safe, what to do now; each a whole sentence.
    """

    kind: str
    stories: tuple[tuple[str, str], ...]
    lost: int
    sentences: tuple[str, ...]


class Look:
    """A look at a whole library, in pieces that give way to everything else.

    What was looked at stays looked at when `on` is interrupted and called again: the window hands
    it to `Tasks.look` as it is.
    """

    def __init__(self) -> None:
        self._pieces: deque[_Piece] = deque([_tables, _devices, _revisions, _cuts, _stories])
        self._found = _Found()
        self.begun = False
        """Whether something was looked at already."""

    def on(self, library: Library) -> Damage | None:
        """Look at what is left; None where all is well. Raises Cancelled where interrupted."""
        self.begun = True
        while self._pieces:
            library.give_way()
            try:
                with library.reading() as connection:
                    more = self._pieces[0](library, connection, self._found)
            except LibraryDamaged:
                self._found.broken = True
                more = ()
            self._pieces.popleft()  # only now: what was interrupted is looked at again
            self._pieces.extendleft(reversed(more))
        return self._found.told(library)


def look(library: Library) -> Damage | None:
    """Look at everything at once; None where all is well."""
    return Look().on(library)


def is_due(library: Library) -> bool:
    """Whether the last good look was a day ago, or the program did not end well since."""
    if library.unclean:
        return True
    with library.reading() as connection:
        said = connection.scalar(select(FactRow.value).where(FactRow.name == LOOKED))
    try:
        return said is None or not timedelta() <= clock.now() - datetime.fromisoformat(said) < _DAY
    except (ValueError, TypeError):
        return True


# ------------------------------------------------------------------ looking, piece by piece


class _Found:
    """What is not as it was written, so far."""

    def __init__(self) -> None:
        self.broken = False
        self.search = False
        self.torn: list[str] = []
        self.stale: list[str] = []

    def told(self, library: Library) -> Damage | None:
        if (self.search or self.stale) and not self.broken:
            self._mend(library)
        if self.broken:
            return _structure(library, self.torn)
        if self.torn:
            return _content(library, self.torn)
        with library.writing() as connection:
            remember(connection, LOOKED, clock.stamp(clock.now()))
        library.unclean = False
        if self.search or self.stale:
            return Damage("lists", _named(library, self.stale), 0, _of_lists())
        return None

    def _mend(self, library: Library) -> None:
        """Make anew what is made of saves."""
        try:
            with library.writing() as connection:
                if self.search:
                    sqlite.rebuild_index(library.raw)
                for case_id in self.stale:
                    proving.list_right(connection, library.raw, case_id)
        except (LibraryDamaged, InvalidInput):
            self.broken = True


_Piece = Callable[[Library, Connection, _Found], "tuple[_Piece, ...]"]


def _tables(library: Library, _connection: Connection, _found: _Found) -> tuple[_Piece, ...]:
    return tuple(partial(_table, name) for name in proving.tables(library.raw))


def _table(
    name: str, library: Library, _connection: Connection, found: _Found
) -> tuple[_Piece, ...]:
    try:
        with sqlite.translated(library.path):
            whole = not proving.structure(library.raw, name)
    except LibraryDamaged:
        whole = False
    if name.startswith("search"):
        found.search = found.search or not whole
    else:
        found.broken = found.broken or not whole
    return ()


def _devices(_library: Library, connection: Connection, found: _Found) -> tuple[_Piece, ...]:
    keys = connection.execute(select(DeviceRow.id, DeviceRow.public))
    found.torn += ["" for id_, public in keys if digest(public) != id_]
    return ()


def _revisions(
    library: Library, _connection: Connection, found: _Found, after: int = 0
) -> tuple[_Piece, ...]:
    last, torn = proving.torn_revisions(library.raw, after, _AT_ONCE)
    found.torn += torn
    return (partial(_revisions, after=last),) if last else ()


def _cuts(
    library: Library, connection: Connection, found: _Found, after: int = 0
) -> tuple[_Piece, ...]:
    keys = dict(connection.execute(select(DeviceRow.id, DeviceRow.public)).all())
    keys[library.device.id] = library.device.public
    own = proving.Own(library.device.id, proving.lost_here(connection))
    last, torn = proving.torn_cuts(library.raw, after, _AT_ONCE, keys, own)
    found.torn += torn
    return (partial(_cuts, after=last),) if last else ()


def _stories(_library: Library, connection: Connection, found: _Found) -> tuple[_Piece, ...]:
    if found.torn or found.broken:
        return ()  # of what is torn the lists may well be right
    ids = proving.stories(connection)
    return tuple(
        partial(_some_stories, ids[start : start + _STORIES])
        for start in range(0, len(ids), _STORIES)
    )


def _some_stories(
    ids: list[str], library: Library, connection: Connection, found: _Found
) -> tuple[_Piece, ...]:
    in_search = not found.search  # an index that is broken is made anew as a whole
    found.stale += [
        one
        for one in ids
        if not proving.is_listed_right(connection, library.raw, one, search=in_search)
    ]
    return ()


# ------------------------------------------------------------------ telling


def _named(library: Library, ids: list[str]) -> tuple[tuple[str, str], ...]:
    try:
        with library.reading() as connection:
            titles = proving.titles(connection)
    except LibraryDamaged:
        titles = dict[str, str]()
    return tuple((one, titles.get(one, "")) for one in sorted(set(ids)))


def _concerned(library: Library, torn: list[str]) -> tuple[tuple[str, str], ...]:
    return _named(library, [truth.case_of(root) for root in torn if root])


def _structure(library: Library, torn: list[str]) -> Damage:
    stories = _concerned(library, torn)
    return Damage("structure", stories, len(torn), (
        _("The library is damaged: the disk gave back something else than was written."),
        *_these(stories),
        _("Nothing was changed. Write nothing new in it until it is whole again."),
        _("Save what can be read into a new library, or restore a backup."),
    ))  # fmt: skip


def _content(library: Library, torn: list[str]) -> Damage:
    stories = _concerned(library, torn)
    return Damage("content", stories, len(torn), (
        ngettext(
            "{n} saved change is not what was saved: the disk gave back something else.",
            "{n} saved changes are not what was saved: the disk gave back something else.",
            len(torn),
        ).format(n=len(torn)),
        *_these(stories),
        _("All other stories are as they were saved."),
        _("Restore these stories from a backup, or save what can be read into a new library."),
    ))  # fmt: skip


def _these(stories: tuple[tuple[str, str], ...]) -> Iterator[str]:
    if stories:
        titles = listed(
            _("“{words}”").format(words=title) if title else id_[:13]
            for id_, title in stories[:_NAMED]
        )
        yield ngettext(
            "{n} story is concerned: {titles}.",
            "{n} stories are concerned, among them {titles}.",
            len(stories),
        ).format(n=len(stories), titles=titles)


def _of_lists() -> tuple[str, ...]:
    return (
        _("Lists or search did not say what was saved; they were made anew."),
        _("Nothing is lost. The disk may be failing: keep a backup on another one."),
    )
