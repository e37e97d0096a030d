"""One answer of a document beside what is here: what it changes, why to look, and a tick."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.viewmodels import arriving_words as words
from ui.widgets.changes_text import ChangesText
from ui.widgets.check import Check
from ui.widgets.chip import Chip
from ui.widgets.mirroring import leading_margins
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.proposals import ProposedLine

_INDENT = 35


class ProposalCard(Speaking, QFrame):
    """What was there is struck through, what comes is underlined."""

    wanted = Signal(object, bool)
    """The path, and whether it shall come in."""

    def __init__(self, line: "ProposedLine", *, wanted: bool) -> None:
        super().__init__()
        self.line = line
        self.setProperty("role", "box")
        down = QVBoxLayout(self)
        down.setContentsMargins(look.px(10), look.px(6), look.px(12), look.px(8))
        down.setSpacing(look.px(2))
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        self.tick = Check(bold=True)
        self.tick.clicked.connect(self._on_tick)
        self._label = plain_label("label", wraps=True)
        row.addWidget(self.tick if line.can_be_taken else self._label, 1)
        chip = Chip(words.chip(line)[1], bold=True)
        row.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        down.addLayout(row)
        self._under = QVBoxLayout()
        leading_margins(self._under, look.px(_INDENT if line.can_be_taken else 0), 0, 0, 0)
        self._under.setSpacing(look.px(4))
        down.addLayout(self._under)
        self.text = ChangesText()
        self.note = plain_label("amber", wraps=True)
        self.unfold = button("small-link")
        self.unfold.clicked.connect(self.text.unfold)
        self.text.unfolded.connect(self.unfold.hide)
        for part in (self.text, self.unfold, self.note):
            self._under.addWidget(part)
        self._under.setAlignment(self.unfold, Qt.AlignmentFlag.AlignLeading)
        self._chip = chip
        self.show_wanted(wanted)
        self.say(self._say_words)

    def show_wanted(self, wanted: bool) -> None:
        """Show whether it shall come in."""
        self.tick.setChecked(wanted)

    def _on_tick(self) -> None:
        self.wanted.emit(self.line.path, self.tick.isChecked())

    def _say_words(self) -> None:
        from ssc_desktop.record.word_changes import word_changes

        line = self.line
        named = _("{item}: {label}").format(item=line.item, label=line.label) if line.item else ""
        name = named or line.label
        self.tick.show_words(name)
        self._label.setText(name)
        said = words.chip(line)[0]
        self._chip.set_text(said)
        self.tick.setAccessibleDescription(said)
        self.text.show_pieces(word_changes(line.now, line.theirs), name)
        self.text.setVisible(bool(line.now or line.theirs))
        self.unfold.setText(_("Show every word"))
        self.unfold.setAccessibleName(_("Show every word: {name}").format(name=name))
        self.unfold.setVisible(self.text.is_folded)
        self.note.setText(words.note(line))
        self.note.setVisible(bool(words.note(line)))
