"""Circles of objects are looked for on the window's thread alone.

Python looks for them on whichever thread makes many objects. A widget in such a circle would be let
go by the thread of the store, while Qt destroys it on the window's thread: the program crashes.
"""

import gc
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_OFTEN: Final = 1_000
_NAME: Final = "garbage"


class Garbage(QObject):
    """Looks for circles when there are as many new objects as `gc.get_threshold()` says."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName(_NAME)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(look)
        timer.start(_OFTEN)


def keep_here(application: QCoreApplication) -> None:
    """From now on look for circles on the thread of the application, and on no other."""
    if application.findChild(Garbage, _NAME) is None:
        Garbage(application)


def look() -> None:
    """Look through the oldest generation that is due."""
    due = [
        generation
        for generation, (count, most) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if count > most
    ]
    if due:
        gc.collect(due[-1])
