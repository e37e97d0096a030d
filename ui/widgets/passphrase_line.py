"""A line for a passphrase: hidden while it is typed, shown on demand, kindly when it is wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.widgets.secret_line import SecretLine
from ui.widgets.speaking import Speaking, button, plain_label


class PassphraseLine(Speaking, QWidget):
    """Asks for the words that open a bundle; Enter gives them."""

    given = Signal(str)

    def __init__(self, *, wrong: bool = False) -> None:
        """`wrong` says that what was given before opened nothing."""
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, look.px(2), 0, 0)
        down.setSpacing(look.px(4))
        row = QHBoxLayout()
        row.setSpacing(look.px(6))
        self._secret = SecretLine()
        self._secret.given.connect(self._give)
        self.line, self.eye = self._secret.line, self._secret.eye
        self._secret.setMaximumWidth(look.px(384))
        self.open = button("secondary")
        self.open.clicked.connect(self._give)
        row.addWidget(self._secret, 1)
        row.addWidget(self.open)
        row.addStretch(1)
        down.addLayout(row)
        self.trouble = plain_label("red", wraps=True)
        down.addWidget(self.trouble)
        self.trouble.setVisible(wrong)
        self.say(self._say_words)

    def _say_words(self) -> None:
        self._secret.name_it(_("Passphrase"))
        self.open.setText(_("Open"))
        self.trouble.setText(
            _("This passphrase does not open it. Capital letters and spaces count. Ask the sender "
              "where you are not sure.")
        )  # fmt: skip

    def _give(self) -> None:
        if self.line.text():
            self.given.emit(self.line.text())
