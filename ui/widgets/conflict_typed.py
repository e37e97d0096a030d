"""A word to be typed before something is destroyed that cannot come back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.widgets.line import Line
from ui.widgets.speaking import Speaking, button, plain_label


class TypedAgreement(Speaking, QWidget):
    """A line, and a button (`do`, placed by the owner) that waits for the word."""

    agreed = Signal()

    def __init__(self) -> None:
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.px(4))
        self._label = plain_label("label", wraps=True)
        self.line = Line(undoes=True)
        self.line.setObjectName("agreement")
        self.line.setMaximumWidth(look.px(320))
        self._label.setBuddy(self.line)
        self.line.textChanged.connect(lambda _text: self._show())
        self.line.returnPressed.connect(self._agree)
        down.addWidget(self._label)
        down.addWidget(self.line)
        self.do = button("primary")
        self.do.clicked.connect(self._agree)
        self.say(self._say_words)

    @property
    def word(self) -> str:
        """What is to be typed."""
        return _("destroy")

    def begin(self) -> None:
        """Something else is meant now."""
        self.line.clear()
        self._show()

    def _say_words(self) -> None:
        self._label.setText(_("Type “{word}” if you mean it:").format(word=self.word))
        self.line.setAccessibleName(self._label.text())
        self._show()

    @property
    def is_typed(self) -> bool:
        """Whether the word stands there."""
        return self.line.text().strip().casefold() == self.word.casefold()

    def _show(self) -> None:
        self.do.setEnabled(self.is_typed)

    def _agree(self) -> None:
        if self.is_typed:
            self.agreed.emit()
