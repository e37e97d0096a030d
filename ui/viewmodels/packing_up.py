"""The whole library into one file: a fresh backup, written elsewhere, read back and compared."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop import clock, files
from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _
from ui.viewmodels import libraries
from ui.viewmodels.work import aside, with_library

if TYPE_CHECKING:
    from ssc_desktop.services.archiving import Archive
    from ssc_desktop.settings import Settings
    from ui.tasks import Job
    from ui.viewmodels.shelf import Shelf
    from ui.viewmodels.work import Work

ENDING = ".ssclibrary"


class PackingUp(QObject):
    """For whoever keeps the collection, or moves to another laptop."""

    changed = Signal()
    progressed = Signal(int, int)

    def __init__(
        self, shelf: "Shelf", work: "Work", library: Path, *, moves: bool,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._shelf = shelf
        self._work = work
        self._library = library
        self.moves = moves
        self.state = "asking"
        """`asking`, `writing` or `done`."""
        self.target: Path | None = None
        self.archive: Archive | None = None
        self.error: SscError | None = None
        work.progressed.connect(self.progressed)

    def name(self) -> str:
        """What the file is called."""
        day = clock.now().astimezone().date().isoformat()
        return files.safe_name(f"{libraries.name(self._library)} {day}{ENDING}", f"library{ENDING}")

    def write(self, folder: Path, passphrase: str, preferences: "Settings") -> None:
        """Make the file in `folder`; `preferences` go along to a new laptop."""
        target = files.free_name(folder / self.name())
        work = self._work

        def back_up(library: Any, _before: object, job: "Job") -> object:
            return _services().backing_up.make(
                library, "asked", progress=work.reporter(job), stop=job.stopped
            )

        def pack(backup: Any, job: "Job") -> object:
            given = {"passphrase": passphrase, "progress": work.reporter(job), "stop": job.stopped}
            if self.moves:
                return _services().moving.pack(backup, target, preferences, **given)
            return _services().archiving.write(backup, target, **given)

        def done(archive: "Archive") -> None:
            self.archive, self.target = archive, target
            self._become("done")

        def failed(error: SscError) -> None:
            self.error = error
            self._become("asking")

        begun = work.start_parts(
            _("Writing the library into one file…"),
            (with_library(back_up), aside(pack)),
            done, failed=failed, stopped=lambda: self._become("asking"),
        )  # fmt: skip
        if begun:
            self.error = None
            self._become("writing")

    def stop(self) -> None:
        """Stop writing; nothing half-made stays."""
        if self.state == "writing":
            self._work.stop()

    def leave(self) -> None:
        """Let the library here say from now on that it moved."""
        self._shelf.autosave.cut(lambda: self._shelf.tasks.run(_services().moving.leave))

    def _become(self, state: str) -> None:
        self.state = state
        self.changed.emit()


def _services() -> Any:
    from ssc_desktop import services

    return services
