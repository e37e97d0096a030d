"""The computers met: how far each is known, and what a person says of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.i18n import _
from ui.viewmodels import trusting
from ui.viewmodels.notice import Notice
from ui.viewmodels.shelf import Shelf
from ui.viewmodels.work import Work

if TYPE_CHECKING:
    from ssc_desktop.services.trust import Computer

Squares = tuple[tuple[bool, ...], ...]


@dataclass(frozen=True)
class Known:
    """This computer and the others."""

    own: "Computer"
    squares: Squares
    """The own fingerprint as a QR code."""
    others: "tuple[Computer, ...]"


class Computers(QObject):
    """Reads itself anew whenever something was done with others."""

    changed = Signal()

    def __init__(self, shelf: Shelf, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._work = work
        self.known: Known | None = None
        work.finished.connect(self._renew)

    def _renew(self) -> None:
        if self.known is not None:
            self.load()

    def load(self) -> None:
        """Read which computers were met."""

        def show(known: Known) -> None:
            self.known = known
            self.changed.emit()

        if self._shelf.is_ready:
            self._shelf.tasks.run(_known, show)

    def say(self, computer: "Computer", state: str) -> None:
        """Say how far a computer is known; the notice offers the way back."""
        before = computer.state

        def show(_computer: object) -> None:
            self._work.finished.emit()
            held = trusting.standing(state)
            said = _("{name}: {state}. {meaning}").format(
                name=computer.name, state=held.label, meaning=held.meaning
            )
            undo = (_("Undo"), lambda: self._set(computer.id, before))
            self._shelf.told.emit(Notice(said, (undo,)))

        self._set(computer.id, state, show)

    def _set(self, computer: str, state: str, then: Any = None) -> None:
        self._shelf.tasks.run(
            lambda library: _services().trust.set_state(library, computer, state),
            then or (lambda _computer: self._work.finished.emit()),
        )


def _services() -> Any:
    from ssc_desktop import services

    return services


def _known(library: Any) -> Known:
    trust = _services().trust
    own = trust.own(library)
    return Known(own, trust.qr(own.fingerprint), trust.computers(library))
