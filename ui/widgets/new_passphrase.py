"""A passphrase for something new: typed twice, with a word on how good it is and what it means."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.viewmodels import giving
from ui.widgets.line import Line
from ui.widgets.speaking import Speaking, icon_button, named, plain_label, role

_ROLES = {"muted": "small", "amber": "amber", "green": "green"}


class NewPassphrase(Speaking, QWidget):
    """Two lines and two sentences."""

    changed = Signal()
    given = Signal()
    """Enter was pressed, and it can be used."""

    def __init__(self) -> None:
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, look.px(2), 0, 0)
        down.setSpacing(look.px(5))
        row = QHBoxLayout()
        row.setSpacing(look.px(6))
        self.first, self.again = Line(undoes=True), Line(undoes=True)
        for line in (self.first, self.again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.setFixedWidth(look.px(300))
            line.textChanged.connect(lambda _text: self._on_typed())
            line.returnPressed.connect(self._on_entered)
        self.eye = icon_button("eye", "text", 16)
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._show)
        row.addWidget(self.first)
        row.addWidget(self.eye)
        row.addStretch(1)
        down.addLayout(row)
        down.addWidget(self.again)
        self.hint = plain_label("small", wraps=True)
        self.loss = plain_label("small", wraps=True)
        down.addWidget(self.hint)
        down.addWidget(self.loss)
        self.say(self._say_words)

    @property
    def words(self) -> str:
        """What was typed."""
        return self.first.text()

    @property
    def ready(self) -> bool:
        """Whether it was typed twice alike, and is long enough."""
        return giving.is_ready(self.first.text(), self.again.text())

    def forget(self) -> None:
        """Empty both lines."""
        self.first.setText("")
        self.again.setText("")
        self.eye.setChecked(False)

    def names(self) -> tuple[str, str]:
        """What the two lines are called."""
        return _("Passphrase"), _("The same once more")

    def warning(self) -> str:
        """What it means to lose it."""
        return _(
            "Say it by voice, not in the same mail. Who loses it cannot open the bundle, and "
            "nobody can help; your stories stay here as they are."
        )

    def _say_words(self) -> None:
        for line, said in zip((self.first, self.again), self.names(), strict=True):
            line.setPlaceholderText(said)
            line.setAccessibleName(said)
        named(self.eye, _("Show what is typed"))
        self.loss.setText(self.warning())
        self._say_hint()

    def _say_hint(self) -> None:
        tone, said = giving.strength(self.first.text())
        again = self.again.text()
        if again and not self.first.text().startswith(again) and again != self.first.text():
            tone, said = "amber", _("The two are not the same.")
        role(self.hint, _ROLES[tone])
        self.hint.setText(said)

    def _on_typed(self) -> None:
        self._say_hint()
        self.changed.emit()

    def _on_entered(self) -> None:
        if self.ready:
            self.given.emit()
        elif self.first.hasFocus():
            self.again.setFocus()

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.first.setEchoMode(mode)
        self.again.setEchoMode(mode)
