"""The only place for system dialogs; tests put a `Dialogs` of their own into the window."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPagedPaintDevice
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QMessageBox, QWidget

from ssc_desktop.i18n import _

HIDES = "hides"
"""The property of a window that is hidden while the library is locked."""
WAITS = "waits"
"""The property of a dialogue that wanted to open over it meanwhile."""


class Dialogs:
    """Questions that stop the work until they are answered."""

    def save_as(self, parent: QWidget, title: str, suggested: Path, kind: str) -> Path | None:
        """Where to write a file; None where the person thought better of it."""
        chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(suggested), kind)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_suffix(suggested.suffix)

    def open_files(self, parent: QWidget, title: str, folder: Path, kind: str) -> Sequence[Path]:
        """Files to read; none where the person thought better of it."""
        chosen, _kind = QFileDialog.getOpenFileNames(parent, title, str(folder), kind)
        return tuple(Path(name) for name in chosen)

    def folder(self, parent: QWidget, title: str, folder: Path) -> Path | None:
        """A folder, which may be a new one; None where the person thought better of it."""
        chosen = QFileDialog.getExistingDirectory(parent, title, str(folder))
        return Path(chosen) if chosen else None

    def print_page(
        self, parent: QWidget, title: str, draw: Callable[[QPagedPaintDevice], object]
    ) -> bool:
        """Print what `draw` draws; False where the person thought better of it."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(title)
        wanted = dialog.exec() == QDialog.DialogCode.Accepted
        if wanted:
            draw(printer)
        return wanted

    def ask(self, dialog: QDialog) -> None:
        """Show a dialogue that was made elsewhere; it says by its signals what was chosen."""
        dialog.open()

    def refuse(self, parent: QWidget | None, message: str, advice: str) -> None:
        """Say what could not be done, and what to do now."""
        box = QMessageBox(QMessageBox.Icon.Warning, _("SSC Desktop"), message, parent=parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        _inform(box, advice)
        box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
        _show(box)

    def crashed(self, parent: QWidget | None, report: str, saved: str) -> None:
        """Say that the program made a mistake, what is safe, and offer the report to copy."""
        box = QMessageBox(QMessageBox.Icon.Critical, _("SSC Desktop"), "", parent=parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_("The program made a mistake. You can go on working."))
        _inform(
            box,
            _("{saved} If it happens again, copy the details and give them to the person who "
              "helps you with this program. Nothing is sent by itself.").format(saved=saved),
        )  # fmt: skip
        box.setDetailedText(report)
        copy = box.addButton(_("Copy details"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(_("Go on"), QMessageBox.ButtonRole.AcceptRole)
        copy.clicked.disconnect()
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        _show(box)


def _inform(box: QMessageBox, advice: str) -> None:
    """Add a second sentence, as plain as the first: it names files and folders of others."""
    box.setInformativeText("…")
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(advice)


def _show(box: QMessageBox) -> None:
    """Show it over its window, where that stays; else wait until it was read."""
    parent = box.parentWidget()
    if waits(box, wanted=True):
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    elif parent is not None and parent.isVisible():
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
    else:
        box.exec()


def waits(dialog: QDialog, *, wanted: bool) -> bool:
    """Whether a dialogue that is wanted comes over what is hidden: it is shown with that."""
    window = dialog.window()
    while (above := window.parentWidget()) is not None:
        window = above.window()
    late = wanted and bool(window.property(HIDES))
    dialog.setProperty(WAITS, late)
    return late
