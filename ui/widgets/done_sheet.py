"""What came of something large: a sentence, and what else there is to know."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ui.viewmodels.closed_work import Outcome
from ui.widgets.facts_card import FactsCard
from ui.widgets.sheet import Sheet

_SIZE = QSize(520, 280)


class DoneSheet(Sheet):
    """Read, then closed."""

    help_place = "backups"

    def __init__(self, parent: QWidget, outcome: Outcome) -> None:
        super().__init__(parent, intro="")
        self.setWindowTitle(outcome.head)
        self.head.setText(outcome.head)
        self.intro.hide()
        area, column = self.scrolled(gap=8)
        self.facts = FactsCard()
        for picture, tone, words in outcome.facts:
            self.facts.add(picture, tone, words)
        self.facts.setVisible(bool(outcome.facts))
        column.addWidget(self.facts)
        column.addStretch(1)
        self.down.addWidget(area, 1)
        self.close_it = self.add_close()
        self.fit(_SIZE)
        self.close_it.setFocus()
