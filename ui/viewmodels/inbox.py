"""The Inbox: what waits for a person's word, what it would bring, and the word itself."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _, ngettext
from ui.tasks import Job
from ui.viewmodels import coming
from ui.viewmodels.notice import Notice
from ui.viewmodels.shelf import Shelf
from ui.viewmodels.work import Work

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Changes, Plan, Taken
    from ssc_desktop.services.inbox import Waiting


class Inbox(QObject):
    """Reads itself anew whenever something was done with others."""

    changed = Signal()
    """Other bundles wait, or it is known of one what it would bring."""

    def __init__(self, shelf: Shelf, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._work = work
        self.waiting: tuple[Waiting, ...] = ()
        self.plans: dict[str, Plan] = {}
        """What bundles would bring, as far as it was asked."""
        self.troubles: dict[str, SscError] = {}
        """Why it is not known of others."""
        work.finished.connect(self.load)

    def load(self) -> None:
        """Read what waits."""

        def show(waiting: "tuple[Waiting, ...]") -> None:
            self.waiting = waiting
            held = {one.id for one in waiting}
            self.plans = {item: plan for item, plan in self.plans.items() if item in held}
            self.troubles = {item: why for item, why in self.troubles.items() if item in held}
            self.changed.emit()

        if self._shelf.is_ready:
            self._shelf.tasks.run(_waiting, show)

    def look_again(self) -> None:
        """Take in what need not wait any longer: the program may be newer, a computer known."""

        def show(found: "tuple[tuple[Taken, ...], Changes]") -> None:
            taken = found[0]
            if taken:
                said = _("What waited came in: {what}").format(
                    what=coming.together(taken).sentence()
                )
                self._came_in(said, tuple(one.bundle for one in taken))
            self.load()

        self._shelf.tasks.run(_again, show)

    # ------------------------------------------------------------ one bundle

    def look(self, item: str, passphrase: str = "") -> None:
        """Ask what a bundle would bring."""

        def show(plan: "Plan") -> None:
            self.plans[item] = plan
            self.troubles.pop(item, None)
            self.changed.emit()

        def failed(error: SscError) -> None:
            self.troubles[item] = error
            self.changed.emit()

        self._shelf.tasks.run(
            lambda library: _services().inbox.plan(library, item, passphrase=passphrase),
            show,
            failed=failed,
        )

    def accept(self, item: "Waiting", passphrase: str = "") -> None:
        """Take a bundle in; its computer is known from now on."""

        def work(library: Any, job: Job) -> object:
            return _accepted(library, item, passphrase, self._work.reporter(job), job)

        def show(found: "tuple[Taken, Changes]") -> None:
            said = _("Taken in: {what}").format(what=found[0].sentence())
            self._came_in(said, (found[0].bundle,))

        self._work.start(_("Taking the bundle in…"), work, show)

    def block(self, item: "Waiting") -> None:
        """Put aside what its computer sends from now on."""

        def show(_computer: object) -> None:
            said = _("{sender} is blocked. What it sends is put aside.").format(sender=item.sender)
            undo = (_("Undo"), lambda: self._trust(item, "new"))
            self._shelf.told.emit(Notice(said, (undo,)))
            self._work.finished.emit()

        self._set(item, "blocked", show)

    def _trust(self, item: "Waiting", state: str) -> None:
        self._set(item, state, lambda _computer: self._work.finished.emit())

    def _set(self, item: "Waiting", state: str, then: Any) -> None:
        self._shelf.tasks.run(
            lambda library: _services().trust.set_state(library, item.sender_id, state), then
        )

    def remove(self, item: "Waiting") -> None:
        """Leave a bundle out: its copy goes, the sender's own file is not touched."""

        def show(_nothing: object) -> None:
            self._shelf.told.emit(Notice(_("It waits no longer. Its own file was not touched.")))
            self.load()

        self._shelf.tasks.run(lambda library: _services().inbox.remove(library, item.id), show)

    def _came_in(self, said: str, bundles: tuple[str, ...]) -> None:
        undo = (_("Undo"), lambda: self._undo(bundles))
        self._shelf.told.emit(Notice(said, (undo,)))
        self._shelf.refresh(then=self._shelf.open_first)
        self._shelf.reload()

    def _undo(self, bundles: tuple[str, ...]) -> None:
        def show(_found: object) -> None:
            self._shelf.refresh()
            self._shelf.reload()
            self._work.finished.emit()
            n = len(bundles)
            said = ngettext("The bundle was taken back.", "{n} bundles were taken back.", n)
            self._shelf.told.emit(Notice(said.format(n=n)))

        self._shelf.tasks.run(lambda library: _services().undoing.undo(library, bundles), show)


def _services() -> Any:
    from ssc_desktop import services

    return services


def _waiting(library: Any) -> object:
    return _services().inbox.waiting(library)


def _again(library: Any) -> object:
    return _services().inbox.again(library)


def _accepted(library: Any, item: "Waiting", passphrase: str, report: Any, job: Job) -> object:
    services = _services()
    if item.reason == "blocked":
        services.trust.set_state(library, item.sender_id, "seen")
    return services.inbox.accept(
        library, item.id, passphrase=passphrase, progress=report, stop=job.stopped
    )
