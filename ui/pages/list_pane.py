"""The list of stories: its head, cards or columns, what is selected, and what is said of none."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.i18n import _, ngettext
from ssc_desktop.services.asking import NOTHING
from ui.overriding import override
from ui.pages.list_head import ListHead
from ui.theme.look import look
from ui.viewmodels.story_list import ID
from ui.widgets.speaking import Speaking, button, plain_label
from ui.widgets.story_card import StoryCard

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Listing
    from ui.viewmodels.shelf import Shelf
    from ui.widgets.bulk_bar import BulkBar
    from ui.widgets.story_table import StoryTable

_WIDTH = 352
_AT_ONCE = 1_000
_KEPT_SELECTED = 2_000
"""Selections up to this many stories are kept when the list is read anew."""


class ListPane(Speaking, QWidget):
    """Where stories are found."""

    chosen = Signal(str)
    """A story to open; the list keeps the keyboard."""
    entered = Signal()
    """The person goes into the story that is chosen."""
    new_wanted = Signal()
    needs_you_wanted = Signal()
    """What needs the person is to be looked at, one by one."""
    columns_changed = Signal(bool)
    """The list is shown in columns now, or in cards again."""
    bar_built = Signal(object)
    """The BulkBar, when it is first needed."""

    def __init__(self, shelf: "Shelf") -> None:
        super().__init__()
        self._shelf = shelf
        self._marking = False
        self._new_question = False
        self._kept: tuple[Sequence[str], int] = ((), 0)
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        edge = look.px(14)
        layout.setContentsMargins(0, look.px(14), 0, 0)
        layout.setSpacing(look.px(11))
        self.head = ListHead(shelf)
        self.head.setContentsMargins(edge, 0, edge, 0)
        layout.addWidget(self.head)
        self.search, self.filters, self.new = self.head.search, self.head.filters, self.head.new
        self.cards = self._cards()
        self.table: StoryTable | None = None
        self._views = QStackedWidget()
        self._views.addWidget(self.cards)
        layout.addWidget(self._views, 1)
        layout.addWidget(self._nothing(), 1)
        self._bar: BulkBar | None = None
        self._foot = QVBoxLayout()
        layout.addLayout(self._foot)
        self.count = plain_label("small", wraps=True)
        self.count.setIndent(edge + look.px(4))
        self.count.setContentsMargins(0, 0, 0, look.px(9))
        layout.addWidget(self.count)
        self.say(self._say_words)
        self._connect()

    def _connect(self) -> None:
        shelf, head = self._shelf, self.head
        head.new_wanted.connect(self.new_wanted)
        head.needs_you_wanted.connect(self.needs_you_wanted)
        head.down_wanted.connect(self._go_down)
        head.go_wanted.connect(self._enter_first)
        head.columns_wanted.connect(self.show_columns)
        shelf.listed.connect(self._on_listed)
        shelf.story_opened.connect(self.mark_open)
        shelf.list.asked.connect(self._on_asked)
        shelf.stories.modelAboutToBeReset.connect(self._keep_place)
        shelf.stories.modelReset.connect(self._take_place)
        selection = self.cards.selectionModel()
        selection.currentChanged.connect(lambda *_: None)
        selection.selectionChanged.connect(self._on_selected)

    @property
    def list(self) -> QAbstractItemView:
        """The stories as they are shown now: cards, or columns."""
        return self.table if self.table is not None and self.in_columns else self.cards

    @property
    def in_columns(self) -> bool:
        """Whether the stories are shown in columns."""
        return self.table is not None and self._views.currentWidget() is self.table

    def _cards(self) -> QListView:
        view = QListView()
        view.setObjectName("stories")
        view.setModel(self._shelf.stories)
        self.card = StoryCard(view)
        view.setItemDelegate(self.card)
        view.setUniformItemSizes(True)
        # laying out 50,000 stories at once would hold the window up for a tenth of a second
        view.setLayoutMode(QListView.LayoutMode.Batched)
        view.setBatchSize(_AT_ONCE)
        view.setMouseTracking(True)
        view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        view.clicked.connect(self._on_clicked)
        view.activated.connect(lambda _index: self._enter())
        return view

    def _nothing(self) -> QWidget:
        self._none = QWidget()
        inside = QVBoxLayout(self._none)
        inside.setContentsMargins(look.px(24), look.px(24), look.px(24), look.px(24))
        inside.setSpacing(look.px(10))
        self.nothing = plain_label("prompt", wraps=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.clear = button("secondary", "x")
        self.clear.clicked.connect(self.clear_search)
        inside.addStretch(2)
        inside.addWidget(self.nothing)
        inside.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(3)
        self._none.hide()
        return self._none

    def _say_words(self) -> None:
        self.clear.setText(_("Show all stories"))
        self.cards.setAccessibleName(_("Stories"))
        if self._shelf.listing is not None:
            self._on_listed(self._shelf.listing)

    # ------------------------------------------------------------ what it shows

    def _on_listed(self, listing: "Listing") -> None:
        shown = self._shelf.stories.rowCount()
        self.head.show_counts(listing)
        self.count.setText(said_of(listing, shown, narrowed=self._shelf.narrowed))
        self._views.setVisible(bool(shown))
        self._none.setVisible(not shown)
        self._say_nothing()
        self._show_searched()
        self.mark_open()

    def _say_nothing(self) -> None:
        listed = self._shelf.list
        searching, narrowed = bool(listed.text.strip()), listed.conditions != NOTHING
        if searching and narrowed:
            said = _("No story has these words and fits the conditions.")
        elif searching:
            said = _("No story has these words. Press Esc to see all stories again.")
        elif narrowed:
            said = _("No story fits. Take back a condition to see more.")
        else:
            said = _("The stories of this library will be listed here.")
        self.nothing.setText(said)
        self.clear.setVisible(searching or narrowed)

    def _show_searched(self) -> None:
        text = self._shelf.list.text if self._shelf.stories.searching else ""
        if self.card.searched != text:
            taller = bool(self.card.searched) != bool(text)
            self.card.searched = text
            if self.table is not None:
                self.table.cells.searched = text
            if taller:
                self.cards.scheduleDelayedItemsLayout()
            self.list.viewport().update()

    def show_columns(self, on: bool) -> None:
        """Show the stories in columns, or in cards."""
        if on and self.table is None:
            from ui.widgets.story_table import StoryTable

            self.table = StoryTable(self._shelf.list)
            self.table.setSelectionModel(self.cards.selectionModel())
            self.table.activated.connect(lambda _index: self._enter())
            self.table.doubleClicked.connect(lambda _index: self._enter())
            self._views.addWidget(self.table)
        self.head.columns.setChecked(on)
        if on == self.in_columns:
            return
        had_keys = self.list.hasFocus()
        shown = self.table if on and self.table is not None else self.cards
        self._views.setCurrentWidget(shown)
        if had_keys:
            shown.setFocus()
        current = self.cards.selectionModel().currentIndex()
        if current.isValid():
            shown.scrollTo(current)
        self._show_searched()
        self.columns_changed.emit(on)

    # ------------------------------------------------------------ what is selected

    @property
    def selected(self) -> Sequence[str]:
        """The ids of the stories that are selected, in the order of the list."""
        stories = self._shelf.stories
        rows: set[int] = set()
        for top, bottom in self._selected_parts():
            rows.update(range(top, bottom + 1))
        return [stories.id_at(row) for row in sorted(rows)]

    def mark_open(self) -> None:
        """Mark the story that is open, without opening it again."""
        if self._selected_rows() > 1:
            return
        row = self._shelf.stories.row_of(self._shelf.wanted_id or self._shelf.editor.case_id)
        selection = self.cards.selectionModel()
        if row < 0:
            selection.clear()
            return
        index = self._shelf.stories.index(row, 0)
        if selection.currentIndex().row() != row or not selection.isSelected(index):
            self._marking = True
            flags = (
                QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows
            )
            selection.setCurrentIndex(index, flags)
            self._marking = False
            self.list.scrollTo(index)

    def _selected_rows(self) -> int:
        return sum(bottom - top + 1 for top, bottom in self._selected_parts())

    def _selected_parts(self) -> Sequence[tuple[int, int]]:
        """The first and last rows of what is selected; one range where all is."""
        chosen = self.cards.selectionModel().selection()
        return [(chosen.at(at).top(), chosen.at(at).bottom()) for at in range(chosen.count())]

    def _on_selected(self, _now: QItemSelection, _before: QItemSelection) -> None:
        n = self._selected_rows()
        if n > 1 or self._bar is not None:
            self.bar.show_selected(n, self._left_out(n))
        if self._marking or n != 1 or self.in_columns:
            return
        current = self.cards.selectionModel().currentIndex()
        case_id = str(current.data(ID) or "") if current.isValid() else ""
        if case_id and case_id != self._shelf.wanted_id:
            self._shelf.list.hold()
            self.chosen.emit(case_id)

    def _left_out(self, selected: int) -> int:
        """How many stories there are, where all that are known are selected and more follow."""
        stories, listing = self._shelf.stories, self._shelf.listing
        more = stories.goes_on and selected == stories.rowCount() and listing is not None
        return listing.total if more and listing is not None else 0

    def select_whole(self) -> None:
        """Select every story that fits, also those that were not scrolled to yet."""
        self._shelf.list.know_whole(self.cards.selectAll)

    def select_one(self) -> None:
        """Let go of all selected stories but the one that is open."""
        self.cards.selectionModel().clearSelection()
        self.mark_open()

    @property
    def bar(self) -> "BulkBar":
        """What can be done with several stories; made when it is first needed."""
        if self._bar is None:
            from ui.widgets.bulk_bar import BulkBar

            self._bar = BulkBar()
            self._bar.clear_wanted.connect(self.select_one)
            self._bar.all_wanted.connect(self.select_whole)
            self._foot.addWidget(self._bar)
            self.bar_built.emit(self._bar)
        return self._bar

    def _keep_place(self) -> None:
        few = self._selected_rows() <= _KEPT_SELECTED
        self._kept = (self.selected if few else (), self.list.verticalScrollBar().value())

    def _take_place(self) -> None:
        ids, at = self._kept
        if self._new_question:
            self._new_question = False
            return
        stories = self._shelf.stories
        rows = [stories.row_of(one) for one in ids]
        picked = QItemSelection()
        for row in (row for row in rows if row >= 0):
            picked.select(stories.index(row, 0), stories.index(row, stories.columnCount() - 1))
        self._marking = True
        self.cards.selectionModel().select(picked, QItemSelectionModel.SelectionFlag.Select)
        self._marking = False
        self._scroll_to(at)

    def _scroll_to(self, at: int) -> None:
        """Scroll there as soon as so much of the list is laid out."""
        bar = self.list.verticalScrollBar()
        bar.setValue(at)
        if bar.value() == at:
            return

        def on_range(_least: int, most: int) -> None:
            if most >= at:
                bar.rangeChanged.disconnect(on_range)
                bar.setValue(at)

        bar.rangeChanged.connect(on_range)

    def _on_asked(self) -> None:
        self._new_question = True
        if self._selected_rows() > 1:
            self.select_one()

    # ------------------------------------------------------------ going

    def _on_clicked(self, _index: QModelIndex) -> None:
        if self._selected_rows() == 1:
            self.entered.emit()

    def _enter(self) -> None:
        current = self.cards.selectionModel().currentIndex()
        case_id = str(current.data(ID) or "") if current.isValid() else ""
        if case_id:
            self.chosen.emit(case_id)
            self.entered.emit()

    def _go_down(self) -> None:
        self.list.setFocus()
        if not self.cards.selectionModel().hasSelection():
            self._stand_on_first()

    def _stand_on_first(self) -> None:
        first = self._shelf.stories.index(0, 0)
        if first.isValid():
            flags = (
                QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows
            )
            self.cards.selectionModel().setCurrentIndex(first, flags)

    def _enter_first(self) -> None:
        if not self.cards.selectionModel().hasSelection():
            self._stand_on_first()
        self._enter()

    def clear_search(self) -> None:
        """Show all stories again."""
        listed = self._shelf.list
        listed.ask("", NOTHING, listed.sort, listed.falling)

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(_WIDTH), look.px(400))


def said_of(listing: "Listing", shown: int, *, narrowed: bool) -> str:
    """The line under the list: how many there are, and how many of them fit."""
    total = listing.total
    if not listing.counted:
        return ngettext("{n} story shown", "{n} stories shown", shown).format(n=shown)
    if listing.cut:
        return _("The {n} newest stories with these words").format(n=total)
    whole = sum(listing.counts.values())
    if narrowed and total < whole:
        return _("{n} of {total} stories").format(n=total, total=whole)
    return ngettext("{n} story", "{n} stories", total).format(n=total)
