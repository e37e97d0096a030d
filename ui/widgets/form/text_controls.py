"""Which control a typed answer gets, and how much room it takes."""

from collections.abc import Callable

from ssc_desktop.record.definition import FieldDefinition, Kind
from ui.widgets.form.control import Asked, Control
from ui.widgets.form.line_controls import CountControl, DateControl, DecimalControl, LineControl
from ui.widgets.form.prose_controls import LinesControl, ProseControl

MAKERS: dict[Kind, Callable[[Asked], Control]] = {
    Kind.LINE: LineControl,
    Kind.TEXT: ProseControl,
    Kind.LINES: LinesControl,
    Kind.COUNT: CountControl,
    Kind.DECIMAL: DecimalControl,
    Kind.FIGURE: LineControl,
    Kind.DATE: DateControl,
}


def is_short(field: FieldDefinition, *, within_item: bool) -> bool:
    """Whether a typed answer fits half the width."""
    if field.kind in {Kind.COUNT, Kind.DECIMAL, Kind.FIGURE, Kind.DATE}:
        return True
    if field.kind is not Kind.LINE:
        return False
    if within_item:
        return field.needs.complete.value != "R" and not field.prompt
    return not field.words and not field.name.endswith("_note")
