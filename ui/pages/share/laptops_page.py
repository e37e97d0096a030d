"""The ledger for who collects: how many laptops delivered, a line each, what is missing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ssc_desktop.i18n import _, digits, ngettext
from ui.pages.share.card_list import CardList
from ui.pages.share.laptop_card import LaptopCard
from ui.pages.share.share_part import SharePart
from ui.theme.look import look
from ui.viewmodels.choices import Option
from ui.viewmodels.laptops import ALL, ASKING, MISSING, NEWER
from ui.widgets.part_bar import PartBar
from ui.widgets.segments import Segments
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.ledger import Laptop
    from ui.viewmodels.laptops import Laptops


class LaptopsPage(SharePart):
    """One sentence, a bar, and the lines."""

    bundle_wanted = Signal(object)
    answer_wanted = Signal(object)
    invite_wanted = Signal()
    take_wanted = Signal()

    def __init__(self, laptops: "Laptops") -> None:
        super().__init__(gap=8)
        self._laptops = laptops
        self._list = CardList["Laptop", LaptopCard](self, self._made, LaptopCard.show_laptop)
        self.sentence = plain_label("heading", wraps=True)
        self.bar = PartBar()
        self.column.addWidget(self.sentence)
        self.column.addWidget(self.bar)
        self.column.addSpacing(look.px(8))
        self.choices = Segments()
        self.choices.chosen.connect(self._on_chosen)
        self.column.addWidget(self.choices)
        self.column.addSpacing(look.px(2))
        self.column.addLayout(self._list.column)
        self.rest = plain_label("prompt", wraps=True)
        self.column.addWidget(self.rest)
        self.invite = button("secondary", "ticket")
        self.invite.clicked.connect(self.invite_wanted)
        self.column.addWidget(self.invite, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addStretch(1)
        self.say(self._say_words)
        laptops.changed.connect(self._on_changed)
        self._on_changed()
        laptops.load()

    def _say_words(self) -> None:
        ledger = self._laptops.ledger
        some = ledger is not None and bool(ledger.laptops)
        self.sentence.setText(ledger.sentence() if ledger is not None and some else "")
        self.sentence.setVisible(some)
        self.bar.setVisible(some and ledger is not None and bool(ledger.expected))
        if ledger is not None:
            self.bar.show_part(ledger.delivered, ledger.expected)
        names = (
            (ALL, _("All {n}")), (MISSING, _("Not delivered {n}")),
            (NEWER, _("Newer drafts {n}")), (ASKING, _("Asking {n}")),
        )  # fmt: skip
        options = [
            Option(code, words.format(n=digits(self._laptops.count(code)))) for code, words in names
        ]
        self.choices.set_options(options, _("Which laptops"))
        self.choices.show_code(self._laptops.narrowed)
        self.choices.setVisible(some)
        self.rest.setText(self._rest(some=some))
        self.rest.setVisible(bool(self.rest.text()))
        self.invite.setText(_("Invite the laptops of a workshop…"))
        self.invite.setVisible(ledger is not None and not ledger.expected)

    def _rest(self, *, some: bool) -> str:
        if not some:
            return _("No laptop has delivered yet. Each whose bundle you take in has a line here.")
        n = self._laptops.never_met
        if n and self._laptops.narrowed in {ALL, MISSING}:
            return ngettext(
                "{n} more laptop is expected; nothing came from it yet.",
                "{n} more laptops are expected; nothing came from them yet.", n,
            ).format(n=n)  # fmt: skip
        return "" if self._laptops.shown else _("None of them.")

    @property
    def cards(self) -> dict[str, LaptopCard]:
        """The lines that are shown, by the id of the laptop."""
        return self._list.cards

    def _on_changed(self) -> None:
        self._list.show({one.id: one for one in self._laptops.shown})
        self._say_words()

    def _made(self, laptop: "Laptop") -> LaptopCard:
        card = LaptopCard(laptop)
        card.bundle_wanted.connect(self.bundle_wanted)
        card.answer_wanted.connect(self.answer_wanted)
        return card

    def _on_chosen(self, code: object) -> None:
        self._laptops.narrow(str(code) if code else ALL)
