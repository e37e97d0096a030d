"""Give and take: the two cards, and over them what bundles would bring or have brought."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.i18n import _
from ui.pages.share.coming_panel import ComingPanel
from ui.pages.share.front_page import FrontPage
from ui.pages.share.invited_panel import InvitedPanel
from ui.pages.share.result_panel import ResultPanel
from ui.theme.look import look
from ui.viewmodels.collecting import ASKING, DONE, INVITED, LOOKING, TAKING, Collecting
from ui.widgets.announcing import announce
from ui.widgets.speaking import Speaking, button, plain_label
from ui.widgets.tabs import Tab

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ui.viewmodels.shelf import Shelf
    from ui.viewmodels.work import Work


class WorkPanel(Speaking, QWidget):
    """What is under way, how far it is, and the way to stop it."""

    def __init__(self, work: "Work", collecting: Collecting) -> None:
        super().__init__()
        self._collecting = collecting
        down = QVBoxLayout(self)
        down.setContentsMargins(look.px(42), look.px(40), look.px(42), look.px(40))
        down.setSpacing(look.px(12))
        self.words = plain_label("heading", wraps=True)
        self.count = plain_label("prompt", wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(look.px(420))
        self.stop: QPushButton = button("secondary")
        self.stop.clicked.connect(work.stop)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addStretch(1)
        down.addWidget(self.words)
        down.addWidget(self.count)
        down.addLayout(row)
        down.addSpacing(look.px(4))
        down.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeading)
        down.addStretch(1)
        self.say(self._say_words)
        work.under_way.connect(self._on_work)
        work.progressed.connect(self._on_progress)

    def _say_words(self) -> None:
        self.stop.setText(_("Stop"))
        self.bar.setAccessibleName(_("Progress"))
        self._say_safe()

    def _say_safe(self) -> None:
        taking = self._collecting.state == TAKING
        self.count.setText(_("What is through stays in; the rest is left.") if taking
                           else _("Nothing is changed yet."))  # fmt: skip

    def _on_work(self, words: str) -> None:
        if words:
            self.words.setText(words)
            self.bar.setRange(0, 0)
            self.stop.setEnabled(True)
        elif self._collecting.state == TAKING:
            self.words.setText(_("Stopping after this bundle…"))
            self.stop.setEnabled(False)
        self._say_safe()

    def _on_progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)


class GiveTake(QStackedWidget):
    """Shows what the collecting is at."""

    def __init__(self, shelf: "Shelf", work: "Work", collecting: Collecting) -> None:
        super().__init__()
        self._collecting = collecting
        self.front = FrontPage(shelf)
        self.work = WorkPanel(work, collecting)
        self.coming = ComingPanel(collecting)
        self.result = ResultPanel(collecting)
        self.invited = InvitedPanel(collecting)
        self._pages: dict[str, QWidget] = {
            LOOKING: self.work, TAKING: self.work, ASKING: self.coming, DONE: self.result,
            INVITED: self.invited,
        }  # fmt: skip
        for page in (self.front, self.work, self.coming, self.result, self.invited):
            self.addWidget(page)
        collecting.changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        page = self._pages.get(self._collecting.state, self.front)
        if page is self.currentWidget():
            return
        here = self.window().focusWidget()
        follows = here is None or isinstance(here, Tab) or self.isAncestorOf(here)
        self.setCurrentWidget(page)
        told: dict[QWidget, QLabel] = {
            self.coming: self.coming.title,
            self.result: self.result.sum.words,
        }
        if page in told and self.isVisible():
            announce(self, told[page].text())
        if follows and self.isVisible():
            QTimer.singleShot(0, self, self.take_keyboard)

    def take_keyboard(self) -> None:
        """Put the keyboard where one goes on."""
        now = self.currentWidget()
        if now is self.coming:
            self.coming.take_keyboard()
        elif now is self.result:
            self.result.take_keyboard()
        elif now is self.invited:
            self.invited.take_keyboard()
        elif now is self.work:
            self.work.stop.setFocus()
        else:
            self.front.choose.setFocus()
