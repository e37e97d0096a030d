"""A page of the side panel: a sentence, and cards below it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme.look import look
from ui.widgets.speaking import Speaking, plain_label


class CardsPage(Speaking, QScrollArea):
    """The sentence says what the cards are, or why there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setProperty("role", "clear")
        self.setWidget(page)
        column = QVBoxLayout(page)
        edge = look.px(14)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(10))
        self.words = plain_label("prompt", wraps=True)
        column.addWidget(self.words)
        self._column = QVBoxLayout()
        self._column.setSpacing(look.px(10))
        column.addLayout(self._column)
        column.addStretch(1)

    def renew(self, old: Iterable[QWidget], new: Iterable[QWidget]) -> None:
        """Put new cards in the place of the old ones."""
        for card in old:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for card in new:
            self._column.addWidget(card)
            card.show()
