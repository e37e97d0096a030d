"""The lines of a finder: what they say, and how they look."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.widgets.marked import paint_marked
from ui.widgets.mirroring import mirrored_f

_Index = QModelIndex | QPersistentModelIndex
_HERE: _Index = QModelIndex()
ENTRY = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line to choose."""

    key: str
    title: str
    detail: str = ""
    """A second, quieter line."""
    trailing: str = ""
    """At the far end: keys, or a number."""
    icon: str = ""
    enabled: bool = True
    checked: bool | None = None
    """None where it is chosen once; else whether it holds now."""
    heading: bool = False
    """Names the lines that follow; it cannot be chosen."""
    places: tuple[tuple[int, int], ...] = ()
    """Where the letters typed stand in the title."""

    @property
    def spoken(self) -> str:
        """The line for those who hear it."""
        return ", ".join(part for part in (self.title, self.detail, self.trailing) if part)


class Entries(QAbstractListModel):
    """The lines shown now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """Show other lines; where they are the same ones, only what they say is renewed."""
        new = tuple(entries)
        same = [one.key for one in new] == [one.key for one in self.shown]
        if same and new:
            self.shown = new
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self.shown = new
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _HERE) -> int:
        return 0 if parent.isValid() else len(self.shown)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.shown):
            return None
        entry = self.shown[index.row()]
        told: dict[int, Any] = {
            int(Qt.ItemDataRole.DisplayRole): entry.title,
            int(Qt.ItemDataRole.AccessibleTextRole): entry.spoken,
            ENTRY: entry,
        }
        if entry.checked is not None:
            on = Qt.CheckState.Checked if entry.checked else Qt.CheckState.Unchecked
            told[int(Qt.ItemDataRole.CheckStateRole)] = on
        return told.get(int(role))

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        entry = self.shown[index.row()] if index.isValid() else None
        if entry is None or entry.heading:
            return Qt.ItemFlag.NoItemFlags
        if not entry.enabled:
            return Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class EntryLine(QStyledItemDelegate):
    """Paints a line: picture, title with the letters typed, detail, and what stands at the end."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        entry = index.data(ENTRY)
        line = QFontMetricsF(look.font(1)).height()
        if not isinstance(entry, Entry):
            return QSize(look.px(100), look.px(30))
        if entry.heading:
            return QSize(look.px(100), round(line + look.px(14)))
        high = line + look.px(13)
        if entry.detail:
            high += QFontMetricsF(look.font(0.9)).height()
        return QSize(look.px(100), round(high))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry = index.data(ENTRY)
        if not isinstance(entry, Entry):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        box = QRectF(option.rect).adjusted(look.px(4), 1, -look.px(4), -1)
        if entry.heading:
            _paint_heading(painter, box, entry)
        else:
            _paint_entry(painter, box, entry, option)
        painter.restore()


def _paint_heading(painter: QPainter, box: QRectF, entry: Entry) -> None:
    painter.setFont(look.font(0.9, bold=True))
    painter.setPen(look.colour("muted"))
    words = box.adjusted(look.px(8), look.px(6), -look.px(8), 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, entry.title)


def _paint_entry(
    painter: QPainter, box: QRectF, entry: Entry, option: QStyleOptionViewItem
) -> None:
    right_to_left = option.direction == Qt.LayoutDirection.RightToLeft

    def placed(part: QRectF) -> QRectF:
        return mirrored_f(box, part) if right_to_left else part

    current = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    if current or hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("soft" if current else "hover"))
        painter.drawRoundedRect(box, 6, 6)
    tone = "muted" if not entry.enabled else "on_soft" if current else "text"
    left = box.left() + look.px(8)
    side = look.px(17)
    sign = QRectF(left, box.center().y() - side / 2, side, side)
    if entry.checked is not None:
        _paint_tick(painter, placed(sign), entry.checked)
        left = sign.right() + look.px(9)
    elif entry.icon:
        colour = look.colour("on_soft" if current and entry.enabled else "muted").name()
        paint_icon(painter, placed(sign), entry.icon, colour)
        left = sign.right() + look.px(9)
    right = box.right() - look.px(9)
    if entry.trailing:
        painter.setFont(look.font(0.92))
        painter.setPen(look.colour("on_soft" if current else "muted"))
        wide = painter.fontMetrics().horizontalAdvance(entry.trailing) + look.px(2)
        end = QRectF(right - wide, box.top(), wide, box.height())
        painter.drawText(placed(end), Qt.AlignmentFlag.AlignCenter, entry.trailing)
        right = end.left() - look.px(10)
    words = QRectF(left, box.top(), right - left, box.height())
    _paint_words(painter, placed(words), entry, tone, current=current)


def _paint_words(
    painter: QPainter, words: QRectF, entry: Entry, tone: str, *, current: bool
) -> None:
    title = words
    if entry.detail:
        half = QFontMetricsF(look.font(0.9)).height()
        title = words.adjusted(0, look.px(4), 0, -half - look.px(3))
        detail = QRectF(words.left(), title.bottom(), words.width(), half)
        painter.setFont(look.font(0.9))
        painter.setPen(look.colour("on_soft" if current and entry.enabled else "muted"))
        cut = Qt.TextElideMode.ElideRight
        said = painter.fontMetrics().elidedText(entry.detail, cut, round(detail.width()))
        # Arabic letters reach below the line of the Latin font
        leading = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(detail, leading.value | Qt.TextFlag.TextDontClip.value, said)
    paint_marked(painter, title, entry.title, entry.places, tone=tone, bold_marks=True)


def _paint_tick(painter: QPainter, box: QRectF, on: bool) -> None:
    inner = box.adjusted(1, 1, -1, -1)
    painter.setPen(QPen(look.colour("accent" if on else "edge"), 1.4))
    painter.setBrush(look.colour("accent" if on else "surface"))
    painter.drawRoundedRect(inner, 4, 4)
    if on:
        paint_icon(painter, inner.adjusted(2, 2, -2, -2), "check", look.colour("on_accent").name())
