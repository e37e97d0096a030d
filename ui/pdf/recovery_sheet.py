"""The recovery sheet on one page of A4: a code in large groups, and how it is used.

The same page is drawn for a PDF and for a printer. Nothing of it is kept.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextLayout,
    QTextOption,
)

from ssc_desktop import files
from ssc_desktop.errors import ExportError
from ssc_desktop.i18n import _, digits
from ui.pdf.fonts import bring

if TYPE_CHECKING:
    from ssc_desktop.services.protecting import RecoverySheet

_WIDTH, _HEIGHT = 595.0, 842.0
"""A4 in points."""
_EDGE = 62.0
_RESOLUTION = 300
_INK, _QUIET, _FRAME = QColor("#1b1f1d"), QColor("#56605c"), QColor("#9aa39f")
_ACROSS = 4
_BOX = 66.0


def save(sheet: "RecoverySheet", target: Path) -> None:
    """Write the sheet as a PDF. Raises ExportError or StorageError."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setTitle(sheet.title)
    writer.setCreator("SSC Desktop")
    put(sheet, writer)
    with files.replacing(target) as stream:
        stream.write(bytes(buffer.data().data()))


def put(sheet: "RecoverySheet", device: QPagedPaintDevice) -> None:
    """Draw the sheet on a page, in the middle of whatever paper it is. Raises ExportError."""
    bring()
    device.setPageOrientation(QPageLayout.Orientation.Portrait)
    device.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter()
    if not painter.begin(device):
        raise ExportError(_("The PDF could not be begun."))
    try:
        scale = min(device.width() / _WIDTH, device.height() / _HEIGHT)
        painter.translate((device.width() - scale * _WIDTH) / 2, 0)
        painter.scale(scale, scale)
        _Page(painter).draw(sheet)
    finally:
        painter.end()


class _Page:
    """Goes down the page in points."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self._y = _EDGE
        self._turned = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def draw(self, sheet: "RecoverySheet") -> None:
        self._text(sheet.title, 24, bold=True, after=10)
        self._text(sheet.library, 16, bold=True, after=2)
        self._text(sheet.day, 11, ink=_QUIET, after=24)
        self._code(sheet.groups)
        for sentence in sheet.sentences:
            self._text(sentence, 12, after=9)
        self._text("SSC Desktop", 9, ink=_QUIET, at=_HEIGHT - _EDGE)

    def _text(
        self, words: str, size: float, *, bold: bool = False, ink: QColor = _INK,
        after: float = 0.0, at: float | None = None,
    ) -> None:  # fmt: skip
        layout = QTextLayout(words, _font(size, bold=bold))
        option = QTextOption(
            Qt.AlignmentFlag.AlignRight if self._turned else Qt.AlignmentFlag.AlignLeft
        )
        direction = Qt.LayoutDirection
        option.setTextDirection(direction.RightToLeft if self._turned else direction.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        high = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(_WIDTH - 2 * _EDGE)
            line.setPosition(QPointF(0, high))
            high += line.height() * 1.12
        layout.endLayout()
        self._painter.setPen(ink)
        layout.draw(self._painter, QPointF(_EDGE, self._y if at is None else at))
        if at is None:
            self._y += high + after

    def _code(self, groups: tuple[str, ...]) -> None:
        """Two rows of groups from left to right in every language, each with its number."""
        wide = (_WIDTH - 2 * _EDGE) / _ACROSS
        frame = QRectF(_EDGE, self._y, _WIDTH - 2 * _EDGE, _BOX * -(-len(groups) // _ACROSS) + 16)
        self._painter.setPen(QPen(_FRAME, 1.2))
        self._painter.drawRoundedRect(frame, 10, 10)
        for n, group in enumerate(groups):
            x, y = _EDGE + n % _ACROSS * wide, self._y + 8 + n // _ACROSS * _BOX
            self._painter.setPen(_QUIET)
            self._painter.setFont(_font(9))
            middle = Qt.AlignmentFlag.AlignCenter
            self._painter.drawText(QRectF(x, y + 6, wide, 12), middle, digits(n + 1))
            self._painter.setPen(_INK)
            self._painter.setFont(_font(22, bold=True, apart=106))
            self._painter.drawText(QRectF(x, y + 20, wide, 32), middle, group)
        self._y = frame.bottom() + 26


def _font(size: float, *, bold: bool = False, apart: float = 100.0) -> QFont:
    font = QFont()
    font.setFamilies(["Inter", "IBM Plex Sans Arabic"])
    font.setPixelSize(round(size))  # a pixel is a point here: the painter is scaled
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, apart)
    return font
