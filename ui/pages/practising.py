"""Practising: the list of what to try, opened from the band, and the ways to where it is done."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.viewmodels.practice import Practice

if TYPE_CHECKING:
    from ssc_desktop.services.practising import Step
    from ui.viewmodels.shelf import Shelf
    from ui.widgets.practice_band import PracticeBand


class Practising(QObject):
    """Made with the window of the practice library."""

    place_wanted = Signal(str)
    bundles_wanted = Signal(object)
    """Bundles to look at, a tuple of paths."""

    def __init__(self, window: QWidget, shelf: "Shelf", band: "PracticeBand") -> None:
        super().__init__(window)
        self._window, self._shelf, self._band = window, shelf, band
        self.practice = Practice(shelf, self)
        self.practice.changed.connect(self._say)
        band.steps_wanted.connect(self.show)

    def _say(self) -> None:
        seen = {step.name for step in self.practice.steps if step.seen}
        self._band.show_steps(len(self.practice.done & seen), len(seen))

    def show(self) -> None:
        """Show what there is to try."""
        from ui.widgets.practice_sheet import PracticeSheet

        sheet = PracticeSheet(self._window, self.practice.steps, self.practice.done)
        sheet.wanted.connect(self._go)
        sheet.open()

    def _go(self, step: "Step") -> None:
        self.place_wanted.emit(step.place)
        if step.place == "bundles":
            self.bundles_wanted.emit(self.practice.bundles)
        elif step.story and step.place == "library":
            self._shelf.open(step.story)
