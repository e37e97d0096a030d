"""Bundles that come and go, with two people at two computers."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.driving import Desk
from ui.viewmodels.collecting import ASKING
from ui.widgets.story_header import StoryHeader


class Computers:
    """Several computers, each with a key and a library of its own."""

    def __init__(self, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._qtbot, self._folder, self._monkeypatch = qtbot, folder, monkeypatch

    def sit_at(self, name: str) -> Desk:
        """Open the window on one of them."""
        self._monkeypatch.setenv("SSC_CONFIG", str(self._folder / name / "config"))
        return Desk(self._qtbot, self._folder / name / "library")

    def bundle(self, desk: Desk, name: str) -> Path:
        """Make a bundle of all stories, and wait until it is there."""
        desk.rest()
        target = self._folder / name
        desk.answers.target = target
        desk.window.commands.actions["bundle_all"].trigger()
        desk.wait(lambda: target.is_file() and not desk.window.errands.work.busy and desk.quiet())
        return target

    def take(self, desk: Desk, bundle: Path) -> None:
        """Take a bundle in, as one does who chooses its file."""
        desk.answers.files = (bundle,)
        desk.window.commands.actions["take"].trigger()
        desk.wait(lambda: desk.collecting.state == ASKING and desk.quiet())
        desk.take_in()


@pytest.fixture
def computers(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computers:
    return Computers(qtbot, tmp_path, monkeypatch)


def test_nothing_changes_before_the_person_agrees(computers: Computers) -> None:
    here = computers.sit_at("here")
    here.new_story()
    here.type_into("Rice in Benin", "title")
    bundle = computers.bundle(here, "rice.sscz")
    here.close()
    there = computers.sit_at("there")

    there.answers.files = (bundle,)
    there.window.commands.actions["take"].trigger()
    there.wait(lambda: there.collecting.state == ASKING and there.quiet())
    page = there.sharing()
    assert page.coming.title.text() == "1 new."
    page.coming.cancel.click()
    there.shelf.refresh()
    there.wait(there.quiet)

    assert there.shelf.stories.rowCount() == 0
    assert page.front.isVisible()
    there.close()


def dropped(*files: Path) -> QDropEvent:
    """What comes when files are let go over the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    event.kept = data  # type: ignore[attr-defined]  # Qt does not own it
    return event


def fits(label: QLabel) -> bool:
    """Whether all of a label's text has room."""
    return label.height() >= label.heightForWidth(label.width())


def contested(computers: Computers) -> Desk:
    """The computer “here”, whose story has a title that “there” changed too."""
    here = computers.sit_at("here")
    here.new_story()
    here.type_into("Rice", "title")
    first = computers.bundle(here, "first.sscz")
    here.close()
    there = computers.sit_at("there")
    computers.take(there, first)
    there.shelf.open(there.shelf.stories.summaries[0].id)
    there.wait(lambda: there.shelf.editor.case is not None and there.form.built)
    there.type_into("Rice in Togo", "title")
    second = computers.bundle(there, "second.sscz")
    there.close()
    here = computers.sit_at("here")
    here.wait(lambda: here.shelf.editor.case is not None and here.form.built)
    here.type_into("Rice in Benin", "title")
    here.rest()

    computers.take(here, second)
    here.wait(lambda: tuple(here.shelf.editor.conflicts) == ("title",))
    here.activate()
    return here


def test_what_two_people_changed_is_settled_at_the_field(computers: Computers) -> None:
    here = contested(computers)
    question = here.question("title")
    buttons = question._versions.findChildren(QPushButton)  # type: ignore[union-attr]  # noqa: SLF001
    theirs = next(one for one in buttons if "Togo" in one.accessibleName())
    theirs.click()
    here.wait(lambda: here.shelf.editor.conflicts == {} and here.quiet())

    assert here.shelf.editor.value(("title",)) == "Rice in Togo"
    assert question.control.target.text() == "Rice in Togo"  # type: ignore[attr-defined]
    here.close()


def test_a_story_that_one_deleted_and_another_changed_says_so(computers: Computers) -> None:
    here = computers.sit_at("here")
    here.new_story()
    here.type_into("Rice", "title")
    case_id = here.shelf.editor.case_id
    first = computers.bundle(here, "first.sscz")
    here.shelf.put_into_trash(case_id)
    here.wait(lambda: here.shelf.stories.rowCount() == 0 and here.quiet())
    here.close()
    there = computers.sit_at("there")
    computers.take(there, first)
    there.shelf.open(case_id)
    there.wait(lambda: there.shelf.editor.case is not None and there.form.built)
    there.type_into("Rice in Togo", "title")
    second = computers.bundle(there, "second.sscz")
    there.close()

    here = computers.sit_at("here")
    computers.take(here, second)
    here.wait(lambda: here.shelf.stories.rowCount() == 1 and here.quiet())
    here.shelf.open(case_id)
    here.wait(lambda: here.shelf.editor.case is not None)

    assert here.window.findChild(StoryHeader).contested.text.startswith("Deleted by one")
    here.close()


def test_a_bundle_can_be_dropped_on_the_window(computers: Computers) -> None:
    here = computers.sit_at("here")
    here.new_story()
    bundle = computers.bundle(here, "one.sscz")
    drop = dropped(bundle)
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    copying = Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPoint(5, 5), copying, drop.mimeData(), buttons, keys)

    here.window.dragEnterEvent(entering)
    here.window.dropEvent(drop)
    here.wait(lambda: here.collecting.state == ASKING and here.quiet())

    assert entering.isAccepted()
    assert here.sharing().coming.title.text() == "Nothing new in it."
    assert not here.sharing().coming.take.isVisible()
    here.close()


def test_a_file_that_is_no_bundle_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    wrong = tmp_path / "holiday.sscz"
    wrong.write_bytes(b"not a bundle at all")

    desk.look_at(wrong)

    said = [label.text() for label in desk.sharing().coming.findChildren(QLabel)]
    assert any("holiday.sscz" in words for words in said)
    assert not desk.sharing().coming.take.isVisible()
    assert not desk.window.errands.work.busy


def test_several_bundles_are_taken_in_together(computers: Computers, tmp_path: Path) -> None:
    bundles = []
    for name, title in (("amina", "Rice in Benin"), ("bo", "Cotton in Togo")):
        desk = computers.sit_at(name)
        desk.new_story()
        desk.type_into(title, "title")
        bundles.append(computers.bundle(desk, f"{name}.sscz"))
        desk.close()
    wrong = tmp_path / "holiday.sscz"
    wrong.write_bytes(b"not a bundle at all")
    here = computers.sit_at("here")

    here.window.dropEvent(dropped(*bundles, wrong))
    here.wait(lambda: here.collecting.state == ASKING and here.quiet())
    coming = here.sharing().coming
    here.wait(lambda: coming.complete)
    for card in coming.cards.values():
        card.open()
    said = [label.text() for label in coming.findChildren(QLabel)]
    assert coming.title.text() == "2 new."
    assert all(any(word in text for text in said) for word in ("Rice", "Cotton", "holiday.sscz"))
    here.window.resize(640, 600)
    here.wait(lambda: all(map(fits, coming.findChildren(QLabel))))
    here.take_in()

    assert here.sharing().result.sum.words.text() == "Taken in: 2 new."
    assert here.shelf.stories.rowCount() == 2
    here.close()


def test_a_bundle_gone_since_it_was_looked_at_stops_no_other(
    computers: Computers, tmp_path: Path
) -> None:
    here = computers.sit_at("here")
    here.new_story()
    here.type_into("Rice", "title")
    first = computers.bundle(here, "first.sscz")
    here.close()
    second = tmp_path / "second.sscz"
    second.write_bytes(first.read_bytes())
    there = computers.sit_at("there")
    there.look_at(first, second)
    second.unlink()

    there.take_in()

    assert there.shelf.stories.rowCount() == 1
    said = [label.text() for label in there.sharing().result.findChildren(QLabel)]
    assert any("second.sscz" in words for words in said)
    there.close()


def test_writing_over_a_contested_answer_settles_it(computers: Computers) -> None:
    here = contested(computers)
    question = here.question("title")
    question.focus_in()
    here.wait(lambda: here.form.focused_member() is question)

    here.type_into("Rice in both", "title")
    here.question("short_name").focus_in()
    here.wait(lambda: here.shelf.editor.conflicts == {} and here.quiet())

    assert question._versions is not None  # noqa: SLF001
    assert not question._versions.isVisibleTo(here.window)  # noqa: SLF001
    assert here.shelf.stories.summaries[0].conflicts == 0
    last = computers.bundle(here, "last.sscz")
    here.close()
    there = computers.sit_at("there")
    computers.take(there, last)
    there.wait(lambda: there.shelf.editor.value(("title",)) == "Rice in both")
    assert there.shelf.editor.conflicts == {}
    there.close()


def test_saying_no_to_the_dialog_makes_nothing(story: Desk) -> None:
    story.answers.target = None

    story.window.commands.actions["document"].trigger()
    story.window.commands.actions["bundle"].trigger()
    story.wait(story.quiet)

    assert not story.window.errands.work.busy
    assert not story.window.toast.isVisible()


def test_a_second_notice_gets_the_room_it_needs(story: Desk) -> None:
    toast = story.window.toast
    toast.show_text("Short.")
    story.wait(toast.isVisible)

    toast.show_text("Words that need far more room than those before.", [("Undo", lambda: None)])

    story.wait(lambda: all(made.isVisible() for made in toast.actions_shown))
    label = toast._label  # noqa: SLF001
    assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())
    assert len(toast.actions_shown) == 1
