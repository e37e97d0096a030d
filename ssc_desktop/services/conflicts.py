"""What needs a person: fields with several versions, and what one deleted and another changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, select

from ssc_desktop.history.revision import Cut
from ssc_desktop.history.view import RecordView, is_saw, seen
from ssc_desktop.services.answers import Act, Conflict, Contested, Version
from ssc_desktop.store import derived, truth
from ssc_desktop.store.exchange_tables import DeviceRow
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import VIEW, RevisionRow, conflict, listing

_DELETION = b'%"~deleted"%'


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
        .where(conflict.c.case_uuid == case_id)
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
