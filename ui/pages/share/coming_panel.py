"""One summary before anything changes: what bundles would bring, who sent them, what to choose."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, ngettext
from ui.overriding import override
from ui.pages.share.card_list import CardList
from ui.pages.share.coming_facts import facts
from ui.pages.share.foot_bar import FootBar
from ui.pages.share.sender_card import SenderCard
from ui.pages.share.share_part import SharePart
from ui.theme.look import look
from ui.viewmodels import coming as words
from ui.viewmodels.collecting import AGREED, Coming
from ui.widgets.cleared import clear
from ui.widgets.notice_box import NoticeBox
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.gathering import Plans, Share
    from ui.viewmodels.incoming import Incoming

    _Sender = tuple[Share, Coming]


class ComingPanel(Speaking, QWidget):
    """Reads from top to bottom: the sum, what to know, the senders; the buttons stay in sight."""

    def __init__(self, incoming: "Incoming") -> None:
        super().__init__()
        collecting = self._collecting = incoming.collecting
        self._arriving = incoming.arriving
        self._shown: Plans | None = None
        self._list = CardList["_Sender", SenderCard](
            self, self._made, lambda card, sender: card.show_choice(sender[1]), then=self._all_made
        )
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        self.page = SharePart(gap=8)
        down.addWidget(self.page, 1)
        self._build_page()
        self.foot = self._foot()
        down.addWidget(self.foot)
        self.say(self._say_words)
        collecting.changed.connect(self._on_changed)

    def _build_page(self) -> None:
        column = self.page.column
        self.title = plain_label("heading", wraps=True)
        self.about = plain_label("prompt", wraps=True)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addSpacing(look.px(4))
        self.notices = QVBoxLayout()
        self.notices.setSpacing(look.px(8))
        column.addLayout(self.notices)
        column.addSpacing(look.px(6))
        row = QHBoxLayout()
        self._senders = plain_label("label", wraps=True)
        self.all = button("small-link")
        self.all.clicked.connect(self._on_all)
        row.addWidget(self._senders, 1)
        row.addWidget(self.all)
        column.addLayout(row)
        column.addLayout(self._list.column)
        column.addStretch(1)

    def _foot(self) -> FootBar:
        self.take = button("primary", "check", "on_accent")
        self.keep = button("secondary", "inbox")
        self.cancel = button("secondary")
        self.take.clicked.connect(self._on_take)
        self.keep.clicked.connect(self._collecting.take)
        self.cancel.clicked.connect(self._collecting.forget)
        foot = FootBar((self.take, self.keep, self.cancel))
        self.chosen = foot.words
        return foot

    # ------------------------------------------------------------ what it shows

    @property
    def cards(self) -> dict[str, SenderCard]:
        """The senders that are shown, by their ids."""
        return self._list.cards

    @property
    def complete(self) -> bool:
        """Whether all senders are shown."""
        return self._list.complete

    def _on_changed(self) -> None:
        coming = self._collecting.coming
        if coming is None:
            self._shown = None
            clear(self.notices)
            self._list.show({})
            return
        if coming.plans is not self._shown:
            self._shown = coming.plans
            self._fill(coming)
        self._list.show({one.sender_id: (one, coming) for one in coming.plans.shares})
        self._say_choice(coming)

    def _fill(self, coming: Coming) -> None:
        clear(self.notices)
        self._list.show({})
        self._say_words()
        if self._documents:
            also = NoticeBox("hint", "file-text")
            also.tell(
                words.with_documents(self._documents),
                _("You look at them next, one after the other."),
            )
            self.notices.addWidget(also)
        for box in facts(self._collecting, coming):
            self.notices.addWidget(box)
            box.show()
        self.page.verticalScrollBar().setValue(0)

    @property
    def _documents(self) -> int:
        """How many documents came along and wait."""
        arrived = self._arriving.arrived
        return len(arrived.proposals.proposals) if arrived is not None else 0

    def _made(self, sender: "_Sender") -> SenderCard:
        card = SenderCard(*sender)
        card.left_out.connect(lambda who, out: self._collecting.leave_out(who, out=out))
        card.said.connect(lambda who, said: self._collecting.answer([who], said))
        return card

    def _all_made(self) -> None:
        if len(self.cards) == 1:
            next(iter(self.cards.values())).open()

    # ------------------------------------------------------------ words

    def _say_words(self) -> None:
        self.cancel.setText(_("Leave it"))
        coming = self._collecting.coming
        if coming is None:
            return
        plans = coming.plans
        self.title.setText(words.headline(plans, self._documents))
        self.about.setText(words.about(plans))
        self.about.setVisible(bool(plans.plans))
        n = len(plans.shares)
        self._senders.setText(ngettext("Sent by", "Sent by {n} computers", n).format(n=n))
        self._senders.setVisible(bool(n))
        self._say_choice(coming)

    def _say_choice(self, coming: Coming) -> None:
        self.chosen.setText(words.chosen(coming) if coming.plans.plans else "")
        asked = words.only_one_asks(coming)
        self.take.setText(_("Accept and take in") if asked else words.take_words(coming))
        self.keep.setText(_("Keep for later"))
        self.all.setText(_("Choose all") if coming.left_out else _("Choose none"))
        self.all.setVisible(len(coming.plans.shares) > 1)
        brings = words.is_worth(coming)
        self.take.setVisible(brings and bool(coming.coming_in or asked))
        self.keep.setVisible(brings and not coming.coming_in)
        self.cancel.setText(_("Leave it") if brings else _("Close"))

    def _on_all(self) -> None:
        coming = self._collecting.coming
        if coming is not None:
            self._collecting.leave_all_out(out=not coming.left_out)

    def _on_take(self) -> None:
        coming = self._collecting.coming
        if coming is not None and words.only_one_asks(coming):
            self._collecting.answer([coming.plans.shares[0].sender_id], AGREED)
        self._collecting.take()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.foot.fit(self.width(), self.height())
        super().resizeEvent(event)

    def take_keyboard(self) -> None:
        """Have Enter do what is likely: answer what is asked, then take in."""
        asked = [way for box in self.findChildren(NoticeBox) for way in box.ways]
        ways = (self.take, *asked, self.keep, self.cancel)
        next(made for made in ways if not made.isHidden()).setFocus()
