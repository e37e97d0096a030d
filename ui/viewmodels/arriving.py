"""Documents, forms and tables that come in: looked at, chosen answer by answer, and taken back."""

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop import files
from ssc_desktop.errors import Cancelled, SscError
from ssc_desktop.i18n import _, ngettext
from ui.tasks import Job
from ui.viewmodels import arriving_words as words
from ui.viewmodels.arrived import Arrived
from ui.viewmodels.collecting import ASKING, DONE, LOOKING, NOTHING, TAKING
from ui.viewmodels.notice import Notice
from ui.viewmodels.shelf import Shelf
from ui.viewmodels.work import Work, aside, with_library

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from ssc_desktop.services.answers import Changes
    from ssc_desktop.services.attachments import Intake
    from ssc_desktop.services.profiling import Profile
    from ssc_desktop.services.proposals import (
        FieldPath,
        Proposal,
        Proposals,
        ProposedPicture,
        TakenDocument,
        TakenDocuments,
    )
    from ssc_desktop.services.undoing import Undone

_THUMBNAIL = 220
_LARGEST_PICTURE = 60_000_000


class Arriving(QObject):
    """From the files that came to what is in the library."""

    changed = Signal()
    """Another state, or another choice."""
    begun = Signal()
    """The person gave files to look at."""

    def __init__(self, shelf: Shelf, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf, self._work = shelf, work
        self.state = NOTHING
        self.arrived: Arrived | None = None
        self._files: tuple[Path, ...] = ()
        self.taken: tuple[TakenDocument, ...] = ()
        """What came in since the files were looked at."""
        self._batches: tuple[str, ...] = ()
        self.undone: Undone | None = None

    def _turn(self, state: str) -> None:
        self.state = state
        self.changed.emit()

    # ------------------------------------------------------------ looking

    def plan(
        self,
        files: Sequence[Path],
        onto: str = "",
        *,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Look what files would bring; nothing is changed. `then` is done when it is known.

        `onto` is the story over which they were let go.
        """
        self._files = tuple(files)
        self._look(onto, then or _nothing, None)

    def read_with(self, profile: "Profile") -> None:
        """Look again, with what a person said of the columns of a table."""
        if self.arrived is not None:
            self._look(self.arrived.onto, _nothing, profile)

    def _look(self, onto: str, then: Callable[[], object], profile: "Profile | None") -> None:
        paths = self._files

        def read(_before: Any, job: Job) -> object:
            report = self._work.reporter(job)
            return _services().proposals.read(
                paths, profile=profile, progress=report, stop=job.stopped
            )

        def compare(library: Any, found: Any, job: Job) -> object:
            return _services().proposals.plan(library, found, stop=job.stopped)

        def show(found: "Proposals") -> None:
            if self.state != LOOKING:
                return  # stopped, and nobody waits for it any more
            first = found.proposals[0].key if len(found.proposals) == 1 else ""
            self.arrived = Arrived(found, shown=first, onto=onto)
            self.taken, self._batches, self.undone = (), (), None
            self._turn(ASKING)
            then()

        said = ngettext("Reading the document…", "Reading {n} documents…", len(paths))
        parts = (aside(read), with_library(compare))
        begun = self._work.start_parts(
            said.format(n=len(paths)), parts, show, failed=self._refuse, stopped=self._back
        )
        if begun:
            self._turn(LOOKING)
            self.begun.emit()

    @property
    def table(self) -> Path | None:
        """A table of others, of whose columns a person can say what they answer."""
        if self.arrived is None:
            return None
        told = {one.source: one for one in self.arrived.proposals.proposals}
        return next((one for one in self._files if _is_foreign(one, told.get(one))), None)

    def _back(self) -> None:
        self._turn(ASKING if self.arrived is not None else NOTHING)

    def _refuse(self, error: SscError) -> None:
        self._back()
        self._shelf.refused.emit(error)

    # ------------------------------------------------------------ choosing

    def _choose(self, **choice: Any) -> None:
        if self.arrived is not None and self.state == ASKING:
            self.arrived = dataclasses.replace(self.arrived, **choice)
            self.changed.emit()

    def show(self, key: str) -> None:
        """Look at one of the documents; "" for the list of them."""
        self._choose(shown=key)

    def want(self, path: "FieldPath", *, wanted: bool) -> None:
        """Take an answer of the document that is looked at, or leave it."""
        now = self._wanted()
        self._want(now | {path} if wanted else now - {path})

    def want_all(self, *, wanted: bool) -> None:
        """Take every answer that can be taken, but not what was removed; or none."""
        proposal = self.arrived.proposal if self.arrived else None
        if proposal is not None:
            every = {line.path for line in proposal.lines if words.is_offered(line)}
            every |= {one.path for one in proposal.pictures if not (one.here or one.doubt)}
            self._want(frozenset(every if wanted else ()))

    def _wanted(self) -> "frozenset[FieldPath]":
        arrived = self.arrived
        if arrived is None or arrived.proposal is None:
            return frozenset()
        return arrived.wanted(arrived.proposal)

    def _want(self, paths: "frozenset[FieldPath]") -> None:
        if self.arrived is not None:
            self._choose(chosen={**self.arrived.chosen, self.arrived.shown: paths})

    def compare_with(self, case_id: str) -> None:
        """Say which story the document is about; "" for a new one."""
        arrived = self.arrived
        if arrived is None or arrived.proposal is None:
            return
        proposal = arrived.proposal

        def show(found: "Proposal") -> None:
            if self.arrived is not None and self.arrived.proposal == proposal:
                self._choose(
                    proposals=_with(self.arrived.proposals, proposal.key, found),
                    shown=found.key,
                    chosen={k: v for k, v in self.arrived.chosen.items() if k != proposal.key},
                )

        self._shelf.tasks.run(
            lambda library: _services().proposals.compared_with(library, proposal, case_id), show
        )

    def forget(self) -> None:
        """Leave everything that was not taken in where it is."""
        if self.state in {ASKING, DONE}:
            self.arrived, self.taken, self._batches, self.undone = None, (), (), None
            self._turn(NOTHING)

    def leave(self) -> None:
        """Leave the document that is looked at where it is, and go on to the next."""
        if self.arrived is not None and self.arrived.proposal is not None:
            self._go_on({self.arrived.shown})

    def attach(self) -> None:
        """Put the document as a file into the story over which it was let go, and go on."""
        arrived = self.arrived
        if arrived is not None and arrived.proposal is not None:
            self._shelf.intake.take([arrived.proposal.source])
            self.leave()

    @property
    def can_attach(self) -> bool:
        """Whether the document was let go over the story that is open."""
        return (
            self.arrived is not None
            and bool(self.arrived.onto)
            and (self.arrived.onto == self._shelf.editor.case_id)
        )

    def _go_on(self, gone: set[str]) -> None:
        arrived = self.arrived
        if arrived is None:
            return
        self.arrived = arrived = dataclasses.replace(arrived, gone=arrived.gone | gone)
        if arrived.waiting:
            # one after the other, where one looks at them; else the list that became shorter
            following = arrived.waiting[0].key if arrived.shown else ""
            self.arrived = dataclasses.replace(arrived, shown=following)
            self._turn(ASKING)
        elif self.taken or arrived.proposals.refused:
            self._turn(DONE)
        else:
            self.arrived = None
            self._turn(NOTHING)

    # ------------------------------------------------------------ taking in, and back

    def take(self) -> None:
        """Take in what was chosen of the document that is looked at."""
        if self.arrived is not None and self.arrived.proposal is not None:
            self._take((self.arrived.proposal,))

    def take_certain(self) -> None:
        """Take in every document about which there is nothing to ask."""
        if self.arrived is not None and self.arrived.certain:
            self._take(self.arrived.certain)

    def _take(self, some: "tuple[Proposal, ...]") -> None:
        arrived = self.arrived
        if arrived is None or self.state != ASKING:
            return
        chosen = {one.key: arrived.wanted(one) for one in some}
        proposals = dataclasses.replace(arrived.proposals, proposals=some, refused=())

        def work(library: Any, job: Job) -> object:
            return _taken(library, proposals, chosen, self._work.reporter(job), job)

        def show(found: "tuple[TakenDocuments, Changes] | None") -> None:
            self.state = ASKING
            if found is None:
                self.changed.emit()  # stopped before anything came in
                return
            self._keep(found[0])
            self._go_on({one.key for one in some})

        said = ngettext("Taking the document in…", "Taking {n} documents in…", len(some))
        begun = self._work.start(
            said.format(n=len(some)), work, show, failed=self._refuse, stopped=self.changed.emit
        )
        if begun:
            self._turn(TAKING)

    def _keep(self, found: "TakenDocuments") -> None:
        self.taken += found.taken
        if found.batches:
            self._batches += found.batches
            undo = (_("Undo"), partial(self._undo, found.batches))
            self._shelf.told.emit(Notice(words.taken(found), (undo,)))
        self._renew()

    def undo(self) -> None:
        """Take back everything that came in since the files were looked at."""
        self._undo(self._batches)

    def put_back(self) -> None:
        """Bring back what was taken back."""
        self._swing("put_back", self._batches, _("Putting it back…"))

    def _undo(self, batches: tuple[str, ...]) -> None:
        self._swing("undo", batches, _("Taking the import back…"))

    def _swing(self, deed: str, batches: tuple[str, ...], said: str) -> None:
        def work(library: Any, _job: Job) -> object:
            return getattr(_services().undoing, deed)(library, batches)

        def show(found: "tuple[Undone, Changes]") -> None:
            whole = batches == self._batches
            self.undone = found[0] if deed == "undo" and whole else None
            if not whole or self.state != DONE:
                self._shelf.told.emit(Notice(found[0].sentence()))
            self.changed.emit()
            self._renew()

        self._work.start(said, work, show)

    def _renew(self) -> None:
        self._shelf.refresh(then=self._shelf.open_first)
        self._shelf.reload()

    # ------------------------------------------------------------ pictures

    def ask_picture(
        self, source: Path, picture: "ProposedPicture", then: "Callable[[QImage], None]"
    ) -> None:
        """Hand a picture of a document to `then`, small; null where it cannot be shown."""
        self._shelf.tasks.aside(lambda: _small(source, picture.found.member, picture.size), then)


def _nothing() -> None:
    """Nothing follows."""


def _is_foreign(file: Path, told: "Proposal | None") -> bool:
    from ssc_desktop.services import file_kinds

    if told is not None:
        return str(told.kind) == "sheet" and told.found.base_record is None
    return file_kinds.kind_of(file) == file_kinds.TABLE


def _services() -> Any:
    from ssc_desktop import services

    return services


def _with(proposals: "Proposals", key: str, found: "Proposal") -> "Proposals":
    some = tuple(found if one.key == key else one for one in proposals.proposals)
    return dataclasses.replace(proposals, proposals=some)


def _taken(library: Any, proposals: Any, chosen: Any, report: Any, job: Job) -> object:
    """A job: take in what was chosen; None where it was stopped before anything came in."""
    try:
        return _services().proposals.take(
            library, proposals, chosen, prepare=_prepared, progress=report, stop=job.stopped
        )
    except Cancelled:
        return None


def _prepared(name: str, data: bytes) -> "Intake":
    """A picture out of a document as a story keeps it: small, upright, without camera notes."""
    from ssc_desktop import temporary
    from ui.viewmodels.photo import prepared

    with temporary.folder() as place:
        # the name is that of a part of somebody's file
        path = place / files.safe_name(Path(name).name, "picture")
        path.write_bytes(data)
        return prepared(path).intake


def _small(source: Path, member: str, size: int) -> "QImage":
    from PySide6.QtCore import QSize

    from ssc_desktop import unzipping
    from ui.pictures import decoded

    data = unzipping.read(source, member, _LARGEST_PICTURE) if size <= _LARGEST_PICTURE else b""
    return decoded(data, QSize(_THUMBNAIL, _THUMBNAIL)).image
