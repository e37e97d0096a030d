"""Under give and take: the workshop, how far the collecting is, and what happened lately."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.pages.share.deed_line import DeedLine
from ui.theme.look import look
from ui.widgets.cleared import clear
from ui.widgets.part_bar import PartBar
from ui.widgets.picture import Picture
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from ui.viewmodels.happened import Happened
    from ui.viewmodels.laptops import Laptops
    from ui.viewmodels.workshops import Workshops

_LATELY = 3


class WorkshopStrip(Speaking, QFrame):
    """For who collects: how many delivered. For who writes: whom the bundles are for."""

    place_wanted = Signal(str)
    invite_wanted = Signal()

    def __init__(self, parent: QWidget, workshops: "Workshops", laptops: "Laptops") -> None:
        super().__init__(parent)
        self._workshops, self._laptops = workshops, laptops
        self._collects = False
        self.setProperty("role", "box")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(16), look.px(10), look.px(12), look.px(10))
        row.setSpacing(look.px(12))
        row.addWidget(Picture("ticket", "accent", 20), 0, Qt.AlignmentFlag.AlignVCenter)
        down = QVBoxLayout()
        down.setSpacing(look.px(5))
        self.words = plain_label("label", wraps=True)
        self.more = plain_label("small", wraps=True)
        self.bar = PartBar()
        for part in (self.words, self.bar, self.more):
            down.addWidget(part)
        row.addLayout(down, 1)
        self.way = button("link")
        self.way.clicked.connect(self._on_way)
        row.addWidget(self.way, 0, Qt.AlignmentFlag.AlignVCenter)
        self.say(self._say_words)
        workshops.changed.connect(self._say_words)
        laptops.changed.connect(self._say_words)

    def show_role(self, role: str) -> None:
        """Say what fits what the person does here."""
        self._collects = role == "facilitator"
        self._say_words()

    def _say_words(self) -> None:
        if self._collects:
            self._say_ledger()
        else:
            self._say_host()

    def _say_ledger(self) -> None:
        ledger, workshop = self._laptops.ledger, self._workshops.current
        known = ledger is not None and bool(ledger.expected or ledger.laptops)
        if known and ledger is not None:
            self.words.setText(ledger.sentence())
            self.bar.show_part(ledger.delivered, ledger.expected)
        else:
            self.words.setText(_("Invite the laptops of your workshop"))
        self.bar.setVisible(known and ledger is not None and bool(ledger.expected))
        said = workshop.name if workshop is not None else ""
        if not known:
            said = _("An invitation sets each laptop up in one step, and counts who has delivered.")
        self.more.setText(said)
        self.more.setVisible(bool(said))
        self.way.setText(_("See the laptops") if known else _("Make an invitation…"))
        self.way.show()
        self.show()

    def _say_host(self) -> None:
        workshop = self._workshops.current
        self.setVisible(workshop is not None)
        self.bar.hide()
        self.way.hide()
        if workshop is not None:
            host = next((one.name for one in workshop.keys if one.role == "facilitator"), "")
            self.words.setText(_("This laptop is set up for “{name}”.").format(name=workshop.name))
            self.more.setText(_("Facilitator: {name}").format(name=host) if host else "")
            self.more.setVisible(bool(host))

    def _on_way(self) -> None:
        ledger = self._laptops.ledger
        if ledger is not None and (ledger.expected or ledger.laptops):
            self.place_wanted.emit("laptops")
        else:
            self.invite_wanted.emit()


class Lately(Speaking, QWidget):
    """The last few things, with the way back."""

    place_wanted = Signal(str)

    def __init__(self, parent: QWidget, happened: "Happened") -> None:
        super().__init__(parent)
        self._happened = happened
        down = QVBoxLayout(self)
        down.setContentsMargins(0, look.px(6), 0, 0)
        down.setSpacing(look.px(6))
        row = QHBoxLayout()
        self._heading = plain_label("label", wraps=True)
        self.all = button("small-link")
        self.all.clicked.connect(lambda: self.place_wanted.emit("activity"))
        row.addWidget(self._heading, 1)
        row.addWidget(self.all)
        down.addLayout(row)
        box = QFrame()
        box.setProperty("role", "box")
        self._list = QVBoxLayout(box)
        self._list.setContentsMargins(look.px(14), look.px(3), look.px(14), look.px(3))
        self._list.setSpacing(0)
        down.addWidget(box)
        self.say(self._say_words)
        happened.changed.connect(self._fill)
        happened.load()

    def _say_words(self) -> None:
        self._heading.setText(_("Lately"))
        self.all.setText(_("All that happened"))
        self._fill()

    def _fill(self) -> None:
        clear(self._list)
        deeds = self._happened.deeds[:_LATELY]
        for at, deed in enumerate(deeds):
            if at:
                line = QFrame()
                line.setProperty("role", "line")
                self._list.addWidget(line)
                line.show()
            made = DeedLine(deed, brief=True)
            made.undo_wanted.connect(lambda one=deed: self._happened.undo(one))
            made.back_wanted.connect(lambda one=deed: self._happened.put_back(one))
            self._list.addWidget(made)
            made.show()
        self.setVisible(bool(deeds))
