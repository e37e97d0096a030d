"""What leaves this computer, told before anything is written: story by story, and what stays."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from ssc_desktop.errors import Cancelled
from ssc_desktop.i18n import N_, _
from ssc_desktop.record import CASE, Case, clearing
from ssc_desktop.record.clearing import BUNDLE, WORD, Held, Readers, Reason
from ssc_desktop.record.completeness import items
from ssc_desktop.record.phrases import called
from ssc_desktop.services import holding
from ssc_desktop.services.answers import Progress, Stop
from ssc_desktop.services.bulk import bulk
from ssc_desktop.services.going import Going, kept_here, listed
from ssc_desktop.services.holding import Holding
from ssc_desktop.services.packing import Load
from ssc_desktop.services.receiving import Receiver
from ssc_desktop.services.sharing import Wish
from ssc_desktop.store import blobs
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import VIEW

PARTS = {
    "authors": N_("Story told by"),
    "change_agent": N_("Champions"),
    "primary_contact": N_("Contacts"),
    "consent_record": N_("Consents"),
    "financial_input": N_("Money"),
    "location": N_("Places"),
    "people": N_("Pictures with persons"),
    "pictures": N_("Other pictures"),
    "files": N_("Files"),
}
"""What a person may want to know before it goes, in the order in which it is told."""
_NAMING = {
    "authors": "person",
    "change_agent": "name",
    "primary_contact": "name",
    "consent_record": "person",
    "location": "place",
}
_ROWS = ("authors", "change_agent", "financial_input", "location")
_PRIVATE_ROWS = ("primary_contact", "consent_record")
_FILES = "attachment"
_MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Part:
    """One sort of thing that leaves: how many, and the first names of it."""

    name: str
    """A key of PARTS."""
    count: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryLeaving:
    """One story: what of it goes, what stays."""

    id: str
    title: str
    goes: bool
    circle: str
    """How far the story itself may go; "" for nowhere."""
    parts: tuple[Part, ...] = ()
    held: tuple[Held, ...] = ()
    """What stays of it, or why all of it does."""
    there: bool = False
    """It need not go: whoever the bundle is for holds it."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """The whole list."""

    medium: str
    """`word` or `bundle`."""
    circle: str
    stories: tuple[StoryLeaving, ...]
    files: int = 0
    """Pictures and files that go."""
    size: int = 0
    """Their bytes together."""
    sealed: bool = False
    """Only those it is for can open it."""
    light: bool = False
    """Pictures and files are described, and do not go themselves."""

    @property
    def going(self) -> int:
        """How many stories go."""
        return sum(one.goes for one in self.stories)

    @property
    def held(self) -> int:
        """How many things stay, of stories that go and of others."""
        return sum(
            len(one.held) + (not one.goes and not one.held and not one.there)
            for one in self.stories
        )


def preview(
    library: Library,
    ids: Sequence[str] | None,
    medium: str,
    wish: Wish | str = "",
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Leaving:
    """What would leave, and what would stay; nothing is written.

    `wish` says how it is to be made, or only for which circle: "" for as far as the first story
    may go. Of a document the circle counts alone. Raises Cancelled.
    """
    watch = _Watch(progress, stop)
    with bulk(), library.reading() as connection:
        chosen = listed(connection, ids)
        said = wish.circle if isinstance(wish, Wish) else wish
        circle = said or _first_circle(connection, chosen)
        if medium == WORD:
            stories = _in_documents(connection, chosen, circle, watch)
            return Leaving(medium, circle, stories, *_weighed(library, connection, stories))
        how = wish if isinstance(wish, Wish) else Wish(circle)
        return _Bundle(library, connection, how).told(ids, chosen, watch)


@dataclass
class _Watch:
    progress: Progress | None
    stop: Stop | None

    def look(self, done: int, of: int) -> None:
        if self.stop is not None and self.stop():
            raise Cancelled
        if self.progress is not None:
            self.progress(done, of)


def _first_circle(connection: Connection, chosen: Sequence[str]) -> str:
    if not chosen:
        return clearing.CLOSEST
    first = holding.drafted(connection, chosen[0])
    return clearing.circle_of(holding.as_closest(connection, first))


def stays_out(case: Case, circle: str) -> tuple[Held, ...] | None:
    """Why no document of this story is made for this circle; None where it is."""
    if clearing.rank(circle) > clearing.rank(clearing.circle_of(case)):
        return ()
    return clearing.still_named(case, CASE) or None


# ------------------------------------------------------------ documents


def _in_documents(
    connection: Connection, chosen: Sequence[str], circle: str, watch: _Watch
) -> tuple[StoryLeaving, ...]:
    told = []
    for at, case_id in enumerate(chosen):
        watch.look(at, len(chosen))
        case = holding.as_closest(connection, holding.drafted(connection, case_id))
        elsewhere = holding.consents_elsewhere(connection, case_id)
        told.append(_in_document(case, Readers(circle, WORD, elsewhere)))
    return tuple(told)


def _in_document(case: Case, readers: Readers) -> StoryLeaving:
    identity, title = str(case.case_uuid), _title(case.title)
    may = case.visibility if isinstance(case.visibility, str) else ""
    why = stays_out(case, readers.circle)
    if why is not None:
        return StoryLeaving(identity, title, goes=False, circle=str(may), held=why)
    kept, held = clearing.cleared(case, CASE, readers)
    parts = tuple(_parts_of(kept))
    return StoryLeaving(identity, title, goes=True, circle=str(may), parts=parts, held=held)


def _parts_of(case: Case) -> Iterator[Part]:
    for name in PARTS:
        if name in CASE.groups():
            held = items(case, name)
        else:
            held = tuple(one for one in items(case, _FILES) if _sort_of(one) == name)
        if held:
            named = [called(one) or _file_called(one) for one in held]
            yield Part(name, len(held), tuple(one for one in named if one)[:_MOST_NAMES])


def _file_called(one: Any) -> str:
    told = (getattr(one, name, None) for name in ("caption", "file_name"))
    return next((said for said in told if isinstance(said, str) and said), "")


def _sort_of(one: Any) -> str:
    if not str(one.media_type or "image/").startswith("image/"):
        return "files"
    return "people" if one.people_shown is True else "pictures"


# ------------------------------------------------------------ bundles


@dataclass
class _Counted:
    """What of one story goes, counted from the tables."""

    number: dict[str, int] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)

    def add(self, part: str, name: object) -> None:
        self.number[part] = self.number.get(part, 0) + 1
        held = self.names.setdefault(part, [])
        if name and len(held) < _MOST_NAMES:
            held.append(str(name))

    def parts(self) -> tuple[Part, ...]:
        return tuple(
            Part(name, self.number[name], tuple(self.names[name]))
            for name in PARTS
            if name in self.number
        )


def _contacts_stay(held: Iterable[Held]) -> Iterator[Held]:
    group = CASE.groups()["primary_contact"]
    if not any(one.path[0] == group.name for one in held):
        yield Held((group.name,), group.label, Reason.PRIVATE)


@dataclass(frozen=True)
class _Bundle:
    """A bundle that might be made."""

    library: Library
    connection: Connection
    wish: Wish

    def told(self, ids: Sequence[str] | None, chosen: Sequence[str], watch: _Watch) -> Leaving:
        connection, wish = self.connection, self.wish
        away = kept_here(connection, wish.circle)
        near = [one for one in chosen if one not in away]
        found = holding.holdings(connection, near, wish.circle)
        watch.look(1, 3)
        going = Going.of(connection, ids, wish.circle, found, with_private=wish.with_private)
        receiver = Receiver.of(connection, wish.receiver)
        load = Load.of(self.library, connection, going, receiver, light=wish.light)
        counted = self._counted(load.stories, found)
        watch.look(2, 3)
        stories = tuple(self._stories(chosen, away, load, counted))
        size = sum(one.size for one in load.blobs)
        flags = {"sealed": wish.sealed, "light": wish.light}
        return Leaving(BUNDLE, wish.circle, stories, len(load.blobs), size, **flags)

    def _stories(
        self,
        chosen: Sequence[str],
        away: Mapping[str, str],
        load: Load,
        counted: Mapping[str, _Counted],
    ) -> Iterator[StoryLeaving]:
        table = VIEW["case"]
        rows = self.connection.execute(select(table.c.case_uuid, table.c.title, table.c.visibility))
        known = {case_id: (title, may) for case_id, title, may in rows}
        contacts = select(VIEW["primary_contact"].c.case_uuid).distinct()
        private = frozenset() if self.wish.with_private else set(self.connection.scalars(contacts))
        for case_id in chosen:
            if case_id not in known:
                continue  # what was taken in of it is not enough to be shown
            title, may = known[case_id]
            one = load.going.holding(case_id)
            held = one.stays or (() if case_id in away else one.held)
            goes = case_id in load.stories
            if goes and case_id in private:
                held = (*_contacts_stay(held), *held)
            circle = away.get(case_id, str(may or ""))
            parts = counted[case_id].parts() if case_id in counted else ()
            there = not goes and case_id in load.going.stories
            yield StoryLeaving(case_id, _title(title), goes, circle, parts, tuple(held), there)

    def _counted(self, goes: Collection[str], found: Mapping[str, Holding]) -> dict[str, _Counted]:
        made: dict[str, _Counted] = {}
        rows = (*_ROWS, *_PRIVATE_ROWS) if self.wish.with_private else _ROWS
        for group in rows:
            table = VIEW[group]
            name = table.c[_NAMING[group]] if group in _NAMING else table.c.id
            asked = select(table.c.case_uuid, table.c.id, name)
            for case_id, item, said in self.connection.execute(asked):
                if case_id in goes and not found.get(case_id, Holding()).drops(group, item):
                    shown = said if group in _NAMING else ""
                    made.setdefault(case_id, _Counted()).add(group, shown)
        self._count_files(made, goes, found)
        return made

    def _count_files(
        self, made: dict[str, _Counted], goes: Collection[str], found: Mapping[str, Holding]
    ) -> None:
        table = VIEW[_FILES]
        columns = (table.c.case_uuid, table.c.id, table.c.media_type, table.c.people_shown,
                   table.c.caption, table.c.file_name)  # fmt: skip
        for row in self.connection.execute(select(*columns)):
            kept = found.get(row.case_uuid, Holding()).drops(_FILES, row.id)
            if row.case_uuid in goes and not kept:
                shown = row.caption or row.file_name
                made.setdefault(row.case_uuid, _Counted()).add(_sort_of(row), shown)


# ------------------------------------------------------------ in words and bytes


def _weighed(
    library: Library, connection: Connection, stories: Iterable[StoryLeaving]
) -> tuple[int, int]:
    """How many files go into documents, and how many bytes they have."""
    goes = {one.id for one in stories if one.goes and any(_is_file(part) for part in one.parts)}
    stay = {one.path[-1] for story in stories for one in story.held if one.path[0] == _FILES}
    table = VIEW[_FILES]
    named = connection.execute(select(table.c.case_uuid, table.c.id, table.c.sha256))
    wanted = {
        sha256 for case_id, item, sha256 in named if sha256 and case_id in goes and item not in stay
    }
    sizes = [_size(library, sha256) for sha256 in wanted]
    return len([size for size in sizes if size]), sum(sizes)


def _is_file(part: Part) -> bool:
    return part.name in {"people", "pictures", "files"}


def _size(library: Library, sha256: str) -> int:
    held = blobs.file_of(library.attachments, sha256)
    return held.size() if held.is_there() else 0


def _title(title: object) -> str:
    return str(title) if isinstance(title, str) and title else _("Story without a title")
