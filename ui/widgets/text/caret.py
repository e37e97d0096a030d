"""Keeps the caret of a tall box on the screen: the page scrolls, never the box."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.theme.look import look

_AIR = 48


def page_of(widget: QWidget) -> QScrollArea | None:
    """The page that holds `widget` and scrolls."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


def keep_on_screen(box: QWidget, caret: QRect, page: QScrollArea) -> None:
    """Scroll `page` as far as needed to see `caret`, a place in `box`."""
    if not box.isVisible():
        return
    view, air = page.viewport(), look.px(_AIR)
    top = box.mapTo(view, QPoint(0, caret.top())).y()
    bar = page.verticalScrollBar()
    if top < air:
        bar.setValue(bar.value() + top - air)
    elif top + caret.height() > view.height() - air:
        bar.setValue(bar.value() + top + caret.height() - view.height() + air)
