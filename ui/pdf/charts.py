"""Charts of a document, drawn plainly: bars, lines and slices with their figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen, QPolygonF

from ssc_desktop.services.printing import model
from ui.pdf import shaping
from ui.pdf.fonts import UNIT
from ui.pdf.slices import Ground

_POINTS = 9.0
_GAP = 5 * UNIT
_SIGN = 7 * UNIT
_LINE = 1.75 * UNIT
_AXIS = "7A8580"
_LABELS = 0.34
"""How much of a chart's width its categories take at most, where they stand beside the bars."""
_FILLED = 0.7
"""How much of the room of a category its bars take."""


def draw(ground: Ground, chart: model.Chart, box: QRectF) -> None:
    """Draw a chart into a box."""
    drawn = _Chart(ground, chart, box)
    kinds: dict[str, Callable[[], None]] = {
        "bar": drawn.bars,
        "column": drawn.columns,
        "stacked": drawn.columns,
        "line": drawn.lines,
        "pie": drawn.slices,
    }
    ground.painter.save()
    drawn.legend()
    kinds[chart.kind]()
    ground.painter.restore()


@dataclass
class _Chart:
    """A chart on its way to paper; the box shrinks as its parts are drawn."""

    ground: Ground
    chart: model.Chart
    box: QRectF

    def __post_init__(self) -> None:
        self.box = self.box.adjusted(_GAP, _GAP, -_GAP, -_GAP)
        self.look = replace(self.chart.look, size=_POINTS, bold=False, italic=False)

    # ------------------------------------------------------------ words

    def _word(self, text: str, at: QPointF, align: float = 0.0, color: str = "") -> None:
        """A word whose left end, middle or right end (0, 0.5, 1) is at a place, middle high."""
        look = replace(self.look, color=color) if color else self.look
        made = shaping.stretch(text, look)
        x = at.x() - made.width * align - made.line.x()
        y = at.y() - (made.line.ascent() + made.line.descent()) / 2
        made.line.draw(self.ground.painter, QPointF(x, y))

    def _wide(self, texts: Sequence[str]) -> float:
        return max((shaping.stretch(text, self.look).width for text in texts), default=0.0)

    def _tall(self) -> float:
        return shaping.stretch("0", self.look).height

    def _said(self, value: Decimal) -> str:
        """A figure as the chart writes it."""
        pattern = self.chart.pattern
        behind = pattern.partition(".")[2]
        places = len(behind) - len(behind.lstrip("0"))
        if pattern.endswith("%"):
            return f"{value * 100:.{places}f} %"
        if pattern == "General":
            return f"{value:f}"
        return f"{value:,.{places}f}" if "," in pattern else f"{value:.{places}f}"

    # ------------------------------------------------------------ parts

    def _named(self) -> list[tuple[str, str]]:
        """What the legend says: a name and its colour."""
        if self.chart.kind == "pie" and self.chart.series:
            one = self.chart.series[0]
            return list(zip(self.chart.categories, one.colors, strict=True))
        if len(self.chart.series) < 2:
            return []
        return [(one.name, (one.colors or ("000000",))[0]) for one in self.chart.series]

    def legend(self) -> None:
        """Draw the legend below, over as many lines as it takes."""
        rows: list[list[tuple[str, str, float]]] = [[]]
        for name, color in self._named():
            width = _SIGN + _GAP + self._wide([name]) + 2 * _GAP
            if rows[-1] and sum(one[2] for one in rows[-1]) + width > self.box.width():
                rows.append([])
            rows[-1].append((name, color, width))
        if not rows[0]:
            return
        tall = self._tall() * 1.4
        y = self.box.bottom() - tall * len(rows)
        self.box.setBottom(y - _GAP)
        for row in rows:
            x = self.box.center().x() - sum(one[2] for one in row) / 2
            for name, color, width in row:
                sign = QRectF(x, y + (tall - _SIGN) / 2, _SIGN, _SIGN)
                self._fill(sign, color)
                self._word(name, QPointF(x + _SIGN + _GAP, y + tall / 2))
                x += width
            y += tall

    def _fill(self, area: QRectF, color: str) -> None:
        self.ground.painter.fillRect(area, QColor(f"#{color}"))

    def _most(self) -> float:
        """The highest value, or the highest sum where values stand on each other."""
        columns = [
            [float(one.values[n] or 0) for one in self.chart.series]
            for n in range(len(self.chart.categories))
        ]
        found = [sum(c) if self.chart.kind == "stacked" else max(c, default=0.0) for c in columns]
        return max([*found, 0.0]) or 1.0

    def _slots(self, room: float) -> tuple[float, int]:
        """How wide a bar is in the room of a category, and how many stand side by side."""
        together = self.chart.overlapping or self.chart.kind == "stacked"
        side = 1 if together else len(self.chart.series)
        return room * _FILLED / max(1, side), max(1, side)

    def bars(self) -> None:
        """Bars that lie, a category each, its name before it and its figure behind."""
        names = self.chart.categories
        labels = min(self._wide(names), self.box.width() * _LABELS)
        figures = [self._said(v) for one in self.chart.series for v in one.values if v is not None]
        left = self.box.left() + labels + _GAP
        length = self.box.right() - left - self._wide(figures) - _GAP
        room = self.box.height() / max(1, len(names))
        thick, side = self._slots(room)
        most = self._most()
        for n, name in enumerate(names):
            top = self.box.top() + n * room
            self._word(self._cut(name, labels), QPointF(left - _GAP, top + room / 2), 1.0)
            for k, one in enumerate(self.chart.series):
                value = one.values[n]
                if value is None:
                    continue
                y = top + (room - thick * side) / 2 + thick * (k if side > 1 else 0)
                long = max(0.0, float(value)) / most * length
                self._fill(QRectF(left, y, long, thick), one.colors[n])
                self._word(self._said(value), QPointF(left + long + _GAP, y + thick / 2))
        self._axis(QPointF(left, self.box.top()), QPointF(left, self.box.bottom()))

    def _cut(self, text: str, width: float) -> str:
        while len(text) > 4 and self._wide([text]) > width:
            text = f"{text[:-4].rstrip()}…"
        return text

    def _axis(self, start: QPointF, end: QPointF) -> None:
        self.ground.painter.setPen(QPen(QColor(f"#{_AXIS}"), UNIT * 0.75))
        self.ground.painter.drawLine(start, end)

    def _ground_line(self) -> float:
        """Write the categories below, and answer where the columns stand."""
        names = self.chart.categories
        room = self.box.width() / max(1, len(names))
        tall = self._tall() * 1.5
        base = self.box.bottom() - tall
        for n, name in enumerate(names):
            middle = QPointF(self.box.left() + room * (n + 0.5), base + tall / 2)
            self._word(self._cut(name, room - _GAP), middle, 0.5)
        self._axis(QPointF(self.box.left(), base), QPointF(self.box.right(), base))
        self.box.setTop(self.box.top() + tall)  # for the figures above
        return base

    def columns(self) -> None:
        """Bars that stand, side by side or on each other."""
        base = self._ground_line()
        room = self.box.width() / max(1, len(self.chart.categories))
        wide, side = self._slots(room)
        scale = (base - self.box.top()) / self._most()
        for n in range(len(self.chart.categories)):
            x = self.box.left() + n * room + (room - wide * side) / 2
            foot = base
            for k, one in enumerate(self.chart.series):
                value = one.values[n]
                if value is None:
                    continue
                tall = max(0.0, float(value)) * scale
                at = x + wide * (k if side > 1 else 0)
                self._fill(QRectF(at, foot - tall, wide, tall), one.colors[n])
                self._figure(value, QRectF(at, foot - tall, wide, tall))
                foot -= tall if self.chart.kind == "stacked" else 0

    def _figure(self, value: Decimal, bar: QRectF) -> None:
        """Write a figure above its bar; within it where bars stand on each other."""
        said = self._said(value)
        if self.chart.kind != "stacked":
            self._word(said, QPointF(bar.center().x(), bar.top() - self._tall() / 2), 0.5)
        elif bar.height() > self._tall():
            self._word(said, bar.center(), 0.5)

    def lines(self) -> None:
        """Lines from category to category."""
        base = self._ground_line()
        room = self.box.width() / max(1, len(self.chart.categories))
        scale = (base - self.box.top()) / self._most()
        painter = self.ground.painter
        for one in self.chart.series:
            points = [
                (QPointF(self.box.left() + room * (n + 0.5), base - float(v) * scale), v)
                for n, v in enumerate(one.values)
                if v is not None
            ]
            color = QColor(f"#{(one.colors or ('000000',))[0]}")
            painter.setPen(QPen(color, _LINE))
            painter.drawPolyline(QPolygonF([point for point, _value in points]))
            painter.setBrush(color)
            for point, value in points:
                painter.drawEllipse(point, _LINE, _LINE)
                self._word(self._said(value), QPointF(point.x(), point.y() - self._tall()), 0.5)

    def slices(self) -> None:
        """A pie from noon on, clockwise."""
        if not self.chart.series:
            return
        one = self.chart.series[0]
        total = float(sum(value for value in one.values if value is not None)) or 1.0
        side = min(self.box.width(), self.box.height())
        circle = QRectF(0, 0, side, side)
        circle.moveCenter(self.box.center())
        at = 90 * 16.0
        painter = self.ground.painter
        painter.setPen(QPen(Qt.GlobalColor.white, UNIT))
        for value, color in zip(one.values, one.colors, strict=True):
            turn = float(value or 0) / total * 360 * 16
            painter.setBrush(QColor(f"#{color}"))
            painter.drawPie(circle, round(at), round(-turn))
            at -= turn
