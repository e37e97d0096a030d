"""Rescued words are told of at start, and come back with one press."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from ssc_desktop import services
from ssc_desktop.record.editing import with_value
from tests.ui.driving import Desk
from ui.widgets.rescue_dialog import RescueDialog


def waiting(qtbot: QtBot, folder: Path) -> tuple[Desk, RescueDialog, Path]:
    """The window on a library beside which words wait, the dialogue, and their file."""
    library = services.libraries.opened(folder)
    data = {"title": "Rice", "overview": "Forty farmers learned."}
    case_id, _changes = services.cases.added(library, data)
    shown = services.cases.opened(library, case_id).case
    written = with_value(shown, ("overview",), "Fifty farmers learned.")
    path = services.rescue.write(written, {})
    library.close()
    desk = Desk(qtbot, folder)
    desk.wait(lambda: bool(desk.window.findChildren(RescueDialog)))
    return desk, desk.window.findChildren(RescueDialog)[0], path


def test_rescued_words_come_back(qtbot: QtBot, tmp_path: Path) -> None:
    desk, dialog, path = waiting(qtbot, tmp_path / "library")
    assert dialog.buttons[path].isDefault()

    dialog.buttons[path].click()
    desk.wait(lambda: desk.shelf.editor.value(("overview",)) == "Fifty farmers learned.")
    desk.wait(desk.quiet)

    assert not path.exists()
    assert desk.window.toast.text == "Your words are back in the story."
    desk.wait(lambda: not desk.window.findChildren(RescueDialog))
    desk.close()


def test_words_that_could_not_come_back_can_be_tried_again(qtbot: QtBot, tmp_path: Path) -> None:
    desk, dialog, path = waiting(qtbot, tmp_path / "library")
    aside = path.rename(tmp_path / "on a stick that was pulled out")

    dialog.buttons[path].click()
    desk.wait(lambda: bool(desk.answers.said))
    assert dialog.buttons[path].isEnabled()
    aside.rename(path)
    dialog.buttons[path].click()

    desk.wait(lambda: desk.shelf.editor.value(("overview",)) == "Fifty farmers learned.")
    desk.wait(desk.quiet)
    desk.close()
