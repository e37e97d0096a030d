"""An invitation that was opened: the workshop, who runs it, and one step to be part of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.pages.scrolled_page import ScrolledPage
from ui.theme.look import look
from ui.viewmodels import workshops
from ui.viewmodels.collecting import Collecting
from ui.widgets.cleared import clear
from ui.widgets.facts_card import FactsCard
from ui.widgets.fingerprint import Fingerprint
from ui.widgets.flow import FlowLayout
from ui.widgets.notice_box import NoticeBox
from ui.widgets.picture import Picture
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.workshop import Invitation


class InvitedPanel(ScrolledPage):
    """Before: what it says. After: that it is done."""

    widest = 640

    def __init__(self, collecting: Collecting) -> None:
        super().__init__(gap=10)
        self._collecting = collecting
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        row.addWidget(Picture("ticket", "accent", 28), 0, Qt.AlignmentFlag.AlignTop)
        self.title = plain_label("title", wraps=True)
        row.addWidget(self.title, 1)
        self.column.addLayout(row)
        self.about = plain_label("prompt", wraps=True)
        self.column.addWidget(self.about)
        self.done = NoticeBox("good", "circle-check")
        self.column.addWidget(self.done)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(look.px(10))
        self.column.addLayout(self._parts)
        self.column.addSpacing(look.px(6))
        ways = QWidget()
        flow = FlowLayout(ways, look.px(8))
        self.join = button("primary", "check", "on_accent")
        self.leave = button("secondary")
        self.join.clicked.connect(collecting.join)
        self.leave.clicked.connect(collecting.forget)
        flow.addWidget(self.join)
        flow.addWidget(self.leave)
        self.column.addWidget(ways)
        self.column.addStretch(1)
        self._shown: Invitation | None = None
        self.say(self._say_words)
        collecting.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        if self._collecting.invitation is not self._shown:
            self._shown = self._collecting.invitation
            self._fill()
        self._say_words()

    def _say_words(self) -> None:
        shown, joined = self._shown, self._collecting.joined
        name = shown.workshop.name if shown is not None else ""
        self.title.setText(
            _("This laptop is set up for “{name}”.").format(name=name)
            if joined
            else _("You are invited to “{name}”.").format(name=name)
        )
        self.about.setText(
            _("One step sets this laptop up: your bundles know whom they are for, and what comes "
              "from there comes in without asking.")
        )  # fmt: skip
        self.about.setVisible(not joined)
        self.done.setVisible(joined)
        self.done.tell(
            _("You can begin."),
            _("When your stories are ready, make a bundle and give it to the facilitator."),
        )
        self.join.setText(_("Set up this laptop"))
        self.join.setVisible(not joined)
        self.leave.setText(_("Done") if joined else _("Not now"))

    def _fill(self) -> None:
        clear(self._parts)
        if self._shown is None:
            return
        for part in (*self._hosts(self._shown), *_facts(self._shown)):
            self._parts.addWidget(part)
            part.show()

    @staticmethod
    def _hosts(invitation: "Invitation") -> list[QWidget]:
        made: list[QWidget] = []
        for role, name, groups in workshops.hosts(invitation.workshop):
            card = QFrame()
            card.setProperty("role", "box")
            down = QVBoxLayout(card)
            down.setContentsMargins(look.px(16), look.px(12), look.px(16), look.px(14))
            down.setSpacing(look.px(5))
            for look_name, text in (("small-strong", role), ("subheading", name)):
                label = plain_label(look_name, wraps=True)
                label.setText(text)
                down.addWidget(label)
            why = plain_label("small", wraps=True)
            why.setText(_("Compare these six groups with the person, or with a sheet on the wall."))
            fingerprint = Fingerprint(1.15)
            fingerprint.show_text(groups)
            down.addWidget(fingerprint)
            down.addWidget(why)
            made.append(card)
        return made

    def take_keyboard(self) -> None:
        """Have Enter do what is likely."""
        (self.join if not self.join.isHidden() else self.leave).setFocus()


def _facts(invitation: "Invitation") -> list[QWidget]:
    card = FactsCard()
    if invitation.replaces:
        said = _("It takes the place of “{name}”, for which this laptop is set up now.")
        card.add("info", "blue", said.format(name=invitation.replaces))
    for warning in invitation.warnings:
        card.add("shield-alert", "amber", warning)
    if invitation.workshop.languages:
        named = workshops.languages(invitation.workshop.languages)
        card.add("languages", "muted", _("Languages: {languages}").format(languages=named))
    return [card] if card.said else []
