"""Watching over the library while nobody types: damage, room on the disk, the folder itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.viewmodels.notice import Notice

if TYPE_CHECKING:
    from ssc_desktop.errors import SscError
    from ssc_desktop.services.damage import Damage
    from ui.viewmodels.keeper import Keeper

REST = 30_000
"""Milliseconds without a key after which the write-ahead log is emptied."""
QUIET = 60_000
"""Milliseconds without a key after which the library is looked at, once a day."""
MINUTE = 60_000


class Watching(QObject):
    """Looks after what a person need not think of, and says so only where something is wrong."""

    damaged = Signal(object)
    """A `services.damage.Damage` of kind `structure` or `content`, once while a library is open."""
    low_disk = Signal(int)
    """The free bytes where the library lies, when they fall under 200 MB and whenever they are half
    or twice what was told; at least 1. 0 when they are enough again."""
    reserve_used = Signal()
    """The disk was full; what was written was saved into the room that is kept for that."""
    unwritable = Signal(object)
    """An SscError: the library's folder cannot be written any more, or is gone. None when it can
    be written again."""

    def __init__(self, shelf: "Keeper", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._looked = self._told = False
        self._low = 0
        """The free bytes that were told last; 0 while there are enough."""
        self._trouble = False
        self._rest = self._timer(REST, self.rest)
        self._quiet = self._timer(QUIET, self.look)
        self._minute = self._timer(MINUTE, self.check_place)
        self._minute.setSingleShot(False)
        shelf.ready.connect(self._on_ready)
        shelf.editor.edited.connect(self._on_edited)

    def _timer(self, milliseconds: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(act)
        return timer

    def _on_ready(self) -> None:
        self._looked = self._told = False
        for timer in (self._rest, self._quiet, self._minute):
            timer.start()

        def begin(begun: tuple[bool, bool]) -> None:
            unclean, used_reserve = begun
            if used_reserve:
                self.reserve_used.emit()
            if unclean:
                self.look()

        self._shelf.tasks.run(lambda library: _begun(library, self.reserve_used.emit), begin)
        self.check_place()

    def _on_edited(self) -> None:
        if self._shelf.is_ready:
            self._rest.start()
            if not self._looked:
                self._quiet.start()

    def rest(self) -> None:
        """Empty the write-ahead log, and keep the reserve where there is room for it again."""
        self._shelf.tasks.look(_rest)

    def look(self) -> None:
        """Look for damage where a look is due; everything else goes before it."""
        from ssc_desktop.services import damage

        if self._looked:
            return
        self._looked = True
        look = damage.Look()

        def work(library: Any) -> "Damage | None":
            return look.on(library) if look.begun or damage.is_due(library) else None

        self._shelf.tasks.look(work, self._on_looked)

    def suspect(self, torn: bool) -> None:
        """Look at once where a story that was opened is not as it was saved."""
        if torn and not self._told:
            self._looked = False
            self.look()

    def _on_looked(self, found: "Damage | None") -> None:
        if found is None:
            return
        if found.kind == "lists":  # mended already: nothing to decide
            self._shelf.told.emit(Notice(" ".join(found.sentences)))
            self._shelf.refresh()
        else:
            self._told = True
            self.damaged.emit(found)

    def check_place(self) -> None:
        """See whether the folder can still be written, and how much room there is."""
        self._shelf.tasks.look(_place, self._on_place)

    def _on_place(self, found: "tuple[SscError | None, int]") -> None:
        from ssc_desktop.services import siting

        trouble, free = found
        if (trouble is not None) != self._trouble:
            self._trouble = trouble is not None
            self.unwritable.emit(trouble)
        if trouble is not None:
            return
        low = max(1, free) if free < siting.LOW else 0
        news = not low or not self._low or not self._low // 2 <= low <= self._low * 2
        if low != self._low and news:
            self._low = low
            self.low_disk.emit(low)


def _begun(library: Any, on_reserve_used: Callable[[], object]) -> tuple[bool, bool]:
    library.on_reserve_used = on_reserve_used
    return library.unclean, library.used_reserve


def _rest(library: Any) -> None:
    from ssc_desktop.services import siting

    library.rest()
    siting.keep_reserve(library.folder)


def _place(library: Any) -> "tuple[SscError | None, int]":
    from ssc_desktop.services import siting

    return siting.trouble(library), siting.free_space(library.folder)
