"""What one document would bring: which story it is about, and answer by answer what changes."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ssc_desktop.i18n import _
from ui.pages.share.card_list import CardList
from ui.pages.share.document_extras import comments, passages
from ui.pages.share.document_story import StoryChoice
from ui.pages.share.share_part import SharePart
from ui.theme.look import look
from ui.viewmodels import arriving_words as words
from ui.widgets.cleared import clear
from ui.widgets.facts_card import FactsCard
from ui.widgets.notice_box import NoticeBox
from ui.widgets.proposal_card import ProposalCard
from ui.widgets.proposed_pictures import ProposedPictures
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.proposals import Proposal, ProposedLine
    from ui.viewmodels.arrived import Arrived
    from ui.viewmodels.arriving import Arriving

    _Line = tuple[ProposedLine, bool]


class DocumentPreview(SharePart):
    """Reads from top to bottom: the story, what to know, the answers, and what fits nowhere."""

    story_wanted = Signal(str)
    """Its id, to put words there by hand; what is looked at stays here meanwhile."""

    def __init__(self, arriving: "Arriving") -> None:
        super().__init__(gap=8)
        self._arriving = arriving
        self._shown: Proposal | None = None
        self.lines = CardList["_Line", ProposalCard](
            self, self._made, lambda card, line: card.show_wanted(line[1])
        )
        self._build()
        self.say(self._say_words)
        arriving.changed.connect(self._on_changed)

    def _build(self) -> None:
        column = self.column
        self.place = plain_label("small", wraps=True)
        self.title = plain_label("heading", wraps=True)
        self.kind = plain_label("prompt", wraps=True)
        for label in (self.place, self.title, self.kind):
            column.addWidget(label)
        column.addSpacing(look.px(4))
        self.story = StoryChoice()
        self.story.chosen.connect(self._arriving.compare_with)
        column.addWidget(self.story)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(look.px(8))
        column.addLayout(self._facts)
        column.addSpacing(look.px(6))
        row = QHBoxLayout()
        self._heading = plain_label("label", wraps=True)
        self.all, self.none = button("small-link"), button("small-link")
        self.all.clicked.connect(lambda: self._arriving.want_all(wanted=True))
        self.none.clicked.connect(lambda: self._arriving.want_all(wanted=False))
        row.addWidget(self._heading, 1)
        row.addWidget(self.all)
        row.addWidget(self.none)
        column.addLayout(row)
        column.addLayout(self.lines.column)
        self.same = plain_label("small", wraps=True)
        column.addWidget(self.same)
        self.pictures = ProposedPictures(self._arriving.ask_picture)
        self.pictures.wanted.connect(lambda path, on: self._arriving.want(path, wanted=on))
        column.addWidget(self.pictures)
        self._extras = QVBoxLayout()
        self._extras.setSpacing(look.px(8))
        column.addLayout(self._extras)
        column.addStretch(1)

    @property
    def cards(self) -> dict[str, ProposalCard]:
        """The answers that are shown, by their paths."""
        return self.lines.cards

    # ------------------------------------------------------------ what it shows

    def _on_changed(self) -> None:
        arrived = self._arriving.arrived
        proposal = arrived.proposal if arrived else None
        if proposal is not self._shown:
            self._shown = proposal
            self._fill()
        if arrived is not None and proposal is not None:
            self._show_choice(arrived, proposal)

    def _show_choice(self, arrived: "Arrived", proposal: "Proposal") -> None:
        wanted = arrived.wanted(proposal)
        self.lines.show(
            {
                "/".join(one.path): (one, one.path in wanted)
                for one in proposal.lines
                if words.is_shown(one)
            }
        )
        self.pictures.show_wanted(wanted)
        several = len(arrived.proposals.proposals) > 1
        self.place.setText(words.place(arrived) if several else "")
        self.place.setVisible(several)

    def _made(self, line: "_Line") -> ProposalCard:
        card = ProposalCard(line[0], wanted=line[1])
        card.wanted.connect(lambda path, on: self._arriving.want(path, wanted=on))
        return card

    def _fill(self) -> None:
        clear(self._facts)
        clear(self._extras)
        self.lines.show({})
        proposal = self._shown
        self.story.show_proposal(proposal)
        self.pictures.show_pictures(proposal)
        self._say_words()
        if proposal is None:
            return
        for said in proposal.warnings:
            box = NoticeBox("warm", "circle-alert")
            box.tell(said)
            self._facts.addWidget(box)
        told = FactsCard()
        for said in proposal.notices:
            told.add("info", "muted", said)
        if told.said:
            self._facts.addWidget(told)
        open_story = partial(self.story_wanted.emit, proposal.case_id)
        for part in (passages(proposal, open_story), comments(proposal)):
            if part is not None:
                self._extras.addWidget(part)
        self.verticalScrollBar().setValue(0)

    def _say_words(self) -> None:
        proposal = self._shown
        self.all.setText(_("Choose all"))
        self.none.setText(_("Choose none"))
        if proposal is None:
            return
        self.title.setText(words.title(proposal))
        self.kind.setText(words.kind(proposal))
        self._heading.setText(proposal.sentence())
        offered = sum(words.is_offered(one) for one in proposal.lines)
        for way in (self.all, self.none):
            way.setVisible(offered > 1)
        n = sum(not words.is_shown(one) for one in proposal.lines)
        self.same.setText(words.same(n))
        self.same.setVisible(bool(n))
