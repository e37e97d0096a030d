"""Undo and redo bring the caret back to the words that they changed."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from ui.widgets.text.formatting import common

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path, StoryEditor


def put_back(editor: "StoryEditor", path: "Path") -> None:
    """Put the caret behind what undo changed in the box that has the keyboard now.

    A box that gets the keyboard selects all it holds: the next key would wipe it out.
    """
    box, was = QApplication.focusWidget(), editor.undone
    if was is None or not isinstance(box, QLineEdit | QTextEdit):
        return
    now = editor.value(path)
    text = box.text() if isinstance(box, QLineEdit) else box.toPlainText()
    if isinstance(was, str) and isinstance(now, str) and now == text:
        _start, _old_end, end = common(was, now)
    else:
        end = len(text)
    units = len(text[:end].encode("utf-16-le", "surrogatepass")) // 2
    if isinstance(box, QLineEdit):
        box.deselect()
        box.setCursorPosition(units)
    else:
        cursor = box.textCursor()
        cursor.setPosition(units)
        box.setTextCursor(cursor)
