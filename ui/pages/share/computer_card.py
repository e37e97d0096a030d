"""Another computer: how far it is known, in one sentence, and what one can say of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from ssc_desktop.i18n import N_, _
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import trusting, wording
from ui.viewmodels.choices import Option
from ui.widgets.fingerprint import Fingerprint
from ui.widgets.fold_card import FoldCard
from ui.widgets.segments import Segments
from ui.widgets.speaking import plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.trust import Computer

_CHOICES = (
    ("checked", N_("I compared it")),
    ("seen", N_("Known, not compared")),
    ("blocked", N_("Block")),
)


class ComputerCard(FoldCard):
    """Opens into the fingerprint and the choices."""

    said = Signal(object, str)
    """The Computer, and the state that a person gives it."""

    def __init__(self, computer: "Computer") -> None:
        super().__init__()
        self.computer = computer
        self.states: Segments | None = None
        self._meaning: QLabel | None = None
        self._namesakes: QLabel | None = None
        self.say(self._say_words)

    def show_computer(self, computer: "Computer") -> None:
        """Show how far it is known now."""
        self.computer = computer
        self._say_words()

    def _say_words(self) -> None:
        one = self.computer
        held = trusting.standing(one.state)
        self.chip.show_state(held.label, held.tone, held.icon)
        last = one.last_bundle
        came = _("last bundle {day}").format(day=wording.day(last)) if last else _("no bundle yet")
        role = trusting.role(one.role)
        self.say_head(one.name, " · ".join(word for word in (role, came) if word))
        if self.states is not None:
            self._say_choices(held)

    def _say_choices(self, held: trusting.Standing) -> None:
        if self.states is None or self._meaning is None or self._namesakes is None:
            return
        self._meaning.setText(held.meaning)
        n = len(self.computer.namesakes)
        self._namesakes.setText(
            _("Another computer has the same name and another key. Ask its owner whether it is a "
              "new laptop before you trust it.")
            if n else ""
        )  # fmt: skip
        self._namesakes.setVisible(bool(n))
        name = _("How far {name} is known").format(name=self.computer.name)
        self.states.set_options([Option(code, _(words)) for code, words in _CHOICES], name)
        self.states.show_code(self.computer.state)

    @override
    def made_body(self) -> QWidget:
        body, down = self.indented(gap=7)
        self._meaning = plain_label(wraps=True)
        down.addWidget(self._meaning)
        fingerprint = Fingerprint()
        fingerprint.show_text(self.computer.fingerprint)
        down.addWidget(fingerprint)
        self._namesakes = plain_label("amber", wraps=True)
        down.addWidget(self._namesakes)
        down.addSpacing(look.px(2))
        self.states = Segments()
        self.states.chosen.connect(self._on_chosen)
        down.addWidget(self.states)
        self._say_choices(trusting.standing(self.computer.state))
        return body

    def _on_chosen(self, code: object) -> None:
        if code is None and self.states is not None:
            self.states.show_code(self.computer.state)  # pressed again: it stays as it is
        else:
            self.said.emit(self.computer, str(code))
