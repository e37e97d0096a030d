from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ssc_desktop import i18n
from ssc_desktop.settings import Settings, load
from tests.ui.driving import Desk
from ui.theme.look import look
from ui.theme.tokens import DARK
from ui.viewmodels import files


@pytest.fixture(autouse=True)
def _english_again() -> None:
    i18n.use("en")


@pytest.mark.parametrize(("language", "said"), [("en", "59.1 MB"), ("fr", "59,1 Mo")])
def test_sizes_are_written_as_the_language_writes_figures(language: str, said: str) -> None:
    i18n.use(language)
    told = files.size(62_000_000)
    i18n.use("en")

    assert told.replace("\u00a0", " ").replace("\u202f", " ") == said


def test_french_is_spoken_at_once_and_english_again(story: Desk) -> None:
    page = story.window.page("settings")

    page.language.buttons["fr"].click()  # type: ignore[attr-defined]
    assert story.window.library_page.list_pane.new.text() == "Nouveau récit"
    assert story.question("title").label.text() == "Titre"
    page.language.buttons["en"].click()  # type: ignore[attr-defined]

    assert story.question("title").label.text() == "Title"
    assert load().language == "en"


def test_no_label_stays_behind_in_english(story: Desk) -> None:
    english = _labels(story)

    story.program.speak("fr")

    same = english & _labels(story)
    alike = {"", "Date", "Description", "Code", "Simple", "Licence", "Region", "Contact"}
    assert {words for words in same - alike if len(words) > 12} == set()
    story.program.speak("en")


def _labels(desk: Desk) -> set[str]:
    return {label.text() for label in desk.window.findChildren(QLabel)}


def test_arabic_runs_from_right_to_left(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path / "library", Settings(language="ar", theme="light"))
    desk.new_story()
    rail, stack = desk.window.rail, desk.window.stack
    app = QApplication.instance()
    assert isinstance(app, QApplication)

    assert app.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert rail.x() > stack.x()

    desk.program.speak("en")
    desk.wait(lambda: rail.x() < stack.x())
    desk.close()


def test_dark_is_worn_at_once(story: Desk) -> None:
    page = story.window.page("settings")

    page.theme.buttons["dark"].click()  # type: ignore[attr-defined]

    assert look.tokens is DARK
    assert story.window.palette().window().color().name() == DARK.window
    page.theme.buttons["light"].click()  # type: ignore[attr-defined]


def test_who_writes_is_remembered(story: Desk) -> None:
    page = story.window.page("settings")

    page.author.setText("Amina Odhiambo")  # type: ignore[attr-defined]
    page.author.editingFinished.emit()  # type: ignore[attr-defined]

    assert load().author_name == "Amina Odhiambo"
