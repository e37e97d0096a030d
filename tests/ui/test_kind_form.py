"""What the form does for people: roles at a glance, names completed, sentences made, copies."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop import services
from tests.strategies import numbered_id
from tests.ui.driving import Desk, put
from ui.widgets.form.comparison import Comparison
from ui.widgets.form.completing import Completing
from ui.widgets.form.lesson_helper import LessonHelper
from ui.widgets.form.partner_box import PartnerBox
from ui.widgets.form.role_matrix import RoleMatrix
from ui.widgets.line import Line


@pytest.fixture
def full(story: Desk) -> Desk:
    """A full story in a window that has the keyboard."""
    story.choose("full_story", "record_depth")
    story.activate()
    return story


# ---------------------------------------------------------------- roles


def _matrix(desk: Desk, *names: str) -> tuple[RoleMatrix, list[str]]:
    partners = [desk.add("partner") for _name in names]
    for partner, name in zip(partners, names, strict=True):
        desk.type_into(name, "partner", partner, "name_as_used")
    box = desk.group("partner")
    assert isinstance(box, PartnerBox)
    box.turn.click()
    assert box.matrix is not None
    return box.matrix, partners


def _roles(desk: Desk, partner: str) -> object:
    return desk.shelf.editor.value(("partner", partner, "roles"))


def test_roles_are_ticked_with_arrows_and_space(full: Desk) -> None:
    matrix, (kenya, uganda) = _matrix(full, "Kenya", "Uganda")
    matrix.setFocus()
    full.wait(matrix.hasFocus)

    QTest.keyClick(matrix, Qt.Key.Key_Space)
    QTest.keyClick(matrix, Qt.Key.Key_Down)
    QTest.keyClick(matrix, Qt.Key.Key_Right)
    QTest.keyClick(matrix, Qt.Key.Key_Space)

    assert _roles(full, kenya) == ("knowledge_provider",)
    assert _roles(full, uganda) == ("knowledge_recipient",)


def test_roles_are_ticked_with_the_mouse_and_undone(full: Desk) -> None:
    matrix, (kenya, _uganda) = _matrix(full, "Kenya", "Uganda")
    place = matrix.visualRect(matrix.roles.index(0, 1)).center()

    QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert _roles(full, kenya) == ("knowledge_recipient",)
    full.window.commands.actions["undo"].trigger()

    assert _roles(full, kenya) is None
    assert not matrix.roles.has(matrix.roles.index(0, 1))


def test_a_cell_says_who_and_what(full: Desk) -> None:
    matrix, _partners = _matrix(full, "Kenya", "Uganda")
    index = matrix.roles.index(1, 0)

    said = matrix.roles.data(index, Qt.ItemDataRole.AccessibleTextRole)

    assert said.startswith("Uganda, ")
    assert said.endswith(": no")


def test_tab_leaves_the_matrix(full: Desk) -> None:
    matrix, _partners = _matrix(full, "Kenya", "Uganda")
    matrix.setFocus()
    full.wait(matrix.hasFocus)

    QTest.keyClick(matrix, Qt.Key.Key_Tab)

    here = QApplication.focusWidget()
    assert here is not None
    assert here is not matrix
    assert not matrix.isAncestorOf(here)


def test_a_question_of_a_partner_opens_the_partners_one_by_one(full: Desk) -> None:
    matrix, (kenya, _uganda) = _matrix(full, "Kenya", "Uganda")

    full.form.reveal(("partner", kenya, "gain_note"))

    assert matrix.isHidden()
    assert full.form.focused_member() is full.question("partner", kenya, "gain_note")


# ---------------------------------------------------------------- names


def _know(desk: Desk) -> None:
    partner = {
        "id": numbered_id(1), "partner_kind": "organisation", "name_as_used": "École du Lait",
        "country": "SEN", "org_type": "80",
    }  # fmt: skip
    told = {"title": "Milk in Senegal", "partner": [partner]}
    desk.shelf.tasks.run(lambda library: services.cases.added(library, told))
    desk.rest()


def _completing(desk: Desk, *path: str) -> Completing:
    target = desk.question(*path).control.target
    found = target.findChild(Completing)
    assert isinstance(found, Completing)
    return found


def _take_first(completing: Completing) -> None:
    """Go down into the list and take the first name, as a person does."""
    popup = completing.completer.popup()
    assert popup is not None
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)


def test_a_known_partner_brings_its_country_and_kind(full: Desk) -> None:
    _know(full)
    item = full.add("partner")
    names = full.form.asking.names
    full.wait(lambda: names.ready)
    completing = _completing(full, "partner", item, "name_as_used")

    QTest.keyClicks(full.question("partner", item, "name_as_used").control.target, "ecole")
    _take_first(completing)

    value = full.shelf.editor.value
    assert value(("partner", item, "name_as_used")) == "École du Lait"
    assert value(("partner", item, "country")) == "SEN"
    assert value(("partner", item, "org_type")) == "80"
    assert value(("partner", item, "partner_kind")) == "organisation"


def test_what_was_chosen_before_is_not_changed_by_a_name(full: Desk) -> None:
    _know(full)
    item = full.add("partner")
    full.choose("MLI", "partner", item, "country")
    full.activate()
    full.wait(lambda: full.form.asking.names.ready)
    completing = _completing(full, "partner", item, "name_as_used")

    QTest.keyClicks(full.question("partner", item, "name_as_used").control.target, "lait")
    _take_first(completing)

    assert full.shelf.editor.value(("partner", item, "name_as_used")) == "École du Lait"
    assert full.shelf.editor.value(("partner", item, "country")) == "MLI"


# ---------------------------------------------------------------- lessons


def _helper(desk: Desk, item: str) -> LessonHelper:
    found = desk.group("lesson").rows[item].findChild(LessonHelper)
    assert isinstance(found, LessonHelper)
    return found


def test_four_parts_make_the_lesson(full: Desk) -> None:
    item = full.add("lesson")
    helper = _helper(full, item)

    parts = {"when": "books were new", "doing": "closing them together",
             "effect": "books that balanced", "reason": "one could ask"}  # fmt: skip
    for name, words in parts.items():
        put(helper.boxes[name], words)

    said = full.shelf.editor.value(("lesson", item, "text"))
    assert said == (
        "When books were new, doing closing them together led to books that balanced, "
        "because one could ask."
    )
    assert full.question("lesson", item, "text").control.target.toPlainText() == said  # type: ignore[attr-defined]


def test_own_words_are_kept(full: Desk) -> None:
    item = full.add("lesson")
    full.type_into("Commitment is key.", "lesson", item, "text")
    helper = _helper(full, item)

    assert not helper.boxes["when"].isEnabled()
    assert full.shelf.editor.value(("lesson", item, "text")) == "Commitment is key."


def test_the_parts_follow_undo(full: Desk) -> None:
    item = full.add("lesson")
    helper = _helper(full, item)
    put(helper.boxes["when"], "it rained")

    full.window.commands.actions["undo"].trigger()

    assert helper.boxes["when"].text() == ""


# ---------------------------------------------------------------- items


def test_an_item_is_doubled_by_key_and_undone(full: Desk) -> None:
    item = full.add("partner")
    full.type_into("Kenya", "partner", item, "name_as_used")
    full.question("partner", item, "name_as_used").focus_in()
    here = QApplication.focusWidget()
    assert here is not None

    QTest.keyClick(here, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    names = [row.header.cells[0] for row in full.group("partner").rows.values()]
    full.window.commands.actions["undo"].trigger()

    assert names == ["Kenya", "Kenya"]
    assert list(full.group("partner").rows) == [item]


def test_an_item_moves_while_one_writes_in_it(full: Desk) -> None:
    first, second = full.add("partner"), full.add("partner")
    question = full.question("partner", second, "name_as_used")
    question.focus_in()

    QTest.keyClick(question.control.target, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    assert [one.id for one in full.shelf.editor.items(("partner",))] == [second, first]
    assert question.control.target.hasFocus()


def test_delete_on_a_row_removes_it_and_undo_brings_it_back(full: Desk) -> None:
    item = full.add("agreement")
    row = full.group("agreement").rows[item]
    row.open(False)
    row.header.setFocus()

    QTest.keyClick(row.header, Qt.Key.Key_Delete)
    assert full.shelf.editor.items(("agreement",)) == ()
    full.window.commands.actions["undo"].trigger()

    assert [one.id for one in full.shelf.editor.items(("agreement",))] == [item]


def test_a_consent_is_not_doubled(full: Desk) -> None:
    item = full.add("consent_record")

    full.group("consent_record").duplicate_item(item)

    assert len(full.shelf.editor.items(("consent_record",))) == 1


def test_amount_currency_and_kind_stand_in_one_line(full: Desk) -> None:
    item = full.add("financial_input")
    full.form.reveal(("financial_input", item, "amount"))

    parts = [full.question("financial_input", item, name)
             for name in ("amount", "currency", "amount_kind")]  # fmt: skip
    full.wait(lambda: all(part.width() > 0 for part in parts))

    tops = {part.mapTo(full.form, QPoint(0, 0)).y() for part in parts}
    assert len(tops) == 1


def test_figures_are_compared_side_by_side(full: Desk) -> None:
    item = full.add("result")
    full.type_into("41", "result", item, "baseline")
    found = full.group("result").rows[item].findChild(Comparison)
    assert isinstance(found, Comparison)
    assert found.isHidden()

    full.type_into("63", "result", item, "actual")

    assert not found.isHidden()
    assert "Before: 41; Reached: 63" in found.accessibleDescription()


def test_a_country_is_found_by_an_old_name(full: Desk) -> None:
    item = full.add("partner")
    box = full.question("partner", item, "country").control.box  # type: ignore[attr-defined]

    for typed, code in (("Zaire", "COD"), ("Alto Volta", "BFA"), ("سوازيلاند", "SWZ"),
                        ("southern sudan", "SSD"), ("KE", "KEN")):  # fmt: skip
        box.drop_down()
        box.picker.search.setText(typed)
        assert code in [option.code for option in box.picker.list.model().shown]
        box.picker.close()


def test_a_line_leaves_the_keys_of_commands_to_the_window(qapp: QApplication) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    taken = []
    for line in (Line(), Line(undoes=True)):
        keys = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, control)
        keys.ignore()  # as Qt asks: who wants it first?
        qapp.sendEvent(line, keys)
        taken.append(keys.isAccepted())

    assert taken == [False, True]
