"""A box with something to know and what can be done about it, on a ground of its tone."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.theme.look import look
from ui.widgets.flow import FlowLayout
from ui.widgets.picture import Picture
from ui.widgets.speaking import Speaking, button, plain_label

_INK = {"warm": "on_amber", "hint": "on_blue", "good": "on_green"}


class NoticeBox(Speaking, QFrame):
    """A sentence, smaller words under it, and a button or two."""

    def __init__(self, tone: str, icon_name: str, *, beside: bool = False) -> None:
        """`tone` is `warm` (look here), `hint` (good to know) or `good` (done).

        With `beside` the buttons stand behind the words: for what is said in a few of them.
        """
        super().__init__()
        self.setProperty("role", tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(14), look.px(10), look.px(14), look.px(10))
        row.setSpacing(look.px(12))
        row.addWidget(Picture(icon_name, _INK[tone], 20), 0, Qt.AlignmentFlag.AlignTop)
        down = QVBoxLayout()
        down.setSpacing(look.px(3))
        self.words = plain_label("label", wraps=True)
        self.more = plain_label(wraps=True)
        self.more.hide()
        self.column = QVBoxLayout()
        self.column.setSpacing(look.px(4))
        self._ways = QWidget()
        self._flow = FlowLayout(self._ways, look.px(8))
        self.ways: list[QPushButton] = []
        self._ways.hide()
        down.addWidget(self.words)
        down.addWidget(self.more)
        down.addLayout(self.column)
        row.addLayout(down, 1)
        if beside:
            row.addWidget(self._ways, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            self._ways.setContentsMargins(0, look.px(6), 0, 0)
            down.addWidget(self._ways)

    def tell(self, words: str, more: str = "") -> None:
        """Say what there is to know."""
        self.words.setText(words)
        self.more.setText(more)
        self.more.setVisible(bool(more))

    def offer(self, words: Callable[[], str], act: Callable[[], Any]) -> QPushButton:
        """A button for what can be done about it."""
        made: QPushButton = button("secondary")
        made.clicked.connect(lambda _checked=False: act())
        self._flow.addWidget(made)
        self.ways.append(made)
        self._ways.show()
        self.say(lambda: made.setText(words()))
        return made
