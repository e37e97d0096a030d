"""The box that says why the library could not be opened, and every way out of it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.viewmodels import backup_words, trouble
from ui.widgets.cleared import clear
from ui.widgets.notice_box import NoticeBox
from ui.widgets.speaking import button

if TYPE_CHECKING:
    from ssc_desktop.services.backing_up import Backup
    from ui.tasks import Tasks

_ICONS = {
    trouble.RESTORE: "archive-restore", trouble.RESCUE: "save", trouble.OTHERS: "history",
    trouble.HOME: "laptop", trouble.ANYWAY: "usb", trouble.AGAIN: "refresh-cw",
    trouble.ANEW: "plus", trouble.OPEN: "folder-open", trouble.SHOW: "external-link",
}  # fmt: skip


_LARGE = 1.5
"""From this text size on, the longest button takes two lines on a small screen."""


class TroubleBox(NoticeBox):
    """Hidden while there is none."""

    help_place = "trouble"

    way_wanted = Signal(str)
    """The name of a way out; see `ui.viewmodels.trouble`."""

    def __init__(self, tasks: "Tasks", folder: Path) -> None:
        super().__init__("warm", "triangle-alert")
        self._tasks = tasks
        self._folder = folder
        self._error: SscError | None = None
        self.newest: Backup | None = None
        """The newest backup that was checked, or else the newest."""
        self._backups = 0
        self._there = True
        self.buttons: dict[str, QPushButton] = {}
        """The ways out that are shown, by name, the best one first."""
        self.hide()
        self.say(self._say_words)

    @property
    def ways_shown(self) -> list[QPushButton]:
        """The buttons, where they are seen."""
        return list(self.buttons.values()) if self.isVisible() else []

    @property
    def error(self) -> SscError | None:
        """What is shown."""
        return self._error

    def show_error(self, error: SscError | None) -> None:
        """Say what is wrong; which backups there are is looked up."""
        self._error = error
        self.setVisible(error is not None)
        self._say_words()
        if error is not None:
            self._tasks.aside(self._looked, self._on_looked)

    def _looked(self) -> "tuple[bool, tuple[Backup, ...]]":
        from ssc_desktop import services

        return self._folder.is_dir(), services.backing_up.every(self._folder)

    def _on_looked(self, found: "tuple[bool, tuple[Backup, ...]]") -> None:
        self._there, backups = found
        checked = [one for one in backups if one.verified_at]
        self.newest = next(iter(checked or backups), None)
        self._backups = len(backups)
        self._say_words()

    def _say_words(self) -> None:
        if self._error is None:
            return
        said = trouble.trouble(self._error, backups=self._backups, there=self._there)
        self.tell(said.head, said.more)
        if tuple(self.buttons) != said.ways:
            self._make_ways(said.ways)
        for name, made in self.buttons.items():
            words = self._words(name)
            made.setText(words.replace(" (", "\n(") if look.scale > _LARGE else words)
            made.setAccessibleName(words)

    def _make_ways(self, names: tuple[str, ...]) -> None:
        clear(self._flow)
        self.ways.clear()
        self.buttons = {}
        for at, name in enumerate(names):
            first = at == 0
            made = button("primary" if first else "secondary", _ICONS[name],
                          "on_accent" if first else "text")  # fmt: skip
            made.setObjectName(name)
            made.clicked.connect(lambda _on=False, name=name: self.way_wanted.emit(name))
            self._flow.addWidget(made)
            made.show()
            self.buttons[name] = made
        self._ways.show()
        if self.ways_shown:
            self.ways_shown[0].setFocus()

    def _words(self, name: str) -> str:
        if name == trouble.RESTORE and self.newest is not None:
            return backup_words.restore_of(self.newest)
        return {
            trouble.RESTORE: _("Restore a backup"),
            trouble.RESCUE: _("Save what can be read"),
            trouble.OTHERS: _("Other backups…"),
            trouble.HOME: _("Keep it on this computer"),
            trouble.ANYWAY: _("Open it here all the same"),
            trouble.AGAIN: _("Look again"),
            trouble.ANEW: _("Begin a new, empty library there"),
            trouble.OPEN: _("Open another library…"),
            trouble.SHOW: _("Open the folder"),
        }[name]
