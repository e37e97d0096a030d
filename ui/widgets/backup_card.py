"""A backup in the list: when, why, how large; and what can be done with it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import backup_words
from ui.widgets.flow import FlowLayout
from ui.widgets.fold_card import FoldCard
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.backing_up import Backup

STORIES, RESTORE, COPY, REMOVE = "stories", "restore", "copy", "remove"
_ICONS = {STORIES: "undo-2", RESTORE: "archive-restore", COPY: "usb", REMOVE: "trash-2"}


class BackupCard(FoldCard):
    """Opens into the ways to use it."""

    wanted = Signal(str, object)
    """What is to be done with this Backup: STORIES, RESTORE, COPY or REMOVE."""

    def __init__(self, backup: "Backup", *, library_open: bool) -> None:
        """Stories come back only into a library that is open; nothing goes while it is not."""
        super().__init__()
        self.backup = backup
        self._library_open = library_open
        self._removable = False
        self.buttons: dict[str, QPushButton] = {}
        self._facts = plain_label("small", wraps=True)
        self.say(self._say_words)

    def show_backup(self, backup: "Backup", *, removable: bool) -> None:
        """Show how it stands now, and whether it may be removed."""
        self.backup = backup
        self._removable = removable
        self._say_words()

    @override
    def made_body(self) -> QWidget:
        body, down = self.indented(gap=8)
        down.addWidget(self._facts)
        self._add_ways(down)
        self._say_words()
        return body

    def _add_ways(self, down: QVBoxLayout) -> None:
        holder = QWidget()
        flow = FlowLayout(holder, look.px(8))
        for name in _ICONS if self._library_open else (RESTORE, COPY):
            made = button("secondary", _ICONS[name])
            made.setObjectName(name)
            made.clicked.connect(lambda _on=False, name=name: self.wanted.emit(name, self.backup))
            flow.addWidget(made)
            self.buttons[name] = made
        down.addWidget(holder)

    def _say_words(self) -> None:
        backup = self.backup
        when = backup_words.when(backup.made_at)
        self.chip.show_state(*backup_words.state(backup))
        self.say_head(when, backup_words.line(backup))
        self._facts.setText(backup_words.facts(backup))
        said = {
            STORIES: _("Bring stories back…"),
            RESTORE: _("Restore the whole library…"),
            COPY: _("Copy to a stick or another folder…"),
            REMOVE: _("Remove"),
        }
        for name, made in self.buttons.items():
            made.setText(said[name])
            made.setAccessibleName(f"{said[name]} {when}")
        if REMOVE in self.buttons:
            self.buttons[REMOVE].setVisible(self._removable)
