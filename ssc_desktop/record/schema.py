"""The record as a published JSON Schema (draft 2020-12), made from the definitions."""

from collections.abc import Iterable
from typing import Any

from ssc_desktop.record import words
from ssc_desktop.record.case import CASE
from ssc_desktop.record.definition import (
    CaseDefinition,
    Definition,
    FieldDefinition,
    GroupDefinition,
    Kind,
    Need,
)
from ssc_desktop.record.values import Answer
from ssc_desktop.record.vocabularies import vocabulary

_UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
_WORDS = {"type": "string", "maxLength": words.LONGEST}
_ITEM = {"type": "string", "minLength": 1, "maxLength": 200}
_SIMPLE: dict[Kind, dict[str, Any]] = {
    Kind.LINE: _WORDS,
    Kind.TEXT: _WORDS,
    Kind.COUNT: {"type": "integer", "minimum": 0, "maximum": 2**53 - 1},
    Kind.DECIMAL: {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    Kind.FIGURE: _WORDS,
    Kind.DATE: {
        "type": "string",
        "pattern": rf"^(\.\.|[0-9]{{4}}(-{_MONTH}(-{_DAY})?)?~?)$",
    },
    Kind.YES_NO: {"type": "boolean"},
    Kind.REFERENCE: _ITEM,
    Kind.REFERENCES: {"type": "array", "items": _ITEM},
    Kind.DIGEST: {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}

_FILE = {
    "description": "Only for adding: a path beside the record, in the place of the checksum.",
    "type": "string",
}


def json_schema(definition: CaseDefinition = CASE) -> dict[str, Any]:
    """The JSON Schema of a record, keys in the dictionary's order."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:ssc:record:1",
        "title": "SSC case story",
        "type": "object",
        "properties": _properties(definition.fields),
        "required": [
            member.name
            for member in definition.fields
            if member.needs.draft is Need.REQUIRED and member.name == "title"
        ],
        "additionalProperties": False,
        "$defs": {
            "answer": {
                "description": "An answer without a value; any field accepts it.",
                "type": "object",
                "properties": {"answer": {"enum": [answer.value for answer in Answer]}},
                "required": ["answer"],
                "additionalProperties": False,
            }
        },
    }


def _properties(members: Iterable[Definition]) -> dict[str, Any]:
    return {
        member.name: _group(member) if isinstance(member, GroupDefinition) else _field(member)
        for member in members
    }


def _group(group: GroupDefinition) -> dict[str, Any]:
    properties = {**_properties(group.fields), "id": {"type": "string", "pattern": _UUID}}
    if group.name == "attachment":
        properties["file"] = _FILE
    item = {"type": "object", "properties": properties, "additionalProperties": False}
    items: dict[str, Any] = {"type": "array", "items": item}
    if group.most is not None:
        items["maxItems"] = group.most
    return _described(group, [items])


def _field(field: FieldDefinition) -> dict[str, Any]:
    if field.name == "case_uuid":
        return {"title": field.label, "type": "string", "pattern": _UUID}
    return _described(field, [_value(field)])


def _described(member: Definition, forms: list[dict[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {"title": member.label}
    if member.prompt:
        made["description"] = member.prompt
    return {**made, "anyOf": [*forms, {"$ref": "#/$defs/answer"}]}


def _value(field: FieldDefinition) -> dict[str, Any]:
    if field.kind in {Kind.CHOICE, Kind.CHOICES, Kind.MARKS}:
        code = _code(field)
        if field.kind is Kind.CHOICE:
            return code
        many: dict[str, Any] = {"type": "array", "items": code, "uniqueItems": True}
        return _at_most(field, many)
    if field.kind is Kind.LINES:
        return _at_most(field, {"type": "array", "items": _WORDS})
    if field.kind is Kind.NOTED:
        return _noted(field)
    return _simple(field)


def _noted(field: FieldDefinition) -> dict[str, Any]:
    code = _code(field) if field.vocabulary else _ITEM if field.refers_to else _WORDS
    if field.several:
        code = {"type": "array", "items": code, "uniqueItems": True}
    return {
        "type": "object",
        "properties": {"code": code, "note": _WORDS},
        "additionalProperties": False,
    }


def _simple(field: FieldDefinition) -> dict[str, Any]:
    simple = dict(_SIMPLE[field.kind])
    if field.pattern:
        simple["pattern"] = f"^(?:{field.pattern})$"
    if field.within is not None:
        simple["pattern"] = f"^-?0*(?:{_up_to(field.within)})$"
    return simple


def _up_to(most: int) -> str:
    """A pattern of the decimal numbers from 0 to `most`, for numbers written as text."""
    digits = str(most)
    below = [f"[0-9]{{1,{len(digits) - 1}}}"] if len(digits) > 1 else []
    for at, digit in enumerate(digits):
        if digit != "0":
            rest = f"[0-9]{{{len(digits) - at - 1}}}"
            below.append(f"{digits[:at]}[0-{int(digit) - 1}]{rest}")
    return rf"(?:{'|'.join(below)})(?:\.[0-9]+)?|{digits}(?:\.0+)?"


def _at_most(field: FieldDefinition, many: dict[str, Any]) -> dict[str, Any]:
    return {**many, "maxItems": field.most} if field.most else many


def _code(field: FieldDefinition) -> dict[str, Any]:
    listed = vocabulary(field.vocabulary)
    codes: dict[str, Any] = {"enum": list(listed.codes)}
    if not listed.open:
        return codes
    return {"anyOf": [codes, {"type": "string", "pattern": listed.open}]}
