"""What of a story may stand in a document; the decision itself is `record.clearing`'s."""

import dataclasses
from collections.abc import Container, Iterable
from typing import Any

from ssc_desktop.record import Case, CaseDefinition, Definition, clearing
from ssc_desktop.record.clearing import Readers
from ssc_desktop.record.definition import GroupDefinition
from ssc_desktop.record.values import given

circle_of = clearing.circle_of


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


def shared(
    case: Case, definition: CaseDefinition, readers: Readers
) -> tuple[Case, tuple[str, ...]]:
    """The case as these readers may read it, and plain sentences about what was left out."""
    kept, held = clearing.cleared(case, definition, readers)
    return kept, tuple(clearing.sentences(held))
