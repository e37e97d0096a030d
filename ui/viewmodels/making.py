"""Making documents: Word files, PDFs and forms, and looking whether they are fit to share."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ui.tasks import Job
from ui.viewmodels import document as words
from ui.viewmodels.document import OFFICE, WORD, Order
from ui.viewmodels.shelf import Shelf
from ui.viewmodels.work import Work

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Made
    from ssc_desktop.services.printing import Printed

Remarks = list[tuple[bool, str]]
"""Whether each needs a look before anything is shared, and a sentence."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A document that is there, and what was found when it was looked through."""

    made: "Made | Printed"
    order: Order
    mend: tuple[str, ...] = ()
    """What to mend before it is shared, in whole sentences."""
    checked: bool = False

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.made.path

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is not in it and why, in plain sentences."""
        return self.made.left_out


class Making(QObject):
    """Hands the work on; a Word file is looked through before it is told."""

    finished = Signal(object)
    """A Finished."""

    def __init__(self, shelf: Shelf, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._work = work

    def make(self, order: Order, circle: str, template: Path | None, target: Path) -> None:
        """Write it, with progress and stop."""

        def work(library: Any, job: Job) -> object:
            report = self._work.reporter(job)
            return _made(library, order, circle, template, target, (report, job.stopped))

        self._work.start(words.doing_words(order), work, self.finished.emit)

    def find_office(self, then: Callable[[str], None]) -> None:
        """Ask which office program makes pages here; "" for none."""
        self._shelf.tasks.aside(_office, then)

    def examine(self, template: Path, then: Callable[[Remarks], None]) -> None:
        """Ask what the doctor says of an organisation's Word file."""
        self._shelf.tasks.aside(lambda: _examined(template), then)

    def check(self, document: Path, then: Callable[[tuple[str, ...]], None]) -> None:
        """Look a Word file through before it is shared."""
        self._shelf.tasks.aside(lambda: _checked(document), then)


def _services() -> Any:
    from ssc_desktop import services

    return services


def _office() -> str:
    """A job: the program with the truest pages."""
    return next(iter(_services().printing.programs()), "")


def _examined(template: Path) -> Remarks:
    """A job: what the doctor says."""
    return []


def _checked(document: Path) -> tuple[str, ...]:
    """A job: what to mend."""
    from ssc_desktop.word import lint

    return tuple(lint.remarks(document))


def _made(
    library: Any,
    order: Order,
    circle: str,
    template: Path | None,
    target: Path,
    follow: tuple[Callable[[int, int], None], Callable[[], bool]],
) -> Finished:
    """A job: the file, and what was found in it."""
    wish = words.wish(order, template)
    how: dict[str, Any] = {"circle": circle, "progress": follow[0], "stop": follow[1]}
    if order.file == WORD:
        made = _services().documents.word(library, order.ids, wish, target, **how)
        return Finished(made, order, _checked(target), checked=True)
    if order.file == OFFICE:
        printing = _services().printing
        return Finished(printing.same_as_word(library, order.ids, wish, target, **how), order)
    from ui import pdf

    return Finished(pdf.stories(library, order.ids, wish, target, **how), order)
