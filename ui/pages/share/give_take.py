"""Give and take: the two cards, and over them what files would bring or have brought."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.i18n import _
from ui.pages.share.coming_panel import ComingPanel
from ui.pages.share.documents_panel import DocumentsPanel
from ui.pages.share.documents_result import DocumentsResult
from ui.pages.share.front_page import FrontPage
from ui.pages.share.invited_panel import InvitedPanel
from ui.pages.share.result_panel import ResultPanel
from ui.theme.look import look
from ui.viewmodels.collecting import ASKING, DONE, INVITED, LOOKING, TAKING
from ui.widgets.announcing import announce
from ui.widgets.speaking import Speaking, button, plain_label
from ui.widgets.tabs import Tab

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ui.viewmodels.incoming import Incoming
    from ui.viewmodels.shelf import Shelf
    from ui.viewmodels.work import Work


class WorkPanel(Speaking, QWidget):
    """What is under way, how far it is, and the way to stop it."""

    def __init__(self, work: "Work", incoming: "Incoming") -> None:
        super().__init__()
        self._incoming = incoming
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
        taking = self._incoming.state == TAKING
        self.count.setText(_("What is through stays in; the rest is left.") if taking
                           else _("Nothing is changed yet."))  # fmt: skip

    def _on_work(self, words: str) -> None:
        if words:
            self.words.setText(words)
            self.bar.setRange(0, 0)
            self.stop.setEnabled(True)
        elif self._incoming.state == TAKING:
            self.words.setText(_("Stopping after this file…"))
            self.stop.setEnabled(False)
        self._say_safe()

    def _on_progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)


class GiveTake(QStackedWidget):
    """Shows what the collecting is at."""

    def __init__(self, shelf: "Shelf", work: "Work", incoming: "Incoming") -> None:
        super().__init__()
        self._incoming = incoming
        collecting, arriving = incoming.collecting, incoming.arriving
        self.front = FrontPage(shelf)
        self.work = WorkPanel(work, incoming)
        self.coming = ComingPanel(incoming)
        self.result = ResultPanel(incoming)
        self.invited = InvitedPanel(collecting)
        self.documents = DocumentsPanel(arriving)
        self.came = DocumentsResult(arriving)
        self._pages: dict[str, QWidget] = {
            LOOKING: self.work, TAKING: self.work, ASKING: self.coming, DONE: self.result,
            INVITED: self.invited,
        }  # fmt: skip
        self._of_documents: dict[str, QWidget] = {
            LOOKING: self.work, TAKING: self.work, ASKING: self.documents, DONE: self.came,
        }  # fmt: skip
        for page in (self.front, self.work, self.coming, self.result, self.invited,
                     self.documents, self.came):  # fmt: skip
            self.addWidget(page)
        collecting.changed.connect(self._on_changed)
        arriving.changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        incoming = self._incoming
        pages = self._of_documents if incoming.shows_documents else self._pages
        page = pages.get(incoming.state, self.front)
        if page is self.currentWidget():
            return
        here = self.window().focusWidget()
        follows = here is None or isinstance(here, Tab) or self.isAncestorOf(here)
        self.setCurrentWidget(page)
        if self.isVisible():
            self._tell(page)
        if follows and self.isVisible():
            QTimer.singleShot(0, self, self.take_keyboard)

    def _tell(self, page: QWidget) -> None:
        said = {
            self.coming: self.coming.title.text(),
            self.result: self.result.sum.words.text(),
            self.documents: self.documents.title,
            self.came: self.came.sum.words.text(),
        }
        if page in said:
            announce(self, said[page])

    def take_keyboard(self) -> None:
        """Put the keyboard where one goes on."""
        now = self.currentWidget()
        if now is self.work:
            self.work.stop.setFocus()
        elif now is self.front:
            self.front.choose.setFocus()
        else:
            for page in (self.coming, self.result, self.invited, self.documents, self.came):
                if page is now:
                    page.take_keyboard()
