"""Stories for the tests of the record: an empty one, a whole one, and the samples as they are."""

import functools
import json
from pathlib import Path
from typing import Any

from ssc_desktop.paths import bundled
from ssc_desktop.record import CASE, Case, FieldDefinition, GroupDefinition, Kind, record_json
from ssc_desktop.record.definition import Definition
from ssc_desktop.record.vocabularies import vocabulary

EXAMPLE = Path(__file__).with_name("example.json")


def story(**data: Any) -> Case:
    """A story from its JSON, with nothing in it but what is said."""
    return record_json.read({"title": "Rice from China in Uganda", **data})


@functools.cache
def example() -> Case:
    """The story of the design, in JSON as people exchange it."""
    return record_json.read(json.loads(EXAMPLE.read_text(encoding="utf-8")))


@functools.cache
def samples() -> dict[str, dict[str, Any]]:
    """The JSON of every sample story by its file's name, without the files beside it."""
    found = {}
    for path in sorted((bundled("resources") / "samples").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        for item in data.get("attachment", []):
            item.pop("file", None)
        found[path.stem] = data
    return found


@functools.cache
def whole() -> Case:
    """A full story in which every question of the dictionary has an answer."""
    return record_json.read({member.name: _json(member) for member in CASE.fields})


def _json(member: Definition) -> Any:
    if isinstance(member, FieldDefinition):
        return _value(member)
    codes: list[Any] = [None] * max(1, member.least)
    if member.fixed:
        field = next(one for one in member.fields if one.name == member.fixed)
        codes = list(vocabulary(_vocabulary(field)).codes)
    items = [{one.name: _json(one) for one in member.fields} for _ in codes]
    for number, (item, code) in enumerate(zip(items, codes, strict=True)):
        if code is not None:
            item[member.fixed] = code
        item["id"] = _id(member, number)
    return _told(member, items)


def _told(group: GroupDefinition, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is asked of results, lessons and partners beyond their number."""
    kinds = {
        "result": ("level", ["output", "outcome"]),
        "lesson": ("type", ["worked", "worked", "did_not_work", "transfer_condition"]),
        "partner": ("country", ["CHN", "UGA"]),
    }
    if group.name not in kinds:
        return items
    name, codes = kinds[group.name]
    first = {key: value for key, value in items[0].items() if key not in {"id", "other_figure"}}
    return [{**first, name: code, "id": _id(group, number)} for number, code in enumerate(codes)]


def _id(group: GroupDefinition, number: int) -> str:
    place = list(CASE.groups()).index(group.name)
    return f"01a0c453-7903-7d72-9572-{place:06x}{number:06x}"


def _vocabulary(field: Definition) -> str:
    assert isinstance(field, FieldDefinition)
    return field.vocabulary


_SAID: dict[Kind, Any] = {
    Kind.LINES: ["rice", "water"],
    Kind.COUNT: 40,
    Kind.DECIMAL: "12.5",
    Kind.DATE: "2012-09",
    Kind.YES_NO: False,
    Kind.DIGEST: "0" * 64,
}


def _value(field: FieldDefinition) -> Any:
    if field.name == "case_uuid":
        return "01a0c453-7903-7d72-9572-ffffffffffff"
    if field.refers_to and field.kind is not Kind.NOTED:
        target = _id(CASE.groups()[field.refers_to[0]], 0) if field.refers_to[0] != "case" else "x"
        return target if field.kind is Kind.REFERENCE else [target]
    if field.name == "record_depth":
        return "full_story"
    if field.vocabulary:
        code = next(iter(vocabulary(field.vocabulary).codes))
        if field.kind is Kind.NOTED:
            return {"code": [code] if field.several else code, "note": f"Words on {field.name}"}
        return code if field.kind is Kind.CHOICE else [code]
    return field.example or _SAID.get(field.kind, f"Words on {field.name}")
