"""Asks once before a backup is removed: which one it is, and that nothing brings it back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.viewmodels import backup_words, wording
from ui.widgets.notice_box import NoticeBox
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button

if TYPE_CHECKING:
    from ssc_desktop.services.backing_up import Backup

_SIZE = QSize(520, 250)


class BackupRemovalSheet(Sheet):
    """Doing nothing is what Enter and Esc mean."""

    help_place = "backups"

    agreed = Signal()

    def __init__(self, parent: QWidget, backup: "Backup") -> None:
        super().__init__(parent)
        self._backup = backup
        self._warning = NoticeBox("warm", "triangle-alert")
        self.down.addWidget(self._warning)
        self.down.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addStretch(1)
        self.yes, self.no = button("secondary", "trash-2"), button("primary")
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self.reject)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self.down.addLayout(row)
        self.no.setDefault(True)
        self.say(self._say_words)
        self.fit(_SIZE)
        self.no.setFocus()

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

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()
