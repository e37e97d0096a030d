"""Beside and under the question: guidance, advice, and what a gate lacks."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ssc_desktop import settings
from ssc_desktop.record.case import CASE
from tests.ui.driving import Desk
from ui.overriding import override
from ui.viewmodels.advising import AdviceWatch
from ui.widgets.form.advice_notes import AdviceNotes
from ui.widgets.gate_dialog import GateDialog
from ui.widgets.guide_panel import GuidePanel


@pytest.fixture
def full(story: Desk) -> Desk:
    """A full story with the side panel at its guide."""
    story.activate()
    story.choose("full_story", "record_depth")
    story.window.library_page.pane.panel.show_page("guide")
    return story


def _guide(desk: Desk) -> GuidePanel:
    found = desk.window.library_page.pane.panel.widget("guide")
    assert isinstance(found, GuidePanel)
    return found


def _advising(desk: Desk) -> AdviceWatch:
    advising: AdviceWatch = desk.window.library_page.pane.advising
    advising.renew()
    desk.wait(lambda: not desk.program.tasks.busy)
    return advising


def _notes(desk: Desk, *path: str) -> AdviceNotes:
    notes = desk.member(*path).notes
    assert notes is not None
    return notes


def _outcome(desk: Desk, statement: str) -> str:
    item = desk.add("result")
    desk.choose("outcome", "result", item, "level")
    desk.type_into(statement, "result", item, "statement")
    desk.activate()  # the list that dropped down took the keyboard
    desk.window.library_page.list_pane.search.setFocus()
    return item


# ---------------------------------------------------------------- guidance


def test_the_guide_follows_the_keyboard(full: Desk) -> None:
    full.question("challenge").focus_in()
    full.wait(lambda: "The problem" in _guide(full).accessibleName())

    said = _guide(full).accessibleDescription()

    assert "Readers look for a problem like their own" in said
    assert "lack of capacity" in said
    assert "Aim for 40 to 150 words" in said


def test_the_guide_tells_of_the_section_that_is_read(full: Desk) -> None:
    full.question("title").focus_in()
    full.wait(lambda: "Title" in _guide(full).accessibleName())
    full.window.library_page.list_pane.search.setFocus()
    assert "Title" in _guide(full).accessibleName()

    bar = full.form.verticalScrollBar()
    bar.setValue(bar.maximum())

    full.wait(lambda: "Title" not in _guide(full).accessibleName())
    section = next(one for one in CASE.sections if one.name == full.form.section)
    assert any(one.label in _guide(full).accessibleName() for one in section.fields)


def test_a_question_within_an_item_has_the_guidance_of_its_group(full: Desk) -> None:
    item = full.add("partner")

    full.question("partner", item, "name_as_used").focus_in()

    full.wait(lambda: "Partners are what makes it" in _guide(full).accessibleDescription())


def test_the_guide_says_what_is_advised(full: Desk) -> None:
    item = _outcome(full, "Many farmers plant in time")
    _advising(full)

    full.question("result", item, "statement").focus_in()

    full.wait(lambda: "“Many”: how many?" in _guide(full).accessibleDescription())


# ---------------------------------------------------------------- advice


def test_a_note_stands_under_the_question_concerned(full: Desk) -> None:
    item = _outcome(full, "Many farmers plant in time")

    _advising(full)

    assert "“Many”: how many?" in _notes(full, "result", item, "statement").words()
    described = full.question("result", item, "statement").control.target.accessibleDescription()
    assert "how many?" in described


def test_nothing_new_is_said_while_one_writes_there(full: Desk) -> None:
    item = full.add("result")
    full.type_into("Many farmers plant in time", "result", item, "statement")
    question = full.question("result", item, "statement")
    question.focus_in()

    _advising(full)
    assert question.notes is None
    full.question("title").focus_in()

    assert question.notes is not None


def test_a_note_goes_when_its_reason_goes(full: Desk) -> None:
    item = _outcome(full, "Many farmers plant in time")
    _advising(full)
    notes = _notes(full, "result", item, "statement")

    full.type_into("140 farmers plant in time", "result", item, "statement")
    _advising(full)

    assert notes.notes == []


def test_one_note_can_be_put_away_for_good(full: Desk) -> None:
    item = _outcome(full, "Many farmers plant in time")
    advising = _advising(full)
    note = _notes(full, "result", item, "statement").notes[0]
    note.why.click()
    assert "A rough number" in note.reason.text()

    note.away.click()

    assert advising.at(("result", item, "statement")) == ()
    assert settings.load().dismissed == (
        f"{full.shelf.editor.case_id}/result/{item}/statement/vague_figure",
    )


def test_a_kind_of_hint_can_be_silenced_everywhere(full: Desk) -> None:
    item = _outcome(full, "Many farmers plant in time")
    advising = _advising(full)

    _notes(full, "result", item, "statement").notes[0].silence.click()
    _outcome(full, "Several farmers plant in time")
    _advising(full)

    assert settings.load().silenced == ("vague_figure",)
    assert all(one.rule != "vague_figure" for path in (("result", item, "statement"),)
               for one in advising.at(path))  # fmt: skip


def test_the_settings_silence_the_coach_and_let_it_speak_again(full: Desk) -> None:
    item = _outcome(full, "Many farmers plant in time")
    advising = _advising(full)

    full.window.errands.change(coach=False)
    assert advising.at(("result", item, "statement")) == ()
    full.window.errands.change(coach=True)

    assert [one.rule for one in advising.at(("result", item, "statement"))] == ["vague_figure"]


def test_the_outline_and_the_closed_row_count_what_is_advised(full: Desk) -> None:
    item = _outcome(full, "Many farmers plant in time")
    full.group("result").rows[item].open(False)

    advising = _advising(full)

    button = full.window.library_page.pane.sections.buttons["results"]
    assert button.advised == advising.counts["results"] > 0
    assert "to look at" in button.accessibleDescription()
    assert "to look at" in full.group("result").rows[item].header.accessibleDescription()


def test_advice_of_one_story_is_not_shown_in_the_next(full: Desk) -> None:
    item = _outcome(full, "Many farmers plant in time")
    advising = _advising(full)
    assert advising.at(("result", item, "statement"))

    full.rest()
    full.new_story()

    assert advising.at(("result", item, "statement")) == ()


# ---------------------------------------------------------------- the gate


def _gate() -> GateDialog:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, GateDialog)]
    return found[-1]


def test_a_status_that_lacks_answers_opens_the_list_of_them(full: Desk) -> None:
    pane = full.window.library_page.pane

    pane.header.status_wanted.emit("complete")

    gate = _gate()
    paths = [link.property("path") for link in gate.links]
    assert paths[0] == "title"
    assert "partner" in paths
    assert full.shelf.editor.value(("status",)) == "draft"
    gate.reject()


def test_a_link_leads_to_the_answer_and_offers_to_try_again(full: Desk) -> None:
    pane = full.window.library_page.pane
    pane.header.status_wanted.emit("complete")
    gate = _gate()
    link: Any = next(one for one in gate.links if one.property("path") == "challenge")

    link.click()

    full.wait(lambda: full.form.focused_member() is full.question("challenge"))
    assert "Try again" in [made.text() for made in full.window.toast.findChildren(type(link))]


def test_a_status_without_a_gate_is_given_at_once(full: Desk) -> None:
    full.type_into("Rice from China in Uganda", "title")

    full.window.library_page.pane.header.status_wanted.emit("archived")

    full.wait(lambda: full.shelf.editor.value(("status",)) == "archived")


# ---------------------------------------------------------------- no window of its own


class _Windows(QObject):
    """Watches for parts of the form that are shown before they belong to it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if shown and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@pytest.fixture
def windows(qtbot: QtBot) -> Iterator[_Windows]:  # noqa: ARG001 - it makes the application
    watch = _Windows()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    yield watch
    app.removeEventFilter(watch)


def test_no_part_of_the_form_flashes_up_as_a_window(full: Desk, windows: _Windows) -> None:
    for group in ("partner", "result", "lesson", "financial_input", "consent_record"):
        full.add(group)
    _outcome(full, "Many farmers plant in time")
    _advising(full)
    QTest.keyClick(full.window, Qt.Key.Key_F4)

    assert set(windows.seen) <= {"Picker"}
