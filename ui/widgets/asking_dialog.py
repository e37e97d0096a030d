"""One kind question before something that is not done every day."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button

_SIZE = QSize(460, 200)


class Asking(Sheet):
    """Ends with two answers; doing nothing is what Enter and Esc mean."""

    agreed = Signal()

    def add_answers(self, picture: str = "") -> None:
        """Put `yes`, with a picture where one is given, and `no` under everything else."""
        self.yes, self.no = button("secondary", picture), button("primary")
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self.reject)
        self.row = self.end_with(self.yes, self.no)
        self.no.setDefault(True)
        self.no.setFocus()

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()


class AskingDialog(Asking):
    """Says what would happen."""

    def __init__(self, parent: QWidget, words: Callable[[], tuple[str, str, str, str]]) -> None:
        """`words` gives the question, what it means, and the words on both buttons: yes and no."""
        super().__init__(parent, intro="", gap=10)
        self.down.addStretch(1)
        self.add_answers()
        self._words = words
        self.say(self._say_words)
        self.fit(_SIZE)
        high = self.down.totalHeightForWidth(self.width())
        self.resize(self.width(), max(self.height(), high))

    def _say_words(self) -> None:
        question, meaning, yes, no = self._words()
        self.setWindowTitle(question)
        self.head.setText(question)
        self.intro.setText(meaning)
        self.yes.setText(yes)
        self.no.setText(no)
