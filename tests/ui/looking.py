"""What a careful eye sees in a window: what is cut, what has no name, where Tab goes."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)


def focusable(window: QWidget) -> Iterator[QWidget]:
    """What the keyboard can reach."""
    for widget in window.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or isinstance(widget, QScrollArea)
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        within = widget.window() is window.window()
        if reached and within and widget.isVisibleTo(window) and widget.isEnabled() and not inner:
            yield widget


def name_of(widget: QWidget) -> str:
    """What a screen reader calls a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


def unnamed(window: QWidget) -> list[str]:
    """What the keyboard can reach and a screen reader cannot name."""
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in focusable(window)
        if not name_of(widget)
    ]


def clipped(window: QWidget) -> list[str]:
    """Labels and buttons that have less room than their words need."""
    return list(_clipped(window))


def _clipped(window: QWidget) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisibleTo(window):
            continue
        inside = isinstance(widget.parentWidget(), QLineEdit)
        if inside or _in_a_list(widget) or widget.window() is not window.window():
            continue
        needed, there = widget.sizeHint(), widget.size()
        words = getattr(widget, "text", str)()
        if widget.hasHeightForWidth():
            needed.setWidth(0)
            needed.setHeight(widget.heightForWidth(there.width()))
        narrow = there.width() < needed.width() and not _elides(widget, words)
        if narrow or there.height() < _least_height(widget, needed.height()):
            yield f"{type(widget).__name__} “{words}” {there.toTuple()} < {needed.toTuple()}"


def _elides(widget: QWidget, words: str) -> bool:
    """Whether a widget shows its whole text in another way where it is cut."""
    if getattr(widget, "elides", False) or widget.property("role") == "choice":
        return True  # wraps, or says its answer whole when it drops down
    return bool(words) and words in widget.toolTip()


def _least_height(widget: QWidget, wanted: int) -> int:
    # a button of the rail may close its ranks where the window is low
    return min(wanted, widget.minimumSizeHint().height()) if hasattr(widget, "stepped") else wanted


def _in_a_list(widget: QWidget) -> bool:
    """Inside a list or text of its own, which scrolls."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea) and not isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def round_trip(first: QWidget, most: int = 600) -> list[QWidget]:
    """Press Tab from `first` on until it has the keyboard again; where one stopped."""
    found: list[QWidget] = []
    for _press in range(most):
        here = QApplication.focusWidget()
        assert here is not None
        if here is first and found:
            return found
        found.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    raise AssertionError("Tab does not come back: " + " | ".join(map(_told, found[-8:])))


def _told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {name_of(widget)}"
