"""A laptop in the ledger: what came from it, and what can be done for it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import laptops, trusting
from ui.widgets.cleared import clear
from ui.widgets.flow import FlowLayout
from ui.widgets.fold_card import FoldCard
from ui.widgets.picture import Picture
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.ledger import Laptop


class LaptopCard(FoldCard):
    """Opens into what is known of it."""

    bundle_wanted = Signal(object)
    """A bundle for this Laptop."""
    answer_wanted = Signal(object)
    """The stories that this Laptop asks for."""

    def __init__(self, laptop: "Laptop") -> None:
        super().__init__()
        self.laptop = laptop
        self._facts: QVBoxLayout | None = None
        self.bundle: QPushButton = button("secondary", "package")
        self.answer: QPushButton = button("primary", "mail", "on_accent")
        self.bundle.clicked.connect(lambda: self.bundle_wanted.emit(self.laptop))
        self.answer.clicked.connect(lambda: self.answer_wanted.emit(self.laptop))
        self._ways = QWidget(self)
        self._ways.hide()
        flow = FlowLayout(self._ways, look.px(8))
        flow.addWidget(self.answer)
        flow.addWidget(self.bundle)
        self.say(self._say_words)

    def show_laptop(self, laptop: "Laptop") -> None:
        """Show how it stands now."""
        self.laptop = laptop
        self._say_words()

    def _say_words(self) -> None:
        self.chip.show_state(*laptops.state(self.laptop))
        role = trusting.role(self.laptop.role)
        said = (role, laptops.line(self.laptop))
        self.say_head(self.laptop.name, " · ".join(one for one in said if one))
        self.bundle.setText(_("Make a bundle for it…"))
        self.answer.setText(_("Answer its request…"))
        for made in (self.bundle, self.answer):
            made.setAccessibleName(f"{made.text()} {self.laptop.name}")
        self.answer.setVisible(self.laptop.asks is not None)
        self._fill()

    @override
    def made_body(self) -> QWidget:
        body, down = self.indented(gap=7)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(look.px(4))
        down.addLayout(self._facts)
        down.addWidget(self._ways)
        self._ways.show()
        self._fill()
        return body

    def _fill(self) -> None:
        if self._facts is None:
            return
        clear(self._facts)
        for picture, tone, words in laptops.facts(self.laptop):
            part = _fact(picture, tone, words)
            self._facts.addWidget(part)
            part.show()


def _fact(picture: str, tone: str, words: str) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.px(8))
    colour = tone if tone == "muted" else f"on_{tone}"
    row.addWidget(Picture(picture, colour, 15), 0, Qt.AlignmentFlag.AlignTop)
    label = plain_label(wraps=True)
    label.setText(words)
    row.addWidget(label, 1)
    return part
