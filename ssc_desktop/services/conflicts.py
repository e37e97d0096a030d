"""Fields of which several versions are alive: shown whole, settled by a person."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from ssc_desktop.services.answers import Conflict, Version
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import VIEW, DeviceRow, conflict, listing


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
    names = dict(connection.execute(select(DeviceRow.id, DeviceRow.name)).all())
    rows = connection.execute(
        select(conflict.c.record, conflict.c.kind, conflict.c.field, conflict.c.versions)
        .where(conflict.c.case_uuid == case_id)
        .order_by(conflict.c.record, conflict.c.field)
    )
    return {
        _path(connection, case_id, record, kind, field): tuple(
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


def _path(connection: Connection, case_id: str, record: str, kind: str, field: str) -> str:
    """`field`, or `group/item-id/field`, as paths of fields are written."""
    if record == case_id:
        return field
    path = f"{kind}/{record}/{field}"
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
