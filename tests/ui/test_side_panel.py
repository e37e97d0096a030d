"""The side panel beside the story: pages built when shown, remembered, mirrored, over the form."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ssc_desktop import settings
from ssc_desktop.settings import Settings
from tests.ui.driving import Desk
from ui.pages.story_room import Outline, Room, room


def _with_pages(desk: Desk) -> list[str]:
    built: list[str] = []

    def make(name: str) -> QWidget:
        built.append(name)
        return QLabel(name)

    panel = desk.window.library_page.pane.panel
    for name in ("first", "second"):
        panel.add(name, "info", name.title, partial(make, name))
    return built


def test_a_page_is_built_when_it_is_first_shown(story: Desk) -> None:
    built = _with_pages(story)
    panel = story.window.library_page.pane.panel
    assert built == []

    panel.show_page("second")
    panel.show_page("second")

    assert built == ["second"]
    assert panel.isVisible()
    assert panel.page == "second"


def test_one_key_opens_and_closes_it(story: Desk) -> None:
    panel = story.window.library_page.pane.panel
    story.activate()
    was = panel.isVisible()

    QTest.keyClick(story.window, Qt.Key.Key_F4)
    assert panel.isVisible() != was
    QTest.keyClick(story.window, Qt.Key.Key_F4)

    assert panel.isVisible() == was


def test_the_page_is_remembered(story: Desk) -> None:
    _with_pages(story)
    panel = story.window.library_page.pane.panel

    panel.show_page("second")
    assert settings.load().side_panel == "second"
    panel.close_button.click()

    assert settings.load().side_panel == ""
    assert not panel.isVisible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_stands_at_the_trailing_edge(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    desk = Desk(qtbot, tmp_path / "library", Settings(language=language, theme="light"))
    desk.new_story()
    pane = desk.window.library_page.pane

    pane.show_panel(pane.panel.names[0])

    form = pane.form.geometry()
    room = pane.form.parentWidget()
    assert room is not None
    left = room.x() + form.left()
    if language == "ar":
        assert pane.panel.x() == 0
        assert left >= pane.panel.width()
    else:
        assert pane.panel.geometry().right() == pane.width() - 1
        assert left + form.width() <= pane.panel.x()
    desk.close()


def test_the_list_of_a_small_window_gives_way_to_it(story: Desk) -> None:
    story.activate()
    page, pane = story.window.library_page, story.window.library_page.pane
    story.window.resize(1024, 600)
    assert page.list_pane.isVisible() and not pane.panel.isVisible()

    QTest.keyClick(story.window, Qt.Key.Key_F4)
    assert pane.panel.isVisible() and pane.room.beside
    assert not page.list_pane.isVisible() and pane.header.back.isVisible()

    QTest.keyClick(story.window, Qt.Key.Key_F4)
    assert page.list_pane.isVisible() and not pane.panel.isVisible()

    QTest.keyClick(story.window, Qt.Key.Key_F4)
    pane.header.back.click()
    assert page.list_pane.isVisible() and pane.isVisible() and not pane.panel.isVisible()


def test_it_lies_over_the_form_of_a_tiny_window_only_when_asked_for(story: Desk) -> None:
    story.activate()
    pane = story.window.library_page.pane
    pane.show_panel(pane.panel.names[0])
    assert pane.panel.isVisible()

    story.window.resize(800, 600)
    assert not pane.panel.isVisible()
    QTest.keyClick(story.window, Qt.Key.Key_F4)

    layout = pane.layout()
    assert layout is not None
    assert pane.panel.isVisible()
    assert layout.contentsMargins().right() == 0


def test_esc_closes_it_before_anything_else(story: Desk, qtbot: QtBot) -> None:
    story.activate()
    pane = story.window.library_page.pane
    pane.show_panel(pane.panel.names[0])
    qtbot.waitUntil(lambda: QApplication.focusWidget() is pane.panel.first_stop())

    QTest.keyClick(pane.panel.first_stop(), Qt.Key.Key_Escape)

    assert not pane.panel.isVisible()
    assert pane.isVisible()


def test_f6_stops_at_it(story: Desk, qtbot: QtBot) -> None:
    story.activate()
    pane = story.window.library_page.pane
    pane.panel.show_page(pane.panel.names[0])
    story.question("title").focus_in()
    qtbot.waitUntil(lambda: story.form.focused_member() is story.question("title"))
    here = QApplication.focusWidget()
    assert here is not None

    QTest.keyClick(here, Qt.Key.Key_F6)

    assert QApplication.focusWidget() is pane.panel.first_stop()


def test_the_outline_gives_way_to_it_step_by_step() -> None:
    assert room(1200, 316, 253, opened=True).outline is Outline.FULL
    assert room(969, 316, 253, opened=True).outline is Outline.FULL
    assert room(969, 316, 280, opened=True).outline is Outline.RINGS  # names of other languages
    assert room(860, 316, 253, opened=True).outline is Outline.MENU
    assert room(860, 316, 253, opened=False).outline is Outline.FULL
    assert not room(700, 316, 253, opened=True).beside


def test_sections_keep_their_names_beside_the_panel_on_a_usual_screen(story: Desk) -> None:
    story.window.library_page.pane.panel.show_page("guide")

    for size in ((1440, 900), (1366, 728)):
        story.window.resize(*size)
        QApplication.processEvents()
        assert story.window.library_page.pane.room == Room(Outline.FULL, beside=True)
