"""A list that drops down to choose from, with a search line where it is long."""

from collections.abc import Callable, Sequence
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
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.i18n import _
from ssc_desktop.record.vocabularies import folded
from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.viewmodels.choices import Code, Option
from ui.widgets.speaking import plain_label

_Index = QModelIndex | QPersistentModelIndex
_SEARCH_FROM = 9
_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _Options(QAbstractListModel):
    def __init__(self, options: Sequence[Option], parent: QObject) -> None:
        super().__init__(parent)
        self._all = [(option, _search_text(option)) for option in options]
        self.shown: list[Option] = list(options)
        self.chosen: set[Code] = set()

    def narrow(self, text: str) -> None:
        wanted = folded(text)
        self.beginResetModel()
        hits = [(option, found) for option, found in self._all if wanted in found]
        hits.sort(key=lambda hit: not hit[1].startswith(wanted))  # what begins so comes first
        self.shown = [option for option, _found in hits] if wanted else [o for o, _f in self._all]
        self.endResetModel()

    def renew(self) -> None:
        if self.shown:
            self.dataChanged.emit(self.index(0), self.index(len(self.shown) - 1))

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.shown)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        option = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return option.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return option.code in self.chosen
        return None


def _search_text(option: Option) -> str:
    return folded("\n".join((option.label, *option.also, str(option.code))))


class _Row(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(look.px(100), look.px(30))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        box = QRectF(option.rect).adjusted(look.px(4), 1, -look.px(4), -1)
        current = bool(
            option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        )
        chosen = bool(index.data(Qt.ItemDataRole.UserRole))
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("soft"))
            painter.drawRoundedRect(box, 6, 6)
        painter.setFont(look.font(1, bold=chosen))
        painter.setPen(look.colour("on_soft" if current else "text"))
        text = box.adjusted(look.px(8), 0, -look.px(26), 0)
        side = look.px(16)
        tick = QRectF(box.right() - side - look.px(6), box.center().y() - side / 2, side, side)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            text = box.adjusted(look.px(26), 0, -look.px(8), 0)
            tick.moveLeft(box.left() + look.px(6))
        cut = Qt.TextElideMode.ElideRight
        said = option.fontMetrics.elidedText(str(index.data()), cut, round(text.width()))
        painter.drawText(text, _LEADING, said)
        if chosen:
            paint_icon(painter, tick, "check", look.colour("accent").name())
        painter.restore()


class Picker(QFrame):
    """The list itself, in a window of its own under the control that opened it."""

    picked = Signal(object)
    """The code that was chosen, or taken back where several may be chosen."""
    closed = Signal()

    def __init__(
        self, parent: QWidget, options: Sequence[Option], *, several: bool = False
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._several = several
        self._under: QWidget | None = None
        self._wide = 0
        self._above = False
        self._model = _Options(options, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.px(6), look.px(6), look.px(6), look.px(6))
        layout.setSpacing(look.px(6))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search…"))
        self.search.setAccessibleName(_("Search the list"))
        self.search.setVisible(len(options) >= _SEARCH_FROM)
        self.search.textChanged.connect(self._on_searched)
        self.search.installEventFilter(self)
        layout.addWidget(self.search)
        self.list = QListView()
        self.list.setProperty("role", "menu")
        self.list.setAccessibleName(_("Answers to choose from"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._on_clicked)
        self.list.installEventFilter(self)
        layout.addWidget(self.list)
        self._nothing = plain_label("prompt")
        self._nothing.setText(_("Nothing in this list has that name."))
        self._nothing.hide()
        layout.addWidget(self._nothing)

    def open_under(self, widget: QWidget, chosen: Sequence[Code], typed: str = "") -> None:
        """Drop down under `widget`, with `chosen` ticked and `typed` in the search line."""
        self._model.chosen = set(chosen)
        self._fit(widget)
        rows = [at for at, o in enumerate(self._model.shown) if o.code in self._model.chosen]
        self._stand_on(rows[0] if rows else 0)
        self.show()
        if typed and self.search.isVisible():
            self.search.setText(typed)
        elif typed:
            self.list.keyboardSearch(typed)
        (self.search if self.search.isVisible() else self.list).setFocus()

    def _fit(self, widget: QWidget) -> None:
        """Take the width of all answers, and stay as wide while the list is narrowed."""
        longest = max((self.fontMetrics().horizontalAdvance(o.label) for o in self._model.shown),
                      default=0)  # fmt: skip
        self._under = widget
        self._wide = min(max(widget.width(), longest + look.px(70)), look.px(460))
        self._place(widget)

    def _place(self, widget: QWidget) -> None:
        rows = min(max(len(self._model.shown), 1), 9)
        self.list.setFixedHeight(rows * look.px(30) + 4)
        high = self.list.height() + look.px(14)
        if not self.search.isHidden():
            high += self.search.sizeHint().height() + look.px(6)
        at = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            at.setX(at.x() + widget.width() - self._wide)
        screen = widget.screen() or QGuiApplication.primaryScreen()
        free = screen.availableGeometry()
        if not self.isVisible():
            self._above = at.y() + high > free.bottom()
        if self._above:
            above = widget.mapToGlobal(QPoint(0, 0)).y() - high - 2
            at.setY(max(free.top(), above))
        at.setX(max(free.left(), min(at.x(), free.right() - self._wide)))
        inside = self.layout()
        if inside is not None:
            inside.activate()  # a list that became shorter lets the window become so too
        self.setGeometry(at.x(), at.y(), self._wide, high)

    def _on_searched(self, text: str) -> None:
        self._model.narrow(text)
        self._nothing.setVisible(not self._model.shown)
        self.list.setVisible(bool(self._model.shown))
        self._stand_on(0)
        if self._under is not None and self.isVisible():
            self._place(self._under)

    def _stand_on(self, row: int) -> None:
        index = self._model.index(row)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def _on_clicked(self, index: QModelIndex) -> None:
        option = self._model.shown[index.row()]
        if not self._several:
            self.close()
            self.picked.emit(option.code)
            return
        self._model.chosen ^= {option.code}
        self._model.renew()
        self.picked.emit(option.code)
        if self.search.isVisible():  # ready for the next name
            self.search.setFocus()
            self.search.selectAll()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(watched, event)
        return super().eventFilter(watched, event)

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        row = self.list.currentIndex().row()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and 0 <= row < len(self._model.shown):
            self._on_clicked(self._model.index(row))
            return True
        if key == Qt.Key.Key_Space and watched is self.list and row >= 0:
            self._on_clicked(self._model.index(row))
            return True
        if watched is self.search and key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if key == Qt.Key.Key_Down else -1
            self._stand_on(max(0, min(row + step, len(self._model.shown) - 1)))
            return True
        if key == Qt.Key.Key_Tab:
            self.close()
            return True
        return False

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


Options = Callable[[], Sequence[Option]]
