"""A case as rows of the view tables, made by walking the definitions."""

import functools
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from ssc_desktop.record import CASE, Answer, Case, GroupDefinition, Kind, Noted, dates
from ssc_desktop.record.completeness import items
from ssc_desktop.record.definition import Definition
from ssc_desktop.record.record_json import items_of
from ssc_desktop.record.sort_key import sort_key
from ssc_desktop.store.tables import columns_of

Row = tuple[Any, ...]
_GIVING = {"knowledge_provider"}
_TAKING = {"knowledge_recipient"}
_BOTH = {"mutual_learner"}
_YEAR = re.compile(r"\d{4}", re.ASCII)
_FAR = 9999
"""The last year of work that still goes on."""


def of_case(case: Case) -> dict[str, list[Row]]:
    """The rows of a case by table name, each in the order of its table's columns."""
    identity = str(case.case_uuid)
    found = {"case": [_row(case, [identity], _plans()["case"])]}
    for group in CASE.inner:
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
    rows = found.setdefault(group.name, [])
    for position, item in enumerate(items):
        rows.append(_row(item, [case_id, item.id, part_of, position], plan))
        for inner in group.inner:
            _group_rows(item, inner, (case_id, item.id), found)


_Step = tuple[str, str, Row, Callable[[Any], Row]]
"""A field: name, attribute, its columns when unanswered, and how an answer fills them."""


def _row(record: object, columns: list[Any], plan: tuple[_Step, ...]) -> Row:
    answers: dict[str, str] = {}
    for name, attribute, empty, filled in plan:
        value = getattr(record, attribute)
        if value is None or value == ():
            columns += empty
        elif isinstance(value, Answer):
            answers[name] = value.value
            columns += empty
        else:
            columns += filled(value)
    columns.append(_json(answers) if answers else None)
    return tuple(columns)


@functools.cache
def _plans() -> dict[str, tuple[_Step, ...]]:
    """How each field gets into its row; worked out once, for tens of thousands of rows."""
    holders = {"case": CASE.fields, **{n: g.fields for n, g in CASE.groups().items()}}
    return {name: tuple(_steps(members)) for name, members in holders.items()}


def _steps(members: tuple[Definition, ...]) -> Iterator[_Step]:
    for member in members:
        if isinstance(member, GroupDefinition):
            # a group has rows of its own; only an answer for the whole of it is noted here
            yield member.name, member.attribute, (), lambda _items: ()
        elif member.name != "case_uuid":
            filled = _FILLED.get(member.kind, lambda value: (value,))
            yield member.name, member.attribute, (None,) * len(columns_of(member)), filled


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _listed(value: tuple[Any, ...]) -> Row:
    return (_json(list(value)),)


def _noted(value: Noted) -> Row:
    code = _json(list(value.code)) if isinstance(value.code, tuple) else value.code
    return (code, value.note)


_FILLED: dict[Kind, Callable[[Any], Row]] = {
    Kind.LINES: _listed,
    Kind.CHOICES: _listed,
    Kind.MARKS: _listed,
    Kind.REFERENCES: _listed,
    Kind.NOTED: _noted,
}


def of_list(case: Case) -> dict[str, Any]:
    """What the list shows of a case, and what it is sorted and narrowed by."""
    sector = case.sector if isinstance(case.sector, tuple) else ()
    givers, takers = _sides(case, _GIVING), _sides(case, _TAKING)
    title = _plain(case.title)
    first, last = _years(case)
    return {
        "title": title,
        "title_key": sort_key(title),
        "short_name": _plain(case.short_name),
        "case_code": _plain(case.case_code),
        "status": _plain(case.status) or "draft",
        "givers": json.dumps(givers, ensure_ascii=False),
        "takers": json.dumps(takers, ensure_ascii=False),
        "sector": str(sector[0]) if sector else "",
        "country": next((code for code in (*givers, *takers) if _is_country(code)), ""),
        "cooperation": _plain(case.cooperation_type),
        "language": _plain(case.narrative_language),
        "first_year": first,
        "last_year": last,
    }


def of_facets(case: Case) -> set[tuple[str, str]]:
    """What a case has several of and the list can be narrowed to: kinds and codes."""
    countries = (partner.country for partner in items(case, "partner"))
    challenges = (one.challenge for one in items(case, "key_challenge"))
    sectors = case.sector if isinstance(case.sector, tuple) else ()
    goals = case.sdg_goal if isinstance(case.sdg_goal, tuple) else ()
    held = {
        "country": map(_plain, countries),
        "sector": map(str, sectors),
        "goal": map(str, goals),
        "challenge": map(_plain, challenges),
    }
    return {(kind, code) for kind, codes in held.items() for code in codes if code}


def _plain(value: object) -> str:
    return value if isinstance(value, str) and not isinstance(value, Answer) else ""


def _is_country(code: str) -> bool:
    return len(code) == 3 and code.isascii() and code.isupper()


def _years(case: Case) -> tuple[int, int]:
    """The first and the last year of the work; 0 for what is not known."""
    first, last = _year(case.start_date), _year(case.end_date)
    if not last and _plain(case.end_date) == dates.ONGOING:
        last = _FAR
    return first or (0 if last == _FAR else last), last or first


def _year(value: object) -> int:
    found = _YEAR.search(_plain(value))
    return int(found[0]) if found else 0


def _sides(case: Case, roles: set[str]) -> list[str]:
    """The countries (codes) with one of the roles, or the names of partners without a country."""
    found: list[str] = []
    for partner in items(case, "partner"):
        held = set(partner.roles) if isinstance(partner.roles, tuple) else set()
        if held & roles or (roles is _GIVING and held & _BOTH and not held & _TAKING):
            found.append(_plain(partner.country) or _plain(partner.name_as_used))
    return list(dict.fromkeys(name for name in found if name))
