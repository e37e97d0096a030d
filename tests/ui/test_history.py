"""The history in the window: saves, word-level differences, and the way back."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.driving import Desk
from ui.pages.history_panel import HistoryPanel
from ui.viewmodels.past import SAVE
from ui.widgets.changes_text import folded, spoken
from ui.widgets.difference_card import DifferencePart
from ui.widgets.story_then import StoryThen


def panel_of(desk: Desk) -> HistoryPanel:
    """The history, opened by its key, with all saves in it."""
    pane = desk.window.library_page.pane
    if pane.panel.page != "history":
        desk.window.commands.actions["history"].trigger()
    panel = pane.panel.widget("history")
    assert isinstance(panel, HistoryPanel)
    panel.past.load_whole()
    desk.wait(lambda: panel.past.ready and desk.quiet())
    return panel


def save(desk: Desk) -> None:
    """Leave the story for a moment: what was written becomes a save."""
    desk.shelf.autosave.cut()
    desk.wait(desk.quiet)


def look_at(desk: Desk, panel: HistoryPanel, number: int) -> list[DifferencePart]:
    """Choose a save (0 is the latest); returns what it changed."""
    panel.look_at(panel.past.saves.saves[number])
    desk.wait(lambda: bool(panel.parts()) and desk.quiet())
    return panel.parts()


@pytest.fixture
def written(story: Desk) -> Desk:
    """A story with three saves."""
    story.type_into("Forty farmers learned.", "overview")
    save(story)
    story.type_into("Fifty women farmers learned.", "overview")
    story.type_into("Rice", "title")
    save(story)
    return story


def test_every_save_is_listed_under_its_day(written: Desk) -> None:
    panel = panel_of(written)
    model = panel.past.saves

    said = [model.data(model.index(row)) for row in range(model.rowCount())]

    assert said[0] == "Today"
    assert [line.split(", ", 1)[1] for line in said[1:]] == [
        "You, Title, Overview", "You, Overview", "You, The story begins",
    ]  # fmt: skip


def test_what_was_just_written_belongs_to_the_history(written: Desk) -> None:
    written.type_into("Rice in Benin", "title")

    panel = panel_of(written)

    assert len(panel.past.saves.saves) == 4


def test_choosing_a_save_tells_insertions_and_deletions(written: Desk) -> None:
    panel = panel_of(written)
    QTest.keyClick(panel.list, Qt.Key.Key_Home)
    panel.list.setCurrentIndex(panel.past.saves.index(1))
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    written.wait(lambda: len(panel.parts()) == 2)

    part = next(one for one in panel.parts() if one.difference.path == ("overview",))

    assert part.text.toPlainText() == "Forty Fifty women farmers learned."
    assert part.text.accessibleName() == "Overview. deleted: Forty; inserted: Fifty women"
    formats = {}
    block = part.text.document().firstBlock()
    for held in block.begin():
        fragment = held.fragment() if hasattr(held, "fragment") else held
        form = fragment.charFormat()
        formats[fragment.text().strip()] = (form.fontStrikeOut(), form.fontUnderline())
    assert formats["Forty"] == (True, False)
    assert formats["Fifty women"] == (False, True)
    QTest.keyClick(panel.back, Qt.Key.Key_Escape)
    assert panel.pages.currentIndex() == 0
    assert written.window.library_page.pane.panel.page == "history"


def test_an_answer_comes_back_and_undo_takes_that_back(written: Desk) -> None:
    panel = panel_of(written)
    (part,) = look_at(written, panel, 1)
    part.back.click()
    written.wait(lambda: written.shelf.editor.value(("overview",)) == "Forty farmers learned.")
    written.wait(written.quiet)
    target: Any = written.question("overview").control.target
    assert target.toPlainText() == "Forty farmers learned."
    assert written.window.toast.text == "Brought back: Overview"
    written.wait(lambda: panel.past.ready and len(panel.past.saves.saves) == 4)
    assert panel.past.saves.saves[0].restored_from

    written.window.toast.actions_shown[0].click()

    assert target.toPlainText() == "Fifty women farmers learned."
    save(written)
    written.shelf.reload()
    written.wait(written.quiet)
    assert written.shelf.editor.value(("overview",)) == "Fifty women farmers learned."


def test_the_whole_story_comes_back_from_its_preview(written: Desk) -> None:
    written.choose("private", "visibility")
    panel = panel_of(written)
    look_at(written, panel, 2)
    panel.read_story.click()
    written.wait(lambda: bool(panel.findChildren(StoryThen)))
    dialog = panel.findChildren(StoryThen)[0]
    assert dialog.text.isReadOnly()
    assert "Forty farmers learned." in dialog.text.toPlainText()

    dialog.restore.click()
    written.wait(lambda: written.shelf.editor.value(("title",)) is None and written.quiet())

    editor = written.shelf.editor
    assert editor.value(("overview",)) == "Forty farmers learned."
    assert editor.value(("visibility",)) == "private"
    assert "as it was on" in written.window.toast.text
    editor.undo()
    assert editor.value(("title",)) == "Rice"
    editor.redo()
    assert editor.value(("title",)) is None
    written.rest()


def test_an_item_that_was_taken_away_comes_back(story: Desk) -> None:
    partner = story.add("partner")
    story.type_into("Ministry", "partner", partner, "name_as_used")
    save(story)
    story.group("partner").remove_item(partner)
    save(story)
    panel = panel_of(story)
    whole = look_at(story, panel, 0)[0]
    assert whole.difference.what == "removed"

    whole.back_before.click()
    story.wait(lambda: partner in story.group("partner").rows)

    assert story.shelf.editor.items(("partner",))[0].name_as_used == "Ministry"  # type: ignore[attr-defined]
    story.rest()


def test_only_the_answer_that_has_the_keyboard(written: Desk) -> None:
    panel = panel_of(written)
    written.activate()
    written.question("title").focus_in()
    panel.only.click()
    written.wait(lambda: panel.past.path == ("title",) and panel.past.ready)
    assert [one.value for one in panel.past.saves.saves] == ["Rice"]

    written.question("overview").focus_in()
    written.wait(lambda: panel.past.path == ("overview",) and panel.past.ready)

    values = [one.value for one in panel.past.saves.saves]
    assert values == ["Fifty women farmers learned.", "Forty farmers learned."]


def test_an_answer_without_a_save_says_so(written: Desk) -> None:
    panel = panel_of(written)
    written.activate()
    written.question("credit_line").focus_in()

    panel.only.click()
    written.wait(lambda: panel.past.path == ("credit_line",) and panel.past.ready)

    assert panel.list.isHidden()
    assert panel.nothing.text() == "Nothing was saved in this answer yet."


def test_another_story_shows_another_history(written: Desk) -> None:
    panel = panel_of(written)
    first = written.shelf.editor.case_id
    written.new_story()
    written.wait(lambda: panel.past.ready and len(panel.past.saves.saves) == 1)

    written.shelf.open(first)
    written.wait(lambda: panel.past.ready and len(panel.past.saves.saves) == 3)

    assert panel.pages.currentIndex() == 0


def test_a_long_history_comes_page_by_page(qtbot: QtBot, tmp_path: Path) -> None:
    from ssc_desktop import services

    library = services.libraries.opened(tmp_path / "library")
    case_id, _changes = services.cases.added(library, {"title": "0"})
    for n in range(1, 100):
        services.cases.set_value(library, case_id, ("title",), str(n))
    library.close()
    desk = Desk(qtbot, tmp_path / "library")
    desk.wait(lambda: desk.shelf.editor.case is not None and desk.quiet())
    panel = panel_of(desk)
    assert len(panel.past.saves.saves) == 40

    bar = panel.list.verticalScrollBar()
    for held in (80, 100):
        bar.setValue(bar.maximum())
        desk.wait(lambda n=held: len(panel.past.saves.saves) == n and desk.quiet())  # type: ignore[misc]

    last = panel.past.saves.index(panel.past.saves.rowCount() - 1)
    assert last.data(SAVE).first
    desk.close()


def test_long_unchanged_words_are_folded() -> None:
    from ssc_desktop.record.word_changes import word_changes

    before = " ".join(f"w{n}" for n in range(100))
    pieces = word_changes(before, before.replace("w50 ", "new "))

    shown = "".join(text for _fate, text in folded(pieces))

    assert shown.startswith("[…] w44 w45") and shown.endswith("w56 w57 […] ")
    assert "deleted: w50; inserted: new" in spoken(pieces, "Overview")
