"""Making a bundle: the usual one with one button, and every choice behind one line."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ssc_desktop.services import bundles, receipts
from tests.ui.driving import Desk, labels
from tests.ui.others import Others
from tests.ui.test_collecting import WORDS, told
from tests.ui.test_photos import shot
from ui.theme.look import look
from ui.viewmodels import giving as words
from ui.widgets.leaving_dialog import LeavingDialog
from ui.widgets.new_passphrase import NewPassphrase


def giving(desk: Desk) -> LeavingDialog:
    """The list of what leaves, as it is shown for a bundle of all stories."""
    desk.answers.agrees = False
    desk.window.commands.actions["bundle_all"].trigger()
    desk.wait(lambda: bool(desk.answers.asked))
    shown = desk.answers.asked[-1]
    assert isinstance(shown, LeavingDialog)
    desk.wait(lambda: shown.leaving is not None and desk.quiet())
    return shown


def made(desk: Desk, dialog: LeavingDialog, target: Path) -> None:
    """Press the one button, and wait for the file."""
    desk.answers.target = target
    dialog.make.click()
    desk.wait(lambda: not desk.window.errands.work.busy and desk.quiet())


@pytest.fixture
def writer(story: Desk) -> Desk:
    """The window with one story, which has a picture."""
    story.type_into("Rice in Benin", "title")
    return story


def test_the_usual_bundle_takes_one_button(writer: Desk, tmp_path: Path) -> None:
    front = writer.sharing().front
    dialog = giving(writer)

    assert dialog.how is not None
    assert dialog.how.line.text() == "all stories · with pictures · one file · not locked"
    made(writer, dialog, tmp_path / "rice.sscz")

    assert bundles.verify(tmp_path / "rice.sscz").stories == 1
    assert writer.window.toast.text.startswith("The bundle is ready: rice.sscz, 1 story. Checked")
    assert "The bundle is ready: rice.sscz" in told(front)
    front.made.findChildren(type(front.make))[-1].click()
    assert not front.made.isVisible()


def test_pictures_can_stay_here(writer: Desk, tmp_path: Path) -> None:
    writer.shelf.intake.take([shot(tmp_path)])
    writer.wait(lambda: not writer.shelf.intake.busy and writer.quiet())
    writer.rest()
    dialog = giving(writer)
    assert dialog.board.sum.weight.text().startswith("With 1 picture or file")
    assert dialog.how is not None

    dialog.how.pictures.buttons["without"].click()

    assert dialog.board.sum.weight.text() == "1 picture or file stays here."
    made(writer, dialog, tmp_path / "light.sscz")
    assert bundles.verify(tmp_path / "light.sscz").attachments == 0


def test_a_passphrase_is_typed_twice_and_opens_the_bundle(
    writer: Desk, tmp_path: Path, others: Others
) -> None:
    dialog = giving(writer)
    box = dialog.how
    assert box is not None
    box.lock.buttons["passphrase"].click()
    assert not dialog.make.isEnabled()
    box.passphrase.first.setText("short")
    assert box.passphrase.hint.text() == "Too short: at least 8 characters."
    box.passphrase.first.setText(WORDS)
    box.passphrase.again.setText("rain boats")
    assert box.passphrase.hint.text() == "The two are not the same."
    assert not dialog.make.isEnabled()

    box.passphrase.again.setText(WORDS)
    assert box.line.text().endswith("locked with a passphrase")
    made(writer, dialog, tmp_path / "locked.sscz.age")

    there = others.person("Bo")
    with there.there():
        taken = bundles.take(there.library, tmp_path / "locked.sscz.age", passphrase=WORDS)[0]
    assert [one.title for one in taken.new] == ["Rice in Benin"]


def test_a_bundle_for_one_computer_leaves_out_what_it_holds(
    writer: Desk, tmp_path: Path, others: Others
) -> None:
    made(writer, giving(writer), tmp_path / "first.sscz")
    bo = others.person("Bo")
    bo.take(tmp_path / "first.sscz")
    writer.look_at(bo.receipt_at(tmp_path / "receipt.sscz"))
    writer.take_in()
    writer.new_story()
    writer.type_into("Cotton in Togo", "title")
    writer.answers.asked.clear()
    dialog = giving(writer)
    box = dialog.how
    assert box is not None
    assert labels(box.receiver) == ["No, everything", "Bo"]

    box.receiver.buttons[bo.id].click()
    assert box.line.text().startswith("what Bo lacks")
    made(writer, dialog, tmp_path / "second.sscz")

    assert bundles.verify(tmp_path / "second.sscz").stories == 1


def test_a_laptop_of_a_workshop_locks_for_who_runs_it(
    writer: Desk, tmp_path: Path, others: Others
) -> None:
    nadia = others.person("Nadia")
    writer.look_at(nadia.invite(tmp_path / "i.sscz", "Nairobi", part_size=words.for_mail(10)))
    writer.sharing().invited.join.click()
    writer.wait(lambda: writer.collecting.joined and writer.quiet())

    dialog = giving(writer)
    assert dialog.how is not None
    line = dialog.how.line.text()
    assert line.endswith("files for mails of 10 MB · locked for Nadia")
    made(writer, dialog, tmp_path / "for-nadia.sscz.age")

    with nadia.there():
        taken = bundles.take(nadia.library, tmp_path / "for-nadia.sscz.age")[0]
    assert [one.title for one in taken.new] == ["Rice in Benin"]


def test_the_chosen_stories_or_all_of_them(writer: Desk) -> None:
    writer.new_story()
    writer.type_into("Cotton in Togo", "title")
    writer.answers.agrees = False
    writer.window.commands.actions["bundle"].trigger()
    writer.wait(lambda: bool(writer.answers.asked))
    dialog = writer.answers.asked[-1]
    assert isinstance(dialog, LeavingDialog)
    writer.wait(lambda: dialog.leaving is not None and writer.quiet())
    box = dialog.how
    assert box is not None
    assert labels(box.which) == ["This story", "All stories"]
    assert dialog.board.sum.heading.text() == "1 story goes."

    box.which.buttons["all"].click()
    writer.wait(lambda: dialog.board.sum.heading.text() == "All 2 stories go." and writer.quiet())

    assert dialog.giving.ids is None


def test_an_own_size_of_files(writer: Desk) -> None:
    box = giving(writer).how
    assert box is not None

    box.size_choice.buttons[-1].click()
    box.own_size.setText("7")

    assert "files for mails of 7 MB" in box.line.text()
    box.size_choice.buttons[0].click()
    assert "one file" in box.line.text()
    assert not box.own_size.isVisibleTo(box)


def test_a_request_is_answered_with_what_it_asks_for(
    writer: Desk, tmp_path: Path, others: Others
) -> None:
    made(writer, giving(writer), tmp_path / "first.sscz")
    bo = others.person("Bo")
    bo.take(tmp_path / "first.sscz")
    writer.new_story()
    writer.type_into("Cotton in Togo", "title")
    with bo.there():
        receipts.request(bo.library, tmp_path / "request.sscz", [writer.shelf.editor.case_id])
    writer.look_at(tmp_path / "request.sscz")
    writer.take_in()
    writer.window.change_settings(role="facilitator")
    page = writer.window.page("laptops")
    writer.wait(lambda: bool(page.cards) and writer.quiet())  # type: ignore[attr-defined]
    (card,) = page.cards.values()  # type: ignore[attr-defined]
    card.open()
    assert card.chip.text == "Asks for stories"
    writer.answers.agrees, writer.answers.target = True, tmp_path / "answer.sscz"

    card.answer.click()
    writer.wait(lambda: (tmp_path / "answer.sscz").is_file() and writer.quiet())

    assert bundles.verify(tmp_path / "answer.sscz").stories == 1
    writer.wait(lambda: card.chip.text != "Asks for stories" and writer.quiet())


def test_a_list_that_comes_when_it_was_put_away_is_told_to_nobody(writer: Desk) -> None:
    dialog = giving(writer)
    gate = threading.Event()
    writer.program.tasks.run(lambda _library: gate.wait(60))
    dialog.board.circles.buttons["public"].click()

    with writer.qtbot.captureExceptions() as errors:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gate.set()
        writer.wait(writer.quiet)

    assert errors == []


@pytest.mark.usefixtures("as_usual")
def test_a_good_passphrase_is_said_as_quietly_as_a_bad_one(
    qapp: QApplication, qtbot: QtBot
) -> None:
    look.apply(qapp, "light")
    box = NewPassphrase()
    qtbot.addWidget(box)
    box.resize(600, 200)
    box.show()
    box.first.setText(WORDS)
    grounds = [
        label.grab().toImage().pixelColor(label.width() - 2, 2) for label in (box.hint, box.loss)
    ]

    assert box.hint.text() == "Good."
    assert grounds[0] == grounds[1]
