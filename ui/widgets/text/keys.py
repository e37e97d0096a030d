"""What the keys and the mouse mean in a box with marks."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QToolTip, QWidget

from ssc_desktop.i18n import _
from ui.widgets.speaking import plain_tip
from ui.widgets.text import formatting
from ui.widgets.text.formatting import Edit, Selected

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ACTING = _ENTER | {Qt.Key.Key_Backspace}


def edit_for(event: QKeyEvent, cursor: QTextCursor, chosen: Callable[[], Selected]) -> Edit | None:
    """What Enter and the backspace do in lists; None where they do what they always do."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() not in _ACTING or held or cursor.hasSelection():
        return None
    if not formatting.in_list(cursor.block().text()):
        return None
    here = chosen()
    if event.key() in _ENTER:
        return formatting.entered(here.text, here.start)
    return formatting.taken_back(here.text, here.start)


def show_address(box: QWidget, event: QEvent, link: formatting.Link | None) -> bool:
    """Say where the link under the mouse leads; False where there is none."""
    if link is None or not isinstance(event, QHelpEvent):
        return False
    said = _("{address}\nCtrl+click to open or change it").format(address=link.address)
    QToolTip.showText(event.globalPos(), plain_tip(said), box)
    return True
