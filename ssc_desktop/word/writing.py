"""From stories to files: which layout, which template, how far it is."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop import i18n, temporary
from ssc_desktop.errors import WordError
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.word import house_style, package
from ssc_desktop.word.collection import Collection
from ssc_desktop.word.layout import Document, Layout
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.registry import LAYOUTS
from ssc_desktop.word.steps import Progress, Steps, Stop
from ssc_desktop.word.stories import DocumentCase, Stories
from ssc_desktop.word.wish import DocumentWish

_CHARACTERS_A_PAGE = 12_000
"""Of markup: what a page of tables and text takes on average."""
_PICTURES_A_PAGE = 3
_SOME_PAGE = 888
"""Takes as much room in a line as the number that will stand there."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it."""

    left_out: tuple[str, ...]
    """Plain sentences: what did not go into the document, and why."""
    pages_hint: int
    """About how many pages it has."""
    files: tuple[Path, ...] = ()
    """What was written: the target, or a file for each volume."""


def write(
    cases: Sequence[DocumentCase],
    wish: DocumentWish,
    target: Path,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Written:
    """Write a Word document of one or several stories as it is wished.

    `cases` may make its stories when they are asked for: each is read a few times, in order, and
    none is kept. `progress` is told how many steps of how many are done; when `stop` says True the
    work ends, and every file is as it was.

    Raises Cancelled, ExportError, StorageError, or WordError for a layout or story that cannot be.
    """
    layout = _layout(cases, wish)
    steps = Steps(len(cases), progress, stop)
    stories = Stories(cases, layout, wish)
    documents = _planned(layout, stories, steps)
    files = volumes_of(target, len(documents)) if wish.volumes else [target]
    left_out: list[str] = []
    pages = 0
    # all files appear together at the end, or none
    with contextlib.ExitStack() as whole:
        for document, path in zip(documents, files, strict=True):
            said, hint = _one(whole, document, wish, path, steps)
            left_out += said
            pages += hint
    steps.end()
    if layout.name in {"overview", "poster"}:
        pages = len(cases) + (len(cases) > 1)
    return Written(tuple(dict.fromkeys(left_out)), pages, tuple(files))


def _one(
    whole: contextlib.ExitStack, document: Document, wish: DocumentWish, path: Path, steps: Steps
) -> tuple[list[str], int]:
    """Write one file; the answer is what was left out, and about how many pages it has."""
    pages = _pages(document, wish, steps) if wish.page_numbers == "exact" else None
    ground = house_style.ground(wish.template)
    spoken = wish.language or i18n.language()
    with package.DocxStream(document.facts(spoken), ground, steps) as stream:
        paper = Paper(stream, spoken)
        paper.native = wish.digits == "native" and spoken == "ar"
        paper.pages = pages.get if pages else None
        stream.asks = wish.page_numbers == "ask"
        left_out = document.write(paper, steps)
        stream.save(whole, path)
    if pages == {}:
        left_out.append(
            _("Page numbers were left out: LibreOffice, which counts them, was not found.")
        )
    pictures = paper.numbers.drawings // _PICTURES_A_PAGE
    return left_out, max(1, round(paper.characters / _CHARACTERS_A_PAGE) + pictures)


def _pages(document: Document, wish: DocumentWish, steps: Steps) -> dict[str, int]:
    """On which pages the headings will stand: a first version is written, and LibreOffice counts.

    {} where it is not found.
    """
    from ssc_desktop.word import office  # noqa: PLC0415 - who wishes no numbers never needs it

    if office.libreoffice() is None:
        return {}
    quiet = steps.quiet()
    ground = house_style.ground(wish.template)
    spoken = wish.language or i18n.language()
    with temporary.folder() as place:
        first = place / "first.docx"
        with (
            contextlib.ExitStack() as whole,
            package.DocxStream(document.facts(spoken), ground, quiet) as stream,
        ):
            paper = Paper(stream, spoken)
            paper.pages = lambda _anchor: _SOME_PAGE
            document.write(paper, quiet)
            stream.save(whole, first)
        return office.page_of(first, list(paper.numbers.names), stop=quiet.stop)


def volumes_of(target: Path, volumes: int) -> list[Path]:
    """The files of a document in volumes: `book-1.docx`, `book-2.docx`; one keeps its name."""
    if volumes == 1:
        return [target]
    return [target.with_stem(f"{target.stem}-{number}") for number in range(1, volumes + 1)]


def _planned(layout: Layout, stories: Stories, steps: Steps) -> Sequence[Document]:
    """The files to be written."""
    if layout.plan is not None:
        return layout.plan(stories, stories.wish, steps)
    return [Collection(stories, layout.write_one)] if layout.write_one is not None else []


def _layout(cases: Sequence[DocumentCase], wish: DocumentWish) -> Layout:
    layout = LAYOUTS.get(wish.layout)
    if layout is None or not cases:
        raise WordError(
            _("There is no document of this kind to write."),
            advice=_("Choose at least one story and one of the layouts."),
        )
    if len(cases) < layout.least or (layout.most and len(cases) > layout.most):
        raise WordError(_wrong_number(layout, len(cases)), advice=_advice(layout))
    if wish.volumes and not layout.volumes:
        raise WordError(
            _("This document does not come in volumes."),
            advice=_("Choose the book, or write one file."),
        )
    return layout


def _wrong_number(layout: Layout, chosen: int) -> str:
    said = ngettext(
        "“{layout}” cannot be made of {n} story.",
        "“{layout}” cannot be made of {n} stories.",
        chosen,
    )
    return said.format(layout=_(layout.label), n=chosen)


def _advice(layout: Layout) -> str:
    if layout.most == 1:
        return _("Choose one story.")
    if not layout.most:
        return _("Choose at least {least} stories.").format(least=layout.least)
    return _("Choose {least} to {most} stories.").format(least=layout.least, most=layout.most)
