"""Documents that came: the list of them where there are several, and one after the other."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.pages.share.document_list import DocumentList
from ui.pages.share.document_preview import DocumentPreview
from ui.pages.share.foot_bar import FootBar
from ui.viewmodels import arriving_words as words
from ui.viewmodels.collecting import TAKING
from ui.widgets.speaking import Speaking, button

if TYPE_CHECKING:
    from ui.viewmodels.arrived import Arrived
    from ui.viewmodels.arriving import Arriving


class DocumentsPanel(Speaking, QWidget):
    """The pages scroll; the buttons stay in sight."""

    help_place = "arriving"
    columns_wanted = Signal(object)
    """The path of a table of others, to say what its columns answer."""

    def __init__(self, arriving: "Arriving") -> None:
        super().__init__()
        self._arriving = arriving
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        self.list = DocumentList(arriving)
        self.list.columns_wanted.connect(self.columns_wanted)
        self.preview = DocumentPreview(arriving)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.preview)
        down.addWidget(self.stack, 1)
        self.foot = self._foot()
        down.addWidget(self.foot)
        self.say(self._say_words)
        arriving.changed.connect(self._on_changed)

    def _foot(self) -> FootBar:
        self.take = button("primary", "check", "on_accent")
        self.all = button("secondary")
        self.attach = button("secondary", "paperclip")
        self.columns = button("secondary", "table-2")
        self.leave = button("secondary")
        self.columns.clicked.connect(lambda: self.columns_wanted.emit(self._arriving.table))
        self.attach.clicked.connect(lambda: self._arriving.attach())  # noqa: PLW0108 - no argument
        self.take.clicked.connect(self._on_take)
        self.all.clicked.connect(lambda: self._arriving.show(""))
        self.leave.clicked.connect(self._on_leave)
        foot = FootBar((self.take, self.columns, self.attach, self.all, self.leave))
        self.chosen = foot.words
        return foot

    @property
    def _is_one(self) -> bool:
        arrived = self._arriving.arrived
        return arrived is not None and arrived.proposal is not None

    def _on_changed(self) -> None:
        self.stack.setCurrentWidget(self.preview if self._is_one else self.list)
        self._say_words()

    def _on_take(self) -> None:
        if self._is_one:
            self._arriving.take()
        else:
            self._arriving.take_certain()

    def _on_leave(self) -> None:
        if self._is_one:
            self._arriving.leave()
        else:
            self._arriving.forget()

    # ------------------------------------------------------------ words

    def _say_words(self) -> None:
        arrived = self._arriving.arrived
        if arrived is None:
            return
        free = self._arriving.state != TAKING
        proposal = arrived.proposal
        several = len(arrived.waiting) > 1
        if proposal is None:
            self._say_list(arrived)
        else:
            brings = proposal.brings
            self.chosen.setText(words.chosen(arrived, proposal))
            self.take.setText(_("Take in"))
            self.take.setVisible(brings)
            self.take.setEnabled(bool(arrived.wanted(proposal)) and free)
            self.leave.setText(_("Leave it") if brings else _("Next") if several else _("Close"))
        self.columns.setText(_("Columns…"))
        self.columns.setVisible(proposal is not None and self._arriving.table is not None)
        self.attach.setText(_("Attach it to the open story"))
        self.attach.setVisible(proposal is not None and self._arriving.can_attach)
        self.all.setText(_("All documents"))
        self.all.setVisible(proposal is not None and len(arrived.proposals.proposals) > 1)
        self.leave.setEnabled(free)

    def _say_list(self, arrived: "Arrived") -> None:
        n = len(arrived.certain)
        said = _("Look at each, or take in at once what there is nothing to ask about.")
        self.chosen.setText(said if arrived.waiting else "")
        self.take.setText(words.certain(arrived))
        self.take.setVisible(bool(n))
        self.take.setEnabled(self._arriving.state != TAKING)
        self.leave.setText(_("Leave them") if arrived.waiting else _("Close"))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.foot.fit(self.width(), self.height())
        super().resizeEvent(event)

    @property
    def title(self) -> str:
        """What is shown, for those who hear it."""
        return self.preview.title.text() if self._is_one else self.list.title.text()

    def take_keyboard(self) -> None:
        """Have Enter do what is likely."""
        first = self.list.first() if not self._is_one else None
        ways = (self.take, first, self.leave)
        next(one for one in ways if one is not None and not one.isHidden()).setFocus()
