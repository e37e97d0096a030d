"""Turning the password of a library on and off: the library is closed meanwhile."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.errors import Cancelled, SscError
from ssc_desktop.i18n import _
from ui.tasks import Job
from ui.viewmodels.notice import Notice

if TYPE_CHECKING:
    from ssc_desktop.services.protecting import DataKey, Recovery
    from ui.viewmodels.shelf import Shelf

Failed = Callable[[SscError | None], None]
"""Hears why it was not done, or None where it was stopped; the library is as it was."""


class Protection(QObject):
    """One piece of work at a time; the window is kept from being used meanwhile."""

    progressed = Signal(int, int)

    def __init__(self, shelf: "Shelf", folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf, self._folder = shelf, folder
        self._job: Job | None = None
        shelf.tasks.progressed.connect(self._on_progressed)

    @property
    def on(self) -> bool:
        """Whether the library is protected."""
        protected: bool = _protecting().is_protected(self._folder)
        return protected

    # ------------------------------------------------------------ on and off

    def turn_on(
        self, password: str, then: "Callable[[Recovery, DataKey], object]", failed: Failed
    ) -> None:
        """Protect the library; it stays closed until `keep` or `turn_off` ends it."""

        def work(job: Job) -> "tuple[Recovery, DataKey]":
            recovery = _protecting().protect(
                self._folder, password,
                progress=self._shelf.tasks.reporter(job), stop=job.stopped,
            )  # fmt: skip
            return recovery, _protecting().unlocked(self._folder, password)

        def begin(closed: bool) -> None:
            if closed:
                self._do(work, lambda made: then(*made), failed)
            else:
                failed(_unsaved(self._shelf.autosave.trouble()))

        self._shelf.pause(begin)

    def keep(self, key: "DataKey", then: Callable[[], object]) -> None:
        """Open the library that was protected: the sheet is in good hands."""
        self._open(key, then)

    def turn_off(self, key: "DataKey", then: Callable[[], object], failed: Failed) -> None:
        """Take the protection away, and open the library as it was before."""

        def work(job: Job) -> None:
            progress = self._shelf.tasks.reporter(job)
            _protecting().unprotect(self._folder, key, progress=progress, stop=job.stopped)

        def begin(closed: bool) -> None:
            if closed:
                self._do(work, lambda _nothing: self._open(None, then), failed, key)
            else:
                failed(_unsaved(self._shelf.autosave.trouble()))

        if self._shelf.paused:
            begin(closed=True)
        else:
            self._shelf.pause(begin)

    def stop(self) -> None:
        """Ask what is under way to end; nothing half-made stays."""
        if self._job is not None:
            self._job.stop()

    def _do(
        self,
        work: Callable[[Job], Any],
        then: Callable[[Any], object],
        failed: Failed,
        key: "DataKey | None" = None,
    ) -> None:
        """Work while the library is closed; where it is not done, the library opens with `key`."""
        job = self._job = Job()

        def all_of_it() -> Any:
            try:
                return work(job)
            except Cancelled:  # the library may be opened again only now
                return Cancelled

        def over(made: Any) -> None:
            self._job = None
            if made is Cancelled:
                self._open(key, lambda: failed(None))
            else:
                then(made)

        def not_done(error: SscError) -> None:
            self._job = None
            self._open(key, lambda: failed(error))

        self._shelf.tasks.aside(all_of_it, over, failed=not_done)

    def _open(self, key: "DataKey | None", then: Callable[[], object]) -> None:
        def opened() -> None:
            self._shelf.protection_changed.emit()
            then()

        self._shelf.resume(self._folder, key, opened, self._shelf.locked_out.emit)

    def _on_progressed(self, job: object, done: int, of: int) -> None:
        if job is self._job:
            self.progressed.emit(done, of)

    # ------------------------------------------------------------ while it is open

    def change_password(self, key: "DataKey", new: str, failed: Failed) -> None:
        """Let another password open the library."""

        def done(_nothing: object) -> None:
            said = _("The password is changed. The recovery sheet stays valid.")
            self._shelf.told.emit(Notice(said))

        def work() -> None:
            _protecting().change_password(self._folder, key, new)

        self._shelf.tasks.aside(work, done, failed=failed)

    def new_recovery(
        self, key: "DataKey", then: "Callable[[Recovery], None]", failed: Failed
    ) -> None:
        """Make another code; the sheet of before opens nothing any more."""

        def work() -> "Recovery":
            made: Recovery = _protecting().new_recovery(self._folder, key)
            return made

        self._shelf.tasks.aside(work, then, failed=failed)


def _unsaved(why: str) -> SscError:
    return SscError(
        _("What you wrote last could not be saved, so the library stays open."), advice=why
    )


def _protecting() -> Any:
    from ssc_desktop import services

    return services.protecting
