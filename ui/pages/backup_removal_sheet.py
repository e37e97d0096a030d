"""Asks once before a backup is removed: which one it is, and that nothing brings it back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ssc_desktop.i18n import _
from ui.viewmodels import backup_words, wording
from ui.widgets.asking_dialog import Asking
from ui.widgets.notice_box import NoticeBox

if TYPE_CHECKING:
    from ssc_desktop.services.backing_up import Backup

_SIZE = QSize(520, 250)


class BackupRemovalSheet(Asking):
    """Which backup it is, and what goes with it."""

    help_place = "backups"

    def __init__(self, parent: QWidget, backup: "Backup") -> None:
        super().__init__(parent)
        self._backup = backup
        self._warning = NoticeBox("warm", "triangle-alert")
        self.down.addWidget(self._warning)
        self.down.addStretch(1)
        self.add_answers("trash-2")
        self.say(self._say_words)
        self.fit(_SIZE)

    def _say_words(self) -> None:
        backup = self._backup
        self.setWindowTitle(_("Remove"))
        self.head.setText(
            _("The backup of {moment}: {reason}").format(
                moment=backup_words.day_and_time(backup.made_at), reason=backup.why
            )
        )
        self.intro.setText(backup_words.facts(backup))
        holds = ""
        if backup.stories is not None:
            holds = _("The backup holds {then}.").format(then=wording.stories(backup.stories))
        self._warning.tell(_("This cannot be undone."), holds)
        self.yes.setText(_("Remove for ever"))
        self.no.setText(_("Keep it"))
