"""The versions of one field that are alive, and where they come from."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from ssc_desktop.errors import NotFound
from ssc_desktop.history.lineage import Lineage
from ssc_desktop.history.redaction import REDACTION
from ssc_desktop.history.revision import stored_revision
from ssc_desktop.history.view import DELETED
from ssc_desktop.i18n import _
from ssc_desktop.record.editing import Path
from ssc_desktop.services.answers import Version
from ssc_desktop.services.saves import path_of, place_of
from ssc_desktop.services.writers import Writers
from ssc_desktop.store import truth
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import VIEW, RevisionRow, conflict

IS_FIELD = (conflict.c.kind != REDACTION) & (conflict.c.field != DELETED)
"""What of the table is a field in conflict."""


@dataclass(frozen=True, slots=True)
class Alive:
    """A field of which several versions are alive."""

    record: str
    field: str
    private: bool
    incomplete: bool
    """An older version is not here: a bundle is missing."""
    all: tuple[str, ...]
    """The revisions, the latest first."""
    distinct: tuple[str, ...]
    """One of each that say the same, the latest first."""


def find(connection: Connection, case_id: str, path: Path) -> Alive:
    """A field in conflict. Raises NotFound where nothing is in dispute there."""
    record, name = place_of(case_id, path)
    row = connection.execute(
        select(conflict.c.private, conflict.c.incomplete, conflict.c.versions).where(
            IS_FIELD,
            conflict.c.case_uuid == case_id,
            conflict.c.record == record,
            conflict.c.field == name,
        )
    ).first()
    if row is None:
        raise nothing_to_settle()
    private, incomplete, versions = row
    said: dict[str, str] = {}
    for version in versions:
        said.setdefault(json.dumps(version["value"], sort_keys=True), version["revision"])
    ids = tuple(version["revision"] for version in versions)
    return Alive(record, name, private, incomplete, ids, tuple(said.values()))


def versions_of(
    library: Library, connection: Connection, case_id: str
) -> dict[str, tuple[Version, ...]]:
    """The fields in conflict of one story, each with its versions, the latest first."""
    rows = connection.execute(
        select(conflict.c.record, conflict.c.kind, conflict.c.field, conflict.c.versions)
        .where(IS_FIELD, conflict.c.case_uuid == case_id)
        .order_by(conflict.c.record, conflict.c.field)
    ).all()
    writers = Writers(library, connection) if rows else None
    found: dict[str, tuple[Version, ...]] = {}
    for record, kind, field, versions in rows:
        path = (*path_of(case_id, kind, record, _holder(connection, case_id, kind, record)), field)
        found["/".join(path)] = tuple(
            Version(
                version["value"],
                version["revision"],
                version["at"],
                writers.name(version["device"]) if writers else "",
                version["device"] == library.device.id,
            )
            for version in versions
        )
    return found


def _holder(connection: Connection, case_id: str, kind: str, record: str) -> str:
    """What an item is part of."""
    table = VIEW.get(kind)
    if table is None or record == case_id:
        return case_id
    asked = select(table.c.part_of).where(table.c.case_uuid == case_id, table.c.id == record)
    return str(connection.scalar(asked) or case_id)


def lineage_of(
    connection: Connection, case_id: str, record: str, field: str, *, private: bool
) -> Lineage:
    """Every value that a field of the open or the private part was ever given."""
    root = truth.roots_of(case_id)[private]
    bodies = connection.scalars(
        select(RevisionRow.body).where(RevisionRow.root == root, RevisionRow.rec == record)
    )
    revisions = [one for one in map(stored_revision, bodies) if not one.newer]
    return Lineage.of(revisions, truth.cuts_of(connection, root), field)


def nothing_to_settle() -> NotFound:
    """What is said where somebody wants to settle what is not in dispute."""
    return NotFound(
        _("Nothing is in dispute there any more."),
        advice=_("Look at the list anew: it was settled, or a bundle brought what was missing."),
    )
