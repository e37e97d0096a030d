"""Three questions, then a story beside an example; and one library after another."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ssc_desktop import i18n, services
from ssc_desktop.paths import default_library
from ssc_desktop.settings import Settings, load
from tests.ui.driving import Desk
from tests.ui.test_trouble import Locked
from ui.pages.example_page import ExamplePage
from ui.pages.start_page import StartPage
from ui.pages.welcome import Welcome
from ui.speech import Speech
from ui.widgets.choice_card import ChoiceCard


@pytest.fixture
def welcome(qapp: QApplication, qtbot: QtBot) -> Welcome:
    speech = Speech(qapp)
    speech.speak("en")
    made = Welcome(Settings(language="en"), speech.speak)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_answers_are_kept(welcome: Welcome, qtbot: QtBot) -> None:
    welcome.name.setText("Amina Odhiambo")
    welcome.organisation.setText("Kisumu County")
    welcome.roles["facilitator"].click()

    with qtbot.waitSignal(welcome.answered) as said:
        welcome.begin.click()

    chosen = said.args[0]
    assert (chosen.author_name, chosen.organisation) == ("Amina Odhiambo", "Kisumu County")
    assert chosen.role == "facilitator"
    assert not welcome.isVisible()


def test_the_language_is_spoken_at_once(welcome: Welcome) -> None:
    assert set(welcome.language.buttons) == set(i18n.available())

    welcome.language.buttons["fr"].click()

    assert i18n.language() == "fr"
    assert welcome.begin.text() != "Begin"
    welcome.language.buttons["en"].click()
    assert welcome.begin.text() == "Begin"


def test_the_questions_can_be_skipped(welcome: Welcome, qtbot: QtBot) -> None:
    with qtbot.waitSignal(welcome.answered) as said:
        welcome.skip.click()

    assert said.args[0].role == "author"
    assert said.args[0].author_name == ""


def test_enter_begins_from_a_line(welcome: Welcome, qtbot: QtBot) -> None:
    with qtbot.waitSignal(welcome.answered):
        QTest.keyClick(welcome.name, Qt.Key.Key_Return)


def _first_desk(qtbot: QtBot, folder: Path, role: str) -> Desk:
    chosen = Settings(language="en", theme="light", role=role, author_name="Amina Odhiambo",
                      organisation="Kisumu County", side_panel="")  # fmt: skip
    desk = Desk(qtbot, folder, chosen)
    desk.program.begin_first(chosen)
    desk.wait(desk.quiet)
    return desk


def test_an_author_begins_beside_an_example(qtbot: QtBot, tmp_path: Path) -> None:
    desk = _first_desk(qtbot, tmp_path / "library", "author")
    desk.wait(lambda: bool(desk.shelf.editor.case_id) and desk.quiet())
    pane = desk.window.library_page.pane

    assert pane.panel.page == "example" and pane.panel.isVisible()
    page = pane.panel.widget("example")
    assert isinstance(page, ExamplePage)
    desk.wait(lambda: "Argentina" in page.text.toPlainText())
    assert page.text.isReadOnly()
    case = desk.shelf.editor.case
    assert case is not None
    assert [(one.person, one.organisation) for one in case.authors] == [
        ("Amina Odhiambo", "Kisumu County")
    ]
    assert pane.form.focused_member() is desk.question("title") or not pane.isActiveWindow()
    desk.close()


def test_the_example_follows_the_section(qtbot: QtBot, tmp_path: Path) -> None:
    desk = _first_desk(qtbot, tmp_path / "library", "author")
    desk.wait(lambda: bool(desk.shelf.editor.case_id) and desk.quiet())
    pane = desk.window.library_page.pane
    page = pane.panel.widget("example")
    assert isinstance(page, ExamplePage)
    desk.wait(lambda: "Argentina" in page.text.toPlainText())
    pane.form.build_all()
    top = page.text.verticalScrollBar().value()

    pane.form.go_to_section("results")
    desk.wait(lambda: page.text.verticalScrollBar().value() > top)

    pane.form.go_to_section("partners")
    desk.wait(lambda: 0 < page.text.verticalScrollBar().value() < 900)
    desk.close()


def test_a_facilitator_begins_with_bundles(qtbot: QtBot, tmp_path: Path) -> None:
    desk = _first_desk(qtbot, tmp_path / "library", "facilitator")

    assert desk.window.places.shown == "bundles"
    assert desk.shelf.editor.case_id == ""
    desk.close()


# ------------------------------------------------------------ libraries


def _start(desk: Desk) -> StartPage:
    page = desk.window.page("start")
    assert isinstance(page, StartPage)
    desk.wait(lambda: not desk.program.tasks.busy)
    return page


def test_another_library_opens_in_place_of_the_first(desk: Desk, tmp_path: Path) -> None:
    desk.new_story()
    desk.type_into("Kept in the first library", "title")
    old = desk.window
    desk.answers.place = tmp_path / "second"

    with desk.opening():
        _start(desk).begin_new()

    assert desk.window is not old and desk.window.isVisible()
    assert desk.shelf.listing is not None and not desk.shelf.listing.total
    assert services.known.holds_library(tmp_path / "second")
    held = services.libraries.opened(tmp_path / "library")
    query = services.answers.Query(text="Kept")
    assert [one.title for one in services.cases.listing(held, query).summaries] == [
        "Kept in the first library"
    ]
    held.close()
    assert load().libraries[:2] == (str(tmp_path / "second"), str(tmp_path / "library"))
    assert load().library == str(tmp_path / "second")


def test_the_list_tells_of_each_library(desk: Desk, tmp_path: Path) -> None:
    desk.new_story()
    desk.answers.place = tmp_path / "second"
    with desk.opening():
        _start(desk).begin_new()
    gone = tmp_path / "stick"
    desk.window.errands.change(libraries=(*desk.window.errands.settings.libraries, str(gone)))

    page = _start(desk)
    desk.wait(lambda: len(page.findChildren(ChoiceCard)) == 3)

    second, first, missing = page.findChildren(ChoiceCard)
    assert "Open now" in second.accessibleDescription()
    assert "1 story" in first.accessibleDescription()
    assert not missing.isEnabled() and "stick" in missing.accessibleDescription()


def test_what_is_gone_can_be_taken_off_the_list(desk: Desk, tmp_path: Path) -> None:
    gone = tmp_path / "stick"
    desk.window.errands.change(libraries=(str(gone),))
    page = _start(desk)
    desk.wait(lambda: len(page.findChildren(ChoiceCard)) == 2)

    page._forget(gone)  # noqa: SLF001 - its button is made anew with each list

    assert str(gone) not in load().libraries


def test_a_folder_without_a_library_is_refused_kindly(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    desk.answers.place = tmp_path / "empty"

    _start(desk).open_other()

    assert "There is no library in “empty”." in desk.answers.said[0]


def test_practice_is_apart_and_marked(desk: Desk) -> None:
    desk.window.errands.change(library="", libraries=("/somewhere",))
    with desk.opening():
        _start(desk).practise.click()
    desk.wait(lambda: bool(desk.shelf.listing and desk.shelf.listing.total))

    assert desk.window.practises
    assert desk.window.findChild(object, "practice") is not None
    assert "Practice" in desk.window.windowTitle()
    assert load().libraries == ("/somewhere",)
    assert default_library() != services.known.practice_folder()


def test_a_library_that_cannot_be_opened_leads_to_the_start_screen(
    qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "library.sqlite").write_text("no database", encoding="utf-8")
    here = Locked(qtbot, folder)

    assert here.window.places.shown == "start"
    assert here.page.trouble.isVisible() and here.program.failed
    assert not here.window.rail.isVisible()

    here.page.library_wanted.emit(tmp_path / "well", ())
    here.wait_open()
    recovered: bool = here.program.failed
    assert not recovered
    here.close()


def test_the_last_library_opens_at_the_next_start(tmp_path: Path) -> None:
    from ui.viewmodels import libraries

    assert libraries.chosen(Settings()) == default_library()
    assert libraries.chosen(Settings(library=str(tmp_path))) == tmp_path
