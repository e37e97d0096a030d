"""The way of the Tab key: as the window is read, also through parts that were added later."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QWidget

from ui.theme.placing import placed


def stops(widget: QWidget) -> Iterator[QWidget]:
    """The places in a widget where the Tab key stops now, in the order of its layouts."""
    if not widget.isVisible():
        return
    reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    if reached and widget.isEnabled():
        yield widget
    inside = widget.widget() if isinstance(widget, QScrollArea) else None
    if inside is not None:
        yield from stops(inside)
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)
    floating = getattr(widget, "floating", None)  # what lies over the layout is reached after it
    if isinstance(floating, QWidget):
        yield from stops(floating)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for part in placed(layout).values():
        yield from stops(part) if isinstance(part, QWidget) else _in_layout(part)


def step(window: QWidget, *, forward: bool) -> bool:
    """Move the keyboard to the next stop in `window`, round and round."""
    found = list(stops(window))
    if not found:
        return False
    here = QApplication.focusWidget()
    by = 1 if forward else -1
    at = found.index(here) if here in found else _nearest(found, here, forward=forward)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    found[(at + by) % len(found)].setFocus(reason)
    return True


def _nearest(found: list[QWidget], here: QWidget | None, *, forward: bool) -> int:
    """Where a widget stands that is no stop itself: a button that only the mouse reaches."""
    while here is not None:
        inside = [at for at, stop in enumerate(found) if here.isAncestorOf(stop)]
        if inside:
            return inside[0] - 1 if forward else inside[-1] + 1
        here = here.parentWidget()
    return -1 if forward else 0


def step_panes(panes: list[tuple[QWidget, QWidget]]) -> None:
    """Move the keyboard from the part of the window that has it to the next, round and round.

    A part is its area and the place in it where one stops.
    """
    shown = [(area, stop) for area, stop in panes if area.isVisible()]
    here = QApplication.focusWidget()
    at = -1
    if here is not None:
        areas = enumerate(area for area, _stop in shown)
        at = next((n for n, area in areas if area is here or area.isAncestorOf(here)), -1)
    for _area, pane in (*shown[at + 1 :], *shown[: at + 1]):
        stop = next(stops(pane), None)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason)
            return
