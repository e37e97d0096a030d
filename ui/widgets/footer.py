"""The foot of the window: how saving stands, what is under way, and what no bundle holds yet."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from ssc_desktop.i18n import _, ngettext
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import wording
from ui.widgets.mirroring import leading_margins
from ui.widgets.picture import Picture
from ui.widgets.speaking import Speaking, button, plain_label, plain_tip, role

if TYPE_CHECKING:
    from ssc_desktop.errors import SscError
    from ui.viewmodels.autosave import Autosave

_ROOMY = 900
_MEGABYTE = 1024 * 1024


class Footer(Speaking, QWidget):
    """One line."""

    stop_wanted = Signal()
    bundles_wanted = Signal()
    backups_wanted = Signal()

    def __init__(self, autosave: "Autosave") -> None:
        super().__init__()
        self._autosave = autosave
        self._unpacked = 0
        self._backup = ""
        self._backup_said: Callable[[], str] = str
        self._sign_name = ""
        self._free = 0
        self._unwritable: SscError | None = None
        self.setProperty("role", "footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        leading_margins(row, look.px(14), look.px(3), look.px(8), look.px(3))
        row.setSpacing(look.px(7))
        self._sign = Picture("circle-check", "muted", 14)
        self.saved = plain_label("small", wraps=True)
        row.addWidget(self._sign)
        row.addWidget(self.saved, 1)
        self.work = plain_label("small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(look.px(120))
        self.stop = button("link")
        self.stop.clicked.connect(self.stop_wanted)
        for part in (self.work, self.bar, self.stop):
            row.addWidget(part)
            part.hide()
        self.room = plain_label("amber", wraps=True)
        row.addWidget(self.room, 3)
        self.room.hide()
        self.backup = button("plain", "history", "muted")
        self.backup.clicked.connect(self.backups_wanted)
        self.backup.hide()
        row.addWidget(self.backup)
        self.packed = button("plain", "package", "muted")
        self.packed.clicked.connect(self.bundles_wanted)
        row.addWidget(self.packed)
        autosave.state_changed.connect(self._say_saved)
        self.say(self._say_all)

    def _say_all(self) -> None:
        self.stop.setText(_("Stop"))
        self.bar.setAccessibleName(_("Progress"))
        self._say_saved()
        self.show_unpacked(self._unpacked)
        self.show_room(self._free)
        self.show_backup(self._backup_said)

    def _say_saved(self) -> None:
        state, when = self._autosave.state, self._autosave.saved_at
        if state != "failed" and self._unwritable is not None:
            state, said = "failed", self._unwritable_words(self._unwritable)
        elif state == "failed":
            said = self._autosave.trouble()
        elif state == "saving":
            said = _("Saving…")
        elif state == "unsaved":
            said = _("Writing…")
        elif when is not None:
            said = _("Saved {time}").format(time=wording.clock(when))
        else:
            said = _("All changes are saved on this computer")
        self.saved.setText(said)
        self.saved.setToolTip(plain_tip(said) if state == "failed" else "")
        role(self.saved, "red" if state == "failed" else "small")
        name, tone = (
            ("triangle-alert", "on_red") if state == "failed" else ("circle-check", "muted")
        )
        self._sign_name = name
        self._sign.show_icon(name, tone)
        self._fit()

    def _unwritable_words(self, error: "SscError") -> str:
        said = _("{what} {advice} Keep this window open until then: what you write stays in it.")
        return said.format(what=error.message, advice=error.advice)

    def show_unwritable(self, error: "SscError | None") -> None:
        """Say at once that nothing can be saved in the library's folder; None where it can."""
        self._unwritable = error
        self._say_saved()

    def show_room(self, free: int) -> None:
        """Say that the disk is nearly full; nothing where there is room (0)."""
        self._free = free
        if free:
            from ui.viewmodels import files

            said = _("Only {size} are free on this disk: make room soon.")
            full = _("This disk is full: make room now.")
            self.room.setText(said.format(size=files.size(free)) if free > _MEGABYTE else full)
        self._fit()

    def show_backup(self, said: Callable[[], str]) -> None:
        """Say how the backups stand; `said` is asked again in another language."""
        self._backup_said = said
        self._backup = said()
        self.backup.setText(self._backup)
        self.backup.setToolTip(_("Backups"))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What matters least goes where there is little room, or trouble to be told of."""
        calm = self._sign_name != "triangle-alert"
        roomy = self.width() >= look.px(_ROOMY)
        low = bool(self._free) and calm
        self.room.setVisible(low)
        self.packed.setVisible(bool(self._unpacked) and calm and (roomy or not low))
        self.backup.setVisible(bool(self._backup) and calm and roomy)

    def show_unpacked(self, stories: int) -> None:
        """Say how many stories changed since the last bundle."""
        self._unpacked = stories
        self.packed.setText(
            ngettext("{n} story not yet in a bundle", "{n} stories not yet in a bundle", stories)
            .format(n=stories)
        )  # fmt: skip
        self._fit()

    def show_work(self, words: str) -> None:
        """Say what is under way; nothing where all is done."""
        self.work.setText(words)
        self.bar.setRange(0, 0)
        for part in (self.work, self.bar, self.stop):
            part.setVisible(bool(words))

    def show_progress(self, done: int, of: int) -> None:
        """Move the bar."""
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)
