"""What was settled, page by page, of one story or of all; and the way to open it again."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop import i18n
from ssc_desktop.i18n import _
from ui.viewmodels import settle_words
from ui.viewmodels.notice import Notice

if TYPE_CHECKING:
    from ssc_desktop.services.settlements import Settlement, Settlements
    from ui.viewmodels.shelf import Shelf


class Decided(QObject):
    """Asks the library what was settled."""

    shown = Signal()
    """Other settlements are known."""
    reopened = Signal()

    def __init__(self, shelf: "Shelf", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self.case_id = ""
        """The one story whose settlements are shown; "" for all."""
        self.title = ""
        self.settlements: tuple[Settlement, ...] = ()
        self.more = ""
        self.ready = False
        self._turn = 0

    def narrow(self, case_id: str, title: str = "") -> None:
        """Show what was settled in one story, or ("") in all."""
        self.case_id, self.title = case_id, title
        self.load()

    def load(self) -> None:
        """Read the latest settlements."""
        self.ready = False
        self._ask("", ())

    def read_on(self) -> None:
        """Read older ones."""
        self._ask(self.more, self.settlements)

    def _ask(self, start: str, before: "tuple[Settlement, ...]") -> None:
        if not self._shelf.is_ready:
            return
        self._turn += 1
        turn, case_id, language = self._turn, self.case_id, i18n.language()

        def show(found: "Settlements") -> None:
            if turn == self._turn:
                self.settlements = (*before, *found.settlements)
                self.more, self.ready = found.more, True
                self.shown.emit()

        self._shelf.tasks.run(
            lambda library: _settling().settled(
                library, case_id or None, start=start, language=language
            ),
            show,
        )

    def reopen(self, one: "Settlement") -> None:
        """Let all its versions stand side by side again."""

        def done() -> None:
            said = _("Opened again: {what}").format(what=settle_words.decided(one))
            self._shelf.told.emit(Notice(said))
            self.load()
            self.reopened.emit()

        self._shelf.deciding.reopen(one.case_id, tuple(one.path), one.id, done)


def _settling() -> Any:
    from ssc_desktop import services

    return services.settling
