"""What needs a person: fields with several versions, and what one deleted and another changed."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sqlalchemy import Connection, case, func, select, text

from ssc_desktop import i18n
from ssc_desktop.history.redaction import REDACTION
from ssc_desktop.history.view import DELETED
from ssc_desktop.i18n import Words
from ssc_desktop.record import phrases
from ssc_desktop.record.editing import Path
from ssc_desktop.services import disputes, duplicates, redacting
from ssc_desktop.services.answers import Act, Conflict, Contested
from ssc_desktop.services.disputes import Deletion
from ssc_desktop.services.disputes import deletion as deletion  # noqa: PLC0414 - of this family
from ssc_desktop.services.disputes import one as one  # noqa: PLC0414 - of this family
from ssc_desktop.services.duplicates import Suspected
from ssc_desktop.services.saves import defined, path_of
from ssc_desktop.services.versions import versions_of
from ssc_desktop.services.writers import Writers
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import NEEDS_YOU, VIEW, conflict, listing

if TYPE_CHECKING:
    from ssc_desktop.record.values import Item

AT_ONCE = 200
"""Stories on a page of the list."""
_MOST_ASKED = 500
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing in a story that wants a person."""

    path: Path
    """Of a field in conflict; of a contested deletion () for the story, or that of the item."""
    deletion: bool
    """One deleted it while another changed it; else several versions of a field are alive."""
    heading: str
    """The item it belongs to, in words; "" for the story itself."""
    label: str
    """What the field is called; "" for a deletion."""
    versions: int
    """How many are alive."""
    at: str
    """When the latest of them was saved."""
    devices: tuple[str, ...]
    """The names of the computers that wrote them, the latest first."""
    provisional: bool
    """An older version is not here: a bundle is missing, it is nobody's mistake."""


@dataclass(frozen=True, slots=True)
class StoryMatters:
    """A story with all that wants a person in it."""

    case_id: str
    title: str
    matters: tuple[Matter, ...]


@dataclass(frozen=True, slots=True)
class NeedsYou:
    """Everything that wants a person."""

    stories: tuple[StoryMatters, ...]
    """A page of them, those changed last first."""
    more: str
    """Where the next page begins; "" where this was the last."""
    conflicts: int
    """Fields in conflict, in all stories; those that wait for a bundle are counted too."""
    deletions: int
    """Contested deletions."""
    provisional: int
    """How many of both wait for a bundle rather than for a person."""
    in_stories: int
    """How many stories that is."""
    duplicates: tuple[Suspected, ...]
    """Stories that look like one told twice."""
    redactions: int
    """Withdrawals asked for by others, which wait for a confirmation."""

    @property
    def total(self) -> int:
        """How many things there are to do."""
        return self.conflicts + self.deletions + len(self.duplicates) + self.redactions


def needs_you(
    library: Library, *, start: str = "", limit: int = AT_ONCE, language: str = "en"
) -> NeedsYou:
    """Everything that wants a person, story by story; `start` is what `NeedsYou.more` said."""
    with library.reading() as connection:
        page = _page(connection, start, limit + 1)
        shown = page[:limit]
        matters = _Matters(library, connection, i18n.translated_in(language))
        stories = tuple(
            StoryMatters(case_id, title, found)
            for (case_id, title, _number), found in zip(
                shown, matters.of([case_id for case_id, _title, _number in shown]), strict=True
            )
        )
        counts = _counts(connection)
    return NeedsYou(
        stories,
        str(shown[-1][2]) if len(page) > limit else "",
        counts.fields,
        counts.deletions,
        counts.provisional,
        counts.stories,
        duplicates.suspected(library),
        len(redacting.waiting(library, language)),
    )


def _page(connection: Connection, start: str, limit: int) -> Sequence[tuple[str, str, int]]:
    """Stories in which something is in dispute, those changed last first: id, title, place."""
    asked = (
        select(listing.c.case_uuid, listing.c.title, listing.c.number)
        .where(text(NEEDS_YOU))
        .order_by(listing.c.number.desc())
        .limit(limit)
    )
    if start:
        asked = asked.where(listing.c.number < int(start))
    return connection.execute(asked).all()


class _Counts(NamedTuple):
    fields: int
    deletions: int
    provisional: int
    stories: int


def _counts(connection: Connection) -> _Counts:
    deletions = conflict.c.field == DELETED
    of_all = (
        select(
            func.count(), func.sum(case((deletions, 1), else_=0)),
            func.sum(case((conflict.c.incomplete, 1), else_=0)),
        )
        .select_from(conflict)
        .join(listing, listing.c.case_uuid == conflict.c.case_uuid)
        .where(listing.c.deleted.is_(False), conflict.c.kind != REDACTION)
    )  # fmt: skip
    every, deleted, provisional = connection.execute(of_all).one()
    stories = select(func.count()).select_from(listing).where(text(NEEDS_YOU))
    return _Counts(
        every - (deleted or 0), deleted or 0, provisional or 0, connection.scalar(stories) or 0
    )


class _Matters:
    """Tells what is in dispute in some stories, without loading them."""

    def __init__(self, library: Library, connection: Connection, words: Words) -> None:
        self._connection = connection
        self._words = words
        self._writers = Writers(library, connection)

    def of(self, cases: Sequence[str]) -> Iterator[tuple[Matter, ...]]:
        """Of each of the stories."""
        found: dict[str, list[Matter]] = {case_id: [] for case_id in cases}
        for some in _some(cases):
            rows = self._connection.execute(
                select(conflict)
                .where(conflict.c.case_uuid.in_(some), conflict.c.kind != REDACTION)
                .order_by(conflict.c.case_uuid, conflict.c.record, conflict.c.field)
            ).all()
            items = self._items(rows)
            for row in rows:
                found[row.case_uuid].append(self._matter(row, items))
        yield from map(tuple, found.values())

    def _items(self, rows: Iterable[Any]) -> dict[tuple[str, str], tuple[str, str]]:
        """What the items in dispute are called, and what each is part of."""
        found: dict[tuple[str, str], tuple[str, str]] = {}
        wanted: dict[str, set[str]] = {}
        for row in rows:
            if row.kind != "case" and row.kind in VIEW:
                wanted.setdefault(row.kind, set()).add(row.record)
        for kind, records in wanted.items():
            table = VIEW[kind]
            for some in _some(sorted(records)):
                for item in self._connection.execute(select(table).where(table.c.id.in_(some))):
                    name = phrases.called(cast("Item", item))[:_LONGEST_NAME]
                    found[item.case_uuid, item.id] = (name, item.part_of)
        return found

    def _matter(self, row: Any, items: Mapping[tuple[str, str], tuple[str, str]]) -> Matter:
        name, holder = items.get((row.case_uuid, row.record), ("", row.case_uuid))
        path = path_of(row.case_uuid, row.kind, row.record, holder)
        deletion = row.field == DELETED
        group = defined(path[:-1]) if path else None
        label = self._words.gettext(group.label) if group is not None else ""
        member = defined((*path, row.field))
        called = self._words.gettext(member.label) if member is not None else row.field
        devices = dict.fromkeys(version["device"] for version in row.versions)
        values = {json.dumps(version["value"], sort_keys=True) for version in row.versions}
        return Matter(
            path if deletion else (*path, row.field),
            deletion,
            f"{label}: {name}" if label and name else label,
            "" if deletion else called,
            0 if deletion else len(values),
            max((version["at"] for version in row.versions), default=""),
            tuple(self._writers.name(device) for device in devices),
            row.incomplete,
        )


def _some(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _MOST_ASKED):
        yield ids[start : start + _MOST_ASKED]


def listed(library: Library, ids: Sequence[str] = ()) -> tuple[Conflict, ...]:
    """Every field that needs a person, story by story; all stories where none are named."""
    found: list[Conflict] = []
    with library.reading() as connection:
        titles = select(listing.c.case_uuid, listing.c.title).where(
            listing.c.conflicts > 0, listing.c.deleted.is_(False)
        )
        if ids:
            titles = titles.where(listing.c.case_uuid.in_(ids))
        for case_id, title in connection.execute(titles.order_by(listing.c.case_uuid)):
            found += [
                Conflict(case_id, title, field, versions)
                for field, versions in versions_of(library, connection, case_id).items()
            ]
    return tuple(found)


def contested(library: Library) -> tuple[Contested, ...]:
    """Every story or item outside the trash that one deleted and another changed."""
    with library.reading() as connection:
        rows = connection.execute(
            select(conflict.c.case_uuid, conflict.c.record)
            .join(listing, listing.c.case_uuid == conflict.c.case_uuid)
            .where(conflict.c.field == DELETED, listing.c.deleted.is_(False))
            .order_by(conflict.c.case_uuid, conflict.c.record)
            .distinct()
        ).all()
        return tuple(
            _told(disputes.deletion_of(library, connection, case_id, record))
            for case_id, record in rows
        )


def _told(one: Deletion) -> Contested:
    """A deletion with those who took part in it; a save of many fields is one act."""
    deleted = {Act(side.at, side.device, side.own) for side in one.deleted}
    edited = {Act(edit.at, edit.device, edit.own) for edit in one.edits}
    return Contested(
        one.case_id,
        one.title,
        "/".join(one.path),
        _latest_first(deleted),
        _latest_first(edited),
    )


def _latest_first(acts: Iterable[Act]) -> tuple[Act, ...]:
    return tuple(sorted(acts, key=lambda act: (act.at, act.device), reverse=True))
