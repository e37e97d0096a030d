"""What leaves this computer in a bundle, before it does: for whom, which stories, what stays."""

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels.giving import Giving, Offers
from ui.widgets.giving_box import GivingBox
from ui.widgets.leaving_list import LeavingBoard, Look
from ui.widgets.mirroring import leading_margins
from ui.widgets.speaking import button, plain_label
from ui.widgets.tab_order import step

if TYPE_CHECKING:
    from ssc_desktop.services.leaving import Leaving


class LeavingDialog(QDialog):
    """Shows the list; made only when the person says so."""

    go_wanted = Signal(str, object)
    """A story, and the path of what holds something back there."""
    told = Signal()
    """The list is shown."""
    make_wanted = Signal(object)
    """Giving: for whom it is to be made, and how."""

    def __init__(self, parent: QWidget, ask: Look, giving: Giving) -> None:
        super().__init__(parent)
        self.how = GivingBox(giving)
        self.board = LeavingBoard(self, ask)
        self.board.circle = giving.circle
        self.board.told.connect(self._show)
        self.board.changed.connect(lambda _circle: self.make.setEnabled(False))
        self.board.list.go_wanted.connect(self._go)
        self.setWindowTitle(_("What leaves this computer"))
        self.setModal(True)
        layout = QVBoxLayout(self)
        edge = look.px(20)
        layout.setContentsMargins(edge, look.px(16), edge, look.px(14))
        layout.setSpacing(look.px(10))
        title = plain_label("heading", wraps=True)
        title.setText(_("What leaves this computer"))
        layout.addWidget(title)
        layout.addWidget(self._readers())
        layout.addWidget(self._list(), 1)
        layout.addLayout(self._buttons())
        window = parent.window().size()
        self.resize(min(look.px(680), window.width() - 32), min(look.px(640), window.height() - 32))

    def _readers(self) -> QWidget:
        row = QWidget()
        down = QVBoxLayout(row)
        down.setContentsMargins(0, 0, 0, 0)
        label = plain_label("label")
        label.setText(_("For whom"))
        down.addWidget(label)
        down.addWidget(self.board.circles)
        return row

    def _list(self) -> QScrollArea:
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setProperty("role", "clear")
        down = QVBoxLayout(page)
        leading_margins(down, 0, 0, look.px(6), 0)
        down.setSpacing(look.px(8))
        down.addWidget(self.board.sum)
        down.addWidget(self.how)
        self.how.changed.connect(self._on_how)
        self.how.opened.connect(self._bring_into_sight)
        down.addWidget(self.board.list)
        down.addStretch(1)
        self._scroll.setWidget(page)
        return self._scroll

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.cancel = button("secondary")
        self.cancel.setText(_("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.make = button("primary")
        self.make.setText(_("Make the bundle…"))
        self.make.setEnabled(False)
        self.make.setDefault(True)
        self.make.clicked.connect(self._on_make)
        row.addWidget(self.cancel)
        row.addWidget(self.make)
        return row

    # ------------------------------------------------------------ what it shows

    @property
    def leaving(self) -> "Leaving | None":
        """What is shown; None as long as nothing is."""
        return self.board.leaving

    def look_up(self) -> None:
        """Ask for the list anew."""
        self.make.setEnabled(False)
        self.board.look_up(self.giving.ids)

    @property
    def giving(self) -> Giving:
        """For whom, and how."""
        return dataclasses.replace(self.how.giving, circle=self.board.circle)

    def offer(self, offers: Offers) -> None:
        """Offer what the library knows of others."""
        self.how.offer(offers)

    def _on_how(self) -> None:
        if self.giving.ids != self.board.asked:
            self.look_up()
        elif self.leaving is not None:
            self._say(self.leaving)

    def _bring_into_sight(self, part: QWidget) -> None:
        # after the layout has made room for it
        QTimer.singleShot(0, part, lambda: self._scroll.ensureWidgetVisible(part, 0, look.px(12)))

    def _show(self, found: "Leaving") -> None:
        self._say(found)
        here = self.focusWidget()
        if here is None or here is self.cancel:
            (self.make if found.going else self.cancel).setFocus()
        self.told.emit()

    def _say(self, found: "Leaving") -> None:
        giving = self.giving
        less = _("What the other computer holds already is left out.") if giving.receiver else ""
        self.board.sum.tell(found, light=giving.light, more=less)
        self.make.setEnabled(bool(found.going) and self.how.ready)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, forward=forward)

    def _go(self, story: str, path: object) -> None:
        self.reject()
        self.go_wanted.emit(story, path)

    def _on_make(self) -> None:
        if self.leaving is not None:
            giving = self.giving
            self.accept()
            self.make_wanted.emit(giving)
