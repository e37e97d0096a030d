"""Deletions, stories told twice, words to be withdrawn, and what was decided."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ssc_desktop import services
from tests import disputes
from tests.disputes import HERE, THERE, THIRD
from tests.ui.driving import Desk, put
from tests.ui.sitting import Sit, lines, look_at, page_of, press, shown, told, turned, words
from ui.widgets.asking_dialog import AskingDialog

# ------------------------------------------------------------------ several at once, and meanwhile


def test_all_of_one_computer_are_kept_in_a_story(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.many(tmp_path))
    page = look_at(desk, "overview")
    bo = next(card.side for card in page.cards if card.side.device == "Bo Achieng")

    page.all_of_wanted.emit(bo.device_id, "Bo Achieng", "He was there.")
    dialog = desk.window.findChildren(AskingDialog)[-1]
    dialog.yes.click()
    desk.wait(lambda: page_of(desk).list.isVisible() and desk.quiet())

    assert told(desk, "overview") == (THIRD, False)
    assert told(desk, "licence")[1]  # Bo has none of it
    desk.window.toast.actions_shown[0].click()
    turned(desk)
    assert told(desk, "overview")[1]
    desk.close()


def test_a_version_that_came_in_meanwhile_is_looked_at_too(sit: Sit, tmp_path: Path) -> None:
    made = disputes.two_versions(tmp_path)
    made.write(made.bo, "overview", THIRD)
    late = made.bo.sent_by_name()
    desk = sit(made)
    look_at(desk, "overview")
    desk.program.tasks.run(lambda library: services.bundles.take(library, late))
    desk.wait(desk.quiet)

    press(desk, "1")
    told_so = "Another version came in meanwhile. Look at it too."
    desk.wait(lambda: desk.window.toast.text == told_so and desk.quiet())
    desk.wait(lambda: len(getattr(shown(desk), "cards", ())) == 2 and desk.quiet())

    assert {card.side.text for card in shown(desk).cards} == {THERE, THIRD}
    desk.close()


def test_what_was_written_and_not_kept_is_there_again(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))
    page = look_at(desk, "overview")
    press(desk, "w")
    desk.wait(lambda: page.writing is not None)
    put(page.writing.question.control.target, "Half a text")
    page.back.click()

    page = look_at(desk, "overview")
    press(desk, "w")
    desk.wait(lambda: page.writing is not None)

    assert page.writing.question.control.target.toPlainText() == "Half a text"
    desk.close()


def test_what_one_writes_has_its_formats(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))
    page = look_at(desk, "overview")
    press(desk, "w")
    desk.wait(lambda: page.writing is not None)
    box = page.writing.question.control.target
    desk.wait(lambda: box.hasFocus() and page._tools.bar.isVisible())  # noqa: SLF001
    put(box, "Words")

    box.selectAll()
    QTest.keyClick(box, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)

    assert box.toPlainText() == "**Words**"
    desk.close()


def test_another_language_is_spoken_at_once(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))
    page = look_at(desk, "overview")

    desk.window.change_settings(language="fr")
    desk.wait(lambda: "Vue d’ensemble" in page.heading.text() and desk.quiet())
    desk.window.change_settings(language="en")
    desk.wait(lambda: "Overview" in page.heading.text() and desk.quiet())

    desk.close()


# ------------------------------------------------------------------ deleted and changed


def test_what_was_deleted_and_changed_stays(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.many(tmp_path))
    item = next(one.path for one in lines(desk) if one.path[:1] == ("partner",))
    page = look_at(desk, *item)
    assert "Team" in page.edits[0].text.toPlainText()

    press(desk, "1")
    desk.wait(lambda: all(one.path != item for one in lines(desk)) and desk.quiet())

    assert item[1] in {one.id for one in told(desk, "partner")[0]}
    desk.close()


def test_what_was_deleted_and_changed_goes_and_comes_back(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.many(tmp_path))
    before = desk.shelf.stories.rowCount()
    look_at(desk)

    press(desk, "2")
    desk.wait(lambda: desk.shelf.stories.rowCount() == before - 1 and desk.quiet())
    desk.window.toast.actions_shown[0].click()
    desk.wait(lambda: desk.shelf.stories.rowCount() == before and desk.quiet())

    assert any(one.path == () for one in lines(desk))
    desk.close()


# ------------------------------------------------------------------ told twice


def test_stories_told_twice_are_linked_and_parted_again(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.told_twice(tmp_path))
    (line,) = [one for one in lines(desk) if one.kind == "duplicate"]
    page_of(desk).choose(line)
    page = turned(desk)
    assert {"Overview", "People who took part"} <= {part._one.label for part in page.fields}  # noqa: SLF001

    press(desk, "1")
    desk.wait(lambda: not lines(desk) and desk.quiet())
    linked = desk.window.toast.text
    desk.window.toast.actions_shown[0].click()
    desk.wait(lambda: len(lines(desk)) == 1 and desk.quiet())

    assert "about the same work" in linked
    desk.close()


def test_stories_found_to_be_two_are_not_suspected_again(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.told_twice(tmp_path))
    page_of(desk).choose(lines(desk)[0])
    turned(desk)

    press(desk, "2")
    desk.wait(lambda: not lines(desk) and desk.quiet())
    page_of(desk).settling.load()
    desk.wait(desk.quiet)

    assert lines(desk) == []
    desk.close()


# ------------------------------------------------------------------ words to be withdrawn


def test_words_are_destroyed_only_after_the_word_was_typed(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.withdrawal(tmp_path))
    (line,) = [one for one in lines(desk) if one.kind == "withdrawal"]
    page_of(desk).choose(line)
    page = turned(desk)
    assert "debts" in page.texts[0].toPlainText() and "consent" in words(page)
    before = page.agreement.do.isEnabled()

    put(page.agreement.line, "Destroy")
    page.agreement.do.click()
    desk.wait(lambda: not lines(desk) and desk.quiet())

    assert not before
    assert told(desk, "challenge")[0] is None
    assert desk.window.toast.text.startswith("The words are destroyed on this copy.")
    desk.close()


def test_words_are_withdrawn_from_the_history(story: Desk) -> None:
    from ui.pages.settle_withdraw import WithdrawDialog

    story.type_into("Achieng Atieno told us of her debts.", "challenge")
    story.shelf.autosave.cut()
    story.wait(story.quiet)
    pane = story.window.library_page.pane
    pane.show_panel("history")
    panel: Any = pane.panel.widget("history")
    story.wait(lambda: panel.past.ready and story.quiet())
    panel.look_at(panel.past.saves.saves[0])
    story.wait(lambda: bool(panel.parts()) and story.quiet())

    panel.parts()[0].withdraw.click()
    story.wait(lambda: bool(story.window.findChildren(WithdrawDialog)))
    dialog = story.window.findChildren(WithdrawDialog)[-1]
    put(dialog.agreement.line, "destroy")
    without_reason = dialog.agreement.do.isEnabled()
    put(dialog.reason, "She took her consent back.")
    dialog.agreement.do.click()
    story.wait(lambda: story.shelf.editor.value(("challenge",)) is None and story.quiet())

    assert not without_reason
    assert "debts" not in _all_bytes(story)


def _all_bytes(desk: Desk) -> str:
    """Every revision that the library holds."""
    found: list[str] = []

    def look(library: Any) -> None:
        from ssc_desktop.store import truth

        with library.reading() as connection:
            for root in truth.roots(connection):
                found.extend(body.decode() for _id, body in truth.bodies_of(connection, root))

    desk.program.tasks.run(look)
    desk.wait(lambda: bool(found) and desk.quiet())
    return "\n".join(found)


# ------------------------------------------------------------------ what was decided


def test_what_was_decided_is_listed_and_opened_again(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))
    page = look_at(desk, "overview")
    put(page.reason.line, "Newer figure")
    page.cards[0].keep.click()
    desk.wait(desk.quiet)

    page_of(desk).pills["decided"].click()
    decided = page_of(desk).decided
    desk.wait(lambda: decided.ready and bool(decided.cards) and desk.quiet())
    (card,) = decided.cards
    assert {"Overview", "Why: Newer figure"} <= set(words(card).split("\n"))
    card.versions.click()
    assert {HERE, THERE} <= {one.text for one in card.one.versions}
    card.reopen.click()
    desk.wait(lambda: bool(lines(desk)) and desk.quiet())

    assert told(desk, "overview")[1]
    desk.close()


def test_what_was_decided_in_one_story_alone(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))
    desk.wait(lambda: desk.shelf.editor.case is not None)
    look_at(desk, "overview")
    press(desk, "1")
    desk.window.go_to("library")

    desk.window.commands.actions["decided"].trigger()
    decided = page_of(desk).decided
    desk.wait(lambda: decided.ready and len(decided.cards) == 1 and desk.quiet())

    assert decided.all.text().startswith("Only in “Community midwives")
    decided.all.click()
    desk.wait(lambda: not decided.all.isVisible() and desk.quiet())
    desk.close()


# ------------------------------------------------------------------ ways that lead there


def test_the_form_leads_to_all_versions_side_by_side(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))
    desk.window.go_to("library")
    desk.wait(lambda: desk.shelf.editor.case is not None)
    desk.form.build_all()

    question = desk.question("overview")
    question._versions.compare_wanted.emit()  # type: ignore[union-attr]  # noqa: SLF001
    desk.wait(lambda: len(getattr(shown(desk), "cards", ())) == 2 and desk.quiet())

    shown(desk).go.click()
    desk.wait(lambda: desk.window.places.shown == "library" and desk.quiet())
    desk.wait(lambda: getattr(desk.form.focused_member(), "path", ()) == ("overview",))
    desk.close()


def test_the_list_leads_to_what_needs_a_person(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.two_versions(tmp_path))
    desk.window.go_to("library")
    head = desk.window.library_page.list_pane.head
    desk.wait(head.filters["needs_you"].isVisible)
    before = head.settle.isVisible()

    head.filters["needs_you"].click()
    desk.wait(lambda: head.settle.isVisible() and desk.quiet())
    head.settle.click()
    desk.wait(desk.quiet)

    assert not before
    assert desk.window.places.shown == "needs_you"
    assert page_of(desk).list.hasFocus()
    desk.close()
