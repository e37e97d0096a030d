"""The library in one file, step by step: to a new laptop, or as an archive."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from ssc_desktop import media
from ssc_desktop.i18n import _, digits
from ui.showing import show_file
from ui.theme.look import look
from ui.viewmodels import backup_words
from ui.viewmodels.packing_up import PackingUp
from ui.widgets.check import Check
from ui.widgets.cleared import clear
from ui.widgets.facts_card import FactsCard
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.place_choice import PlaceChoice
from ui.widgets.sheet import Sheet
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ui.errands import Errands
    from ui.viewmodels.shelf import Shelf

_SIZE = QSize(600, 540)


class _FilePassphrase(NewPassphrase):
    """For a file that holds everything."""

    def warning(self) -> str:
        return _("Keep it apart from the file. Who loses it cannot open the file, and nobody can "
                 "help; the library here stays as it is.")  # fmt: skip


class MoveSheet(Sheet):
    """Where to, then how far it is, then what to do with the file."""

    help_place = "moving"

    moved = Signal()
    """The person works on the other laptop from now on."""

    def __init__(
        self, parent: QWidget, shelf: "Shelf", errands: "Errands", library: Path, *, moves: bool
    ) -> None:
        super().__init__(parent)
        self.packing = PackingUp(shelf, errands.work, library, moves=moves, parent=self)
        self._moves = moves
        self._errands = errands
        self.step = plain_label("small-strong", wraps=True)
        self.down.insertWidget(0, self.step)
        self._pages = QStackedWidget()
        self.down.addWidget(self._pages, 1)
        self.place = PlaceChoice(shelf.tasks, errands.choose_folder)
        self._pages.addWidget(self._asking())
        self._pages.addWidget(self._writing())
        self._pages.addWidget(self._done())
        self.down.addLayout(self._foot())
        self.place.changed.connect(self._say_words)
        self.packing.changed.connect(self._on_changed)
        self.packing.progressed.connect(self._show_progress)
        self.finished.connect(lambda _code: self.packing.stop())
        self.say(self._say_words)
        self.fit(_SIZE)
        self.no.setFocus()

    # ------------------------------------------------------------ its steps

    def _asking(self) -> QWidget:
        area, column = self.scrolled(gap=8)
        column.addWidget(self.place)
        self.lock = Check()
        self.passphrase = _FilePassphrase()
        self.passphrase.hide()
        self.lock.toggled.connect(self._on_locked)
        self.passphrase.changed.connect(self._say_words)
        self.trouble = plain_label("red", wraps=True)
        self.trouble.hide()
        column.addSpacing(look.px(4))
        column.addWidget(self.lock)
        column.addWidget(self.passphrase)
        column.addWidget(self.trouble)
        column.addStretch(1)
        return area

    def _writing(self) -> QWidget:
        page = QWidget()
        down = QVBoxLayout(page)
        down.setContentsMargins(0, look.px(20), 0, 0)
        self.doing = plain_label(wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        down.addWidget(self.doing)
        down.addSpacing(look.px(8))
        down.addWidget(self.bar)
        down.addStretch(1)
        return page

    def _done(self) -> QWidget:
        area, self._result = self.scrolled(gap=10)
        return area

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        self.folder = button("plain", "folder-open", "muted")
        self.folder.clicked.connect(self._show_folder)
        row.addWidget(self.folder)
        row.addStretch(1)
        self.no, self.yes = button("secondary"), button("primary")
        self.no.clicked.connect(self._go_back)
        self.yes.clicked.connect(self._go_on)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        return row

    # ------------------------------------------------------------ what it says

    @property
    def ready(self) -> bool:
        """Whether there is a place, and a passphrase where one is wanted."""
        return self.place.chosen is not None and (
            not self.lock.isChecked() or self.passphrase.ready
        )

    def _say_words(self) -> None:
        title = _("Move to a new laptop") if self._moves else _("Archive of the whole library")
        self.setWindowTitle(title)
        self.head.setText(title)
        at = ("asking", "writing", "done").index(self.packing.state)
        self.step.setText(_("Step {n} of {of}").format(n=digits(at + 1), of=digits(3)))
        self._pages.setCurrentIndex(at)
        {"asking": self._say_asking, "writing": self._say_writing, "done": self._say_done}[
            self.packing.state
        ]()

    def _say_asking(self) -> None:
        if self._moves:
            said = _("Everything goes along in one file: all stories with their history, photos "
                     "and files, your name and preferences. Where shall it be?")  # fmt: skip
        else:
            said = _("One file holds all stories with their history, photos and files. It can be "
                     "opened with this program on any computer. Where shall it be?")  # fmt: skip
        self.intro.setText(said)
        self.lock.show_words(_("Lock the file with a passphrase"))
        self.folder.hide()
        self.no.setText(_("Cancel"))
        self.yes.setText(_("Make the file"))
        self.yes.setVisible(True)
        self.yes.setEnabled(self.ready)
        error = self.packing.error
        self.trouble.setVisible(error is not None)
        self.trouble.setText(f"{error.message} {error.advice}" if error is not None else "")

    def _say_writing(self) -> None:
        self.intro.setText(_("You can go on writing meanwhile. Leave the stick in."))
        self.doing.setText(_("A backup is made first; then the file is written, read back and "
                             "compared."))  # fmt: skip
        self.bar.setAccessibleName(_("Progress"))
        self.no.setText(_("Stop"))
        self.yes.setVisible(False)

    def _say_done(self) -> None:
        target, archive = self.packing.target, self.packing.archive
        if target is None or archive is None:
            return
        self.intro.setText(media.checked_sentence(target))
        clear(self._result)
        card = FactsCard()
        name = f"\u2068{target.name}\u2069"
        card.add("circle-check", "green", name, backup_words.archive(archive))
        self._result.addWidget(card)
        if self._moves:
            self._result.addWidget(self._next_steps(target))
        self._result.addStretch(1)
        self.folder.show()
        self.folder.setText(_("Open folder"))
        self.no.setText(_("Close; I still work here") if self._moves else _("Close"))
        self.yes.setText(_("I work on the new laptop from now on"))
        self.yes.setVisible(self._moves)
        self.yes.setEnabled(True)

    def _next_steps(self, target: Path) -> FactsCard:
        card = FactsCard()
        card.add("laptop", "muted", _("On the new laptop, start SSC Desktop."))
        card.add("hard-drive", "muted", _("Go to “Libraries…” in its menu, and choose “Move here "
                                          "from another laptop…”."))  # fmt: skip
        card.add("usb", "muted", _("Put the stick in and choose the file {name}.").format(
            name=f"\u2068{target.name}\u2069"))  # fmt: skip
        return card

    # ------------------------------------------------------------ what the person does

    def _on_locked(self, on: bool) -> None:
        self.passphrase.setVisible(on)
        if on:
            self.passphrase.first.setFocus()
        self._say_words()

    def _on_changed(self) -> None:
        self._say_words()
        self.no.setFocus()  # what the other button says is true only when all has arrived

    def _show_progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)

    def _show_folder(self) -> None:
        if self.packing.target is not None:
            show_file(self.packing.target.parent)

    def _go_back(self) -> None:
        if self.packing.state == "writing":
            self.packing.stop()
        else:
            self.reject()

    def _go_on(self) -> None:
        if self.packing.state == "done":
            self.packing.leave()
            self.accept()
            self.moved.emit()
        elif self.ready and self.place.chosen is not None:
            locked = self.lock.isChecked()
            passphrase = self.passphrase.words if locked else ""
            self.packing.write(self.place.chosen, passphrase, self._errands.settings)
