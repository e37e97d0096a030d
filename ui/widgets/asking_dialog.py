"""One kind question before something that is not done every day."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.look import look
from ui.widgets.speaking import Speaking, button, plain_label

_SIZE = QSize(460, 200)


class AskingDialog(Speaking, QDialog):
    """Says what would happen; doing nothing is what Enter and Esc mean."""

    agreed = Signal()

    def __init__(self, parent: QWidget, words: Callable[[], tuple[str, str, str, str]]) -> None:
        """`words` gives the question, what it means, and the words on both buttons: yes and no."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        layout = QVBoxLayout(self)
        edge = look.px(20)
        layout.setContentsMargins(edge, edge, edge, look.px(14))
        layout.setSpacing(look.px(10))
        self._head = plain_label("subheading", wraps=True)
        self._text = plain_label(wraps=True)
        layout.addWidget(self._head)
        layout.addWidget(self._text)
        layout.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addStretch(1)
        self.no, self.yes = button("primary"), button("secondary")
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._agree)
        for made in (self.yes, self.no):
            row.addWidget(made)
        layout.addLayout(row)
        self.no.setDefault(True)
        self._words = words
        self.say(self._say_words)
        room = parent.window().size()
        wide = min(look.px(_SIZE.width()), room.width() - 40)
        self.resize(wide, max(look.px(_SIZE.height()), layout.totalHeightForWidth(wide)))
        self.no.setFocus()

    def _say_words(self) -> None:
        question, meaning, yes, no = self._words()
        self.setWindowTitle(question)
        self._head.setText(question)
        self._text.setText(meaning)
        self.yes.setText(yes)
        self.no.setText(no)

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()
