"""What stands round the pages: the rail, the foot, and the line that says one practises."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.commands import Commands
from ui.places import AT_FOOT, PLACES
from ui.widgets.footer import Footer
from ui.widgets.rail import Rail
from ui.widgets.speaking import Speaking, plain_tip
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from ui.viewmodels.autosave import Autosave
    from ui.widgets.moved_band import MovedBand


class Shell(Speaking, QWidget):
    """The middle of the window."""

    home_wanted = Signal()

    def __init__(self, autosave: "Autosave", *, practises: bool) -> None:
        super().__init__()
        self.practises = practises
        """Whether the library is the one to practise in."""
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self.rail = Rail()
        for name, picture, _words in PLACES:
            self.rail.add(name, picture, at_foot=name in AT_FOOT, checkable=name != "menu")
        self.rail.mark("library")
        self.stack = QStackedWidget()
        across.addWidget(self.rail)
        across.addWidget(self.stack, 1)
        down = self._down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        if practises:
            from ui.widgets.practice_band import PracticeBand

            self.practice_band = PracticeBand()
            self.practice_band.home_wanted.connect(self.home_wanted)
            down.addWidget(self.practice_band)
        down.addLayout(across, 1)
        self.footer = Footer(autosave)
        down.addWidget(self.footer)
        self.toast = Toast(self)
        self.say(self._say_words)

    def tell_moved(self, moment: str) -> "MovedBand":
        """Say over everything that the library moved to another laptop, and when."""
        from ui.widgets.moved_band import MovedBand

        band = MovedBand(moment)
        self._down.insertWidget(0, band)
        return band

    def _say_words(self) -> None:
        for name, _picture, words in PLACES:
            made, keys = self.rail.buttons[name], Commands.keys(name)
            made.name_it(_(words))
            made.setToolTip(plain_tip(f"{_(words)} ({keys})") if keys else "")
