"""Making documents: Word files, PDFs and forms, and looking whether they are fit to share."""

import dataclasses
import shutil
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop import temporary
from ssc_desktop.errors import SscError
from ui.tasks import Job
from ui.viewmodels import document as words
from ui.viewmodels.document import FORM, OFFICE, PDF, TABLE, Order
from ui.viewmodels.shelf import Shelf
from ui.viewmodels.work import Work, aside, with_library

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Made
    from ssc_desktop.services.documents import DocumentWish
    from ssc_desktop.services.printing import Printed

Remark = tuple[bool, str]
"""Whether it keeps somebody from opening or reading the file, and a sentence."""
Remarks = list[Remark]
Examined = tuple[bool, Remarks]
"""Whether an organisation's file can be used, and what there is to say of it."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A document that is there, and what was found when it was looked through."""

    made: "Made | Printed"
    order: Order
    mend: tuple[Remark, ...] = ()
    """What to mend before it is shared."""
    checked: bool = False

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.made.path

    @property
    def files(self) -> int:
        """How many files were made."""
        return len(getattr(self.made, "files", ())) or 1

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is not in it and why, in plain sentences."""
        return self.made.left_out


@dataclass(frozen=True, slots=True)
class How:
    """For whom, in which look, and from whom a document is."""

    circle: str
    template: Path | None
    sender: str
    native_digits: bool = False
    """Figures in the digits of the document's language."""


class Making(QObject):
    """Hands the work on; a Word file is looked through before it is told."""

    finished = Signal(object)
    """A Finished."""

    def __init__(self, shelf: Shelf, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._work = work

    def make(self, order: Order, how: How, target: Path) -> None:
        """Write it, with progress and stop."""

        def job_of(job: Job) -> _Job:
            wish = words.wish(order, how.template, native_digits=how.native_digits)
            report = self._work.reporter(job)
            return _Job(order, wish, how.circle, target, how.sender, report, job.stopped)

        drawn = order.file in {PDF, OFFICE} and order.layout != TABLE
        make = _document if drawn and not order.is_several_forms else _made
        parts = [with_library(lambda library, _before, job: make(library, job_of(job)))]
        if make is _document:
            parts.append(aside(lambda paper, job: _drawn(paper, job_of(job))))
        self._work.start_parts(words.doing_words(order), parts, self.finished.emit)

    def find_office(self, then: Callable[[str], None]) -> None:
        """Ask which office program makes pages here; "" for none."""
        self._shelf.tasks.aside(_office, then)

    def examine(self, template: Path, then: Callable[[Examined], None]) -> None:
        """Ask what the doctor says of an organisation's Word file."""
        self._shelf.tasks.aside(lambda: _examined(template), then)

    def check(self, document: Path, then: Callable[[Remarks], None]) -> None:
        """Look a Word file through before it is shared."""
        self._shelf.tasks.aside(lambda: _checked(document), then)


def _services() -> Any:
    from ssc_desktop import services

    return services


def _office() -> str:
    """A job: the program with the truest pages."""
    return next(iter(_services().printing.programs()), "")


def _examined(template: Path) -> Examined:
    """A job: what the doctor says."""
    try:
        found = _services().printing.examined(template)
    except SscError as error:
        return False, [(True, f"{error.message} {error.advice}".strip())]
    return True, [(one.kind == "look", one.text) for one in found.advice]


def _checked(document: Path) -> Remarks:
    """A job: what to mend."""
    found = _services().checking.looked_at(document)
    return [(one.severity == "error", one.text) for one in found.remarks]


@dataclass(frozen=True, slots=True)
class _Job:
    """What is to be made, and how it is followed."""

    order: Order
    wish: "DocumentWish"
    circle: str
    target: Path
    sender: str
    progress: Callable[[int, int], None]
    stop: Callable[[], bool]

    @property
    def how(self) -> dict[str, Any]:
        return {"circle": self.circle, "progress": self.progress, "stop": self.stop}

    def part(self, number: int) -> Callable[[int, int], None]:
        """The progress of one of two parts."""
        return lambda done, of: self.progress(number * of + done, 2 * of)


def _made(library: Any, job: _Job) -> Finished:
    """A job: the file, and what was found in it."""
    order, target = job.order, job.target
    if order.is_several_forms:
        forms = _services().forms
        made = forms.make_each(
            library, order.ids, target, job.wish, sender=job.sender, circle=job.circle,
            progress=job.progress, stop=job.stop,
        )  # fmt: skip
        return Finished(made, order)
    if order.layout == FORM:
        return _looked_through(_form(library, job, target), order)
    if order.layout == TABLE:
        return _table(library, job)
    made = _services().documents.word(library, order.ids, job.wish, target, **job.how)
    return _looked_through(made, order)


class _Paper:
    """A Word document that is there until nobody needs it any more, and what it holds."""

    def __init__(self) -> None:
        place = temporary.new_folder()
        self.path = place / "document.docx"
        self.made: Made | None = None
        weakref.finalize(self, shutil.rmtree, place, ignore_errors=True)


def _document(library: Any, job: _Job) -> _Paper:
    """A job: the document of which a PDF is made."""
    paper = _Paper()
    if job.order.layout == FORM:
        paper.made = _form(library, job, paper.path)
    else:
        whole = dataclasses.replace(job.wish, volumes=False)
        how = {**job.how, "progress": job.part(0)}
        paper.made = _services().documents.word(library, job.order.ids, whole, paper.path, **how)
    return paper


def _drawn(paper: _Paper, job: _Job) -> Finished:
    """A job without the library: its pages, by the program itself or by another one."""
    if job.order.file == OFFICE:
        printing = _services().printing
        made = printing.paged_as_word(paper.path, paper.made, job.target, stop=job.stop)
    else:
        from ui import pdf

        assert paper.made is not None  # noqa: S101 - it was made before
        made = pdf.drawn(paper.path, paper.made, job.target, progress=job.part(1), stop=job.stop)
    return Finished(made, job.order)


def _looked_through(made: "Made", order: Order) -> Finished:
    found = [one for path in made.files or (made.path,) for one in _checked(path)]
    return Finished(made, order, tuple(dict.fromkeys(found)), checked=True)


def _table(library: Any, job: _Job) -> Finished:
    from ssc_desktop.services import tables_out

    order = job.order
    wish = tables_out.TableWish(order.table, job.circle, order.everything, order.language)
    made = tables_out.write(
        library, order.ids, job.target, wish, progress=job.progress, stop=job.stop
    )
    return Finished(made, order)


def _form(library: Any, job: _Job, target: Path) -> "Made":
    order = job.order
    made: Made = _services().forms.make(
        library,
        target,
        job.wish,
        case_id="" if order.is_blank else order.ids[0],
        depth=order.depth if order.is_blank else "",
        for_whom=order.receiver.strip(),
        sender=job.sender,
        circle="" if order.is_blank else job.circle,
        stop=job.stop,
    )
    return made
