"""Making bundles, and asking what would leave: long work with progress and stop."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.i18n import _
from ui.tasks import Job
from ui.viewmodels import wording
from ui.viewmodels.giving import Giving, Offers, offers
from ui.viewmodels.shelf import Shelf
from ui.viewmodels.work import Work

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Made
    from ssc_desktop.services.leaving import Leaving


class Sharing(QObject):
    """What leaves this computer."""

    made = Signal(object, str)
    """A bundle was written: Made, and what was said of its check."""

    def __init__(self, shelf: Shelf, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._work = work
        self._looking: Job | None = None

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
            return _services().leaving.preview(library, ids, medium, circle, stop=job.stopped)

        def start() -> None:
            self._looking = self._shelf.tasks.run_long(work, then)

        self._shelf.autosave.cut(start)

    def bundle(self, giving: Giving, target: Path) -> None:
        """Write a bundle, read it back, and say when its stick may come out."""

        def work(library: Any, job: Job) -> object:
            made = _bundled(library, giving, target, self._work.reporter(job), job)
            return made, _checked(made)

        self._work.start(_("Making the bundle…"), work, self._tell)

    def suggest(self, giving: Giving, then: Callable[[str], None]) -> None:
        """Ask for a good name for a bundle."""
        self._shelf.tasks.run(lambda library: _suggested(library, giving), then)

    def offer(self, then: "Callable[[Offers], None]") -> None:
        """Ask what can be offered to who makes a bundle."""
        self._shelf.tasks.run(offers, then)

    def _tell(self, answer: "tuple[Made, str]") -> None:
        self.made.emit(*answer)
        self._shelf.refresh()


def _services() -> Any:
    from ssc_desktop import services

    return services


def _wish(giving: Giving) -> Any:
    return _services().bundles.Wish(
        circle=giving.circle,
        with_private=giving.with_private,
        receiver=giving.receiver,
        light=giving.light,
        most=giving.most,
        to=giving.to,
        passphrase=giving.passphrase,
    )


def _suggested(library: Any, giving: Giving) -> object:
    return _services().bundles.suggested_name(library, _wish(giving))


def _bundled(library: Any, giving: Giving, target: Path, report: Any, job: Job) -> "Made":
    wish, services = _wish(giving), _services()
    made: Made
    if giving.answers:
        made = services.receipts.answer(
            library, giving.receiver, target, wish, progress=report, stop=job.stopped
        )
    else:
        made = services.bundles.make(
            library, giving.ids, target, wish, progress=report, stop=job.stopped
        )
    return made


def _checked(made: "Made") -> str:
    from ssc_desktop import media

    return media.checked_sentence(made.path)


def made_sentence(made: "Made", checked: str = "") -> str:
    """What was written, in a sentence or two."""
    if len(made.files) > 1:
        said = _("The bundle is ready in {n} files: {name} and those beside it, {stories}.").format(
            n=len(made.files), name=made.files[0].name, stories=wording.stories(made.stories)
        )
    else:
        said = _("The bundle is ready: {name}, {stories}.").format(
            name=made.path.name, stories=wording.stories(made.stories)
        )
    return f"{said} {checked}".strip()
