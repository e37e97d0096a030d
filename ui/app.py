"""Puts the program together: look, language, library, window; and catches what nobody expected."""

import contextlib
import json
import logging
import os
import resource
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QLibraryInfo,
    QObject,
    Qt,
    QTimer,
    QTranslator,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ssc_desktop import i18n, paths, settings
from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _
from ssc_desktop.settings import Settings
from ui.main_window import MainWindow
from ui.overriding import override
from ui.tasks import Tasks
from ui.theme.look import look
from ui.viewmodels.shelf import Shelf

_log = logging.getLogger(__name__)
_HEAVY = ("sqlalchemy", "alembic", "docx", "lxml", "cryptography")


class Program(QObject):
    """The application and its one window."""

    def __init__(self, app: QApplication, library: Path, preferences: Settings) -> None:
        super().__init__()
        self._app = app
        self._translator: QTranslator | None = None
        self.tasks = Tasks(self)
        self.shelf = Shelf(self.tasks, self)
        self.shelf.locked_out.connect(self._on_locked_out)
        self.shelf.begin(library)
        look.apply(app, preferences.theme, preferences.text_size)
        self.speak(preferences.language)
        self.window = MainWindow(self.shelf, preferences, library)
        self.window.settings_changed.connect(self._on_settings)
        self._theme = preferences.theme
        self._language = preferences.language
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: self._follow_system())
        self.failed = False

    def speak(self, language: str) -> None:
        """Show everything in `language` from now on, in its direction."""
        i18n.use(language)
        code = i18n.language()
        self._language = language
        right_to_left = i18n.is_right_to_left(code)
        direction = Qt.LayoutDirection
        self._app.setLayoutDirection(
            direction.RightToLeft if right_to_left else direction.LeftToRight
        )
        self._translate_qt(code)
        # posted to every window, and compressed with what a new translator posted
        QCoreApplication.sendEvent(self._app, QEvent(QEvent.Type.LanguageChange))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange.value)

    def _translate_qt(self, code: str) -> None:
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        if code == "en":
            return
        name = {"pt": "pt_BR"}.get(code, code)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator(self)
        if translator.load(f"qtbase_{name}", folder):
            self._app.installTranslator(translator)
            self._translator = translator

    def _on_settings(self, chosen: Settings) -> None:
        if chosen.theme != self._theme:
            self._theme = chosen.theme
            look.apply(self._app, chosen.theme)
        if chosen.language != self._language:
            self.speak(chosen.language)

    def _follow_system(self) -> None:
        if self._theme == "system":
            look.apply(self._app, "system")

    def _on_locked_out(self, error: SscError) -> None:
        self.failed = True
        self.window.errands.dialogs.refuse(self.window, error.message, error.advice)
        self.window.close()
        self._app.exit(1)

    def report(self) -> None:
        """Print what it took until the list was painted, and leave."""
        pane = self.window.library_page.list_pane
        listing = self.shelf.listing
        nothing = self.shelf.begun and (listing is None or not listing.total)
        if pane.card.painted or nothing:
            _print_report()
        else:
            QTimer.singleShot(1, self.report)

    def crashed(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Tell the person about an error that nobody expected; the program goes on."""
        report = "".join(traceback.format_exception(kind, error, trace))
        _log.error("unexpected: %s", kind.__name__)
        sys.stderr.write(report)
        self.shelf.autosave.flush()
        safe = _("What you wrote was saved as always, a moment after you wrote it.")
        self.window.errands.dialogs.crashed(self.window, report, safe)


class _FirstPaint(QObject):
    """Calls back once, after the window was painted for the first time."""

    def __init__(self, window: MainWindow, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        self._done = False
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._done:
            self._done = True
            QTimer.singleShot(0, self._then)
        return super().eventFilter(watched, event)


def run(library: Path | None = None) -> int:
    """Open the window on a library; returns the program's exit code."""
    app = _application()
    preferences = settings.load()
    program = Program(app, library or _chosen_library(preferences), preferences)
    sys.excepthook = program.crashed
    measured = os.environ.get("SSC_AFTER_FIRST_PAINT") == "report"
    _FirstPaint(program.window, program.report if measured else program.shelf.open_fully)
    program.window.resize(1440, 900)
    _fit_screen(program.window)
    program.window.show()
    program.window.activateWindow()
    code = app.exec()
    program.window.close()
    return 1 if program.failed else code


def _application() -> QApplication:
    there = QApplication.instance()
    look.styled = not isinstance(there, QApplication)
    fresh = [*sys.argv[:1], "-style", "Fusion"]
    app = there if isinstance(there, QApplication) else QApplication(fresh)
    app.setApplicationName("ssc-desktop")
    app.setApplicationDisplayName("SSC Desktop")
    app.setDesktopFileName("ssc-desktop")
    app.setWindowIcon(QIcon(str(paths.bundled("resources") / "icons" / "ssc-desktop.png")))
    return app


def _chosen_library(preferences: Settings) -> Path:
    if os.environ.get("SSC_LIBRARY") or not preferences.library:
        return paths.default_library()
    return Path(preferences.library)


def _fit_screen(window: MainWindow) -> None:
    free = window.screen().availableGeometry()
    window.resize(min(window.width(), free.width()), min(window.height(), free.height()))


def _print_report() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = round((used.ru_utime + used.ru_stime) * 1_000)
    print(json.dumps({"cpu_ms": cpu, "modules": [n for n in _HEAVY if n in sys.modules]}))  # noqa: T201
    sys.stdout.flush()
    QApplication.closeAllWindows()
    QApplication.exit(0)


def picture(
    library: Path,
    target: Path,
    *,
    size: tuple[int, int] = (1440, 900),
    theme: str = "light",
    language: str = "en",
) -> None:
    """Draw the window with the first story open into a PNG, without a screen.

    Raises SscError where the library cannot be opened or the file cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = _application()
    program = Program(app, library, Settings(theme=theme, language=language))
    window = program.window
    refused: list[SscError] = []
    program.shelf.locked_out.disconnect()
    program.shelf.locked_out.connect(refused.append)
    window.resize(*size)
    window.show()
    program.shelf.open_fully()
    try:
        _wait(lambda: bool(refused) or _complete(program))
        if refused:
            raise refused[0]
        _settle()
        if not window.grab().save(str(target)):
            raise SscError(_("The picture of the window could not be written."))
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _complete(program: Program) -> bool:
    shelf = program.shelf
    if not shelf.is_ready or shelf.listing is None or program.tasks.busy:
        return False
    if not shelf.listing.total:
        return True
    return shelf.editor.case is not None and program.window.library_page.pane.form.built


def _wait(until: Callable[[], bool]) -> None:
    loop = QEventLoop()
    look_again = QTimer()
    look_again.setInterval(10)
    look_again.timeout.connect(lambda: loop.quit() if until() else None)
    look_again.start()
    loop.exec()


def _settle() -> None:
    """Let texts that grow with their width find their height."""
    loop = QEventLoop()
    QTimer.singleShot(300, loop.quit)
    loop.exec()
    with contextlib.suppress(RuntimeError):
        QCoreApplication.sendPostedEvents()
