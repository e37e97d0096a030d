"""What was measured in pixels when a widget was made, brought to another size of text.

Painters and size hints ask `look.px` anew each time; margins, gaps and fixed sizes were asked once.
The exact size is remembered beside the rounded one, so that going up and down again ends where it
began.
"""

import contextlib
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QMargins, QObject, QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QGridLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QSpacerItem,
    QWidget,
)

from ui.theme.placing import placed

_NO_LIMIT = 16_777_215
_HAIR = 2
"""Lines stay as thin as they are."""
_EXACT = "exact_sizes"


def rescale(top: QWidget, ratio: float) -> None:
    """Bring a window and all in it to text that is `ratio` times as large as it was."""
    widgets = [top, *top.findChildren(QWidget)]
    places = [_Place(one) for one in widgets if isinstance(one, QAbstractScrollArea)]
    for widget in widgets:
        _rescale_widget(widget, ratio, is_window=widget is top)
        layout = widget.layout()
        if layout is not None:
            _rescale_layout(layout, ratio)
    # what is worked out from words and from the room there is, is worked out anew
    QCoreApplication.sendEvent(top, QEvent(QEvent.Type.LanguageChange))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange.value)
    for widget in widgets:
        if _arranges_itself(type(widget)):
            QCoreApplication.sendEvent(widget, QResizeEvent(widget.size(), widget.size()))
        widget.updateGeometry()
    # after everything has found its new height
    QTimer.singleShot(0, top, partial(_restore, places))


class _Place:
    """How far down one was in something that scrolls."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        self._bar = area.verticalScrollBar()
        self._part = self._bar.value() / max(1, self._bar.maximum())

    def restore(self) -> None:
        """Go there again."""
        with contextlib.suppress(RuntimeError):  # gone meanwhile
            self._bar.setValue(round(self._part * self._bar.maximum()))


def _restore(places: list[_Place]) -> None:
    for place in places:
        place.restore()


def _arranges_itself(kind: type) -> bool:
    ours = (one for one in kind.__mro__ if one.__module__.startswith("ui."))
    return any("resizeEvent" in vars(one) for one in ours)


class _Sizes:
    """The sizes of one object, each by a name, exact."""

    def __init__(self, owner: QObject, ratio: float) -> None:
        self._owner = owner
        self._ratio = ratio
        self._exact: dict[str, float] = dict(owner.property(_EXACT) or {})

    def scaled(self, name: str, now: int) -> int:
        """`now` at the new size."""
        if now <= _HAIR or now >= _NO_LIMIT:
            return now
        exact = self._exact.get(name, now)
        if round(exact) != now:  # it was set anew in between
            exact = now
        exact *= self._ratio
        self._exact[name] = exact
        return round(exact)

    def keep(self) -> None:
        """Remember them."""
        if self._exact:
            self._owner.setProperty(_EXACT, self._exact)


def _rescale_widget(widget: QWidget, ratio: float, *, is_window: bool) -> None:
    sizes = _Sizes(widget, ratio)
    if not is_window:
        _rescale_limits(widget, sizes, grows=ratio > 1)
    if isinstance(widget, QAbstractButton):
        size = widget.iconSize()
        widget.setIconSize(
            QSize(sizes.scaled("iconw", size.width()), sizes.scaled("iconh", size.height()))
        )
    if isinstance(widget, QLabel):
        widget.setMargin(sizes.scaled("margin", widget.margin()))
        if widget.indent() > 0:
            widget.setIndent(sizes.scaled("indent", widget.indent()))
    sizes.keep()


def _rescale_limits(widget: QWidget, sizes: _Sizes, *, grows: bool) -> None:
    # those that the style sheet set follow it by themselves
    styled = {bytes(name.data()).decode() for name in widget.dynamicPropertyNames()}
    limits: tuple[tuple[str, Callable[[], int], Callable[[int], None]], ...] = (
        ("minw", widget.minimumWidth, widget.setMinimumWidth),
        ("minh", widget.minimumHeight, widget.setMinimumHeight),
        ("maxw", widget.maximumWidth, widget.setMaximumWidth),
        ("maxh", widget.maximumHeight, widget.setMaximumHeight),
    )
    # the greater first where it grows, so that a least size never passes a greatest
    for name, get, put in limits[::-1] if grows else limits:
        if f"_q_stylesheet_{name}" not in styled:
            there = get()
            wanted = sizes.scaled(name, there)
            if wanted != there:
                put(wanted)


def _margins(there: QMargins, sizes: _Sizes) -> QMargins:
    return QMargins(
        sizes.scaled("left", there.left()),
        sizes.scaled("top", there.top()),
        sizes.scaled("right", there.right()),
        sizes.scaled("bottom", there.bottom()),
    )


def _rescale_layout(layout: QLayout, ratio: float) -> None:
    sizes = _Sizes(layout, ratio)
    layout.setContentsMargins(_margins(layout.contentsMargins(), sizes))
    if isinstance(layout, QGridLayout):
        layout.setHorizontalSpacing(sizes.scaled("across", layout.horizontalSpacing()))
        layout.setVerticalSpacing(sizes.scaled("down", layout.verticalSpacing()))
    else:
        layout.setSpacing(sizes.scaled("gap", layout.spacing()))
    inside = placed(layout)
    for inner in inside.values():
        if isinstance(inner, QLayout):
            _rescale_layout(inner, ratio)
    for at in set(range(layout.count())) - inside.keys():  # gaps live as long as their layout
        _rescale_gap(layout.itemAt(at), at, sizes)
    layout.invalidate()
    sizes.keep()


def _rescale_gap(item: QLayoutItem | None, at: int, sizes: _Sizes) -> None:
    gap: QSpacerItem | None = item.spacerItem() if item is not None else None
    if gap is not None:
        size, policy = gap.sizeHint(), gap.sizePolicy()
        wide = sizes.scaled(f"wide{at}", size.width())
        high = sizes.scaled(f"high{at}", size.height())
        gap.changeSize(wide, high, policy.horizontalPolicy(), policy.verticalPolicy())
