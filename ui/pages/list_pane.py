"""The list of stories: search, filters, cards, and what to do where there are none."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.i18n import N_, _, ngettext
from ssc_desktop.services.asking import Conditions
from ui.overriding import override
from ui.theme.icons import icon
from ui.theme.look import look
from ui.viewmodels.story_list import ID
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import Speaking, button, plain_label
from ui.widgets.story_card import StoryCard

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Listing
    from ui.viewmodels.shelf import Shelf

_FILTERS = (
    ("", N_("All")),
    ("draft", N_("Drafts")),
    ("in_review", N_("In review")),
    ("published", N_("Published")),
)
_WIDTH = 352


class ListPane(Speaking, QWidget):
    """Where stories are found."""

    chosen = Signal(str)
    """A story to open; the list keeps the keyboard."""
    entered = Signal()
    """The person goes into the story that is chosen."""
    new_wanted = Signal()

    def __init__(self, shelf: "Shelf") -> None:
        super().__init__()
        self._shelf = shelf
        self._marking = False
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        edge = look.px(14)
        layout.setContentsMargins(0, look.px(14), 0, 0)
        layout.setSpacing(look.px(11))
        top = QVBoxLayout()
        top.setContentsMargins(edge, 0, edge, 0)
        top.setSpacing(look.px(11))
        top.addLayout(self._heading())
        top.addWidget(self._search_line())
        top.addWidget(self._filter_chips())
        layout.addLayout(top)
        self.list = self._list_view()
        layout.addWidget(self.list, 1)
        self.nothing = plain_label("prompt", wraps=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setMargin(look.px(24))
        self.nothing.hide()
        layout.addWidget(self.nothing, 1)
        self.count = plain_label("small")
        self.count.setIndent(edge + look.px(4))
        self.count.setContentsMargins(0, 0, 0, look.px(9))
        layout.addWidget(self.count)
        self.say(self._say_words)
        shelf.listed.connect(self._on_listed)
        shelf.story_opened.connect(self.mark_open)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._title = plain_label("heading")
        self.new = button("primary", "plus", "on_accent")
        self.new.clicked.connect(self.new_wanted)
        row.addWidget(self._title, 1)
        row.addWidget(self.new)
        return row

    def _search_line(self) -> QLineEdit:
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setProperty("role", "search")
        self.search.setClearButtonEnabled(True)
        action = self.search.addAction(
            icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        action.setEnabled(False)
        self.search.textChanged.connect(self._shelf.list.search)
        self.search.installEventFilter(self)
        return self.search

    def _filter_chips(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, look.px(6))
        group = QButtonGroup(self)
        self.filters: dict[str, QPushButton] = {}
        for status, _words in _FILTERS:
            chip = button("pill")
            chip.setCheckable(True)
            chip.setChecked(not status)
            chip.clicked.connect(lambda _on=False, one=status: self._narrow(one))
            group.addButton(chip)
            flow.addWidget(chip)
            self.filters[status] = chip
        return holder

    def _list_view(self) -> QListView:
        view = QListView()
        view.setObjectName("stories")
        view.setModel(self._shelf.stories)
        self.card = StoryCard(view)
        view.setItemDelegate(self.card)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        view.selectionModel().currentChanged.connect(self._on_current)
        view.clicked.connect(lambda _index: self.entered.emit())
        view.activated.connect(lambda _index: self.entered.emit())
        return view

    def _say_words(self) -> None:
        self._title.setText(_("Case stories"))
        self.new.setText(_("New story"))
        self.new.setToolTip(_("Begin a story (Ctrl+N)"))
        self.search.setPlaceholderText(_("Search all text…"))
        self.search.setAccessibleName(_("Search all text"))
        self.search.setToolTip(_("Search all stories (Ctrl+F)"))
        self.list.setAccessibleName(_("Stories"))
        for status, words in _FILTERS:
            self.filters[status].setText(_(words))
        if self._shelf.listing is not None:
            self._on_listed(self._shelf.listing)

    # ------------------------------------------------------------ what it shows

    def _on_listed(self, listing: "Listing") -> None:
        shown, total = self._shelf.stories.rowCount(), listing.total
        if shown < total:
            said = _("{shown} of {total} stories shown").format(shown=shown, total=total)
        else:
            said = ngettext("{n} story shown", "{n} stories shown", total).format(n=total)
        self.count.setText(said)
        self.list.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        if self._shelf.list.text:
            self.nothing.setText(_("No story has these words. Press Esc to see all stories again."))
        elif self._shelf.narrowed:
            self.nothing.setText(_("No story has this status now."))
        else:
            self.nothing.setText(_("The stories of this library will be listed here."))
        self.mark_open()

    def mark_open(self) -> None:
        """Mark the story that is open, without opening it again."""
        row = self._shelf.stories.row_of(self._shelf.wanted_id or self._shelf.editor.case_id)
        selection = self.list.selectionModel()
        if row < 0:
            selection.clear()
            return
        index = self._shelf.stories.index(row, 0)
        if selection.currentIndex() != index or not selection.isSelected(index):
            self._marking = True
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            selection.setCurrentIndex(index, flags)
            self._marking = False
            self.list.scrollTo(index)

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        case_id = index.data(ID) if index.isValid() else None
        if case_id and not self._marking and case_id != self._shelf.wanted_id:
            self.chosen.emit(str(case_id))

    def clear_search(self) -> None:
        """Show all stories again."""
        self.search.clear()
        self.filters[""].setChecked(True)
        self._narrow("")

    def _narrow(self, status: str) -> None:
        self._shelf.list.narrow(Conditions(status=(status,) if status else ()))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            return isinstance(event, QKeyEvent) and self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.clear_search()
            return True
        if event.key() == Qt.Key.Key_Down:
            self.list.setFocus()
            return True
        return False

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.px(_WIDTH), look.px(400))
