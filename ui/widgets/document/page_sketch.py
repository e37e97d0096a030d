"""A page drawn small, as a layout sets it: blocks for words, pictures, tables and boxes."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.theme.look import look
from ui.widgets.mirroring import mirrored_f

TALL = 1.36
"""How much higher than wide a page is."""

_Block = tuple[str, float, float, float, float]
"""A kind, and where it stands: left, top, width and height as parts of the page's width."""


def _lines(top: float, n: int, left: float = 0.12, width: float = 0.76) -> list[_Block]:
    ends = (1.0, 0.94, 0.98, 0.7)
    return [("line", left, top + at * 0.085, width * (0.7 if at == n - 1 else ends[at % 4]), 0.035)
            for at in range(n)]  # fmt: skip


def _title(width: float = 0.62, top: float = 0.13) -> list[_Block]:
    return [("title", 0.12, top, width, 0.075)]


def _bars(left: float, top: float) -> list[_Block]:
    heights = (0.12, 0.2, 0.27)
    return [("bar", left + at * 0.1, top + 0.27 - high, 0.07, high)
            for at, high in enumerate(heights)]  # fmt: skip


def _answers(top: float, n: int) -> list[_Block]:
    rows: list[_Block] = []
    for at in range(n):
        y = top + at * 0.2
        rows += [("line", 0.12, y + 0.045, 0.2, 0.035), ("field", 0.4, y, 0.48, 0.13)]
    return rows


def _columns(n: int) -> list[_Block]:
    wide = 0.76 / n
    rows: list[_Block] = [("title", 0.12 + at * wide, 0.34, wide - 0.03, 0.09) for at in range(n)]
    for at in range(n):
        rows += _lines(0.5, 8, 0.12 + at * wide, wide - 0.06)
    return rows


def _boxes() -> list[_Block]:
    return [("box", 0.1 + across * 0.41, 0.42 + down * 0.29, 0.38, 0.25)
            for down in range(3) for across in range(2)]  # fmt: skip


def _cells() -> list[_Block]:
    rows: list[_Block] = [("band", 0.0, 0.14, 1.0, 0.12), ("box", 0.0, 0.26, 0.26, 0.96)]
    for down in range(7):
        y = 0.34 + down * 0.13
        rows += [("line", 0.05, y, 0.16, 0.04), ("line", 0.37, y, 0.2, 0.04),
                 ("line", 0.69, y, 0.2, 0.04)]  # fmt: skip
    return rows


_PAGES: dict[str, list[_Block]] = {
    "overview": [*_title(), ("box", 0.12, 0.28, 0.36, 0.36), ("photo", 0.53, 0.28, 0.35, 0.36),
                 *_lines(0.72, 3), *_bars(0.6, 0.98), *_lines(1.0, 3, 0.12, 0.4)],
    "story": [*_title(), *_lines(0.3, 4), ("photo", 0.12, 0.66, 0.76, 0.26), *_lines(1.0, 3)],
    "poster": [("band", 0.0, 0.0, 1.0, 0.32), ("on", 0.12, 0.12, 0.6, 0.08), *_boxes()],
    "study": [*_title(0.5), *_lines(0.3, 3), *_bars(0.14, 0.6), *_lines(0.62, 3, 0.5, 0.38),
              ("band", 0.12, 0.96, 0.76, 0.08), *_lines(1.08, 2)],
    "comparison": [*_title(0.5), *_columns(3)],
    "book": [("band", 0.0, 0.0, 0.1, TALL), ("title", 0.24, 0.36, 0.58, 0.1),
             ("line", 0.24, 0.52, 0.4, 0.04), ("photo", 0.24, 0.74, 0.58, 0.36)],
    "table": _cells(),
    "form": [*_title(0.5), *_answers(0.34, 5)],
}  # fmt: skip
_SEVERAL = frozenset({"story", "study", "book"})
"""Layouts of many pages: the edge of another one looks out behind."""
_TONES = {
    "title": "text", "line": "track", "photo": "soft", "bar": "accent", "box": "chip",
    "band": "accent", "on": "on_accent",
}  # fmt: skip


def paint_page(painter: QPainter, box: QRectF, layout: str, *, mirrored: bool) -> None:
    """Draw the first page of a layout into `box`; `mirrored` for what is read from the right."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    page = QRectF(box)
    if layout in _SEVERAL:
        step = box.width() * 0.07
        page.adjust(0, step, -step, 0)
        behind = page.translated(step, -step)
        _paint_sheet(painter, mirrored_f(box, behind) if mirrored else behind)
    page = mirrored_f(box, page) if mirrored else page
    _paint_sheet(painter, page)
    painter.setClipRect(page.adjusted(0.5, 0.5, -0.5, -0.5))
    for kind, *place in _PAGES.get(layout, _PAGES["story"]):
        unit = page.width()
        block = QRectF(page.left() + place[0] * unit, page.top() + place[1] * unit,
                       place[2] * unit, place[3] * unit)  # fmt: skip
        _paint_block(painter, kind, mirrored_f(page, block) if mirrored else block)
    painter.restore()


def _paint_sheet(painter: QPainter, page: QRectF) -> None:
    painter.setPen(QPen(look.colour("edge"), 1))
    painter.setBrush(look.colour("surface"))
    painter.drawRoundedRect(page, 2, 2)


def _paint_block(painter: QPainter, kind: str, block: QRectF) -> None:
    if kind == "field":
        painter.setPen(QPen(look.colour("accent"), 1))
        painter.setBrush(look.colour("soft"))
        painter.drawRect(block)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(_TONES[kind]))
    round_corners = 1.0 if kind in {"photo", "box"} else 0.0
    painter.drawRoundedRect(block, round_corners, round_corners)
