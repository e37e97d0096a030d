"""Saving without being asked: 800 ms after the last key, 1.2 seconds after the first at most."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ssc_desktop.errors import SscError, StorageError
from ssc_desktop.i18n import _
from ui.tasks import Tasks
from ui.viewmodels.story_editor import Screen, StoryEditor

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Changes

_log = logging.getLogger(__name__)

IDLE = 800
CAP = 1_200
"""Milliseconds; who never rests while typing loses no more than that and one save (P2)."""
RETRY = 10_000
REST = 10 * 60 * 1_000
"""Milliseconds without a change after which what was written becomes a revision."""

_Screens = Mapping[str, Screen]
"""What stood on the screen last, by the story's id."""


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
        self.rescued: dict[str, Path] = {}
        """Files with stories that could not be saved, by id; jobs of the store's thread add."""
        self._edited = False
        self._unkept: dict[str, Screen] = {}
        self._uncut: dict[str, Screen] = {}
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
        self._idle.start()
        self._rest.start()
        if not self._cap.isActive():
            self._cap.start()
        if self.state not in {"failed", "unsaved"}:  # said once, not at every key
            self._become("unsaved")

    def flush(self) -> None:
        """Hand what is on screen to the store now."""
        for timer in (self._idle, self._cap, self._retry):
            timer.stop()
        if not self._edited:
            return
        self._edited = False
        screen = self._editor.screen()
        if screen is not None:
            self._unkept[self._editor.case_id] = self._uncut[self._editor.case_id] = screen
        sent = dict(self._unkept)
        self._become("saving")
        self._tasks.run(
            lambda library: _kept(library, sent, self.rescued),
            lambda changes: self._on_kept(sent, changes),
            failed=self._on_failed,
            first=True,
        )

    def cut(self, then: Callable[[], object] | None = None) -> None:
        """Make a revision of what was written since the last one, then go on with `then`."""
        self.flush()
        self._rest.stop()
        waiting, self._uncut = self._uncut, {}
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
            # drafts of a library that is gone are gone with it: they are handed over again
            self._uncut = {**waiting, **self._uncut}
            self._unkept = {**waiting, **self._unkept}
            self._on_failed(error)
            if then is not None:
                then()

        self._tasks.run(
            lambda library: _cut(library, waiting, self.rescued),
            done,
            failed=not_done,
            first=True,
        )

    def _on_kept(self, sent: _Screens, changes: "Changes") -> None:
        from ssc_desktop import clock

        self._unkept = {
            case_id: screen
            for case_id, screen in self._unkept.items()
            if screen is not sent.get(case_id)
        }
        self.saved_at = clock.now()
        self.error = None
        if self._edited:
            self._become("unsaved")
        else:  # of what was handed over since then, nothing is confirmed yet
            self._become("saving" if self._unkept else "saved")
        self.changes.emit(changes)

    def _on_failed(self, error: SscError) -> None:
        self._edited = True  # what is on screen is still to be stored
        self.error = error
        self._become("failed")
        self._retry.start()

    def _become(self, state: str) -> None:
        self.state = state
        self.state_changed.emit()

    def trouble(self) -> str:
        """Why the last save failed, what to do, and where the text is; "" where it did not."""
        if self.state != "failed" or self.error is None:
            return ""
        said = _("Not saved. {what} {advice}").format(
            what=self.error.message, advice=self.error.advice
        )
        return f"{said} {self.whereabouts()}"

    def whereabouts(self) -> str:
        """Where the text is that could not be saved."""
        if not self.rescued:
            return _("Your text stays in this window.")
        named = ", ".join(map(str, self.rescued.values()))
        return _("Your text is safe in the file {file}").format(file=named)


def _kept(library: Any, screens: _Screens, rescued: dict[str, Path]) -> "Changes | None":
    """A job of the store's thread: keep drafts; what cannot be kept goes to a rescue file."""
    from ssc_desktop import services

    def keep(screen: Screen) -> Any:
        return services.cases.draft(library, screen.case, screen.base, screen.unread)

    return _each(library, screens, rescued, keep)


def _cut(library: Any, screens: _Screens, rescued: dict[str, Path]) -> "Changes | None":
    from ssc_desktop import services

    def save(screen: Screen) -> Any:
        return services.cases.save(library, str(screen.case.case_uuid))

    return _each(library, screens, rescued, save)


def _each(
    library: Any, screens: _Screens, rescued: dict[str, Path], act: Callable[[Screen], "Changes"]
) -> "Changes | None":
    """Do `act` with every story; one that fails is rescued and keeps no other from its turn."""
    from ssc_desktop import services

    changes, problem = None, None
    for case_id, screen in screens.items():
        try:
            changes = act(screen)
        except Exception as error:  # noqa: BLE001 - whatever it is, the text must not be lost
            problem = error
            _rescue(library, case_id, screen, rescued)
        else:
            if case_id in rescued:
                services.rescue.remove(rescued.pop(case_id))
    if problem is not None:
        raise _plainly(problem)
    return changes


def _rescue(library: Any, case_id: str, screen: Screen, rescued: dict[str, Path]) -> None:
    from ssc_desktop import services

    try:
        rescued[case_id] = services.rescue.write(screen.case, screen.unread, library.file_key)
    except Exception as error:  # noqa: BLE001 - the words still stand on the screen
        _log.info("no rescue file could be written: %s", type(error).__name__)


def _plainly(problem: Exception) -> SscError:
    if isinstance(problem, SscError):
        return problem
    # what went wrong may quote what was written: only its kind is noted
    _log.error("a save failed unexpectedly: %s", type(problem).__name__)
    return StorageError(
        _("The program made a mistake and could not save."),
        advice=_("It tries again every ten seconds."),
    )
