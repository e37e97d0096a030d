"""Something to type into with a list under it: stories, commands, conditions, all by keyboard."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QEvent,
    QObject,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from ui.overriding import override
from ui.theme.icons import icon
from ui.theme.look import look
from ui.widgets.announcing import announce
from ui.widgets.finder_entries import Entries, Entry, EntryLine
from ui.widgets.speaking import plain_label

_PAGE = 8


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
        view.setItemDelegate(EntryLine(view))
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
