"""Partners as rows, roles as columns: who did what, ticked by mouse and keyboard."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ssc_desktop import i18n
from ssc_desktop.i18n import _
from ssc_desktop.record.vocabularies import vocabulary
from ui.overriding import override
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.viewmodels.choices import item_name
from ui.widgets.speaking import plain_tip

if TYPE_CHECKING:
    from ssc_desktop.record.values import Item
    from ui.viewmodels.story_editor import Path, StoryEditor

_Index = QModelIndex | QPersistentModelIndex
_COLUMN, _ROW, _HEAD, _NAMES = 96, 36, 62, 176
_ROLES = "partner_role"


class RoleModel(QAbstractTableModel):
    """The roles of all partners of the open story."""

    def __init__(self, editor: "StoryEditor", path: "Path", parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._path = path
        self._codes = [str(entry.code) for entry in vocabulary(_ROLES).entries]
        self._partners: tuple[Item, ...] = ()

    def renew(self) -> None:
        """Show the story as it is now; keeps the place of the keyboard where it can."""
        partners = self._editor.items(self._path)
        if [one.id for one in partners] == [one.id for one in self._partners]:
            self._partners = partners
            last = self.index(len(partners) - 1, len(self._codes) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(0, len(partners) - 1))
            return
        self.beginResetModel()
        self._partners = partners
        self.endResetModel()

    def row_of(self, item_id: str) -> int:
        """The row of a partner; -1 where it is not there."""
        return next((at for at, one in enumerate(self._partners) if one.id == item_id), -1)

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._partners)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._codes)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        shown = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
        if not shown:
            return None
        if orientation == Qt.Orientation.Vertical:
            said = self._name(section)
            return plain_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return vocabulary(_ROLES).label(self._codes[section], i18n.language())

    def _name(self, row: int) -> str:
        return item_name(self._partners[row]) or _("Partner {n}").format(n=row + 1)

    def has(self, index: _Index) -> bool:
        """Whether the partner of a cell has its role."""
        return self._codes[index.column()] in self._roles(index.row())

    def _roles(self, row: int) -> tuple[str, ...]:
        held = getattr(self._partners[row], "roles", None)
        return held if isinstance(held, tuple) else ()

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if self.has(index) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self.headerData(index.column(), Qt.Orientation.Horizontal)
            said = _("yes") if self.has(index) else _("no")
            return f"{self._name(index.row())}, {head}: {said}"
        return None

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsUserCheckable

    def turn(self, index: _Index) -> None:
        """Give the partner of a cell its role, or take it away."""
        code, held = self._codes[index.column()], self._roles(index.row())
        roles = tuple(one for one in held if one != code) if code in held else (*held, code)
        path = (*self._path, self._partners[index.row()].id, "roles")
        self._editor.set_value(path, roles or None)


class _Tick(QStyledItemDelegate):
    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        model = index.model()
        ticked = isinstance(model, RoleModel) and model.has(index)
        box = QRectF(option.rect)
        view = self.parent()
        here = isinstance(view, RoleMatrix) and view.hasFocus() and view.currentIndex() == index
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("hover"))
        painter.setPen(look.colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        side = look.px(20)
        place = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        painter.setPen(QPen(look.colour("accent" if ticked else "edge"), 1.2))
        painter.setBrush(look.colour("accent" if ticked else "surface"))
        painter.drawRoundedRect(place, 5, 5)
        if ticked:
            inner = place.adjusted(look.px(3), look.px(3), -look.px(3), -look.px(3))
            paint_icon(painter, inner, "check", look.colour("on_accent").name())
        if here:
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), 6, 6)
        painter.restore()


class _Head(QHeaderView):
    """Names of roles on several lines, names of partners on two."""

    def __init__(self, orientation: Qt.Orientation, parent: QTableView) -> None:
        super().__init__(orientation, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        across = self.orientation() == Qt.Orientation.Horizontal
        painter.fillRect(rect, look.colour("chip" if across else "surface"))
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setLayoutDirection(self.layoutDirection())
        painter.setFont(look.font(0.88, bold=across))
        painter.setPen(look.colour("muted" if across else "text"))
        side = Qt.AlignmentFlag.AlignHCenter if across else Qt.AlignmentFlag.AlignLeft
        flags = side.value | Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextWordWrap.value
        edge = look.px(4) if across else look.px(10)
        text = str(self.model().headerData(logicalIndex, self.orientation()))
        if not across:
            text = _two_lines(text, painter.fontMetrics(), rect.width() - 2 * edge)
        painter.setClipRect(rect)
        painter.drawText(rect.adjusted(edge, 0, -edge, 0), flags, text)
        painter.restore()


def _two_lines(text: str, metrics: QFontMetrics, width: int) -> str:
    """`text` broken between words into two lines, the second cut where it is too long."""
    words = text.split()
    first = ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    cut = Qt.TextElideMode.ElideRight
    if not first:
        return metrics.elidedText(text, cut, width)
    rest = metrics.elidedText(" ".join(words), cut, width)
    return f"{first}\n{rest}" if rest else first


class RoleMatrix(QTableView):
    """Arrows move, Space ticks; Tab leaves. The names stay while the roles scroll sideways."""

    partner_wanted = Signal(str)

    def __init__(self, editor: "StoryEditor", path: "Path") -> None:
        super().__init__()
        self.roles = RoleModel(editor, path, self)
        self.setObjectName("role_matrix")
        self.setModel(self.roles)
        self.setItemDelegate(_Tick(self))
        self.setHorizontalHeader(_Head(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Head(Qt.Orientation.Vertical, self))
        self.setProperty("role", "box")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.clicked.connect(self.roles.turn)
        self.roles.modelReset.connect(self._fit)
        look.changed.connect(self._fit)
        self.renew()

    def renew(self) -> None:
        """Show the story as it is now."""
        self.roles.renew()
        self.setAccessibleName(_("Roles of the partners"))
        self.setAccessibleDescription(_("Arrows move, Space ticks."))
        self._fit()

    def _fit(self) -> None:
        self.horizontalHeader().setDefaultSectionSize(look.px(_COLUMN))
        self.horizontalHeader().setFixedHeight(look.px(_HEAD))
        self.verticalHeader().setDefaultSectionSize(look.px(_ROW))
        self.verticalHeader().setFixedWidth(look.px(_NAMES))
        self.setFixedHeight(self.sizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        high = look.px(_HEAD) + self.roles.rowCount() * look.px(_ROW) + look.px(14)
        return QSize(look.px(400), high)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(200), self.sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return} and index.isValid():
            self.roles.turn(index)
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        focused = event.type() == QEvent.Type.FocusIn
        if focused and not self.currentIndex().isValid() and self.roles.rowCount():
            self.setCurrentIndex(self.roles.index(0, 0))
        return super().event(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().wheelEvent(event)
        else:
            event.ignore()  # up and down, the page scrolls
