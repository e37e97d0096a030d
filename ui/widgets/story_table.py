"""The stories in columns: a table whose headings sort, over the same list as the cards."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ssc_desktop.i18n import _
from ssc_desktop.services.answers import Summary
from ssc_desktop.services.asking import FALLING, SORTS
from ui.overriding import override
from ui.theme.look import look
from ui.theme.tokens import STATUS_TONES
from ui.viewmodels import wording
from ui.viewmodels.story_list import COLUMNS, SUMMARY, cell
from ui.widgets.chip import chip_height, chip_width, paint_chip
from ui.widgets.marked import paint_marked
from ui.widgets.mirroring import mirrored_f
from ui.widgets.ring import paint_ring
from ui.widgets.speaking import Speaking

if TYPE_CHECKING:
    from ui.viewmodels.listed import Listed

_REST = 250
"""Milliseconds after a column was drawn wider or narrower."""
_Index = QModelIndex | QPersistentModelIndex
_SHARES = {"title": 33, "country": 18, "sector": 14, "year": 11, "status": 11, "completeness": 7,
           "changed": 14}  # fmt: skip


class _Cell(QStyledItemDelegate):
    """Paints a cell: the status as a chip, how much is told as a ring, words cut at the end."""

    searched = ""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        whole = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(whole, look.colour("soft"))
        elif bool(option.state & QStyle.StateFlag.State_MouseOver):
            painter.fillRect(whole, look.colour("hover"))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(whole.bottomLeft(), whole.bottomRight())
        box = whole.adjusted(look.px(10), 0, -look.px(8), -1)
        summary = index.data(SUMMARY)
        if isinstance(summary, Summary):
            self._paint(painter, box, summary, index.column(), option)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("track"))
            bar = QRectF(box.left(), box.center().y() - 4, box.width() * 0.6, 8)
            mirrored = option.direction == Qt.LayoutDirection.RightToLeft
            painter.drawRoundedRect(mirrored_f(box, bar) if mirrored else bar, 4, 4)
        painter.restore()

    def _paint(
        self, painter: QPainter, box: QRectF, summary: Summary, column: int,
        option: QStyleOptionViewItem,
    ) -> None:  # fmt: skip
        name = COLUMNS[column][0]
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        if name == "status":
            text = wording.label("case_status", summary.status)
            high = chip_height()
            wide = min(chip_width(text), box.width())
            chip = QRectF(box.left(), box.center().y() - high / 2, wide, high)
            place = mirrored_f(box, chip) if mirrored else chip
            paint_chip(painter, place, text, STATUS_TONES.get(summary.status, "chip"))
        elif name == "completeness":
            side = look.px(26)
            ring = QRectF(box.left(), box.center().y() - side / 2, side, side)
            place = mirrored_f(box, ring) if mirrored else ring
            paint_ring(painter, place, summary.completeness, figure=True)
        else:
            title = name == "title"
            places = self._places(summary.title) if title else ()
            said = cell(summary, name)
            tone = "text" if title else "muted"
            paint_marked(painter, box, said, places, tone=tone, bold=title)

    def _places(self, title: str) -> list[tuple[int, int]]:
        if not self.searched:
            return []
        from ssc_desktop.record.wanted import wanted

        return wanted(self.searched).places(title)


class StoryTable(Speaking, QTableView):
    """A line a story."""

    widths_changed = Signal(str)
    """The widths of the columns, to be kept."""

    def __init__(self, listed: "Listed") -> None:
        super().__init__()
        self._listed = listed
        self._own_widths = ""
        self._fitting = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._fit_columns)
        self.setObjectName("stories_table")
        self.setModel(listed.stories)
        self.cells = _Cell(self)
        self.setItemDelegate(self.cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(look.px(52))
        head.sectionClicked.connect(self._on_heading)
        head.sectionResized.connect(self._on_resized)
        listed.asked.connect(self._show_order)
        look.changed.connect(self._fit_rows)
        self._fit_rows()
        self._show_order()
        self.say(lambda: self.setAccessibleName(_("Stories in columns")))

    def _fit_rows(self) -> None:
        line = QFontMetricsF(look.font(1)).height()
        self.verticalHeader().setDefaultSectionSize(round(line + look.px(19)))

    # ------------------------------------------------------------ sorting

    def _on_heading(self, column: int) -> None:
        name = COLUMNS[column][0]
        if name in SORTS:
            query = self._listed.query
            falling = not query.down if query.sort == name else name in FALLING
            self._listed.order(name, falling)
        else:
            self._show_order()

    def _show_order(self) -> None:
        query = self._listed.query
        names = [name for name, _words in COLUMNS]
        at = names.index(query.sort) if query.sort in names else -1
        way = Qt.SortOrder.DescendingOrder if query.down else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(at, way)

    # ------------------------------------------------------------ widths

    def recall_widths(self, kept: str) -> None:
        """Take the widths that the person gave the columns, in thousandths of the table."""
        self._own_widths = kept
        self._fit_columns()

    def _fit_columns(self) -> None:
        shares = self._shares()
        room = self.viewport().width()
        self._fitting = True
        whole = sum(shares)
        for at, share in enumerate(shares):
            self.setColumnWidth(at, round(room * share / whole))
        self._fitting = False

    def _shares(self) -> list[int]:
        usual = [_SHARES[name] for name, _words in COLUMNS]
        try:
            kept = [int(part) for part in self._own_widths.split(" ")]
        except ValueError:
            return usual
        return kept if len(kept) == len(usual) and min(kept) > 0 else usual

    def _on_resized(self, _column: int, _old: int, _new: int) -> None:
        if self._fitting or not self.isVisible():
            return
        widths = [max(1, self.columnWidth(at)) for at in range(len(COLUMNS))]
        whole = sum(widths)
        self._own_widths = " ".join(str(max(1, width * 1000 // whole)) for width in widths)
        self.widths_changed.emit(self._own_widths)
        self._rest.start()  # the others share what is left

    @override
    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit_columns()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(600), look.px(400))
