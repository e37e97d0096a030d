"""Tells of rescued words at start, and brings them back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.showing import show_file
from ui.viewmodels.rescued import RescueWatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssc_desktop.services.answers import Rescued
    from ui.viewmodels.shelf import Shelf


class Rescuing(QObject):
    """Looks once; a dialog only where there is something to tell."""

    def __init__(self, window: QWidget, shelf: "Shelf") -> None:
        super().__init__(window)
        self._window = window
        self.watch = RescueWatch(shelf, self)
        self.watch.found.connect(self._tell)
        self.watch.look()

    def _tell(self, waiting: "Sequence[Rescued]") -> None:
        from ui.widgets.rescue_dialog import RescueDialog

        dialog = RescueDialog(self._window, waiting)
        dialog.wanted.connect(self.watch.bring_back)
        dialog.folder_wanted.connect(show_file)
        self.watch.brought_back.connect(dialog.done_with)
        self.watch.refused.connect(dialog.offer_again)
        dialog.open()
