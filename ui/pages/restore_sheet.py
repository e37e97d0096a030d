"""Asks once before a whole library is restored: what will change, and what is kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.i18n import _, digits, listed, ngettext
from ui.viewmodels import backup_words, wording
from ui.viewmodels.bringing_back import CHANGED
from ui.widgets.asking_dialog import Asking
from ui.widgets.cleared import clear
from ui.widgets.facts_card import FactsCard
from ui.widgets.fold_card import shortened

if TYPE_CHECKING:
    from ssc_desktop.services.backing_up import Backup
    from ui.viewmodels.bringing_back import Then

_SIZE = QSize(540, 330)
_NAMED = 3
Fact = tuple[str, str, str]


class RestoreSheet(Asking):
    """Doing nothing is what Enter and Esc mean."""

    help_place = "restoring"

    def __init__(self, parent: QWidget, backup: "Backup", stories: int | None) -> None:
        """`stories` is how many the library holds now, where it is open."""
        super().__init__(parent, intro="")
        self._backup = backup
        self._now = stories
        self._differing: tuple[Then, ...] | None = None
        area, column = self.scrolled(gap=8)
        self._facts_place = QVBoxLayout()
        column.addLayout(self._facts_place)
        column.addStretch(1)
        self.down.addWidget(area, 1)
        self.add_answers("archive-restore")
        self.say(self._say_words)
        self.fit(_SIZE)

    def show_stories(self, stories: "tuple[Then, ...]") -> None:
        """Name what differs from today."""
        self._differing = tuple(one for one in stories if one.state == CHANGED)
        self._say_words()

    def _say_words(self) -> None:
        title = _("Restore the whole library as it was on {when}?").format(
            when=backup_words.day_and_time(self._backup.made_at)
        )
        self.setWindowTitle(title)
        self.head.setText(title)
        self.intro.hide()
        clear(self._facts_place)
        self.facts = FactsCard()
        for picture, tone, words in self._facts():
            self.facts.add(picture, tone, words)
        self._facts_place.addWidget(self.facts)
        self.facts.show()
        self.yes.setText(_("Restore the library"))
        self.no.setText(_("Leave it as it is"))

    def _facts(self) -> list[Fact]:
        then = self._backup.stories
        facts: list[Fact] = []
        if then is not None and self._now is not None:
            holds = _("The backup holds {then}, the library {now}.").format(
                then=wording.stories(then), now=wording.stories(self._now)
            )
            facts.append(("library", "muted", holds))
        elif then is not None:
            holds = _("The backup holds {then}.").format(then=wording.stories(then))
            facts.append(("library", "muted", holds))
        if self._differing:
            facts.append(("pencil", "amber", _("Changed since then: {stories}.").format(
                stories=_named(self._differing))))  # fmt: skip
        facts.append(("history", "green", _("The library as it is now is kept: it becomes a "
                                            "backup, which can be restored as well.")))  # fmt: skip
        if self._now is not None:
            facts.append(("undo-2", "muted", _("Only a story or two? “Bring stories back” changes "
                                               "nothing else.")))  # fmt: skip
        return facts


def _named(stories: "tuple[Then, ...]") -> str:
    named = [f"“{shortened(one.title)}”" for one in stories[:_NAMED]]
    more = len(stories) - _NAMED
    if more > 0:
        named.append(ngettext("{n} more", "{n} more", more).format(n=digits(more)))
    return listed(named)
