from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.driving import Desk, put
from ui.pages.find_in_story import FindInStory
from ui.widgets.text.prose import Prose

SHIFT = Qt.KeyboardModifier.ShiftModifier


def finding(story: Desk) -> FindInStory:
    made = story.window.library_page.pane.text.finding
    assert isinstance(made, FindInStory)
    return made


def told(story: Desk) -> str:
    """A story with words in three places; returns the id of a partner whose row is closed."""
    story.activate()
    story.choose("full_story", "record_depth")
    partner = story.add("partner")
    story.type_into("Ministère de la Santé", "partner", partner, "name_as_used")
    story.group("partner").rows[partner].open(False)
    story.type_into("Rice for santé", "title")
    story.type_into("They spoke of SANTE.\n\nAnd again of **santé**.", "overview")
    return partner


def look_for(story: Desk, words: str) -> QLineEdit:
    story.window.commands.actions["find"].trigger()
    line = finding(story).bar.line
    assert line.hasFocus()
    line.selectAll()
    QTest.keyClicks(line, words)
    story.wait(lambda: finding(story).words == words)
    return line


def test_all_fields_are_searched_whatever_accents_and_case(story: Desk) -> None:
    partner = told(story)

    look_for(story, "sante")

    places = [(hit.path, hit.text[hit.start : hit.end]) for hit in finding(story).hits]
    assert sorted(places) == sorted([
        (("title",), "santé"),
        (("overview",), "SANTE"),
        (("overview",), "santé"),
        (("partner", partner, "name_as_used"), "Santé"),
    ])  # fmt: skip
    assert finding(story).bar.count.text() == "1 of 4"


def test_enter_goes_on_and_around(story: Desk) -> None:
    told(story)
    line = look_for(story, "sante")
    seen = []

    for _at in range(5):
        seen.append(finding(story).bar.count.text())
        QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_Return, SHIFT)

    assert seen == ["1 of 4", "2 of 4", "3 of 4", "4 of 4", "1 of 4"]
    assert finding(story).bar.count.text() == "1 of 4"


def test_a_closed_row_is_opened_where_the_words_are(story: Desk) -> None:
    partner = told(story)
    row = story.group("partner").rows[partner]
    assert not row.header.isChecked()

    look_for(story, "ministere")

    assert row.header.isChecked()
    line = story.question("partner", partner, "name_as_used").control.target
    assert isinstance(line, QLineEdit)
    assert line.selectedText() == "Ministère"


def test_places_have_a_ground_and_lose_it(story: Desk) -> None:
    told(story)
    prose = story.question("overview").control.target
    assert isinstance(prose, Prose)

    look_for(story, "sante")
    assert len(prose.extraSelections()) == 2

    finding(story).close()
    assert prose.extraSelections() == []


def test_esc_closes_and_the_keyboard_is_at_the_words(story: Desk) -> None:
    told(story)
    line = look_for(story, "SANTE.")

    QTest.keyClick(line, Qt.Key.Key_Escape)

    prose = story.question("overview").control.target
    assert isinstance(prose, Prose)
    assert finding(story).bar.isHidden()
    story.wait(prose.hasFocus)
    assert prose.textCursor().selectedText() == "SANTE."


def test_esc_returns_the_keyboard_where_nothing_was_found(story: Desk) -> None:
    told(story)
    story.form.reveal(("title",))
    title = QApplication.focusWidget()
    line = look_for(story, "nowhere")
    assert finding(story).bar.count.text() == "Not found"

    QTest.keyClick(line, Qt.Key.Key_Escape)

    story.wait(lambda: QApplication.focusWidget() is title)


def test_f3_goes_on_from_the_text(story: Desk) -> None:
    told(story)
    look_for(story, "sante")
    prose = story.question("overview").control.target
    assert isinstance(prose, Prose)
    prose.setFocus()

    story.window.commands.actions["find_next"].trigger()
    story.window.commands.actions["find_previous"].trigger()

    assert finding(story).bar.count.text() == "1 of 4"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert not finding(story).bar.isAncestorOf(focused)


def test_places_move_with_what_is_written(story: Desk) -> None:
    told(story)
    look_for(story, "sante")
    prose = story.question("overview").control.target

    put(prose, "nothing")

    story.wait(lambda: len(finding(story).hits) == 2)


def test_the_words_of_a_search_of_the_library_are_found_apart(story: Desk) -> None:
    told(story)

    story.window.library_page.pane.find_words("spoke again")

    found = {hit.text[hit.start : hit.end] for hit in finding(story).hits}
    assert found == {"spoke", "again"}


def test_focus_mode_leaves_only_the_text(story: Desk) -> None:
    told(story)
    story.form.reveal(("overview",))
    window, pane = story.window, story.window.library_page.pane
    parts = (window.rail, window.footer, window.library_page.list_pane, pane.header)
    assert all(part.isVisible() for part in parts)

    QTest.keyClick(window, Qt.Key.Key_F8)
    assert not any(part.isVisible() for part in parts)
    window.resize(1300, 800)
    assert not any(part.isVisible() for part in parts)
    assert pane.text.focus.on

    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert all(part.isVisible() for part in parts)
    prose = story.question("overview").control.target
    assert prose.hasFocus()


def test_focus_mode_centres_the_column(story: Desk) -> None:
    told(story)
    story.form.reveal(("overview",))

    story.window.commands.actions["focus"].trigger()
    QApplication.processEvents()

    question = story.question("overview")
    view = story.form.viewport()
    left = question.mapTo(view, question.rect().topLeft()).x()
    right = view.width() - question.mapTo(view, question.rect().topRight()).x()
    assert abs(left - right) < 24
    story.window.commands.actions["focus"].trigger()
