"""What one computer sends: whether it comes in, how far it is known, and its stories on demand."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.viewmodels import coming as words
from ui.viewmodels import trusting
from ui.viewmodels.choices import Option
from ui.viewmodels.collecting import AGREED, BLOCKED, NEW, WAITS, Coming
from ui.widgets.check import Check
from ui.widgets.fingerprint import Fingerprint
from ui.widgets.fold_card import FoldCard
from ui.widgets.segments import Segments
from ui.widgets.speaking import plain_label, plain_tip

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Plan, Summary
    from ssc_desktop.services.gathering import Share

_MOST_LISTED = 60


class SenderCard(FoldCard):
    """A line that opens into lists of stories."""

    left_out = Signal(str, bool)
    said = Signal(str, str)
    """The computer, and what the person says of it."""

    def __init__(self, share: "Share", coming: Coming) -> None:
        self.check = Check()
        super().__init__(self.check)
        self.share = share
        self._plans = coming.of(share)
        self._asks = coming.asks(share)
        self.check.clicked.connect(self._on_check)
        self.answers: Segments | None = None
        self._why = plain_label("amber", wraps=True)
        if self._asks:
            self.down.addWidget(self._question(coming))
        self.say(self._say_words)
        self.show_choice(coming)

    def _question(self, coming: Coming) -> QWidget:
        part, down = self.indented(gap=6)
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
        held, sender = trusting.standing(self.share.state), self.share.sender
        self.chip.show_state(held.label, held.tone, held.icon)
        self.chip.setToolTip(plain_tip(held.meaning))
        self.say_head(sender, words.share_line(self.share))
        self.check.setAccessibleName(_("Take in what {sender} sends").format(sender=sender))
        if self._asks:
            self._why.setText(_WHY[self._asks]())
        if self.answers is not None:
            name = _("What {sender} sends").format(sender=sender)
            self.answers.set_options(_options(self._asks), name)

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

    @override
    def made_body(self) -> QWidget:
        body, down = self.indented()
        for plan in self._plans:
            for label in _lines(plan):
                down.addWidget(label)
        return body


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
    labels += listed_stories(plan)
    if not (plan.new or plan.updated or kind):
        labels.append(_label("small", _("Everything in it is here already.")))
    labels += [_label("amber", said) for said in plan.warnings]
    return labels


def listed_stories(plan: "Plan") -> list[QWidget]:
    """The stories that a bundle brings, new ones first."""
    return [*_listed(_("New"), plan.new), *_listed(_("Updated"), plan.updated)]


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
