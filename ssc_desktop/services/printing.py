"""Stories as PDF: pages of the program's own, or those that Word or LibreOffice makes.

The program's own are drawn by the window's side (`ui.pdf`), since Qt sets the type; what it draws
is the Word document. So there is one writer for every layout.
"""

import contextlib
import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop import temporary
from ssc_desktop.errors import InvalidInput
from ssc_desktop.i18n import _
from ssc_desktop.services import documents, forms
from ssc_desktop.services.answers import Made, Progress, Stop
from ssc_desktop.services.documents import DocumentWish as DocumentWish  # noqa: PLC0414 - re-exported
from ssc_desktop.store.library import Library
from ssc_desktop.word import office
from ssc_desktop.word.house_style import examined as examined  # noqa: PLC0414 - re-exported
from ssc_desktop.word.office import to_pdf as to_pdf  # noqa: PLC0414 - re-exported
from ssc_desktop.word.printed import model as model  # noqa: PLC0414 - what is drawn
from ssc_desktop.word.printed import read as read  # noqa: PLC0414 - re-exported

FORM = "form"


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF that was made."""

    path: Path
    stories: int
    pages: int
    """0 where another program made them and did not say how many."""
    size: int
    """Bytes."""
    program: str = ""
    """The name of the program that made the pages; "" for ours."""
    left_out: tuple[str, ...] = ()
    """Plain sentences: what is not in it, and why."""


def programs() -> tuple[str, ...]:
    """The names of the programs on this computer that make the same pages as Word, best first."""
    return tuple(program.name for program in office.programs())


def same_as_word(  # noqa: PLR0913 - what, how, where, for whom, and how it is followed
    library: Library,
    ids: Sequence[str],
    wish: DocumentWish,
    target: Path,
    *,
    circle: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Printed:
    """Write stories as a PDF with the pages of Word or LibreOffice, whichever is found first.

    Raises what `documents.word` raises, and ExportError where no program is found or makes pages.
    """
    with as_document(library, ids, wish, circle=circle, progress=progress, stop=stop) as (
        document,
        made,
    ):
        return paged_as_word(document, made, target, stop=stop)


def paged_as_word(document: Path, made: Made, target: Path, *, stop: Stop | None = None) -> Printed:
    """The PDF that another program makes of a Word document; needs no library.

    Raises ExportError.
    """
    program = office.to_pdf({document: target}, stop=stop)
    size = target.stat().st_size
    return Printed(target, made.stories, 0, size, program.name, made.left_out)


@contextlib.contextmanager
def as_document(
    library: Library,
    ids: Sequence[str],
    wish: DocumentWish,
    *,
    circle: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Iterator[tuple[Path, Made]]:
    """The Word document of these stories, in a folder that is gone afterwards.

    In the layout `form` it is a form: blank without a story, or about the one that is named.
    """
    whole = dataclasses.replace(wish, volumes=False)
    with temporary.folder() as place:
        path = place / "document.docx"
        if wish.layout == FORM:
            made = forms.make(library, path, whole, case_id=_one_of(ids), circle=circle, stop=stop)
        else:
            made = documents.word(
                library, ids, whole, path, circle=circle, progress=progress, stop=stop
            )
        yield path, made


def _one_of(ids: Sequence[str]) -> str:
    if len(ids) > 1:
        raise InvalidInput(
            _("A form asks about one story."),
            advice=_("Name one story, or none for a blank form."),
        )
    return ids[0] if ids else ""
