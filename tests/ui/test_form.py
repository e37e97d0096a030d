from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ssc_desktop.record import CASE, Answer, GroupDefinition
from tests.ui.driving import Desk, put


def test_every_definition_has_its_place_in_the_form(story: Desk) -> None:
    story.choose("case_study", "record_depth")

    asked = {path[0] for path in story.form.asking.members}

    assert asked == {member.name for member in CASE.fields if not member.automatic}
    for member in CASE.fields:
        if not member.automatic:
            assert not story.form.asking.members[member.name,].isHidden()


def test_every_group_opens_into_its_questions(story: Desk) -> None:
    story.choose("case_study", "record_depth")
    for group in CASE.fields:
        if not isinstance(group, GroupDefinition) or group.fixed or group.name == "attachment":
            continue

        item = story.add(group.name)

        members = story.group(group.name).rows[item].members
        assert [one.definition.name for one in members] == [
            field.name for field in group.fields if not field.automatic
        ]


def test_payers_are_chosen_among_the_partners(story: Desk) -> None:
    story.choose("full_story", "record_depth")
    item = story.add("financial_input")
    payer = story.question("financial_input", item, "payer").control.box  # type: ignore[attr-defined]
    assert payer.label == "First add a partner"

    partner = story.add("partner")
    story.type_into("Kisumu County", "partner", partner, "name_as_used")
    story.choose(partner, "financial_input", item, "payer")

    assert payer.label == "Kisumu County"


def test_an_empty_choice_leads_to_where_one_adds(story: Desk) -> None:
    story.activate()
    story.choose("full_story", "record_depth")
    item = story.add("financial_input")

    story.question("financial_input", item, "payer").control.target.click()  # type: ignore[attr-defined]

    assert story.form.focused_member() is story.group("partner")


def test_a_name_that_changes_is_renewed_where_it_is_referred_to(story: Desk) -> None:
    story.choose("full_story", "record_depth")
    item, partner = story.add("financial_input"), story.add("partner")
    story.choose(partner, "financial_input", item, "payer")

    story.type_into("Mayuge District", "partner", partner, "name_as_used")

    payer = story.question("financial_input", item, "payer").control.box  # type: ignore[attr-defined]
    assert payer.label == "Mayuge District"


def test_a_principle_is_kept_with_its_first_answer(story: Desk) -> None:
    story.choose("full_story", "record_depth")
    rows = story.fixed("principle_check").rows
    code, row = next(iter(rows.items()))

    row.degree.buttons[3].click()
    assert row.words is not None
    put(row.words, "They asked us first.")

    (item,) = story.shelf.editor.items(("principle_check",))
    assert (item.principle, item.degree, item.example) == (code, 3, "They asked us first.")  # type: ignore[attr-defined]


def test_a_whole_group_can_be_unknown(story: Desk) -> None:
    story.choose("full_story", "record_depth")

    story.group("agreement").cycle_answer()

    assert story.shelf.editor.value(("agreement",)) is Answer.UNKNOWN


def test_undo_brings_a_removed_row_back(story: Desk) -> None:
    item = story.add("partner")
    story.type_into("Benin", "partner", item, "name_as_used")

    story.group("partner").remove_item(item)
    assert story.group("partner").rows == {}
    story.window.commands.actions["undo"].trigger()

    assert story.group("partner").rows[item].header.cells[0] == "Benin"


def test_undo_writes_into_the_box(story: Desk) -> None:
    story.type_into("Rice", "title")

    story.window.commands.actions["undo"].trigger()

    assert story.question("title").control.target.text() == ""  # type: ignore[attr-defined]
    assert not story.shelf.editor.can_undo


def test_the_next_gap_is_where_the_keyboard_goes(story: Desk) -> None:
    story.activate()
    story.type_into("Rice", "title")

    story.window.library_page.pane.go_to_next_gap()

    assert story.form.focused_member() is story.question("short_name")


def test_sections_are_reached_by_number(story: Desk, qtbot: QtBot) -> None:
    story.activate()

    QTest.keyClick(story.window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)

    qtbot.waitUntil(lambda: story.form.focused_member() is story.question("cooperation_type"))
    assert story.window.library_page.pane.sections.current == "partners"


def test_the_next_section_is_one_key_away(story: Desk, qtbot: QtBot) -> None:
    story.activate()
    story.question("title").focus_in()
    qtbot.waitUntil(lambda: story.form.focused_member() is story.question("title"))
    here = QApplication.focusWidget()
    assert here is not None

    QTest.keyClick(here, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert story.form.focused_member() is story.question("cooperation_type")


def test_rings_follow_what_is_written(story: Desk) -> None:
    sections = story.window.library_page.pane.sections
    before = sections.buttons["identification"].missing

    story.type_into("Rice", "title")
    story.type_into("Rice", "short_name")
    story.window.library_page.pane.watch.renew()

    assert sections.buttons["identification"].missing == before - 2
