from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QTextFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.driving import Desk, put
from ui.widgets.text.prose import Prose

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
OVERVIEW = ("overview",)


def box(story: Desk) -> Prose:
    story.activate()
    story.form.reveal(OVERVIEW)
    target = story.question(*OVERVIEW).control.target
    assert isinstance(target, Prose)
    story.wait(target.hasFocus)
    return target


def said(story: Desk) -> object:
    return story.shelf.editor.value(OVERVIEW)


def hidden(prose: Prose, line: int) -> str:
    """The signs of a line that take no room."""
    block = prose.document().findBlockByNumber(line)
    return "".join(
        block.text()[one.start : one.start + one.length]
        for one in block.layout().formats()
        if one.format.property(QTextFormat.Property.FontPointSize) == 0.1
    )


def press(
    widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(widget, key, held)


def test_ctrl_b_makes_bold_and_takes_it_off_again(story: Desk) -> None:
    prose = box(story)
    put(prose, "two countries")
    prose.select(0, 3)

    press(prose, Qt.Key.Key_B, CTRL)
    assert said(story) == "**two** countries"

    press(prose, Qt.Key.Key_B, CTRL)
    assert said(story) == "two countries"


def test_a_format_is_one_step_of_undo(story: Desk) -> None:
    prose = box(story)
    put(prose, "two countries")
    prose.selectAll()

    press(prose, Qt.Key.Key_I, CTRL)
    assert said(story) == "*two countries*"
    story.window.commands.actions["undo"].trigger()

    assert said(story) == prose.text == "two countries"
    story.window.commands.actions["redo"].trigger()
    assert said(story) == "*two countries*"


def test_marks_are_seen_only_in_the_line_with_the_caret(story: Desk) -> None:
    prose = box(story)
    put(prose, "**one** [two](https://example.org/a)\n\n**three**")

    prose.select(0, 0)
    assert hidden(prose, 0) == ""
    assert hidden(prose, 2) == "****"

    prose.select(len(prose.text), len(prose.text))
    assert hidden(prose, 0) == "****[](https://example.org/a)"
    assert hidden(prose, 2) == ""
    assert prose.text == "**one** [two](https://example.org/a)\n\n**three**"


def test_lists_go_on_and_end_with_an_empty_item(story: Desk) -> None:
    prose = box(story)
    put(prose, "seed")

    press(prose, Qt.Key.Key_8, CTRL | SHIFT)
    press(prose, Qt.Key.Key_End)
    press(prose, Qt.Key.Key_Return)
    QTest.keyClicks(prose, "tools")
    press(prose, Qt.Key.Key_Return)
    press(prose, Qt.Key.Key_Return)
    QTest.keyClicks(prose, "after")

    assert said(story) == "- seed\n- tools\nafter"


def test_numbers_are_counted_on_where_an_item_comes_between(story: Desk) -> None:
    prose = box(story)
    put(prose, "one\ntwo\nthree")
    prose.selectAll()

    press(prose, Qt.Key.Key_7, CTRL | SHIFT)
    assert said(story) == "1. one\n2. two\n3. three"
    prose.select(6, 6)
    press(prose, Qt.Key.Key_Return)

    assert said(story) == "1. one\n2. \n3. two\n4. three"


def test_the_backspace_takes_the_mark_of_a_list(story: Desk) -> None:
    prose = box(story)
    put(prose, "- seed")
    prose.select(2, 2)

    press(prose, Qt.Key.Key_Backspace)

    assert said(story) == "seed"


def test_items_of_a_list_hang_from_the_leading_edge(story: Desk) -> None:
    prose = box(story)

    put(prose, "- seed\nplain")
    first, second = (prose.document().findBlockByNumber(n).blockFormat() for n in (0, 1))
    assert first.textIndent() < 0 < first.leftMargin()
    assert second.textIndent() == second.leftMargin() == 0

    put(prose, "- \u0628\u0630\u0648\u0631")
    first = prose.document().firstBlock().blockFormat()
    assert first.textIndent() < 0 < first.rightMargin()


def test_tab_leaves_the_box(story: Desk) -> None:
    prose = box(story)

    press(prose, Qt.Key.Key_Tab)

    assert not prose.hasFocus()
    assert said(story) is None


def test_a_text_runs_as_its_first_letter_does_while_it_is_written(story: Desk) -> None:
    prose = box(story)
    direction = Qt.LayoutDirection

    put(prose, "123 \u0627\u0644\u062a\u0639\u0627\u0648\u0646")
    assert prose.document().defaultTextOption().textDirection() == direction.RightToLeft

    put(prose, "Cooperation \u0627\u0644")
    assert prose.document().defaultTextOption().textDirection() == direction.LeftToRight


def test_an_empty_box_begins_where_the_language_of_the_story_does(story: Desk) -> None:
    prose = box(story)

    story.shelf.editor.set_value(("narrative_language",), "ar")
    story.question(*OVERVIEW).refresh()

    option = prose.document().defaultTextOption()
    assert option.textDirection() == Qt.LayoutDirection.RightToLeft


def paste(prose: Prose, html: str = "", text: str = "") -> None:
    source = QMimeData()
    if html:
        source.setHtml(html)
    source.setText(text)
    prose.insertFromMimeData(source)


def test_pasting_keeps_marks_and_is_one_step(story: Desk) -> None:
    prose = box(story)
    put(prose, "Before: ")

    paste(prose, "<p>The <b>two</b></p><ul><li>a</li><li><i>b</i></li></ul>", "plain")
    assert said(story) == "Before: The **two**\n\n- a\n- *b*"

    story.window.commands.actions["undo"].trigger()
    assert said(story) == "Before: "


def test_plain_text_is_pasted_as_it_is(story: Desk) -> None:
    prose = box(story)

    paste(prose, text="one\r\ntwo\x00\u2028three")

    assert said(story) == prose.text == "one\ntwo\nthree"


def test_what_is_copied_here_is_pasted_here_with_its_marks(story: Desk) -> None:
    prose = box(story)
    put(prose, "a **b**\n- c")
    prose.selectAll()
    copied = prose.createMimeDataFromSelection()
    prose.select(11, 11)

    prose.insertFromMimeData(copied)

    assert said(story) == "a **b**\n- ca **b**\n- c"
    assert "<b>b</b>" in copied.html()


def test_files_that_are_dropped_are_not_text(story: Desk) -> None:
    prose = box(story)
    source = QMimeData()
    source.setUrls([QUrl("file:///tmp/photo.jpg")])

    assert not prose.canInsertFromMimeData(source)


def test_a_link_is_made_by_keys_and_read_again(story: Desk) -> None:
    prose = box(story)
    put(prose, "see the report now")
    prose.select(4, 14)

    press(prose, Qt.Key.Key_K, CTRL | SHIFT)
    card = story.window.library_page.pane.text.tools.card
    assert card is not None
    card.line.setText("not an address")
    card.keep()
    assert said(story) == "see the report now"
    card.line.setText("www.example.org/a(1)")
    press(card.line, Qt.Key.Key_Return)

    assert said(story) == "see [the report](https://www.example.org/a%281%29) now"


def test_a_click_opens_no_link_and_ctrl_click_shows_its_address_first(story: Desk) -> None:
    prose = box(story)
    put(prose, "[the report](https://example.org/a) end")
    prose.select(len(prose.text), len(prose.text))
    tools: Any = story.window.library_page.pane.text.tools
    cards: list[str] = []
    prose.link_wanted.connect(lambda: cards.append(tools.card.line.text()))

    QTest.mouseClick(prose.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert cards == []

    QTest.mouseClick(prose.viewport(), Qt.MouseButton.LeftButton, CTRL, QPoint(8, 8))
    assert cards == ["https://example.org/a"]
    tools.card.close()


def test_the_small_bar_comes_with_the_keyboard_and_moves_nothing(story: Desk) -> None:
    bar = story.window.library_page.pane.text.tools.bar
    story.activate()
    story.form.reveal(("title",))
    before = story.question(*OVERVIEW).geometry()
    assert bar.isHidden()

    prose = box(story)

    assert not bar.isHidden()
    assert story.question(*OVERVIEW).geometry() == before
    assert all(one.accessibleName() and one.toolTip() for one in bar.buttons.values())
    assert all(one.focusPolicy() == Qt.FocusPolicy.NoFocus for one in bar.buttons.values())
    put(prose, "seed")
    prose.selectAll()
    bar.buttons["bold"].click()
    assert said(story) == "**seed**"
    assert prose.hasFocus()


def test_keys_of_commands_reach_the_window(story: Desk) -> None:
    prose = box(story)
    for key in (Qt.Key.Key_K, Qt.Key.Key_Z, Qt.Key.Key_B):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, CTRL)
        event.ignore()

        QCoreApplication.sendEvent(prose, event)

        assert not event.isAccepted()


def test_undo_replaces_only_what_differs(story: Desk) -> None:
    prose = box(story)
    put(prose, "\n\n".join(["one two three"] * 50))
    changed: list[tuple[int, int, int]] = []
    prose.document().contentsChange.connect(lambda *what: changed.append(what))

    prose.set_text(prose.text.replace("two", "2", 1))

    assert changed[0] == (4, 3, 1)
    assert prose.text.startswith("one 2 three")


def test_the_kept_text_is_what_the_box_shows(story: Desk) -> None:
    prose = box(story)
    put(prose, "one\ntwo 😀 three\n\n- four")

    for at, words in ((4, "x\ny"), (0, "😀"), (9, "\n\n")):
        prose.replace(at, at + 2, words)

        shown = prose.toPlainText()
        assert prose.text == shown == said(story)


def test_the_caret_of_a_tall_text_stays_on_the_screen(story: Desk) -> None:
    prose = box(story)
    put(prose, "\n".join(["line"] * 200))

    prose.select(len(prose.text), len(prose.text))
    QTest.keyClicks(prose, "x")

    def caret_is_seen() -> bool:
        corner = prose.mapTo(story.form.viewport(), prose.caret_box().center())
        return bool(story.form.viewport().rect().contains(corner))

    story.wait(caret_is_seen)
    QApplication.processEvents()
