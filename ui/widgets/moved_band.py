"""The line at the top of the window that says: this library moved to another laptop."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.viewmodels import wording
from ui.widgets.mirroring import leading_margins
from ui.widgets.picture import Picture
from ui.widgets.speaking import Speaking, button, plain_label


class MovedBand(Speaking, QFrame):
    """Stays until somebody says that the work goes on here."""

    stay_wanted = Signal()

    def __init__(self, moment: str) -> None:
        """`moment` is when it moved."""
        super().__init__()
        self._moment = moment
        self.setObjectName("moved")
        self.setProperty("role", "band")
        row = QHBoxLayout(self)
        leading_margins(row, look.px(16), look.px(4), look.px(10), look.px(4))
        row.setSpacing(look.px(10))
        row.addWidget(Picture("laptop", "on_amber", 16))
        self.words = plain_label("band", wraps=True)
        row.addWidget(self.words, 1)
        self.stay = button("band")
        self.stay.clicked.connect(self._stay)
        row.addWidget(self.stay, 0, Qt.AlignmentFlag.AlignVCenter)
        self.say(self._say_words)

    def _say_words(self) -> None:
        self.words.setText(
            _("This library moved to another laptop on {day}. Go on there: what you write here "
              "does not arrive there by itself.").format(day=wording.day(self._moment))
        )  # fmt: skip
        self.stay.setText(_("I work here all the same"))

    def _stay(self) -> None:
        self.hide()
        self.stay_wanted.emit()
