"""Rescued words are told of at start, and come back with one press."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from ssc_desktop import services
from ssc_desktop.record.editing import with_value
from tests.ui.driving import Desk
from ui.widgets.rescue_dialog import RescueDialog


def test_rescued_words_come_back(qtbot: QtBot, tmp_path: Path) -> None:
    library = services.libraries.opened(tmp_path / "library")
    data = {"title": "Rice", "overview": "Forty farmers learned."}
    case_id, _changes = services.cases.added(library, data)
    shown = services.cases.opened(library, case_id).case
    written = with_value(shown, ("overview",), "Fifty farmers learned.")
    path = services.rescue.write(written, {})
    library.close()

    desk = Desk(qtbot, tmp_path / "library")
    desk.wait(lambda: bool(desk.window.findChildren(RescueDialog)))
    dialog = desk.window.findChildren(RescueDialog)[0]
    assert dialog.buttons[path].isDefault()

    dialog.buttons[path].click()
    desk.wait(lambda: desk.shelf.editor.value(("overview",)) == "Fifty farmers learned.")
    desk.wait(desk.quiet)

    assert not path.exists()
    assert desk.window.toast.text == "Your words are back in the story."
    desk.wait(lambda: not desk.window.findChildren(RescueDialog))
    desk.close()
