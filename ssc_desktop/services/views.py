"""Views of the list that a person named: kept in the library, so that they move with it."""

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from ssc_desktop.services.answers import Query
from ssc_desktop.services.asking import CHANGED, NOTHING, SORTS, Conditions
from ssc_desktop.store import lists
from ssc_desktop.store.library import Library, remember
from ssc_desktop.store.tables import FactRow

_FACT = "views"
MOST = 40
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class View:
    """A question to the list with a name."""

    name: str
    text: str = ""
    conditions: Conditions = NOTHING
    sort: str = CHANGED
    falling: bool | None = None


def kept(library: Library) -> tuple[View, ...]:
    """The views of a library, in the order in which they were made."""
    with library.reading() as connection:
        told = connection.scalar(select(FactRow.value).where(FactRow.name == _FACT))
    return tuple(_read(told)) if told else ()


def keep(library: Library, views: Sequence[View]) -> None:
    """Keep these views and no others."""
    told = json.dumps([dataclasses.asdict(view) for view in views[:MOST]], ensure_ascii=False)
    with library.writing() as connection:
        remember(connection, _FACT, told)


def counted(library: Library, views: Sequence[View]) -> tuple[int, ...]:
    """How many stories each view holds now."""
    with library.reading() as connection:
        return tuple(lists.total(connection, Query(view.text, view.conditions)) for view in views)


def _read(told: str) -> list[View]:
    """Views as they were written; a newer version may have written what is not known here."""
    try:
        read = json.loads(told)
    except ValueError:
        return []
    found = [_view(one) for one in read if isinstance(one, dict)] if isinstance(read, list) else []
    return [view for view in found if view is not None]


def _view(told: dict[str, Any]) -> View | None:
    name, text, sort = (told.get(key) for key in ("name", "text", "sort"))
    if not isinstance(name, str) or not name.strip():
        return None
    conditions = told.get("conditions")
    falling = told.get("falling")
    return View(
        name[:LONGEST_NAME],
        text if isinstance(text, str) else "",
        _conditions(conditions if isinstance(conditions, dict) else {}),
        sort if sort in SORTS else CHANGED,
        falling if isinstance(falling, bool) else None,
    )


def _conditions(told: dict[str, Any]) -> Conditions:
    known: dict[str, Any] = {}
    for one in dataclasses.fields(Conditions):
        value, usual = told.get(one.name), getattr(NOTHING, one.name)
        if isinstance(usual, tuple) and isinstance(value, list):
            known[one.name] = tuple(code for code in value if isinstance(code, str))
        elif type(value) is type(usual):
            known[one.name] = value
    return Conditions(**known)
