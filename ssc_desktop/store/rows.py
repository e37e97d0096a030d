"""A case as rows of the view tables, made by walking the definitions."""

import functools
import json
from collections.abc import Callable
from typing import Any

from ssc_desktop.record import CASE, Answer, Case, GroupDefinition, Kind, Noted
from ssc_desktop.record.completeness import items
from ssc_desktop.record.definition import Definition
from ssc_desktop.record.record_json import items_of
from ssc_desktop.store.tables import NOTE

Row = dict[str, Any]
_GIVING = {"knowledge_provider"}
_TAKING = {"knowledge_recipient"}
_BOTH = {"mutual_learner"}


def of_case(case: Case) -> dict[str, list[Row]]:
    """The rows of a case by table name."""
    identity = str(case.case_uuid)
    found = {"case": [_row(case, {"case_uuid": identity}, _plans()["case"])]}
    for group in CASE.fields:
        if isinstance(group, GroupDefinition):
            _group_rows(case, group, (identity, identity), found)
    return found


def _group_rows(
    holder: object, group: GroupDefinition, ids: tuple[str, str], found: dict[str, list[Row]]
) -> None:
    items = items_of(holder, group)
    if not items:
        return
    case_id, part_of = ids
    plan = _plans()[group.name]
    inner = [member for member in group.fields if isinstance(member, GroupDefinition)]
    rows = found.setdefault(group.name, [])
    for position, item in enumerate(items):
        head = {"case_uuid": case_id, "id": item.id, "part_of": part_of, "position": position}
        rows.append(_row(item, head, plan))
        for member in inner:
            _group_rows(item, member, (case_id, item.id), found)


_Plan = tuple[tuple[str, str, Callable[[Row, Any], None]], ...]


def _row(record: object, head: Row, plan: _Plan) -> Row:
    answers: dict[str, str] = {}
    for name, attribute, put in plan:
        value = getattr(record, attribute)
        if isinstance(value, Answer):
            answers[name] = value.value
            value = None
        put(head, value)
    head["answers"] = answers or None
    return head


@functools.cache
def _plans() -> dict[str, _Plan]:
    """How each field gets into its row; worked out once, for tens of thousands of rows."""
    holders = {"case": CASE.fields, **{n: g.fields for n, g in CASE.groups().items()}}
    return {name: _plan(members) for name, members in holders.items()}


def _plan(members: tuple[Definition, ...]) -> _Plan:
    return tuple(
        (member.name, member.attribute, _putter(member))
        for member in members
        if member.name != "case_uuid"
    )


def _putter(member: Definition) -> Callable[[Row, Any], None]:
    name = member.name
    if isinstance(member, GroupDefinition):
        return _nothing
    if member.kind is Kind.NOTED:
        return functools.partial(_put_noted, name)
    if member.kind in {Kind.LINES, Kind.CHOICES, Kind.MARKS, Kind.REFERENCES}:
        return functools.partial(_put_list, name)
    return functools.partial(_put, name)


def _nothing(_row: Row, _value: object) -> None:
    """A group has rows of its own; only an answer for the whole of it is noted here."""


def _put(name: str, row: Row, value: object) -> None:
    row[name] = value


def _put_list(name: str, row: Row, value: object) -> None:
    row[name] = list(value) if isinstance(value, tuple) and value else None


def _put_noted(name: str, row: Row, value: object) -> None:
    noted = value if isinstance(value, Noted) else Noted()
    row[name] = list(noted.code) if isinstance(noted.code, tuple) else noted.code
    row[name + NOTE] = noted.note


def of_list(case: Case) -> Row:
    """What the list shows of a case."""
    sector = case.sector if isinstance(case.sector, tuple) else ()
    return {
        "title": _plain(case.title),
        "short_name": _plain(case.short_name),
        "status": _plain(case.status) or "draft",
        "givers": json.dumps(_sides(case, _GIVING), ensure_ascii=False),
        "takers": json.dumps(_sides(case, _TAKING), ensure_ascii=False),
        "sector": str(sector[0]) if sector else "",
    }


def _plain(value: object) -> str:
    return value if isinstance(value, str) and not isinstance(value, Answer) else ""


def _sides(case: Case, roles: set[str]) -> list[str]:
    """The countries (codes) with one of the roles, or the names of partners without a country."""
    found: list[str] = []
    for partner in items(case, "partner"):
        held = set(partner.roles) if isinstance(partner.roles, tuple) else set()
        if held & roles or (roles is _GIVING and held & _BOTH and not held & _TAKING):
            found.append(_plain(partner.country) or _plain(partner.name_as_used))
    return list(dict.fromkeys(name for name in found if name))
