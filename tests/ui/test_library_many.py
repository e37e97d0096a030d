"""Many stories in the window: selected, acted on together, listed far down, and found alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ssc_desktop.services import cases, libraries
from ssc_desktop.services.answers import Changes
from ssc_desktop.services.asking import TITLE, Query
from tests.ui.driving import Desk
from ui.viewmodels.listed import Listed
from ui.widgets.bulk_bar import BulkBar

_ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
TEXT = (
    "Nurses from Praia learned in Brasília how human milk is pasteurised and kept; a bank was "
    "opened at the hospital, and mothers bring milk twice a week."
)


@pytest.fixture
def ten(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """The window on ten stories."""
    library = libraries.opened(tmp_path / "library")
    cases.added_together(
        library,
        [({"title": f"Story {n}", "record_depth": "overview"}, None) for n in range(10)],
    )
    library.close()
    desk = Desk(qtbot, tmp_path / "library")
    desk.wait(lambda: desk.shelf.editor.case is not None and desk.quiet())
    yield desk
    desk.close()


def _select(desk: Desk, *rows: int) -> BulkBar:
    pane = desk.window.library_page.list_pane
    for row in rows:
        pane.cards.selectionModel().select(desk.shelf.stories.index(row, 0), _ROWS)
    return pane.bar


def _statuses(desk: Desk) -> list[str]:
    return [one.status for one in desk.shelf.stories.summaries]


def _settled(desk: Desk) -> bool:
    return not desk.shelf.bulk.busy and desk.quiet()


def test_the_bar_comes_with_a_second_story_and_opens_none(ten: Desk) -> None:
    open_now = ten.shelf.editor.case_id
    pane = ten.window.library_page.list_pane

    bar = _select(ten, 2, 5)

    assert bar.isVisible() and bar.said.text() == "3 selected"
    assert ten.shelf.wanted_id == open_now
    bar.clear.click()
    assert not bar.isVisible()
    assert list(pane.selected) == [open_now]


def test_all_are_selected_by_a_key(ten: Desk) -> None:
    pane = ten.window.library_page.list_pane
    ten.activate()
    pane.cards.setFocus()

    QTest.keyClick(pane.cards, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    assert list(pane.selected) == ten.shelf.stories.ids


def test_a_status_for_many_has_one_undo(ten: Desk) -> None:
    bar = _select(ten, 1, 2)

    bar.status_wanted.emit("archived", "Archived")
    ten.wait(lambda: _settled(ten) and _statuses(ten).count("archived") == 3)
    assert ten.window.toast.text == "3 stories: Archived."
    assert ten.shelf.editor.value(("status",)) == "archived"  # the open one shows it
    ten.window.toast.actions_shown[0].click()

    ten.wait(lambda: _settled(ten) and _statuses(ten) == ["draft"] * 10)


def test_gates_hold_for_each_story_and_say_so_kindly(ten: Desk) -> None:
    bar = _select(ten, 1)

    bar.status_wanted.emit("published", "Published")
    ten.wait(lambda: _settled(ten) and "not ready" in ten.window.toast.text)

    assert ten.window.toast.text.startswith("2 stories are not ready for it")
    assert ten.window.toast.actions_shown == []
    assert _statuses(ten) == ["draft"] * 10


def test_many_go_into_the_trash_and_come_back_together(ten: Desk) -> None:
    bar = _select(ten, 3, 4)

    bar.trash.click()
    ten.wait(lambda: _settled(ten) and ten.shelf.stories.rowCount() == 7)
    assert ten.window.toast.text == "3 stories are in the trash."
    ten.window.toast.actions_shown[0].click()

    ten.wait(lambda: _settled(ten) and ten.shelf.stories.rowCount() == 10)


def test_a_keyword_is_asked_for_and_added(ten: Desk) -> None:
    bar = _select(ten, 1)
    ids = list(ten.window.library_page.list_pane.selected)

    bar.keyword.click()
    popup = QApplication.activePopupWidget()
    QTest.keyClicks(popup.line, "rice")  # type: ignore[union-attr]
    QTest.keyClick(popup.line, Qt.Key.Key_Return)  # type: ignore[union-attr]
    ten.wait(lambda: _settled(ten) and "keyword" in ten.window.toast.text)
    ten.shelf.open(ids[1])
    ten.wait(lambda: ten.shelf.editor.case_id == ids[1])

    assert ten.shelf.editor.value(("keywords",)) == ("rice",)


def test_stopping_keeps_what_was_done_and_can_be_undone(ten: Desk) -> None:
    ids = list(ten.shelf.stories.ids)
    bulk = ten.shelf.bulk
    bulk.progressed.connect(lambda done, _of: bulk.stop() if done else None)

    bulk.change_status(ids, "archived", "Archived")
    ten.wait(lambda: _settled(ten) and "Archived" in ten.window.toast.text)

    assert _statuses(ten).count("archived") == 8  # one turn
    assert _statuses(ten).count("draft") == 2


@pytest.mark.parametrize("kind", ["docx", "sscz"])
def test_a_document_or_a_bundle_of_what_is_selected(ten: Desk, tmp_path: Path, kind: str) -> None:
    bar = _select(ten, 4, 6)
    ten.answers.agrees = True
    ten.answers.target = tmp_path / f"three.{kind}"

    if kind == "docx":
        bar.word.click()
    else:
        bar.bundle.click()
    ten.wait(lambda: (tmp_path / f"three.{kind}").exists() and ten.quiet())

    left = [one for one in ten.shelf.stories.summaries if not one.packed]
    assert len(left) == (10 if kind == "docx" else 7)


# ------------------------------------------------------------------ the list keeps its place


def test_a_save_elsewhere_keeps_what_is_selected(ten: Desk) -> None:
    pane = ten.window.library_page.list_pane
    _select(ten, 6, 7)
    before = set(pane.selected)

    ten.program.tasks.run(
        lambda library: cases.set_value(library, ten.shelf.stories.ids[9], ("title",), "Moved"),
        lambda _changes: ten.shelf.refresh(),
    )
    ten.wait(lambda: ten.shelf.stories.summaries[0].title == "Moved" and ten.quiet())

    assert set(pane.selected) == before


def test_a_story_that_is_typed_in_changes_its_line_alone(ten: Desk) -> None:
    resets: list[bool] = []
    ten.shelf.stories.modelReset.connect(lambda: resets.append(True))
    last = ten.shelf.stories.ids[9]

    ten.program.tasks.run(
        lambda library: cases.set_value(library, last, ("title",), "Typed"),
        lambda _changes: ten.shelf.list.on_changes(Changes(frozenset({last}))),
    )
    ten.wait(lambda: ten.shelf.stories.summaries[0].title == "Typed" and ten.quiet())

    assert ten.shelf.stories.ids[0] == last and not resets


def test_a_list_beyond_what_is_known_whole_grows_as_one_scrolls(
    ten: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ssc_desktop.store import lists

    monkeypatch.setattr(lists, "LONGEST", 5)
    monkeypatch.setattr(Listed, "query", property(lambda _listed: Query(sort=TITLE, limit=4)))
    grown: list[tuple[int, int]] = []
    stories = ten.shelf.stories
    stories.rowsInserted.connect(lambda _above, first, last: grown.append((first, last)))
    ten.shelf.list.order(TITLE)
    ten.wait(lambda: grown == [(4, 7)] and ten.quiet())  # the window has room for more than four
    assert stories.rowCount() == 8

    ten.wait(lambda: scrolled_to_the_end(ten) and stories.rowCount() == 10)

    assert grown == [(4, 7), (8, 9)] and not stories.goes_on
    assert [one.title for one in stories.summaries] == [f"Story {n}" for n in range(10)]
    assert ten.shelf.listing is not None and ten.shelf.listing.total == 10


def test_all_of_a_very_long_list_are_selected(ten: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from ssc_desktop.store import lists

    monkeypatch.setattr(lists, "LONGEST", 5)
    monkeypatch.setattr(Listed, "query", property(lambda _listed: Query(sort=TITLE, limit=4)))
    pane, stories = ten.window.library_page.list_pane, ten.shelf.stories
    ten.shelf.list.order(TITLE)
    ten.wait(lambda: stories.rowCount() == 8 and ten.quiet())
    pane.cards.selectAll()
    assert (pane.bar.said.text(), pane.bar.all.text()) == ("8 selected", "Select all 10")

    pane.bar.all.click()
    ten.wait(lambda: len(pane.selected) == 10)

    assert not pane.bar.all.isVisible()


def scrolled_to_the_end(desk: Desk) -> bool:
    bar = desk.window.library_page.list_pane.cards.verticalScrollBar()
    bar.setValue(bar.maximum())
    return True


def test_lines_far_down_are_read_when_they_are_seen(ten: Desk) -> None:
    stories = ten.shelf.stories
    lines = stories.summaries
    stories.forget_lines()

    assert stories.index(9, 0).data() is None  # a shadow, until it is here
    ten.wait(lambda: len(stories.summaries) == 10)

    assert stories.summaries == lines


# ------------------------------------------------------------------ alike


def test_a_story_told_twice_is_offered_as_the_same_work(ten: Desk) -> None:
    def add(library: libraries.Library) -> str:
        ids, _changes = cases.added_together(
            library,
            [
                ({"title": title, "overview": TEXT, "record_depth": "overview"}, None)
                for title in ("Milk banks", "Human milk")
            ],
        )
        return ids[0]

    added: list[str] = []
    ten.program.tasks.run(add, added.append)
    ten.wait(lambda: bool(added))
    ten.shelf.refresh()
    ten.shelf.open(added[0])
    ten.wait(lambda: ten.shelf.editor.case_id == added[0] and ten.quiet())
    ten.wait(lambda: "tells nearly the same" in ten.window.toast.text)
    ten.window.toast.actions_shown[0].click()
    panel = ten.window.library_page.pane.panel.widget("similar")
    ten.wait(lambda: bool(panel.cards))  # type: ignore[union-attr]
    (card,) = panel.cards  # type: ignore[union-attr]

    card.relation_wanted.emit(card.case_id, "other_view_of")
    (item,) = ten.shelf.editor.items(("same_initiative_as",))
    assert (item.case, item.relation) == (card.case_id, "other_view_of")  # type: ignore[attr-defined]
    assert not panel.cards[0].relate.isEnabled()  # type: ignore[union-attr]
    ten.shelf.editor.undo()

    assert ten.shelf.editor.items(("same_initiative_as",)) == ()
    assert panel.cards[0].relate.isEnabled()  # type: ignore[union-attr]


def test_a_reference_to_a_story_far_down_is_called_by_its_title(ten: Desk) -> None:
    ten.shelf.editor.stories = ()
    ten.shelf.list.listing = None

    ten.shelf.name_story("far-down", "Far down in the list")

    assert ("far-down", "Far down in the list") in ten.shelf.editor.stories
