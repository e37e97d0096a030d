"""The library: the list of stories beside the open story, or the way to the first one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.pages import side_panel, story_room
from ui.pages.list_pane import ListPane
from ui.theme.look import look
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Listing
    from ui.pages.story_pane import StoryPane
    from ui.viewmodels.shelf import Shelf

_BOTH = 820
_LIST = 352
_LIST_NARROW = 312
_WIDE = 1400


class LibraryPage(Speaking, QWidget):
    """List and story side by side; where it is narrow, one at a time."""

    new_wanted = Signal()
    take_wanted = Signal()
    practice_wanted = Signal()
    pane_built = Signal()

    def __init__(self, shelf: "Shelf") -> None:
        super().__init__()
        self._shelf = shelf
        self._stack = QStackedLayout(self)
        self._both = QWidget()
        layout = QHBoxLayout(self._both)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.list_pane = ListPane(shelf)
        layout.addWidget(self.list_pane)
        self._edge = QFrame()
        self._edge.setProperty("role", "vline")
        layout.addWidget(self._edge)
        self._right = QVBoxLayout()
        self._right.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._right, 1)
        self._row = layout
        self._paper = QWidget()
        self._paper.setProperty("role", "page")
        self._paper.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._right.addWidget(self._paper)
        self._pane: StoryPane | None = None
        self._showing_list = True
        self._gave_way = False
        """Whether the list makes room for the side panel that the person opened."""
        self._stack.addWidget(self._both)
        self._empty = self._empty_page()
        self._stack.addWidget(self._empty)
        self.list_pane.chosen.connect(shelf.open)
        self.list_pane.entered.connect(self.show_story)
        self.list_pane.new_wanted.connect(self.new_wanted)
        self.list_pane.columns_changed.connect(lambda _on: self.show_list())
        shelf.listed.connect(self._on_listed)
        shelf.warm = _load_story_pane

    @property
    def pane(self) -> "StoryPane":
        """The open story; built when it is first needed, after the list was painted."""
        if self._pane is None:
            from ui.pages.story_pane import StoryPane

            self._pane = StoryPane(self._shelf)
            self._pane.hide()
            self._right.replaceWidget(self._paper, self._pane)
            self._paper.deleteLater()
            self._pane.header.back_wanted.connect(self.show_list)
            self._pane.panel.page_changed.connect(self._on_panel)
            # shown in a turn of its own: to make it and to paint it is too much for one
            QTimer.singleShot(0, self, self._fit)
            self.pane_built.emit()
        return self._pane

    def _empty_page(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(look.px(40), look.px(40), look.px(40), look.px(60))
        layout.setSpacing(look.px(14))
        title, words = plain_label("title", wraps=True), plain_label("prompt", wraps=True)
        self.empty_new = button("primary", "plus", "on_accent")
        self.empty_take = button("secondary", "package-open")
        self.empty_practise = button("secondary", "sprout")
        self.empty_new.clicked.connect(self.new_wanted)
        self.empty_take.clicked.connect(self.take_wanted)
        self.empty_practise.clicked.connect(self.practice_wanted)
        ways = QWidget()
        row = FlowLayout(ways, look.px(10), centred=True)
        for made in (self.empty_new, self.empty_take, self.empty_practise):
            row.addWidget(made)
        layout.addStretch(2)
        for label in (title, words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        layout.addSpacing(look.px(8))
        layout.addWidget(ways)
        layout.addStretch(3)

        def say() -> None:
            title.setText(_("Your stories will be here"))
            words.setText(
                _("A story tells what partners shared, what it took, and what came of it.")
            )
            self.empty_new.setText(_("New story"))
            self.empty_take.setText(_("Take in a bundle"))
            self.empty_practise.setText(_("Practise on sample stories"))

        self.say(say)
        return page

    # ------------------------------------------------------------ what it shows

    def _on_listed(self, listing: "Listing") -> None:
        narrowed = self._shelf.narrowed
        empty = not listing.total and not narrowed and not self._shelf.editor.case_id
        self._stack.setCurrentWidget(self._empty if empty else self._both)

    def show_list(self) -> None:
        """Show the list where only one of both has room."""
        self._showing_list, self._gave_way = True, False
        self._fit()
        self.list_pane.list.setFocus()

    def show_story(self) -> None:
        """Show the story where only one of both has room."""
        self._showing_list = False
        self._fit()

    def _on_panel(self, name: str) -> None:
        # to read beside what one writes is worth more than the list
        self._gave_way = bool(name)
        if self._gave_way:
            self._showing_list = False
        self._fit()

    def _makes_room(self) -> bool:
        if not self._gave_way:
            return False
        least = look.px(side_panel.WIDTH + story_room.BESIDE)
        return least <= self.width() < least + look.px(_LIST_NARROW)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mark_misspelt(self, on: bool) -> None:
        """Mark misspelt words in the open story, or none."""
        if self._pane is not None:
            self._pane.spelling.switch(on)

    def around(self) -> tuple[QWidget, ...]:
        """The parts that focus mode hides."""
        story = self._pane.around() if self._pane is not None else ()
        return (self.list_pane, self._edge, *story)

    def _fit(self) -> None:
        if self._pane is not None and self._pane.text.focus.on:
            return
        # columns take the whole width: the story stands behind them
        both = self.width() >= look.px(_BOTH) and not self.list_pane.in_columns
        both = both and not self._makes_room()
        self.list_pane.setVisible(both or self._showing_list)
        # what is hidden would keep its share of the room
        alone = not both and self._showing_list
        self._row.setStretchFactor(self._right, 0 if alone else 1)
        self._edge.setVisible(both)
        story = self._pane or self._paper
        story.setVisible(both or not self._showing_list)
        if both:
            wide = self.width() >= look.px(_WIDE)
            self.list_pane.setFixedWidth(look.px(_LIST if wide else _LIST_NARROW))
        else:
            self.list_pane.setMinimumWidth(0)
            self.list_pane.setMaximumWidth(16_777_215)
        if self._pane is not None:
            self._pane.header.back.setVisible(not both)


def _load_story_pane() -> None:
    """Load what the open story is made of: nothing is made of it yet."""
    import ui.pages.story_pane  # noqa: F401
