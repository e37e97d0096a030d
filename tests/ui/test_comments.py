"""What reviewers said stands beside the story, and its authors answer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from ssc_desktop.record import CASE
from ssc_desktop.record.editing import new_item
from tests.ui.driving import Desk
from ui.pages.comments_panel import CommentsPanel

SAID = {
    "field": "title",
    "quote": "Rice",
    "text": "Which <b>kind</b> of rice?",
    "author": "Bo Reviewer",
    "date": "2026-11-20",
}


@pytest.fixture
def panel(story: Desk) -> CommentsPanel:
    comment = new_item(CASE.groups()["comment"], **SAID)
    held = new_item(CASE.groups()["review"], reviewer="Bo Reviewer", comment=(comment,))
    story.shelf.editor.insert(("review",), held)
    pane = story.window.library_page.pane
    pane.show_panel("comments")
    made = pane.panel.widget("comments")
    assert isinstance(made, CommentsPanel)
    return made


def words(panel: CommentsPanel) -> str:
    """All that can be read on the page."""
    return "\n".join(one.text() for one in panel.findChildren(QLabel))


def test_a_story_nobody_commented_on_says_so(story: Desk) -> None:
    pane = story.window.library_page.pane
    pane.show_panel("comments")

    made = pane.panel.widget("comments")

    assert isinstance(made, CommentsPanel)
    assert "Nobody has commented" in words(made)


def test_only_a_story_with_comments_offers_their_page(story: Desk) -> None:
    tab = story.window.library_page.pane.panel.findChild(QToolButton, "tab_comments")
    assert isinstance(tab, QToolButton)
    assert tab.isHidden()

    story.shelf.editor.insert(("review",), new_item(CASE.groups()["review"], reviewer="Bo"))

    assert not tab.isHidden()


def test_a_comment_is_shown_as_it_was_written(panel: CommentsPanel) -> None:
    said = words(panel)

    for part in ("Title", "“Rice”", "Which <b>kind</b> of rice?", "Bo Reviewer", "1 comment wants"):
        assert part in said


def test_a_reply_is_kept_and_undo_takes_it_back(story: Desk, panel: CommentsPanel) -> None:
    panel.cards[0].replies["done"].click()
    assert "Every comment has its answer" in words(panel)
    panel.cards[0].note.setText("The red one")
    panel.cards[0].note.editingFinished.emit()
    story.rest()

    held = story.shelf.editor.items(("review",))[0].comment[0]  # type: ignore[attr-defined]
    assert (held.reply, held.reply_note) == ("done", "The red one")

    story.shelf.editor.undo()
    story.shelf.editor.undo()
    assert "1 comment wants" in words(panel)


def test_the_way_from_a_comment_to_its_answer(story: Desk, panel: CommentsPanel) -> None:
    story.activate()

    QTest.mouseClick(panel.cards[0].go, Qt.MouseButton.LeftButton)

    found = story.form.focused_member()
    assert found is not None
    assert found.path == ("title",)


def test_a_comment_on_what_is_gone_is_about_the_whole_story(story: Desk) -> None:
    comment = new_item(CASE.groups()["comment"], field="song/1/key", text="Nice")
    held = new_item(CASE.groups()["review"], comment=(comment,))
    story.shelf.editor.insert(("review",), held)
    pane = story.window.library_page.pane
    pane.show_panel("comments")

    made = pane.panel.widget("comments")

    assert isinstance(made, CommentsPanel)
    assert "The whole story" in words(made)
    assert made.cards[0].go.isHidden()
