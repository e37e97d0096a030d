"""Hides every window of the program, and shows them again as they were."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget
from shiboken6 import isValid

from ui.dialogs import HIDES, WAITS

_KINDS = {Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Sheet, Qt.WindowType.Tool}
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
_MOST_POPUPS = 9


class Hidden:
    """What was to be seen when it was made, but for one window; `show` brings it back.

    What was copied here is taken off the clipboard meanwhile, and laid back where nobody has put
    anything else there.
    """

    def __init__(self, first: QWidget, but: QWidget) -> None:
        """`first` is the window that the others belong to."""
        self._first = first
        self._focus = QApplication.focusWidget()
        for _popup in range(_MOST_POPUPS):  # menus and lists that dropped down
            popup = QApplication.activePopupWidget()
            if popup is None:
                break
            popup.close()
        QToolTip.hideText()
        others = [
            one for one in QApplication.topLevelWidgets()
            if one.isVisible() and one not in {first, but} and one.windowType() in _KINDS
        ]  # fmt: skip
        self._windows = [(one, one.isModal()) for one in sorted(others, key=_depth)]
        for one, _modal in reversed(self._windows):
            one.hide()
        first.hide()
        first.setProperty(HIDES, True)
        self._copied = _off_the_clipboard()

    @property
    def dialogs(self) -> bool:
        """Whether something was open in which more than the library holds may be written."""
        return any(modal for _one, modal in self._windows)

    def show(self) -> None:
        """Show it all again."""
        self._first.setProperty(HIDES, False)
        self._first.show()
        for one, modal in self._windows:
            if not isValid(one):  # type: ignore[no-untyped-call]
                continue
            if modal and isinstance(one, QDialog):
                one.open()  # Qt forgets of a hidden one that it lets nothing else be touched
            else:
                one.show()
        if self._focus is not None and isValid(self._focus):  # type: ignore[no-untyped-call]
            self._focus.window().activateWindow()
            self._focus.setFocus()
        for late in self._first.findChildren(QDialog):
            if late.property(WAITS):
                late.setProperty(WAITS, False)
                late.open()
        _onto_the_clipboard(self._copied)


def _depth(window: QWidget) -> int:
    """How many windows a window stands over."""
    parent = window.parentWidget()
    return 0 if parent is None else 1 + _depth(parent.window())


def _off_the_clipboard() -> dict[QClipboard.Mode, QMimeData]:
    clipboard = QGuiApplication.clipboard()
    owned = {
        QClipboard.Mode.Clipboard: clipboard.ownsClipboard(),
        QClipboard.Mode.Selection: clipboard.supportsSelection() and clipboard.ownsSelection(),
    }
    copied: dict[QClipboard.Mode, QMimeData] = {}
    for mode in _MODES:
        if owned[mode]:
            copied[mode] = _copy(clipboard.mimeData(mode))
            clipboard.clear(mode)
    return copied


def _copy(held: QMimeData) -> QMimeData:
    made = QMimeData()
    for kind in held.formats():
        made.setData(kind, held.data(kind))
    return made


def _onto_the_clipboard(copied: dict[QClipboard.Mode, QMimeData]) -> None:
    clipboard = QGuiApplication.clipboard()
    for mode, held in copied.items():
        there = clipboard.mimeData(mode)
        if there is None or not there.formats():
            clipboard.setMimeData(held, mode)
