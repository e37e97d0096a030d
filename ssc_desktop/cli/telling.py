"""Stories and what is unsettled in them, as lines for people and as JSON for programs."""

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ssc_desktop import i18n
from ssc_desktop.cli.streams import say
from ssc_desktop.i18n import Words, _, ngettext
from ssc_desktop.record import (
    CASE,
    Answer,
    Case,
    Definition,
    FieldDefinition,
    clearing,
    given,
    phrases,
)
from ssc_desktop.record.values import Item
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.services.answers import Conflict, Contested

if TYPE_CHECKING:
    from ssc_desktop.services.leaving import Leaving
    from ssc_desktop.services.libraries import Library


def lines(case: Case, words: Words) -> Iterator[str]:
    """A story section by section, with everything that was answered."""
    for section in CASE.sections:
        told = [line for one in section.fields for line in _answer(case, one, case, words, "  ")]
        if told:
            yield from ("", words.gettext(section.label), *told)


def _answer(
    record: Case | Item, member: Definition, case: Case, words: Words, indent: str
) -> Iterator[str]:
    value = getattr(record, member.attribute)
    if not given(value):
        return
    label = words.gettext(member.label)
    if isinstance(value, Answer):
        yield f"{indent}{label}: {phrases.answer(value, words)}"
    elif isinstance(member, FieldDefinition):
        said = phrases.shown(member, value, case, words)
        yield f"{indent}{label}: {said.replace(chr(10), f'{chr(10)}{indent}  ')}"
    else:
        yield f"{indent}{label}:"
        for item in value:
            yield f"{indent}  – {phrases.called(item) or item.id}"
            for inner in member.fields:
                yield from _answer(item, inner, case, words, f"{indent}    ")


def leaving(found: "Leaving") -> Iterator[str]:
    """What would leave this computer and what stays, story by story."""
    from ssc_desktop.services.leaving import PARTS

    circle = vocabulary("visibility").label(found.circle, i18n.language())
    yield ngettext(
        "{n} story would leave this computer; for: {circle}.",
        "{n} stories would leave this computer; for: {circle}.",
        found.going,
    ).format(n=found.going, circle=circle)
    for one in found.stories:
        yield ""
        yield one.title if one.goes else _("{title} (stays here)").format(title=one.title)
        for part in one.parts:
            named = ", ".join(part.names)
            yield f"  + {_(PARTS[part.name])}: {part.count}" + (f" ({named})" if named else "")
        if not one.goes and not one.held:
            yield f"  - {_('It may not go as far as this.')}"
        for text in clearing.sentences(one.held):
            yield f"  - {text}"


def conflict(one: Conflict) -> dict[str, Any]:
    """A field of which several versions are alive, as JSON."""
    return {
        "kind": "conflict",
        "id": one.case_id,
        "title": one.title,
        "field": one.field,
        "versions": [dataclasses.asdict(version) for version in one.versions],
    }


def contested(one: Contested) -> dict[str, Any]:
    """A story or item that one deleted and another changed, as JSON."""
    return {
        "kind": "contested",
        "id": one.case_id,
        "title": one.title,
        "field": one.field,
        "deleted": [dataclasses.asdict(act) for act in one.deleted],
        "edited": [dataclasses.asdict(act) for act in one.edited],
    }


def list_what_leaves(library: "Library", ids: list[str] | None, medium: str, circle: str) -> None:
    """Say what would leave this computer; nothing is written."""
    from ssc_desktop.services import leaving as leavings

    for line in leaving(leavings.preview(library, ids, medium, circle)):
        say(line)
