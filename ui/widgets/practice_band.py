"""The line at the top of the window that says: this library is for practice only."""

from PySide6.QtCore import Signal

from ssc_desktop.i18n import _, digits
from ui.widgets.band import Band


class PracticeBand(Band):
    """Stays where it is as long as one practises."""

    home_wanted = Signal()
    steps_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("practice", "sprout")
        self._steps = (0, 0)
        self.steps = self.add_button()
        self.steps.clicked.connect(self.steps_wanted)
        self.steps.hide()
        self.home = self.add_button()
        self.home.clicked.connect(self.home_wanted)
        self.say(self._say_words)

    def _say_words(self) -> None:
        self.words.setText(_("Practice: try whatever you like. Your own stories are elsewhere."))
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
