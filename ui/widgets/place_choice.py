"""Where a file shall be written: one of the sticks that are in now, or a folder."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import files, wording
from ui.viewmodels.sticks import Sticks
from ui.widgets.choice_card import ChoiceCard
from ui.widgets.cleared import clear
from ui.widgets.speaking import Speaking

if TYPE_CHECKING:
    from ui.tasks import Tasks


class PlaceChoice(Speaking, QWidget):
    """Sticks come and go while it is shown."""

    changed = Signal()

    def __init__(self, tasks: "Tasks", choose_folder: Callable[[str], Path | None]) -> None:
        """`choose_folder` asks the person, under a title."""
        super().__init__()
        self._choose_folder = choose_folder
        self._folder: Path | None = None
        self.chosen: Path | None = None
        """The folder that was chosen."""
        self._sticks = Sticks(tasks, self)
        self._sticks.changed.connect(self._renew)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(6))
        self.cards: dict[Path, ChoiceCard] = {}
        self.other = ChoiceCard("folder-open")
        self.other.clicked.connect(self._choose)
        self.say(self._renew)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._sticks.watch()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._sticks.rest()
        super().hideEvent(event)

    def _renew(self) -> None:
        self.other.setParent(None)
        clear(self._column)
        self.cards = {}
        there = {medium.folder for medium in self._sticks.there if not medium.read_only}
        if self.chosen is not None and self.chosen not in there | {self._folder}:
            self._take(None)
        for medium in self._sticks.there:
            if not medium.read_only:
                room = _("Stick or card, {size} free").format(size=files.size(medium.free))
                self._add(medium.folder, "usb", medium.label, room)
        if self._folder is not None:
            self._add(self._folder, "folder-open", self._folder.name or str(self._folder),
                      wording.path(self._folder))  # fmt: skip
        self.other.show_words(
            _("Another folder…"),
            _("A second disk, or a folder of your office.") if self.cards
            else _("Put a stick in, and it is shown here. Or choose a folder."))  # fmt: skip
        self._column.addWidget(self.other)
        self.other.show()

    def _add(self, folder: Path, picture: str, name: str, about: str) -> None:
        card = ChoiceCard(picture, checkable=True)
        card.show_words(name, about)
        card.setChecked(folder == self.chosen)
        card.clicked.connect(lambda: self._take(folder))
        self._column.addWidget(card)
        card.show()
        self.cards[folder] = card

    def _take(self, folder: Path | None) -> None:
        self.chosen = folder
        self.changed.emit()

    def _choose(self) -> None:
        folder = self._choose_folder(_("Where shall the file be?"))
        if folder is not None:
            self._folder = folder
            self._take(folder)
            self._renew()
