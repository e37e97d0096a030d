"""Which questions of an item stand in one line, and what stands between its questions."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ssc_desktop.record.definition import Definition, GroupDefinition

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path
    from ui.widgets.form.asking import Asking

_CLUSTERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "financial_input": (("amount", "currency", "amount_kind"),),
    "result": (("baseline", "target", "actual"), ("baseline_date", "actual_date")),
    "nonfinancial_input": (("quantity", "unit"), ("value", "currency", "valuation_method")),
}
"""By group; each cluster stands where its first question stands in the definition."""


def arranged(group: GroupDefinition) -> Iterator[tuple[Definition, str]]:
    """The questions of an item in the order of the form, each with the name of its cluster."""
    clusters = _CLUSTERS.get(group.name, ())
    first = {cluster[0]: cluster for cluster in clusters}
    within = {name for cluster in clusters for name in cluster}
    for member in group.fields:
        if member.automatic:
            continue
        if member.name in first:
            for name in first[member.name]:
                yield group.by_name[name], member.name
        elif member.name not in within:
            yield member, ""


def after(group: GroupDefinition, name: str, asking: "Asking", item: "Path") -> QWidget | None:
    """What stands under the question `name` of the item at `item`, if anything."""
    if (group.name, name) == ("result", "actual_date"):
        from ui.widgets.form.comparison import Comparison

        return Comparison(asking.editor, item)
    if (group.name, name) == ("lesson", "text"):
        from ui.widgets.form.lesson_helper import LessonHelper

        return LessonHelper(asking.editor, (*item, name))
    return None
