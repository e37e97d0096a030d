"""Which part of the form a definition gets."""

from typing import TYPE_CHECKING

from ssc_desktop.record.definition import Definition, FieldDefinition
from ui.widgets.form.asking import Asking, Member
from ui.widgets.form.fixed_rows import FixedRows
from ui.widgets.form.gallery import Gallery
from ui.widgets.form.group_box import GroupBox
from ui.widgets.form.question import Question

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path


def member(asking: Asking, definition: Definition, path: "Path") -> Member:
    """The part of the form for `definition` at `path`."""
    if isinstance(definition, FieldDefinition):
        return Question(asking, definition, path)
    if definition.fixed:
        return FixedRows(asking, definition, path)
    if definition.name == "attachment":
        return Gallery(asking, definition, path)
    return GroupBox(asking, definition, path)
