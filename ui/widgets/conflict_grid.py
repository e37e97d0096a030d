"""Versions side by side: as many equal columns as there is room for, on as many lines as needed."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from ui.overriding import override
from ui.theme.look import look
from ui.widgets.item_layout import ItemLayout
from ui.widgets.mirroring import mirrored

_TWO_FROM = 900
_THREE_FROM = 1160
"""Below so many pixels two (three) columns have lines too short to compare texts in."""


def columns(n: int, width: int) -> int:
    """How many of `n` cards stand on a line that is `width` wide."""
    if width < look.px(_TWO_FROM):
        return 1
    if width < look.px(_THREE_FROM) or n in {2, 4}:
        return min(n, 2)
    return min(n, 3)


class ConflictGrid(ItemLayout):
    """Cards of one width; those of one line are equally high."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 14) -> None:
        super().__init__(parent)
        self.items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    @override
    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

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

    def _place(self, rect: QRect, *, move: bool) -> int:
        shown, gap = self.shown(), look.px(self._gap)
        if not shown:
            return 0
        many = columns(len(shown), rect.width())
        width = (rect.width() - (many - 1) * gap) // many
        parent = self.parentWidget()
        right_to_left = parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        y = 0
        for start in range(0, len(shown), many):
            line = shown[start : start + many]
            high = max(_height(item, width) for item in line)
            for at, item in enumerate(line) if move else ():
                box = QRect(rect.x() + at * (width + gap), rect.y() + y, width, high)
                item.setGeometry(mirrored(rect, box) if right_to_left else box)
            y += high + gap
        return y - gap


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
