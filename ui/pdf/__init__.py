"""PDF pages of the program's own: a Word document of ours, set and drawn by Qt.

There is one writer for every layout, that of Word documents; its document is read back here as
plain paragraphs and tables. Nothing needs the window's thread: the window runs `stories` as a job,
the command line runs it as it is.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QLoggingCategory
from PySide6.QtGui import QGuiApplication

from ssc_desktop import files
from ssc_desktop.i18n import _
from ssc_desktop.services import libraries, printing
from ssc_desktop.services.answers import Made
from ssc_desktop.services.documents import DocumentWish
from ssc_desktop.services.printing import Printed
from ui.pdf import finishing, fonts
from ui.pdf.press import Print

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]

_WRITING, _DRAWING = 30, 70
"""Of a hundred: how much of the work is the document, and how much its pages."""


def stories(  # noqa: PLR0913 - what, how, where, for whom, and how it is followed
    library: libraries.Library,
    ids: Sequence[str],
    wish: DocumentWish,
    target: Path,
    *,
    circle: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Printed:
    """Write stories as a PDF, in any layout there is for Word.

    Raises what `services.documents.word` raises; the target is then as it was.
    """
    watched = progress or _silent

    def writing(done: int, of: int) -> None:
        watched(_WRITING * done // max(1, of), 100)

    def drawing(done: int, of: int) -> None:
        watched(_WRITING + _DRAWING * done // max(1, of), 100)

    with printing.as_document(library, ids, wish, circle=circle, progress=writing, stop=stop) as (
        document,
        made,
    ):
        return drawn(document, made, target, progress=drawing, stop=stop)


def drawn(
    document: Path,
    made: Made,
    target: Path,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Printed:
    """Draw the pages of a Word document that was made; needs no library. Raises as `write`."""
    pages, boxes = _written(document, target, progress or _silent, stop or _never)
    left_out = (*made.left_out, *([_without_font()] if boxes else ()))
    return Printed(target, made.stories, pages, target.stat().st_size, "", left_out)


def _without_font() -> str:
    return _(
        "Some signs stand as boxes, since no font on this computer has them: "
        "install one, or let Word or LibreOffice make the pages."
    )


def write(
    document: Path, target: Path, *, progress: Progress | None = None, stop: Stop | None = None
) -> int:
    """Write the pages of a Word document of ours as a PDF; returns how many there are.

    Raises WordError, Cancelled, ExportError or StorageError; the target is then as it was.
    """
    return _written(document, target, progress or _silent, stop or _never)[0]


def _written(document: Path, target: Path, progress: Progress, stop: Stop) -> tuple[int, bool]:
    """The same; answers how many pages there are, and whether signs stand as boxes."""
    _application()
    fonts.bring()
    read = printing.read(document)
    with Print(read, stop) as paper:
        paper.set()
        drawn = QBuffer()
        drawn.open(QIODevice.OpenModeFlag.WriteOnly)
        paper.draw(drawn, progress)
        facts = finishing.Facts(read.language, paper.photos)
        with files.replacing(target) as stream:
            finishing.finished(bytes(drawn.data().data()), paper.told, facts, stream)
        return len(paper.pages), any(page.boxes for page in paper.told)


def _application() -> None:
    """Qt needs one for its fonts; the command line has none, and no screen either."""
    if QGuiApplication.instance() is None:
        if sys.platform.startswith("linux"):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        # what Qt tries before it finds a font is nothing for people
        QLoggingCategory.setFilterRules("qt.text.font.db=false")
        _kept.append(QGuiApplication(["ssc-desktop"]))


_kept: list[QGuiApplication] = []
"""It lives as long as the program."""


def _silent(_done: int, _of: int) -> None:
    """Nobody watches."""


def _never() -> bool:
    return False
