"""The collect station: looks again and again into folders and sticks while it is on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ssc_desktop import clock
from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _, ngettext
from ui.tasks import Job
from ui.viewmodels.notice import Notice
from ui.viewmodels.shelf import Shelf
from ui.viewmodels.work import Work

if TYPE_CHECKING:
    from ssc_desktop.services.station import Found, Line, Survey

_PAUSE, _LONG_PAUSE = 3_000, 20_000
"""Milliseconds between two looks; longer after one that failed."""
_MOST = 120


@dataclass(frozen=True)
class Rules:
    """What the station may do."""

    sticks: bool = True
    """It looks also on every stick that is plugged in."""
    receipts: bool = True
    accept_new: bool = False


@dataclass(frozen=True)
class Told:
    """Something that happened at the station."""

    when: datetime
    picture: str
    tone: str
    name: str
    """Of the file; "" for what is not about one."""
    sentence: str
    advice: str = ""


_SHOWN = {
    "taken": ("circle-check", "green"),
    "nothing_new": ("check", "muted"),
    "waits": ("inbox", "amber"),
    "refused": ("circle-alert", "red"),
    "gone": ("usb", "amber"),
}


class Station(QObject):
    """Off when the library opens; it ends with the library."""

    changed = Signal()
    """Switched, or looked."""

    def __init__(self, shelf: Shelf, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._work = work
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._look)
        self._job: Job | None = None
        self._found: Found | None = None
        self._trouble = ""
        self.on = False
        self.folders: tuple[Path, ...] = ()
        self.rules = Rules()
        self.told: tuple[Told, ...] = ()
        """What happened, the latest first."""
        self.taken = 0
        """How many bundles came in since it was switched on."""
        self.arriving = 0
        """Files that are still being copied."""

    # ------------------------------------------------------------ the switch

    def choose(self, folders: tuple[Path, ...]) -> None:
        """Look into these folders."""
        self.folders = folders
        self.changed.emit()

    def rule(self, rules: Rules) -> None:
        """Work by these rules from the next look on."""
        self.rules = rules
        self.changed.emit()

    @property
    def has_places(self) -> bool:
        """Whether there is anything to look into."""
        return bool(self.folders) or self.rules.sticks

    def start(self) -> None:
        """Look now, and from now on."""
        if not self.on and self.has_places:
            self.on, self.taken, self._found, self._trouble = True, 0, None, ""
            self.changed.emit()
            self._look()

    def stop(self) -> None:
        """Look no more; a bundle that is being taken in comes in whole, or not at all."""
        self.on = False
        self.arriving = 0
        self._pause.stop()
        if self._job is not None:
            self._job.stop()
            self._job = None
        self.changed.emit()

    # ------------------------------------------------------------ looking

    def _look(self) -> None:
        if not self.on or self._job is not None:
            return
        if self._work.busy:  # a person's own work comes first
            self._pause.start(_PAUSE)
            return
        folders, rules, before = self.folders, self.rules, self._found
        self._job = self._shelf.tasks.aside(
            lambda: _surveyed(folders, before, sticks=rules.sticks), self._on_survey
        )

    def _on_survey(self, surveyed: "Survey | OSError") -> None:
        if not self._goes_on():
            return
        if isinstance(surveyed, OSError):  # a stick taken out while it was looked at
            self._go_on(_PAUSE)
            return
        nothing = not (surveyed.ready or surveyed.missing or surveyed.standing)
        if nothing:  # nobody who writes waits for a look that finds nothing
            self._found = _idle(surveyed)
            self.arriving = len(surveyed.arriving)
            self._go_on(_PAUSE)
            return
        rules = self.rules

        def work(library: Any, job: Job) -> object:
            return _looked(library, surveyed, rules, job.stopped)

        self._job = self._shelf.tasks.run_long(work, self._on_found, failed=self._on_failed)

    def _goes_on(self) -> bool:
        """Whether the switch is on still, now that a look is over."""
        self._job = None
        return self.on

    def _on_found(self, found: "Found") -> None:
        on = self._goes_on()
        self._found = found if on else None
        taken = [line for line in found.lines if line.outcome == "taken"]
        self.taken += len(taken)
        self.arriving = len(found.arriving) if on else 0
        self._tell([_told(line) for line in found.lines])
        self._tell([_noted(words) for words in found.notes])
        if taken:
            self._shelf.refresh(then=self._shelf.open_first)
            self._shelf.reload()
        if found.lines:
            self._work.finished.emit()
            self._shelf.told.emit(Notice(_said(found)))
        self._go_on(_PAUSE)

    def _on_failed(self, error: SscError) -> None:
        if self._goes_on():
            if error.message != self._trouble:  # what lasts is told once
                said = Told(clock.now(), "circle-alert", "red", "", error.message, error.advice)
                self._tell([said])
            self._trouble = error.message
            self._go_on(_LONG_PAUSE)

    def _go_on(self, pause: int) -> None:
        if self.on:
            self._pause.start(pause)
        self.changed.emit()

    def _tell(self, said: list[Told]) -> None:
        self.told = (*reversed(said), *self.told)[:_MOST]


def _surveyed(
    folders: tuple[Path, ...], before: "Found | None", *, sticks: bool
) -> "Survey | OSError":
    """A job without the library: what lies in the folders and on the sticks."""
    from ssc_desktop import services

    station = services.station
    try:
        surveyed: Survey = station.survey(station.watched(folders) if sticks else folders, before)
    except OSError as error:
        return error
    return surveyed


def _idle(surveyed: "Survey") -> "Found":
    from ssc_desktop import services

    found: Found = services.station.Found(arriving=surveyed.arriving, seen=surveyed.seen)
    return found


def _looked(library: Any, surveyed: "Survey", rules: Rules, stopped: Callable[[], bool]) -> "Found":
    """A job: deal with what is ready."""
    from ssc_desktop import services

    asked = services.station.Rules(accept_new=rules.accept_new, receipts=rules.receipts)
    found: Found = services.station.look(library, surveyed, asked, stop=stopped)
    return found


def _told(line: "Line") -> Told:
    picture, tone = _SHOWN.get(line.outcome, ("info", "muted"))
    return Told(clock.now(), picture, tone, line.path.name, line.sentence, line.advice)


def _noted(words: str) -> Told:
    return Told(clock.now(), "triangle-alert", "amber", "", words)


def _said(found: "Found") -> str:
    return _("Collect station: {what}").format(what=found.sentence())


def places(station: Station) -> str:
    """Where it looks, in words."""
    n = len(station.folders)
    said = ngettext("{n} folder", "{n} folders", n).format(n=n) if n else ""
    if not station.rules.sticks:
        return said
    return _("{folders} and every stick").format(folders=said) if said else _("every stick")
