"""Cards in as many columns as there is room for, and a panel under the row of the open one."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from ui.overriding import override
from ui.theme.look import look
from ui.widgets.item_layout import ItemLayout
from ui.widgets.mirroring import mirrored

_LEAST = 156
_MOST_COLUMNS = 4


class CardsLayout(ItemLayout):
    """All widgets but the panel are cards of one size."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: list[QLayoutItem] = []
        self.panel: QWidget | None = None
        self.opened: QWidget | None = None
        """The card under whose row the panel stands."""
        self.setContentsMargins(0, look.px(6), 0, look.px(4))

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def put_in_order(self, cards: list[QWidget]) -> None:
        """Show the cards in this order."""
        places = {id(card): at for at, card in enumerate(cards)}
        self.items.sort(key=lambda item: places.get(id(item.widget()), len(places)))
        self.invalidate()

    @override
    def heightForWidth(self, width: int) -> int:
        edge = self.contentsMargins()
        wide = width - edge.left() - edge.right()
        return self._place(QRect(0, 0, wide, 0), move=False) + edge.top() + edge.bottom()

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(self.contentsRect(), move=True)

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(3 * _LEAST), self.heightForWidth(look.px(3 * _LEAST)))

    @override
    def minimumSize(self) -> QSize:
        return QSize(look.px(_LEAST), 0)

    def columns(self, width: int) -> int:
        """How many cards stand beside each other."""
        gap = look.px(12)
        return max(1, min(_MOST_COLUMNS, (width + gap) // (look.px(_LEAST) + gap)))

    def _place(self, rect: QRect, *, move: bool) -> int:
        cards = [item for item in self.items
                 if item.widget() is not self.panel and not item.isEmpty()]  # fmt: skip
        gap = look.px(12)
        columns = self.columns(rect.width())
        wide = (rect.width() - gap * (columns - 1)) // columns
        down = 0
        for start in range(0, len(cards), columns):
            row = cards[start : start + columns]
            high = max(item.heightForWidth(wide) for item in row)
            if move:
                self._put(row, QRect(rect.x(), rect.y() + down, wide, high), rect)
            down += high + gap
            if any(item.widget() is self.opened for item in row):
                down += self._put_panel(rect, down, move=move)
        return max(0, down - gap)

    def _put(self, row: list[QLayoutItem], first: QRect, whole: QRect) -> None:
        widget = self.parentWidget()
        turned = widget is not None and widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for at, item in enumerate(row):
            box = first.translated(at * (first.width() + look.px(12)), 0)
            item.setGeometry(mirrored(whole, box) if turned else box)

    def _put_panel(self, rect: QRect, down: int, *, move: bool) -> int:
        item = next((one for one in self.items if one.widget() is self.panel), None)
        if item is None or item.isEmpty():
            return 0
        layout_high = item.heightForWidth(rect.width()) if item.hasHeightForWidth() else 0
        high = max(layout_high, item.sizeHint().height() if not layout_high else 0)
        if move:
            item.setGeometry(QRect(rect.x(), rect.y() + down, rect.width(), high))
        return high + look.px(12)
