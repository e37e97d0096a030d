"""Which part of the form a definition gets."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ssc_desktop.record.definition import Definition, FieldDefinition, GroupDefinition
from ui.widgets.form.asking import Asking, Member
from ui.widgets.form.fixed_rows import FixedRows
from ui.widgets.form.gallery import Gallery
from ui.widgets.form.group_box import GroupBox
from ui.widgets.form.limits_box import LimitsBox
from ui.widgets.form.partner_box import PartnerBox
from ui.widgets.form.question import Question
from ui.widgets.form.register_box import ClearanceBox, RegisterBox

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path

_BOXES: dict[str, Callable[[Asking, GroupDefinition, "Path"], Member]] = {
    "attachment": Gallery,
    "consent_record": RegisterBox,
    "field_limit": LimitsBox,
    "partner": PartnerBox,
    "partner_clearance": ClearanceBox,
}
"""Groups that are asked in a way of their own."""


def member(asking: Asking, definition: Definition, path: "Path") -> Member:
    """The part of the form for `definition` at `path`."""
    if isinstance(definition, FieldDefinition):
        return Question(asking, definition, path)
    if definition.fixed:
        return FixedRows(asking, definition, path)
    made = _BOXES.get(definition.name, GroupBox)
    return made(asking, definition, path)
