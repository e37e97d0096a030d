"""The bar under a panel of what comes in: what is chosen, and the buttons, beside or below it."""

from collections.abc import Iterable

from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QWidget

from ui.theme.look import look
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import plain_label

_BESIDE = 560
_LOW = 340


class FootBar(QFrame):
    """Words and buttons in one line where there is room for both."""

    def __init__(self, ways: Iterable[QPushButton]) -> None:
        super().__init__()
        self.setProperty("role", "bulk")
        self.setObjectName("foot")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setSpacing(look.px(12))
        self.words = plain_label("small", wraps=True)
        self._row.addWidget(self.words, 1)
        held = QWidget()
        flow = FlowLayout(held, look.px(8))
        for way in ways:
            flow.addWidget(way)
        self._row.addWidget(held)

    def fit(self, width: int, height: int) -> None:
        """Take the edges of a panel of this size; where it is low and narrow, the words go."""
        side = look.edge(width)
        self._row.setContentsMargins(side, look.px(8), side, look.px(8))
        beside = width - 2 * side >= look.px(_BESIDE)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self.words.setVisible(beside or height >= look.px(_LOW))
