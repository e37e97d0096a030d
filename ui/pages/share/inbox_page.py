"""The Inbox: bundles that wait for a word, or for a newer program."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ssc_desktop.i18n import _
from ui.pages.share.card_list import CardList
from ui.pages.share.inbox_card import InboxCard
from ui.pages.share.share_part import SharePart
from ui.theme.look import look
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.inbox import Waiting
    from ui.viewmodels.inbox import Inbox


class InboxPage(SharePart):
    """A card each; nothing of it is in the library."""

    take_wanted = Signal()

    def __init__(self, inbox: "Inbox") -> None:
        super().__init__(gap=8)
        self._inbox = inbox
        self._list = CardList["Waiting", InboxCard](
            self, self._made, lambda card, _item: card.show_plan()
        )
        self._words = plain_label("prompt", wraps=True)
        self.column.addWidget(self._words)
        self.column.addSpacing(look.px(4))
        self.column.addLayout(self._list.column)
        self.take = button("secondary", "package-open")
        self.take.clicked.connect(self.take_wanted)
        self.column.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addStretch(1)
        self.say(self._say_words)
        inbox.changed.connect(self._on_changed)
        self._on_changed()
        inbox.load()

    def _say_words(self) -> None:
        if self._inbox.waiting:
            self._words.setText(_("Nothing of these is in the library yet. They wait as long as "
                                  "you like."))  # fmt: skip
        else:
            self._words.setText(
                _("Nothing waits. What comes from a computer that was never met, or was made with "
                  "a newer version, will be here.")
            )  # fmt: skip
        self.take.setText(_("Take in bundles…"))
        self.take.setVisible(not self._inbox.waiting)

    @property
    def cards(self) -> dict[str, InboxCard]:
        """What waits, by its id and the reason why."""
        return self._list.cards

    def _on_changed(self) -> None:
        self._list.show({f"{one.id} {one.reason}": one for one in self._inbox.waiting})
        self._say_words()

    def _made(self, one: "Waiting") -> InboxCard:
        card = InboxCard(one, self._inbox)
        card.removed.connect(lambda: self.ask_to_remove(one))
        if one.reason not in {"too_new", "sealed"}:
            self._inbox.look(one.id)
        return card

    def ask_to_remove(self, one: "Waiting") -> None:
        """Ask whether a bundle is to be left out for good."""
        dialog = AskingDialog(self, lambda: _question(one))
        dialog.agreed.connect(lambda: self._inbox.remove(one))
        dialog.open()


def _question(one: "Waiting") -> tuple[str, str, str, str]:
    sender = one.sender or one.file_name
    return (
        _("Leave out what {sender} sent?").format(sender=sender),
        _("The copy that waits here is deleted. The file on the stick or in the mail is not "
          "touched: you can take it in again."),
        _("Leave it out"),
        _("Let it wait"),
    )  # fmt: skip
