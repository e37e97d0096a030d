"""A layout that fills lines like text: chips that go to the next line where one is full."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from ui.overriding import override
from ui.widgets.item_layout import ItemLayout
from ui.widgets.mirroring import mirrored


class FlowLayout(ItemLayout):
    """Items side by side in reading direction, on as many lines as they need."""

    def __init__(
        self,
        parent: QWidget | None = None,
        gap: int = 6,
        *,
        centred: bool = False,
        level: bool = False,
    ) -> None:
        """`centred` lines stand in the middle; `level` items stand in the middle of their line."""
        super().__init__(parent)
        self._centred = centred
        self._level = level
        self.items = []
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        wide = sum(item.sizeHint().width() + self.spacing() for item in self.shown())
        high = max((item.sizeHint().height() for item in self.shown()), default=0)
        return QSize(wide, high)

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self.shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        x = 0
        for item in self.shown():
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(width, item.minimumSize().width())))
            if x and x + size.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((item, size))
            x += size.width() + self.spacing()
        return lines

    def _place(self, rect: QRect, *, move: bool) -> int:
        parent = self.parentWidget()
        direction = Qt.LayoutDirection
        right_to_left = parent is not None and parent.layoutDirection() == direction.RightToLeft
        y = 0
        for line in self._lines(rect.width()):
            wide = sum(size.width() + self.spacing() for _item, size in line) - self.spacing()
            x = (rect.width() - wide) // 2 if self._centred else 0
            high = max((size.height() for _item, size in line), default=0)
            for item, size in line if move else ():
                lower = (high - size.height()) // 2 if self._level else 0
                box = QRect(QPoint(rect.x() + x, rect.y() + y + lower), size)
                item.setGeometry(mirrored(rect, box) if right_to_left else box)
                x += size.width() + self.spacing()
            y += high + self.spacing()
        return max(0, y - self.spacing())
