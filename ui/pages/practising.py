"""Practising: the list of what to try, opened from the band, and the ways to where it is done."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.viewmodels.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ssc_desktop.services.practising import Step
    from ui.viewmodels.shelf import Shelf
    from ui.widgets.practice_band import PracticeBand


@dataclass(frozen=True, slots=True)
class Ways:
    """To a place of the window, to a page beside the story, and to looking at bundles."""

    go_to: "Callable[[str], None]"
    show_panel: "Callable[[str], None]"
    look_at: "Callable[[Sequence[Path]], None]"


class Practising(QObject):
    """Made with the window of the practice library."""

    def __init__(
        self,
        window: QWidget,
        shelf: "Shelf",
        band: "PracticeBand",
        ways: "Ways",
    ) -> None:
        super().__init__(window)
        self._window, self._shelf, self._band = window, shelf, band
        self._ways = ways
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
        self._ways.go_to(step.place)
        if step.place == "bundles":
            self._ways.look_at(self.practice.bundles)
        elif step.panel:
            self._shelf.open(step.story, then=partial(self._ways.show_panel, step.panel))
