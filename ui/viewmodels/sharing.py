"""Making documents and bundles, and taking bundles in; long work with progress and stop."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ssc_desktop.errors import Cancelled, SscError
from ssc_desktop.i18n import _, ngettext
from ui.tasks import Job
from ui.viewmodels.coming import Coming
from ui.viewmodels.notice import Notice
from ui.viewmodels.shelf import Shelf

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Made, Plan, Progress, Taken
    from ssc_desktop.services.leaving import Leaving


class Sharing(QObject):
    """What leaves this computer and what comes in."""

    under_way = Signal(str)
    """What is being done, in words; "" when it is over."""
    progressed = Signal(int, int)
    made = Signal(object, str)
    """A file was written: Made, and `word` or `bundle`."""
    planned = Signal(object)
    """What bundles would bring: Coming. Nothing was changed."""
    taken = Signal(object)
    """What bundles brought: one Taken for each."""

    def __init__(self, shelf: Shelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._job: Job | None = None
        self._looking: Job | None = None
        shelf.tasks.progressed.connect(self._on_progressed)

    @property
    def busy(self) -> bool:
        """Whether something is being made or taken in."""
        return self._job is not None

    def stop(self) -> None:
        """Stop what is under way; nothing half-made stays."""
        if self._job is not None:
            self._job.stop()
            self._over()

    def look(
        self,
        ids: Sequence[str] | None,
        medium: str,
        circle: str,
        then: "Callable[[Leaving], None]",
    ) -> None:
        """Ask what would leave this computer; an older question is dropped."""
        if self._looking is not None:
            self._looking.stop()

        def work(library: Any, job: Job) -> object:
            from ssc_desktop import services

            return services.leaving.preview(library, ids, medium, circle, stop=job.stopped)

        def start() -> None:
            self._looking = self._shelf.tasks.run_long(work, then)

        self._shelf.autosave.cut(start)

    def word(self, ids: Sequence[str], layout: str, target: Path, circle: str = "") -> None:
        """Write stories as a Word document for a circle of readers."""

        def work(library: Any, job: Job) -> object:
            from ssc_desktop import services

            report = self._shelf.tasks.reporter(job)
            return services.documents.word(
                library, ids, layout, target, circle=circle, progress=report, stop=job.stopped
            )

        self._start(_("Making the Word document…"), work, lambda made: self._on_made(made, "word"))

    def bundle(self, ids: Sequence[str] | None, target: Path, circle: str = "workshop") -> None:
        """Write a bundle of some stories, or of all, for a circle of readers."""

        def work(library: Any, job: Job) -> object:
            from ssc_desktop import services

            report = self._shelf.tasks.reporter(job)
            wish = services.bundles.Wish(circle)
            return services.bundles.make(
                library, ids, target, wish, progress=report, stop=job.stopped
            )

        self._start(_("Making the bundle…"), work, lambda made: self._on_made(made, "bundle"))

    def suggest(self, then: Callable[[str], None]) -> None:
        """Ask for a good name for a bundle."""

        def work(library: Any) -> object:
            from ssc_desktop import services

            return services.bundles.suggested_name(library)

        self._shelf.tasks.run(work, then)

    def plan(self, sources: Sequence[Path]) -> None:
        """Look what bundles would bring; nothing is changed."""

        def work(library: Any, job: Job) -> Coming:
            report = self._shelf.tasks.reporter(job)
            return _planned(library, sources, report, job.stopped)

        words = ngettext("Reading the bundle…", "Reading {n} bundles…", len(sources))
        self._start(words.format(n=len(sources)), work, self.planned.emit)

    def take(self, plans: "Sequence[Plan]") -> None:
        """Take in what was planned."""

        def work(library: Any, job: Job) -> object:
            report = self._shelf.tasks.reporter(job)
            return _taken(library, plans, report, job.stopped)

        words = ngettext("Taking the bundle in…", "Taking {n} bundles in…", len(plans))
        self._start(words.format(n=len(plans)), work, self._on_taken)

    def _start(
        self, words: str, work: Callable[[Any, Job], object], then: Callable[[Any], None]
    ) -> None:
        if self._job is not None:
            busy = _("Something is being made or taken in already. Wait for it, or stop it.")
            self._shelf.told.emit(Notice(busy))
            return

        def done(answer: object) -> None:
            if self._is_there():
                self._over()
                then(answer)

        def failed(error: SscError) -> None:
            if self._is_there():
                self._over()
                self._shelf.refused.emit(error)

        def start() -> None:
            self._job = self._shelf.tasks.run_long(work, done, failed=failed)
            self.under_way.emit(words)

        self._shelf.autosave.cut(start)

    def _is_there(self) -> bool:
        """Whether the window is; else nobody is left to tell."""
        return bool(isValid(self))  # type: ignore[no-untyped-call]

    def _over(self) -> None:
        self._job = None
        self.under_way.emit("")

    def _on_progressed(self, job: Job, done: int, of: int) -> None:
        if job is self._job:
            self.progressed.emit(done, of)

    def _on_made(self, made: "Made", kind: str) -> None:
        self.made.emit(made, kind)
        self._shelf.refresh()

    def _on_taken(self, answer: "tuple[list[Taken], SscError | None]") -> None:
        taken, problem = answer
        self._shelf.refresh(then=self._shelf.open_first)
        self._shelf.reload()
        if taken:
            self.taken.emit(taken)
        if problem is not None:
            self._shelf.refused.emit(problem)


def _planned(
    library: Any, sources: Sequence[Path], report: "Progress", stop: Callable[[], bool]
) -> Coming:
    """A job: plan each bundle; a file that is none is refused alone, unless there is no other."""
    from ssc_desktop import services

    plans, refused = [], []
    for source in sources:
        try:
            plans.append(services.bundles.plan(library, source, progress=report, stop=stop))
        except SscError as error:
            if len(sources) == 1:
                raise
            refused.append(f"{error.message} {error.advice}".strip())
    if not plans:
        raise SscError(_("None of these files can be taken in."), advice="\n".join(refused))
    return Coming(tuple(plans), tuple(refused))


def _taken(
    library: Any, plans: "Sequence[Plan]", report: "Progress", stop: Callable[[], bool]
) -> "tuple[list[Taken], SscError | None]":
    """A job: take in each bundle; what one that fails leaves undone is said with what is done."""
    from ssc_desktop import services

    taken: list[Taken] = []
    for plan in plans:
        try:
            taken.append(services.bundles.take(library, plan, progress=report, stop=stop)[0])
        except Cancelled:
            if not taken:
                raise
            break
        except SscError as error:
            return taken, error
    return taken, None


def made_sentence(made: "Made", kind: str) -> str:
    """What was written, in a sentence or two."""
    stories = ngettext("{n} story", "{n} stories", made.stories).format(n=made.stories)
    if kind == "word":
        return _("The Word document is ready: {name}.").format(name=made.path.name)
    return _("The bundle is ready and was checked: {name}, {stories}.").format(
        name=made.path.name, stories=stories
    )
