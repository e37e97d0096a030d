"""A layout that keeps its items in a list; how they are placed is the matter of those below it."""

from PySide6.QtWidgets import QLayout, QLayoutItem

from ui.overriding import override


class ItemLayout(QLayout):
    """What our own layouts have in common."""

    items: list[QLayoutItem]

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self.items.append(item)

    @override
    def count(self) -> int:
        return len(self.items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self.items[index] if 0 <= index < len(self.items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self.items.pop(index) if 0 <= index < len(self.items) else None

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    def shown(self) -> list[QLayoutItem]:
        """The items that take room."""
        return [item for item in self.items if not item.isEmpty()]
