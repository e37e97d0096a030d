"""Something to type into with a list under it: stories, commands, conditions, all by keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QCloseEvent, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.overriding import override
from ui.theme.icons import icon, paint_icon
from ui.theme.look import look
from ui.widgets.announcing import announce
from ui.widgets.marked import paint_marked
from ui.widgets.mirroring import mirrored_f
from ui.widgets.speaking import plain_label

_Index = QModelIndex | QPersistentModelIndex
_HERE: _Index = QModelIndex()
ENTRY = int(Qt.ItemDataRole.UserRole)
_PAGE = 8


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


class _Line(QStyledItemDelegate):
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


class Finder(QFrame):
    """A window of its own that goes when one clicks beside it or presses Esc."""

    picked = Signal(str)
    """The key of the line that was chosen."""
    typed = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget, *, hint: str, name: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("finder")
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)
        self._most = 0
        """The height up to which it grows with its lines; 0 where it keeps the one it has."""
        self.stays = False
        """Whether it stays when a line was chosen."""
        self.entries = Entries(self)
        self.column = QVBoxLayout(self)
        edge = look.px(8)
        self.column.setContentsMargins(edge, edge, edge, edge)
        self.column.setSpacing(look.px(6))
        self.search = self._search_line(hint, name)
        self.column.addWidget(self.search)
        self.list = self._lines(name)
        self.column.addWidget(self.list, 1)
        self.nothing = plain_label("prompt", wraps=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setMargin(look.px(18))
        self.nothing.hide()
        self.column.addWidget(self.nothing, 1)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(look.px(6), 0, look.px(6), 0)
        self.column.addLayout(self.foot)

    def _search_line(self, hint: str, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setProperty("role", "search")
        line.setPlaceholderText(hint)
        line.setAccessibleName(name)
        line.setClearButtonEnabled(True)
        leading = QLineEdit.ActionPosition.LeadingPosition
        line.addAction(icon("search", "muted"), leading).setEnabled(False)
        line.textChanged.connect(self.typed)
        line.installEventFilter(self)
        return line

    def _lines(self, name: str) -> QListView:
        view = QListView()
        view.setProperty("role", "menu")
        view.setAccessibleName(name)
        view.setModel(self.entries)
        view.setItemDelegate(_Line(view))
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.clicked.connect(lambda index: self._pick(index.row()))
        view.installEventFilter(self)
        return view

    # ------------------------------------------------------------ what it shows

    def show_entries(self, entries: Sequence[Entry], nothing: str = "") -> None:
        """Show lines, the first that can be chosen marked; where none is, `nothing` is said."""
        before = self.current
        self.entries.show(entries)
        self.list.setVisible(bool(entries))
        self.nothing.setVisible(not entries)
        self.nothing.setText(nothing)
        kept = [at for at, one in enumerate(entries) if self.stays and before and one.key == before]
        self._fit()
        self._stand_on(kept[0] if kept else self._next(-1, 1))

    def _fit(self) -> None:
        """Be as high as the lines need."""
        if not self._most:
            return
        margins = self.column.contentsMargins()
        high = self.search.sizeHint().height() + margins.top() + margins.bottom()
        high += 2 * self.column.spacing()
        if self.nothing.isHidden():
            for row in range(len(self.entries.shown)):
                high += self.list.sizeHintForRow(row)
                if high >= self._most:
                    break
            high += 2 * self.list.frameWidth()
        else:
            high += self.nothing.sizeHint().height() + look.px(10)
        self.resize(self.width(), min(high + look.px(4), self._most))

    @property
    def current(self) -> str:
        """The key of the line that is marked; "" where none is."""
        row = self.list.currentIndex().row()
        return self.entries.shown[row].key if 0 <= row < len(self.entries.shown) else ""

    def open_over(self, window: QWidget, width: int = 620, height: int = 460) -> None:
        """Open in the upper middle of `window`."""
        wide = min(look.px(width), window.width() - look.px(32))
        self._most = min(look.px(height), window.height() - look.px(64))
        corner = window.mapToGlobal(QPoint((window.width() - wide) // 2, 0))
        top = corner.y() + max(look.px(32), window.height() // 9)
        lowest = corner.y() + window.height() - self._most
        self.setGeometry(corner.x(), min(top, lowest), wide, self._most)
        self._fit()
        self.show()
        self.search.setFocus()

    def open_under(self, widget: QWidget, width: int, height: int) -> None:
        """Open under a button, within its window."""
        window = widget.window()
        wide = min(look.px(width), window.width() - look.px(16))
        high = min(look.px(height), window.height() - look.px(16))
        at = widget.mapTo(window, QPoint(0, widget.height() + 4))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            at.setX(at.x() + widget.width() - wide)
        at.setX(max(look.px(8), min(at.x(), window.width() - wide - look.px(8))))
        at.setY(max(look.px(8), min(at.y(), window.height() - high - look.px(8))))
        corner = window.mapToGlobal(at)
        self.setGeometry(corner.x(), corner.y(), wide, high)
        self.show()
        self.search.setFocus()

    # ------------------------------------------------------------ keys

    def _stand_on(self, row: int) -> None:
        if row < 0:
            return
        index = self.entries.index(row)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def _next(self, row: int, by: int) -> int:
        """The next line that can be stood on; the same one where there is none."""
        shown = self.entries.shown
        at = row + (1 if by > 0 else -1)
        left = abs(by)
        found = row
        while 0 <= at < len(shown):
            if not shown[at].heading:
                found, left = at, left - 1
                if not left:
                    break
            at += 1 if by > 0 else -1
        return found

    def _pick(self, row: int) -> None:
        if not 0 <= row < len(self.entries.shown):
            return
        entry = self.entries.shown[row]
        if entry.heading or not entry.enabled:
            return
        if self.stays:
            self.search.setFocus()
        else:
            self.close()
        self.picked.emit(entry.key)

    def toggle(self, key: str) -> None:
        """Show that a line holds now, or no longer; the answer of the list comes after."""
        self.entries.show(
            [replace(e, checked=not e.checked) if e.key == key else e for e in self.entries.shown]
        )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        steps = {
            int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1,
            int(Qt.Key.Key_PageDown): _PAGE, int(Qt.Key.Key_PageUp): -_PAGE,
        }  # fmt: skip
        row = self.list.currentIndex().row()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._pick(row)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return True
        if event.key() in steps:
            self._stand_on(self._next(row, steps[event.key()]))
            now = self.list.currentIndex().row()
            if 0 <= now < len(self.entries.shown):
                announce(self.list, self.entries.shown[now].spoken)
            return True
        return False

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
