"""What needs a person: found, looked at side by side, settled by keys, taken back."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ssc_desktop import services
from tests import disputes
from tests.disputes import BEFORE, HERE, THERE
from tests.ui.driving import Desk, put
from tests.ui.looking import name_of
from tests.ui.sitting import (
    Sit,
    lines,
    look_again,
    look_at,
    page_of,
    press,
    shown,
    told,
    turned,
    words,
)

# ------------------------------------------------------------------ the list


def test_everything_that_needs_a_person_stands_under_its_story(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.many(tmp_path))

    found = {(one.kind, one.path[:1]) for one in lines(desk)}

    answers = {"overview", "challenge", "keywords", "licence", "participants_total", "start_date"}
    assert found >= {("answer", (name,)) for name in answers}
    assert {("deletion", ("partner",)), ("deletion", ())} <= found
    assert desk.window.rail.buttons["needs_you"].count == len(lines(desk))
    assert name_of(desk.window.rail.buttons["needs_you"]) == f"Decide, {len(lines(desk))}"
    desk.close()


def test_nothing_needs_anybody_in_a_library_without_disputes(story: Desk) -> None:
    page = page_of(story)
    story.wait(lambda: page.settling.ready and story.quiet())

    assert page.nothing.text().startswith("Nothing needs you.")
    assert page.nothing.isVisible()
    assert story.window.rail.buttons["needs_you"].count == 0


def test_the_list_is_narrowed_to_a_kind_and_to_words(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.many(tmp_path))
    page = page_of(desk)

    page.pills["deletion"].click()
    kinds = {one.kind for one in lines(desk)}
    page.pills[""].click()
    page.search.setText("amina licence")

    assert kinds == {"deletion"}
    assert [one.path for one in lines(desk)] == [("licence",)]
    page.search.setText("nobody wrote this")
    assert page.nothing.text() == "Nothing of that kind needs you."
    desk.close()


# ------------------------------------------------------------------ one answer


def test_versions_stand_side_by_side_with_who_wrote_them(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))

    page = look_at(desk, "overview")

    first, second = page.cards
    assert first.width() == second.width() and first.y() == second.y()
    assert "Amina Odhiambo" in words(first) and "Kisumu County Health Department" in words(first)
    assert "Grace Wanjiru (you)" in words(second) and "Known computer" in words(first)
    assert "and lodging" in first.text.accessibleName()
    assert page.heading.text() == "Two versions of “Overview”"
    desk.close()


def test_versions_stand_under_each_other_on_a_small_screen(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))
    desk.window.resize(1024, 600)

    page = look_at(desk, "overview")

    first, second = page.cards
    desk.wait(lambda: second.y() > first.y() + first.height())
    desk.close()


def test_a_version_is_kept_by_its_number(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))
    look_at(desk, "overview")

    press(desk, "1")

    assert told(desk, "overview") == (THERE, False)
    assert desk.window.toast.text == "Settled: Overview"
    page = page_of(desk)
    desk.wait(page.nothing.isVisible)
    assert desk.window.rail.buttons["needs_you"].count == 0
    desk.close()


def test_a_choice_is_taken_back(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))
    look_at(desk, "overview")
    press(desk, "2")
    assert told(desk, "overview") == (HERE, False)

    desk.window.toast.actions_shown[0].click()
    turned(desk)

    assert told(desk, "overview")[1]
    assert {one.side.text for one in shown(desk).cards} == {HERE, THERE}
    desk.close()


def test_control_z_takes_the_last_choice_back(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.many(tmp_path))
    look_at(desk, "overview")
    press(desk, "1")

    QTest.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: shown(desk).line.path == ("overview",) and desk.quiet())

    assert told(desk, "overview")[1]
    desk.close()


def test_both_are_kept_one_after_the_other(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))
    look_at(desk, "overview")

    press(desk, "b")

    value, contested = told(desk, "overview")
    assert HERE in value and THERE in value and not contested
    desk.close()


def test_the_proposal_says_what_comes_from_whom_and_is_taken(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))
    page = look_at(desk, "overview")

    said = page.proposal.text.toPlainText()
    press(desk, "t")

    assert "boat radios [2]" in said and "lodging [1]" in said
    assert "[1] Amina Odhiambo" in words(page.proposal)
    value, contested = told(desk, "overview")
    assert value == HERE.replace("paid transport", "paid transport and lodging")
    assert not contested
    desk.close()


def test_a_new_text_begins_with_the_proposal(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))
    page = look_at(desk, "overview")

    press(desk, "w")
    desk.wait(lambda: page.writing is not None)
    box = page.writing.question.control.target
    began = box.toPlainText()
    put(box, "A text that both agreed to.")
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    undone = box.toPlainText()
    put(box, "A text that both agreed to.")
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: shown(desk) is not page and desk.quiet())

    assert "boat radios" in began and "lodging" in began
    assert undone == began
    assert told(desk, "overview") == ("A text that both agreed to.", False)
    desk.close()


def test_escape_stops_writing_then_leads_to_the_list(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))
    page = look_at(desk, "overview")
    press(desk, "w")
    desk.wait(lambda: page.writing is not None)

    QTest.keyClick(page.writing.question.control.target, Qt.Key.Key_Escape)
    desk.wait(lambda: page.writing is None)
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)

    assert page_of(desk).list.isVisible()
    assert told(desk, "overview")[1]
    desk.close()


def test_the_reason_travels_with_the_choice(sit: Sit, tmp_path: Path) -> None:
    made = disputes.two_versions(tmp_path)
    amina = made.amina.folder
    desk = sit(made)
    page = look_at(desk, "overview")
    press(desk, "r")
    put(page.reason.line, "Agreed by telephone with Amina.")
    page.cards[0].keep.click()
    desk.wait(desk.quiet)
    desk.close()

    here = disputes.Person(made.here.folder, "Grace Wanjiru", "Lake Basin Commission")
    back = here.sent_by_name()
    here.close()
    there = disputes.Person(amina, "Amina Odhiambo", "Kisumu County Health Department")
    there.take(back)

    assert there.screen(made.story).conflicts == {}
    (one,) = services.settling.settled(there.library, made.story).settlements
    assert (one.why, one.own) == ("Agreed by telephone with Amina.", False)
    there.close()


def test_values_that_are_no_texts_stand_in_words(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.many(tmp_path))

    page = look_at(desk, "start_date")
    dates = {card.side.text for card in page.cards}
    page = look_again(desk, "licence")
    licences = {card.side.text for card in page.cards}

    assert dates == {"May 2023", "2023"}
    assert licences == {"CC BY 4.0 (name the author)", "CC BY-SA 4.0 (same licence)"}
    assert not page.both.isVisible()
    desk.close()


def test_a_choice_of_codes_is_answered_anew(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.many(tmp_path))
    page = look_at(desk, "participants_total")
    press(desk, "w")
    desk.wait(lambda: page.writing is not None)
    box = page.writing.question.control.target

    put(box, "forty or so")
    unread = page.writing.keep.isEnabled()
    put(box, "40")
    page.writing.keep.click()
    desk.wait(lambda: shown(desk).line.path != ("participants_total",) and desk.quiet())

    assert not unread
    assert told(desk, "participants_total") == (40, False)
    desk.close()


def test_later_and_next_lead_on_and_change_nothing(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.many(tmp_path))
    order = [one.path for one in lines(desk)]
    page_of(desk).choose(lines(desk)[0])
    turned(desk)
    seen = [shown(desk).line.path]

    for key in "lnp":
        press(desk, key)
        desk.wait(lambda: shown(desk).line.path != seen[-1] and desk.quiet())
        seen.append(shown(desk).line.path)

    assert seen == [order[0], order[1], order[2], order[1]]
    assert f"2 of {len(order)}" in words(shown(desk))
    assert len(lines(desk)) == len(order)
    desk.close()


def test_progress_counts_what_was_settled(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.many(tmp_path))
    many = len(lines(desk))
    look_at(desk, "overview")

    press(desk, "1")
    desk.wait(lambda: shown(desk).line.path != ("overview",) and desk.quiet())

    assert f"of {many}" in words(shown(desk))
    assert len(lines(desk)) == many - 1
    desk.close()


def test_the_words_that_all_come_from_are_shown_on_demand(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))
    page = look_at(desk, "overview")
    before = page.common

    press(desk, "o")

    assert before is None
    assert page.common.text.toPlainText() == BEFORE
    desk.close()


def test_the_open_story_follows_and_typing_on_is_no_new_conflict(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))
    desk.wait(lambda: desk.shelf.editor.case is not None)
    look_at(desk, "overview")
    press(desk, "1")
    desk.window.go_to("library")
    desk.form.build_all()

    box: Any = desk.question("overview").control.target
    settled = box.toPlainText()
    desk.type_into("Typed after it was settled.", "overview")
    desk.shelf.autosave.cut()
    desk.wait(desk.quiet)

    assert settled == THERE
    assert desk.shelf.editor.conflicts == {}
    assert told(desk, "overview") == ("Typed after it was settled.", False)
    desk.close()


def test_what_was_settled_meanwhile_is_passed_over(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))
    page = look_at(desk, "overview")
    keep = services.settling.Keep(page.dispute.sides[0].revision)
    case_id = page.dispute.case_id
    desk.program.tasks.run(
        lambda library: services.settling.settle(library, case_id, ("overview",), keep)
    )
    desk.wait(desk.quiet)

    press(desk, "2")
    desk.wait(page_of(desk).nothing.isVisible)

    assert desk.window.toast.text == "This was settled meanwhile."
    assert told(desk, "overview") == (THERE, False)
    desk.close()


def test_an_arabic_text_runs_from_the_right_in_an_english_window(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.many(tmp_path))

    page = look_at(desk, "challenge")

    first, second = (card.text.document().firstBlock().textDirection() for card in page.cards)
    assert {first, second} == {Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight}
    assert page.cards[0].text.layoutDirection() == Qt.LayoutDirection.LeftToRight
    desk.close()


def test_a_missing_bundle_is_told_apart(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.with_a_bundle_missing(tmp_path))
    (line,) = lines(desk)

    page = look_at(desk, "overview")

    assert line.sort == "bundle"
    assert "nobody's mistake" in words(page) and "Amina Odhiambo" in words(page)
    desk.answers.target = tmp_path / "request.sscz"
    page.bundle_wanted.emit()
    desk.wait(lambda: desk.answers.target.is_file() and desk.quiet())  # type: ignore[union-attr]
    desk.close()
