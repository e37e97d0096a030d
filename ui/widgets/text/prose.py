"""A box for text that grows with what is written; no scroll bars, no undo of its own."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QScrollArea

from ssc_desktop.spelling.words import word_at
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.line import is_for_box
from ui.widgets.text import caret, clipboard, formatting, keys, lines
from ui.widgets.text.formatting import Edit, Selected
from ui.widgets.text.lines import LINE_HEIGHT, Lines
from ui.widgets.text.marking import Marking, has_marks
from ui.widgets.text.places import from_units, to_units
from ui.widgets.text.tall_box import TallBox

if TYPE_CHECKING:
    from ui.viewmodels.spelling import Spelling
    from ui.widgets.text.checking import Checking

_OWN_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Prose(TallBox):
    """Text with or without marks; the story's own undo takes the place of the box's.

    The text of the box is the value, marks and all: nothing is translated to and fro.
    """

    usual_width = 300
    written = Signal(str)
    """The whole text, after the person changed it."""
    left = Signal()
    step_ended = Signal()
    """What was done and what comes now are two steps for undo."""
    placed = Signal()
    """The box is elsewhere, or of another size."""
    entered = Signal()
    """The keyboard came in."""
    link_wanted = Signal()
    """A link is to be made or changed here, or looked at."""
    menu_wanted = Signal(object, object)
    """A QContextMenuEvent, and the misspelt word there as (start, end, word), or None."""

    def __init__(self, least_lines: int = 2, *, marks: bool = False) -> None:
        super().__init__()
        self.marks = marks
        self._least_lines = least_lines
        self._quiet = False
        self._language = ""
        self._checking: Checking | None = None
        self._page: QScrollArea | None = None
        self.setUndoRedoEnabled(False)
        # what is behind the text need not be drawn at every key
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._lines = Lines(self.document(), marks=marks)
        # before the highlighter hears of a change, it must know where the caret is
        self.document().contentsChange.connect(self._on_contents)
        self.marking = Marking(self.document(), marks=marks)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        self.textChanged.connect(self._on_changed)
        self.cursorPositionChanged.connect(self._on_caret)
        look.changed.connect(self._on_look)
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(0)
        self._follow.timeout.connect(self._keep_caret_on_screen)
        self._direct()
        self.fit()

    # ------------------------------------------------------------ the text

    @property
    def text(self) -> str:
        """What is written, marks and all."""
        return self._lines.text

    @property
    def words(self) -> int:
        """How many words are written."""
        return self._lines.words

    def set_text(self, text: str) -> None:
        """Show `text` without saying that it was written; the caret stays where it can.

        Only what differs is replaced: in a long text the rest keeps its place and layout.
        """
        old, new = self._lines.text, text.replace("\u2028", "\n")
        if new == old:
            return
        start, old_end, new_end = formatting.common(old, new)
        self._quiet = True
        cursor = QTextCursor(self.document())
        cursor.setPosition(to_units(old, start))
        cursor.setPosition(to_units(old, old_end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(new[start:new_end])
        self._quiet = False
        if self.hasFocus():
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def use_spelling(self, spelling: "Spelling") -> None:
        """Mark the words that `spelling` calls wrong."""
        from ui.widgets.text.checking import Checking

        self._checking = Checking(self.document(), self.marking, spelling)

    def write_in(self, language: str) -> None:
        """Where nothing is written yet, writing begins on the side where `language` begins."""
        self._language = language
        self._direct()

    def _on_contents(self, position: int, removed: int, added: int) -> None:
        if not self._lines.is_there:
            return
        self._lines.note(position, removed, added)
        if self.marking.here >= 0:
            cursor = self.textCursor()
            self.marking.here = cursor.block().blockNumber()
            self.marking.caret = cursor.positionInBlock()

    def _on_changed(self) -> None:
        if not self._lines.is_there:
            return
        before = self._lines.text
        first, last = self._lines.renew()
        if self._checking is not None:
            self._checking.note(first, last)
        self._direct()
        # marking misspelt words changes the document too, but nobody wrote
        if not self._quiet and self._lines.text != before:
            self.written.emit(self._lines.text)
            self._follow.start()

    def _direct(self) -> None:
        """Give the box the direction of the first letter that has one."""
        self._lines.turn(lines.direction(self._lines.beginning, self._language))

    # ------------------------------------------------------------ what is selected, what is done

    @property
    def chosen(self) -> Selected:
        """The text and what is selected in it."""
        cursor, text = self.textCursor(), self._lines.text
        start = from_units(text, cursor.selectionStart())
        return Selected(text, start, from_units(text, cursor.selectionEnd()))

    def select(self, start: int, end: int) -> None:
        """Select the letters from `start` to `end`, and bring them on screen."""
        text = self._lines.text
        cursor = self.textCursor()
        cursor.setPosition(to_units(text, start))
        cursor.setPosition(to_units(text, end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._follow.start()

    def apply(self, edit: Edit) -> None:
        """Do an action as one step of undo."""
        text = self._lines.text
        self.step_ended.emit()
        if text[edit.start : edit.end] != edit.text:
            start, old_end, new_end = formatting.common(text[edit.start : edit.end], edit.text)
            cursor = QTextCursor(self.document())
            cursor.setPosition(to_units(text, edit.start + start))
            cursor.setPosition(
                to_units(text, edit.start + old_end), QTextCursor.MoveMode.KeepAnchor
            )
            cursor.insertText(edit.text[start:new_end])
        cursor = self.textCursor()
        now = self._lines.text
        cursor.setPosition(to_units(now, edit.anchor))
        cursor.setPosition(to_units(now, edit.caret), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.step_ended.emit()

    def act(self, name: str) -> None:
        """Do a format action: `bold`, `italic`, `bullets`, `numbers` or `link`."""
        if not self.marks or self.isReadOnly():
            return
        if name == "link":
            self.link_wanted.emit()
        elif name in {"bold", "italic"}:
            self.apply(formatting.toggled(self.chosen, name))
        else:
            kind = {"bullets": "bullet", "numbers": "number"}[name]
            self.apply(formatting.listed(self.chosen, kind))

    def replace(self, start: int, end: int, words: str) -> None:
        """Put `words` in the place of others, as one step of undo."""
        at = start + len(words)
        self.apply(Edit(start, end, words, at, at))

    # ------------------------------------------------------------ caret, link and word

    def _on_caret(self) -> None:
        if not self.hasFocus():
            return
        cursor = self.textCursor()
        block = cursor.block()
        marking, number = self.marking, block.blockNumber()
        before, was = marking.here, marking.caret
        marking.here, marking.caret = number, cursor.positionInBlock()
        if before == number:
            # a word that was being written may be wrong now that the caret has left it
            if self._checking is not None and marking.caret != was:
                marking.rehighlightBlock(block)
            return
        for one in (self.document().findBlockByNumber(before), block):
            if one.isValid() and (has_marks(one.text()) or self._checking is not None):
                marking.rehighlightBlock(one)

    def _keep_caret_on_screen(self) -> None:
        self._page = self._page or caret.page_of(self)
        if self._page is not None:
            caret.keep_on_screen(self, self.caret_box(), self._page)

    def caret_box(self) -> QRect:
        """Where the caret is, in the box's own measures."""
        box = self.cursorRect()
        return QRect(self.viewport().mapToParent(box.topLeft()), box.size())

    def misspelt_at(self, at: int) -> tuple[int, int, str] | None:
        """The misspelt word that holds the place `at`."""
        spelling = self.marking.spelling
        if spelling is None or not spelling.active:
            return None
        found = word_at(self._lines.text, at)
        return found if found is not None and found[2] in spelling.wrong else None

    def link_under(self, place: QPointF) -> "formatting.Link | None":
        """The link that is drawn at `place`."""
        if not self.marks:
            return None
        layout = self.document().documentLayout()
        units = layout.hitTest(place, Qt.HitTestAccuracy.ExactHit)
        text = self._lines.text
        return formatting.link_at(text, from_units(text, units)) if units >= 0 else None

    # ------------------------------------------------------------ size

    @override
    def needed_height(self) -> int:
        line = self.fontMetrics().lineSpacing() * LINE_HEIGHT / 100
        inside = max(self.document().size().height(), line * self._least_lines)
        return round(inside) + look.px(18)

    def _on_look(self) -> None:
        self._lines.shape_all()
        self.marking.renew()
        self.fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.placed.emit()

    @override
    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.placed.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QPainter(self.viewport())
        ground.fillRect(event.rect(), look.colour("surface"))
        ground.end()
        super().paintEvent(event)
        if self._lines.has_bullets:
            painter = QPainter(self.viewport())
            lines.paint_bullets(painter, self.document(), event.rect())
            painter.end()

    # ------------------------------------------------------------ keys and mouse

    @override
    def event(self, event: QEvent) -> bool:
        # a command of the window comes before what the box could do with its keys
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not is_for_box(event):
                event.ignore()
                return True
        elif event.type() == QEvent.Type.ToolTip and self.marks:
            return self._tell_address(event) or super().event(event)
        return super().event(event)

    def _tell_address(self, event: QEvent) -> bool:
        if not isinstance(event, QHelpEvent):
            return False
        place = self.viewport().mapFrom(self, event.pos()).toPointF()
        return keys.show_address(self, event, self.link_under(place))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & _OWN_KEYS:
            event.ignore()
            return
        edit = None
        if self.marks:
            edit = keys.edit_for(event, self.textCursor(), lambda: self.chosen)
        if edit is not None:
            self.apply(edit)
        elif enter:
            self.textCursor().insertBlock()  # Shift+Enter too: a line is a line
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        held = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if held and event.button() == Qt.MouseButton.LeftButton:
            link = self.link_under(event.position())
            if link is not None:
                self.select(link.start, link.start)
                self.link_wanted.emit()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if (
            event.reason() == QContextMenuEvent.Reason.Mouse
            and not self.textCursor().hasSelection()
        ):
            self.setTextCursor(self.cursorForPosition(event.pos()))
        self.menu_wanted.emit(event, self.misspelt_at(self.chosen.start))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._on_caret()
        self.entered.emit()
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._follow.start()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        before, self.marking.here, self.marking.caret = self.marking.here, -1, -1
        block = self.document().findBlockByNumber(before)
        if block.isValid() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.marking.rehighlightBlock(block)
        self.left.emit()

    # ------------------------------------------------------------ copying, pasting, dropping

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # files are for the page
        return not source.hasUrls() and (source.hasText() or source.hasHtml())

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        said = clipboard.said_by(source, marks=self.marks)
        if not said:
            return
        chosen = self.chosen
        at = chosen.start + len(said)
        self.apply(Edit(chosen.start, chosen.end, said, at, at))

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        chosen = self.chosen
        return clipboard.copied(chosen.text[chosen.start : chosen.end], marks=self.marks)
