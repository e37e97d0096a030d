"""Damage that was noticed while the person works: what it is, what is safe, and the ways out."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.viewmodels import backup_words, closings
from ui.widgets.facts_card import FactsCard
from ui.widgets.flow import FlowLayout
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.damage import Damage
    from ssc_desktop.services.protecting import DataKey
    from ui.viewmodels.backups import Backups

_SIZE = QSize(580, 460)
_MOST = 12


class DamageSheet(Sheet):
    """Stops nothing: what is typed is saved, also where it says that one had better not write."""

    help_place = "damage"

    closed_wanted = Signal(object)
    """A ClosedWork."""
    backups_wanted = Signal()

    def __init__(
        self, parent: QWidget, damage: "Damage", backups: "Backups", key: "DataKey | None"
    ) -> None:
        super().__init__(parent)
        self._damage = damage
        self._backups = backups
        self._key = key
        area, column = self.scrolled(gap=8)
        self._facts = FactsCard()
        for at, sentence in enumerate(damage.sentences):
            self._facts.add("triangle-alert" if not at else "info", "amber" if not at else "muted",
                            sentence)  # fmt: skip
        column.addWidget(self._facts)
        self.named = plain_label(wraps=True)
        column.addWidget(self.named)
        column.addStretch(1)
        self.down.addWidget(area, 1)
        ways = QWidget()
        flow = FlowLayout(ways, look.px(8))
        self.restore = button("primary", "archive-restore", "on_accent")
        self.rescue = button("secondary", "save")
        self.others = button("secondary", "history")
        self.later = button("secondary")
        self.restore.clicked.connect(self._restore)
        self.rescue.clicked.connect(self._rescue)
        self.others.clicked.connect(self._show_backups)
        self.later.clicked.connect(self.reject)
        for made in (self.restore, self.rescue, self.others, self.later):
            flow.addWidget(made)
        row = QHBoxLayout()
        row.addWidget(ways)
        self.down.addLayout(row)
        backups.changed.connect(self._say_words)
        backups.load()
        self.say(self._say_words)
        self.fit(_SIZE)
        self.later.setFocus()

    def _say_words(self) -> None:
        title = _("Something in this library is damaged")
        self.setWindowTitle(title)
        self.head.setText(title)
        self.intro.setText(_("You can go on writing; what you write is saved. Choose when you have "
                             "a moment."))  # fmt: skip
        self.intro.setVisible(self._damage.kind != "structure")  # a sentence says not to
        stories = self._damage.stories
        titles = "\n".join(f"• {title or _('Untitled story')}" for _id, title in stories[:_MOST])
        self.named.setText(_("In these stories:\n{titles}").format(titles=titles))
        self.named.setVisible(bool(stories))
        checked = self._backups.newest_checked
        self.restore.setVisible(checked is not None)
        if checked is not None:
            self.restore.setText(backup_words.restore_of(checked))
        self.rescue.setText(_("Save what can be read"))
        self.others.setText(_("Other backups…"))
        self.others.setVisible(len(self._backups.every) > 1)
        self.later.setText(_("Later"))

    def _restore(self) -> None:
        checked = self._backups.newest_checked
        if checked is not None:
            self._close_with(closings.restore(self._folder, checked, self._key))

    def _rescue(self) -> None:
        self._close_with(closings.rescue(self._folder, self._key))

    @property
    def _folder(self) -> Path:
        return self._backups.folder

    def _close_with(self, work: object) -> None:
        self.accept()
        self.closed_wanted.emit(work)

    def _show_backups(self) -> None:
        self.accept()
        self.backups_wanted.emit()
