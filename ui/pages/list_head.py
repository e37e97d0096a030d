"""The head of the list: which view is shown, the search line, and how the list is shaped."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop import i18n
from ssc_desktop.i18n import _, digits
from ssc_desktop.services.asking import FALLING, NOTHING, RELEVANCE, SORTS
from ui.overriding import override
from ui.theme.icons import icon
from ui.theme.look import look
from ui.viewmodels.views import STANDING, stories_in
from ui.widgets.flow import FlowLayout
from ui.widgets.line import Line
from ui.widgets.speaking import Speaking, button, icon_button, named, plain_tip, role

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Listing
    from ui.viewmodels.shelf import Shelf

_CHIPS = ("all", "draft", "in_review", "published", "needs_you")
_MOST_CHIPS = 6
"""Conditions shown as chips; the rest is told by a number."""


class ListHead(Speaking, QWidget):
    """What stands over the stories."""

    new_wanted = Signal()
    down_wanted = Signal()
    """The person goes from the search line into the list."""
    go_wanted = Signal()
    """The person wants the first story that was found."""
    columns_wanted = Signal(bool)
    needs_you_wanted = Signal()
    """What needs the person is to be looked at, one by one."""

    def __init__(self, shelf: "Shelf") -> None:
        super().__init__()
        self._shelf = shelf
        self._listed = shelf.list
        self._counts: tuple[int, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(10))
        layout.addLayout(self._heading())
        layout.addLayout(self._tools())
        layout.addWidget(self._chips())
        self.settle = button("link", "arrow-right", "accent")
        self.settle.clicked.connect(self.needs_you_wanted)
        layout.addWidget(self.settle)
        layout.addWidget(self._held())
        self.say(self._say_words)
        self._listed.asked.connect(self._show_question)
        shelf.views.changed.connect(self._show_question)
        shelf.views.counted.connect(self._keep_counts)
        self._show_question()

    # ------------------------------------------------------------ its parts

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.view = button("view", "chevron-down", "muted")
        self.view.clicked.connect(self.show_views)
        self.new = button("primary", "plus", "on_accent")
        self.new.clicked.connect(self.new_wanted)
        row.addWidget(self.view)
        row.addStretch(1)
        row.addWidget(self.new)
        return row

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look.px(2))
        self.search = Line(undoes=True)
        self.search.setObjectName("search")
        self.search.setProperty("role", "search")
        self.search.setClearButtonEnabled(True)
        leading = Line.ActionPosition.LeadingPosition
        self.search.addAction(icon("search", "muted"), leading).setEnabled(False)
        self.search.textChanged.connect(self._listed.search)
        self.search.installEventFilter(self)
        self.filter = icon_button("list-filter", "text", 17)
        self.filter.setObjectName("filter")
        self.filter.clicked.connect(self.show_filter)
        self.sort = icon_button("arrow-down-up", "text", 17)
        self.sort.setObjectName("sort")
        self.sort.clicked.connect(self.show_sorts)
        self.columns = icon_button("table-2", "text", 17)
        self.columns.setObjectName("columns")
        self.columns.setCheckable(True)
        self.columns.clicked.connect(lambda: self.columns_wanted.emit(self.columns.isChecked()))
        row.addWidget(self.search, 1)
        row.addSpacing(look.px(4))
        for made in (self.filter, self.sort, self.columns):
            row.addWidget(made)
        return row

    def _chips(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, look.px(4))
        self._group = QButtonGroup(self)
        self.filters: dict[str, QPushButton] = {}
        for standing in STANDING:
            if standing.name not in _CHIPS:
                continue
            chip = button("pill")
            chip.setCheckable(True)
            chip.clicked.connect(
                lambda _on=False, name=standing.name: self._shelf.views.show_standing(name)
            )
            self._group.addButton(chip)
            flow.addWidget(chip)
            self.filters["" if standing.name == "all" else standing.name] = chip
        self.filters["needs_you"].hide()
        return holder

    def _held(self) -> QWidget:
        self._conditions = QWidget()
        self._flow = FlowLayout(self._conditions, look.px(6))
        self.held: list[QPushButton] = []
        self._conditions.hide()
        return self._conditions

    # ------------------------------------------------------------ words

    def _say_words(self) -> None:
        _icon_behind(self.view)
        self.new.setAccessibleName(_("New story"))
        self.new.setToolTip(_("Begin a story (Ctrl+N)"))
        self.search.setPlaceholderText(_("Search all text…"))
        self.search.setAccessibleName(_("Search all text"))
        self.search.setToolTip(
            _("Search all stories (Ctrl+Shift+F). “Words together”, -without, title:word")
        )
        named(self.filter, _("Narrow the list"), "Ctrl+Shift+N")
        named(self.sort, _("Sort the list"))
        self.settle.setText(_("Settle them one by one"))
        named(self.columns, _("Show the stories in columns"), "Ctrl+Shift+C")
        self.show_counts(self._shelf.listing)
        self._show_question()

    def show_counts(self, listing: "Listing | None") -> None:
        """Say on the chips how many stories there are of each."""
        for standing in STANDING:
            key = "" if standing.name == "all" else standing.name
            if key not in self.filters:
                continue
            n = stories_in(standing, listing)
            words = _(standing.words)
            chip = self.filters[key]
            chip.setText(f"{words}  {digits(n)}" if n and key else words)
            if key == "needs_you":
                chip.setVisible(bool(n) or chip.isChecked())
            chip.updateGeometry()

    def _show_question(self) -> None:
        listed = self._listed
        name = self._shelf.views.now
        plain = not listed.text and listed.conditions == NOTHING
        self.view.setText(_("Case stories") if plain or not name else name)
        self.view.setAccessibleName(_("View: {name}").format(name=self.view.text()))
        self.view.setToolTip(_("Choose or keep a view of the list"))
        self._group.setExclusive(False)
        for standing in STANDING:
            key = "" if standing.name == "all" else standing.name
            if key in self.filters:
                self.filters[key].setChecked(standing.conditions == listed.conditions)
        self._group.setExclusive(True)
        self.settle.setVisible(self.filters["needs_you"].isChecked())
        if self.search.text() != listed.text:
            self.search.blockSignals(True)
            self.search.setText(listed.text)
            self.search.blockSignals(False)
        self._fit_heading()
        role(self.filter, "icon" if listed.conditions == NOTHING else "icon-on")
        usual = listed.query.sort in {"changed", RELEVANCE} and listed.query.down
        role(self.sort, "icon" if usual else "icon-on")
        self._show_held()

    def _fit_heading(self) -> None:
        # beside the long name of a view, the plus stands without words
        self.new.setText(_("New story"))
        margins = self.contentsMargins()
        inside = self.width() - margins.left() - margins.right()
        room = inside - self.view.sizeHint().width() - look.px(8)
        if self.new.sizeHint().width() > room:
            self.new.setText("")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_heading()

    def _show_held(self) -> None:
        from ui.viewmodels import narrowing

        now = self._listed.conditions
        chips = any(one.conditions == now for one in STANDING if one.name in _CHIPS)
        holding = [] if chips or now == NOTHING else narrowing.held(now)
        for old in self.held:
            old.hide()
            old.deleteLater()
        while self._flow.count():
            self._flow.takeAt(0)
        self.held = []
        for one in holding[:_MOST_CHIPS]:
            chip = button("held", "x", "on_soft")
            chip.setIconSize(QSize(look.px(13), look.px(13)))
            _icon_behind(chip)
            chip.setText(_cut(one.label))
            said = _("Take back: {condition}").format(condition=one.label)
            chip.setAccessibleName(said)
            chip.setToolTip(plain_tip(said))
            chip.clicked.connect(lambda _on=False, left=one.without: self._listed.narrow(left))
            self._add_held(chip)
        if holding:
            clear = button("plain")
            more = len(holding) - _MOST_CHIPS
            clear.setText(_("Clear all") if more <= 0 else _("{n} more, clear").format(n=more))
            clear.clicked.connect(lambda: self._listed.narrow(NOTHING))
            self._add_held(clear)
        self._conditions.setVisible(bool(holding))

    def _add_held(self, chip: QPushButton) -> None:
        self._flow.addWidget(chip)
        chip.show()
        self.held.append(chip)

    # ------------------------------------------------------------ menus

    def show_filter(self) -> None:
        """Open the window with conditions."""
        from ui.pages.filter_finder import FilterFinder

        FilterFinder(self._shelf, self.window()).open_under(self.filter)

    def show_sorts(self) -> None:
        """Drop the menu of orders."""
        from ui.viewmodels.narrowing import SORT_WORDS

        query = self._listed.query
        menu = QMenu(self)
        group = QActionGroup(menu)
        searching = bool(self._listed.text.strip())
        for name in (RELEVANCE, *SORTS) if searching else SORTS:
            act = menu.addAction(_(SORT_WORDS[name]))
            act.setCheckable(True)
            act.setChecked(query.sort == name)
            group.addAction(act)
            falling = name in FALLING
            act.triggered.connect(
                lambda _on=False, one=name, down=falling: self._listed.order(one, down)
            )
        if query.sort != RELEVANCE:
            menu.addSeparator()
            turned = menu.addAction(_("The other way round"))
            turned.setCheckable(True)
            turned.setChecked(query.down != (query.sort in FALLING))
            turned.triggered.connect(lambda: self._listed.order(query.sort, not query.down))
        _drop(menu, self.sort)

    def _keep_counts(self, counts: tuple[int, ...]) -> None:
        self._counts = counts

    def show_views(self) -> None:
        """Drop the menu of views: those always there, those named, and naming this one."""
        views = self._shelf.views
        views.count()
        menu = QMenu(self)
        for standing in STANDING:
            n = stories_in(standing, self._shelf.listing)
            act = menu.addAction(_counted(_(standing.words), n))
            act.setCheckable(True)
            shown = standing.conditions == self._listed.conditions and not self._listed.text
            act.setChecked(shown)
            act.triggered.connect(lambda _on=False, name=standing.name: views.show_standing(name))
        if views.views:
            menu.addSeparator()
        for at, view in enumerate(views.views):
            known = len(self._counts) == len(views.views)
            act = menu.addAction(_counted(view.name, self._counts[at] if known else None))
            act.setCheckable(True)
            act.setChecked(at == views.at_now)
            act.triggered.connect(lambda _on=False, one=at: views.show(one))
        menu.addSeparator()
        self._add_naming(menu)
        _drop(menu, self.view)

    def _add_naming(self, menu: QMenu) -> None:
        views = self._shelf.views
        at = views.at_now
        keep = menu.addAction(icon("save", "muted"), _("Keep this view…"))
        keep.setEnabled(self._listed.narrowed)
        keep.triggered.connect(self.keep_view)
        if at >= 0:
            rename = menu.addAction(icon("pencil", "muted"), _("Rename this view…"))
            rename.triggered.connect(lambda: self._rename(at))
            remove = menu.addAction(icon("trash-2", "muted"), _("Remove this view"))
            remove.triggered.connect(lambda: views.remove(at))

    def keep_view(self) -> None:
        """Ask for a name for what is listed now."""
        from ui.widgets.name_popup import ask_name

        ask_name(self.view, _("Name of this view"), self._shelf.views.name_now)

    def _rename(self, at: int) -> None:
        from ui.widgets.name_popup import ask_name

        views = self._shelf.views
        name = views.views[at].name
        ask_name(
            self.view, _("New name of this view"), lambda said: views.rename(at, said), text=name
        )

    # ------------------------------------------------------------ keys

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._pressed(event)
            escape = event.key() == Qt.Key.Key_Escape and bool(self.search.text())
            if event.type() == QEvent.Type.ShortcutOverride and escape:
                event.accept()  # it clears the words before it leads back to the list
                return True
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return True
        if event.key() == Qt.Key.Key_Down:
            self.down_wanted.emit()
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.search.text().strip():
            self.go_wanted.emit()
            return True
        return False


def _icon_behind(made: QPushButton) -> None:
    """The picture of a button stands behind its words, whichever way these run."""
    mirrored = i18n.is_right_to_left(i18n.language())
    way = Qt.LayoutDirection
    made.setLayoutDirection(way.LeftToRight if mirrored else way.RightToLeft)


def _cut(label: str) -> str:
    return label if len(label) <= 30 else label[:29].rstrip() + "…"


def _counted(words: str, n: int | None) -> str:
    return words if n is None else _("{name}  ({n})").format(name=words, n=n)


def _drop(menu: QMenu, owner: QWidget) -> None:
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(owner.mapToGlobal(QPoint(0, owner.height() + 2)))
