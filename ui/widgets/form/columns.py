"""A layout of one or two columns: short questions side by side where there is room."""

from typing import Protocol, cast

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from ui.overriding import override
from ui.theme.look import look
from ui.widgets.item_layout import ItemLayout
from ui.widgets.mirroring import mirrored

_TWO_FROM = 520
_CLUSTER_FROM = 340


class ColumnsLayout(ItemLayout):
    """Members in order; hidden ones take no room, short ones pair up."""

    def __init__(self, parent: QWidget, *, across: int = 20, down: int = 16) -> None:
        super().__init__(parent)
        self.items: list[QLayoutItem] = []
        self._gaps = (across, down)
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    @property
    def _across(self) -> int:
        return look.px(self._gaps[0])

    @property
    def _down(self) -> int:
        return look.px(self._gaps[1])

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    @override
    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    @override
    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            if len(self._heights) > 4:
                self._heights.clear()
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        wide = look.px(600)
        return QSize(wide, self.heightForWidth(wide))

    @override
    def minimumSize(self) -> QSize:
        return QSize(look.px(160), 0)

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        two = width >= look.px(_TWO_FROM)
        rows: list[list[QLayoutItem]] = []
        open_row, last = False, ""
        for item in self.items:
            if item.isEmpty():
                continue
            cluster = _cluster(item, width)
            if cluster:
                if cluster == last:
                    rows[-1].append(item)
                else:
                    rows.append([item])
                open_row, last = False, cluster
                continue
            last = ""
            short = two and bool(getattr(item.widget(), "short", False))
            if short and open_row:
                rows[-1].append(item)
                open_row = False
            else:
                rows.append([item])
                open_row = short
        return rows

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = 0
        parent = self.parentWidget()
        right_to_left = parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for row in self._rows(rect.width()):
            short = bool(getattr(row[0].widget(), "short", False))
            paired = short and rect.width() >= look.px(_TWO_FROM)
            beside = len(row) if _cluster(row[0], rect.width()) else 2 if paired else 1
            width = (rect.width() - (beside - 1) * self._across) // beside
            lifts = _lifts(row, width)
            high = max(_height(item, width) + lift for item, lift in zip(row, lifts, strict=True))
            for at, item in enumerate(row):
                if move:
                    _lift(item, lifts[at])
                if move:
                    left = rect.x() + at * (width + self._across)
                    box = QRect(left, rect.y() + y, width, high)
                    item.setGeometry(mirrored(rect, box) if right_to_left else box)
            y += high + self._down
        return max(0, y - self._down)


def _cluster(item: QLayoutItem, width: int) -> str:
    """The line that a member stands in with others, where there is room."""
    held = str(getattr(item.widget(), "cluster", ""))
    return held if width >= look.px(_CLUSTER_FROM) else ""


class _Levelled(Protocol):
    """A member whose box can be lowered to stand level with its neighbour's."""

    def head_height(self, width: int) -> int: ...


def _lifts(row: list[QLayoutItem], width: int) -> list[int]:
    """How much lower each box of a row has to stand."""
    members = [item.widget() for item in row]
    if len(row) < 2:
        return [0]
    heads = [cast("_Levelled", member).head_height(width) for member in members]
    return [max(heads) - head for head in heads]


def _lift(item: QLayoutItem, high: int) -> None:
    lift = getattr(item.widget(), "lift", None)
    if lift is not None:
        lift(high)


def _height(item: QLayoutItem, width: int) -> int:
    bare = getattr(item.widget(), "bare_height", None)
    if bare is not None:
        return int(bare(width))
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
