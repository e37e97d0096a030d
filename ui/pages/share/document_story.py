"""Which story a document is about: the one it names, a new one, or one that is much alike."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.viewmodels import arriving_words as words
from ui.widgets.choice_card import ChoiceCard
from ui.widgets.cleared import clear
from ui.widgets.speaking import Speaking, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.proposals import Alike, Proposal

_NEW = ""


class StoryChoice(Speaking, QWidget):
    """A line where there is nothing to choose, else a card for each story it may be."""

    chosen = Signal(str)
    """The id of a story; "" for a new one."""

    def __init__(self) -> None:
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.px(6))
        self.words = plain_label(wraps=True)
        down.addWidget(self.words)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(look.px(6))
        down.addLayout(self._cards)
        self.cards: dict[str, ChoiceCard] = {}
        self._proposal: Proposal | None = None
        self._source = ""
        self._alike: tuple[Alike, ...] = ()
        self.say(self._say_words)

    def show_proposal(self, proposal: "Proposal | None") -> None:
        """Show what is said of a document; what it may be stays on offer once one was chosen."""
        self._proposal = proposal
        if proposal is None:
            return
        source = f"{proposal.source}#{proposal.sha256}#{len(proposal.found.answers)}"
        if source != self._source or proposal.alike:
            self._source, self._alike = source, proposal.alike
        clear(self._cards)
        self.cards = {}
        if self._alike:
            self._add(_NEW, "plus", _("A new story"), _("It is added beside those that are here."))
            for one in self._alike:
                self._add(one.case_id, "files", _("The same as “{title}”").format(title=one.title),
                          " ".join(one.reasons))  # fmt: skip
            chosen = _NEW if proposal.is_new else proposal.case_id
            if chosen in self.cards:
                self.cards[chosen].setChecked(True)
        self._say_words()

    def _add(self, code: str, icon: str, name: str, about: str) -> None:
        card = ChoiceCard(icon, checkable=True)
        card.show_words(name, about)
        card.clicked.connect(lambda _on=False: self.chosen.emit(code))
        self.cards[code] = card
        self._cards.addWidget(card)
        card.show()

    def _say_words(self) -> None:
        if self._proposal is None:
            return
        said = _("Which story is it?") if self._alike else words.belongs(self._proposal)
        self.words.setText(said)
        self.words.setVisible(bool(said))
