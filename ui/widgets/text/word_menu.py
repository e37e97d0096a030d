"""The menu of a box of text: suggestions for a misspelt word, then what one does with text."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.icons import icon
from ui.widgets.text.format_bar import ACTIONS

if TYPE_CHECKING:
    from ui.viewmodels.spelling import Spelling
    from ui.widgets.text.prose import Prose

_Standard = QKeySequence.StandardKey
_NEXT = Qt.Key.Key_F7


class WordMenu(QMenu):
    """Lives as long as it is open."""

    next_wanted = Signal()
    """On to the next misspelt word."""

    def __init__(self, prose: "Prose", misspelt: tuple[int, int, str] | None) -> None:
        super().__init__(prose)
        self.setObjectName("word_menu")
        self._prose = prose
        self._waiting: QAction | None = None
        self.suggested: list[QAction] = []
        """The actions that put another word in the place of the misspelt one."""
        self.aboutToHide.connect(self.deleteLater)
        spelling = prose.marking.spelling
        if misspelt is not None and spelling is not None:
            self._offer(spelling, misspelt)

    def _offer(self, spelling: "Spelling", misspelt: tuple[int, int, str]) -> None:
        start, end, word = misspelt
        self._waiting = self.addAction(_("Looking for suggestions…"))
        self._waiting.setEnabled(False)
        self.addSeparator()
        self.own = self._add(_("Add to my words"), partial(spelling.add, word), "plus")
        self.ignoring = self._add(_("Ignore in this story"), partial(spelling.ignore, word))
        spelling.suggest(self, word, partial(self._show_suggestions, start, end))

    def _show_suggestions(self, start: int, end: int, words: list[str]) -> None:
        before = self._waiting
        assert before is not None  # noqa: S101 - asked for only where it waits
        if not words:
            before.setText(_("No suggestions"))
            return
        for word in words:
            action = QAction(word, self)
            font = action.font()
            font.setBold(True)
            action.setFont(font)
            action.triggered.connect(partial(self._prose.replace, start, end, word))
            self.insertAction(before, action)
            self.suggested.append(action)
        self.removeAction(before)
        if self.isVisible():
            self.resize(self.sizeHint())
            self.setActiveAction(self.suggested[0])

    def add_text_actions(self) -> None:
        """What one does with any text: cut, copy, paste, formats."""
        prose = self._prose
        chosen = prose.textCursor().hasSelection()
        clipboard = QGuiApplication.clipboard().mimeData() or QMimeData()
        if not self.isEmpty():
            self.addSeparator()
        for words, act, keys, there in (
            (_("Cut"), prose.cut, _Standard.Cut, chosen),
            (_("Copy"), prose.copy, _Standard.Copy, chosen),
            (_("Paste"), prose.paste, _Standard.Paste, prose.canInsertFromMimeData(clipboard)),
            (_("Select all"), prose.selectAll, _Standard.SelectAll, bool(prose.text)),
        ):
            action = self._add(words, act)
            action.setShortcut(keys)
            action.setEnabled(there)
        if prose.marks:
            self.addSeparator()
            for name, picture, words, written in ACTIONS:
                action = self._add(_(words), partial(prose.act, name), picture)
                action.setShortcut(written)

    def add_next(self) -> None:
        """Lead on to the next misspelt word, by F7 too."""
        self.addSeparator()
        action = self._add(_("Next misspelt word"), self.next_wanted.emit, "arrow-down")
        action.setShortcut(_NEXT)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _NEXT:
            self.close()
            self.next_wanted.emit()
        else:
            super().keyPressEvent(event)

    def show_at(self, place: QPoint) -> None:
        """Open at a place of the screen."""
        self.popup(place)

    def _add(self, words: str, act: Callable[[], object], picture: str = "") -> QAction:
        action = self.addAction(words)
        # its keys are shown; they belong to the window's commands
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if picture:
            action.setIcon(icon(picture, "muted"))
        action.triggered.connect(lambda _on=False: act())
        return action
