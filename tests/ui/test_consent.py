"""Consent, limits, and the list of what leaves, in the window."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ssc_desktop import clock
from ssc_desktop.record.case import CASE
from tests.ui.driving import Desk
from tests.ui.test_photos import shot, take
from ui.viewmodels import files, limits
from ui.widgets.document.document_dialog import DocumentDialog
from ui.widgets.form.limits_box import LimitsBox
from ui.widgets.form.register_box import ClearanceBox, RegisterBox
from ui.widgets.leaving_dialog import LeavingDialog

NAME = "Amina Okello"


def add(desk: Desk, group: str, **values: Any) -> str:
    return desk.shelf.editor.add(CASE.groups()[group], (group,), **values)


def register(desk: Desk) -> RegisterBox:
    found = desk.group("consent_record")
    assert isinstance(found, RegisterBox)
    return found


def told(desk: Desk) -> list[tuple[str, str]]:
    return [(row.line.name, row.line.said) for row in register(desk).people]


def press(desk: Desk, name: str, person: str) -> None:
    row = next(row for row in register(desk).people if row.line.name == person)
    row.findChild(QPushButton, name).click()


@pytest.fixture
def people(story: Desk, tmp_path: Path) -> Desk:
    """A story with an author, a champion and a photo of persons."""
    story.shelf.editor.show_all(True)
    add(story, "authors", person=NAME)
    add(story, "change_agent", name="Joseph Mukasa", organisation="Rice board")
    add(story, "primary_contact", name="amina  okello")
    take(story, shot(tmp_path, "field.jpg", size=(1700, 1100)))
    photo = files.attachments(story.shelf.editor)[0].id
    story.shelf.editor.set_value(("attachment", photo, "people_shown"), True)
    return story


def test_everybody_named_or_shown_is_in_the_register_once(people: Desk) -> None:
    assert told(people) == [
        (NAME, "No consent noted"),
        ("Joseph Mukasa", "No consent noted"),
        ("Persons in “field.jpg”", "No consent noted"),
    ]
    assert register(people).people[0].line.where == "tells the story, contact"


def test_one_press_begins_a_consent_and_undo_takes_all_of_it_back(people: Desk) -> None:
    editor = people.shelf.editor
    press(people, "note_consent", "Persons in “field.jpg”")

    (consent,) = editor.items(("consent_record",))
    assert consent.scope == ("pictured",)  # type: ignore[attr-defined]
    assert consent.date == clock.now().date().isoformat()  # type: ignore[attr-defined]
    assert files.attachments(editor)[0].consent == (consent.id,)
    assert told(people)[-1][1] == "Pictured"

    editor.undo()
    assert editor.items(("consent_record",)) == ()
    assert not files.attachments(editor)[0].consent
    assert told(people)[-1][1] == "No consent noted"


def test_what_a_consent_does_not_cover_is_said(people: Desk) -> None:
    press(people, "note_consent", NAME)
    (consent,) = people.shelf.editor.items(("consent_record",))
    assert told(people)[0] == (NAME, "Named, Contact shown")

    people.shelf.editor.set_value(("consent_record", consent.id, "scope"), ("named",))
    assert told(people)[0] == (NAME, "Not yet: Contact shown")
    people.shelf.editor.set_value(("consent_record", consent.id, "scope"), ("named", "contact"))
    people.shelf.editor.set_value(("consent_record", consent.id, "review_date"), "2020")
    assert told(people)[0] == (NAME, "Ask again")


def test_withdrawal_acts_at_once_and_a_notice_is_offered(people: Desk) -> None:
    box = register(people)
    press(people, "note_consent", NAME)
    press(people, "withdraw_consent", NAME)

    assert told(people)[0] == (NAME, "Withdrawn")
    assert box.announce.isVisibleTo(box)
    box.announce.click()
    (notice,) = people.shelf.editor.items(("withdrawal",))
    assert notice.when == clock.now().date().isoformat()  # type: ignore[attr-defined]
    assert NAME not in f"{notice.what}{notice.why}"  # type: ignore[attr-defined]
    assert not box.announce.isVisibleTo(box)

    press(people, "withdraw_consent", NAME)
    assert told(people)[0] == (NAME, "Named, Contact shown")


def test_every_partner_is_asked_with_one_press(story: Desk) -> None:
    story.shelf.editor.show_all(True)
    box = story.group("partner_clearance")
    assert isinstance(box, ClearanceBox) and box.every.isHidden()
    ids = [add(story, "partner", name_as_used=name) for name in ("Uganda", "China")]
    assert box.every.text() == "Add the 2 partners of the story"

    box.every.click()

    rows = story.shelf.editor.items(("partner_clearance",))
    assert [row.partner for row in rows] == ids  # type: ignore[attr-defined]
    assert box.every.isHidden()
    story.shelf.editor.undo()
    assert story.shelf.editor.items(("partner_clearance",)) == ()


# ------------------------------------------------------------ limits


def test_limits_are_a_grid_in_which_wider_circles_see_no_more(story: Desk) -> None:
    story.activate()
    story.shelf.editor.show_all(True)
    box = story.member("field_limit")
    assert isinstance(box, LimitsBox)
    box.cells["money", "repository"].click()
    box.cells["people", "workshop"].click()

    hidden = {place for place, cell in box.cells.items() if cell.isChecked()}
    assert hidden == {
        ("money", "repository"), ("money", "public"),
        *(("people", circle) for circle in limits.CIRCLES),
    }  # fmt: skip
    items = story.shelf.editor.items(("field_limit",))
    said = [(one.circle, one.parts) for one in items]  # type: ignore[attr-defined]
    assert said == [("workshop", ("people",)), ("repository", ("money",))]

    box.cells["people", "workshop"].setFocus()
    QTest.keyClick(box.cells["people", "workshop"], Qt.Key.Key_Space)
    assert limits.hidden_from(story.shelf.editor)["people"] == "repository"
    QTest.keyClick(box.cells["people", "workshop"], Qt.Key.Key_Up)
    assert box.cells["money", "workshop"].hasFocus()
    story.shelf.editor.undo()
    assert box.cells["people", "workshop"].isChecked()
    assert "hidden from" in box.cells["people", "workshop"].accessibleName()


def test_limits_are_kept(story: Desk) -> None:
    story.shelf.editor.show_all(True)
    box = story.member("field_limit")
    assert isinstance(box, LimitsBox)
    box.cells["files", "public"].click()
    case_id = story.shelf.editor.case_id
    story.new_story()
    assert not box.cells["files", "public"].isChecked()
    story.shelf.open(case_id)
    story.wait(lambda: story.shelf.editor.case_id == case_id and story.quiet())

    assert box.cells["files", "public"].isChecked()


# ------------------------------------------------------------ what a file backs


def test_a_result_shows_the_files_that_back_it(people: Desk) -> None:
    people.activate()
    result = add(people, "result", statement="Yields rose")
    photo = files.attachments(people.shelf.editor)[0]
    people.member("result", result, "statement")
    from ui.widgets.form.backing import Backing

    backing = people.group("result").rows[result].findChild(Backing)
    assert backing is not None

    files.link(people.shelf.editor, photo, result, linked=True)
    chips = [one for one in backing.findChildren(QPushButton) if not one.isHidden()]
    assert {one.text() for one in chips} == {"field.jpg", "Files…"}
    assert people.group("attachment").rows[photo.id].facing.backs == 1  # type: ignore[attr-defined]
    next(one for one in chips if one.text() == "field.jpg").click()
    assert people.question("attachment", photo.id, "caption").control.target.hasFocus()
    photo = files.attachments(people.shelf.editor)[0]
    files.link(people.shelf.editor, photo, result, linked=False)
    assert files.backed(people.shelf.editor, result) == ()


# ------------------------------------------------------------ what leaves


def dialog(desk: Desk, command: str) -> LeavingDialog | DocumentDialog:
    """The list that a command opens, shown and filled."""
    desk.answers.agrees = False
    desk.window.commands.actions[command].trigger()
    desk.wait(lambda: bool(desk.answers.asked))
    found = desk.answers.asked[-1]
    assert isinstance(found, LeavingDialog | DocumentDialog)
    desk.wait(lambda: found.leaving is not None)
    return found


def said_in(box: Any) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [one.text() for one in box.findChildren(QLabel)]


@pytest.mark.parametrize("command", ["word_story", "bundle"])
def test_the_list_comes_before_the_file(people: Desk, tmp_path: Path, command: str) -> None:
    limits.hide(people.shelf.editor, "people", "repository", hidden=True)
    people.shelf.editor.set_value(("visibility",), "public")
    shown = dialog(people, command)
    target = tmp_path / ("a.docx" if command == "word_story" else "a.sscz")
    people.answers.target = target
    if command == "word_story":
        assert shown.leaving is not None and shown.leaving.circle == "public"
        shown.board.circles.buttons["workshop"].click()
        people.wait(lambda: shown.leaving is not None and shown.leaving.circle == "workshop")
    text = said_in(shown.board.list.boxes[0])

    assert shown.board.sum.heading.text() == "1 story goes."
    assert "Story told by (1)" in text and NAME in text
    assert "Files and pictures: field.jpg" in text
    assert "No consent of the persons in it is noted." in text
    assert not target.exists()

    shown.board.circles.buttons["repository"].click()
    people.wait(lambda: shown.leaving is not None and shown.leaving.circle == "repository")
    text = said_in(shown.board.list.boxes[0])
    assert "It is hidden from these readers." in text
    assert "Story told by (1)" not in text
    shown.make.click()
    people.wait(lambda: people.quiet() and target.exists())

    with zipfile.ZipFile(target) as made:
        assert all(NAME.encode() not in made.read(name) for name in made.namelist())


def test_one_goes_from_the_reason_to_the_place(people: Desk) -> None:
    people.activate()
    shown = dialog(people, "bundle")
    photo = files.attachments(people.shelf.editor)[0].id
    row = next(one for one in shown.board.list.boxes[0].findChildren(QPushButton)
               if one.accessibleName() == "Go there: Files and pictures: field.jpg")  # fmt: skip

    row.click()

    people.wait(lambda: bool(people.group("attachment").rows[photo].members))
    assert not shown.isVisible()


def test_cancel_makes_nothing(people: Desk, tmp_path: Path) -> None:
    people.answers.target = tmp_path / "a.sscz"
    shown = dialog(people, "bundle_all")
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    people.wait(people.quiet)

    assert not people.answers.target.exists()


def test_a_story_that_names_who_withdrew_cannot_be_made(people: Desk) -> None:
    press(people, "note_consent", NAME)
    press(people, "withdraw_consent", NAME)
    people.shelf.editor.set_value(("activities",), f"{NAME} taught us.")
    shown = dialog(people, "word_story")

    assert shown.board.sum.heading.text() == "Nothing may leave for these readers."
    assert not shown.make.isEnabled()
    assert any(NAME in text for text in said_in(shown.board.list.boxes[0]))
    shown.reject()


def test_a_large_library_is_told_in_few_lines(desk: Desk) -> None:
    from ssc_desktop.services import cases

    def fill(library: Any) -> None:
        for n in range(45):
            visibility = "private" if n < 3 else "workshop"
            cases.added(library, {"title": f"Story {n}", "visibility": visibility})

    done: list[object] = []
    desk.program.tasks.run(fill, lambda _nothing: done.append(1))
    desk.wait(lambda: bool(done))
    shown = dialog(desk, "bundle_all")

    assert shown.board.sum.heading.text() == "42 of 45 stories go; 3 stay here."
    assert len(shown.board.list.boxes) == 3
    assert any("42 stories go with nothing held back" in one.text()
               for one in shown.findChildren(QPushButton))  # fmt: skip
    shown.reject()
