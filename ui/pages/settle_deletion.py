"""What one deleted while another changed it: who did what, and whether it is to stay."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.pages.settle_frame import SettleFrame
from ui.theme.look import look
from ui.viewmodels import past_words, settle_words
from ui.widgets.changes_text import ChangesText
from ui.widgets.conflict_card import KeyCap, VersionHead
from ui.widgets.conflict_grid import ConflictGrid
from ui.widgets.conflict_reason import ConflictReason
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.disputes import Deletion, Edit
    from ui.viewmodels.matter import Line

_MOST_SHOWN = 12


class SettleDeletion(SettleFrame):
    """Two cards: it goes, with who wanted that; it stays, with what was changed in it."""

    settled = Signal(object, str, object)
    """A Choice, the reason, and what was alive on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.deletion: Deletion | None = None
        self.edits: list[EditPart] = []
        self._missing = self.chip("blue")
        self.reason = ConflictReason()
        self.reason.given.connect(lambda: self.first_stop().setFocus())
        self.foot.addWidget(self.reason)
        row = QWidget()
        flow = FlowLayout(row, look.px(8))
        self.later = button("secondary", "clock")
        self.later.clicked.connect(self.later_wanted)
        flow.addWidget(self.later)
        self.foot.addWidget(row)
        self.stay, self.delete = button("primary"), button("secondary", "trash-2")
        self.say(self._say_words)
        self.act("1", self._stay)
        self.act("2", self._delete)
        self.act("L", self.later.click, self.later)
        self.act("R", self.reason.line.setFocus)
        self.add_keys()

    def _say_words(self) -> None:
        self.later.setText(_("Later (L)"))
        self.later.updateGeometry()
        one = self.deletion
        self._missing.set_text(_("A bundle is missing") if one and one.provisional else "")
        if one is not None:
            name = one.heading or settle_words.short(one.title)
            said = _("“{name}” was deleted by one and changed by another")
            self.heading.setText(said.format(name=name))
        self.show_signs()

    def show_deletion(self, line: "Line", deletion: "Deletion", at: int, of: int) -> None:
        """Show a contested deletion."""
        self.clear()
        self.deletion = deletion
        self.show_place(line, at, of)
        self.reason.begin()
        holder = QWidget()
        grid = ConflictGrid(holder)
        grid.addWidget(self._changed(deletion))
        grid.addWidget(self._deleted(deletion))
        self.column.addWidget(holder)
        self._say_words()
        self.first_stop().setFocus()

    def _changed(self, one: "Deletion") -> QWidget:
        card, down = _card("1", _("Changed by somebody who did not know that it was deleted"))
        self.edits = [EditPart(edit) for edit in one.edits[:_MOST_SHOWN]]
        for part in self.edits:
            down.addWidget(part)
        left = len(one.edits) - len(self.edits)
        if left > 0:
            more = plain_label("small", wraps=True)
            more.setText(settle_words.more_changes(left))
            down.addWidget(more)
        down.addStretch(1)
        self.stay = button("primary")
        self.stay.setText(_("It stays"))
        self.stay.clicked.connect(self._stay)
        down.addWidget(_row(self.stay))
        return card

    def _deleted(self, one: "Deletion") -> QWidget:
        card, down = _card("2", _("Deleted by"))
        for side in one.deleted:
            down.addWidget(VersionHead(side))
        note = plain_label("prompt", wraps=True)
        note.setText(
            _("The changes beside this were not seen then. Deleted all the same, it goes into the "
              "trash with them, and nothing is lost: the history keeps it, and this can be undone.")
            if not one.path else
            _("The changes beside this were not seen then. Deleted all the same, it leaves the "
              "story with them, and nothing is lost: the history keeps it, and this can be undone.")
        )  # fmt: skip
        down.addWidget(note)
        down.addStretch(1)
        self.delete = button("secondary", "trash-2")
        self.delete.setText(_("Delete it all the same"))
        self.delete.clicked.connect(self._delete)
        down.addWidget(_row(self.delete))
        return card

    @override
    def first_stop(self) -> QWidget:
        return self.edits[0].text if self.edits else self.stay

    def _settle(self, choice: Any) -> None:
        if self.deletion is not None:
            self.settled.emit(choice, self.reason.text, self.deletion.seen)

    def _stay(self) -> None:
        self._settle(_settling().Stay())

    def _delete(self) -> None:
        self._settle(_settling().Delete())


class EditPart(Speaking, QWidget):
    """What somebody changed: the question, the words, who and when."""

    def __init__(self, edit: "Edit") -> None:
        super().__init__()
        self._edit = edit
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.px(3))
        self._label, self._who = plain_label("label", wraps=True), plain_label("small", wraps=True)
        self.text = ChangesText()
        for part in (self._label, self.text, self._who):
            down.addWidget(part)
        self.say(self._say_words)

    def _say_words(self) -> None:
        edit = self._edit
        name = edit.label or _("Brought back")
        self._label.setText(name)
        self.text.show_pieces(edit.pieces, name)
        self.text.setVisible(bool(edit.pieces))
        who = _("You") if edit.own else settle_words.computer(edit.device)
        when = past_words.day_and_time(edit.at)
        self._who.setText(_("{who}, {when}").format(who=who, when=when))


def _card(sign: str, words: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("role", "card")
    down = QVBoxLayout(card)
    edge = look.px(16)
    down.setContentsMargins(edge, look.px(14), edge, look.px(14))
    down.setSpacing(look.px(12))
    from PySide6.QtWidgets import QHBoxLayout

    head = QHBoxLayout()
    head.setSpacing(look.px(10))
    head.addWidget(KeyCap(sign))
    said = plain_label("label", wraps=True)
    said.setText(words)
    head.addWidget(said, 1)
    down.addLayout(head)
    return card, down


def _row(made: QWidget) -> QWidget:
    row = QWidget()
    FlowLayout(row).addWidget(made)
    return row


def _settling() -> Any:
    from ssc_desktop import services

    return services.settling
