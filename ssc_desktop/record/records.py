"""A case as the flat records that are kept and merged, and back.

The case itself and every item of a group is one record. What is private lives in a second record
with the same id, in the private part of the case.
"""

import dataclasses
import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ssc_desktop.record import codec
from ssc_desktop.record.case import CASE, Case
from ssc_desktop.record.definition import (
    CaseDefinition,
    Definition,
    FieldDefinition,
    GroupDefinition,
    Kind,
)
from ssc_desktop.record.values import Answer, given
from ssc_desktop.record.vocabularies import vocabulary


@dataclass(slots=True)
class FlatRecord:
    """One record: its own answers as JSON, by field name; unanswered fields are absent."""

    id: str
    kind: str
    parent: str
    private: bool
    values: dict[str, Any] = field(default_factory=dict)


Key = tuple[str, bool]
"""A record's id, and whether it is the private one."""


def flattened(case: Case, definition: CaseDefinition = CASE) -> dict[Key, FlatRecord]:
    """All records of a case, the case first, items in their order."""
    identity = str(case.case_uuid)
    found: dict[Key, FlatRecord] = {}
    _flatten(case, identity, ("case", "", definition.fields, False), found)
    return found


def _flatten(
    record: Any,
    identity: str,
    place: tuple[str, str, Iterable[Definition], bool],
    found: dict[Key, FlatRecord],
) -> None:
    kind, parent, members, inside_private = place
    own = FlatRecord(identity, kind, parent, inside_private)
    found[identity, inside_private] = own
    for member in members:
        private = inside_private or member.private
        value = getattr(record, member.attribute)
        if isinstance(member, GroupDefinition) and isinstance(value, tuple):
            for item in value:
                _flatten(item, item.id, (member.name, identity, member.fields, private), found)
        elif given(value) and member.name != "case_uuid":
            holder = own if private == inside_private else _private(own, found)
            holder.values[member.name] = codec.written(value)


def _private(own: FlatRecord, found: dict[Key, FlatRecord]) -> FlatRecord:
    key = (own.id, True)
    if key not in found:
        found[key] = FlatRecord(own.id, own.kind, own.parent, private=True)
    return found[key]


def assembled(
    case_id: str, records: Iterable[FlatRecord], definition: CaseDefinition = CASE
) -> Case:
    """The case that `records` describe, items in the order given.

    Values that do not fit their field, and kinds that are not known, come from a newer version:
    they are left out of the case and stay in the records.
    """
    values: dict[str, dict[str, Any]] = {}
    children: dict[tuple[str, str], list[str]] = {}
    groups = definition.groups()
    halves: list[FlatRecord] = []
    for record in records:
        group = groups.get(record.kind)
        if record.private and not (group is not None and group.private):
            halves.append(record)
            continue
        values[record.id] = record.values
        if record.id != case_id:
            children.setdefault((record.parent, record.kind), []).append(record.id)
    for half in halves:  # that of an item that was taken away has no other half
        if half.id in values:
            values[half.id] = values[half.id] | half.values
    made = _assemble(case_id, definition, values, children)
    return _made(definition.item_type, {**made, "case_uuid": case_id})  # type: ignore[no-any-return]


def _assemble(
    identity: str,
    definition: CaseDefinition | GroupDefinition,
    values: Mapping[str, dict[str, Any]],
    children: Mapping[tuple[str, str], list[str]],
) -> dict[str, Any]:
    made: dict[str, Any] = {}
    members = definition.by_name
    for name, value in values.get(identity, {}).items():
        member = members.get(name)
        if isinstance(member, FieldDefinition):
            # what was cleaned and checked on its way in needs no second look: a bundle of 1,000
            # stories has 170,000 values
            plain = type(value) is str and member.kind in _PLAIN
            made[member.attribute] = (value or None) if plain else codec.understood(member, value)
        elif member is not None:
            made[member.attribute] = _group_answer(value)
    for group in definition.inner:
        items = children.get((identity, group.name))
        if items:
            made[group.attribute] = tuple(
                _made(group.item_type, {"id": one, **_assemble(one, group, values, children)})
                for one in items
            )
    return made


def _made(record_type: type, values: dict[str, Any]) -> Any:
    """A record with these values, the others unanswered.

    A frozen class sets its attributes one by one and slowly; a bundle has 25,000 records.
    """
    record: Any = object.__new__(record_type)
    record.__dict__.update(_unanswered(record_type), **values)
    return record


@functools.cache
def _unanswered(record_type: type) -> dict[str, Any]:
    return {
        field.name: field.default
        for field in dataclasses.fields(record_type)
        if field.default is not dataclasses.MISSING
    }


def _group_answer(value: object) -> Answer | tuple[()]:
    try:
        return codec.answer_in(value) or ()
    except codec.Misfit:
        return ()


_PLAIN = frozenset({Kind.LINE, Kind.TEXT, Kind.FIGURE, Kind.REFERENCE, Kind.CHOICE})


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What one save changes in one record."""

    id: str
    kind: str
    parent: str
    private: bool
    fields: dict[str, Any]
    """JSON by field; None where an answer was taken away; `name/element` for marks."""
    created: bool = False
    deleted: bool = False


def differences(
    before: Case | None, after: Case, definition: CaseDefinition = CASE
) -> list[RecordChange]:
    """What turns `before` into `after`: the records made, changed and taken away, in order."""
    old = flattened(before, definition) if before is not None else {}
    new = flattened(after, definition)
    marks = marked_fields(definition)
    changes = [
        RecordChange(r.id, r.kind, r.parent, r.private, fields, created=key not in old)
        for key, r in new.items()
        if (fields := _changed(r, old.get(key), marks)) or (key not in old)
    ]
    changes += list(_vanished(old, new, marks))
    return changes


def _vanished(
    old: Mapping[Key, FlatRecord], new: Mapping[Key, FlatRecord], marks: frozenset[tuple[str, str]]
) -> Iterator[RecordChange]:
    living = {identity for identity, _private in new}
    for key, record in old.items():
        if key in new:
            continue
        if record.id in living:  # only its private answers were taken away
            empty = FlatRecord(record.id, record.kind, record.parent, record.private)
            fields = _changed(empty, record, marks)
            yield RecordChange(record.id, record.kind, record.parent, record.private, fields)
        else:
            yield RecordChange(
                record.id, record.kind, record.parent, record.private, {}, deleted=True
            )


def _changed(
    new: FlatRecord, old: FlatRecord | None, marks: frozenset[tuple[str, str]]
) -> dict[str, Any]:
    before = old.values if old else {}
    changed: dict[str, Any] = {}
    for name in [*new.values, *(name for name in before if name not in new.values)]:
        was, now = before.get(name), new.values.get(name)
        if was == now:
            continue
        if (new.kind, name) in marks:
            changed.update(_marks_changed(name, was, now))
        else:
            changed[name] = now
    return changed


def _marks_changed(name: str, was: Any, now: Any) -> dict[str, Any]:
    had = set(was) if isinstance(was, list) else set()
    has = set(now) if isinstance(now, list) else set()
    changed: dict[str, Any] = {f"{name}/{code}": True for code in sorted(has - had)}
    changed.update({f"{name}/{code}": False for code in sorted(had - has)})
    answered = now if isinstance(now, dict) else None
    if answered != (was if isinstance(was, dict) else None):
        changed[name] = answered
    return changed


def marked_fields(definition: CaseDefinition = CASE) -> frozenset[tuple[str, str]]:
    """The fields that merge as sets, each as (record kind, field)."""
    holders: list[tuple[str, tuple[Definition, ...]]] = [("case", definition.fields)]
    holders += [(group.name, group.fields) for group in definition.groups().values()]
    return frozenset(
        (kind, member.name)
        for kind, members in holders
        for member in members
        if isinstance(member, FieldDefinition) and member.kind is Kind.MARKS
    )


def sorted_marks(definition: FieldDefinition, codes: Iterable[str]) -> tuple[str, ...]:
    """Codes in the order of the field's vocabulary."""
    return tuple(sorted(codes, key=vocabulary(definition.vocabulary).rank))
