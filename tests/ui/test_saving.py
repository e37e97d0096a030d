from pathlib import Path

from pytestqt.qtbot import QtBot

from ssc_desktop.errors import DiskFull
from tests.ui.driving import Desk


def test_saved_is_said_only_after_the_store_confirmed(story: Desk) -> None:
    footer = story.window.footer.saved

    story.type_into("Rice", "title")
    assert footer.text() == "Writing…"
    story.shelf.autosave.flush()
    assert footer.text() == "Saving…"
    story.wait(story.quiet)

    assert footer.text().startswith("Saved ")


def test_writing_is_saved_by_itself_after_a_rest(story: Desk) -> None:
    story.type_into("Rice", "title")

    story.wait(lambda: story.shelf.autosave.state == "saved")
    story.wait(lambda: story.shelf.stories.summaries[0].title == "Rice")

    assert story.shelf.autosave.saved_at is not None


def test_a_save_that_fails_keeps_the_text_and_says_what_to_do(story: Desk) -> None:
    error = DiskFull("The disk is full.", advice="Make room; what you wrote is still here.")
    story.type_into("Rice", "title")

    story.shelf.autosave._on_failed(error)  # noqa: SLF001 - the disk of a test is never full

    said = story.window.footer.saved.text()
    assert "The disk is full. Make room" in said
    assert story.shelf.editor.value(("title",)) == "Rice"
    story.rest()


def test_save_says_that_it_is_saved_already(story: Desk) -> None:
    story.window.commands.actions["save"].trigger()

    assert "saved by itself" in story.window.toast.text


def test_what_was_written_last_is_there_after_closing_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path / "library")
    desk.new_story()
    desk.type_into("The last words", "title")
    desk.close()

    desk = Desk(qtbot, tmp_path / "library")
    desk.wait(lambda: desk.shelf.stories.rowCount() == 1)

    assert desk.shelf.stories.summaries[0].title == "The last words"
    desk.close()


def test_another_story_does_not_lose_the_first(story: Desk) -> None:
    story.type_into("First", "title")
    story.new_story()
    story.type_into("Second", "title")
    story.rest()

    titles = {one.title for one in story.shelf.stories.summaries}

    assert titles == {"First", "Second"}


def test_writing_on_after_a_revision_is_no_conflict_with_oneself(story: Desk) -> None:
    story.type_into("One", "title")
    story.shelf.autosave.cut()
    story.type_into("Two", "title")
    story.rest()
    story.shelf.autosave.cut()
    story.type_into("Three", "title")
    story.rest()
    story.shelf.autosave.cut()
    story.wait(story.quiet)

    story.shelf.reload()
    story.wait(story.quiet)

    assert story.shelf.editor.value(("title",)) == "Three"
    assert story.shelf.editor.conflicts == {}
