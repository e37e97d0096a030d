"""Make the pictures of the documentation and of the manual (sources on PYTHONPATH).

The window is photographed on a fresh library of the sample stories, without a screen; documents are
turned into pictures with LibreOffice and pdftoppm. The pictures of the manual are steps of the
scripted journeys, which drive the real program by keys and clicks. Without arguments all of them
are made; else those of the scenes named: window, pages, trust, tell, settle, form.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent
from PySide6.QtGui import QColor, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ssc_desktop import clock
from ssc_desktop.services import (
    backing_up,
    cases,
    documents,
    forms,
    known,
    libraries,
    protecting,
)
from ssc_desktop.services.answers import Query
from ssc_desktop.services.documents import DocumentWish
from ssc_desktop.services.libraries import Library
from ssc_desktop.settings import Settings
from ui import portrait
from ui.app import Program
from ui.pages.move_sheet import MoveSheet
from ui.pages.password_section import PasswordSection

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SHOWN = "Pro-Huerta"
MANUAL = PICTURES.parent / "manual" / "pictures"
JOURNEYS: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    "tell": ("test_whole_story.py", {
        "en-light": ("three-questions", "a-story-beside-an-example", "partner", "result",
                     "picture-2", "next-gap", "complete", "history", "quick-open", "what-leaves"),
        "ar-dark": ("three-questions", "a-story-beside-an-example", "lesson", "complete"),
    }),
    "settle": ("test_settle.py", {
        "settle-en-light": ("summary", "taken", "needs-you", "side-by-side"),
        "settle-ar-dark": ("side-by-side",),
    }),
    "form": ("test_word_form.py", {
        "form-en-light": ("form-dialog", "form-preview", "form-taken"),
    }),
}  # fmt: skip
"""The journeys, and those of their steps that the manual shows, by folder."""
SCENES = ("window", "pages", "trust", *JOURNEYS)
_SIZE = (1100, 720)
_OPENS_WITH = "boats on the long lake"
_ADDED = ("seed", "volunteers", "home gardens")
"""A keyword between one backup and the next."""
_COLOURS = "128"
_DOTS = "70"
_BOOK = "What we learned from each other"
_UNFINISHED = {
    "title": "Community midwives learn from each other across the lake",
    "record_depth": "overview",
    "start_date": "2023-04",
    "overview": "Kisumu County released four trainers for 38 working days. The visits took "
                "fourteen months. Mayuge district paid transport. Both wrote the guide together.",
}  # fmt: skip
_SHOWN_PAGE = {"word-book": 5, "word-form": 2}
"""The page that shows most; the first of all others."""


def main(scenes: Sequence[str]) -> None:
    """Write every picture of these scenes anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    MANUAL.mkdir(parents=True, exist_ok=True)
    for scene in scenes or SCENES:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            os.environ["SSC_CONFIG"] = str(place / "config")
            if scene == "window":
                _window(place)
            elif scene == "pages":
                _pages(place)
            elif scene == "trust":
                os.environ["XDG_DATA_HOME"] = str(place / "data")
                _trust(place)
            else:
                _journey(place, *JOURNEYS[scene])


def _window(place: Path) -> None:
    _samples(place).close()
    portrait.picture(place / "library", PICTURES / "window.png")
    portrait.picture(place / "library", PICTURES / "window-dark.png", theme="dark")
    portrait.picture(place / "library", PICTURES / "window-small.png", size=(1024, 600))


def _journey(place: Path, script: str, kept: Mapping[str, Sequence[str]]) -> None:
    """Drive the program through a journey, and keep the steps that the manual shows."""
    journey = ["-m", "pytest", "-q", f"tests/journeys/{script}"]
    subprocess.run(
        ["xvfb-run", "-a", sys.executable, *journey, "--pictures", place], check=True
    )  # fmt: skip
    for told, steps in kept.items():
        for step in steps:
            (taken,) = (place / told).glob(f"[0-9][0-9]-{step}.png")
            name = "-".join((step, *told.split("-")[-2:]))
            _keep(taken, MANUAL / f"{name}.png")


def _keep(taken: Path, kept: Path) -> None:
    # few colours: a window and a page are flat, and the pictures travel with every copy
    subprocess.run(["convert", taken, "+dither", "-colors", _COLOURS, f"PNG8:{kept}"], check=True)


def _samples(place: Path, name: str = "library") -> Library:
    library = libraries.opened(place / name)
    libraries.add_samples(library)
    story = cases.listing(library, Query(SHOWN)).summaries[0]
    # what was changed last comes first in the list, and is the story that is photographed
    cases.set_value(library, story.id, ("keywords",), ("home gardens", "seed", "volunteers"))
    return library


def _pages(place: Path) -> None:
    """A page of every layout, of a book and of a form, as LibreOffice shows them."""
    library = _samples(place)
    every = [one.id for one in cases.listing(library, Query()).summaries]
    for layout in documents.LAYOUTS.values():
        ids = every if layout.name == "book" else every[: layout.least]
        wish = DocumentWish(layout.name, "en", title=_BOOK if layout.name == "book" else "")
        documents.word(library, ids, wish, place / f"word-{layout.name}.docx")
    unfinished, _changes = cases.added(library, _UNFINISHED)
    forms.make(library, place / "word-form.docx", DocumentWish(language="en", ask="missing"),
               case_id=unfinished, for_whom="Bo Achieng", sender="Grace Wanjiru")  # fmt: skip
    library.close()
    made = sorted(place.glob("word-*.docx"))
    office = shutil.which("soffice") or "soffice"
    profile = f"-env:UserInstallation={(place / 'office').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", place, *made],
        check=True,
        capture_output=True,
    )
    for document in made:
        _page(place, document.stem, _SHOWN_PAGE.get(document.stem, 1))


def _page(place: Path, name: str, page: int) -> None:
    taken = place / name
    subprocess.run(
        ["pdftoppm", "-r", _DOTS, "-png", "-f", str(page), "-l", str(page), "-singlefile",
         place / f"{name}.pdf", taken],
        check=True,
    )  # fmt: skip
    _keep(taken.with_suffix(".png"), PICTURES / f"{name}.png")


def _trust(place: Path) -> None:
    """Backups, a damaged library, the door of a protected one, and what there is to practise."""
    library = _samples(place, "Stories")
    story = cases.listing(library, Query(SHOWN)).summaries[0].id
    for number, reason in enumerate(("opened", "regular", "before-take")):
        moment = clock.now() - timedelta(days=2 - number, hours=number)
        cases.set_value(library, story, ("keywords",), _ADDED[: number + 1])
        with mock.patch.object(clock, "now", lambda at=moment: at):
            backing_up.make(library, reason)
    library.close()
    with _program(library.folder) as program:
        _wait(lambda: program.shelf.is_ready and not program.tasks.busy)
        _backups(program)
    with library.path.open("r+b") as stream:
        stream.write(bytes(range(256)) * 16)
    with _program(library.folder) as program:
        page: Any = program.window.page("start")
        _wait(lambda: bool(page.trouble.ways_shown) and not program.tasks.busy)
        _take(program.window, "damaged")
    _protected(place)
    with _program(known.practice_folder()) as program:
        _wait(lambda: program.shelf.is_ready and not program.tasks.busy)
        program.practise()
        _wait(program.window.shell.practice_band.steps.isVisible)
        program.window.resize(*_SIZE)
        _wait(lambda: program.shelf.is_ready and not program.tasks.busy)
        program.window.shell.practice_band.steps.click()
        _take(program.window, "practise")


def _backups(program: Program) -> None:
    window = program.window
    window.go_to("backups")
    page: Any = window.page("backups")
    _wait(lambda: len(page.cards) >= len(_ADDED) and not program.tasks.busy)
    next(iter(page.cards.values())).open()
    _take(window, "backups")
    page.move_away.click()
    _take(window, "moving")
    window.findChild(MoveSheet).reject()
    window.go_to("settings")
    QTest.qWait(300)
    window.findChild(PasswordSection).turn_on.click()
    _take(window, "protect")


def _protected(place: Path) -> None:
    library = _samples(place, "Kisumu")
    library.close()
    protecting.protect(library.folder, _OPENS_WITH)
    with _program(library.folder) as program:
        _wait(lambda: not program.tasks.busy)
        _take(program.guard.front, "door")


@contextmanager
def _program(library: Path) -> Iterator[Program]:
    """The real program on a library, without a screen."""
    there = QApplication.instance()
    running = there if isinstance(there, QApplication) else QApplication(["", "-style", "Fusion"])
    program = Program(running, library, Settings(language="en", theme="light"))
    program.guard.front.resize(*_SIZE)
    program.guard.front.show()
    program.shelf.open_fully()
    try:
        yield program
    finally:
        program.guard.leave()
        program.window.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _take(window: QWidget, name: str) -> None:
    """Keep a picture of a window, with the dialogue over it."""
    QTest.qWait(600)  # texts that grow with their width find their height
    taken = window.grab()
    over = [one for one in window.findChildren(QDialog) if one.isVisible()]
    if over:
        painter = QPainter(taken)
        painter.fillRect(taken.rect(), QColor(0, 0, 0, 70))
        painter.drawPixmap(window.rect().center() - over[-1].rect().center(), over[-1].grab())
        painter.end()
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "taken.png"
        taken.save(str(first))
        _keep(first, MANUAL / f"{name}-en-light.png")


def _wait(until: Callable[[], bool]) -> None:
    patience = QDeadlineTimer(60_000)
    while not until():
        if patience.hasExpired():
            raise TimeoutError
        QTest.qWait(10)


if __name__ == "__main__":
    main(sys.argv[1:])
