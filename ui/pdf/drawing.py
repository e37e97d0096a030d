"""Ink that is not text: shades, rules, pictures."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPen

from ssc_desktop.services.printing import model
from ui.pdf import charts
from ui.pdf.fonts import UNIT
from ui.pdf.slices import Ground


def shade(ground: Ground, box: QRectF, color: str) -> None:
    """Fill a box with a colour; nothing where it has none."""
    if color:
        ground.painter.fillRect(box, QColor(f"#{color}"))


def edges(ground: Ground, box: QRectF, said: model.Edges) -> None:
    """Draw the rules around a box."""
    sides = (
        (said.top, box.topLeft(), box.topRight()),
        (said.bottom, box.bottomLeft(), box.bottomRight()),
        (said.left, box.topLeft(), box.bottomLeft()),
        (said.right, box.topRight(), box.bottomRight()),
    )
    for line, start, end in sides:
        if line is not None:
            rule(ground, line, start, end)


def rule(ground: Ground, line: model.Line, start: QPointF, end: QPointF) -> None:
    """Draw one rule."""
    pen = QPen(QColor(f"#{line.color}"), line.width * UNIT)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    ground.painter.setPen(pen)
    ground.painter.drawLine(start, end)


def inline(ground: Ground, piece: model.Picture | model.Chart, box: QRectF) -> None:
    """Draw a picture or a chart into a box."""
    if isinstance(piece, model.Chart):
        charts.draw(ground, piece, box)
        return
    image = ground.picture(piece.part)
    if isinstance(image, QImage) and not image.isNull():
        _picture(ground, image, box, piece.cut)


def _picture(
    ground: Ground, image: QImage, box: QRectF, cut: tuple[float, float, float, float]
) -> None:
    """Draw a picture whole, through a window: then its file can go into the PDF as it is."""
    left, top, right, bottom = cut
    if any(cut):
        whole_width = box.width() / max(0.01, 1 - left - right)
        whole_height = box.height() / max(0.01, 1 - top - bottom)
        corner = QPointF(box.x() - left * whole_width, box.y() - top * whole_height)
        ground.painter.save()
        ground.painter.setClipRect(box)
        whole = QRectF(corner.x(), corner.y(), whole_width, whole_height)
        ground.painter.drawImage(whole, image)
        ground.painter.restore()
    else:
        ground.painter.drawImage(box, image)
