"""Shows what the marks of narrative mean, in the text itself: a live preview.

Marks take no room, but in the line that has the caret, where they are dimmed. The text stays what
was typed. Misspelt words wear a wavy line; found ones a ground.
"""

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from ssc_desktop.record import narrative
from ssc_desktop.spelling.words import words_of
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.text.places import has_wide, to_units

if TYPE_CHECKING:
    from ui.viewmodels.spelling import Spelling

_MARKED = re.compile(r"[*\[]")
_LIST = re.compile(r"^\s{0,3}(?:[-*•]|\d{1,3}[.)])\s")
_NOTHING = 0.1
"""The size of a sign, in points, that takes no room."""
LONGEST = 30_000
"""Letters of a paragraph beyond which its marks are shown as they are."""


def has_marks(line: str) -> bool:
    """Whether a line may look otherwise with the caret in it."""
    return bool(_MARKED.search(line))


class Marking(QSyntaxHighlighter):
    """Gives the lines of one document their looks."""

    def __init__(self, document: QTextDocument, *, marks: bool) -> None:
        super().__init__(document)
        self.spelling: Spelling | None = None
        self.here = -1
        """The number of the line that has the caret; -1 where the keyboard is elsewhere."""
        self.caret = -1
        """Where in that line the caret is: a word that is being written is not yet wrong."""
        self._marks = marks
        self._looks: dict[tuple[bool, ...], QTextCharFormat] = {}
        self._tones = look.tokens
        self._wide = False

    def renew(self) -> None:
        """Show everything anew, in the colours of now."""
        self._looks.clear()
        self.rehighlight()

    @override
    def highlightBlock(self, text: str) -> None:
        if not text or len(text) > LONGEST:
            return
        self._wide = has_wide(text)
        here = self.currentBlock().blockNumber() == self.here
        stretches: list[narrative.Stretch] = []
        if self._marks and (_MARKED.search(text) or _LIST.match(text)):
            stretches = self._show_marks(text, here)
        if self.spelling is not None and self.spelling.active:
            self._show_misspelt(text, stretches, self.caret if here else -1)

    def _show_marks(self, text: str, here: bool) -> list[narrative.Stretch]:
        _kind, start = narrative.beginning(text)
        if start:
            self._set(text, 0, start, self._look(mark=True))
        found = [
            narrative.Stretch(one.start + start, one.end + start, one.mark, one.bold, one.italic,
                              one.link)
            for one in narrative.stretches(text[start:])
        ]  # fmt: skip
        for one in found:
            if one.mark:
                self._set(text, one.start, one.end, self._look(mark=True, hidden=not here))
            elif one.bold or one.italic or one.link:
                shown = self._look(bold=one.bold, italic=one.italic, link=bool(one.link))
                self._set(text, one.start, one.end, shown)
        return found

    def _show_misspelt(self, text: str, stretches: list[narrative.Stretch], caret: int) -> None:
        spelling = self.spelling
        assert spelling is not None  # noqa: S101 - the caller looked
        wrong = [found for found in words_of(text) if found[2] in spelling.wrong]
        for start, end, _word in wrong:
            first, last = self._units(text, start), self._units(text, end)
            if last == caret or _in_mark(start, stretches):
                continue
            if stretches:
                shown = QTextCharFormat(self.format(first))
                shown.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
                shown.setUnderlineColor(look.colour("on_amber"))
            else:
                shown = self._look(wrong=True)
            self.setFormat(first, last - first, shown)

    def _units(self, text: str, at: int) -> int:
        return to_units(text, at) if self._wide else at

    def _set(self, text: str, start: int, end: int, shown: QTextCharFormat) -> None:
        first = self._units(text, start)
        self.setFormat(first, self._units(text, end) - first, shown)

    def _look(
        self, *, bold: bool = False, italic: bool = False, link: bool = False, mark: bool = False,
        hidden: bool = False, wrong: bool = False,
    ) -> QTextCharFormat:  # fmt: skip
        if self._tones is not look.tokens:
            self._tones = look.tokens
            self._looks.clear()
        key = (bold, italic, link, mark, hidden, wrong)
        made = self._looks.get(key)
        if made is None:
            made = self._looks[key] = _made(*key)
        return made


def _in_mark(at: int, stretches: list[narrative.Stretch]) -> bool:
    return any(one.mark and one.start <= at < one.end for one in stretches)


def _made(
    bold: bool, italic: bool, link: bool, mark: bool, hidden: bool, wrong: bool
) -> QTextCharFormat:
    made = QTextCharFormat()
    if bold:
        made.setFontWeight(QFont.Weight.DemiBold.value)
    if italic:
        made.setFontItalic(True)
    if link:
        made.setForeground(look.colour("accent"))
        made.setFontUnderline(True)
    if wrong:
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        made.setUnderlineColor(look.colour("on_amber"))
    if hidden:
        made.setFontPointSize(_NOTHING)
        made.setForeground(QColor(Qt.GlobalColor.transparent))
    elif mark:
        made.setForeground(look.colour("edge"))
    return made
