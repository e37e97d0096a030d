"""Asking for words to be destroyed everywhere: what would go, what it can do, what it cannot."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, digits, listed, ngettext
from ui.theme.look import look
from ui.viewmodels import settle_words
from ui.widgets.changes_text import ChangesText
from ui.widgets.conflict_typed import TypedAgreement
from ui.widgets.flow import FlowLayout
from ui.widgets.line import Line
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.redacting import Withdrawing

_SIZE = QSize(620, 620)
_LONGEST = 300


class WithdrawDialog(Sheet):
    """A reason and a typed word are wanted before anything is destroyed."""

    withdraw_wanted = Signal(str)
    """The reason."""

    def __init__(self, parent: QWidget, label: str, withdrawing: "Withdrawing") -> None:
        super().__init__(parent)
        self._label = label
        self._one = withdrawing
        self._area, self._column = self.scrolled(10)
        self.down.addWidget(self._area, 1)
        self._show_words()
        self.reason = Line(undoes=True)
        self.reason.setObjectName("reason")
        self.reason.setMaxLength(_LONGEST)
        self._why = plain_label("label", wraps=True)
        self._why.setBuddy(self.reason)
        self.agreement = TypedAgreement()
        self.agreement.agreed.connect(self._agree)
        self.reason.textChanged.connect(lambda _text: self._show())
        self.agreement.line.textChanged.connect(lambda _text: self._show())
        for part in (self._why, self.reason, self.agreement):
            self._column.addWidget(part)
        self._column.addStretch(1)
        row = QWidget()
        flow = FlowLayout(row, look.px(8))
        self.no = button("secondary")
        self.no.clicked.connect(self.reject)
        flow.addWidget(self.agreement.do)
        flow.addWidget(self.no)
        self.down.addWidget(row)
        self.say(self._say_words)
        self.fit(_SIZE)
        self.reason.setFocus()

    def _show_words(self) -> None:
        from ssc_desktop.record.word_changes import Fate, Piece

        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        edge = look.px(12)
        inside.setContentsMargins(edge, look.px(10), edge, look.px(10))
        inside.setSpacing(look.px(8))
        self.texts: list[ChangesText] = []
        for words in self._one.texts:
            text = ChangesText()
            text.show_pieces((Piece(Fate.SAME, words),), self._label)
            inside.addWidget(text)
            self.texts.append(text)
        n = len(self._one.files)
        if n:
            files = plain_label(wraps=True)
            said = ngettext("{n} file or picture", "{n} files and pictures", n)
            files.setText(said.format(n=digits(n)))
            inside.addWidget(files)
        self._column.addWidget(card)
        self._can, self._cannot = plain_label("prompt", wraps=True), plain_label("warm", wraps=True)
        warm = QFrame()
        warm.setProperty("role", "warm")
        around = QVBoxLayout(warm)
        around.setContentsMargins(edge, look.px(8), edge, look.px(8))
        around.addWidget(self._cannot)
        self._column.addWidget(self._can)
        self._column.addWidget(warm)

    def _say_words(self) -> None:
        title = _("Withdraw these words everywhere?")
        self.setWindowTitle(title)
        self.head.setText(title)
        name = settle_words.short(self._one.title)
        self.intro.setText(
            _("All that was ever written in “{question}” of “{story}”:").format(
                question=self._label, story=name
            )
        )
        self._can.setText(
            _("It is destroyed in this library now. With your next bundle every other copy is "
              "asked to do the same, and a person confirms it there.")
        )  # fmt: skip
        self._cannot.setText(" ".join(self._limits()))
        self._why.setText(_("Why? Those who are asked will read it."))
        self.agreement.do.setText(_("Withdraw them"))
        self.no.setText(_("Leave them"))
        for made in (self.agreement.do, self.no):
            made.updateGeometry()
        self._show()

    def _limits(self) -> list[str]:
        one = self._one
        said = [
            _("What it cannot do: call back documents that were printed or mailed, bundles on "
              "sticks or in the Inbox, and copies that never meet this one again. It cannot be "
              "undone.")
        ]  # fmt: skip
        if one.backups:
            held = ngettext(
                "{n} backup of this library still holds the words: delete it yourself.",
                "{n} backups of this library still hold the words: delete them yourself.",
                one.backups,
            )
            said.append(held.format(n=digits(one.backups)))
        if one.others:
            names = listed(map(settle_words.computer, one.others))
            left = _("What {names} wrote stays: only they or a facilitator may withdraw it.")
            said.append(left.format(names=names))
        if one.also_in:
            names = listed(map(settle_words.short, one.also_in))
            said.append(_("The same files stand in {stories}: they are gone there too.").format(
                stories=names))  # fmt: skip
        return said

    def _show(self) -> None:
        given = bool(self.reason.text().strip())
        self.agreement.do.setEnabled(given and self.agreement.is_typed)

    def _agree(self) -> None:
        why = " ".join(self.reason.text().split())
        if why:
            self.accept()
            self.withdraw_wanted.emit(why)
