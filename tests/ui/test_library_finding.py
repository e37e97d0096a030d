"""Finding in the window: words, conditions, orders, views, columns, quick open, the palette."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ssc_desktop.services import cases, libraries
from ssc_desktop.services.asking import NOTHING, RELEVANCE, TITLE, Conditions
from ssc_desktop.settings import Settings
from tests.ui.driving import Desk
from ui.pages.filter_finder import FilterFinder
from ui.viewmodels.story_list import EXCERPT
from ui.widgets.finder import Finder

STORIES: tuple[dict[str, Any], ...] = (
    {"title": "Rice in Benin", "sector": ["311"], "overview": "Seed for the *dry* season.",
     "partner": [{"country": "BEN", "roles": ["knowledge_recipient"]}]},
    {"title": "Milk banks in Brazil", "short_name": "Milk", "sector": ["122"],
     "overview": "Nurses learned how milk is kept.",
     "partner": [{"country": "BRA", "roles": ["knowledge_provider"]}]},
    {"title": "Cotton for Togo", "case_code": "AFR-24", "sector": ["311"],
     "overview": "Seed was tried in fields before the rains, and milk was sold.",
     "partner": [{"country": "BRA", "roles": ["knowledge_provider"]}]},
)  # fmt: skip


@pytest.fixture
def shelf_of_three(qtbot: QtBot, tmp_path: Path) -> Any:
    """The window on three stories."""
    library = libraries.opened(tmp_path / "library")
    records = [({"record_depth": "overview", **data}, None) for data in STORIES]
    cases.added_together(library, records)
    library.close()
    desk = Desk(qtbot, tmp_path / "library")
    desk.wait(lambda: desk.shelf.editor.case is not None and desk.quiet())
    yield desk
    desk.close()


def _titles(desk: Desk) -> list[str]:
    return [one.title for one in desk.shelf.stories.summaries]


def _finder() -> Finder:
    found = QApplication.activePopupWidget()
    assert isinstance(found, Finder)
    return found


def _keys(finder: Finder) -> list[str]:
    return [one.key for one in finder.entries.shown]


def _open_menu() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def _act(menu: QMenu, beginning: str) -> QAction:
    return next(act for act in menu.actions() if act.text().startswith(beginning))


def _do(act: QAction, menu: QMenu) -> None:
    act.trigger()
    menu.close()


# ------------------------------------------------------------------ words


def test_cards_show_where_the_words_stand(shelf_of_three: Desk) -> None:
    desk = shelf_of_three
    pane = desk.window.library_page.list_pane
    low = pane.card.sizeHint(None, None).height()  # type: ignore[arg-type]  # it looks at neither

    pane.search.setText("seed")
    desk.wait(lambda: len(_titles(desk)) == 2 and desk.quiet())
    index = desk.shelf.stories.index(0, 0)
    desk.wait(lambda: index.data(EXCERPT) is not None)

    excerpt = index.data(EXCERPT)
    assert [excerpt.text[start:end] for start, end in excerpt.places] == ["Seed"]
    assert "*" not in excerpt.text  # the marks of narrative are no words
    assert pane.card.sizeHint(None, None).height() > low  # type: ignore[arg-type]
    pane.clear_search()
    desk.wait(lambda: len(_titles(desk)) == 3)
    assert pane.card.searched == ""


def test_the_best_match_comes_first_after_a_moment(shelf_of_three: Desk) -> None:
    desk = shelf_of_three
    pane = desk.window.library_page.list_pane

    pane.search.setText("milk")
    desk.wait(lambda: len(_titles(desk)) == 2)
    desk.wait(lambda: _titles(desk)[0] == "Milk banks in Brazil" and desk.quiet())

    assert desk.shelf.list.query.sort == RELEVANCE
    assert pane.count.text() == "2 of 3 stories"


def test_enter_opens_the_first_story_and_goes_to_the_words(shelf_of_three: Desk) -> None:
    desk = shelf_of_three
    desk.activate()
    pane = desk.window.library_page.list_pane
    pane.search.setFocus()
    pane.search.setText("nurses")
    desk.wait(lambda: _titles(desk) == ["Milk banks in Brazil"] and desk.quiet())

    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    desk.wait(lambda: desk.shelf.editor.value(("title",)) == "Milk banks in Brazil")
    finding = desk.window.library_page.pane.text.finding
    desk.wait(lambda: finding.is_open and bool(finding.hits))

    assert finding.bar.line.text() == "nurses"


def test_one_letter_is_not_searched_for(shelf_of_three: Desk) -> None:
    desk = shelf_of_three
    desk.window.library_page.list_pane.search.setText("m")
    desk.wait(lambda: not desk.program.tasks.busy)

    assert len(_titles(desk)) == 3


def test_words_no_story_has_offer_the_way_back(shelf_of_three: Desk) -> None:
    desk = shelf_of_three
    pane = desk.window.library_page.list_pane
    desk.shelf.list.narrow(Conditions(country=("BEN",)))
    pane.search.setText("milk")
    desk.wait(lambda: desk.shelf.stories.rowCount() == 0)

    assert pane.nothing.text() == "No story has these words and fits the conditions."
    pane.clear.click()
    desk.wait(lambda: desk.shelf.stories.rowCount() == 3)

    assert pane.search.text() == "" and desk.shelf.list.conditions == NOTHING


# ------------------------------------------------------------------ conditions and orders


def _narrowing(desk: Desk) -> Finder:
    desk.window.commands.actions["narrow"].trigger()
    finder = _finder()
    desk.wait(lambda: "country:BRA" in _keys(finder))
    return finder


def test_conditions_are_chosen_by_their_names_and_hold_together(shelf_of_three: Desk) -> None:
    desk = shelf_of_three
    finder = _narrowing(desk)

    QTest.keyClicks(finder.search, "braz")
    assert _keys(finder)[0] == "country:BRA"
    QTest.keyClick(finder.search, Qt.Key.Key_Return)
    desk.wait(lambda: len(_titles(desk)) == 2)
    finder.search.setText("agri")
    QTest.keyClick(finder.search, Qt.Key.Key_Return)
    desk.wait(lambda: _titles(desk) == ["Cotton for Togo"])

    assert finder.isVisible()  # one chooses several
    QTest.keyClick(finder.search, Qt.Key.Key_Escape)
    head = desk.window.library_page.list_pane.head
    assert [chip.text() for chip in head.held] == ["Brazil", "Agriculture", "Clear all"]
    head.held[1].click()
    desk.wait(lambda: len(_titles(desk)) == 2)


def test_counts_stand_beside_the_conditions(shelf_of_three: Desk) -> None:
    finder = _narrowing(shelf_of_three)

    told = {one.key: one.trailing for one in finder.entries.shown}
    assert (told["country:BRA"], told["country:BEN"], told["status:draft"]) == ("2", "1", "3")
    finder.close()


def test_years_and_completeness_are_typed(shelf_of_three: Desk) -> None:
    desk = shelf_of_three
    narrowing = FilterFinder(desk.shelf, desk.window)
    narrowing.open_under(desk.window.library_page.list_pane.head.filter)

    narrowing._figures["from_year"].setText("2015")  # noqa: SLF001
    narrowing._figures["from_year"].editingFinished.emit()  # noqa: SLF001
    desk.wait(lambda: desk.shelf.stories.rowCount() == 0)

    assert desk.shelf.list.conditions == Conditions(from_year=2015)
    narrowing.finder.close()


def test_the_list_is_sorted_from_the_menu(shelf_of_three: Desk) -> None:
    desk = shelf_of_three
    desk.window.commands.actions["sort"].trigger()
    _do(_act(_open_menu(), "Title"), _open_menu())
    desk.wait(lambda: _titles(desk)[0] == "Cotton for Togo")

    desk.window.commands.actions["sort"].trigger()
    _do(_act(_open_menu(), "The other way"), _open_menu())

    desk.wait(lambda: _titles(desk)[0] == "Rice in Benin")


# ------------------------------------------------------------------ views


def test_a_view_is_kept_shown_and_removed_with_a_way_back(shelf_of_three: Desk) -> None:
    desk = shelf_of_three
    head = desk.window.library_page.list_pane.head
    desk.shelf.list.ask("seed", Conditions(country=("BRA",)), TITLE, None)
    desk.wait(lambda: _titles(desk) == ["Cotton for Togo"] and desk.quiet())

    head.keep_view()
    popup = QApplication.activePopupWidget()
    QTest.keyClicks(popup.line, "Seed from Brazil")  # type: ignore[union-attr]
    QTest.keyClick(popup.line, Qt.Key.Key_Return)  # type: ignore[union-attr]
    desk.wait(lambda: head.view.text() == "Seed from Brazil")
    desk.shelf.views.show_standing("all")
    desk.wait(lambda: len(_titles(desk)) == 3)
    assert head.view.text() == "Case stories"

    head.show_views()
    _do(_act(_open_menu(), "Seed from Brazil"), _open_menu())
    desk.wait(lambda: _titles(desk) == ["Cotton for Togo"])
    assert head.search.text() == "seed"

    desk.shelf.views.remove(0)
    assert not desk.shelf.views.views
    desk.window.toast.actions_shown[0].click()
    assert [view.name for view in desk.shelf.views.views] == ["Seed from Brazil"]


def test_views_are_there_again_after_closing(qtbot: QtBot, tmp_path: Path) -> None:
    first = Desk(qtbot, tmp_path / "library")
    first.new_story()
    first.shelf.list.narrow(Conditions(status=("draft",)))
    first.shelf.views.name_now("My drafts")
    first.rest()
    first.close()

    second = Desk(qtbot, tmp_path / "library")
    second.wait(lambda: bool(second.shelf.views.views))

    assert second.shelf.views.views[0].conditions == Conditions(status=("draft",))
    second.shelf.views.rename(0, "  All my   drafts ")
    assert second.shelf.views.views[0].name == "All my drafts"
    second.rest()
    second.close()


def test_what_needs_somebody_has_a_chip_only_then(shelf_of_three: Desk) -> None:
    head = shelf_of_three.window.library_page.list_pane.head

    assert head.filters["needs_you"].isHidden()
    assert head.filters["draft"].text() == "Drafts  3"


# ------------------------------------------------------------------ columns


def test_columns_sort_by_their_headings_and_open_with_enter(
    shelf_of_three: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = shelf_of_three
    kept: dict[str, Any] = {}
    monkeypatch.setattr(desk.window.errands, "change", lambda **values: kept.update(values))
    page = desk.window.library_page
    desk.window.commands.actions["columns"].trigger()
    table = page.list_pane.table
    assert table is not None and table.isVisible() and not page.pane.isVisible()

    table.horizontalHeader().sectionClicked.emit(0)
    desk.wait(lambda: _titles(desk)[0] == "Cotton for Togo")
    table.horizontalHeader().sectionClicked.emit(0)
    desk.wait(lambda: _titles(desk)[0] == "Rice in Benin")
    table.setCurrentIndex(desk.shelf.stories.index(1, 0))
    assert desk.shelf.editor.value(("title",)) != "Milk banks in Brazil"  # only marked
    table.activated.emit(desk.shelf.stories.index(1, 0))
    desk.wait(lambda: desk.shelf.editor.value(("title",)) == "Milk banks in Brazil")

    assert page.pane.isVisible() and page.pane.header.back.isVisible()
    assert kept == {"story_list": "columns"}
    desk.window.commands.actions["columns"].trigger()
    assert page.list_pane.cards.isVisible()


def test_columns_are_shown_again_as_they_were_left(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(language="en", theme="light", story_list="columns")
    desk = Desk(qtbot, tmp_path / "library", settings)

    assert desk.window.library_page.list_pane.in_columns
    assert desk.window.library_page.list_pane.head.columns.isChecked()
    desk.close()


# ------------------------------------------------------------------ quick open, palette


def test_quick_open_finds_stories_and_sections(shelf_of_three: Desk) -> None:
    desk = shelf_of_three
    desk.activate()
    desk.window.commands.actions["quick_open"].trigger()
    finder = _finder()
    desk.wait(lambda: bool(finder.entries.shown))
    assert any(key.startswith("section:") for key in _keys(finder))

    QTest.keyClicks(finder.search, "afr24")
    desk.wait(lambda: [one.title for one in finder.entries.shown][:1] == ["Cotton for Togo"])
    QTest.keyClick(finder.search, Qt.Key.Key_Return)
    desk.wait(lambda: desk.shelf.editor.value(("title",)) == "Cotton for Togo" and desk.quiet())

    desk.window.commands.actions["quick_open"].trigger()
    finder = _finder()
    QTest.keyClicks(finder.search, "lesso")
    desk.wait(lambda: bool(finder.entries.shown) and finder.current.startswith("section:"))
    QTest.keyClick(finder.search, Qt.Key.Key_Return)
    desk.wait(lambda: desk.window.library_page.pane.form.section == "lessons")


def test_the_palette_does_what_it_names_and_says_why_not(shelf_of_three: Desk) -> None:
    desk = shelf_of_three
    desk.activate()
    desk.window.commands.actions["palette"].trigger()
    finder = _finder()
    QTest.keyClicks(finder.search, "settings")
    assert finder.current == "settings"
    assert finder.entries.shown[0].trailing == "Ctrl+,"
    QTest.keyClick(finder.search, Qt.Key.Key_Return)
    assert desk.window.places.shown == "settings"

    desk.shelf.close_story()
    desk.window.commands.actions["palette"].trigger()
    finder = _finder()
    QTest.keyClicks(finder.search, "next gap")
    entry = finder.entries.shown[0]
    assert not entry.enabled and entry.detail == "Open a story first"
    QTest.keyClick(finder.search, Qt.Key.Key_Return)
    assert finder.isVisible()  # nothing was done
    QTest.keyClick(finder.search, Qt.Key.Key_Escape)

    desk.window.commands.actions["palette"].trigger()
    assert _finder().entries.shown[0].key == "settings"  # used last
    _finder().close()


def test_a_view_is_shown_from_the_palette(shelf_of_three: Desk) -> None:
    desk = shelf_of_three
    desk.window.commands.actions["palette"].trigger()
    finder = _finder()
    QTest.keyClicks(finder.search, "view publ")
    QTest.keyClick(finder.search, Qt.Key.Key_Return)

    desk.wait(lambda: desk.shelf.stories.rowCount() == 0)
    assert desk.shelf.list.conditions == Conditions(status=("published",))


def test_lines_are_spoken_with_all_they_say(shelf_of_three: Desk) -> None:
    desk = shelf_of_three
    desk.window.commands.actions["palette"].trigger()
    model = _finder().entries
    spoken: Sequence[str] = [
        str(model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole))
        for row in range(model.rowCount())
    ]

    assert "New story, Ctrl+N" in spoken
    _finder().close()
