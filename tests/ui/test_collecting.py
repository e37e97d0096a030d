"""Bundles of many people: one summary, a choice, a result that stays, and the way back."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ssc_desktop import services
from ssc_desktop.media import Medium
from tests.ui.driving import Desk, labels
from tests.ui.others import Others
from ui.pages.share.activity_page import ActivityPage
from ui.pages.share.front_page import FrontPage
from ui.viewmodels.collecting import ASKING, DONE, LOOKING, NOTHING
from ui.viewmodels.sticks import Sticks
from ui.widgets.passphrase_line import PassphraseLine

WORDS = "rain boat ladder seven"


def told(widget: QWidget) -> str:
    """All words in a part of the window that can be seen."""
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def titles(desk: Desk) -> set[str]:
    return {one.title for one in desk.shelf.stories.summaries}


def activity(desk: Desk) -> ActivityPage:
    page = desk.window.page("activity")
    assert isinstance(page, ActivityPage)
    desk.wait(lambda: bool(page.lines) and desk.quiet())
    return page


def test_many_bundles_are_told_in_one_summary_by_sender(desk: Desk, others: Others) -> None:
    bundles = [others.sent("Amina", "Rice", "Maize"), others.sent("Bo", "Cotton")]

    desk.look_at(*bundles)

    coming = desk.sharing().coming
    assert coming.title.text() == "3 new."
    assert [card.share.sender for card in coming.cards.values()] == ["Amina", "Bo"]
    assert "2 new" in told(coming)
    assert desk.shelf.stories.rowCount() == 0


def test_the_keyboard_is_where_one_goes_on(desk: Desk, others: Others) -> None:
    desk.activate()
    desk.look_at(others.sent("Amina", "Rice"), others.sent("Bo", "Cotton"))
    coming = desk.sharing().coming
    desk.wait(lambda: coming.isAncestorOf(focused()))
    assert _words(focused()) == "Accept them all"

    QTest.keyClick(focused(), Qt.Key.Key_Return)
    coming.take_keyboard()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    desk.wait(lambda: desk.collecting.state == DONE and desk.quiet())

    desk.wait(lambda: _words(focused()) == "Done")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert desk.sharing().front.isVisible()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _words(widget: QWidget) -> str:
    return str(getattr(widget, "text", str)())


def test_a_card_opens_into_the_stories(desk: Desk, others: Others) -> None:
    desk.look_at(others.sent("Amina", "Rice"), others.sent("Bo", "Cotton"))
    coming = desk.sharing().coming
    assert "Rice" not in told(coming)

    next(iter(coming.cards.values())).head.click()

    assert "Rice" in told(coming)


def test_one_chooses_which_bundles_come_in(desk: Desk, others: Others) -> None:
    desk.look_at(others.sent("Amina", "Rice"), others.sent("Bo", "Cotton"))
    amina, bo = desk.sharing().coming.cards.values()

    desk.sharing().coming.all.click()
    assert not amina.check.isChecked()
    desk.sharing().coming.all.click()
    bo.check.click()
    desk.take_in()

    assert amina.check.isChecked()
    assert titles(desk) == {"Rice"}


def test_a_whole_folder_is_looked_into(desk: Desk, others: Others, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    others.sent("Amina", "Rice", into=stick)
    others.sent("Bo", "Cotton", into=stick)
    (stick / "letter.txt").write_text("not a bundle", "utf-8")
    desk.answers.place = stick

    desk.sharing().front.folder.click()
    desk.wait(lambda: desk.collecting.state == ASKING and desk.quiet())

    assert desk.sharing().coming.title.text() == "2 new."
    assert "letter.txt" not in told(desk.sharing().coming)


def test_a_stick_that_is_in_is_looked_at_with_one_click(
    desk: Desk, others: Others, tmp_path: Path
) -> None:
    others.sent("Amina", "Rice", into=tmp_path / "stick")
    there: list[Medium] = []
    sticks = Sticks(desk.program.tasks, desk.window, lambda: tuple(there))
    front = FrontPage(desk.shelf, sticks)
    desk.qtbot.addWidget(front)
    front.show()
    front.dropped.connect(desk.collecting.plan)
    assert front.stick_ways == []

    there.append(
        Medium(tmp_path / "stick", "vfat", read_only=False, removable=True, label="KINGSTON")
    )
    sticks.watch()
    desk.wait(lambda: bool(front.stick_ways))
    assert front.stick_ways[0].text() == "Look on “KINGSTON”"
    front.stick_ways[0].click()

    desk.wait(lambda: desk.collecting.state == ASKING and desk.quiet())
    assert desk.sharing().coming.title.text() == "1 new."


def test_a_folder_without_bundles_says_so(desk: Desk, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()

    desk.look_at(empty)

    assert desk.sharing().coming.title.text() == "Nothing can be taken in."
    assert "empty" in told(desk.sharing().coming)
    assert desk.sharing().coming.cancel.text() == "Close"


def test_a_passphrase_is_asked_for_where_it_is_needed(
    desk: Desk, others: Others, tmp_path: Path
) -> None:
    locked = others.person("Amina", "Rice").bundle(tmp_path / "a.sscz.age", passphrase=WORDS)
    desk.look_at(locked, others.sent("Bo", "Cotton"))
    coming = desk.sharing().coming
    assert coming.title.text() == "1 new."
    asked = coming.findChild(PassphraseLine)

    asked.line.setText("something else")
    asked.open.click()
    desk.wait(lambda: desk.collecting.wrong and desk.quiet())
    asked = coming.findChildren(PassphraseLine)[-1]
    assert "does not open it" in asked.trouble.text()
    asked.line.setText(WORDS)
    asked.line.returnPressed.emit()
    desk.wait(lambda: coming.title.text() == "2 new." and desk.quiet())
    desk.take_in()

    assert titles(desk) == {"Rice", "Cotton"}


def test_taking_in_can_be_stopped_between_two_bundles(desk: Desk, others: Others) -> None:
    desk.look_at(*(others.sent(name, f"Rice of {name}") for name in ("Amina", "Bo", "Carlos")))
    desk.collecting.answer(desk.sharing().coming.cards, "agreed")
    work = desk.window.errands.work
    work.progressed.connect(lambda _done, _of: work.stop())

    desk.sharing().coming.take.click()
    desk.wait(lambda: desk.collecting.state in {DONE, ASKING} and desk.quiet())

    result = desk.collecting.result
    taken = len(result.taken) if result is not None else 0
    assert desk.shelf.stories.rowCount() == taken
    assert result is None or result.left == 3 - taken


def test_stories_told_twice_are_suspected_and_lead_to_both(desk: Desk, others: Others) -> None:
    bundles = []
    giver, taker = ({"country": "CHN", "roles": ["knowledge_provider"]},
                    {"country": "UGA", "roles": ["knowledge_recipient"]})  # fmt: skip
    for name, title in (("Amina", "Rice seed from China for Ugandan farmers"),
                        ("Bo", "Rice seed from China, for Ugandan farmers")):  # fmt: skip
        other = others.person(name)
        other.add(title=title, partner=[giver, taker], start_date="2019")
        bundles.append(other.bundle(other.folder / "rice.sscz"))
    desk.look_at(*bundles)
    assert "may tell of the same work" in told(desk.sharing().coming)
    desk.take_in()

    assert "may tell of the same work" in told(desk.sharing().result)
    desk.sharing().result.place_wanted.emit("needs_you")
    assert desk.window.places.shown == "needs_you"


def test_older_deeds_are_read_on_demand(qtbot: QtBot, tmp_path: Path) -> None:
    library = services.libraries.opened(tmp_path / "library")
    with library.writing() as connection:
        for at in range(75):
            detail = {"name": f"rice-{at}.sscz", "stories": []}
            services.activity.note(connection, "made", "", detail)
    library.close()
    desk = Desk(qtbot, tmp_path / "library")
    page = activity(desk)
    assert len(page.lines) == 60

    page.more.click()
    desk.wait(lambda: len(page.lines) == 75 and desk.quiet())

    assert not page.more.isVisible()
    assert "rice-0.sscz" in told(page)
    desk.close()


def test_looking_can_be_stopped_and_changes_nothing(desk: Desk, others: Others) -> None:
    bundle = others.sent("Amina", "Rice")

    desk.collecting.plan([bundle])
    assert desk.collecting.state == LOOKING
    desk.sharing().work.stop.click()
    desk.wait(desk.quiet)

    assert desk.collecting.state == NOTHING
    assert desk.sharing().front.isVisible()
    desk.look_at(bundle)
    assert desk.sharing().coming.title.text() == "1 new."


def test_an_import_is_undone_whole_and_put_back(desk: Desk, others: Others) -> None:
    desk.look_at(others.sent("Amina", "Rice"), others.sent("Bo", "Cotton"))
    desk.take_in()
    result = desk.sharing().result

    result.undo.click()
    desk.wait(lambda: desk.shelf.stories.rowCount() == 0 and desk.quiet())
    assert "Undone in 2 stories" in told(result)
    result.put_back.click()
    desk.wait(lambda: desk.shelf.stories.rowCount() == 2 and desk.quiet())

    assert result.undo.isVisible()
    assert "Taken in: 2 new." in told(result)


def test_a_story_that_went_with_its_import_is_open_no_longer(desk: Desk, others: Others) -> None:
    desk.look_at(others.sent("Amina", "Rice"))
    desk.take_in()
    desk.wait(lambda: bool(desk.shelf.editor.case_id) and desk.quiet())

    desk.sharing().result.undo.click()
    desk.wait(lambda: desk.shelf.stories.rowCount() == 0 and desk.quiet())

    assert desk.shelf.editor.case_id == ""
    assert desk.answers.said == []


def test_what_happened_survives_closing_with_the_way_back(
    qtbot: QtBot, others: Others, tmp_path: Path
) -> None:
    first = Desk(qtbot, tmp_path / "library")
    first.look_at(others.sent("Amina", "Rice"), others.sent("Bo", "Cotton"))
    first.take_in()
    first.close()
    again = Desk(qtbot, tmp_path / "library")
    page = activity(again)
    latest = next(iter(page.lines.values()))
    assert latest.words.text() == "Took in 2 bundles: 2 stories."

    assert latest.way is not None
    latest.way.click()
    again.wait(lambda: again.shelf.stories.rowCount() == 0 and again.quiet())
    again.wait(lambda: again.quiet() and "Put back" in labels(page))

    assert "Nothing is lost" in again.window.toast.text
    again.close()


def test_a_story_that_was_written_on_stays_when_the_import_is_undone(
    desk: Desk, others: Others
) -> None:
    desk.look_at(others.sent("Amina", "Rice"))
    desk.take_in()
    desk.shelf.open_first()
    desk.wait(lambda: desk.shelf.editor.case is not None and desk.form.built)
    desk.window.go_to("library")
    desk.type_into("Rice in Benin", "title")
    desk.shelf.autosave.cut()
    desk.wait(desk.quiet)

    desk.window.go_to("bundles")
    desk.sharing().result.undo.click()
    desk.wait(lambda: desk.collecting.undone is not None and desk.quiet())

    assert titles(desk) == {"Rice in Benin"}
    assert "stays as it is" in told(desk.sharing().result)
    assert "Rice in Benin" in told(desk.sharing().result)


def test_who_is_elsewhere_hears_that_it_is_done(desk: Desk, others: Others) -> None:
    desk.look_at(others.sent("Amina", "Rice"))
    desk.collecting.answer(desk.sharing().coming.cards, "agreed")
    desk.sharing().coming.take.click()
    desk.window.go_to("library")
    desk.wait(lambda: desk.collecting.state == DONE and desk.quiet())

    assert desk.window.toast.text == "Taken in: 1 new."
    desk.window.toast.actions_shown[0].click()
    assert desk.window.places.shown == "bundles"
    assert "Taken in: 1 new." in told(desk.sharing().result)


def test_a_receipt_goes_beside_the_bundles(desk: Desk, others: Others, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    desk.look_at(others.sent("Amina", "Rice", into=stick))
    desk.take_in()

    desk.sharing().result.beside.click()
    desk.wait(lambda: not desk.window.errands.work.busy and desk.quiet())

    names = {path.name for path in stick.iterdir()}
    assert len(names) == 2
    assert any("receipt" in name for name in names)
    assert "receipt" in desk.window.toast.text


def test_the_result_leads_to_its_stories(desk: Desk, others: Others) -> None:
    desk.look_at(others.sent("Amina", "Rice"), others.sent("Bo", "Cotton"))
    desk.take_in()
    from ui.widgets.story_link import StoryLink

    links = desk.sharing().result.findChildren(StoryLink)
    link = next(one for one in links if one.title.text() == "Cotton")
    link.title.click()
    desk.wait(lambda: desk.shelf.editor.value(("title",)) == "Cotton" and desk.quiet())

    assert desk.window.places.shown == "library"
