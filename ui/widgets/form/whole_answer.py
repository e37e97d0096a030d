"""Answering a group as a whole, without items: not known, does not apply, not to be told."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from ssc_desktop.i18n import _
from ssc_desktop.record.values import Answer
from ui.viewmodels.choices import ANSWERS
from ui.widgets.form.asking import Asking

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path

_CYCLE = (Answer.UNKNOWN, Answer.NOT_APPLICABLE, Answer.WITHHELD, ())


def show_menu(asking: Asking, path: "Path", dots: QWidget) -> None:
    """Offer the answers below `dots`; a group that has items takes none."""
    menu = QMenu(dots)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    free = not asking.editor.items(path)
    for answer, words in ANSWERS.items():
        action = menu.addAction(_(words))
        action.setEnabled(free)
        action.triggered.connect(lambda _on=False, one=answer: asking.editor.set_value(path, one))
    menu.popup(dots.mapToGlobal(QPoint(0, dots.height())))


def cycle(asking: Asking, path: "Path") -> bool:
    """Give the next answer; False where the group has items and takes none."""
    if asking.editor.items(path):
        return False
    value = asking.editor.value(path)
    at = _CYCLE.index(value) if isinstance(value, Answer) else -1
    asking.editor.set_value(path, _CYCLE[at + 1])
    return True
