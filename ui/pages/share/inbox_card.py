"""A bundle that waits: why, from whom, what it would bring, and the word that lets it in."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ssc_desktop.i18n import N_, _
from ui.overriding import override
from ui.pages.share.sender_card import listed_stories
from ui.theme.look import look
from ui.viewmodels import coming as words
from ui.viewmodels import files, wording
from ui.widgets.cleared import clear
from ui.widgets.fingerprint import Fingerprint
from ui.widgets.flow import FlowLayout
from ui.widgets.fold_card import FoldCard
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.inbox import Waiting
    from ui.viewmodels.inbox import Inbox

_SHOWN = {
    "new_device": ("shield-question-mark", "amber", N_("New computer"), N_("Accept and take in")),
    "not_for_you": ("mail", "amber", N_("For somebody else"), N_("Take it in all the same")),
    "blocked": ("ban", "red", N_("Blocked"), N_("Unblock and take in")),
    "too_new": ("refresh-cw", "blue", N_("Newer version"), N_("Try again")),
    "sealed": ("lock", "blue", N_("Locked"), N_("Try again")),
}


class InboxCard(FoldCard):
    """Opens into the stories; what it would bring is asked for at once."""

    removed = Signal()

    def __init__(self, item: "Waiting", inbox: "Inbox") -> None:
        super().__init__()
        self.item = item
        self._inbox = inbox
        self._body_column: QVBoxLayout | None = None
        part, down = self.indented(gap=6)
        self._why = plain_label(wraps=True)
        down.addWidget(self._why)
        if item.reason in {"new_device", "blocked"} and item.fingerprint:
            fingerprint = Fingerprint()
            fingerprint.show_text(item.fingerprint)
            down.addWidget(fingerprint)
        self._trouble = plain_label("amber", wraps=True)
        down.addWidget(self._trouble)
        down.addWidget(self._ways())
        self.down.addWidget(part)
        self.say(self._say_words)

    def _ways(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, look.px(8))
        self.accept: QPushButton = button("primary", "check", "on_accent")
        self.block: QPushButton = button("secondary", "ban")
        self.remove: QPushButton = button("secondary", "x")
        self.accept.clicked.connect(lambda: self._inbox.accept(self.item))
        self.block.clicked.connect(lambda: self._inbox.block(self.item))
        self.remove.clicked.connect(self.removed)
        for made in (self.accept, self.block, self.remove):
            flow.addWidget(made)
        self.block.setVisible(self.item.reason == "new_device")
        return holder

    def _say_words(self) -> None:
        picture, tone, label, accept = _SHOWN.get(self.item.reason, _SHOWN["sealed"])
        self.chip.show_state(_(label), tone, picture)
        self._why.setText(self.item.sentence())
        self.accept.setText(_(accept))
        self.block.setText(_("Block"))
        self.remove.setText(_("Leave it out…"))
        sender = self.item.sender or words.bare(self.item.file_name)
        for made in (self.accept, self.block, self.remove):
            made.setAccessibleName(_("{what}: {which}").format(what=made.text(), which=sender))
        self.show_plan()

    def show_plan(self) -> None:
        """Say what it would bring, once that is known."""
        plan = self._inbox.plans.get(self.item.id)
        trouble = self._inbox.troubles.get(self.item.id)
        brings = words.brings(len(plan.new), len(plan.updated)) if plan is not None else ""
        since = _("since {day}").format(day=wording.day(self.item.at))
        said = [brings, since, files.size(self.item.size)]
        sender = self.item.sender or words.bare(self.item.file_name)
        self.say_head(sender, " · ".join(one for one in said if one))
        hidden = self.item.reason in {"too_new", "sealed"}  # its sentence says the same already
        self._trouble.setText(str(trouble) if trouble is not None and not hidden else "")
        self._trouble.setVisible(bool(self._trouble.text()))
        if self._body_column is not None:
            self._fill()

    @override
    def made_body(self) -> QWidget:
        body, self._body_column = self.indented()
        self._fill()
        return body

    def _fill(self) -> None:
        column = self._body_column
        if column is None:
            return
        clear(column)
        name = plain_label("small-strong", wraps=True)
        name.setText(words.bare(self.item.file_name))
        column.addWidget(name)
        plan = self._inbox.plans.get(self.item.id)
        for label in listed_stories(plan) if plan is not None else ():
            column.addWidget(label)
            label.show()
        name.show()
