"""Words that somebody asks to destroy everywhere: what, who asks, why, and what confirming does."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.pages.settle_frame import SettleFrame
from ui.theme.look import look
from ui.viewmodels import past_words, settle_words
from ui.widgets.changes_text import ChangesText
from ui.widgets.conflict_typed import TypedAgreement
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.redacting import Waiting
    from ui.viewmodels.matter import Line


class SettleWithdrawal(SettleFrame):
    """Nothing is destroyed before a person typed that it is meant."""

    confirm_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.waiting: Waiting | None = None
        self.agreement = TypedAgreement()
        self.agreement.agreed.connect(self.confirm_wanted)
        self.foot.addWidget(self.agreement)
        row = QWidget()
        flow = FlowLayout(row, look.px(8))
        self.later = button("secondary", "clock")
        self.later.clicked.connect(self.later_wanted)
        flow.addWidget(self.agreement.do)
        flow.addWidget(self.later)
        self.foot.addWidget(row)
        self.say(self._say_words)
        self.act("L", self.later.click, self.later)
        self.add_keys()

    def _say_words(self) -> None:
        self.heading.setText(_("Words are to be destroyed here too"))
        self.later.setText(_("Later (L)"))
        self.agreement.do.setText(_("Destroy them on this copy"))
        self.later.updateGeometry()
        self.agreement.do.updateGeometry()

    def show_waiting(self, line: "Line", waiting: "Waiting", at: int, of: int) -> None:
        """Show a withdrawal that waits for this copy."""
        self.clear()
        self.waiting = waiting
        self.agreement.begin()
        self.show_place(line, at, of)
        self.column.addWidget(self._who(waiting))
        self.column.addWidget(self._what(waiting))
        self.column.addWidget(self._meaning())
        self._say_words()
        self.first_stop().setFocus()

    def _who(self, one: "Waiting") -> QWidget:
        card, down = _card()
        who, why = plain_label("label", wraps=True), plain_label(wraps=True)
        name = settle_words.computer(one.device)
        said = (
            _("{name} asks for it: the words were written there.")
            if one.by_author
            else _("{name} asks for it, as facilitator or repository.")
        )
        who.setText(said.format(name=name))
        when = plain_label("small", wraps=True)
        when.setText(past_words.day_and_time(one.at))
        why.setText(_("Why: {reason}").format(reason=one.reason) if one.reason else
                    _("No reason was given."))  # fmt: skip
        for part in (who, when, why):
            down.addWidget(part)
        return card

    def _what(self, one: "Waiting") -> QWidget:
        card, down = _card()
        head = plain_label("label", wraps=True)
        head.setText(_("What would be destroyed"))
        down.addWidget(head)
        self.texts: list[ChangesText] = []
        from ssc_desktop.record.word_changes import Fate, Piece

        for words in one.texts:
            text = ChangesText()
            text.show_pieces((Piece(Fate.SAME, words),), head.text())
            down.addWidget(text)
            self.texts.append(text)
        for name in one.files:
            file = plain_label(wraps=True)
            file.setText(_("The file “{name}”").format(name=name))
            down.addWidget(file)
        if not one.texts and not one.files:
            nothing = plain_label("prompt", wraps=True)
            nothing.setText(_("This copy never had it. Confirmed, it is dropped when it comes."))
            down.addWidget(nothing)
        return card

    @staticmethod
    def _meaning() -> QWidget:
        note = QFrame()
        note.setProperty("role", "warm")
        down = QVBoxLayout(note)
        edge = look.px(14)
        down.setContentsMargins(edge, look.px(10), edge, look.px(10))
        words = plain_label("warm", wraps=True)
        words.setText(
            _("Confirmed, they are destroyed in this library and never come back with a bundle. "
              "This cannot be undone. Backups of this library made before, bundles that wait in "
              "the Inbox, and documents and bundles on sticks or in mails, still hold them: "
              "delete those yourself.")
        )  # fmt: skip
        down.addWidget(words)
        return note

    @override
    def first_stop(self) -> QWidget:
        return self.texts[0] if self.texts else self.later


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("role", "card")
    down = QVBoxLayout(card)
    edge = look.px(16)
    down.setContentsMargins(edge, look.px(14), edge, look.px(14))
    down.setSpacing(look.px(6))
    return card, down
