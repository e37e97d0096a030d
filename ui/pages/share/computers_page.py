"""Computers and trust: the own fingerprint, and how far the others are known."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.pages.share.card_list import CardList
from ui.pages.share.computer_card import ComputerCard
from ui.pages.share.share_part import SharePart
from ui.theme.look import look
from ui.viewmodels import trusting
from ui.widgets.fingerprint import Fingerprint
from ui.widgets.flow import FlowLayout
from ui.widgets.qr_code import QrCode, sheet
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from ssc_desktop.services.trust import Computer
    from ui.viewmodels.computers import Computers

_BESIDE = 560


class ComputersPage(SharePart):
    """This one first: it is what one reads out to others."""

    picture_wanted = Signal()
    copied = Signal()

    def __init__(self, computers: "Computers") -> None:
        super().__init__(gap=8)
        self._computers = computers
        self._list = CardList["Computer", ComputerCard](
            self, self._made, ComputerCard.show_computer
        )
        self.column.addWidget(self._own_card())
        self.column.addSpacing(look.px(18))
        self._heading, self._intro = (
            plain_label("subheading", wraps=True),
            plain_label("prompt", wraps=True),
        )
        self.column.addWidget(self._heading)
        self.column.addWidget(self._intro)
        self.column.addSpacing(look.px(2))
        self.column.addLayout(self._list.column)
        self.column.addStretch(1)
        self.say(self._say_words)
        computers.changed.connect(self._on_changed)
        self._on_changed()
        computers.load()

    def _own_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        self._own = QBoxLayout(QBoxLayout.Direction.LeftToRight, card)
        edge = look.px(18)
        self._own.setContentsMargins(edge, edge, edge, edge)
        self._own.setSpacing(look.px(22))
        self.code = QrCode()
        self._own.addWidget(self.code)
        down = QVBoxLayout()
        down.setSpacing(look.px(7))
        self._name = plain_label("subheading", wraps=True)
        self._why = plain_label("prompt", wraps=True)
        self.fingerprint = Fingerprint(1.35)
        for part in (self._name, self._why, self.fingerprint):
            down.addWidget(part)
        down.addSpacing(look.px(4))
        ways = QWidget()
        flow = FlowLayout(ways, look.px(8))
        self.copy, self.picture = button("secondary", "copy"), button("secondary", "image")
        self.copy.clicked.connect(self._copy)
        self.picture.clicked.connect(self.picture_wanted)
        flow.addWidget(self.copy)
        flow.addWidget(self.picture)
        down.addWidget(ways)
        down.addStretch(1)
        self._own.addLayout(down, 1)
        return card

    def _say_words(self) -> None:
        known = self._computers.known
        self._name.setText(_("This computer") if known is None else known.own.name)
        self._why.setText(
            _("Its fingerprint: read it out, or show the code. Who sees the same six groups knows "
              "that your bundles are yours.")
        )  # fmt: skip
        self.copy.setText(_("Copy"))
        self.copy.setAccessibleName(_("Copy the fingerprint"))
        self.picture.setText(_("Save as picture…"))
        self._heading.setText(_("Other computers"))
        others = known is not None and bool(known.others)
        self._intro.setText(
            _("All whose bundles came here. Open one to compare its fingerprint, or to block it.")
            if others
            else _("None yet. Every computer whose bundle you take in will stand here.")
        )

    def _on_changed(self) -> None:
        known = self._computers.known
        if known is None:
            return
        self.fingerprint.show_text(known.own.fingerprint)
        self.code.show_rows(known.squares, _("Fingerprint of this computer as a QR code"))
        self._list.show({one.id: one for one in known.others})
        self._say_words()

    @property
    def cards(self) -> dict[str, ComputerCard]:
        """The others, by their ids."""
        return self._list.cards

    def _made(self, computer: "Computer") -> ComputerCard:
        card = ComputerCard(computer)
        card.said.connect(self._computers.say)
        return card

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.fingerprint.text)
        self.copied.emit()

    def sheet(self) -> "QImage":
        """The fingerprint as a picture to print."""
        known = self._computers.known
        if known is None:
            return sheet((), "", ())
        said = _("Fingerprint of this computer in SSC Desktop. Compare all six groups.")
        return sheet(known.squares, known.own.name, (trusting.spoken(self.fingerprint.text), said))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = self.width() - 2 * look.edge(self.width()) >= look.px(_BESIDE)
        ways = QBoxLayout.Direction
        self._own.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        super().resizeEvent(event)
