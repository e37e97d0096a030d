"""A line at the top of the window that says what is special about the library."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from ui.theme.look import look
from ui.widgets.mirroring import leading_margins
from ui.widgets.picture import Picture
from ui.widgets.speaking import Speaking, button, plain_label


class Band(Speaking, QFrame):
    """A picture, words, and what can be done about it; `words` and the buttons are said below."""

    def __init__(self, name: str, picture: str) -> None:
        """`name` is that of the object, `picture` that of an icon."""
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "band")
        self._row = QHBoxLayout(self)
        leading_margins(self._row, look.px(16), look.px(4), look.px(10), look.px(4))
        self._row.setSpacing(look.px(10))
        self._row.addWidget(Picture(picture, "on_amber", 16))
        self.words = plain_label("band", wraps=True)
        self._row.addWidget(self.words, 1)

    def add_button(self) -> QPushButton:
        """One more thing that can be done."""
        made = button("band")
        self._row.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        return made
