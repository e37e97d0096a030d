"""Making documents: Word files, PDFs and forms, and looking whether they are fit to share."""

import dataclasses
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.errors import SscError
from ui.tasks import Job
from ui.viewmodels import document as words
from ui.viewmodels.document import FORM, OFFICE, TABLE, WORD, Order
from ui.viewmodels.shelf import Shelf
from ui.viewmodels.work import Work

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

        def work(library: Any, job: Job) -> object:
            wish = words.wish(order, how.template, native_digits=how.native_digits)
            report = self._work.reporter(job)
            return _made(
                library, _Job(order, wish, how.circle, target, how.sender, report, job.stopped)
            )

        self._work.start(words.doing_words(order), work, self.finished.emit)

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
        return _form(library, job)
    if order.layout == TABLE:
        return _table(library, job)
    if order.file == WORD:
        made = _services().documents.word(library, order.ids, job.wish, target, **job.how)
        return _looked_through(made, order)
    if order.file == OFFICE:
        printing = _services().printing
        return Finished(
            printing.same_as_word(library, order.ids, job.wish, target, **job.how), order
        )
    from ui import pdf

    return Finished(pdf.stories(library, order.ids, job.wish, target, **job.how), order)


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


def _form(library: Any, job: _Job) -> Finished:
    order = job.order
    about: dict[str, Any] = {
        "case_id": "" if order.is_blank else order.ids[0],
        "depth": order.depth if order.is_blank else "",
        "for_whom": order.receiver.strip(),
        "sender": job.sender,
        "circle": "" if order.is_blank else job.circle,
        "stop": job.stop,
    }
    make = _services().forms.make
    if order.file == WORD:
        return _looked_through(make(library, job.target, job.wish, **about), order)
    with tempfile.TemporaryDirectory(prefix="ssc-") as place:
        document = Path(place) / "form.docx"
        made = make(library, document, job.wish, **about)
        if order.file == OFFICE:
            _services().printing.to_pdf({document: job.target}, stop=job.stop)
        else:
            from ui import pdf

            pdf.write(document, job.target, progress=job.progress, stop=job.stop)
    return Finished(dataclasses.replace(made, path=job.target), order)
