"""Drafts: what is on the screen, kept at every pause in typing, until it becomes a cut."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from ssc_desktop import clock
from ssc_desktop.record import Case
from ssc_desktop.record.completeness import standing
from ssc_desktop.store import rows
from ssc_desktop.store.inserting import insert
from ssc_desktop.store.tables import DraftRow, UnreadRow, listing


@dataclass(frozen=True, slots=True)
class Draft:
    """The case as typed (record JSON), and which cuts the author saw when opening it."""

    case_id: str
    base: str
    body: str


def keep(connection: Connection, draft: Draft, case: Case) -> None:
    """Keep what is on the screen; the list shows it too."""
    values = {"base": draft.base, "body": draft.body, "at": clock.stamp(clock.now())}
    row = insert(connection, DraftRow).values(case_uuid=draft.case_id, **values)
    connection.execute(row.on_conflict_do_update(index_elements=[DraftRow.case_uuid], set_=values))
    shown = {**rows.of_list(case), "completeness": standing(case).percent}
    connection.execute(update(listing).where(listing.c.case_uuid == draft.case_id).values(**shown))


def held(connection: Connection, case_id: str) -> Draft | None:
    """The draft of a case, if there is one."""
    row = connection.execute(
        select(DraftRow.case_uuid, DraftRow.base, DraftRow.body).where(
            DraftRow.case_uuid == case_id
        )
    ).first()
    return Draft(row[0], row[1], row[2]) if row else None


def is_older(connection: Connection, case_id: str, moment: str) -> bool:
    """Whether there is a draft of a case, kept in a second before that of `moment`."""
    at = connection.scalar(select(DraftRow.at).where(DraftRow.case_uuid == case_id))
    return at is not None and at[:19] < moment[:19]


def cases(connection: Connection) -> list[str]:
    """The cases that have a draft."""
    return list(connection.scalars(select(DraftRow.case_uuid).order_by(DraftRow.case_uuid)))


def drop(connection: Connection, case_id: str) -> None:
    """Forget a draft whose changes are in a cut."""
    connection.execute(delete(DraftRow).where(DraftRow.case_uuid == case_id))


def keep_unread(connection: Connection, case_id: str, unread: Mapping[str, str]) -> None:
    """Keep what stands in boxes and cannot be read, by the field's path, instead of what stood."""
    connection.execute(delete(UnreadRow).where(UnreadRow.case_uuid == case_id))
    kept = [{"case_uuid": case_id, "path": path, "text": text} for path, text in unread.items()]
    if kept:
        connection.execute(insert(connection, UnreadRow), kept)


def unread(connection: Connection, case_id: str) -> dict[str, str]:
    """What stands in boxes of a case and cannot be read, by the field's path."""
    wanted = select(UnreadRow.path, UnreadRow.text).where(UnreadRow.case_uuid == case_id)
    return dict(connection.execute(wanted.order_by(UnreadRow.path)).all())


def drop_unread(connection: Connection, case_id: str, path: str) -> None:
    """Forget what could not be read in a field that has an answer now."""
    connection.execute(
        delete(UnreadRow).where(UnreadRow.case_uuid == case_id, UnreadRow.path == path)
    )
