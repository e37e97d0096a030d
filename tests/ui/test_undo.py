"""Undo and redo across the fields of a story, with the keyboard and the caret."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.driving import Desk

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def box_of(desk: Desk, *path: str) -> Any:
    """The box of a question, with the keyboard in it."""
    question = desk.question(*path)
    question.focus_in()
    box: Any = question.control.target
    desk.wait(box.hasFocus)
    return box


def test_the_keyboard_and_the_caret_come_back(story: Desk) -> None:
    story.activate()
    prose = box_of(story, "overview")
    QTest.keyClicks(prose, "Rice and beans")
    story.shelf.editor.close_step()
    cursor = prose.textCursor()
    cursor.setPosition(4)
    prose.setTextCursor(cursor)
    QTest.keyClicks(prose, "xy")
    line = box_of(story, "title")
    QTest.keyClicks(line, "Of rice")

    QTest.keyClick(line, Qt.Key.Key_Z, _CONTROL)
    assert (line.text(), line.hasFocus()) == ("", True)
    QTest.keyClick(line, Qt.Key.Key_Z, _CONTROL)

    assert prose.toPlainText() == "Rice and beans"
    assert prose.hasFocus()
    assert prose.textCursor().position() == 4
    QTest.keyClick(prose, Qt.Key.Key_Z, _CONTROL | _SHIFT)
    assert prose.textCursor().position() == 6
    QTest.keyClick(prose, Qt.Key.Key_Z, _CONTROL | _SHIFT)
    assert (line.text(), line.cursorPosition(), line.selectedText()) == ("Of rice", 7, "")


def test_typing_on_after_undo_wipes_nothing_out(story: Desk) -> None:
    story.activate()
    line = box_of(story, "title")
    QTest.keyClicks(line, "Rice")
    story.shelf.editor.close_step()
    QTest.keyClicks(line, " in Benin")
    box_of(story, "overview")

    story.window.commands.actions["undo"].trigger()
    QTest.keyClicks(line, "!")

    assert story.shelf.editor.value(("title",)) == "Rice!"


def test_undo_outlives_a_save_and_reaches_items(story: Desk) -> None:
    editor = story.shelf.editor
    partner = story.add("partner")
    story.type_into("Ministry", "partner", partner, "name_as_used")
    story.rest()
    story.shelf.autosave.cut()
    story.wait(story.quiet)
    story.group("partner").move_item(partner, 1)
    story.group("partner").remove_item(partner)
    story.rest()

    editor.undo()
    assert editor.items(("partner",))[0].name_as_used == "Ministry"  # type: ignore[attr-defined]
    editor.undo()
    assert editor.items(("partner",))[0].name_as_used is None  # type: ignore[attr-defined]
    editor.undo()
    assert editor.items(("partner",)) == ()
    story.rest()
    story.shelf.autosave.cut()
    story.wait(story.quiet)
    story.shelf.reload()
    story.wait(story.quiet)

    assert editor.items(("partner",)) == ()


def test_a_duplicate_and_marks_are_taken_back(story: Desk) -> None:
    story.activate()
    editor = story.shelf.editor
    partner = story.add("partner")
    story.type_into("Ministry", "partner", partner, "name_as_used")
    story.group("partner").duplicate_item(partner)
    assert len(editor.items(("partner",))) == 2
    editor.undo()
    assert [item.id for item in editor.items(("partner",))] == [partner]

    prose = box_of(story, "overview")
    QTest.keyClicks(prose, "rice")
    prose.selectAll()
    QTest.keyClick(prose, Qt.Key.Key_B, _CONTROL)
    assert editor.value(("overview",)) == "**rice**"
    editor.undo()

    assert editor.value(("overview",)) == "rice"


def test_the_button_says_what_it_takes_back(story: Desk) -> None:
    header = story.window.library_page.pane.header
    story.type_into("Rice", "overview")

    assert header.undo.toolTip().startswith("Undo typing in Overview (")
    story.shelf.editor.undo()

    assert header.redo.accessibleName() == "Redo typing in Overview"
