"""What needs a person: fields with several versions, and what one deleted and another changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from ssc_desktop.history.redaction import REDACTION
from ssc_desktop.history.revision import Cut
from ssc_desktop.history.view import DELETED, RecordView, is_saw, seen
from ssc_desktop.record.editing import Path
from ssc_desktop.services.answers import Act, Conflict, Contested, Version
from ssc_desktop.services.disputes import deletion as deletion  # noqa: PLC0414 - of this family
from ssc_desktop.services.disputes import one as one  # noqa: PLC0414 - of this family
from ssc_desktop.services.duplicates import Suspected
from ssc_desktop.store import derived, truth
from ssc_desktop.store.exchange_tables import DeviceRow
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import VIEW, RevisionRow, conflict, listing

_DELETION = b'%"~deleted"%'
AT_ONCE = 200


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
    raise NotImplementedError


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


def versions_of(
    library: Library, connection: Connection, case_id: str
) -> dict[str, tuple[Version, ...]]:
    """The fields in conflict of one story, each with its versions, the latest first."""
    names = _names(connection)
    rows = connection.execute(
        select(conflict.c.record, conflict.c.kind, conflict.c.field, conflict.c.versions)
        .where(
            conflict.c.case_uuid == case_id,
            conflict.c.kind != REDACTION,
            conflict.c.field != DELETED,
        )
        .order_by(conflict.c.record, conflict.c.field)
    )
    return {
        f"{_place(connection, case_id, record, kind)}/{field}".lstrip("/"): tuple(
            Version(
                version["value"],
                version["revision"],
                version["at"],
                names.get(version["device"]) or version["device"][:8],
                version["device"] == library.device.id,
            )
            for version in versions
        )
        for record, kind, field, versions in rows.all()
    }


def contested(library: Library) -> tuple[Contested, ...]:
    """Every story or item outside the trash that one deleted and another changed."""
    found: list[Contested] = []
    with library.reading() as connection:
        # only where something was deleted once: the others are not loaded
        marked = set(
            connection.scalars(
                select(RevisionRow.root).where(RevisionRow.body.op("LIKE")(_DELETION)).distinct()
            )
        )
        titles = dict(
            connection.execute(
                select(listing.c.case_uuid, listing.c.title).where(listing.c.deleted.is_(False))
            ).all()
        )
        for case_id in sorted({truth.case_of(root) for root in marked} & titles.keys()):
            found += _contested_in(library, connection, case_id, titles[case_id])
    return tuple(found)


def _contested_in(
    library: Library, connection: Connection, case_id: str, title: str
) -> Iterator[Contested]:
    shown = derived.loaded(connection, case_id)
    names = _names(connection)
    for root, views in zip(truth.roots_of(case_id), (shown.open, shown.private), strict=True):
        disputed = [one for one in views.values() if one.contested and not _below(views, one)]
        if not disputed:
            continue
        acts = _acts(library, names, truth.cuts_of(connection, root))
        for record in disputed:
            saws = [mark for mark in record.marks if is_saw(mark.value)]
            saw = {one for mark in saws for one in mark.value["saw"]}
            kept = [mark.revision for mark in record.marks if not is_saw(mark.value)]
            edits = [one for one in seen(views, record.id) if one not in saw]
            yield Contested(
                case_id,
                title,
                _place(connection, case_id, record.id, record.kind),
                _once(acts, [mark.revision for mark in saws]),
                _once(acts, [*edits, *kept]),
            )


def _below(views: Mapping[str, RecordView], record: RecordView) -> bool:
    """Whether what an item is part of was deleted; nobody sees it then."""
    above = views.get(record.parent)
    return above is not None and above is not record and above.deleted


def _acts(library: Library, names: Mapping[str, str], cuts: Iterable[Cut]) -> dict[str, Act]:
    """By the revision: who made it, and when."""
    acts: dict[str, Act] = {}
    for cut in cuts:  # in the order of their moments, so that the first one counts
        name = names.get(cut.device) or cut.device[:8]
        for revision in cut.revisions:
            acts.setdefault(revision, Act(cut.at, name, cut.device == library.device.id))
    return acts


def _once(acts: Mapping[str, Act], revisions: Iterable[str]) -> tuple[Act, ...]:
    """The acts behind revisions, the latest first; a save of many fields is one act."""
    found = {acts[revision] for revision in revisions if revision in acts}
    return tuple(sorted(found, key=lambda act: (act.at, act.device), reverse=True))


def _names(connection: Connection) -> dict[str, str]:
    return dict(connection.execute(select(DeviceRow.id, DeviceRow.name)).all())


def _place(connection: Connection, case_id: str, record: str, kind: str) -> str:
    """Nothing for the story itself, else `group/item-id`, as paths of fields are written."""
    if record == case_id:
        return ""
    path = f"{kind}/{record}"
    table = VIEW.get(kind)
    if table is None:
        return path
    holder = connection.scalar(
        select(table.c.part_of).where(table.c.case_uuid == case_id, table.c.id == record)
    )
    if holder in {None, case_id}:
        return path
    above = next(
        name
        for name, other in VIEW.items()
        if name != "case"
        and connection.scalar(
            select(other.c.id).where(other.c.case_uuid == case_id, other.c.id == holder)
        )
    )
    return f"{above}/{holder}/{path}"
