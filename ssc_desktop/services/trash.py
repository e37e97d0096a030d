"""The trash as it is shown: for 90 days, or until it is cleared. Nothing is destroyed by either."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, select

from ssc_desktop import clock
from ssc_desktop.services import backing_up
from ssc_desktop.services.answers import Changes, Trash, Trashed
from ssc_desktop.store.library import Library, remember
from ssc_desktop.store.tables import FactRow, listing

DAYS: Final = 90
"""How long a story stands in the trash."""
_CLEARED: Final = "cleared"


def listed(library: Library, *, older: bool = False) -> Trash:
    """What stands in the trash, put there last first; with `older` also what was cleared out."""
    with library.reading() as connection:
        rows = connection.execute(
            select(listing.c.case_uuid, listing.c.title, listing.c.changed)
            .where(listing.c.deleted.is_(True))
            .order_by(listing.c.number.desc())
        ).all()
        cleared = _cleared(connection)
    today = clock.now()
    stories = [
        Trashed(
            case_id, title, changed, _days_left(changed, today), cleared.get(case_id) == changed
        )
        for case_id, title, changed in rows
    ]
    shown = [one for one in stories if one.days_left > 0 and not one.cleared]
    return Trash(tuple(stories if older else shown), len(stories) - len(shown))


def clear(library: Library, ids: Sequence[str]) -> Changes:
    """Show stories in the trash no longer. They can still be taken back: nothing is destroyed."""
    backing_up.before(library, "before-delete")
    with library.writing() as connection:
        moments = connection.execute(
            select(listing.c.case_uuid, listing.c.changed).where(
                listing.c.case_uuid.in_(ids), listing.c.deleted.is_(True)
            )
        )
        # by the moment: a story that is taken back and put here again is shown again
        cleared = _cleared(connection) | dict(moments.all())
        remember(connection, _CLEARED, json.dumps(cleared))
    return Changes(frozenset(ids))


def show_again(library: Library, ids: Sequence[str]) -> Changes:
    """Take clearing back."""
    with library.writing() as connection:
        cleared = {one: at for one, at in _cleared(connection).items() if one not in ids}
        remember(connection, _CLEARED, json.dumps(cleared))
    return Changes(frozenset(ids))


def _cleared(connection: Connection) -> dict[str, str]:
    held = connection.scalar(select(FactRow.value).where(FactRow.name == _CLEARED))
    return dict(json.loads(held)) if held else {}


def _days_left(changed: str, today: datetime) -> int:
    put = datetime.fromisoformat(changed[:19]).replace(tzinfo=UTC)
    return max(0, DAYS - (today - put).days)
