"""What all versions changed, put together where their changes do not touch; and from whom it is."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, digits
from ui.theme.look import look
from ui.viewmodels import settle_words
from ui.widgets.changes_text import piece_format, readable, spoken
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import Speaking, button, plain_label
from ui.widgets.text.tall_box import TallBox

if TYPE_CHECKING:
    from ssc_desktop.record.word_changes import Piece
    from ssc_desktop.services.disputes import Dispute, Side


def from_whom(piece: "Piece", sides: "Sequence[Side]") -> tuple[int, ...]:
    """The numbers of the versions that a change comes from."""
    words = piece.text.strip()
    return tuple(
        at
        for at, side in enumerate(sides, 1)
        if any(one.fate == piece.fate and words in one.text for one in side.pieces)
    )


class WhoseText(Speaking, TallBox):
    """A text in which each change carries the number of the version it comes from."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setProperty("role", "changes")
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        self._dispute: Dispute | None = None
        look.changed.connect(self._draw)
        self.say(self._draw)

    def show_proposal(self, dispute: "Dispute") -> None:
        """Show what is proposed."""
        self._dispute = dispute
        self._draw()

    def _draw(self) -> None:
        self.clear()
        dispute = self._dispute
        if dispute is None:
            return
        cursor = readable(self.document())
        for piece, numbers in _marked(dispute):
            words = piece.text.rstrip()
            cursor.insertText(words, piece_format(str(piece.fate)))
            if numbers:
                cursor.insertText(f"\u00a0{digits(numbers)}", _small())
            cursor.insertText(piece.text[len(words) :], piece_format("same"))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        name = _("Both changes together: {text}").format(text=dispute.proposal)
        self.setAccessibleName(spoken(dispute.proposal_pieces, name))
        self.fit()


def _marked(dispute: "Dispute") -> "Iterator[tuple[Piece, str]]":
    """Each piece with the numbers of its versions; a replaced word is marked once, behind both."""
    pieces = dispute.proposal_pieces
    for at, piece in enumerate(pieces):
        if not piece.text.strip() and piece.fate == "deleted":
            continue  # a blank less is nothing to read
        if piece.fate == "same" or not piece.text.strip():
            yield piece, ""
            continue
        numbers = from_whom(piece, dispute.sides)
        following = pieces[at + 1] if at + 1 < len(pieces) else piece
        replaced = following is not piece and following.fate == "inserted"
        same = replaced and from_whom(following, dispute.sides) == numbers
        yield piece, "" if same else f"[{', '.join(map(str, numbers))}]" if numbers else ""


def _small() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(look.colour("muted"))
    made.setFontPointSize(look.points * 0.85)
    return made


class ConflictProposal(Speaking, QFrame):
    """The proposal; a person's action makes it an answer, nothing else does."""

    take_wanted = Signal()
    change_wanted = Signal()

    def __init__(self, dispute: "Dispute") -> None:
        super().__init__()
        self._dispute = dispute
        self.setProperty("role", "card")
        down = QVBoxLayout(self)
        edge = look.px(16)
        down.setContentsMargins(edge, look.px(14), edge, look.px(14))
        down.setSpacing(look.px(8))
        self._head, self._words = plain_label("label", wraps=True), plain_label("small", wraps=True)
        self.text = WhoseText()
        self._legend = plain_label("small", wraps=True)
        for part in (self._head, self._words, self.text, self._legend):
            down.addWidget(part)
        row = QWidget()
        flow = FlowLayout(row, look.px(8))
        self.take, self.change = button("primary"), button("secondary", "pencil")
        self.take.clicked.connect(self.take_wanted)
        self.change.clicked.connect(self.change_wanted)
        flow.addWidget(self.take)
        flow.addWidget(self.change)
        down.addSpacing(look.px(2))
        down.addWidget(row)
        self.text.show_proposal(dispute)
        self.say(self._say_words)

    def _say_words(self) -> None:
        self._head.setText(_("Proposed: all changes together"))
        self._words.setText(
            _("They are in different sentences. Nothing was mixed inside a sentence; read it "
              "before you take it.")
        )  # fmt: skip
        sides = enumerate(self._dispute.sides, 1)
        named = (f"[{digits(at)}] {settle_words.author(side)}" for at, side in sides)
        self._legend.setText("   ".join(named))
        self.take.setText(_("Take this text (T)"))
        self.change.setText(_("Change it first (W)"))
        for made in (self.take, self.change):
            made.updateGeometry()
