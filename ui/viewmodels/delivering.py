"""How far the open story has got: in a bundle, delivered, in the repository, or asked for."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.i18n import N_, _, listed
from ui.viewmodels.shelf import Shelf
from ui.viewmodels.work import Work

if TYPE_CHECKING:
    from ssc_desktop.services.ledger import Delivery


@dataclass(frozen=True, slots=True)
class Way:
    """A state as it is shown: words, picture, tone, and what it means."""

    words: str = ""
    tone: str = "chip"
    icon: str = ""
    meaning: str = ""


_WAYS = {
    "packed": Way(
        N_("In a bundle"), "chip", "package",
        N_("A bundle made here carries it as it is now. It is not known to have arrived."),
    ),
    "changed": Way(
        N_("Changed since the last bundle"), "chip", "pencil",
        N_("A bundle carried it, and something was written since."),
    ),
    "delivered": Way(N_("Delivered"), "green", "circle-check",
                     N_("It is known to have arrived as it is now.")),
    "integrated": Way(N_("In the repository"), "green", "library",
                      N_("The central repository holds it as it is now.")),
    "returned": Way(N_("Returned"), "amber", "undo-2",
                    N_("Somebody who read it asks for changes.")),
    "needs_you": Way(N_("Needs you"), "red", "circle-alert",
                     N_("Two versions wait for somebody to choose.")),
}  # fmt: skip
"""What is said of a story; of a draft that was never in a bundle the status says enough."""


class Delivering(QObject):
    """Asks anew when a story is opened or saved, and when something was done with others."""

    changed = Signal()

    def __init__(self, shelf: Shelf, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._found: Delivery | None = None
        shelf.story_opened.connect(self.load)
        shelf.autosave.changes.connect(lambda _changes: self.load())
        work.finished.connect(self.load)

    def load(self) -> None:
        """Ask how far the open story has got."""
        case_id = self._shelf.editor.case_id
        if not case_id:
            return

        def show(found: "tuple[Delivery, ...]") -> None:
            if case_id == self._shelf.editor.case_id:
                self._found = found[0] if found else None
                self.changed.emit()

        self._shelf.tasks.look(lambda library: _stories(library, case_id), show)

    @property
    def way(self) -> Way:
        """How it is shown now."""
        found = self._found
        if found is None or found.id != self._shelf.editor.case_id:
            return Way()
        held = _WAYS.get(found.state, Way())
        meaning = _(held.meaning)
        if found.computers and found.state in {"delivered", "integrated"}:
            there = listed(found.computers)
            meaning = _("{meaning} Held by: {names}").format(meaning=meaning, names=there)
        return Way(_(held.words), held.tone, held.icon, meaning)


def _stories(library: Any, case_id: str) -> object:
    from ssc_desktop import services

    return services.ledger.stories(library, [case_id])
