"""Forms that go by mail: blank, or asking about a story that is there."""

from collections.abc import Sequence
from pathlib import Path

from ssc_desktop import files
from ssc_desktop.errors import InvalidInput, WordError
from ssc_desktop.i18n import _
from ssc_desktop.services import documents
from ssc_desktop.services.answers import Made, Progress, Stop
from ssc_desktop.services.documents import DocumentWish
from ssc_desktop.store.library import Library
from ssc_desktop.word.form import making
from ssc_desktop.word.form.making import FULL, OVERVIEW, FormOrder

__all__ = ["FULL", "OVERVIEW", "DocumentWish", "make", "make_each"]


def make(  # noqa: PLR0913 - about what, how, where, for whom, from whom, and how it is followed
    library: Library | None,
    target: Path,
    wish: DocumentWish,
    *,
    case_id: str = "",
    depth: str = "",
    for_whom: str = "",
    sender: str = "",
    circle: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Made:
    """Write a form: blank, or about the story `case_id`, whose draft is then saved.

    Of the wish count language, template, protect and ask (what the story lacks, or all). A blank
    form needs no library. `depth` is OVERVIEW or FULL; "" for the story's own, and for a blank
    form OVERVIEW. `sender` says who gets it back. The form shows no more than a document would,
    for readers of `circle`.

    Raises NotFound, InvalidInput where the story may not leave, WordError where it lacks nothing,
    Cancelled, ExportError, StorageError or TemplateBroken; the old file is then as it was.
    """
    one: documents.DocumentCase | None = None
    left_out: list[str] = []
    if library is not None and case_id:
        one, left_out = documents.for_readers(library, case_id, circle)
        if one is None:
            _refuse(left_out)
    order = FormOrder(one, depth or _depth(one), for_whom, sender)
    left_out += making.write(order, wish, target, stop=stop)
    if progress is not None:
        progress(1, 1)
    return Made(target, int(one is not None), 0, target.stat().st_size, tuple(left_out))


def make_each(  # noqa: PLR0913 - about what, how, where, from whom, and how it is followed
    library: Library,
    ids: Sequence[str],
    folder: Path,
    wish: DocumentWish,
    *,
    sender: str = "",
    circle: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Made:
    """Write a form for each story into a folder, as `make` does: “Please complete: <title>.docx”.

    A file of the same name stays: it may have come back filled in. A story that may not leave or
    lacks nothing is told and left out; InvalidInput is raised when all are. What was written
    before a wish to stop stays.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.refused(error, folder) from error
    made: list[Path] = []
    left_out: list[str] = []
    names: set[str] = set()
    for number, case_id in enumerate(ids):
        if progress is not None:
            progress(number, len(ids))
        one, why = documents.for_readers(library, case_id, circle)
        left_out += why
        if one is None:
            continue
        title = str(one.case.title or _("Story without a title"))
        target = folder / f"{_name(title, names, folder)}.docx"
        try:
            said = making.write(FormOrder(one, _depth(one), "", sender), wish, target, stop=stop)
        except WordError as error:
            said = (error.message,)
        else:
            made.append(target)
        left_out += (_("{title}: {text}").format(title=title, text=text) for text in said)
    if ids and not made:
        _refuse(left_out)
    size = sum(path.stat().st_size for path in made)
    return Made(folder, len(made), 0, size, tuple(left_out), tuple(made))


def _refuse(why: Sequence[str]) -> None:
    raise InvalidInput(_("There is nothing that may leave this computer."), advice=" ".join(why))


def _depth(one: documents.DocumentCase | None) -> str:
    return FULL if one is not None and one.case.record_depth != OVERVIEW else OVERVIEW


def _name(title: str, taken: set[str], folder: Path) -> str:
    """A file name for the form of a story, which no other of them and no file has."""
    plain = files.safe_name(_("Please complete: {title}").format(title=title))
    name, number = plain, 1
    while name.casefold() in taken or (folder / f"{name}.docx").exists():
        number += 1
        name = f"{plain} ({number})"
    taken.add(name.casefold())
    return name
