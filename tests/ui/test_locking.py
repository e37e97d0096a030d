"""A protected library shows nothing before it is opened, and comes back to where one was."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ssc_desktop import i18n, services
from ssc_desktop.errors import PasswordNeeded, WrongPassword
from ssc_desktop.store import key_slots
from tests.ui.driving import PATIENCE, Desk, put
from tests.ui.looking import clipped, round_trip, unnamed
from tests.ui.visiting import PASSWORD, Visit
from ui.pages.door import Door
from ui.pages.manual_window import ManualWindow
from ui.speech import Speech
from ui.theme.look import look
from ui.widgets.invitation_sheet import InvitationSheet

STORIES = ("Rice and fish in one field", "Midwives by radio")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A protected library of two stories, and the code of its sheet."""
    folder = tmp_path_factory.mktemp("made") / "Kisumu"
    library = services.libraries.opened(folder, config=folder.parent / "config")
    for title in STORIES:
        services.cases.created(library, "en", {"title": title})
    library.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_slots, "_WORK", 10)  # guessing is cheap in a test
        return folder, services.protecting.protect(folder, PASSWORD).code


@pytest.fixture
def visit(qtbot: QtBot, made: tuple[Path, str], tmp_path: Path) -> Iterator[Visit]:
    folder = tmp_path / "Kisumu"
    shutil.copytree(made[0], folder)
    visiting = Visit(qtbot, folder)
    yield visiting
    visiting.close()


def _shown() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def _press(
    line: QWidget, key: Qt.Key, text: str,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:  # fmt: skip
    QCoreApplication.sendEvent(line, QKeyEvent(QEvent.Type.KeyPress, key, held, text))


def test_nothing_of_the_library_is_shown_before_the_password(visit: Visit) -> None:
    visit.wait(lambda: not visit.program.tasks.busy)

    assert _shown() == [visit.door]
    assert visit.door.windowTitle() == "SSC Desktop"
    assert not visit.program.failed
    before = (visit.shelf.listing, visit.shelf.is_ready)

    visit.enter()

    assert before == (None, False)
    assert _shown() == [visit.window]
    assert visit.shelf.listing is not None and visit.shelf.listing.total == len(STORIES)


def test_a_wrong_password_is_answered_kindly(visit: Visit) -> None:
    visit.type_password("rain boat eight")
    visit.wait(visit.door.trouble.isVisible)

    assert "not the password" in visit.door.trouble.text()
    assert visit.door.password.line.selectedText() != ""
    visit.enter()


def test_many_wrong_passwords_cost_a_moment_and_never_the_library(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pages.door._FREE_TRIES", 0)
    visit.type_password("rain boat eight")
    visit.wait(visit.door.trouble.isVisible)

    visit.enter()


def test_locked_capitals_are_told(visit: Visit) -> None:
    line = visit.door.password
    _press(line.line, Qt.Key.Key_R, "r")
    _press(line.line, Qt.Key.Key_R, "R", Qt.KeyboardModifier.ShiftModifier)
    assert not line.capitals.isVisible()

    _press(line.line, Qt.Key.Key_R, "R")  # large, and nothing was held down
    told = line.capitals.isVisible()
    _press(line.line, Qt.Key.Key_CapsLock, "")

    assert told and not line.capitals.isVisible()


def test_the_sheet_opens_however_it_is_typed_and_asks_for_a_new_password(
    visit: Visit, made: tuple[Path, str]
) -> None:
    code = made[1]
    door = visit.door
    door.sheet.click()
    wrong = ("Z" if code[0] != "Z" else "Y") + code[1:]
    put(door.code.boxes[1], wrong.lower().replace("-", " ").replace("0", "o"))
    door.use_code.click()
    visit.wait(door.trouble.isVisible)
    assert "1" in door.trouble.text() and door.code.boxes[1].property("role") == "wrong"

    put(door.code.boxes[1], code[:5].lower())
    QTest.keyClick(door.code.boxes[8], Qt.Key.Key_Return)
    visit.wait(door.new.isVisible)
    assert not door.set_new.isEnabled()
    door.new.first.setText("four new words here")
    door.new.again.setText("four new words here")
    door.set_new.click()
    visit.wait(lambda: visit.shelf.is_ready and visit.quiet())

    folder = visit.window.places._library  # noqa: SLF001 - where the window was opened
    assert services.protecting.unlocked(folder, "four new words here") is not None


def test_nothing_is_called_wrong_before_a_letter_of_the_code_was_typed(visit: Visit) -> None:
    door = visit.door
    door.sheet.click()

    QTest.keyClick(door.code.boxes[1], Qt.Key.Key_Return)
    visit.wait(lambda: not visit.program.tasks.busy)

    assert not door.trouble.isVisible() and door.code.isVisible()
    assert not any(box.property("role") == "wrong" for box in door.code.boxes.values())


def test_f1_at_the_door_says_what_to_do_without_the_password(visit: Visit) -> None:
    visit.door.password.line.setFocus()
    QTest.keyClick(visit.door.password.line, Qt.Key.Key_F1)

    manual = visit.door.findChild(ManualWindow)
    assert manual is not None and manual.isVisible() and manual.anchor == "forgotten"

    visit.enter()
    assert _shown() == [visit.window]


def test_another_library_can_be_chosen_at_the_door(visit: Visit, tmp_path: Path) -> None:
    services.libraries.opened(tmp_path / "open", config=tmp_path / "config").close()

    with visit.opening():
        visit.door.library_wanted.emit(tmp_path / "open")

    assert _shown() == [visit.window]
    assert visit.program.guard.door is None
    visit.wait(lambda: not visit.program.tasks.busy)


@pytest.mark.parametrize("size", [100, 140, 200])
@pytest.mark.parametrize("language", tuple(i18n.LANGUAGES))
def test_the_door_fits(qapp: QApplication, qtbot: QtBot, language: str, size: int) -> None:
    look.apply(qapp, "light", size)
    Speech(qapp).speak(language)
    door = Door(Path("Kisumu workshop of November 2026"), ["/elsewhere"])
    qtbot.addWidget(door)
    door.resize(1024, 600)
    door.show()
    found: list[str] = []

    for part in ("password", "code", "new"):
        door._ask(part)  # noqa: SLF001 - what its buttons do
        door.refuse(WrongPassword("That is not the password. " * 3, advice="Try again. " * 9))
        door.password.capitals.show()
        QApplication.processEvents()
        QApplication.processEvents()
        found += [f"{part}: {one}" for one in (*clipped(door), *unnamed(door))]

    look.apply(qapp, "light", 100)
    Speech(qapp).speak("en")
    assert found == []
    assert door.size().toTuple() == (1024, 600)


def test_the_keyboard_reaches_everything_at_the_door(visit: Visit) -> None:
    door = visit.door
    door.activateWindow()
    visit.wait(door.isActiveWindow)
    door.sheet.click()

    trip = round_trip(door.code.boxes[1])

    assert {*door.code.boxes.values(), door.use_code, door.back, door.other} == {*trip}
    QTest.keyClick(door.code.boxes[1], Qt.Key.Key_Escape)
    visit.wait(door.password.line.hasFocus)


# ------------------------------------------------------------ locking


def test_what_was_written_is_saved_before_it_is_locked(visit: Visit) -> None:
    visit.enter()
    visit.form.build_all()
    visit.type_into("Forty farmers share one pump.", "overview")
    title = visit.shelf.editor.screen()

    visit.lock()

    assert title is not None and _shown() == [visit.door]
    folder = visit.window.places._library  # noqa: SLF001 - where the window was opened
    key = services.protecting.unlocked(folder, PASSWORD)
    held = services.libraries.opened(services.start.begin(folder, key))
    kept = services.cases.opened(held, visit.shelf.editor.case_id).case
    held.close()
    assert kept.overview == "Forty farmers share one pump."
    with pytest.raises(PasswordNeeded):
        services.start.begin(folder)


def test_one_comes_back_to_where_one_was(visit: Visit) -> None:
    visit.enter()
    visit.activate()
    visit.form.build_all()
    story, pane = visit.shelf.editor.case_id, visit.window.library_page.pane
    visit.window.library_page.show_story()
    visit.form.reveal(("challenge",))
    box = visit.question("challenge").control.target
    assert isinstance(box, QTextEdit)
    visit.wait(box.isVisible)
    box.setFocus()
    put(box, "Half a sen")
    visit.rest()
    top = box.mapTo(pane, QPoint(0, 0)).y()

    visit.lock()
    visit.enter()

    assert visit.shelf.editor.case_id == story
    assert box.toPlainText() == "Half a sen"
    assert abs(box.mapTo(pane, QPoint(0, 0)).y() - top) < 40
    visit.wait(box.hasFocus)
    visit.shelf.editor.undo()
    assert box.toPlainText() == ""


def test_nobody_at_the_computer_locks_it(visit: Visit) -> None:
    visit.enter()
    assert visit.program.guard.rest is not None

    visit.program.guard.rest.begin(0.2)
    visit.wait(lambda: visit.program.guard.state == "locked")

    assert _shown() == [visit.door]


def test_a_key_in_any_window_counts_as_somebody(visit: Visit) -> None:
    visit.enter()
    rest = visit.program.guard.rest
    assert rest is not None
    rest._felt = rest._felt.replace(year=2001)  # noqa: SLF001 - as if one had been away for long

    QTest.keyClick(visit.window.windowHandle(), Qt.Key.Key_Shift)
    rest.begin(600)
    rest._look()  # noqa: SLF001 - what its timer does

    assert visit.program.guard.state == "open"


def test_a_dialog_keeps_what_is_typed_in_it(visit: Visit) -> None:
    visit.enter()
    sheet = InvitationSheet(visit.window, (), "en")
    sheet.open()
    sheet.name.setText("Nairobi, November 2026")

    visit.lock()
    assert _shown() == [visit.door] and not visit.door.other.isVisible()
    visit.enter()

    assert sheet.isVisible() and sheet.isModal()
    assert sheet.name.text() == "Nairobi, November 2026"
    sheet.close()


def test_what_was_copied_is_off_the_clipboard_while_it_is_locked(visit: Visit) -> None:
    if QGuiApplication.platformName() == "offscreen":
        pytest.skip("without a screen nobody owns the clipboard: QT_QPA_PLATFORM=xcb has one")
    visit.enter()
    QGuiApplication.clipboard().setText("The partner’s debts")

    visit.lock()
    assert QGuiApplication.clipboard().text() == ""
    visit.enter()

    assert QGuiApplication.clipboard().text() == "The partner’s debts"


def test_what_cannot_be_saved_is_never_locked_away(visit: Visit) -> None:
    visit.enter()
    visit.form.build_all()
    folder = visit.window.places._library  # noqa: SLF001 - where the window was opened
    gone = folder.with_name("moved")
    folder.rename(gone)
    visit.type_into("These words have nowhere to go.", "overview")

    visit.window.commands.actions["lock"].trigger()
    visit.wait(lambda: visit.program.guard.state == "open" and visit.window.isVisible())

    assert "Not locked" in visit.window.toast.text
    gone.rename(folder)
    visit.shelf.autosave.flush()
    visit.wait(visit.quiet)


def test_work_under_way_is_finished_first(visit: Visit) -> None:
    visit.enter()
    work, began = visit.window.errands.work, []
    work.start("A book is made.", lambda _library, job: began.append(job), lambda _made: None)

    visit.window.commands.actions["lock"].trigger()
    assert _shown() == [visit.door]
    visit.wait(lambda: visit.program.guard.state == "locked")

    assert began and not work.busy


def test_a_plain_library_is_never_locked(story: Desk) -> None:
    guard = story.program.guard

    story.window.lock_wanted.emit()

    assert guard.state == "open" and guard.rest is None
    assert not story.window.commands.actions["lock"].isVisible()


def test_waiting_for_the_library_ends_when_it_is_opened(visit: Visit) -> None:
    visit.enter()
    visit.lock()
    heard: list[int] = []

    visit.program.tasks.run(lambda _library: 7, heard.append)
    visit.qtbot.wait(50)
    assert heard == []
    visit.enter()

    visit.qtbot.waitUntil(lambda: heard == [7], timeout=PATIENCE)


def _held_elsewhere(visit: Visit) -> services.libraries.Library:
    folder = visit.window.places._library  # noqa: SLF001 - where the window was opened
    key = services.protecting.unlocked(folder, PASSWORD)
    return services.libraries.opened(services.start.begin(folder, key))


def test_what_else_keeps_it_shut_is_told_where_libraries_are_chosen(visit: Visit) -> None:
    held = _held_elsewhere(visit)

    visit.type_password()
    visit.wait(lambda: visit.window.isVisible() and visit.window.places.shown == "start")
    held.close()

    assert _shown() == [visit.window] and visit.program.failed


def test_a_locked_library_that_another_program_has_is_opened_later(visit: Visit) -> None:
    visit.enter()
    visit.lock()
    held = _held_elsewhere(visit)

    visit.type_password()
    visit.wait(visit.door.trouble.isVisible)
    said = visit.door.trouble.text()
    held.close()
    visit.enter()

    assert "already open" in said
