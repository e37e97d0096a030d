"""The figures of a result side by side: before, planned, reached, and what others say."""

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ssc_desktop import i18n
from ssc_desktop.i18n import _
from ssc_desktop.record.phrases import figure
from ssc_desktop.record.values import Answer
from ui.overriding import override
from ui.theme.look import look
from ui.viewmodels import wording
from ui.widgets.chip import chip_height, chip_width, paint_chip
from ui.widgets.form.line_controls import read_decimal

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path, StoryEditor

_LINE = 24
_MOST_OTHERS = 3


class Comparison(QWidget):
    """Bars for what can be drawn, words for what cannot; gone where there is nothing to compare."""

    def __init__(self, editor: "StoryEditor", path: "Path") -> None:
        super().__init__()
        self._editor = editor
        self._path = path
        self.rows: list[tuple[str, str, Decimal | None]] = []
        """What is compared: its name, what it says, and its number."""
        self._evidence = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        editor.changed.connect(self._on_changed)
        self.renew()

    def _on_changed(self, path: "Path") -> None:
        if path[: len(self._path)] == self._path or path == self._path[:1]:
            self.renew()

    def renew(self) -> None:
        """Show the figures as they are now."""
        rows = [
            (words, said)
            for name, words in (
                ("baseline", _("Before")),
                ("target", _("Planned")),
                ("actual", _("Reached")),
            )
            if (said := self._figure((*self._path, name)))
        ]
        others = self._editor.items((*self._path, "other_figure"))
        for other in others[:_MOST_OTHERS]:
            said = _plain(getattr(other, "value", None))
            source = _plain(getattr(other, "source", None))
            if said:
                rows.append((source or _("Another figure"), said))
        tongue = i18n.translated_in(i18n.language())
        self.rows = [(name, figure(said, tongue), _number(said)) for name, said in rows]
        level = self._editor.value((*self._path, "evidence_level"))
        known = isinstance(level, int) and not isinstance(level, Answer)
        self._evidence = wording.label("evidence_level", level) if known else ""
        if len(self.rows) < 2:
            self.hide()
        elif self.parentWidget() is not None:  # alone it would be a window of its own
            self.show()
        words = [f"{name}: {text}" for name, text, _number in self.rows]
        self.setAccessibleName(_("Figures side by side"))
        self.setAccessibleDescription("; ".join([*words, self._evidence]))
        self.updateGeometry()
        self.update()

    def _figure(self, path: "Path") -> str:
        return _plain(self._editor.value(path))

    @override
    def sizeHint(self) -> QSize:
        lines = len(self.rows) * look.px(_LINE)
        foot = chip_height() + look.px(6) if self._evidence else 0
        return QSize(look.px(260), lines + foot + look.px(16))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("window"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        numbers = [number for _n, _s, number in self.rows if number is not None and number >= 0]
        most = max(numbers, default=Decimal(0))
        top = look.px(8)
        for name, said, number in self.rows:
            self._paint_row(painter, top, (name, said), _share(number, most))
            top += look.px(_LINE)
        if self._evidence:
            wide = min(chip_width(self._evidence), self.width() - look.px(20))
            box = QRectF(look.px(10), top + look.px(4), wide, chip_height())
            paint_chip(painter, self._mirrored(box), self._evidence, "soft", bold=False)
        painter.end()

    def _paint_row(
        self, painter: QPainter, top: int, words: tuple[str, str], share: float | None
    ) -> None:
        name, said = words
        high, edge = look.px(_LINE), look.px(10)
        names = min(look.px(110), self.width() * 0.3)
        metrics = QFontMetricsF(look.font())
        said_width = min(metrics.horizontalAdvance(said) + look.px(8), self.width() * 0.4)
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        cut = Qt.TextElideMode.ElideRight
        painter.setFont(look.font(0.9))
        painter.setPen(look.colour("muted"))
        place = QRectF(edge, top, names, high)
        small = QFontMetricsF(look.font(0.9))
        painter.drawText(self._mirrored(place), align, small.elidedText(name, cut, names))
        left = edge + names + look.px(8)
        if share is not None:
            room = max(0.0, self.width() - left - said_width - edge - look.px(6))
            bar = QRectF(left, top + high / 2 - look.px(4), max(3.0, room * share), look.px(8))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent" if name == _("Reached") else "edge"))
            painter.drawRoundedRect(self._mirrored(bar), look.px(4), look.px(4))
            left = bar.right() + look.px(8)
        painter.setFont(look.font(bold=True))
        painter.setPen(look.colour("text"))
        rest = QRectF(left, top, self.width() - left - edge, high)
        painter.drawText(self._mirrored(rest), align, metrics.elidedText(said, cut, rest.width()))

    def _mirrored(self, box: QRectF) -> QRectF:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())
        return box


def _plain(value: object) -> str:
    return value if isinstance(value, str) and not isinstance(value, Answer) else ""


def _number(said: str) -> Decimal | None:
    read = read_decimal(said.rstrip("%").strip())
    return Decimal(read) if read is not None else None


def _share(number: Decimal | None, most: Decimal) -> float | None:
    if number is None or number < 0 or not most:
        return None
    return float(number / most)
