"""Finds the misspelt words of one box, a little at a time, when nobody is typing."""

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextBlock, QTextDocument

from ssc_desktop.spelling.words import words_of
from ui.widgets.text.marking import LONGEST, Marking

if TYPE_CHECKING:
    from ui.viewmodels.spelling import Spelling

_IDLE = 350
_SLICE = 0.006
"""Seconds of looking at lines before the window gets its turn."""


class Checking(QObject):
    """Asks about the words of lines that changed, and marks lines when the answers are there."""

    def __init__(self, document: QTextDocument, marking: Marking, spelling: "Spelling") -> None:
        super().__init__(document)
        self._document = document
        self._marking = marking
        self._spelling = spelling
        self._first, self._last = 0, document.blockCount() - 1
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._look)
        marking.spelling = spelling
        spelling.told.connect(self._on_told)
        spelling.changed.connect(self._on_changed)
        self._idle.start(0)

    def note(self, first: int, last: int) -> None:
        """The lines from `first` to `last` have other words now."""
        if not self._spelling.active:
            return
        self._first, self._last = min(self._first, first), max(self._last, last)
        self._idle.start(_IDLE)

    def _look(self) -> None:
        if not self._spelling.active:
            return
        until = perf_counter() + _SLICE
        block = self._document.findBlockByNumber(self._first)
        while block.isValid() and self._first <= self._last:
            if block.length() <= LONGEST:
                self._spelling.ask(word for _start, _end, word in words_of(block.text()))
            self._first += 1
            block = block.next()
            if perf_counter() > until:
                self._idle.start(0)
                return
        self._first, self._last = self._document.blockCount(), -1

    def _on_told(self, wrong: frozenset[str]) -> None:
        block = self._document.begin()
        while block.isValid():
            text = block.text()
            # most lines hold none of them: letters are compared before words are taken apart
            if _holds(block, text, wrong):
                self._marking.rehighlightBlock(block)
            block = block.next()

    def _on_changed(self) -> None:
        self._first, self._last = 0, self._document.blockCount() - 1
        if not self._document.isEmpty():
            self._marking.rehighlight()
        self._idle.start(0)


def _holds(block: QTextBlock, text: str, wrong: frozenset[str]) -> bool:
    if block.length() > LONGEST:
        return False
    return any(word in wrong for _start, _end, word in words_of(text))
