from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ssc_desktop.settings import Settings
from tests.ui.driving import Desk, put
from ui.viewmodels.spelling import Spelling
from ui.widgets.text.prose import Prose
from ui.widgets.text.word_menu import WordMenu

WAVY = QTextCharFormat.UnderlineStyle.SpellCheckUnderline


@pytest.fixture(autouse=True)
def _own_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSC_CONFIG", str(tmp_path / "config"))


@pytest.fixture
def checked(desk: Desk) -> Iterator[Desk]:
    """A window with a new story whose spelling is checked."""
    desk.activate()
    desk.new_story()
    yield desk
    spelling(desk).end()


def spelling(story: Desk) -> Spelling:
    made = story.window.library_page.pane.spelling
    assert isinstance(made, Spelling)
    return made


def box(story: Desk, *path: str) -> Prose:
    target = story.question(*(path or ("overview",))).control.target
    assert isinstance(target, Prose)
    return target


def marked(prose: Prose) -> list[str]:
    """The words that wear a wavy line."""
    found = []
    block = prose.document().begin()
    while block.isValid():
        found += [
            block.text()[one.start : one.start + one.length]
            for one in block.layout().formats()
            if one.format.underlineStyle() == WAVY
        ]
        block = block.next()
    return found


def test_misspelt_words_are_marked_a_moment_later(checked: Desk) -> None:
    put(box(checked), "They recieve **knowlege** each week.")

    checked.wait(lambda: marked(box(checked)) == ["recieve", "knowlege"])


def test_a_word_is_not_wrong_while_it_is_written(checked: Desk) -> None:
    prose = box(checked)
    checked.form.reveal(("overview",))
    put(prose, "They recieve")
    checked.wait(lambda: "recieve" in spelling(checked).wrong)
    assert marked(prose) == []

    QTest.keyClick(prose, Qt.Key.Key_Space)

    checked.wait(lambda: marked(prose) == ["recieve"])


def test_names_of_partners_and_countries_are_no_mistakes(checked: Desk) -> None:
    partner = checked.add("partner")
    checked.type_into("Kisumuland Ministry", "partner", partner, "name_as_used")
    put(box(checked), "Kisumuland and Kyrgyzstan met in recieve.")

    checked.wait(lambda: marked(box(checked)) == ["recieve"])


def test_the_language_of_the_story_decides(checked: Desk) -> None:
    put(box(checked), "La coopération recieve")
    checked.wait(lambda: "coopération" in marked(box(checked)))

    checked.choose("fr", "narrative_language")

    checked.wait(lambda: marked(box(checked)) == ["recieve"])


def test_a_language_without_dictionary_has_no_marks(checked: Desk) -> None:
    put(box(checked), "Ushirikiano recieve")
    checked.wait(lambda: bool(marked(box(checked))))

    checked.choose("sw", "narrative_language")

    checked.wait(lambda: marked(box(checked)) == [])
    assert not spelling(checked).active


def menu_at(story: Desk, prose: Prose, at: int) -> WordMenu:
    tools = story.window.library_page.pane.text.tools
    menu = tools.offer(prose, prose.misspelt_at(at))
    assert isinstance(menu, WordMenu)
    return menu


def test_a_suggestion_takes_the_place_of_the_word_as_one_step(checked: Desk) -> None:
    prose = box(checked)
    put(prose, "They recieve seed.")
    checked.wait(lambda: bool(marked(prose)))
    menu = menu_at(checked, prose, 7)
    checked.wait(lambda: bool(menu.suggested))
    assert menu.suggested[0].text() == "receive"

    menu.suggested[0].trigger()

    assert checked.shelf.editor.value(("overview",)) == "They receive seed."
    checked.window.commands.actions["undo"].trigger()
    assert prose.text == "They recieve seed."


def test_own_words_are_kept_for_all_stories(checked: Desk, tmp_path: Path) -> None:
    prose = box(checked)
    put(prose, "Ayitikole recieve")
    checked.wait(lambda: len(marked(prose)) == 2)

    menu_at(checked, prose, 2).own.trigger()

    checked.wait(lambda: marked(prose) == ["recieve"])
    kept = (tmp_path / "config" / "my-words.txt").read_text(encoding="utf-8")
    assert kept == "Ayitikole\n"
    checked.new_story()
    put(box(checked), "Ayitikole knowlege")
    checked.wait(lambda: marked(box(checked)) == ["knowlege"])


def test_a_word_is_ignored_in_its_story_only(checked: Desk) -> None:
    prose = box(checked)
    put(prose, "Ayitikole recieve")
    checked.wait(lambda: len(marked(prose)) == 2)

    menu_at(checked, prose, 2).ignoring.trigger()

    checked.wait(lambda: marked(prose) == ["recieve"])
    checked.new_story()
    put(box(checked), "Ayitikole")
    checked.wait(lambda: marked(box(checked)) == ["Ayitikole"])


def test_f7_goes_through_the_fields_and_offers_words(checked: Desk) -> None:
    checked.choose("full_story", "record_depth")
    put(box(checked), "They recieve seed.")
    put(box(checked, "activities"), "No knowlege yet.")
    tools = checked.window.library_page.pane.text.tools
    checked.form.reveal(("title",))

    def offered() -> str:
        prose = tools.prose
        return "" if tools.menu is None or prose is None else prose.textCursor().selectedText()

    checked.window.commands.actions["spelling"].trigger()
    checked.wait(lambda: offered() == "recieve" and bool(tools.menu and tools.menu.suggested))
    assert tools.menu is not None
    QTest.keyClick(tools.menu, Qt.Key.Key_F7)
    checked.wait(lambda: offered() == "knowlege" and bool(tools.menu and tools.menu.suggested))

    QTest.keyClick(tools.menu, Qt.Key.Key_Return)

    assert checked.shelf.editor.value(("activities",)) == "No knowledge yet."


def test_f7_says_so_where_nothing_is_wrong(checked: Desk) -> None:
    put(box(checked), "They shared seed.")

    checked.window.commands.actions["spelling"].trigger()

    checked.wait(lambda: checked.window.toast.text == "No misspelt word was found.")


def test_the_settings_switch_it_off(checked: Desk) -> None:
    put(box(checked), "They recieve seed.")
    checked.wait(lambda: bool(marked(box(checked))))

    checked.window.change_settings(spelling=False)
    checked.wait(lambda: marked(box(checked)) == [])

    checked.window.change_settings(spelling=True)
    checked.wait(lambda: marked(box(checked)) == ["recieve"])


def test_it_begins_switched_off_where_the_person_chose_so(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path / "library", Settings(language="en", theme="light", spelling=False))
    desk.new_story()

    assert not spelling(desk).active
    desk.close()
