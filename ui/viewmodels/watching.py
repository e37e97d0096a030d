"""Watching over the library while nobody types: damage, room on the disk, the folder itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from ui.viewmodels.shelf import Shelf


class Watching(QObject):
    """Looks after what a person need not think of, and says so only where something is wrong."""

    damaged = Signal(object)
    """A `services.damage.Damage`, once as long as the window is open."""
    low_disk = Signal(int)
    """The free bytes where the library lies, when they fall under 200 MB; 0 when they are enough
    again."""
    reserve_used = Signal()
    """The disk was full; what was written was saved into the room that is kept for that."""
    unwritable = Signal(object)
    """An SscError: the library's folder cannot be written any more, or is gone. None when it can
    be written again."""

    def __init__(self, shelf: "Shelf", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
