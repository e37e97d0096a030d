"""A question of the dialogue: its words, what answers it, and a small note."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.viewmodels.choices import Option
from ui.widgets.line import Line
from ui.widgets.segments import Segments
from ui.widgets.speaking import plain_label

_LINES_HIGH = 62


class Asked(QWidget):
    """What all of them have in common; `down` takes the answer."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = _(label)
        self.down = QVBoxLayout(self)
        self.down.setContentsMargins(0, 0, 0, 0)
        self.down.setSpacing(look.px(4))
        self._head = plain_label("label", wraps=True)
        self._head.setText(self.label)
        self.down.addWidget(self._head)
        self.note = plain_label("small", wraps=True)
        self.note.hide()

    def answered_by(self, widget: QWidget) -> None:
        """Put what answers it under the question, and the note under that."""
        widget.setAccessibleName(self.label)
        self.down.addWidget(widget)
        self.down.addWidget(self.note)

    def tell(self, words: str) -> None:
        """Say something about the answer."""
        self.note.setText(words)
        self.note.setVisible(bool(words))


class Choice(Asked):
    """One of a few; one of them always counts."""

    chosen = Signal(object)

    def __init__(self, label: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__(label)
        self.segments = Segments()
        self.segments.set_options([Option(*one) for one in options], self.label)
        self.segments.chosen.connect(self._on_chosen)
        self._code = ""
        self.answered_by(self.segments)

    def show_code(self, code: str) -> None:
        """Show what counts."""
        self._code = code
        self.segments.show_code(code)

    def _on_chosen(self, code: object) -> None:
        if code is None:  # pressed again: one of them always counts
            self.segments.show_code(self._code)
            return
        self._code = str(code)
        self.chosen.emit(self._code)


class Written(Asked):
    """A line, or several."""

    changed = Signal(str)

    def __init__(self, label: str, hint: str = "", *, several: bool = False) -> None:
        super().__init__(label)
        self.box: Line | QPlainTextEdit
        if several:
            self.box = QPlainTextEdit()
            self.box.setTabChangesFocus(True)
            self.box.setFixedHeight(look.px(_LINES_HIGH))
        else:
            self.box = Line(undoes=True)
        self.box.textChanged.connect(lambda *_text: self.changed.emit(self.text))
        self.box.setPlaceholderText(_(hint) if hint else "")
        self.answered_by(self.box)

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.box.text() if isinstance(self.box, Line) else self.box.toPlainText()

    def show_text(self, text: str) -> None:
        """Put words into it."""
        if isinstance(self.box, Line):
            self.box.setText(text)
        else:
            self.box.setPlainText(text)
