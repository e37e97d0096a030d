"""The line at the top of the window that says: this library is for practice only."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ssc_desktop.i18n import _, digits
from ui.theme.look import look
from ui.widgets.mirroring import leading_margins
from ui.widgets.picture import Picture
from ui.widgets.speaking import Speaking, button, plain_label


class PracticeBand(Speaking, QFrame):
    """Stays where it is as long as one practises."""

    home_wanted = Signal()
    steps_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("practice")
        self.setProperty("role", "band")
        row = QHBoxLayout(self)
        leading_margins(row, look.px(16), look.px(4), look.px(10), look.px(4))
        row.setSpacing(look.px(10))
        row.addWidget(Picture("sprout", "on_amber", 16))
        self._words = plain_label("band", wraps=True)
        row.addWidget(self._words, 1)
        self._steps = (0, 0)
        self.steps = button("band")
        self.steps.clicked.connect(self.steps_wanted)
        self.steps.hide()
        row.addWidget(self.steps, 0, Qt.AlignmentFlag.AlignVCenter)
        self.home = button("band")
        self.home.clicked.connect(self.home_wanted)
        row.addWidget(self.home, 0, Qt.AlignmentFlag.AlignVCenter)
        self.say(self._say_words)

    def _say_words(self) -> None:
        self._words.setText(_("Practice: try whatever you like. Your own stories are elsewhere."))
        self.home.setText(_("Back to my stories"))
        done, of = self._steps
        self.steps.setText(
            _("Try this: {done} of {of} done").format(done=digits(done), of=digits(of))
        )

    def show_steps(self, done: int, of: int) -> None:
        """Say how much of what there is to try was done."""
        self._steps = (done, of)
        self._say_words()
        self.steps.show()
