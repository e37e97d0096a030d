"""Several documents that came: each a card that leads to what it would bring."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.i18n import _, ngettext
from ui.pages.share.share_part import SharePart
from ui.theme.look import look
from ui.viewmodels import arriving_words as words
from ui.viewmodels.coming import name_of
from ui.widgets.choice_card import ChoiceCard
from ui.widgets.cleared import clear
from ui.widgets.facts_card import FactsCard
from ui.widgets.notice_box import NoticeBox
from ui.widgets.speaking import plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.proposals import Proposal
    from ui.viewmodels.arrived import Arrived
    from ui.viewmodels.arriving import Arriving

_MOST_REFUSED = 20
_MOST = 80
"""A table of others can hold thousands of stories; those one looks at first are shown."""
_ICONS = {"form": "mail", "sheet": "table-2", "json": "table-2"}


class DocumentList(SharePart):
    """What was said of is gone from it."""

    columns_wanted = Signal(object)

    def __init__(self, arriving: "Arriving") -> None:
        super().__init__(gap=8)
        self._arriving = arriving
        self._shown: Arrived | None = None
        self.title = plain_label("heading", wraps=True)
        self.about = plain_label("prompt", wraps=True)
        self.column.addWidget(self.title)
        self.column.addWidget(self.about)
        self.column.addSpacing(look.px(6))
        self._parts = QVBoxLayout()
        self._parts.setSpacing(look.px(8))
        self.column.addLayout(self._parts)
        self.column.addStretch(1)
        self.cards: dict[str, ChoiceCard] = {}
        self.say(self._say_words)
        arriving.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        arrived = self._arriving.arrived
        before, self._shown = self._shown, arrived
        same = before is not None and arrived is not None and before.waiting == arrived.waiting
        if not same:
            self._fill()
        self._say_words()

    def _say_words(self) -> None:
        arrived = self._shown
        if arrived is None:
            return
        self.title.setText(words.summary(arrived.proposals))
        said = words.documents(len(arrived.proposals.proposals)) + ". "
        self.about.setText(said + _("Nothing is changed before you take it in."))
        self.about.setVisible(bool(arrived.proposals.proposals))

    def _fill(self) -> None:
        clear(self._parts)
        self.cards = {}
        arrived = self._shown
        if arrived is None:
            return
        if arrived.proposals.refused:
            self._parts.addWidget(self._refused(arrived))
        table = self._arriving.table
        if table is not None:
            box = NoticeBox("hint", "table-2")
            box.tell(*words.guessed(table.name))
            box.offer(lambda: _("Columns…"), lambda: self.columns_wanted.emit(table))
            self._parts.addWidget(box)
        for proposal in arrived.waiting[:_MOST]:
            self.cards[proposal.key] = card = self._card(proposal)
            self._parts.addWidget(card)
            card.show()

        more = len(arrived.waiting) - _MOST
        if more > 0:
            rest = plain_label("prompt", wraps=True)
            rest.setText(_("and {n} more").format(n=more))
            self._parts.addWidget(rest)

    def _card(self, proposal: "Proposal") -> ChoiceCard:
        from ui.viewmodels.arrived import is_certain

        card = ChoiceCard(_ICONS.get(str(proposal.kind), "file-text"))
        said = [words.kind(proposal), proposal.sentence()]
        said += proposal.warnings[:1]
        if not is_certain(proposal) and proposal.brings:
            said.append(_("Please look at it."))
        card.show_words(words.title(proposal), "\n".join([said[0], " ".join(said[1:])]))
        card.clicked.connect(lambda _on=False, key=proposal.key: self._arriving.show(key))
        return card

    def _refused(self, arrived: "Arrived") -> QWidget:
        card = FactsCard()
        refused = arrived.proposals.refused
        for one in refused[:_MOST_REFUSED]:
            card.add("circle-alert", "red", one.message or name_of(one.path), one.advice)
        more = len(refused) - _MOST_REFUSED
        if more > 0:
            card.add("circle-alert", "red", ngettext(
                "{n} more file cannot be read.", "{n} more files cannot be read.", more
            ).format(n=more))  # fmt: skip
        return card

    def first(self) -> ChoiceCard | None:
        """Where one goes on."""
        return next(iter(self.cards.values()), None)
