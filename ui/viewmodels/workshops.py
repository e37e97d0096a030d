"""Workshops: the one this laptop is set up for, and invitations to make."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop import i18n
from ssc_desktop.i18n import _, listed
from ui.tasks import Job
from ui.viewmodels import trusting
from ui.viewmodels.shelf import Shelf
from ui.viewmodels.work import Work

if TYPE_CHECKING:
    from ssc_desktop.services.trust import Computer
    from ssc_desktop.services.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Inviting:
    """What an invitation is to say."""

    name: str
    languages: tuple[str, ...] = ()
    part_size: int = 0
    laptops: int = 0
    repository: str = ""


class Workshops(QObject):
    """Reads itself anew whenever something was done with others."""

    changed = Signal()
    made = Signal(object, object)
    """An invitation was written: its path, and the Workshop."""

    def __init__(self, shelf: Shelf, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._work = work
        self.current: Workshop | None = None
        self.others: tuple[Computer, ...] = ()
        """The computers known here: one of them may be the repository."""
        shelf.ready.connect(self.load)
        work.finished.connect(self.load)

    def load(self) -> None:
        """Read which workshop counts."""

        def show(found: "tuple[Workshop | None, tuple[Computer, ...]]") -> None:
            if (self.current, self.others) != found:
                self.current, self.others = found
                self.changed.emit()

        if self._shelf.is_ready:
            self._shelf.tasks.run(_known, show)

    def invite(self, inviting: Inviting, target: Path) -> None:
        """Write an invitation, with this computer as the facilitator's."""

        def work(library: Any, _job: Job) -> object:
            return _services().workshop.invite(
                library,
                inviting.name,
                target,
                languages=inviting.languages,
                part_size=inviting.part_size,
                laptops=inviting.laptops,
                repository=inviting.repository,
            )

        def show(workshop: "Workshop") -> None:
            self.made.emit(target, workshop)

        self._work.start(_("Writing the invitation…"), work, show)


def _services() -> Any:
    from ssc_desktop import services

    return services


def _known(library: Any) -> object:
    services = _services()
    return services.workshop.current(library), services.trust.computers(library)


def languages(codes: tuple[str, ...]) -> str:
    """Languages by their own names."""
    return listed(i18n.LANGUAGES.get(code, code) for code in codes)


def hosts(workshop: "Workshop") -> list[tuple[str, str, str]]:
    """Who runs it: the part, the name, and the fingerprint of each key."""
    return [
        (trusting.role(one.role) or _("Facilitator"), one.name, one.fingerprint)
        for one in workshop.keys
    ]
