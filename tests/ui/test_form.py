from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ssc_desktop.record import CASE, Answer, GroupDefinition
from tests.ui.driving import Desk, put
from ui.viewmodels import facts, wording


def test_every_definition_has_its_place_in_the_form(story: Desk) -> None:
    story.choose("case_study", "record_depth")

    asked = {path[0] for path in story.form.asking.members}

    assert asked == {member.name for member in CASE.asked if not member.automatic}
    for member in CASE.asked:
        if not member.automatic:
            assert not story.form.asking.members[member.name,].isHidden()


def test_every_group_opens_into_its_questions(story: Desk) -> None:
    story.choose("case_study", "record_depth")
    for group in CASE.asked:
        apart = {"attachment", "field_limit"}  # begun with a file; a grid
        if not isinstance(group, GroupDefinition) or group.fixed or group.name in apart:
            continue

        item = story.add(group.name)

        members = story.group(group.name).rows[item].members
        assert {one.definition.name for one in members} == {
            field.name for field in group.fields if not field.automatic
        }


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


def test_boxes_side_by_side_stay_level_when_one_has_a_note(story: Desk) -> None:
    story.choose("full_story", "record_depth")
    start, end = story.question("start_date"), story.question("end_date")
    story.window.resize(1700, 900)  # so wide that two stand side by side beside everything else

    story.type_into("spring of 08", "start_date")
    story.form.go_to_section("inputs")

    tops = {one.control.mapTo(story.form, QPoint(0, 0)).y() for one in (start, end)}
    assert start.y() == end.y()
    assert len(tops) == 1


def test_enter_presses_the_button_that_has_the_keyboard(story: Desk) -> None:
    story.activate()
    add = story.group("partner").add
    add.setFocus()

    QTest.keyClick(add, Qt.Key.Key_Return)

    assert len(story.shelf.editor.items(("partner",))) == 1


def test_a_letter_leads_to_the_answer_that_begins_with_it(story: Desk) -> None:
    box = story.question("cooperation_type").control.box  # type: ignore[attr-defined]

    QTest.keyClicks(box, "t")
    QTest.keyClick(box.picker.list, Qt.Key.Key_Return)

    assert story.shelf.editor.value(("cooperation_type",)) == "triangular"


def test_a_long_title_takes_two_lines_of_a_small_window(story: Desk) -> None:
    title = story.window.library_page.pane.header.title
    story.window.resize(1024, 600)
    story.type_into("Ibero-American programme to strengthen cooperation " * 4, "title")
    story.wait(lambda: len(title._lines(title.width())) == 2)  # noqa: SLF001 - outline gives way

    lines = title._lines(title.width())  # noqa: SLF001

    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert title.text().startswith("Ibero-American")


def test_the_head_names_the_same_sides_as_the_list(story: Desk) -> None:
    for country, role in (("MEX", "mutual_learner"), ("HTI", "knowledge_recipient")):
        item = story.add("partner")
        story.choose(country, "partner", item, "country")
        story.choose(role, "partner", item, "roles")
    story.rest()

    case = story.shelf.editor.case
    assert case is not None
    said = facts.exchange(case)
    story.wait(lambda: story.shelf.stories.summaries[0].takers == ("HTI",))

    assert said == wording.exchange(story.shelf.stories.summaries[0]) == "Mexico → Haiti"
