"""What the keys and the mouse mean in a box with marks."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QToolTip

from ssc_desktop.i18n import _
from ui.widgets.text import formatting
from ui.widgets.text.formatting import Edit

if TYPE_CHECKING:
    from ui.widgets.prose import Prose

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ACTING = _ENTER | {Qt.Key.Key_Backspace}
_MOVING = frozenset({
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Insert,
})  # fmt: skip
_STANDARD = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)


def is_for_box(event: QKeyEvent) -> bool:
    """Whether a box of text may take keys before the window's commands: typing, moving, copying."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return True
    return event.key() in _MOVING or any(event.matches(one) for one in _STANDARD)


def edit_for(prose: "Prose", event: QKeyEvent) -> Edit | None:
    """What Enter and the backspace do in lists; None where they do what they always do."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or prose.textCursor().hasSelection():
        return None
    if event.key() not in _ACTING or not formatting.in_list(prose.textCursor().block().text()):
        return None
    if event.key() in _ENTER:
        chosen = prose.chosen
        return formatting.entered(chosen.text, chosen.start)
    chosen = prose.chosen
    return formatting.taken_back(chosen.text, chosen.start)


def show_address(prose: "Prose", event: QEvent) -> bool:
    """Say where the link under the mouse leads; False where there is none."""
    if not isinstance(event, QHelpEvent):
        return False
    place = prose.viewport().mapFrom(prose, event.pos()).toPointF()
    link = prose.link_under(place)
    if link is None:
        return False
    said = _("{address}\nCtrl+click to open or change it").format(address=link.address)
    QToolTip.showText(event.globalPos(), said, prose)
    return True
