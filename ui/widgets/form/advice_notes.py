"""Friendly notes under a question: what to look at again, and why."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ssc_desktop.record.advising import Advice
from ssc_desktop.record.coach import translated
from ui.theme.look import look
from ui.widgets.flow import FlowLayout
from ui.widgets.mirroring import leading_margins
from ui.widgets.picture import Picture
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from ui.viewmodels.advising import AdviceWatch


class _Note(Speaking, QFrame):
    """One piece of advice; it opens into its reason and the ways to be rid of it."""

    def __init__(self, one: Advice, advising: "AdviceWatch") -> None:
        super().__init__()
        self.advice = one
        self.setProperty("role", "well")
        down = QVBoxLayout(self)
        leading_margins(down, look.px(9), look.px(3), look.px(4), look.px(3))
        down.setSpacing(look.px(2))
        row = QHBoxLayout()
        row.setSpacing(look.px(7))
        row.addWidget(Picture("lightbulb", "accent", 15), 0, Qt.AlignmentFlag.AlignTop)
        self.text = plain_label("note", wraps=True)
        row.addWidget(self.text, 1)
        self.why = button("small-link")
        self.why.setCheckable(True)
        self.why.toggled.connect(self._on_toggled)
        row.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        down.addLayout(row)
        self._more = QWidget()
        inside = QVBoxLayout(self._more)
        leading_margins(inside, look.px(22), 0, look.px(4), look.px(5))
        inside.setSpacing(look.px(3))
        self.reason = plain_label("small", wraps=True)
        inside.addWidget(self.reason)
        ways = QWidget()
        flow = FlowLayout(ways, look.px(4))
        self.away = button("small-link")
        self.away.clicked.connect(lambda: advising.dismiss(one))
        flow.addWidget(self.away)
        self.silence = button("small-link")
        self.silence.clicked.connect(lambda: advising.silence(one.rule))
        if not one.coach:
            self.silence.hide()
        flow.addWidget(self.silence)
        inside.addWidget(ways)
        self._more.hide()
        down.addWidget(self._more)
        self.say(self._say_words)

    def _say_words(self) -> None:
        said = translated(self.advice, _)
        self.text.setText(said.message)
        self.reason.setText(said.reason)
        self.why.setText(_("Why?"))
        self.why.setAccessibleName(_("Why? {advice}").format(advice=said.message))
        self.why.setAccessibleDescription(said.reason)
        self.away.setText(_("Do not show this here again"))
        self.silence.setText(_("Silence this kind"))
        self.silence.setToolTip(_("In all stories. The settings bring it back."))

    def _on_toggled(self, opened: bool) -> None:
        self._more.setVisible(opened)
        self.updateGeometry()


class AdviceNotes(QWidget):
    """The notes of one question or group."""

    def __init__(self, advising: "AdviceWatch") -> None:
        super().__init__()
        self._advising = advising
        self.notes: list[_Note] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, look.px(2), 0, 0)
        self._layout.setSpacing(look.px(4))

    def show_advice(self, advised: Sequence[Advice]) -> None:
        """Show these; a note that stays keeps its state."""
        held = [note.advice for note in self.notes]
        if held == list(advised):
            return
        for note in [note for note in self.notes if note.advice not in advised]:
            self.notes.remove(note)
            self._layout.removeWidget(note)
            note.hide()
            note.deleteLater()
        there = [note.advice for note in self.notes]
        for one in advised:
            if one not in there:
                note = _Note(one, self._advising)
                self.notes.append(note)
                self._layout.addWidget(note)
        self.setVisible(bool(self.notes))

    def keep_only(self, advised: Sequence[Advice]) -> None:
        """Take away what holds no longer; what is new can wait until the keyboard left."""
        self.show_advice([note.advice for note in self.notes if note.advice in advised])

    def words(self) -> str:
        """What the notes say, for the ear."""
        return " ".join(note.text.text() for note in self.notes)
