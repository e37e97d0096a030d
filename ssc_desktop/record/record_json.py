"""The record as JSON: what `add` takes, `show --json` gives and files hold.

Keys are the names of the definitions; groups are lists of objects, every item with its id.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ssc_desktop.errors import InvalidInput
from ssc_desktop.i18n import _
from ssc_desktop.identifiers import is_id, new_id
from ssc_desktop.record import codec, words
from ssc_desktop.record.case import CASE, Case
from ssc_desktop.record.definition import (
    CaseDefinition,
    Definition,
    FieldDefinition,
    GroupDefinition,
)
from ssc_desktop.record.values import Answer, Item, Value, given


@dataclass
class _Findings:
    """What did not fit, field by field."""

    lenient: bool = False
    """Codes of a newer version are kept, and numbers of items not counted."""
    unknown: list[str] = field(default_factory=list)
    misfits: list[tuple[str, str]] = field(default_factory=list)


def read(data: object, definition: CaseDefinition = CASE) -> Case:
    """A case from its JSON object; items without an id get one.

    Raises InvalidInput that names every key that is not known and every value that does not fit.
    """
    if not isinstance(data, Mapping):
        raise InvalidInput(_("A record must be a JSON object."))
    findings = _Findings()
    values = _values(definition.fields, data, "", findings)
    identity = values.get("case_uuid")
    if identity is None:
        values["case_uuid"] = new_id()
    elif not is_id(str(identity)):
        findings.misfits.append(("case_uuid", _("it must be a UUID of version 7")))
    _refuse(findings)
    made = definition.item_type(**values)
    refuse_repeated_ids(made, definition)
    return made  # type: ignore[no-any-return]  # item_type is Case or a subclass of it


def restored(data: Mapping[str, Any], definition: CaseDefinition = CASE) -> Case:
    """A case from what `written` gave, also where a newer version's codes are in it.

    Raises InvalidInput only for a text that is too long to be kept.
    """
    findings = _Findings(lenient=True)
    values = _values(definition.fields, data, "", findings)
    _refuse(findings)
    return definition.item_type(**values)  # type: ignore[no-any-return]  # Case or a subclass


def _values(
    members: Iterable[Definition], data: Mapping[str, Any], prefix: str, findings: _Findings
) -> dict[str, Any]:
    known = {member.name: member for member in members}
    findings.unknown += [prefix + str(key) for key in data if key not in known and key != "id"]
    if not prefix and "id" in data:
        findings.unknown.append("id")
    values: dict[str, Any] = {}
    for name, member in known.items():
        if name not in data:
            continue
        where = prefix + name
        try:
            if isinstance(member, GroupDefinition):
                values[member.attribute] = _group(member, data[name], where, findings)
            else:
                values[member.attribute] = _read(member, data[name], findings)
        except codec.Misfit as misfit:
            findings.misfits.append((where, str(misfit)))
    return values


def _read(field: FieldDefinition, data: Any, findings: _Findings) -> Value | None:
    # too long is too long for every version: such a text must stay on the screen
    too_long = isinstance(data, str) and len(data) > words.LONGEST
    return (codec.understood if findings.lenient and not too_long else codec.read)(field, data)


def _group(
    group: GroupDefinition, data: Any, where: str, findings: _Findings
) -> tuple[Item, ...] | Answer:
    answer = codec.answer_in(data)
    if answer is not None:
        return answer
    if data is None:
        return ()
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        raise codec.Misfit(_("it must be a list of objects"))
    if group.most is not None and len(data) > group.most and not findings.lenient:
        raise codec.Misfit(_("it can hold {n} at most").format(n=group.most))
    items = []
    for number, item in enumerate(data, start=1):
        place = f"{where}[{number}]."
        identity = item.get("id") or new_id()
        if not isinstance(identity, str) or not is_id(identity):
            findings.misfits.append((place + "id", _("it must be a UUID of version 7")))
        items.append(group.item_type(id=identity, **_values(group.fields, item, place, findings)))
    return tuple(items)


def _refuse(findings: _Findings) -> None:
    if findings.unknown:
        raise InvalidInput(
            _("These names are not part of a record: {names}.").format(
                names=", ".join(name[:80] for name in findings.unknown[:12])
            ),
            advice=_("Correct or remove them; nothing was added."),
            fields=findings.unknown,
        )
    if findings.misfits:
        name, reason = findings.misfits[0]
        raise InvalidInput(
            _("The value of “{field}” does not fit: {reason}.").format(field=name, reason=reason),
            advice=_("Correct it; nothing was changed."),
            fields=[where for where, _reason in findings.misfits],
        )


def refuse_repeated_ids(case: Case, definition: CaseDefinition = CASE) -> None:
    """Raise InvalidInput where two items of a case have one id: they would be one record."""
    seen = {case.case_uuid}
    for group in definition.fields:
        if not isinstance(group, GroupDefinition):
            continue
        for item in items_of(case, group):
            for one in (item, *_inner(item, group)):
                if one.id in seen:
                    raise InvalidInput(
                        _("The id {id} is given to more than one item.").format(id=one.id),
                        advice=_("Leave ids out, or give each item its own."),
                        fields=[group.name],
                    )
                seen.add(one.id)


def _inner(item: Item, group: GroupDefinition) -> Iterable[Item]:
    for member in group.fields:
        if isinstance(member, GroupDefinition):
            yield from items_of(item, member)


def items_of(record: object, group: GroupDefinition) -> tuple[Item, ...]:
    """The items of a group; none where the group as a whole was answered without items."""
    held = getattr(record, group.attribute)
    return held if isinstance(held, tuple) else ()


def written(record: object, members: Iterable[Definition] = CASE.fields) -> dict[str, Any]:
    """A case, or an item given its group's fields, as a JSON object in the dictionary's order."""
    made: dict[str, Any] = {}
    for member in members:
        value = getattr(record, member.attribute)
        if not given(value):
            continue
        if type(value) is str:  # most are; an Answer is another type
            made[member.name] = value
        elif isinstance(member, FieldDefinition) or isinstance(value, Answer):
            made[member.name] = codec.written(value)
        else:
            made[member.name] = [written(item, member.fields) for item in value]
    if isinstance(record, Item):
        made["id"] = record.id
    return made


def text(case: Case, definition: CaseDefinition = CASE) -> str:
    """A case as JSON text: the same case gives the same bytes everywhere; ends with a line feed."""
    return json.dumps(written(case, definition.fields), ensure_ascii=False, indent=1) + "\n"
