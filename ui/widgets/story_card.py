"""How a story looks in the list: title, who with whom, status, date and ring."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QCursor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ssc_desktop.i18n import _, ngettext
from ssc_desktop.services.answers import Summary
from ui.overriding import override
from ui.theme.look import look
from ui.theme.tokens import STATUS_TONES
from ui.viewmodels import wording
from ui.viewmodels.story_list import EXCERPT, SUMMARY
from ui.widgets.chip import chip_height, chip_width, paint_chip
from ui.widgets.headline import in_own_direction, wrapped
from ui.widgets.marked import paint_marked
from ui.widgets.mirroring import mirrored_f
from ui.widgets.ring import paint_ring

_Index = QModelIndex | QPersistentModelIndex
_MOST_CACHED = 2_000
_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_UNCLIPPED = _LEADING.value | Qt.TextFlag.TextDontClip.value
"""Arabic letters reach below the lines of the Latin font."""


def _wanted(text: str) -> Any:
    from ssc_desktop.record.wanted import wanted  # not before first paint

    return wanted(text)


class StoryCard(QStyledItemDelegate):
    """Paints one story; wrapped titles are remembered, they cost most."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.painted = False
        """Whether a story was painted yet."""
        self.searched = ""
        """What is searched for: its words are marked."""
        self._titles: dict[tuple[str, int, float], tuple[str, ...]] = {}

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line = QFontMetricsF(look.font(1, bold=True)).lineSpacing()
        small = QFontMetricsF(look.font(0.94)).height()
        high = 2 * line + small + chip_height() + self._excerpt_height()
        return QSize(look.px(200), round(high) + look.px(37))

    def _excerpt_height(self) -> float:
        """Two lines for the words found and what stands around them, while one searches."""
        if not self.searched:
            return 0
        return 2 * QFontMetricsF(look.font(0.94)).lineSpacing() + look.px(8)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        summary = index.data(SUMMARY)
        card = QRectF(option.rect).adjusted(look.px(6), look.px(4), -look.px(6), -look.px(4))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        _paint_ground(painter, card, option, index)
        inner = card.adjusted(look.px(13), look.px(11), -look.px(13), -look.px(10))
        if isinstance(summary, Summary):
            self.painted = True
            if self.searched:
                self._paint_excerpt(painter, inner, index.data(EXCERPT))
            self._paint_words(painter, inner, summary, option.direction)
        else:
            _paint_shadow(painter, inner, option.direction)
        painter.restore()

    def _paint_excerpt(self, painter: QPainter, box: QRectF, excerpt: Any) -> None:
        if excerpt is None:
            return
        high = self._excerpt_height()
        top = box.bottom() - chip_height() - look.px(6) - high + look.px(2)
        place = QRectF(box.left(), top, box.width(), high)
        paint_marked(painter, place, excerpt.text, excerpt.places, factor=0.94, lines=2)

    def _paint_words(
        self, painter: QPainter, box: QRectF, summary: Summary, direction: Qt.LayoutDirection
    ) -> None:
        def mirrored(part: QRectF) -> QRectF:
            right_to_left = direction == Qt.LayoutDirection.RightToLeft
            return mirrored_f(box, part) if right_to_left else part

        side = look.px(31)
        ring = QRectF(box.right() - side, box.top() - look.px(1), side, side)
        paint_ring(painter, mirrored(ring), summary.completeness, figure=True)
        line = QFontMetricsF(look.font(1, bold=True)).lineSpacing()
        title = QRectF(box.left(), box.top(), box.width() - side - look.px(12), 2 * line)
        self._paint_title(painter, mirrored(title), summary.title or _("Untitled story"))
        bottom = box.bottom() - chip_height()
        above = bottom - self._excerpt_height()
        metrics = QFontMetricsF(look.font(0.94))
        painter.setFont(look.font(0.94))
        painter.setPen(look.colour("muted"))
        high = metrics.height()
        under = QRectF(box.left(), above - high - look.px(6), box.width(), high)
        cut = Qt.TextElideMode.ElideRight
        said = metrics.elidedText(wording.subtitle(summary), cut, under.width())
        painter.drawText(under, _UNCLIPPED, said)
        when = wording.day(summary.changed)
        wide = metrics.horizontalAdvance(when) + 2
        date = QRectF(box.right() - wide, bottom, wide, chip_height())
        painter.drawText(mirrored(date), _UNCLIPPED, when)
        _paint_chips(painter, summary, QRectF(box.left(), bottom, date.left() - box.left(), 0),
                     mirrored)  # fmt: skip

    def _paint_title(self, painter: QPainter, box: QRectF, title: str) -> None:
        font = look.font(1, bold=True)
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        metrics = QFontMetricsF(font)
        for at, line in enumerate(self._lines(title, round(box.width()))):
            place = box.translated(0, at * metrics.lineSpacing())
            place.setHeight(metrics.lineSpacing())
            if self.searched and (places := _wanted(self.searched).places(line)):
                paint_marked(painter, place, line, places, bold=True)
                painter.setFont(font)
            else:
                painter.drawText(place, _UNCLIPPED, in_own_direction(line, title))

    def _lines(self, title: str, width: int) -> tuple[str, ...]:
        key = (title, width, look.points)
        if key not in self._titles:
            if len(self._titles) > _MOST_CACHED:
                self._titles.clear()
            self._titles[key] = wrapped(title, look.font(1, bold=True), width, 2)
        return self._titles[key]


def _paint_shadow(painter: QPainter, box: QRectF, direction: Qt.LayoutDirection) -> None:
    """Where a story will stand whose line is not here yet."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("track"))
    line = QFontMetricsF(look.font(1, bold=True)).lineSpacing()
    for at, part in enumerate((0.72, 0.44)):
        place = QRectF(box.left(), box.top() + at * line + line * 0.3, box.width() * part, line / 2)
        if direction == Qt.LayoutDirection.RightToLeft:
            place = mirrored_f(box, place)
        painter.drawRoundedRect(place, 4, 4)


def _paint_ground(
    painter: QPainter, card: QRectF, option: QStyleOptionViewItem, index: _Index
) -> None:
    # asked of the view: the option's own flags are an enum of QStyle, which costs at start
    view = option.widget
    selected = focused = hovered = False
    if isinstance(view, QListView):
        here = view.currentIndex() == index
        selected = view.selectionModel().isSelected(index)
        focused = here and view.hasFocus()
        mouse = view.mapFromGlobal(QCursor.pos())
        hovered = view.underMouse() and option.rect.contains(mouse)
    edge = "accent" if selected or focused else "edge" if hovered else "line"
    painter.setPen(QPen(look.colour(edge), look.ring if selected or focused else 1))
    painter.setBrush(look.colour("soft" if selected else "raised"))
    painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), 10, 10)


def _paint_chips(
    painter: QPainter, summary: Summary, box: QRectF, mirrored: Callable[[QRectF], QRectF]
) -> None:
    chips = [(wording.label("case_status", summary.status),
              STATUS_TONES.get(summary.status, "chip"))]  # fmt: skip
    if summary.conflicts:
        n = summary.conflicts
        chips.append((ngettext("{n} to settle", "{n} to settle", n).format(n=n), "red"))
    left = box.left()
    for text, tone in chips:
        wide = min(chip_width(text), box.right() - left - look.px(4))
        if wide > look.px(30):
            place = QRectF(left, box.top(), wide, chip_height())
            paint_chip(painter, mirrored(place), text, tone)
        left += wide + look.px(6)
