"""Reached by keyboard, named for the ear, and whole at every text size."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ssc_desktop.settings import Settings
from tests.ui.driving import Desk


def _focusable(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or isinstance(widget, QScrollArea)
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reached and widget.isVisibleTo(window) and widget.isEnabled() and not inner:
            yield widget


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


def test_every_place_of_the_keyboard_has_a_name(story: Desk) -> None:
    story.choose("case_study", "record_depth")
    for group in ("partner", "result", "consent_record"):
        story.add(group)
    for page in ("bundles", "bin", "settings", "library"):
        story.window.go_to(page)

        unnamed = [
            f"{type(widget).__name__} {widget.objectName()}"
            for widget in _focusable(story.window)
            if not _name(widget)
        ]

        assert unnamed == []


def test_tab_goes_round_and_comes_back(story: Desk, qtbot: QtBot) -> None:
    story.activate()
    search = story.window.library_page.list_pane.search
    search.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is search)
    stops: list[QWidget] = []

    for _press in range(400):
        here = QApplication.focusWidget()
        assert here is not None
        if here is search and stops:
            break
        stops.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)

    names = [f"{type(stop).__name__} {_name(stop)}" for stop in stops]
    assert QApplication.focusWidget() is search, " | ".join(names[:110])
    assert len(stops) > 25
    form = [stop for stop in stops if story.form.isAncestorOf(stop)]
    tops = [stop.mapTo(story.form.widget(), stop.rect().topLeft()).y() for stop in form]
    assert tops == sorted(tops), "Tab goes down the form in its order"


@pytest.mark.parametrize(
    ("language", "points"), [("en", "10"), ("fr", "14"), ("ar", "12"), ("en", "14")]
)
def test_everything_has_room_at_every_text_size(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, points: str
) -> None:
    monkeypatch.setenv("SSC_TEXT_POINTS", points)
    desk = Desk(qtbot, tmp_path / "library", Settings(language=language, theme="light"))
    desk.new_story()
    clipped: list[str] = []

    for page in ("library", "bundles", "bin", "settings"):
        desk.window.go_to(page)
        QApplication.processEvents()
        clipped += [f"{page}: {one}" for one in _clipped(desk.window)]
    desk.close()

    assert clipped == []


def _clipped(window: QWidget) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisibleTo(window):
            continue
        inside = isinstance(widget.parentWidget(), QLineEdit)
        if widget.property("role") == "choice" or inside or _far_down(widget):
            continue
        needed, there = widget.sizeHint(), widget.size()
        if isinstance(widget, QLabel) and widget.wordWrap():
            needed.setWidth(0)
            needed.setHeight(widget.heightForWidth(there.width()))
        narrow = there.width() < needed.width() and not hasattr(widget, "elides")
        if narrow or there.height() < needed.height():
            words = getattr(widget, "text", str)()
            yield f"{type(widget).__name__} “{words}” {there.toTuple()} < {needed.toTuple()}"


def _far_down(widget: QWidget) -> bool:
    """Inside a list or text of its own, which scrolls."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea) and not isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


@pytest.mark.parametrize(("width", "outline", "both"), [(1440, True, True), (1024, False, True),
                                                       (720, False, False)])  # fmt: skip
def test_the_window_gives_up_panes_where_it_is_narrow(
    story: Desk, qtbot: QtBot, width: int, outline: bool, both: bool
) -> None:
    page = story.window.library_page

    story.window.resize(width, 600)
    qtbot.waitUntil(lambda: page.pane.outline.isVisible() == outline)

    assert page.list_pane.isVisible() == both
    assert page.pane.header.back.isVisible() != both
    assert page.pane.section_menu.isVisible() != outline


def test_the_way_back_to_the_list_where_it_is_hidden(story: Desk) -> None:
    page = story.window.library_page
    story.window.resize(720, 600)

    page.pane.header.back.click()

    assert page.list_pane.isVisible()
    assert not page.pane.isVisible()


def test_a_narrow_window_begins_with_the_list(story: Desk) -> None:
    page = story.window.library_page
    page.show_list()
    story.window.resize(720, 600)

    page.list_pane.list.setFocus()
    page.list_pane.list.setCurrentIndex(story.shelf.stories.index(0, 0))
    assert page.list_pane.isVisible()
    page.list_pane.list.activated.emit(story.shelf.stories.index(0, 0))

    assert page.pane.isVisible()
    assert not page.list_pane.isVisible()
