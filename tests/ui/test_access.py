"""Reached by keyboard, and named for the ear."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.driving import Desk, put
from tests.ui.looking import focusable, name_of, round_trip, unnamed
from ui.commands import GROUPS
from ui.pages.manual_window import open_manual

PAGES = ("bundles", "inbox", "laptops", "station", "computers", "activity", "needs_you",
         "bin", "settings", "start", "library")  # fmt: skip


def test_every_place_of_the_keyboard_has_a_name(story: Desk) -> None:
    story.choose("case_study", "record_depth")
    for group in ("partner", "result", "consent_record"):
        story.add(group)
    for page in PAGES:
        story.window.go_to(page)

        assert unnamed(story.window) == []


@pytest.mark.parametrize("page", PAGES)
def test_tab_reaches_everything_on_a_page_and_comes_back(story: Desk, page: str) -> None:
    story.window.go_to(page)
    story.wait(story.quiet)
    story.activate()
    first = story.window.rail.buttons["library"]
    first.setFocus()
    story.wait(lambda: QApplication.focusWidget() is first)

    reached = set(round_trip(first))

    left_out = [
        f"{type(widget).__name__} {name_of(widget)}"
        for widget in focusable(story.window)
        if widget not in reached and widget.focusProxy() is None and not _beside(widget, reached)
    ]
    assert left_out == []
    form = [stop for stop in reached if story.form.isAncestorOf(stop)]
    assert bool(form) == (page == "library")


def _beside(widget: QWidget, reached: set[QWidget]) -> bool:
    """Whether it is one of a group with one stop, which moved on while one went round."""
    group = isinstance(widget, QAbstractButton) and widget.autoExclusive()
    return group and any(one.parentWidget() is widget.parentWidget() for one in reached)


def test_tab_goes_down_the_form_in_its_order(story: Desk) -> None:
    story.activate()
    first = story.window.library_page.list_pane.search
    first.setFocus()
    story.wait(lambda: QApplication.focusWidget() is first)

    stops = [stop for stop in round_trip(first) if story.form.isAncestorOf(stop)]

    tops = [stop.mapTo(story.form.widget(), stop.rect().topLeft()).y() for stop in stops]
    assert tops == sorted(tops)


def test_tab_goes_round_the_manual(story: Desk) -> None:
    window = open_manual(story.window, "first-steps")
    window.activateWindow()
    story.wait(window.isActiveWindow)
    window.search.setFocus()

    reached = set(round_trip(window.search))

    assert {window.search, window.contents, window.text} <= reached


def test_f6_goes_round_the_parts_of_the_window(story: Desk) -> None:
    story.activate()
    page = story.window.library_page
    page.list_pane.list.setFocus()
    seen: list[QWidget] = []

    for _press in range(6):
        story.window.commands.actions["panes"].trigger()
        here = QApplication.focusWidget()
        assert here is not None
        seen.append(here)

    parts = [story.window.rail, page.list_pane, page.pane.outline, page.pane.form]
    assert all(any(part.isAncestorOf(stop) for stop in seen) for part in parts)


def test_f6_leaves_a_page_for_the_rail_and_comes_back(story: Desk) -> None:
    story.activate()
    page = story.window.page("settings")
    act = story.window.commands.actions["panes"].trigger

    act()
    first = QApplication.focusWidget()
    act()
    second = QApplication.focusWidget()

    assert first is not None and second is not None
    assert {page.isAncestorOf(first), page.isAncestorOf(second)} == {True, False}
    assert story.window.rail.buttons["settings"] in {first, second}


def test_no_two_commands_share_a_key() -> None:
    keys = [key for group in GROUPS for command in group for key in command.keys]

    assert len(keys) == len(set(keys))


def test_the_menu_shows_the_keys(story: Desk) -> None:
    menu = story.window.commands.show_menu(story.window.rail.buttons["menu"])
    shown = {action.text(): action.shortcut().toString() for action in menu.actions()}
    menu.close()

    assert shown["Manual"] == "F1"
    assert shown["Larger text"] == "Ctrl++"


@pytest.mark.parametrize("size", [100, 140])
def test_the_menu_has_room_on_a_small_screen(story: Desk, size: int) -> None:
    story.window.change_settings(text_size=size)
    menu = story.window.commands.show_menu(story.window.rail.buttons["menu"])
    high = menu.sizeHint().height()
    menu.close()

    assert high <= 600 * size / 100
    assert "All commands…" in {action.text() for action in menu.actions()}


# ------------------------------------------------------------ what is said aloud


def test_how_many_stories_were_found_is_said_once(story: Desk) -> None:
    story.type_into("Rice and fish", "title")
    story.rest()
    search = story.window.library_page.list_pane.search

    put(search, "rice")
    story.wait(lambda: "1 story found" in story.window.announcer.said)

    assert story.window.announcer.said.count("1 story found") == 1


def test_an_error_is_said(story: Desk) -> None:
    from ssc_desktop.errors import SscError

    story.shelf.refused.emit(SscError("It did not work.", advice="Try again."))

    assert story.window.announcer.said[-1] == "It did not work. Try again."


def test_saving_is_said_when_asked_for(story: Desk) -> None:
    story.window.commands.actions["save"].trigger()

    assert story.window.toast.text == "Everything you write is saved by itself."


# ------------------------------------------------------------ where there is little room


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
