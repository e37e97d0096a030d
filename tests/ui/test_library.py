from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.driving import Desk


class Hasty(Desk):
    """The window of somebody who begins a story while the library is being opened."""

    def arrive(self) -> None:
        self.shelf.ready.connect(self.window.commands.actions["new"].trigger)
        super().arrive()


def _with_stories(desk: Desk, *titles: str) -> None:
    for title in titles:
        desk.new_story()
        desk.type_into(title, "title")
        desk.rest()


def test_an_empty_library_offers_what_can_be_done(desk: Desk) -> None:
    page = desk.window.library_page

    assert page.empty_new.isVisibleTo(desk.window)
    assert page.empty_take.isVisibleTo(desk.window)
    assert page.empty_practise.isVisibleTo(desk.window)


def test_search_narrows_as_one_types_and_escape_clears(desk: Desk) -> None:
    _with_stories(desk, "Rice in Benin", "Milk banks in Brazil")
    pane = desk.window.library_page.list_pane

    pane.search.setText("mil")
    desk.wait(lambda: desk.shelf.stories.rowCount() == 1)
    assert desk.shelf.stories.summaries[0].title == "Milk banks in Brazil"
    QTest.keyClick(pane.search, Qt.Key.Key_Escape)

    desk.wait(lambda: desk.shelf.stories.rowCount() == 2)


def test_a_search_without_a_hit_says_so(desk: Desk) -> None:
    _with_stories(desk, "Rice in Benin")
    pane = desk.window.library_page.list_pane

    pane.search.setText("volcano")
    desk.wait(lambda: desk.shelf.stories.rowCount() == 0)

    assert "No story has these words" in pane.nothing.text()
    assert pane.nothing.isVisibleTo(desk.window)


def test_filters_show_one_status(desk: Desk) -> None:
    _with_stories(desk, "Rice in Benin")
    pane = desk.window.library_page.list_pane

    pane.filters["published"].click()
    desk.wait(lambda: desk.shelf.stories.rowCount() == 0)
    pane.filters["draft"].click()

    desk.wait(lambda: desk.shelf.stories.rowCount() == 1)


def test_the_trash_asks_nothing_and_gives_back(desk: Desk) -> None:
    _with_stories(desk, "Rice in Benin", "Milk banks in Brazil")
    gone = desk.shelf.editor.case_id

    desk.window.commands.actions["trash"].trigger()
    desk.wait(lambda: desk.shelf.stories.rowCount() == 1 and desk.quiet())
    assert desk.window.toast.text == "The story is in the trash."
    desk.window.toast.actions_shown[0].click()
    desk.wait(lambda: desk.shelf.stories.rowCount() == 2 and desk.quiet())

    assert desk.shelf.editor.case_id == gone


def test_the_trash_page_takes_a_story_back(desk: Desk) -> None:
    _with_stories(desk, "Rice in Benin")
    desk.window.commands.actions["trash"].trigger()
    desk.wait(lambda: desk.shelf.stories.rowCount() == 0 and desk.quiet())

    page = desk.window.page("bin")
    desk.wait(lambda: desk.shelf.trash.rowCount() == 1 and desk.quiet())
    page.restore.click()  # type: ignore[attr-defined]

    desk.wait(lambda: desk.shelf.stories.rowCount() == 1 and desk.quiet())


def test_a_status_that_is_not_reached_is_refused_with_the_reason(desk: Desk) -> None:
    _with_stories(desk, "Rice in Benin")

    desk.shelf.change_status("published")
    desk.wait(lambda: bool(desk.answers.said))

    assert "not ready for this status" in desk.answers.said[0]
    assert desk.shelf.editor.value(("status",)) == "draft"


def test_files_are_added_with_a_caption_to_write(desk: Desk, tmp_path: Path) -> None:
    desk.new_story()
    note = tmp_path / "minutes of the meeting.txt"
    note.write_text("We agreed.", encoding="utf-8")
    desk.answers.files = (note,)

    desk.group("attachment").add.click()
    desk.wait(lambda: len(desk.shelf.editor.items(("attachment",))) == 1)
    (item,) = desk.shelf.editor.items(("attachment",))
    desk.type_into("Minutes", "attachment", item.id, "caption")

    assert desk.shelf.editor.value(("attachment", item.id, "caption")) == "Minutes"
    assert item.file_name == "minutes of the meeting.txt"  # type: ignore[attr-defined]


def test_a_story_begun_while_the_library_opens_is_the_one_that_is_shown(
    qtbot: QtBot, tmp_path: Path
) -> None:
    desk = Desk(qtbot, tmp_path / "library")
    desk.new_story()
    desk.type_into("The one from before", "title")
    desk.rest()
    desk.close()

    desk = Hasty(qtbot, tmp_path / "library")
    desk.wait(lambda: desk.shelf.stories.rowCount() == 2 and desk.quiet())
    desk.wait(lambda: desk.shelf.editor.case is not None and desk.quiet())

    assert desk.shelf.editor.value(("title",)) in {None, ""}
    desk.close()
