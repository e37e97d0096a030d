"""Which stories of a backup come back, and how each differs from what it says today."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _, digits, ngettext
from ui.theme.look import look
from ui.viewmodels import backup_words, bringing_back
from ui.widgets.check import Check
from ui.widgets.cleared import clear
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.backing_up import Backup
    from ui.viewmodels.bringing_back import Then

_SIZE = QSize(600, 520)


class BringBackSheet(Sheet):
    """Waits for what is in the backup, then lists it: what differs first."""

    help_place = "bringing_back"

    wanted = Signal(object)
    """The ids of the stories (a tuple)."""

    def __init__(self, parent: QWidget, backup: "Backup") -> None:
        super().__init__(parent)
        self._backup = backup
        self._stories: tuple[Then, ...] | None = None
        self._trouble = ""
        self.checks: dict[str, Check] = {}
        self.all = button("small-link")
        self.all.clicked.connect(self._choose_all)
        row = QHBoxLayout()
        row.addWidget(self.all)
        row.addStretch(1)
        self.down.addLayout(row)
        area, self._column = self.scrolled(gap=2)
        self.down.addWidget(area, 1)
        self.said = plain_label("prompt", wraps=True)
        self._column.addWidget(self.said)
        self._column.addStretch(1)
        self.no, self.yes = button("secondary"), button("primary", "undo-2", "on_accent")
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._bring_back)
        self.end_with(self.no, self.yes)
        self.say(self._say_words)
        self.fit(_SIZE)
        self.no.setFocus()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of what is ticked."""
        return tuple(case_id for case_id, check in self.checks.items() if check.isChecked())

    def show_stories(self, stories: "tuple[Then, ...]") -> None:
        """List what the backup holds."""
        self._stories = stories
        clear(self._column)
        self.said = plain_label("prompt", wraps=True)
        self._column.addWidget(self.said)
        for story in stories:
            self._column.addWidget(self._row(story))
        self._column.addStretch(1)
        self._say_words()
        first = next((one for one in self.checks.values() if one.isEnabled()), self.no)
        first.setFocus()

    def show_trouble(self, error: SscError) -> None:
        """Say why it cannot be looked into."""
        self._trouble = f"{error.message} {error.advice}"
        self._say_words()

    def _row(self, story: "Then") -> QWidget:
        row = QFrame()
        down = QVBoxLayout(row)
        down.setContentsMargins(0, look.px(4), 0, look.px(4))
        down.setSpacing(0)
        check = Check(bold=True)
        check.show_words(story.title)
        check.setEnabled(story.choosable)
        check.toggled.connect(lambda _on: self._say_words())
        about = plain_label("small", wraps=True)
        about.setText(bringing_back.line(story))
        about.setIndent(look.px(35))
        check.setAccessibleDescription(about.text())
        down.addWidget(check)
        down.addWidget(about)
        self.checks[story.id] = check
        return row

    def _say_words(self) -> None:
        when = backup_words.day_and_time(self._backup.made_at)
        title = _("Bring stories back from the backup of {when}").format(when=when)
        self.setWindowTitle(title)
        self.head.setText(title)
        self.intro.setText(
            _("Each says again what it said then. Nothing is lost: what it says today stays in "
              "its history.")
        )  # fmt: skip
        stories, some = self._stories, len(self._choosable())
        self.said.setText(self._state())
        self.said.setVisible(bool(self._state()))
        self.all.setVisible(some > 1)
        every = some > 0 and len(self.chosen) == some
        self.all.setText(_("Choose none") if every else _("Choose all that differ"))
        n = len(self.chosen)
        self.yes.setEnabled(bool(n))
        self.yes.setVisible(stories is None or bool(some))
        self.no.setText(_("Cancel"))
        said = ngettext("Bring {n} story back", "Bring {n} stories back", n)
        self.yes.setText(said.format(n=digits(n)) if n else _("Bring back"))

    def _state(self) -> str:
        if self._trouble:
            return self._trouble
        if self._stories is None:
            return _("Looking into the backup…")
        if not self._stories:
            return _("This backup holds no stories.")
        return "" if self._choosable() else _("All its stories say the same today.")

    def _choosable(self) -> list[Check]:
        return [check for check in self.checks.values() if check.isEnabled()]

    def _choose_all(self) -> None:
        every = all(check.isChecked() for check in self._choosable())
        for check in self._choosable():
            check.setChecked(not every)

    def _bring_back(self) -> None:
        chosen = self.chosen
        self.accept()
        self.wanted.emit(chosen)
