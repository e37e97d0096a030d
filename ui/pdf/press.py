"""Puts pages on paper: reads the document, fills the pages, draws them, finishes the PDF."""

import zipfile
from collections.abc import Callable
from typing import Self

from PySide6.QtCore import QIODevice, QMarginsF, QPointF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from ssc_desktop.errors import Cancelled, ExportError
from ssc_desktop.i18n import _
from ssc_desktop.services.printing import model
from ui.pdf import drawing
from ui.pdf.blocks import slices
from ui.pdf.flow import Page, Pages
from ui.pdf.fonts import UNIT
from ui.pdf.slices import Reached, Slice, stacked
from ui.pictures import decoded

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]

_RESOLUTION = 72 * UNIT
_ANY_SIZE = QSize(1 << 16, 1 << 16)
_RULE = model.Line(0.5, "56605C")
_RULE_LENGTH = 144 * UNIT


class Print:
    """A document on its way to paper; `told` is what its pages lead to, `photos` what they show."""

    def __init__(self, document: model.PrintedDocument, stop: Stop) -> None:
        self._document = document
        self._stop = stop
        self.painter = QPainter()
        self.reached = Reached()
        self.pages: list[Page] = []
        self.told: list[Reached] = []
        self.photos: list[bytes] = []
        self._last = ("", QImage())
        self._archive = zipfile.ZipFile(document.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._archive.close()

    def set(self) -> None:
        """Fill the pages. Raises Cancelled."""
        filled = Pages(self._note)
        self.pages = filled.pages
        for section in self._document.sections:
            for _page in filled.fill(section):
                self._go_on()

    def _go_on(self) -> None:
        if self._stop():
            raise Cancelled

    def _note(self, identity: str, width: float) -> list[Slice]:
        return slices(self._document.notes.get(identity, ()), width)

    def draw(self, device: QIODevice, progress: Progress) -> None:
        """Draw all pages into a PDF. Raises Cancelled or ExportError."""
        writer = QPdfWriter(device)
        writer.setResolution(_RESOLUTION)
        writer.setTitle(self._document.title)
        writer.setCreator("SSC Desktop")
        self._size(writer, self.pages[0])
        if not self.painter.begin(writer):
            raise ExportError(_("The PDF could not be begun."))
        try:
            for number, page in enumerate(self.pages, start=1):
                self._go_on()
                if number > 1:
                    self._size(writer, page)
                    writer.newPage()
                self._draw_page(page, number)
                progress(number, len(self.pages))
        finally:
            self.painter.end()

    def _size(self, writer: QPdfWriter, page: Page) -> None:
        points = QSizeF(page.section.width, page.section.height)
        size = QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
        upright = QPageLayout.Orientation.Portrait
        writer.setPageLayout(QPageLayout(size, upright, QMarginsF(0, 0, 0, 0)))

    def _draw_page(self, page: Page, number: int) -> None:
        self.reached = Reached()
        self._margins(page, number)
        for one, x, y in page.placed:
            one.draw(self, x, y)
        self._foot(page)
        self.told.append(self.reached)

    def _margins(self, page: Page, number: int) -> None:
        """Draw header and footer."""
        s = page.section
        header, footer = page.margins
        x, width = s.left * UNIT, (s.width - s.left - s.right) * UNIT
        numbers = (number, len(self.pages))
        self._stack(slices(header, width, numbers), x, s.header_at * UNIT)
        foot = slices(footer, width, numbers)
        self._stack(foot, x, (s.height - s.footer_at) * UNIT - stacked(foot))

    def _foot(self, page: Page) -> None:
        """Draw the footnotes above the lower margin."""
        if not page.notes:
            return
        s = page.section
        x = s.left * UNIT
        y = page.bottom - stacked(page.notes)
        width = (s.width - s.left - s.right) * UNIT
        start = x + width - _RULE_LENGTH if s.right_to_left else x
        at = y - 4 * UNIT
        drawing.rule(self, _RULE, QPointF(start, at), QPointF(start + _RULE_LENGTH, at))
        self._stack(page.notes, x, y)

    def _stack(self, made: list[Slice], x: float, y: float) -> None:
        for number, one in enumerate(made):
            y += one.before if number else 0
            one.draw(self, x, y)
            y += one.height + one.after

    def picture(self, part: str) -> QImage:
        """A picture of the document, as it is stored."""
        if self._last[0] != part:
            data = self._archive.read(part)
            image = decoded(data, _ANY_SIZE).image
            if not image.isNull():
                self.photos.append(data)
            self._last = (part, image)
        return self._last[1]
