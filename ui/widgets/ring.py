"""The ring that says how far something is told: an arc, a tick when done."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ssc_desktop import i18n
from ui.theme.look import look


def paint_ring(painter: QPainter, box: QRectF, percent: int, *, figure: bool = False) -> None:
    """Draw `percent` as a ring in `box`; with `figure`, the number inside, else a tick at 100."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if percent >= 100 and not figure:
        _paint_tick(painter, box)
        painter.restore()
        return
    thick = max(2.0, box.width() / (11 if figure else 7))
    ring = box.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
    colour = look.colour("done" if percent >= 100 else "accent")
    painter.setPen(QPen(look.colour("track" if percent else "edge"), thick))
    painter.drawEllipse(ring)
    pen = QPen(colour, thick)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    if percent:
        painter.drawArc(ring, 90 * 16, -round(360 * 16 * min(percent, 100) / 100))
    if figure:
        font = look.font(0.82, bold=True)
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, i18n.digits(percent))
    painter.restore()


def _paint_tick(painter: QPainter, box: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("done"))
    painter.drawEllipse(box)
    side = box.width()
    pen = QPen(look.colour("on_done"), side / 8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    left, top = box.left(), box.top()
    painter.drawPolyline([
        QPointF(left + side * 0.29, top + side * 0.52),
        QPointF(left + side * 0.44, top + side * 0.67),
        QPointF(left + side * 0.72, top + side * 0.36),
    ])  # fmt: skip
