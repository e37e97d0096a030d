"""What was found when a document was looked through before it is shared."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ssc_desktop.i18n import _, ngettext
from ui.theme.look import look
from ui.viewmodels.coming import bare
from ui.widgets.facts_card import FactsCard
from ui.widgets.notice_box import NoticeBox
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import plain_label

_SIZE = QSize(560, 420)
_MOST = 40


class CheckDialog(Sheet):
    """What to mend, in plain words; or that there is nothing."""

    help_place = "check"

    def __init__(self, parent: QWidget, document: Path, mend: tuple[tuple[bool, str], ...]) -> None:
        super().__init__(parent, gap=8)
        self.setWindowTitle(_("Check before sharing"))
        self.head.setText(_("Check before sharing"))
        self.intro.setText(bare(document.name))
        area, column = self.scrolled(gap=8)
        self.sum = NoticeBox("warm" if mend else "good", "circle-alert" if mend else "circle-check")
        n = len(mend)
        if mend:
            self.sum.tell(ngettext("{n} thing to mend", "{n} things to mend", n).format(n=n))
        else:
            self.sum.tell(
                _("Checked: fit to share."),
                _("Word opens it without a complaint, and those who do not see it can read it."),
            )  # fmt: skip
        column.addWidget(self.sum)
        if mend:
            card = FactsCard()
            for serious, said in mend[:_MOST]:
                icon, tone = ("circle-alert", "red") if serious else ("info", "muted")
                card.add(icon, tone, said)
            column.addWidget(card)
        if n > _MOST:
            more = plain_label("small", wraps=True)
            more.setText(_("and {n} more").format(n=n - _MOST))
            column.addWidget(more)
        column.addStretch(1)
        self.down.addWidget(area, 1)
        self.close_it = self.add_close()
        self.fit(_SIZE)
        self.resize(self.width(), min(self.height(), look.px(_SIZE.height())))
        self.close_it.setFocus()
