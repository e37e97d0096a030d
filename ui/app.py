"""Puts the program together: look, language, library, window; and catches what nobody expected."""

import contextlib
import json
import logging
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from ssc_desktop import paths, settings
from ssc_desktop.errors import LibraryLocked, SscError
from ssc_desktop.i18n import _
from ssc_desktop.program import reached
from ssc_desktop.settings import Settings
from ui import garbage
from ui.guard import Guard
from ui.main_window import MainWindow
from ui.overriding import override
from ui.speech import Speech
from ui.tasks import Tasks
from ui.theme.look import look
from ui.viewmodels import libraries, trouble
from ui.viewmodels.shelf import Shelf

if TYPE_CHECKING:
    from ui.pages.start_page import StartPage
    from ui.summons import Summons
    from ui.viewmodels.closed_work import ClosedWork, Outcome

_log = logging.getLogger(__name__)
_HEAVY = ("sqlalchemy", "alembic", "docx", "lxml", "cryptography")


class Program(QObject):
    """The application, and its one window on one library at a time."""

    tasks: Tasks
    shelf: Shelf
    window: MainWindow
    guard: Guard

    def __init__(self, app: QApplication, library: Path, preferences: Settings) -> None:
        super().__init__()
        garbage.keep_here(app)
        self._app = app
        self._speech = Speech(app, self)
        self._theme = preferences.theme
        self.failed = False
        self._shared: tuple[Path, ...] | None = None
        self._later: tuple[Path, ...] = ()  # looked at once a library is open
        self._summons: Summons | None = None
        self._begin(library)
        self._read(library, preferences)
        look.apply(app, preferences.theme, preferences.text_size)
        self._spoken = (preferences.language, preferences.digits)
        self._speech.speak(*self._spoken)
        self._open_window(library, preferences)
        self.guard.knock()
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)

    # ------------------------------------------------------------ libraries

    def _begin(self, library: Path) -> None:
        self.tasks = Tasks(self)
        self.shelf = Shelf(self.tasks, self)
        self.shelf.locked_out.connect(self._on_locked_out)
        self._library = library

    def _read(self, library: Path, preferences: Settings) -> None:
        """Read the first page; a library that was there once is never begun anew without a word."""
        gone = trouble.missing(preferences, library)
        if gone is None:
            self.shelf.begin(library)
        else:
            shelf = self.shelf  # the window that says so may not be there yet
            QTimer.singleShot(0, shelf, lambda: shelf.locked_out.emit(gone))

    def _open_window(self, library: Path, preferences: Settings) -> None:
        self.window = MainWindow(self.shelf, preferences, library)
        self.window.settings_changed.connect(self._on_settings)
        self.window.library_wanted.connect(self.open_library)
        self.window.practice_wanted.connect(self.practise)
        self.window.closed_wanted.connect(self.do_closed)
        self.shelf.ready.connect(self._on_ready)
        self.guard = Guard(self.window, self.shelf, library)
        self.guard.library_wanted.connect(self.open_library)
        self.guard.practice_wanted.connect(self.practise)

    def open_library(
        self, library: Path, bundles: tuple[Path, ...] = (), then: Callable[[], None] | None = None
    ) -> None:
        """Close the library that is open and open another; then look at bundles, or do `then`."""
        with self._another_window(library):
            self._read(library, self.window.errands.settings)
        if bundles:
            self.shelf.ready.connect(lambda: self.window.errands.incoming.look_at(bundles))
        if then is not None:
            self.shelf.ready.connect(then)
        self.shelf.open_fully()

    def do_closed(self, work: "ClosedWork") -> None:
        """Close the library that is open, do what needs it closed, then open what came of it."""
        from ui.viewmodels.closed_work import ClosedRun

        was_open = not self.window.locked_out
        if was_open:
            with self._another_window(self._library):
                self.window.show_start(None)
        run = ClosedRun(self.tasks, self.window)
        run.done.connect(self._on_closed_done)
        run.failed.connect(self.window.show_start)
        if was_open:
            run.stopped.connect(lambda: self.open_library(self._library))
        self.window.show_run(run, work)
        run.start(work)

    def _on_closed_done(self, outcome: "Outcome") -> None:
        if outcome.preferences is not None:
            came = outcome.preferences
            self.window.change_settings(**{n.name: getattr(came, n.name) for n in fields(came)})
        self.open_library(outcome.opens, then=lambda: self.window.care.tell_outcome(outcome))

    @contextlib.contextmanager
    def _another_window(self, library: Path) -> Iterator[None]:
        """Close the window; show the next one, in the same place, after what is done within."""
        before, shelf, tasks = self.window, self.shelf, self.tasks
        preferences, place = before.errands.settings, self.guard.front.saveGeometry()
        dialogs = before.errands.dialogs
        self._app.setQuitOnLastWindowClosed(False)
        before.finish()  # stores everything first; it is seen until the next one is
        self.guard.leave()
        self._begin(library)
        self._open_window(library, preferences)
        self.window.errands.dialogs = dialogs
        yield
        if not self.window.locked_out:
            self.guard.knock()
        self.guard.front.restoreGeometry(place)
        self.guard.front.show()
        self.guard.front.activateWindow()
        before.close()
        self._app.setQuitOnLastWindowClosed(True)
        for gone in (before, shelf, tasks):
            gone.deleteLater()

    def practise(self) -> None:
        """Open the practice library, which is filled when it is opened for the first time."""
        self.open_library(libraries.practice(), then=self._fill_practice)

    def _fill_practice(self) -> None:
        from ui.pages.practising import Practising, Ways

        window = self.window
        ways = Ways(
            window.go_to, window.library_page.pane.show_panel, window.errands.incoming.look_at
        )
        Practising(window, self.shelf, window.shell.practice_band, ways).practice.prepare()

    def _on_ready(self) -> None:
        self.failed = False
        self._listen()
        listing, role = self.shelf.listing, self.window.errands.settings.role
        if role == "facilitator" and (listing is None or not sum(listing.counts.values())):
            self.window.go_to("bundles")  # what others bring comes first
        self.window.errands.change(
            **libraries.remembered(self.window.errands.settings, self._library)
        )
        opened, self._later = self._later, ()
        if opened:
            self.look_at(opened)

    def _on_locked_out(self, error: SscError) -> None:
        if self.guard.answers(error) or self._is_handed_over(error):
            return
        self.failed = True
        self.window.show_start(error)

    # ------------------------------------------------------------ a second start

    def share(self, opened: Sequence[Path]) -> None:
        """Look at `opened` once the library is there; show a window that has it open already."""
        self._shared = tuple(opened)
        self._later += self._shared

    def _is_handed_over(self, error: SscError) -> bool:
        if self._shared is None or not isinstance(error, LibraryLocked):
            return False
        from ui.summons import Call

        shelf, opened, self._shared = self.shelf, self._shared, None

        def done(came: bool) -> None:
            if self.shelf is not shelf:  # the person went on to another library meanwhile
                return
            if came:
                self._app.exit(0)
            else:
                self._on_locked_out(error)

        Call(self._library, opened, self).make(done)
        return True

    def _listen(self) -> None:
        """Hear of a second start on the library that is open."""
        from ui.summons import Summons

        if self._summons is not None:
            self._summons.deleteLater()
        self._summons = Summons(self._library, self)
        self._summons.called.connect(self._come_forward)

    def _come_forward(self, opened: tuple[Path, ...]) -> None:
        front = self.guard.front
        front.setWindowState(front.windowState() & ~Qt.WindowState.WindowMinimized)
        front.show()
        front.raise_()
        front.activateWindow()
        self._app.alert(front)  # where the system lets no window push itself forward
        if opened and self.shelf.is_ready:
            self.look_at(opened)
        else:
            self._later += opened

    def begin_first(self, settings_chosen: Settings) -> None:
        """Show what one sees after the three questions: a first story, or what others bring."""
        if settings_chosen.role == "facilitator":
            self.window.go_to("bundles")
            self.guard.suggest()
            return
        self.shelf.new_story(self.window.begin_beside_example)

    def look_at(self, opened: Sequence[Path]) -> None:
        """Look at files that were opened with the program: bundles, or a library in one file."""
        archives = [one for one in opened if one.suffix == ".ssclibrary"]
        if archives:
            start: StartPage = self.window.page("start")  # type: ignore[assignment]  # as made there
            start.open_archive(archives[0])
        else:
            self.window.errands.incoming.look_at(opened)

    # ------------------------------------------------------------ look and language

    def speak(self, language: str) -> None:
        """Show everything in `language` from now on, in its direction."""
        self._spoken = (language, self._spoken[1])
        self._speech.speak(*self._spoken)

    def _on_settings(self, chosen: Settings) -> None:
        self._theme = chosen.theme
        look.apply(self._app, chosen.theme, chosen.text_size)
        spoken = (chosen.language, chosen.digits)
        if spoken != self._spoken:
            self._spoken = spoken
            self._speech.speak(*spoken)

    def _follow_system(self) -> None:
        if self._theme == "system":
            look.apply(self._app, "system", self.window.errands.settings.text_size)

    # ------------------------------------------------------------ what goes wrong, and figures

    def report(self) -> None:
        """Print what it took until the list was painted, and leave."""
        pane = self.window.library_page.list_pane
        listing = self.shelf.listing
        nothing = self.shelf.begun and (listing is None or not listing.total)
        if pane.card.painted or nothing:
            _print_report()
        else:
            QTimer.singleShot(1, self, self.report)

    def crashed(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Tell the person about an error that nobody expected; the program goes on."""
        report = "".join(traceback.format_exception(kind, error, trace))
        _log.error("unexpected: %s", kind.__name__)
        # the system may keep what is written there: what an error says may quote a story
        place = "".join(traceback.format_tb(trace))
        sys.stderr.write(f"{place}{kind.__name__}\n")
        self.shelf.autosave.flush()
        safe = _("What you wrote was saved as always, a moment after you wrote it.")
        self.window.errands.dialogs.crashed(self.window, report, safe)


class _FirstPaint(QObject):
    """Calls back once, after the window was painted for the first time."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        self._done = False
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._done:
            self._done = True
            QTimer.singleShot(0, self, self._then)
        return super().eventFilter(watched, event)


def run(library: Path | None = None, opened: Sequence[Path] = ()) -> int:
    """Open the window on a library, the last one unless told; returns the program's exit code.

    `opened` are bundles to look at, or a library in one file, once the library is there.
    """
    app = application()
    preferences = settings.load()
    measured = os.environ.get("SSC_AFTER_FIRST_PAINT") == "report"
    named = library is not None or bool(os.environ.get("SSC_LIBRARY"))
    first = not preferences.role and not named and not measured
    if first:
        asked = _asked(app, preferences)
        if asked is None:
            return 0
        preferences = asked
    place = paths.default_library() if named else libraries.chosen(preferences)
    program = Program(app, library or place, preferences)
    sys.excepthook = program.crashed
    front = program.guard.front
    _FirstPaint(front, program.report if measured else program.shelf.open_fully)
    if first:
        program.shelf.ready.connect(lambda: program.begin_first(preferences))
    program.share(opened)
    _show(front)
    code = app.exec()
    program.window.close()
    return 1 if program.failed else code


def _asked(app: QApplication, preferences: Settings) -> Settings | None:
    """The answers to the three questions of the first run; None where the window was closed."""
    from ui.pages.welcome import Welcome

    look.apply(app, preferences.theme, preferences.text_size)
    speech = Speech(app)
    speech.speak(preferences.language, preferences.digits)
    welcome = Welcome(preferences, lambda language: speech.speak(language, preferences.digits))
    answered: list[Settings] = []
    loop = QEventLoop()
    welcome.answered.connect(answered.append)
    welcome.closed.connect(loop.quit)
    app.setQuitOnLastWindowClosed(False)
    _show(welcome)
    loop.exec()
    app.setQuitOnLastWindowClosed(True)
    welcome.deleteLater()
    if not answered:
        return None
    with contextlib.suppress(SscError):  # asked again next time
        settings.save(answered[0])
    return answered[0]


def application() -> QApplication:
    """The one application of this process, made where there is none."""
    there = QApplication.instance()
    look.styled = not isinstance(there, QApplication)
    fresh = [*sys.argv[:1], "-style", "Fusion"]
    app = there if isinstance(there, QApplication) else QApplication(fresh)
    app.setApplicationName("ssc-desktop")
    app.setApplicationDisplayName("SSC Desktop")
    app.setDesktopFileName("ssc-desktop")
    app.setWindowIcon(QIcon(str(paths.bundled("resources") / "icons" / "ssc-desktop.png")))
    return app


def _show(window: QWidget) -> None:
    free = window.screen().availableGeometry()
    window.resize(min(1440, free.width()), min(900, free.height()))
    _FirstPaint(window, reached)
    window.show()
    window.activateWindow()


def _print_report() -> None:
    import resource  # Windows has none

    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = round((used.ru_utime + used.ru_stime) * 1_000)
    print(json.dumps({"cpu_ms": cpu, "modules": [n for n in _HEAVY if n in sys.modules]}))  # noqa: T201
    sys.stdout.flush()
    QApplication.closeAllWindows()
    QApplication.exit(0)
