"""One version of what is in dispute: who wrote it, when, what it changed, and a way to keep it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, digits
from ssc_desktop.record.definition import Kind
from ssc_desktop.record.word_changes import Fate, Piece
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import settle_words
from ui.viewmodels.steps import member_at
from ui.widgets.changes_text import ChangesText
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.disputes import Dispute, Side
    from ui.viewmodels.steps import Path

_ROOMY = 620
"""From this width on the button stands beside the name, and the card is lower."""
_PLAIN = {Kind.COUNT, Kind.DECIMAL, Kind.FIGURE, Kind.DATE, Kind.YES_NO, Kind.CHOICE,
          Kind.REFERENCE}  # fmt: skip
"""Kinds whose values are read whole: which of their signs differ says nothing."""
_SHOWN_WHOLE = 150
"""So many words are shown whole; of longer texts what all have in common is folded."""


class KeyCap(QWidget):
    """The key that keeps a version, drawn as a key."""

    def __init__(self, sign: str) -> None:
        super().__init__()
        self._sign = sign
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(look.font(0.9, bold=True)).horizontalAdvance(digits(self._sign))
        return QSize(max(look.px(22), round(wide) + look.px(12)), look.px(22))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.setBrush(look.colour("chip"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(look.colour("on_chip"))
        painter.setFont(look.font(0.9, bold=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, digits(self._sign))
        painter.end()


class VersionHead(Speaking, QWidget):
    """Who wrote a version, for whom, on which computer, and when."""

    def __init__(self, side: "Side", sign: str = "") -> None:
        super().__init__()
        self._side = side
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look.px(10))
        if sign:
            across.addWidget(KeyCap(sign), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(look.px(2))
        row = QWidget()
        flow = FlowLayout(row, look.px(8))
        self._who, self._own = plain_label("label"), Chip("soft", bold=True)
        self._who.setMinimumHeight(look.px(22))  # as high as the chip beside other names
        flow.addWidget(self._who)
        flow.addWidget(self._own)
        words.addWidget(row)
        self._where, self._note = plain_label("small", wraps=True), plain_label("small", wraps=True)
        for part in (self._where, self._note):
            words.addWidget(part)
        across.addLayout(words, 1)
        self.across = across
        self.say(self._say_words)

    def _say_words(self) -> None:
        side = self._side
        self._who.setText(settle_words.author(side))
        self._own.set_text(_("Written here") if side.own else "")
        said = (settle_words.where(side), settle_words.when(side))
        self._where.setText(" · ".join(part for part in said if part))
        back = _("An older version, brought back by {name}").format(
            name=settle_words.computer(side.brought_back)
        )
        note = _("Why: {reason}").format(reason=side.note) if side.note else ""
        self._note.setText(back if side.brought_back else note)
        self._note.setVisible(bool(self._note.text()))


class ConflictCard(Speaking, QFrame):
    """A version, and the button that keeps it."""

    keep_wanted = Signal()

    def __init__(self, side: "Side", sign: str, dispute: "Dispute") -> None:
        """`sign` is the key that keeps it."""
        super().__init__()
        self.side = side
        self._sign = sign
        self._question = dispute.label
        self._common = dispute.common or ""
        self._plain = is_plain(tuple(dispute.path))
        self.setProperty("role", "card")
        down = QVBoxLayout(self)
        edge = look.px(16)
        down.setContentsMargins(edge, look.px(14), edge, look.px(14))
        down.setSpacing(look.px(10))
        self._head = VersionHead(side, sign)
        down.addWidget(self._head)
        self.text = ChangesText()
        self.text.setProperty("large", "true" if self._plain else "false")
        down.addWidget(self.text)
        self._before = plain_label("small", wraps=True)
        down.addWidget(self._before)
        self._nothing = plain_label("prompt", wraps=True)
        down.addWidget(self._nothing)
        down.addStretch(1)
        self._row = QWidget()
        flow = self._flow = FlowLayout(self._row, look.px(6))
        self.keep = button("secondary")
        self.keep.clicked.connect(self.keep_wanted)
        self.unfold = button("plain")
        self.unfold.clicked.connect(self.text.unfold)
        self.text.unfolded.connect(self._on_unfolded)
        flow.addWidget(self.keep)
        flow.addWidget(self.unfold)
        down.addWidget(self._row)
        self.say(self._say_words)

    def _say_words(self) -> None:
        side = self.side
        name = _("Version {n}, {who}").format(n=self._sign, who=settle_words.author(side))
        self.setAccessibleName(name)
        pieces = (Piece(Fate.SAME, side.text),) if self._plain and side.text else side.pieces
        self.text.show_pieces(pieces, _told(f"{self._question}. {name}", side, self._plain))
        self._before.setText(_("Before: {answer}").format(answer=self._common))
        self._before.setVisible(self._plain and bool(self._common))
        self.text.setVisible(bool(side.pieces))
        if len(side.text.split()) <= _SHOWN_WHOLE:
            self.text.unfold()
        self._nothing.setText(_("The answer was taken out."))
        self._nothing.setVisible(not side.text)
        self.keep.setText(_("Keep this"))
        self.keep.setToolTip(_("Keep this version (key {key})").format(key=digits(self._sign)))
        self.keep.setAccessibleName(_("Keep: {text}").format(text=f"{name}. {side.text[:80]}"))
        self.keep.updateGeometry()
        self.unfold.setText(_("Show every word"))
        self.unfold.setVisible(self.text.is_folded)
        self._show_row()

    def _on_unfolded(self) -> None:
        self.unfold.hide()
        self._show_row()

    def _show_row(self) -> None:
        self._row.setVisible(self._flow.indexOf(self.keep) >= 0 or not self.unfold.isHidden())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= look.px(_ROOMY)
        if roomy == (self._flow.indexOf(self.keep) >= 0):
            if roomy:
                self._flow.removeWidget(self.keep)
                self._head.across.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignTop)
            else:
                self._head.across.removeWidget(self.keep)
                self._flow.addWidget(self.keep)
            QWidget.setTabOrder(self.text, self.keep)
            self._show_row()


def is_plain(path: "Path") -> bool:
    """Whether an answer is a value that is read whole, not a text."""
    return getattr(member_at(path), "kind", None) in _PLAIN


def _told(name: str, side: "Side", plain: bool) -> str:
    """A version by its name, and by its value where that is read whole."""
    return f"{name}: {side.text}" if plain else name
