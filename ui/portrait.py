"""A picture of the window, drawn without a screen: for the documentation and to try it out."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer

from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _
from ssc_desktop.settings import Settings
from ui.app import Program, application


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
    app = application()
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
    QTimer.singleShot(300, loop, loop.quit)
    loop.exec()
    with contextlib.suppress(RuntimeError):
        QCoreApplication.sendPostedEvents()
