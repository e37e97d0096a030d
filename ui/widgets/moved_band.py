"""The line at the top of the window that says: this library moved to another laptop."""

from PySide6.QtCore import Signal

from ssc_desktop import services
from ssc_desktop.i18n import _
from ui.viewmodels import wording
from ui.widgets.band import Band


class MovedBand(Band):
    """Stays until somebody says that the work goes on here."""

    stay_wanted = Signal()

    def __init__(self, moment: str) -> None:
        """`moment` is when it moved."""
        super().__init__("moved", "laptop")
        self._moment = moment
        self.stay = self.add_button()
        self.stay.clicked.connect(self._stay)
        self.say(self._say_words)

    def _say_words(self) -> None:
        self.words.setText(services.moving.told(wording.day(self._moment)))
        self.stay.setText(_("I work here all the same"))

    def _stay(self) -> None:
        self.hide()
        self.stay_wanted.emit()
