"""What changed in a text: inserted words underlined, deleted ones struck through."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFont,
    QMouseEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.speaking import Speaking
from ui.widgets.text.tall_box import TallBox

if TYPE_CHECKING:
    from ssc_desktop.record.word_changes import Piece

_LINE_HEIGHT = 128.0
_KEPT = 7
"""Words of an unchanged stretch that stay readable at each end where the rest is folded."""
_LONG = 28
_MOST_NEW = 60
_GAP = " […] "


class ChangesText(Speaking, TallBox):
    """Words to read, not to write; as high as they are."""

    unfolded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setProperty("role", "changes")
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        self._pieces: tuple[Piece, ...] = ()
        self._name = ""
        self._folded = True
        look.changed.connect(self._draw)
        self.say(self._draw)

    def show_pieces(self, pieces: "Sequence[Piece]", name: str) -> None:
        """Show what changed in the answer called `name`."""
        self._pieces = tuple(pieces)
        self._name = name
        self._folded = True
        self._draw()

    @property
    def is_folded(self) -> bool:
        """Whether some of the unchanged words are left out."""
        return self._folded and folded(self._pieces) != self._pieces

    def unfold(self) -> None:
        """Show every word."""
        self._folded = False
        self._draw()
        self.unfolded.emit()

    def _draw(self) -> None:
        self.clear()
        shown = folded(self._pieces) if self._folded else self._pieces
        changed = {fate for fate, _text in self._pieces}
        cursor = readable(self.document())
        before = ""
        for fate, text in shown:
            if before == "deleted" and fate == "inserted":
                cursor.insertText(" ", piece_format("same"))  # what goes and what comes stand apart
            before = str(fate) if text.rstrip() == text else ""
            words = text.rstrip() or text
            style = piece_format("same" if changed == {"inserted"} else str(fate))
            cursor.insertText(words, style)
            cursor.insertText(text[len(words) :], piece_format("same"))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.setAccessibleName(spoken(self._pieces, self._name))
        self.fit()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.is_folded:
            self.unfold()
        else:
            super().mouseDoubleClickEvent(event)


def readable(document: QTextDocument) -> QTextCursor:
    """A cursor that writes into an empty document, in lines that are easy to read."""
    cursor = QTextCursor(document)
    form = QTextBlockFormat()
    form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.setBlockFormat(form)
    return cursor


def piece_format(fate: str) -> QTextCharFormat:
    """How words of a fate look: by their line and ground, not by colour alone."""
    made = QTextCharFormat()
    made.setForeground(look.colour("text"))
    if fate == "inserted":
        made.setForeground(look.colour("on_green"))
        made.setBackground(look.colour("green"))
        made.setFontUnderline(True)
        made.setFontWeight(QFont.Weight.DemiBold)
    elif fate == "deleted":
        made.setForeground(look.colour("on_red"))
        made.setBackground(look.colour("red"))
        made.setFontStrikeOut(True)
    return made


def spoken(pieces: "Sequence[Piece]", name: str) -> str:
    """What changed, for those who hear it: “Overview. deleted: 40; inserted: 52”."""
    said = []
    for fate, text in pieces:
        words = text.strip()
        if words and fate == "deleted":
            said.append(_("deleted: {words}").format(words=words))
        elif words and fate == "inserted":
            said.append(_("inserted: {words}").format(words=words))
    return _("{name}. {changes}").format(name=name, changes="; ".join(said))


def folded(pieces: "tuple[Piece, ...]") -> "tuple[Piece, ...]":
    """The pieces with the middle of long unchanged stretches, and of long new ones, left out."""
    if len(pieces) == 1:
        return (_cut_short(pieces[0]),)
    return tuple(
        _without_middle(piece, first=at == 0, last=at == len(pieces) - 1)
        if piece.fate == "same"
        else piece
        for at, piece in enumerate(pieces)
    )


def _cut_short(piece: "Piece") -> "Piece":
    words = piece.text.split(" ")
    if len(words) <= _MOST_NEW + _KEPT:
        return piece
    return piece._replace(text=" ".join(words[:_MOST_NEW]) + _GAP.rstrip())


def _without_middle(piece: "Piece", *, first: bool, last: bool) -> "Piece":
    words = piece.text.split(" ")
    if len(words) <= _LONG:
        return piece
    start = "" if first else " ".join(words[:_KEPT])
    end = "" if last else " ".join(words[-_KEPT:])
    return piece._replace(text=f"{start}{_GAP}{end}".lstrip() if first else f"{start}{_GAP}{end}")
