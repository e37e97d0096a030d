"""J1: a person tells a story in the window, prints it, and gives it to another computer."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from ssc_desktop.record import Answer, Noted
from tests.ui.driving import Desk, put

_TITLE = "Kenya and Uganda: midwives learn across the lake"


def _tell(desk: Desk) -> None:
    """Type something into every section of the open story."""
    desk.choose("full_story", "record_depth")
    desk.type_into(_TITLE, "title")
    desk.type_into("Lake midwives", "short_name")
    desk.type_into("Eleven midwives worked beside teams across the lake.\n\nBoth learned.",
                   "overview")  # fmt: skip
    desk.type_into("march 2025", "as_of_date")
    for name, country, role in (("Kisumu County", "KEN", "knowledge_provider"),
                                ("Mayuge District", "UGA", "knowledge_recipient")):  # fmt: skip
        item = desk.add("partner")
        desk.type_into(name, "partner", item, "name_as_used")
        desk.choose(country, "partner", item, "country")
        desk.choose(role, "partner", item, "roles")
    desk.type_into("Mothers died on the way to care. الأمهات في خطر.", "challenge")
    desk.choose("121", "sector")
    desk.fixed("policy_marker").rows["gender"].degree.buttons[2].click()
    desk.type_into("Aug 2023", "start_date")
    desk.type_into("still going on", "end_date")
    sum_of_money = desk.add("financial_input")
    desk.type_into("6,200", "financial_input", sum_of_money, "amount")
    desk.choose("USD", "financial_input", sum_of_money, "currency")
    payer = next(iter(desk.group("partner").rows))
    desk.choose(payer, "financial_input", sum_of_money, "payer")
    desk.type_into("38", "participants_total")
    desk.type_into("First visits, then shifts together, then a guide.", "activities")
    put(desk.question("adaptation").control.words.target, "Boats took the place of cars.")  # type: ignore[attr-defined]
    for statement in ("Eleven midwives trained", "Referrals doubled", "Deaths fell by a third"):
        item = desk.add("result")
        desk.type_into(statement, "result", item, "statement")
    figure = desk.add("result", item, "other_figure")
    desk.type_into("a quarter", "result", item, "other_figure", figure, "value")
    lesson = desk.add("lesson")
    desk.type_into("When midwives visit first, trust comes sooner.", "lesson", lesson, "text")
    source = desk.add("reference")
    desk.type_into("County health report 2025", "reference", source, "citation")
    desk.question("unintended").cycle_answer()
    desk.type_into("Kisumu County", "credit_line")


def test_what_was_typed_is_there_after_closing(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path / "library")
    desk.new_story()
    _tell(desk)
    told = desk.shelf.editor.case
    desk.close()

    desk = Desk(qtbot, tmp_path / "library")
    desk.wait(lambda: desk.shelf.editor.case is not None)
    again = desk.shelf.editor.case

    assert again == told
    assert again is not None
    assert again.title == _TITLE
    assert [partner.country for partner in again.partner] == ["KEN", "UGA"]
    assert again.partner[0].roles == ("knowledge_provider",)
    assert [result.statement for result in again.result][2] == "Deaths fell by a third"  # type: ignore[union-attr]
    assert again.result[2].other_figure[0].value == "a quarter"  # type: ignore[union-attr]
    assert (again.start_date, again.end_date, again.as_of_date) == ("2023-08", "..", "2025-03")
    assert again.financial_input[0].amount == "6200"
    assert again.financial_input[0].payer == again.partner[0].id
    assert again.adaptation == Noted(None, "Boats took the place of cars.")
    assert again.unintended is Answer.UNKNOWN
    assert again.policy_marker[0].significance == 2
    desk.close()


def test_a_story_goes_to_word_and_to_another_library(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path / "library")
    desk.new_story()
    _tell(desk)
    told = desk.shelf.editor.case
    document, bundle = tmp_path / "story.docx", tmp_path / "story.sscz"

    desk.answers.target = document
    desk.window.commands.actions["word_story"].trigger()
    desk.wait(lambda: document.is_file() and desk.quiet())
    assert "story.docx" in desk.window.toast.text
    desk.answers.target = bundle
    desk.window.library_page.pane.header.bundle.click()
    desk.wait(lambda: bundle.is_file() and desk.quiet() and not desk.window.errands.work.busy)
    assert "story.sscz" in desk.window.toast.text
    desk.close()

    other = Desk(qtbot, tmp_path / "other")
    other.answers.files = (bundle,)
    other.window.library_page.empty_take.click()
    other.wait(lambda: other.collecting.coming is not None and other.quiet())
    assert other.shelf.stories.rowCount() == 0
    assert "1" in other.sharing().coming.title.text()
    other.take_in()
    assert other.shelf.stories.rowCount() == 1
    assert other.answers.said == []
    other.shelf.open(other.shelf.stories.summaries[0].id)
    other.wait(lambda: other.shelf.editor.case is not None)
    taken = other.shelf.editor.case
    assert told is not None
    assert taken is not None
    assert taken.title == told.title
    assert [partner.name_as_used for partner in taken.partner] == [
        partner.name_as_used for partner in told.partner
    ]
    other.close()


def test_samples_are_one_press_away(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path / "library")

    with desk.opening():
        desk.window.library_page.empty_practise.click()
    desk.wait(lambda: desk.shelf.stories.rowCount() == 14 and desk.shelf.editor.case is not None)

    assert desk.window.library_page.list_pane.count.text() == "14 stories"
    desk.close()
