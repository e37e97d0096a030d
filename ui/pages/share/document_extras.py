"""What else stands in a document: passages that fit nowhere, and comments in the margin."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from ssc_desktop.i18n import _, ngettext
from ui.theme.look import look
from ui.viewmodels import arriving_words as words
from ui.widgets.announcing import announce
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ssc_desktop.services.proposals import Proposal

_MOST = 40
_LONGEST = 900


def passages(proposal: "Proposal", open_story: Callable[[], object]) -> QFrame | None:
    """Words of which it is not known what they answer; they can be copied into the story."""
    n = len(proposal.unmatched)
    if not n:
        return None
    said = ngettext("{n} passage fits nowhere", "{n} passages fit nowhere", n).format(n=n)
    card, down = _card(said, _("Copy what you need into a field. The whole document is kept on "
                               "this computer, with the story."))  # fmt: skip
    for passage in proposal.unmatched[:_MOST]:
        box = QFrame()
        box.setProperty("role", "well")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(6))
        inside.setSpacing(look.px(2))
        text = _words(passage if len(passage) <= _LONGEST else passage[:_LONGEST] + "…")
        inside.addWidget(text)
        copy: QPushButton = button("small-link", "copy", "accent")
        copy.setText(_("Copy"))
        copy.setAccessibleName(_("Copy: {words}").format(words=passage[:60]))
        copy.clicked.connect(partial(_copy, copy, passage))
        inside.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeading)
        down.addWidget(box)
    if not proposal.is_new:
        way: QPushButton = button("small-link", "file-text", "accent")
        way.setText(_("Open the story"))
        way.clicked.connect(lambda _on=False: open_story())
        down.addWidget(way, 0, Qt.AlignmentFlag.AlignLeading)
    return card


def comments(proposal: "Proposal") -> QFrame | None:
    """What somebody wrote into the margin."""
    n = len(proposal.comments)
    if not n:
        return None
    said = ngettext("{n} comment in the margin", "{n} comments in the margin", n).format(n=n)
    card, down = _card(
        said, _("They come in too, and stand beside the story until its authors answer them.")
    )
    for one in proposal.comments[:_MOST]:
        box = QFrame()
        box.setProperty("role", "well")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        inside.setSpacing(look.px(2))
        who, about = words.remark(one)
        for look_name, text in (("small-strong", who), ("small", about)):
            if text:
                label = plain_label(look_name, wraps=True)
                label.setText(text)
                inside.addWidget(label)
        inside.addWidget(_words(one.text))
        down.addWidget(box)
    return card


def _card(heading: str, about: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("role", "card")
    down = QVBoxLayout(card)
    down.setContentsMargins(look.px(14), look.px(10), look.px(14), look.px(12))
    down.setSpacing(look.px(6))
    for look_name, text in (("label", heading), ("small", about)):
        label = plain_label(look_name, wraps=True)
        label.setText(text)
        down.addWidget(label)
    return card, down


def _words(text: str) -> QLabel:
    label = plain_label(wraps=True)
    label.setText(text)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _copy(pressed: "QPushButton", passage: str) -> None:
    QGuiApplication.clipboard().setText(passage)
    pressed.setText(_("Copied"))
    announce(pressed, _("Copied"))
