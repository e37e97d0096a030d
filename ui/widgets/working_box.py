"""What is being done while no library is open: in words, with a bar, and a way to stop it."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.viewmodels.closed_work import ClosedRun
from ui.widgets.speaking import Speaking, button, plain_label


class WorkingBox(Speaking, QWidget):
    """Hidden while nothing is done."""

    def __init__(self) -> None:
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, look.px(10), 0, look.px(10))
        down.setSpacing(look.px(10))
        self.words = plain_label("heading", wraps=True)
        self.calm = plain_label("prompt", wraps=True)
        down.addWidget(self.words)
        down.addWidget(self.calm)
        row = QHBoxLayout()
        row.setSpacing(look.px(14))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(look.px(420))
        self.stop = button("secondary", "x")
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        row.addStretch(1)
        down.addLayout(row)
        self._stopping = False
        self.say(self._say_words)
        self.hide()

    def _say_words(self) -> None:
        self.bar.setAccessibleName(_("Progress"))
        self.calm.setText(_("Please leave the computer on. What is there now stays until the new "
                            "is whole and was checked."))  # fmt: skip
        self.stop.setText(_("Stopping…") if self._stopping else _("Stop"))

    def follow(self, run: ClosedRun, words: str, *, stops: bool) -> None:
        """Show how far `run` is."""
        self.words.setText(words)
        self.bar.setRange(0, 0)
        run.progressed.connect(self._show_progress)
        self._stopping = False
        self.stop.setEnabled(True)
        self.stop.setVisible(stops)

        def stop() -> None:
            self._stopping = True
            self.stop.setEnabled(False)
            self._say_words()
            run.stop()

        self.stop.clicked.connect(stop)
        self.show()
        if stops:
            self.stop.setFocus()

    def _show_progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)
