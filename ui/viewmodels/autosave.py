"""Saving without being asked: 800 ms after the last key, 5 seconds after the first at most."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ssc_desktop.errors import SscError
from ui.tasks import Tasks
from ui.viewmodels.story_editor import StoryEditor

if TYPE_CHECKING:
    from ssc_desktop.record.case import Case
    from ssc_desktop.services.answers import Changes

_log = logging.getLogger(__name__)

IDLE = 800
CAP = 5_000
RETRY = 10_000
REST = 10 * 60 * 1_000
"""Milliseconds without a change after which what was written becomes a revision."""


class Autosave(QObject):
    """Carries what is on screen to the store, and says how that stands."""

    state_changed = Signal()
    changes = Signal(object)
    """The Changes of a save that the store confirmed."""

    def __init__(self, editor: StoryEditor, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._tasks = tasks
        self.state = "saved"
        """`saved`, `unsaved`, `saving` or `failed`."""
        self.saved_at: datetime | None = None
        self.error: SscError | None = None
        self._edited = False
        self._uncut: set[str] = set()
        self.bases: dict[str, str] = {}
        """What the author of a story sees; written and read by jobs of the store's thread only."""
        self._idle = self._timer(IDLE, self.flush)
        self._cap = self._timer(CAP, self.flush)
        self._retry = self._timer(RETRY, self.flush)
        self._rest = self._timer(REST, self.cut)
        editor.edited.connect(self._on_edited)

    def _timer(self, milliseconds: int, act: Callable[[], Any]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(act)
        return timer

    @property
    def unsaved(self) -> bool:
        """Whether something on screen is not confirmed by the store."""
        return self._edited or self.state in {"saving", "failed"}

    def _on_edited(self) -> None:
        self._edited = True
        self._uncut.add(self._editor.case_id)
        self._idle.start()
        self._rest.start()
        if not self._cap.isActive():
            self._cap.start()
        if self.state != "failed":
            self._become("unsaved")

    def flush(self) -> None:
        """Hand what is on screen to the store now."""
        for timer in (self._idle, self._cap, self._retry):
            timer.stop()
        case, base = self._editor.case, self._editor.base
        if case is None or not self._edited:
            return
        self._edited = False
        self._become("saving")
        self._tasks.run(
            lambda library: _draft(library, case, self.bases.get(str(case.case_uuid), base)),
            self._on_saved,
            failed=self._on_failed,
            first=True,
        )

    def cut(self, then: Callable[[], object] | None = None) -> None:
        """Make a revision of what was written since the last one, then go on with `then`."""
        self.flush()
        self._rest.stop()
        waiting, self._uncut = sorted(self._uncut), set()
        if not waiting:
            if then is not None:
                then()
            return

        def done(changes: "Changes | None") -> None:
            if changes is not None:
                self.changes.emit(changes)
            if then is not None:
                then()

        def not_done(error: SscError) -> None:
            self._uncut.update(waiting)
            self._on_failed(error)
            if then is not None:
                then()

        self._tasks.run(
            lambda library: _saved(library, waiting, self.bases),
            done,
            failed=not_done,
            first=True,
        )

    def _on_saved(self, changes: "Changes") -> None:
        from ssc_desktop import clock

        self.saved_at = clock.now()
        self.error = None
        self._become("unsaved" if self._edited else "saved")
        self.changes.emit(changes)

    def _on_failed(self, error: SscError) -> None:
        self._edited = True  # what is on screen is still to be stored
        self.error = error
        self._become("failed")
        self._retry.start()

    def _become(self, state: str) -> None:
        self.state = state
        self.state_changed.emit()


def _draft(library: Any, case: "Case", base: str) -> object:
    from ssc_desktop import services

    return services.cases.draft(library, case, base)


def _saved(library: Any, case_ids: list[str], bases: dict[str, str]) -> object:
    from ssc_desktop import services

    changes = None
    for case_id in case_ids:
        changes = services.cases.save(library, case_id)
        bases[case_id] = services.cases.opened(library, case_id).base
    return changes
