"""What can be chosen for a field: codes of a vocabulary, items of the case, other stories."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssc_desktop import i18n
from ssc_desktop.i18n import N_, _
from ssc_desktop.record.case import CASE
from ssc_desktop.record.definition import FieldDefinition
from ssc_desktop.record.phrases import called
from ssc_desktop.record.values import Answer
from ssc_desktop.record.vocabularies import vocabulary

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import StoryEditor

Code = str | int

ANSWERS = {
    Answer.UNKNOWN: N_("Not known"),
    Answer.NOT_APPLICABLE: N_("Does not apply"),
    Answer.WITHHELD: N_("Not to be told"),
}
"""The answers without a value, as the form offers them."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose; `also` are other words under which it is found."""

    code: Code
    label: str
    also: tuple[str, ...] = ()


def options(field: FieldDefinition, editor: "StoryEditor") -> Sequence[Option]:
    """What the person can choose for `field` in the open story."""
    if field.refers_to:
        return [Option(code, name) for code, name in _named(field, editor)]
    if not field.vocabulary:
        return []
    language = i18n.language()
    return [
        Option(entry.code, entry.label(language), entry.spoken)
        for entry in vocabulary(field.vocabulary).entries
    ]


def label_of(field: FieldDefinition, editor: "StoryEditor", code: Code | None) -> str:
    """What a chosen code is called."""
    if code is None or code == "":
        return ""
    if field.refers_to:
        return dict(_named(field, editor)).get(str(code)) or _("Something that is gone")
    return vocabulary(field.vocabulary).label(code, i18n.language())


def nothing_to_choose(field: FieldDefinition) -> str:
    """What to do first where a reference has nothing to refer to."""
    groups = CASE.groups()
    first = next((groups[name] for name in field.refers_to if name in groups), None)
    if first is None:
        return _("No other story yet")
    return _("First add {one}").format(one=_(first.one))


def place_to_add(field: FieldDefinition) -> tuple[str, ...]:
    """The group in which one adds what `field` refers to; empty for other stories."""
    groups = CASE.groups()
    return next(((name,) for name in field.refers_to if name in groups), ())


def _named(field: FieldDefinition, editor: "StoryEditor") -> list[tuple[str, str]]:
    """Ids and names of what `field` may refer to; what has no name is called by its number."""
    if "case" in field.refers_to:
        return [(code, name) for code, name in editor.stories if code != editor.case_id]
    found: list[tuple[str, str]] = []
    for group in (CASE.groups()[name] for name in field.refers_to):
        for number, item in enumerate(editor.items((group.name,)), start=1):
            unnamed = _("{group}, number {n}").format(group=_(group.label), n=number)
            found.append((item.id, item_name(item) or unnamed))
    return found


def item_name(item: object) -> str:
    """What an item is called; a country where a partner has no other name."""
    name = called(item)  # type: ignore[arg-type]
    country = getattr(item, "country", None)
    if name or not isinstance(country, str) or isinstance(country, Answer):
        return name
    return vocabulary("country").label(country, i18n.language())
