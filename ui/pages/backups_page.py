"""The backups of the library: how it stands, all of them, and every way to use one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _
from ui.overriding import override
from ui.pages.scrolled_page import ScrolledPage
from ui.pages.share.card_list import CardList
from ui.theme.look import look
from ui.viewmodels import backup_words, closings
from ui.viewmodels.notice import Notice
from ui.widgets.backup_card import COPY, REMOVE, RESTORE, STORIES, BackupCard
from ui.widgets.flow import FlowLayout
from ui.widgets.notice_box import NoticeBox
from ui.widgets.speaking import button, icon_button, named, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.backing_up import Backup
    from ssc_desktop.services.protecting import DataKey
    from ui.errands import Errands
    from ui.viewmodels.backups import Backups
    from ui.viewmodels.shelf import Shelf


class BackupsPage(ScrolledPage):
    """Shown also while no library is open: then a backup can be restored or copied."""

    closed_wanted = Signal(object)
    """A ClosedWork."""
    back_wanted = Signal()
    moved = Signal()
    """The library moved to another laptop: it says so from now on."""

    def __init__(self, shelf: "Shelf", errands: "Errands", backups: "Backups") -> None:
        super().__init__(gap=8)
        self._shelf = shelf
        self._errands = errands
        self._backups = backups
        self._list = CardList["Backup", BackupCard](self, self._card, self._show_card)
        self._build_head()
        self._build_state()
        self.column.addSpacing(look.px(8))
        self.column.addLayout(self._list.column)
        self.nothing = plain_label("prompt", wraps=True)
        self.column.addWidget(self.nothing)
        self._build_elsewhere()
        self.column.addStretch(1)
        self.say(self._say_words)
        backups.changed.connect(self._on_changed)
        shelf.ready.connect(self._say_words)
        shelf.tasks.progressed.connect(self._on_progressed)

    # ------------------------------------------------------------ its parts

    def _build_head(self) -> None:
        top = QHBoxLayout()
        self.back = icon_button("arrow-left")
        self.back.clicked.connect(self.back_wanted)
        self._title = plain_label("title", wraps=True)
        top.addWidget(self.back)
        top.addWidget(self._title, 1)
        self._words = plain_label("prompt", wraps=True)
        self.column.addLayout(top)
        self.column.addWidget(self._words)
        self.column.addSpacing(look.px(4))

    def _build_state(self) -> None:
        self.nudge = NoticeBox("hint", "usb")
        self.copy_now = self.nudge.offer(
            lambda: _("Copy to a stick or another folder…"), self._copy_newest
        )
        self.later = self.nudge.offer(lambda: _("Remind me in a week"), self._put_off)
        self.column.addWidget(self.nudge)
        self.state = plain_label("label", wraps=True)
        self.column.addWidget(self.state)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(look.px(420))
        self.column.addWidget(self.bar)
        ways = QWidget()
        flow = FlowLayout(ways, look.px(10))
        self.now = button("primary", "save", "on_accent")
        self.stop = button("secondary", "x")
        self.now.clicked.connect(lambda _on=False: self._backups.back_up())
        self.stop.clicked.connect(self._backups.stop)
        for made in (self.now, self.stop):
            flow.addWidget(made)
        self._ways = ways
        self.column.addWidget(ways)

    def _build_elsewhere(self) -> None:
        self._elsewhere = QWidget()
        down = QVBoxLayout(self._elsewhere)
        down.setContentsMargins(0, look.px(20), 0, 0)
        down.setSpacing(look.px(6))
        self._elsewhere_title = plain_label("heading", wraps=True)
        self._elsewhere_words = plain_label("prompt", wraps=True)
        down.addWidget(self._elsewhere_title)
        down.addWidget(self._elsewhere_words)
        ways = QWidget()
        flow = FlowLayout(ways, look.px(10))
        self.move_away = button("secondary", "laptop")
        self.archive_all = button("secondary", "files")
        self.move_away.clicked.connect(self.move_library)
        self.archive_all.clicked.connect(self.archive)
        flow.addWidget(self.move_away)
        flow.addWidget(self.archive_all)
        down.addWidget(ways)
        self.column.addWidget(self._elsewhere)

    def _card(self, backup: "Backup") -> BackupCard:
        card = BackupCard(backup, library_open=self._shelf.is_ready)
        card.wanted.connect(self._on_wanted)
        self._show_card(card, backup)
        return card

    def _show_card(self, card: BackupCard, backup: "Backup") -> None:
        card.show_backup(backup, removable=self._backups.may_go(backup))

    # ------------------------------------------------------------ what it shows

    @property
    def cards(self) -> dict[str, BackupCard]:
        """The backups that are shown, by the name of their file."""
        return self._list.cards

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._backups.load()

    def _on_changed(self) -> None:
        self._list.show({one.path.name: one for one in self._backups.every})
        self._say_words()

    def _say_words(self) -> None:
        ready = self._shelf.is_ready
        named(self.back, _("Back"), "Esc")
        self._title.setText(_("Backups"))
        self._words.setText(
            _("A backup is a copy of the whole library on this computer, made by itself while you "
              "work and read again to make sure that it is whole. The last ten are kept, and one "
              "of each of the last eight weeks.")
        )  # fmt: skip
        self._say_state(ready=ready)
        self.nudge.setVisible(ready and self._nudges())
        self.nudge.tell(
            backup_words.age(self._backups.copy_age),
            _("If this computer is lost or breaks, its backups are lost with it."),
        )
        self.nothing.setText(self._nothing())
        self.nothing.setVisible(not self._backups.every)
        self._elsewhere.setVisible(ready)
        self._elsewhere_title.setText(_("To another place"))
        self._elsewhere_words.setText(
            _("Everything in one file: all stories with their history, photos and files.")
        )
        self.move_away.setText(_("Move to a new laptop…"))
        self.archive_all.setText(_("Archive: the whole library in one file…"))

    def _say_state(self, *, ready: bool) -> None:
        making = self._backups.making
        self.now.setText(_("Back up now"))
        self.stop.setText(_("Stop"))
        self.now.setVisible(not making)
        self.stop.setVisible(making)
        self._ways.setVisible(ready)
        self.bar.setVisible(making)
        self.bar.setAccessibleName(_("Progress"))
        error = self._backups.error
        said = self._backups.said()
        if error is not None and not making:
            said = f"{said} {error.advice}"
        self.state.setText(said)
        self.state.setVisible(bool(said) and ready)

    def _nudges(self) -> bool:
        return self._backups.nudges(self._errands.settings.remind_of_copy)

    def _nothing(self) -> str:
        if not self._backups.loaded:
            return _("Looking for backups…")
        if not self._shelf.is_ready:
            return _("There is no backup of this library.")
        return _("There is no backup yet. The first is made by itself, a minute after the library "
                 "was opened.")  # fmt: skip

    def _on_progressed(self, job: object, done: int, of: int) -> None:
        if self._backups.is_at(job):
            self.bar.setRange(0, max(of, 1))
            self.bar.setValue(done)

    # ------------------------------------------------------------ what the person does

    def _on_wanted(self, what: str, backup: "Backup") -> None:
        acts = {STORIES: self._bring_back, RESTORE: self._restore,
                COPY: self._copy, REMOVE: self._remove}  # fmt: skip
        acts[what](backup)

    def _with_key(self, backup: "Backup", then: "Callable[[DataKey | None], object]") -> None:
        """Go on with the key of a protected backup, which an open library has."""
        from ui.pages.asking_key import ask_key

        tasks = self._shelf.tasks

        def go_on(key: "DataKey | None") -> None:
            if key is not None:
                then(key)
            else:
                ask_key(self, self._errands, tasks, backup, then)

        if backup.protected and self._shelf.is_ready:
            tasks.run(lambda library: library.key, go_on)
        else:
            go_on(None)

    def _bring_back(self, backup: "Backup") -> None:
        from ui.pages.bring_back_sheet import BringBackSheet

        def look(key: "DataKey | None") -> None:
            sheet = BringBackSheet(self, backup)
            sheet.wanted.connect(lambda ids: self._backups.bring_back(backup, ids, key))

            self._backups.stories_in(backup, key, sheet.show_stories, sheet.show_trouble)
            self._errands.dialogs.ask(sheet)

        self._with_key(backup, look)

    def _restore(self, backup: "Backup") -> None:
        from ui.pages.restore_sheet import RestoreSheet

        def ask(key: "DataKey | None") -> None:
            work = closings.restore(self._backups.folder, backup, key)
            sheet = RestoreSheet(self, backup, self._stories_now())
            sheet.agreed.connect(partial(self.closed_wanted.emit, work))
            if self._shelf.is_ready:
                self._backups.stories_in(backup, key, sheet.show_stories, _quiet)
            self._errands.dialogs.ask(sheet)

        self._with_key(backup, ask)

    def _stories_now(self) -> int | None:
        listing = self._shelf.listing
        if not self._shelf.is_ready or listing is None:
            return None
        return sum(listing.counts.values())

    def _put_off(self) -> None:
        self._errands.change(remind_of_copy=self._backups.next_week())
        self._say_words()

    def _copy_newest(self) -> None:
        newest = self._backups.newest
        if newest is not None:
            self._copy(newest)

    def _copy(self, backup: "Backup") -> None:
        folder = self._errands.choose_folder(_("Where shall the copy be?"))
        if folder is not None:
            self._backups.copy(backup, folder, self._tell_copied)

    def _tell_copied(self, copied: Path) -> None:
        from ssc_desktop import media
        from ssc_desktop.services import second_copies

        said = _("The copy is in {name}. {checked}").format(
            name=copied.name, checked=media.checked_sentence(copied)
        )
        objection = second_copies.objection(copied, self._backups.folder)
        self._shelf.told.emit(Notice(f"{said} {objection}".strip()))

    def _remove(self, backup: "Backup") -> None:
        from ui.pages.backup_removal_sheet import BackupRemovalSheet

        def go() -> None:
            self.now.setFocus()  # the button that had the keyboard goes with its card
            self._backups.remove(backup)

        sheet = BackupRemovalSheet(self, backup)
        sheet.agreed.connect(go)
        self._errands.dialogs.ask(sheet)

    def move_library(self) -> None:
        """Take the library to another laptop, step by step."""
        self._pack_up(moves=True)

    def archive(self) -> None:
        """Write the whole library into one file."""
        self._pack_up(moves=False)

    def _pack_up(self, *, moves: bool) -> None:
        from ui.pages.move_sheet import MoveSheet

        if self._shelf.is_ready:
            folder = self._backups.folder
            sheet = MoveSheet(self, self._shelf, self._errands, folder, moves=moves)
            sheet.moved.connect(self.moved)
            sheet.packing.changed.connect(self._backups.load)  # a backup is made first
            self._errands.dialogs.ask(sheet)


def _quiet(_error: SscError) -> None:
    """What differs is not told; restoring looks through the backup itself."""
