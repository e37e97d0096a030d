"""What one computer sends: whether it comes in, how far it is known, and its stories on demand."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.theme.icons import icon
from ui.theme.look import look
from ui.viewmodels import coming as words
from ui.viewmodels import trusting
from ui.viewmodels.choices import Option
from ui.viewmodels.collecting import AGREED, BLOCKED, NEW, WAITS, Coming
from ui.widgets.check import Check
from ui.widgets.chip import Chip
from ui.widgets.fingerprint import Fingerprint
from ui.widgets.flow import FlowLayout
from ui.widgets.mirroring import leading_margins
from ui.widgets.segments import Segments
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Plan, Summary
    from ssc_desktop.services.gathering import Share

_MOST_LISTED = 60
_LONGEST = 44


class SenderCard(Speaking, QFrame):
    """A line that opens into lists of stories."""

    left_out = Signal(str, bool)
    said = Signal(str, str)
    """The computer, and what the person says of it."""

    def __init__(self, share: "Share", coming: Coming) -> None:
        super().__init__()
        self.share = share
        self._plans = coming.of(share)
        self._asks = coming.asks(share)
        self.setProperty("role", "box")
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(look.px(10), look.px(7), look.px(12), look.px(7))
        self._down.setSpacing(look.px(4))
        self._build_head()
        self.answers: Segments | None = None
        self._why = plain_label("amber", wraps=True)
        if self._asks:
            self._down.addWidget(self._question(coming))
        self._body: QWidget | None = None
        self.say(self._say_words)
        self.show_choice(coming)

    def _build_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(look.px(6))
        self.check = Check()
        self.check.clicked.connect(self._on_check)
        words = QWidget()
        flow = FlowLayout(words, look.px(6), level=True)
        self.head = button("fold")
        self.head.setCheckable(True)
        self.head.toggled.connect(self.open)
        self.line = plain_label("small")
        flow.addWidget(self.head)
        flow.addWidget(self.line)
        self.chip = Chip(bold=True)
        row.addWidget(self.check)
        row.addWidget(words, 1)
        row.addWidget(self.chip)
        self._down.addLayout(row)

    def _question(self, coming: Coming) -> QWidget:
        part = QWidget()
        down = QVBoxLayout(part)
        leading_margins(down, look.px(62), 0, 0, look.px(4))
        down.setSpacing(look.px(6))
        down.addWidget(self._why)
        if self._asks == "blocked":
            return part
        fingerprint = Fingerprint()
        fingerprint.show_text(coming.fingerprints.get(self.share.sender_id, ""))
        down.addWidget(fingerprint)
        self.answers = Segments()
        self.answers.chosen.connect(self._on_answer)
        down.addWidget(self.answers)
        return part

    def _say_words(self) -> None:
        self.head.setText(shortened(self.share.sender).replace("&", "&&"))
        self.head.setToolTip(self.share.sender)
        self.line.setText(words.share_line(self.share))
        held = trusting.standing(self.share.state)
        self.chip.show_state(held.label, held.tone, held.icon)
        self.chip.setToolTip(held.meaning)
        sender = self.share.sender
        self.check.setAccessibleName(_("Take in what {sender} sends").format(sender=sender))
        self.head.setAccessibleName(f"{sender}, {held.label}, {self.line.text()}")
        if self._asks:
            self._why.setText(_WHY[self._asks]())
        if self.answers is not None:
            name = _("What {sender} sends").format(sender=sender)
            self.answers.set_options(_options(self._asks), name)
        self._turn(opened=self.head.isChecked())

    def _turn(self, *, opened: bool) -> None:
        self.head.setIcon(icon("chevron-up" if opened else "chevron-down", "muted"))

    # ------------------------------------------------------------ what is chosen

    def show_choice(self, coming: Coming) -> None:
        """Show what the person chose."""
        out = self.share.sender_id in coming.left_out
        self.check.setChecked(not out)
        if self.answers is not None:
            said = coming.answer(self.share)
            self.answers.show_code(None if said == NEW else said)
            self.answers.setEnabled(not out)

    def _on_check(self) -> None:
        self.left_out.emit(self.share.sender_id, not self.check.isChecked())

    def _on_answer(self, code: object) -> None:
        self.said.emit(self.share.sender_id, str(code) if code else NEW)

    # ------------------------------------------------------------ what is in it

    def open(self, opened: bool = True) -> None:
        """Show or fold away the stories."""
        if self.head.isChecked() != opened:
            self.head.setChecked(opened)
            return
        self._turn(opened=opened)
        if opened and self._body is None:
            self._body = self._made()
            self._down.addWidget(self._body)
        if self._body is not None:
            self._body.setVisible(opened)

    def _made(self) -> QWidget:
        body = QWidget()
        down = QVBoxLayout(body)
        leading_margins(down, look.px(62), look.px(2), 0, look.px(6))
        down.setSpacing(look.px(3))
        for plan in self._plans:
            for label in _lines(plan):
                down.addWidget(label)
        return body


def shortened(name: str) -> str:
    """A name that others gave, no longer than there is room for."""
    return name if len(name) <= _LONGEST else name[:_LONGEST].rstrip() + "…"


_WHY = {
    "new_device": lambda: _("This computer was never met before. Compare the fingerprint with its "
                            "owner, or accept it as it is."),
    "not_for_you": lambda: _("It is addressed to somebody else. Take it in only if you should "
                             "have it."),
    "blocked": lambda: _("You blocked this computer. What it sends is put aside."),
}  # fmt: skip


def _options(asks: str) -> list[Option]:
    offered = [Option(AGREED, _("Accept")), Option(WAITS, _("Not now"))]
    return [*offered, Option(BLOCKED, _("Block"))] if asks == "new_device" else offered


def _lines(plan: "Plan") -> list[QWidget]:
    """A bundle's file, what kind it is, and its stories."""
    labels = [_label("small-strong", words.name_of(plan.path))]
    kind = words.kind_line(plan)
    if kind:
        labels.append(_label("", kind))
    labels += _listed(_("New"), plan.new)
    labels += _listed(_("Updated"), plan.updated)
    if not (plan.new or plan.updated or kind):
        labels.append(_label("small", _("Everything in it is here already.")))
    labels += [_label("amber", said) for said in plan.warnings]
    return labels


def _listed(heading: str, stories: "Sequence[Summary]") -> list[QWidget]:
    if not stories:
        return []
    labels = [_label("small", heading)]
    labels += [_label("", words.story_line(one)) for one in stories[:_MOST_LISTED]]
    more = len(stories) - _MOST_LISTED
    if more > 0:
        labels.append(_label("small", _("and {n} more").format(n=more)))
    return labels


def _label(look_name: str, text: str) -> QWidget:
    label = plain_label(look_name, wraps=True)
    label.setText(text)
    return label
