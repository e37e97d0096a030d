"""The whole story as it stood once, to read; and the way to have it back so."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import past_words
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button
from ui.widgets.text.nothing import nothing

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Save, ToldAnswer, ToldStory

_SIZE = QSize(720, 640)
_LINE_HEIGHT = 130.0


class _Text(QTextEdit):
    """Shows what it is given, and opens nothing that is named in it."""

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return nothing(kind)


class StoryThen(Sheet):
    """Reads like a document; what the story says otherwise today is marked."""

    restore_wanted = Signal()

    def __init__(self, parent: QWidget, save: "Save", told: "ToldStory") -> None:
        super().__init__(parent)
        self._save = save
        self._told = told
        self.text = _Text()
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setTabChangesFocus(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.document().setDocumentMargin(look.px(6))
        self.down.addWidget(self.text, 1)
        self.close_button = button("secondary")
        self.close_button.clicked.connect(self.reject)
        self.restore = button("primary")
        self.restore.clicked.connect(self._restore)
        self.end_with(self.close_button, self.restore)
        self.close_button.setDefault(True)
        self.say(self._say_words)
        look.changed.connect(self._write)
        self.fit(_SIZE)
        self.text.setFocus()

    def _say_words(self) -> None:
        when = past_words.day_and_time(self._save.at)
        self.setWindowTitle(_("The story as it was"))
        self.head.setText(_("The story as it was on {day}").format(day=when))
        self.intro.setText(self._intro_words())
        self.text.setAccessibleName(self.head.text())
        self.close_button.setText(_("Close"))
        self.restore.setText(_("Restore the whole story"))
        self._write()

    def _intro_words(self) -> str:
        if not self._differs():
            return _("It says the same today.")
        said = _("What it says otherwise today is marked. Consents and who may see it would stay.")
        if self._told.gone:
            names = ", ".join(self._told.gone)
            said += " " + _("Not there yet: {list}.").format(list=names)
        return said

    def _differs(self) -> bool:
        lines = (line for _icon, _label, answers in self._told.sections for line in answers)
        return bool(self._told.gone) or any(line.differs for line in lines)

    def _restore(self) -> None:
        self.accept()
        self.restore_wanted.emit()

    def _write(self) -> None:
        self.restore.setEnabled(self._differs())
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        for _icon, label, answers in self._told.sections:
            _paragraph(cursor, label, above=14, font=look.font(1.3, bold=True), tone="text")
            for line in answers:
                _line(cursor, line)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)


def _line(cursor: QTextCursor, line: "ToldAnswer") -> None:
    heading = not line.text
    size = 1.0 if heading and line.depth else 0.92
    tone = "text" if heading else "muted"
    label = line.label
    if line.differs:
        label = _("{label}  ·  other words today").format(label=label)
        tone = "on_amber"
    font = look.font(size, bold=True)
    _paragraph(cursor, label, above=9 if line.depth < 2 else 5, font=font, tone=tone,
               depth=line.depth)  # fmt: skip
    if line.text:
        _paragraph(cursor, line.text, above=1, font=look.font(1), tone="text", depth=line.depth)


def _paragraph(
    cursor: QTextCursor, text: str, *, above: int, font: QFont, tone: str, depth: int = 0
) -> None:
    block = QTextBlockFormat()
    block.setTopMargin(look.px(above))
    block.setIndent(depth)
    block.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    form = QTextCharFormat()
    form.setFont(font)
    form.setForeground(look.colour(tone))
    if cursor.document().isEmpty():
        cursor.setBlockFormat(block)
    else:
        cursor.insertBlock(block)
    cursor.insertText(text, form)
