"""Collecting: bundles are looked at, told in one summary, chosen, taken in, and undone again."""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.errors import Cancelled, SscError
from ssc_desktop.i18n import _, ngettext
from ui.tasks import Job
from ui.viewmodels.shelf import Shelf
from ui.viewmodels.work import Work

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Changes, Plan
    from ssc_desktop.services.gathering import Gathered, Plans, Share
    from ssc_desktop.services.undoing import Undone
    from ssc_desktop.services.workshop import Invitation

NOTHING, LOOKING, ASKING, TAKING, DONE = "", "looking", "asking", "taking", "done"
INVITED = "invited"
"""The states that collecting goes through."""
_Looked = tuple["Plans", dict[str, str], "Invitation | None"]
NEW, WAITS, AGREED, BLOCKED = "new", "waits", "agreed", "blocked"
"""What a person says of a computer that was never met: nothing yet, not now, yes, never."""


@dataclass(frozen=True)
class Coming:
    """What bundles would bring, and what the person chose of it."""

    plans: "Plans"
    fingerprints: dict[str, str] = field(default_factory=dict)
    """Of the computers that sent them, by id."""
    left_out: frozenset[str] = frozenset()
    """Computers whose bundles are left where they are."""
    said: dict[str, str] = field(default_factory=dict)
    """What the person says of computers that ask for it."""

    def of(self, share: "Share") -> "tuple[Plan, ...]":
        """The bundles of one computer."""
        return tuple(one for one in self.plans.plans if one.sender_id == share.sender_id)

    def asks(self, share: "Share") -> str:
        """Why a person must agree to a computer's bundles first; "" where none must."""
        return next((plan.waits for plan in self.of(share) if plan.waits), "")

    def answer(self, share: "Share") -> str:
        """What the person says of a computer."""
        return self.said.get(share.sender_id, NEW)

    @property
    def chosen(self) -> "tuple[Plan, ...]":
        """The bundles to take in, or to put into the Inbox."""
        return tuple(one for one in self.plans.plans if one.sender_id not in self.left_out)

    @property
    def coming_in(self) -> "tuple[Plan, ...]":
        """The bundles that come in now: those that ask for a word, only where it was given."""
        return tuple(one for one in self.chosen if not one.waits or self._agreed(one))

    @property
    def agreed(self) -> tuple[str, ...]:
        """The ids of bundles that the person agreed to."""
        return tuple(one.bundle for one in self.chosen if one.waits and self._agreed(one))

    @property
    def blocked(self) -> tuple[str, ...]:
        """The computers from which nothing shall come in."""
        return tuple(one for one, said in self.said.items() if said == BLOCKED)

    def _agreed(self, plan: "Plan") -> bool:
        return self.said.get(plan.sender_id) == AGREED


class Collecting(QObject):
    """From the files that were dropped to what is in the library."""

    changed = Signal()
    """Another state, or another choice."""
    begun = Signal()
    """The person gave files to look at."""
    gathered = Signal(object)
    """Gathered: what became of the bundles."""

    def __init__(self, shelf: Shelf, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._work = work
        self._sources: tuple[Path, ...] = ()
        self._passphrase = ""
        self.state = NOTHING
        self.coming: Coming | None = None
        self.result: Gathered | None = None
        self.undone: Undone | None = None
        """What became of it when it was taken back."""
        self.invitation: Invitation | None = None
        """The one that was opened; it is shown instead of a plan."""
        self.joined = False
        """Whether it was taken in."""
        self.wrong = False
        """Whether the passphrase opened none of the files that wait for it."""

    def _turn(self, state: str) -> None:
        self.state = state
        self.changed.emit()

    # ------------------------------------------------------------ looking

    def plan(self, sources: Sequence[Path]) -> None:
        """Look what files, and the bundles in folders, would bring; nothing is changed."""
        self._passphrase = ""
        self._look(tuple(sources))

    def unlock(self, passphrase: str) -> None:
        """Look again, with a passphrase for the files that are locked with one."""
        self._passphrase = passphrase
        self._look(self._sources)

    def _look(self, sources: tuple[Path, ...]) -> None:
        before, passphrase = self.coming, self._passphrase

        def work(library: Any, job: Job) -> object:
            return _planned(library, sources, passphrase, self._work.reporter(job), job)

        def show(found: _Looked) -> None:
            if self.state != LOOKING:
                return  # stopped, and nobody waits for it any more
            plans, fingerprints, self.invitation = found
            if self.invitation is not None:
                self.coming, self.joined = None, False
                self._turn(INVITED)
                return
            self.wrong = bool(passphrase) and bool(plans.locked)
            kept = before if sources == self._sources else None
            self._sources = sources
            self.coming = Coming(plans, fingerprints)
            if kept is not None:  # what was chosen stays chosen when a passphrase opens one more
                self.coming = dataclasses.replace(
                    self.coming, left_out=kept.left_out, said=kept.said
                )
            self._turn(ASKING)

        words = ngettext("Reading the bundle…", "Reading {n} bundles…", len(sources))
        begun = self._work.start(
            words.format(n=len(sources)), work, show, failed=self._refuse, stopped=self._back
        )
        if begun:
            self._turn(LOOKING)
            self.begun.emit()

    def _back(self) -> None:
        self._turn(ASKING if self.coming is not None else NOTHING)

    def _refuse(self, error: SscError) -> None:
        self._back()
        self._shelf.refused.emit(error)

    # ------------------------------------------------------------ choosing

    def leave_out(self, sender_id: str, *, out: bool) -> None:
        """Take in the bundles of a computer, or leave them where they are."""
        if self.coming is not None:
            others = self.coming.left_out - {sender_id}
            self._choose(left_out=others | {sender_id} if out else others)

    def leave_all_out(self, *, out: bool) -> None:
        """Take in everything, or choose anew from nothing."""
        if self.coming is not None:
            every = {one.sender_id for one in self.coming.plans.plans}
            self._choose(left_out=frozenset(every if out else ()))

    def answer(self, sender_ids: Iterable[str], said: str) -> None:
        """Say what shall be with computers that were never met."""
        if self.coming is not None:
            self._choose(said={**self.coming.said, **dict.fromkeys(sender_ids, said)})

    def _choose(self, **choice: Any) -> None:
        if self.coming is not None and self.state == ASKING:
            self.coming = dataclasses.replace(self.coming, **choice)
            self.changed.emit()

    def forget(self) -> None:
        """Leave everything where it is."""
        if self.state in {ASKING, DONE, INVITED}:
            self.coming, self.result, self.undone, self.invitation = None, None, None, None
            self._sources, self._passphrase = (), ""
            self._turn(NOTHING)

    # ------------------------------------------------------------ taking in, and back

    def take(self) -> None:
        """Take in what was chosen; what was not agreed to goes into the Inbox."""
        coming, passphrase = self.coming, self._passphrase
        if coming is None or self.state != ASKING:
            return

        def work(library: Any, job: Job) -> object:
            return _taken(library, coming, passphrase, self._work.reporter(job), job)

        def show(found: "tuple[Gathered, Changes] | None") -> None:
            if found is None:
                self._turn(ASKING)  # stopped before anything came in
                return
            self.result, self.undone = found[0], None
            self._turn(DONE)
            self._renew()
            self.gathered.emit(self.result)

        n = len(coming.coming_in)
        words = ngettext("Taking the bundle in…", "Taking {n} bundles in…", n).format(n=n)
        if self._work.start(words, work, show, failed=self._refuse, stopped=self.changed.emit):
            self._turn(TAKING)

    def join(self) -> None:
        """Set this laptop up as the invitation says."""
        invitation = self.invitation
        if invitation is None:
            return

        def work(library: Any, _job: Job) -> object:
            return _services().workshop.join(library, invitation)

        def show(_found: object) -> None:
            self.joined = True
            self.changed.emit()

        self._work.start(_("Setting this laptop up…"), work, show)

    def undo(self) -> None:
        """Take back everything that came in."""
        self._swing("undo", _("Taking the import back…"))

    def put_back(self) -> None:
        """Bring back what was taken back."""
        self._swing("put_back", _("Putting it back…"))

    def _swing(self, deed: str, words: str) -> None:
        result = self.result
        if result is None:
            return

        def work(library: Any, _job: Job) -> object:
            return getattr(_services().undoing, deed)(library, result.bundles)

        def show(found: "tuple[Undone, Changes]") -> None:
            self.undone = found[0] if deed == "undo" else None
            self.changed.emit()
            self._renew()

        self._work.start(words, work, show)

    def _renew(self) -> None:
        self._shelf.refresh(then=self._shelf.open_first)
        self._shelf.reload()


def _services() -> Any:
    from ssc_desktop import services

    return services


def _planned(
    library: Any, sources: tuple[Path, ...], passphrase: str, report: Any, job: Job
) -> _Looked:
    """A job: what the files would bring, and the fingerprints of those who sent them."""
    services = _services()
    plans = services.gathering.plan_all(
        library, sources, passphrase=passphrase, progress=report, stop=job.stopped
    )
    ids = {plan.sender_id for plan in plans.plans if plan.sender_id}
    fingerprints = {one: services.trust.fingerprint(one) for one in ids}
    alone = len(plans.plans) == 1 and not plans.refused
    if alone and plans.plans[0].kind == "invitation":
        return plans, fingerprints, services.workshop.look(library, plans.plans[0].path)
    return plans, fingerprints, None


def _taken(library: Any, coming: Coming, passphrase: str, report: Any, job: Job) -> object:
    """A job: take in what was chosen; None where it was stopped before anything came in."""
    services = _services()
    plans = dataclasses.replace(coming.plans, plans=coming.chosen)
    try:
        answer = services.gathering.take_all(
            library,
            plans,
            accept=coming.agreed,
            passphrase=passphrase,
            progress=report,
            stop=job.stopped,
        )
    except Cancelled:
        return None
    for computer in coming.blocked:
        services.trust.set_state(library, computer, BLOCKED)
    return answer
