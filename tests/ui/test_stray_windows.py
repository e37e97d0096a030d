"""No part of the window is ever a window of its own, not even for a moment.

A widget that is shown before it has a parent becomes a window: it flickers, takes the keyboard away
and costs a millisecond. Set it visible after it was put into its layout.
"""

import traceback
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ssc_desktop import services
from tests.ui.driving import Desk
from ui.overriding import override

_MEANT = Qt.WindowType.Dialog.value | Qt.WindowType.Popup.value | Qt.WindowType.ToolTip.value


class StrayWatch(QObject):
    """Notes who shows a widget that is a window without being meant as one."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[str, str] = {}

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if shown and isinstance(watched, QWidget) and watched.isWindow():
            kind = watched.windowFlags().value & Qt.WindowType.WindowType_Mask.value
            plain = kind == Qt.WindowType.Window.value
            if plain and watched.objectName() != "main":
                place = next(
                    f"{Path(frame.filename).name}:{frame.lineno}"
                    for frame in reversed(traceback.extract_stack())
                    if frame.filename != __file__
                )
                self.seen[place] = type(watched).__name__
        return False


def test_no_widget_is_shown_before_it_has_a_parent(qtbot: QtBot, tmp_path: Path) -> None:
    library = services.libraries.opened(tmp_path / "library")
    services.libraries.add_samples(library)
    library.close()
    watch = StrayWatch()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)

    desk = Desk(qtbot, tmp_path / "library")
    desk.wait(lambda: desk.shelf.editor.case is not None and desk.quiet())
    desk.form.build_all()
    desk.shelf.editor.show_all(True)
    for path, member in list(desk.form.asking.members.items()):
        fields: tuple[Any, ...] = getattr(member.definition, "fields", ())
        for item in desk.shelf.editor.items(path) if fields else ():
            member.member_at((*path, item.id, fields[0].name))
    pane = desk.window.library_page.pane
    for name in pane.panel.names:
        pane.panel.show_page(name)
    for name in ("bundles", "inbox", "laptops", "station", "computers", "activity", "needs_you",
                 "bin", "settings", "library"):  # fmt: skip
        desk.window.go_to(name)
    desk.wait(desk.quiet)
    app.removeEventFilter(watch)

    desk.close()

    assert watch.seen == {}
