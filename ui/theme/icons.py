"""Lucide icons that take the colour of the theme, crisp at any size, mirrored where it matters."""

import functools

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap

from ssc_desktop.paths import bundled
from ui.overriding import override
from ui.theme.look import look

_MIRRORED = frozenset({
    "undo-2", "redo-2", "arrow-left", "arrow-right", "chevron-right", "chevron-left",
    "list", "list-checks", "corner-down-right", "file-text", "log-out", "align-left",
    "panel-right",
})  # fmt: skip


@functools.lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> object:
    # QtSvg is loaded with the first icon, not with this module
    from PySide6.QtSvg import QSvgRenderer

    path = bundled("resources") / "icons" / f"{name}.svg"
    drawing = path.read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


def paint_icon(painter: QPainter, box: QRectF, name: str, colour: str) -> None:
    """Draw the icon `name` in `colour` (#rrggbb) into `box`."""
    from PySide6.QtSvg import QSvgRenderer

    renderer = _renderer(name, colour)
    assert isinstance(renderer, QSvgRenderer)  # noqa: S101 - what the cache above holds
    painter.save()
    if name in _MIRRORED and QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        painter.translate(2 * box.center().x(), 0)
        painter.scale(-1, 1)
    renderer.render(painter, box)
    painter.restore()


class _Engine(QIconEngine):
    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        tone = "faint" if mode == QIcon.Mode.Disabled else self._tone
        if mode == QIcon.Mode.Active and tone == "on_accent" and look.tokens.contrast:
            tone = "accent"  # what has the keyboard turns its ground, and its picture with it
        box = QRectF(rect)
        side = min(box.width(), box.height())
        # a wide box keeps air between the picture and the words that follow it
        mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = box.right() - side if mirrored and box.width() > side else box.left()
        place = QRectF(left, box.center().y() - side / 2, side, side)
        paint_icon(painter, place, self._name, look.colour(tone).name())

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        if picture.isNull():  # a button that is squeezed to nothing
            return picture
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    @override
    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._tone)


def icon(name: str, tone: str = "text") -> QIcon:
    """The icon `name` (a file of `resources/icons`) in the theme's colour `tone`."""
    return QIcon(_Engine(name, tone))
