"""Emptying a layout whose parts are made anew."""

from PySide6.QtWidgets import QLayout


def clear(layout: QLayout, down_to: int = 0) -> None:
    """Take the last parts out of a layout until `down_to` are left; they are hidden at once."""
    while layout.count() > down_to:
        item = layout.takeAt(layout.count() - 1)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
