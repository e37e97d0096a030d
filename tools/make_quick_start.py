"""Write the quick start, one printable page in each language (sources on PYTHONPATH).

The words are those of the manual's first chapter; the page is A4, in the fonts of the program.
"""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
    QTextOption,
)

from ssc_desktop import i18n
from ssc_desktop.paths import bundled
from ssc_desktop.services import libraries
from ui import portrait
from ui.pdf import fonts
from ui.theme.tokens import LIGHT
from ui.viewmodels import manual
from ui.viewmodels.manual import Section

CHAPTER = "quick-start"
TARGET = Path(__file__).parents[1] / "docs" / "quick-start"
ICON = bundled("resources") / "icons" / "ssc-desktop.png"

_WIDTH, _HEIGHT = 595, 842
"""A4 in points, in which everything here is said."""
_EDGE, _GAP, _HEAD, _SHOWN = 40, 18, 104, 252
_NUMBER = 22
_COLUMNS = 2
_RESOLUTION = 300
_STYLE = f"code {{ font-family: Inter; background: {LIGHT.chip}; color: {LIGHT.rail} }}"


@dataclass
class Page:
    """One page of a language, drawn from the top down."""

    painter: QPainter
    mirrored: bool

    def across(self, left: float, width: float) -> float:
        """Where something begins that would begin at `left` where one writes to the right."""
        return _WIDTH - left - width if self.mirrored else left

    def words(self, html: str, left: float, top: float, width: float, size: float) -> float:
        """Draw words; returns how high they are."""
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultStyleSheet(_STYLE)
        option = QTextOption()
        direction = Qt.LayoutDirection
        option.setTextDirection(direction.RightToLeft if self.mirrored else direction.LeftToRight)
        document.setDefaultTextOption(option)
        font = QFont()
        font.setFamilies(["Inter", "IBM Plex Sans Arabic"])
        font.setPointSizeF(size)
        document.setDefaultFont(font)
        document.documentLayout().setPaintDevice(self.painter.device())
        scale = _RESOLUTION / 72
        document.setTextWidth(width * scale)
        document.setHtml(html)
        self.painter.save()
        self.painter.translate(QPointF(self.across(left, width), top))
        self.painter.scale(1 / scale, 1 / scale)
        document.drawContents(self.painter)
        self.painter.restore()
        return document.size().height() / scale


def main() -> None:
    """Write one page for each language."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SSC_CONFIG"] = str(Path(folder) / "config")
        stories = libraries.opened(Path(folder) / "library")
        libraries.add_samples(stories)
        stories.close()
        for language in i18n.LANGUAGES:
            window = Path(folder) / f"{language}.png"
            portrait.picture(stories.folder, window, language=language)
            left = write(language, window, TARGET / f"quick-start-{language}.pdf")
            print(f"{language}: {left:.0f} points left")


def write(language: str, window: Path, target: Path) -> float:
    """Write the page of a language; returns how much room is left at its foot, in points."""
    fonts.bring()
    parts = [one for one in manual.sections(language) if one.chapter == CHAPTER]
    writer = QPdfWriter(str(target))
    writer.setResolution(_RESOLUTION)
    writer.setTitle(parts[0].title)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.scale(_RESOLUTION / 72, _RESOLUTION / 72)
    page = Page(painter, mirrored=i18n.is_right_to_left(language))
    _head(page, parts[0])
    _picture(page, QImage(str(window)))
    foot = _steps(page, parts[1:])
    painter.end()
    return _HEIGHT - _EDGE / 2 - foot


def _head(page: Page, chapter: Section) -> None:
    page.painter.fillRect(QRectF(0, 0, _WIDTH, _HEAD), QColor(LIGHT.rail))
    side = 44
    icon = QRectF(page.across(_EDGE, side), 28, side, side)
    page.painter.drawImage(icon, QImage(str(ICON)))
    left = _EDGE + side + _GAP
    width = _WIDTH - left - _EDGE
    title = f'<span style="color:#ffffff"><b>SSC Desktop</b> · {chapter.title}</span>'
    high = page.words(title, left, 24, width, 20)
    lead = f'<span style="color:{LIGHT.rail_text}">{chapter.text}</span>'
    page.words(lead, left, 30 + high, width, 10.5)


def _picture(page: Page, image: QImage) -> None:
    width = _WIDTH - 2 * _EDGE
    # the upper part of the window, where one writes
    seen = image.copy(0, 0, image.width(), round(image.width() * _SHOWN / width))
    frame = QRectF(_EDGE, _HEAD + _GAP, width, _SHOWN)
    page.painter.drawImage(frame, seen)
    page.painter.setPen(QColor(LIGHT.edge))
    page.painter.drawRect(frame)


def _steps(page: Page, steps: list[Section]) -> float:
    top = float(_HEAD + _SHOWN + 2 * _GAP + 4)
    width = (_WIDTH - 2 * _EDGE - _GAP) / _COLUMNS
    for row in range(0, len(steps), _COLUMNS):
        highest = 0.0
        for column, step in enumerate(steps[row : row + _COLUMNS]):
            left = _EDGE + column * (width + _GAP)
            highest = max(highest, _step(page, row + column + 1, step, (left, top, width)))
        top += highest + _GAP
    return top - _GAP


def _step(page: Page, number: int, step: Section, place: tuple[float, float, float]) -> float:
    left, top, width = place
    circle = QRectF(page.across(left, _NUMBER), top, _NUMBER, _NUMBER)
    painter = page.painter
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.accent))
    painter.drawEllipse(circle)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    font = QFont("Inter")
    font.setPixelSize(12)  # of the painter, which is scaled to points
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(LIGHT.on_accent))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(number))
    inset = _NUMBER + 10
    said = (
        f'<p style="margin:0"><b style="color:{LIGHT.rail}">{step.title}</b></p>'
        f'<p style="margin:2px 0 0 0;color:{LIGHT.text}">{manual.inline(step.text)}</p>'
    )
    return page.words(said, left + inset, top + 3, width - inset, 10.5)


if __name__ == "__main__":
    main()
