"""The look of documents: the program's own, or an organisation's, from its Word file."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.i18n import N_, _
from ui.theme.look import look
from ui.viewmodels.coming import bare
from ui.widgets.cleared import clear
from ui.widgets.document.asked import Choice
from ui.widgets.facts_card import FactsCard
from ui.widgets.speaking import button

if TYPE_CHECKING:
    from collections.abc import Sequence

_OURS, _THEIRS = "ours", "theirs"


class HouseBox(QWidget):
    """With what the template doctor says of the file."""

    chosen = Signal(bool)
    """Whether the organisation's look counts."""
    file_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(look.px(4))
        ways = [(_OURS, _("Ours")), (_THEIRS, _("Your organisation’s"))]
        self.which = Choice(N_("House style"), ways)
        self.which.chosen.connect(self._on_chosen)
        self._down.addWidget(self.which)
        self.choose = button("small-link", "folder-open", "accent")
        self.choose.clicked.connect(self.file_wanted)
        self._down.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeading)
        self._remarks = QVBoxLayout()
        self._down.addLayout(self._remarks)
        self.template: Path | None = None

    def show_house(self, template: Path | None, *, theirs: bool) -> None:
        """Show which look counts, and from which file it comes."""
        self.template = template
        self.which.show_code(_THEIRS if theirs else _OURS)
        self.choose.setVisible(theirs)
        self.choose.setText(_("Another file…") if template else _("Choose a Word file…"))
        said = _("Styles, header, footer and page size come from {name}.")
        self.which.tell(said.format(name=bare(template.name)) if theirs and template else "")
        if not theirs:
            clear(self._remarks)

    def show_remarks(self, remarks: "Sequence[tuple[bool, str]]") -> None:
        """Say what the doctor found: whether it needs a look, and a sentence.

        What was merely taken, added or left out is told on demand.
        """
        clear(self._remarks)
        first = [said for serious, said in remarks if serious]
        rest = [said for serious, said in remarks if not serious]
        if first:
            self._remarks.addWidget(_card("circle-alert", "amber", first))
        if not rest:
            return
        more, unfold = _card("info", "muted", rest), button("small-link")
        more.hide()
        unfold.setCheckable(True)
        unfold.setText(_("What is taken of it…"))
        unfold.toggled.connect(more.setVisible)
        self._remarks.addWidget(unfold, 0, Qt.AlignmentFlag.AlignLeading)
        self._remarks.addWidget(more)

    def _on_chosen(self, which: str) -> None:
        self.chosen.emit(which == _THEIRS)
        if which == _THEIRS and self.template is None:
            self.file_wanted.emit()


def _card(icon: str, tone: str, sentences: "Sequence[str]") -> FactsCard:
    card = FactsCard()
    for said in sentences:
        card.add(icon, tone, said)
    return card
