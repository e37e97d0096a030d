"""What a form has that no other document has: what it asks, for whom it is, its protection."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.i18n import N_, _
from ui.theme.look import look
from ui.viewmodels import document as words
from ui.widgets.check import Check
from ui.widgets.document.asked import Choice, Written
from ui.widgets.speaking import plain_tip

if TYPE_CHECKING:
    from ui.viewmodels.document import Order


class FormBox(QWidget):
    """Its answers go into the order at once."""

    def __init__(self, change: Callable[..., None]) -> None:
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.px(12))
        self.ask = Choice(N_("What it asks"), [(one, _(said)) for one, said in words.ASKS.items()])
        depths = [(one, _(said)) for one, said in words.DEPTHS.items()]
        self.how_much = Choice(N_("How much it asks"), depths)
        self.how_much.chosen.connect(lambda code: change(depth=code))
        self.receiver = Written(N_("Who fills it in"))
        self.receiver.tell(_("A name or a role. It stands on the form, and you see later whose "
                             "form came back."))  # fmt: skip
        self.protect = Check()
        self.protect.show_words(_("Only the answers can be changed"))
        self.note = _("Pictures and comments cannot be added then.")
        for part in (self.ask, self.how_much, self.receiver, self.protect):
            down.addWidget(part)
        self.protect.setToolTip(plain_tip(self.note))
        self.protect.setAccessibleDescription(self.note)
        self.ask.chosen.connect(lambda code: change(ask=code))
        self.receiver.changed.connect(lambda text: change(receiver=text))
        self.protect.clicked.connect(lambda: change(protect=self.protect.isChecked()))

    def show_order(self, order: "Order") -> None:
        """Show what is wanted."""
        self.ask.setVisible(not order.is_blank)
        self.ask.show_code(order.ask)
        self.how_much.setVisible(order.is_blank)
        self.how_much.show_code(order.depth)
        self.receiver.setVisible(not order.is_several_forms)
        self.receiver.show_text(order.receiver)
        self.protect.setChecked(order.protect)
