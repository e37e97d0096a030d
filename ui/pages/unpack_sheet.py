"""What an archive holds, and opening it on this computer: also what came from an old laptop."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.errors import PassphraseNeeded, SscError, WrongPassphrase
from ssc_desktop.i18n import _
from ui.viewmodels import backup_words, closings, libraries, wording
from ui.widgets.cleared import clear
from ui.widgets.facts_card import FactsCard
from ui.widgets.passphrase_line import PassphraseLine
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.archiving import Archive
    from ui.errands import Errands
    from ui.tasks import Tasks

_SIZE = QSize(560, 400)


class UnpackSheet(Sheet):
    """Looks into the file, asks for its passphrase where it has one, then offers to open it."""

    help_place = "moving"

    closed_wanted = Signal(object)
    """A ClosedWork."""

    def __init__(self, parent: QWidget, tasks: "Tasks", errands: "Errands", source: Path) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._errands = errands
        self._source = source
        self._passphrase = ""
        self.archive: Archive | None = None
        self._error: SscError | None = None
        area, column = self.scrolled(gap=8)
        self._facts = QVBoxLayout()
        self.said = plain_label("prompt", wraps=True)
        column.addWidget(self.said)
        column.addLayout(self._facts)
        column.addStretch(1)
        self.down.addWidget(area, 1)
        self.no, self.yes = button("secondary"), button("primary")
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._open)
        self.end_with(self.no, self.yes)
        self.say(self._say_words)
        self.fit(_SIZE)
        self._look()

    def _look(self) -> None:
        source, passphrase = self._source, self._passphrase

        def look() -> "Archive":
            from ssc_desktop import services

            return services.archiving.look(source, passphrase=passphrase)

        self._tasks.aside(look, self._on_looked, failed=self._on_failed)

    def _on_looked(self, archive: "Archive") -> None:
        self.archive, self._error = archive, None
        self._say_words()
        self.yes.setDefault(True)
        self.yes.setFocus()

    def _on_failed(self, error: SscError) -> None:
        self._error = error
        self._say_words()

    def _say_words(self) -> None:
        archive, error = self.archive, self._error
        moved = archive is not None and archive.moved
        title = _("Move here from another laptop") if moved else _("Open an archive")
        self.setWindowTitle(title)
        self.head.setText(title)
        self.intro.setText(f"\u2068{self._source.name}\u2069")
        self.no.setText(_("Cancel") if archive or error is None else _("Close"))
        self.yes.setText(_("Move here") if moved else _("Open here"))
        self.yes.setVisible(archive is not None)
        asks = isinstance(error, PassphraseNeeded)
        said = "" if archive else _("Looking into the file…")
        if error is not None:
            said = _("The file is locked with a passphrase.") if asks else (
                f"{error.message} {error.advice}")  # fmt: skip
        self.said.setText(said)
        self.said.setVisible(bool(said))
        clear(self._facts)
        if archive is not None:
            self._facts.addWidget(self._card(archive))
        elif asks:
            self._ask(wrong=isinstance(error, WrongPassphrase))

    def _ask(self, *, wrong: bool) -> None:
        line = self.line = PassphraseLine(wrong=wrong)
        line.given.connect(self._try)
        self._facts.addWidget(line)
        line.show()
        line.setFocus()

    def _try(self, passphrase: str) -> None:
        self._passphrase = passphrase
        self._look()

    def _card(self, archive: "Archive") -> FactsCard:
        card = FactsCard()
        when = backup_words.day_and_time(archive.made_at)
        card.add("library", "muted", backup_words.archive(archive),
                 _("As the library was on {when}.").format(when=when))  # fmt: skip
        if archive.protected:
            card.add("lock", "muted", _("It opens with the password that the library has."))
        if archive.moved:
            card.add("user", "muted", _("Your name and your preferences come along."))
        place = wording.path(self.place)
        card.add("folder-open", "muted", _("It becomes a library of its own, in {folder}.").format(
            folder=place), _("Nothing that is on this computer is changed."))  # fmt: skip
        card.show()
        return card

    @property
    def place(self) -> Path:
        """Where it is unpacked: the usual place where that is free, else one beside it."""
        return libraries.place_for_new_library()

    def _open(self) -> None:
        work = closings.unpack(self._source, self.place, self._errands.settings, self._passphrase)
        self.accept()
        self.closed_wanted.emit(work)
