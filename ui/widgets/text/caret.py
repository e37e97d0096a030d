"""Keeps the caret of a tall box on the screen: the page scrolls, never the box."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.theme.look import look

if TYPE_CHECKING:
    from ui.widgets.prose import Prose

_AIR = 48


def page_of(widget: QWidget) -> QScrollArea | None:
    """The page that holds `widget` and scrolls."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


def keep_on_screen(prose: "Prose") -> None:
    """Scroll the page as far as needed to see the caret."""
    page = page_of(prose) if prose.page is None else prose.page
    prose.page = page
    if page is None or not prose.isVisible():
        return
    box = prose.caret_box()
    view, air = page.viewport(), look.px(_AIR)
    top = prose.mapTo(view, QPoint(0, box.top())).y()
    bar = page.verticalScrollBar()
    if top < air:
        bar.setValue(bar.value() + top - air)
    elif top + box.height() > view.height() - air:
        bar.setValue(bar.value() + top + box.height() - view.height() + air)
