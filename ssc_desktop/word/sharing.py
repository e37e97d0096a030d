"""What of a story may stand in a document: decided once, before anything is written.

A document is read by a circle of people. Whatever must stay closer is taken out of the case itself,
so that neither the pages nor the machine copy can hold it.
"""

import dataclasses
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ssc_desktop.i18n import _, ngettext
from ssc_desktop.record import Answer, Case, CaseDefinition, Definition, FieldDefinition
from ssc_desktop.record.definition import GroupDefinition
from ssc_desktop.record.values import Item, given
from ssc_desktop.record.vocabularies import vocabulary

_CLOSEST = "workshop"
"""A document is made to be handed on: also a private story's is read by a workshop at least."""


@dataclass
class _Removed:
    """What was taken out, counted by what a person calls it."""

    private: Counter[str] = field(default_factory=Counter)
    hidden: list[str] = field(default_factory=list)
    kept_here: list[str] = field(default_factory=list)


def printed(case: Case, definition: CaseDefinition, also: Iterable[str]) -> Case:
    """The case with only what the definitions mark for the overview, and the fields named `also`.

    What a one-page form does not print must not travel in it unseen.
    """
    kept: Case = _printed(case, definition.fields, {"case_uuid", *also})
    return kept


def _printed(one: Any, members: tuple[Definition, ...], also: Container[str] = ()) -> Any:
    changes: dict[str, Any] = {}
    for member in members:
        value = getattr(one, member.attribute)
        if member.name in also or not given(value):
            continue
        if not member.overview:
            changes[member.attribute] = () if isinstance(member, GroupDefinition) else None
        elif isinstance(member, GroupDefinition) and isinstance(value, tuple):
            changes[member.attribute] = tuple(_printed(item, member.fields) for item in value)
    return dataclasses.replace(one, **changes)


def circle_of(case: Case) -> str:
    """The circle a document of this case is for: as far as the story itself may travel."""
    said = case.visibility
    if not isinstance(said, str) or isinstance(said, Answer) or _rank(said) < _rank(_CLOSEST):
        return _CLOSEST
    return said


def shared(case: Case, definition: CaseDefinition, circle: str) -> tuple[Case, tuple[str, ...]]:
    """The case as `circle` may read it, and plain sentences about what was left out."""
    removed = _Removed()
    hidden = _hidden_parts(case, circle)
    closed = {group.name for group in definition.groups().values() if _is_closed(group)}
    limits = _Limits(circle, hidden, frozenset(closed))
    changes = dict(_changes(case, definition.fields, limits, removed))
    kept = dataclasses.replace(case, **changes) if changes else case
    return kept, tuple(_sentences(removed))


@dataclass(frozen=True, slots=True)
class _Limits:
    circle: str
    hidden: frozenset[str]
    closed: frozenset[str]
    """Groups that never leave; references to their items would tell of persons."""


def _hidden_parts(case: Case, circle: str) -> frozenset[str]:
    """The parts the author hides from this circle, or from a closer one."""
    limits = case.field_limit if isinstance(case.field_limit, tuple) else ()
    parts: set[str] = set()
    for limit in limits:
        said = limit.circle if given(limit.circle) else "private"
        if _rank(str(said)) <= _rank(circle) and isinstance(limit.parts, tuple):
            parts.update(limit.parts)
    return frozenset(parts)


def _rank(circle: str) -> int:
    return vocabulary("visibility").rank(circle)


def _is_closed(group: GroupDefinition) -> bool:
    return group.private and not any(member.name == "share" for member in group.fields)


def _changes(
    record: Case | Item, members: tuple[Definition, ...], limits: _Limits, removed: _Removed
) -> Iterator[tuple[str, Any]]:
    for member in members:
        value = getattr(record, member.attribute)
        if not given(value):
            continue
        if isinstance(member, GroupDefinition):
            kept = _group(member, value, limits, removed)
        else:
            kept = _field(member, value, limits, removed)
        if kept is not value:
            yield member.attribute, kept


def _field(member: FieldDefinition, value: object, limits: _Limits, removed: _Removed) -> object:
    if not member.exported:
        removed.kept_here.append(_(member.label))
        return None
    if member.part and member.part in limits.hidden:
        removed.hidden.append(_(member.label))
        return None
    if member.private:
        removed.private[_(member.label)] += 1
        return None
    if member.refers_to and limits.closed.issuperset(member.refers_to):
        return None
    return value


def _group(member: GroupDefinition, value: Any, limits: _Limits, removed: _Removed) -> object:
    if member.part and member.part in limits.hidden:
        removed.hidden.append(_(member.label))
        return ()
    if not isinstance(value, tuple):
        return value
    if not member.private and not _concerned(member, limits):
        return value
    items = [item for item in value if _may_go(member, item, limits)]
    if len(items) < len(value):
        removed.private[_(member.label)] += len(value) - len(items)
    made = tuple(_item(item, member, limits, removed) for item in items)
    return value if len(made) == len(value) and all(map(_same, made, value)) else made


def _concerned(group: GroupDefinition, limits: _Limits) -> bool:
    """Whether any field of a group might have to stay: of most groups none."""
    return any(
        _concerned(member, limits) or (member.private or member.part in limits.hidden)
        if isinstance(member, GroupDefinition)
        else not member.exported
        or member.private
        or member.part in limits.hidden
        or (bool(member.refers_to) and limits.closed.issuperset(member.refers_to))
        for member in group.fields
    )


def _same(one: object, other: object) -> bool:
    return one is other


def _may_go(member: GroupDefinition, item: Item, limits: _Limits) -> bool:
    """Nothing private is shared until somebody said how far."""
    if not member.private:
        return True
    share = getattr(item, "share", None)
    if not isinstance(share, str) or isinstance(share, Answer):
        return False
    return _rank(limits.circle) <= _rank(share) < len(vocabulary("visibility").entries)


def _item(item: Item, member: GroupDefinition, limits: _Limits, removed: _Removed) -> Item:
    changes = dict(_changes(item, member.fields, limits, removed))
    return dataclasses.replace(item, **changes) if changes else item


def _sentences(removed: _Removed) -> Iterator[str]:
    for label, n in sorted(removed.private.items()):
        yield ngettext(
            "“{label}”: {n} entry is not shared this far and was left out.",
            "“{label}”: {n} entries are not shared this far and were left out.",
            n,
        ).format(label=label, n=n)
    for label in dict.fromkeys(removed.hidden):
        yield _("“{label}” is hidden from these readers and was left out.").format(label=label)
    for label in dict.fromkeys(removed.kept_here):
        yield _("“{label}” never leaves this computer and was left out.").format(label=label)
