"""Things to know, one under the other, each with a picture that says how much it matters."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.theme.look import look
from ui.widgets.picture import Picture
from ui.widgets.speaking import plain_label


class FactsCard(QFrame):
    """Quiet: what asks for something stands in a box of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "box")
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(look.px(14), look.px(4), look.px(14), look.px(4))
        self._down.setSpacing(0)
        self.said: list[str] = []

    def add(self, icon_name: str, tone: str, words: str, more: str = "") -> None:
        """One more; `tone` is `muted`, or a pair of colours as `amber`."""
        if self.said:
            line = QFrame()
            line.setProperty("role", "line")
            self._down.addWidget(line)
        self.said.append(words)
        row = QHBoxLayout()
        row.setContentsMargins(0, look.px(7), 0, look.px(7))
        row.setSpacing(look.px(12))
        colour = tone if tone == "muted" else f"on_{tone}"
        row.addWidget(Picture(icon_name, colour, 18), 0, Qt.AlignmentFlag.AlignTop)
        down = QVBoxLayout()
        down.setSpacing(look.px(1))
        first = plain_label(wraps=True)
        first.setText(words)
        down.addWidget(first)
        if more:
            second = plain_label("small", wraps=True)
            second.setText(more)
            down.addWidget(second)
        row.addLayout(down, 1)
        self._down.addLayout(row)
