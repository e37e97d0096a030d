"""The backups of the library: made in the background, listed, copied elsewhere, brought back."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ssc_desktop import clock
from ssc_desktop.errors import FileGone, SscError
from ssc_desktop.i18n import _, digits, ngettext
from ui.viewmodels import backup_words, wording
from ui.viewmodels.notice import Notice

if TYPE_CHECKING:
    from ssc_desktop.services.backing_up import Backup
    from ssc_desktop.services.protecting import DataKey
    from ui.tasks import Job
    from ui.viewmodels.bringing_back import Then
    from ui.viewmodels.shelf import Shelf
    from ui.viewmodels.work import Work

OPENED = 60 * 1_000
"""Milliseconds after the library was opened until the first backup: nothing waits for it."""
REGULAR = 30 * 60 * 1_000
NUDGE = 7
"""Days without a second copy after which a person is reminded."""


class Backups(QObject):
    """Works where no library is open, too: then it only lists what there is."""

    changed = Signal()
    """Other backups, or another word about them."""

    def __init__(
        self, shelf: "Shelf", work: "Work", folder: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._work = work
        self.folder = folder
        self.every: tuple[Backup, ...] = ()
        """The newest first."""
        self.loaded = False
        self.error: SscError | None = None
        """Why the last backup could not be made."""
        self._making: Job | None = None
        self._copy_age: int | None = None
        self._first, self._again = QTimer(self), QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(OPENED)
        self._again.setInterval(REGULAR)
        shelf.protection_changed.connect(self.load)  # others took the place of those of before
        self._first.timeout.connect(lambda: self.look(opening=True))
        self._again.timeout.connect(self.look)

    # ------------------------------------------------------------ what there is

    @property
    def newest(self) -> "Backup | None":
        """The newest that was looked through; without one, the newest."""
        return self.newest_checked or next(iter(self.every), None)

    @property
    def newest_checked(self) -> "Backup | None":
        """The newest that was looked through."""
        return next((one for one in self.every if one.verified_at), None)

    @property
    def making(self) -> bool:
        """Whether a backup is being made."""
        return self._making is not None

    def is_at(self, job: object) -> bool:
        """Whether `job` is the backup under way."""
        return self._making is not None and job is self._making

    def load(self) -> None:
        """Look up which backups there are."""

        def look() -> "tuple[tuple[Backup, ...], int | None]":
            return _backing_up().every(self.folder), _second_copies().age(self.folder)

        def show(found: "tuple[tuple[Backup, ...], int | None]") -> None:
            self.every, self._copy_age = found
            self.loaded = True
            self.changed.emit()

        self._shelf.tasks.aside(look, show, failed=lambda _error: None)

    def said(self) -> str:
        """How it stands, in a few words; "" where there is nothing to say."""
        newest = self.newest
        if self.making:
            return _("Making a backup…")
        if self.error is not None:
            return _("No backup: {why}").format(why=self.error.message)
        if newest is None:
            return ""
        time = backup_words.short(newest.made_at)
        if newest.verified_at:
            return _("Backed up {time}, checked").format(time=time)
        return _("Backed up {time}").format(time=time)

    # ------------------------------------------------------------ made in the background

    def begin(self) -> None:
        """Look after it from now on: a minute after the library was opened, and every half hour."""
        self.load()
        self._first.start()
        self._again.start()

    def look(self, *, opening: bool = False) -> None:
        """Make a backup where one is due."""
        if self.making or not self._shelf.is_ready:
            return

        def asked(reason: str) -> None:
            if reason and not self.making:
                self._make(reason, self._on_failed_quietly)

        self._shelf.tasks.run(
            lambda library: _backing_up().due(library, opening=opening),
            asked,
            failed=self._on_failed_quietly,
        )

    def back_up(self, then: Callable[[], object] | None = None) -> None:
        """Make a backup because the person wants one; with everything that was written."""
        if self.making or not self._shelf.is_ready:
            return

        def told() -> None:
            self._shelf.told.emit(Notice(_("The backup is made, and was checked.")))

        def cut() -> None:
            self._make("asked", self._on_failed, then or told)

        self._shelf.autosave.cut(cut)

    def stop(self) -> None:
        """End the backup under way; there is then no new one."""
        if self._making is not None:
            self._making.stop()
            self._making = None
            self.changed.emit()

    def _make(
        self,
        reason: str,
        failed: Callable[[SscError], None],
        then: Callable[[], object] | None = None,
    ) -> None:
        def work(library: Any, job: "Job") -> object:
            progress = self._shelf.tasks.reporter(job)
            return _backing_up().make(library, reason, progress=progress, stop=job.stopped)

        def done(_backup: object) -> None:
            self._making, self.error = None, None
            self.load()
            if then is not None:
                then()

        self._making = self._shelf.tasks.beside(work, done, failed=failed)
        self.changed.emit()

    def _on_failed_quietly(self, error: SscError) -> None:
        """A backup that nobody asked for is tried again in half an hour."""
        if isinstance(error, FileGone):  # of that the saving tells, until the folder is back
            self._first.start()
        else:
            self.error = error
        self._making = None
        self.changed.emit()

    def _on_failed(self, error: SscError) -> None:
        self._on_failed_quietly(error)
        self._shelf.refused.emit(error)

    # ------------------------------------------------------------ a second place

    def nudges(self, not_before: str) -> bool:
        """Whether a person should be reminded of a second copy now; `not_before` is a day."""
        if not self.every or not_before > _today().isoformat():
            return False
        if self._copy_age is not None:
            return self._copy_age >= NUDGE
        first = wording.moment(self.every[-1].made_at).date()
        return _today() - first >= timedelta(days=NUDGE)

    @property
    def copy_age(self) -> int | None:
        """Days since a copy was put in a second place; None where it never was."""
        return self._copy_age

    @staticmethod
    def next_week() -> str:
        """The day of the next reminder where this one is put off."""
        return (_today() + timedelta(days=NUDGE)).isoformat()

    def copy(
        self,
        backup: "Backup",
        folder: Path,
        then: Callable[[Path], None],
    ) -> None:
        """Put a copy of a backup into a folder; it is read back and compared."""
        from ui.viewmodels.work import aside

        work = self._work

        def write(_before: object, job: "Job") -> Path:
            copied: Path = _second_copies().copy_to(
                backup, folder, progress=work.reporter(job), stop=job.stopped
            )
            return copied

        def done(copied: Path) -> None:
            self.load()
            then(copied)

        work.start_parts(_("Copying the backup…"), (aside(write),), done)

    # ------------------------------------------------------------ removing

    def may_go(self, backup: "Backup") -> bool:
        """Whether a person may remove it: a good copy of the library always stays."""
        stays = self.newest
        return stays is not None and backup.path != stays.path

    def remove(self, backup: "Backup") -> None:
        """Remove a backup for good, with the photos and files that no other one needs."""
        if not self.may_go(backup):
            return

        def work(library: Any) -> None:  # where a backup is made, so that none is half-made now
            _backing_up().remove(library.folder, backup)

        self._shelf.tasks.run(work, lambda _nothing: self.load())

    # ------------------------------------------------------------ bringing stories back

    def stories_in(
        self,
        backup: "Backup",
        key: "DataKey | None",
        then: "Callable[[tuple[Then, ...]], None]",
        failed: Callable[[SscError], None],
    ) -> None:
        """The stories of a backup, and how they differ from today's."""
        from ui.viewmodels import bringing_back

        def work(library: Any) -> "tuple[Then, ...]":
            return bringing_back.looked(library, backup, key or library.key)

        tasks = self._shelf.tasks
        self._shelf.autosave.cut(lambda: tasks.run(work, then, failed=failed))

    def bring_back(
        self, backup: "Backup", ids: tuple[str, ...], key: "DataKey | None" = None
    ) -> None:
        """Let stories say again what they said in a backup: a save like any other."""
        from ssc_desktop import services

        def work(library: Any) -> object:
            return services.restoring.restore_stories(library, backup, ids, key or library.key)

        def done(_changes: object) -> None:
            said = ngettext("{n} story is back. What it said until now is in its history.",
                            "{n} stories are back. What they said until now is in their history.",
                            len(ids)).format(n=digits(len(ids)))  # fmt: skip
            self._shelf.told.emit(Notice(said))
            self._shelf.refresh()
            self._shelf.refresh_trash()
            if self._shelf.editor.case_id in ids:
                self._shelf.reload()
            self.load()

        self._shelf.autosave.cut(lambda: self._shelf.tasks.run(work, done))


def _today() -> date:
    return clock.now().astimezone().date()


def _second_copies() -> Any:
    from ssc_desktop.services import second_copies

    return second_copies


def _backing_up() -> Any:
    from ssc_desktop import services

    return services.backing_up
