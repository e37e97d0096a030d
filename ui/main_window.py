"""The main window: the rail, the pages, the commands, and what they lead to."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.errors import SscError
from ssc_desktop.i18n import N_, _
from ssc_desktop.services.answers import Listing, Taken
from ssc_desktop.settings import Settings
from ui.commands import STORY_MENU, WORD_MENU, Commands
from ui.errands import Errands, show_file
from ui.overriding import override
from ui.pages.library_page import LibraryPage
from ui.theme.look import look
from ui.viewmodels.coming import Coming, together
from ui.viewmodels.notice import Notice
from ui.viewmodels.shelf import Shelf
from ui.widgets.dropping import bundles_in
from ui.widgets.footer import Footer
from ui.widgets.rail import Rail
from ui.widgets.speaking import Speaking
from ui.widgets.tab_order import step
from ui.widgets.toast import Toast

_PLACES = (
    ("library", "library", N_("Library")),
    ("bundles", "package", N_("Bundles")),
    ("bin", "trash-2", N_("Trash")),
    ("menu", "list", N_("Menu")),
    ("settings", "settings", N_("Settings")),
)
_SECTIONS = 9


class MainWindow(Speaking, QMainWindow):
    """One library."""

    settings_changed = Signal(object)

    def __init__(self, shelf: Shelf, preferences: Settings, library: Path) -> None:
        super().__init__()
        self.shelf = shelf
        self.errands = Errands(self, shelf, preferences)
        self._library = library
        self._pages: dict[str, QWidget] = {}
        self._closing = False
        self.setObjectName("main")
        self.setAcceptDrops(True)
        self._build()
        self.commands = Commands(self, self._acts())
        self.commands.enable_story(False)
        for at in range(_SECTIONS):
            keys = QShortcut(f"Alt+{at + 1}", self)
            keys.activated.connect(partial(self._go_to_section, at))
        QShortcut("Esc", self).activated.connect(self._escape)
        self._connect()
        self.say(self._say_words)
        self.setMinimumSize(look.px(480), look.px(360))
        self.library_page.list_pane.list.setFocus()

    def _build(self) -> None:
        middle = QWidget()
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self.rail = Rail()
        for name, picture, _words in _PLACES:
            at_foot = name in {"menu", "settings"}
            self.rail.add(name, picture, at_foot=at_foot, checkable=name != "menu")
        self.rail.mark("library")
        self.stack = QStackedWidget()
        across.addWidget(self.rail)
        across.addWidget(self.stack, 1)
        down = QVBoxLayout(middle)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(across, 1)
        self.footer = Footer(self.shelf.autosave)
        down.addWidget(self.footer)
        self.setCentralWidget(middle)
        self.library_page = LibraryPage(self.shelf)
        self._pages["library"] = self.library_page
        self.stack.addWidget(self.library_page)
        self.toast = Toast(middle)

    def _acts(self) -> dict[str, Callable[[], object]]:
        editor, errands = self.shelf.editor, self.errands
        return {
            "new": self._new_story,
            "search": self._search,
            "save": self._save,
            "undo": editor.undo,
            "redo": editor.redo,
            "answer": partial(self._in_story, "answer_otherwise"),
            "next_gap": partial(self._in_story, "go_to_next_gap"),
            "next_section": partial(self._in_story, "go_to_next_section"),
            "panel": partial(self._in_story, "toggle_panel"),
            "word_overview": partial(errands.word, "overview"),
            "word_story": partial(errands.word, "story"),
            "bundle": errands.bundle_story,
            "bundle_all": errands.bundle_all,
            "trash": self._put_into_trash,
            "take": errands.take_in,
            "library": partial(self.go_to, "library"),
            "bundles": partial(self.go_to, "bundles"),
            "bin": partial(self.go_to, "bin"),
            "settings": partial(self.go_to, "settings"),
            "panes": self._next_pane,
            "quit": self.close,
        }

    def _connect(self) -> None:
        shelf, errands = self.shelf, self.errands
        self.rail.chosen.connect(self._on_rail)
        self.library_page.new_wanted.connect(self._new_story)
        self.library_page.take_wanted.connect(errands.take_in)
        self.library_page.pane_built.connect(self._on_pane)
        self.footer.bundles_wanted.connect(partial(self.go_to, "bundles"))
        self.footer.stop_wanted.connect(errands.sharing.stop)
        shelf.listed.connect(self._on_listed)
        shelf.told.connect(self._tell)
        shelf.refused.connect(self._refuse)
        shelf.ready.connect(lambda: self.library_page.pane)
        shelf.story_opened.connect(self._on_story)
        errands.sharing.under_way.connect(self.footer.show_work)
        errands.sharing.progressed.connect(self.footer.show_progress)
        errands.sharing.planned.connect(self._on_planned)
        errands.sharing.taken.connect(self._on_taken)

    def _on_pane(self) -> None:
        pane, errands = self.library_page.pane, self.errands
        header = pane.header
        header.word.clicked.connect(lambda: self.commands.show_menu(header.word, WORD_MENU))
        header.more.clicked.connect(lambda: self.commands.show_menu(header.more, STORY_MENU))
        header.bundle.clicked.connect(errands.bundle_story)
        pane.files_wanted.connect(errands.add_files)
        errands.keep_story_settings(pane)

    def _say_words(self) -> None:
        self.setWindowTitle(_("SSC Desktop"))
        for name, _picture, words in _PLACES:
            self.rail.buttons[name].setText(_(words))
            self.rail.buttons[name].setAccessibleName(_(words))
            self.rail.buttons[name].updateGeometry()
            keys = self.commands.keys(name)
            self.rail.buttons[name].setToolTip(f"{_(words)} ({keys})" if keys else "")
        self.commands.say_words()

    # ------------------------------------------------------------ going

    def go_to(self, name: str) -> None:
        """Show a page; it is made when it is first shown."""
        if name not in self._pages:
            self._pages[name] = self._page(name)
            self.stack.addWidget(self._pages[name])
        self.rail.mark(name)
        self.stack.setCurrentWidget(self._pages[name])

    def page(self, name: str) -> QWidget:
        """A page by its name, made where it was not yet."""
        self.go_to(name)
        return self._pages[name]

    def _page(self, name: str) -> QWidget:
        if name == "bundles":
            from ui.pages.bundles_page import BundlesPage

            bundles = BundlesPage(self.shelf)
            bundles.make_wanted.connect(self.errands.bundle_all)
            bundles.choose_wanted.connect(self.errands.take_in)
            bundles.files_dropped.connect(self.errands.sharing.plan)
            bundles.take_wanted.connect(self.errands.sharing.take)
            return bundles
        if name == "bin":
            from ui.pages.trash_page import TrashPage

            return TrashPage(self.shelf)
        from ui.pages.settings_page import SettingsPage

        page = SettingsPage(self.errands.settings, self._library)
        page.changed.connect(self._on_settings)
        page.folder_wanted.connect(lambda: show_file(self._library))
        return page

    def _on_rail(self, name: str) -> None:
        if name == "menu":
            self.commands.show_menu(self.rail.buttons["menu"])
        else:
            self.go_to(name)

    def _go_to_section(self, at: int) -> None:
        self.go_to("library")
        self.library_page.show_story()
        self.library_page.pane.go_to_section(at)

    def _in_story(self, act: str) -> None:
        if self.shelf.editor.case is not None:
            getattr(self.library_page.pane, act)()

    def _escape(self) -> None:
        self.go_to("library")
        self.library_page.show_list()

    def _search(self) -> None:
        self.go_to("library")
        self.library_page.show_list()
        self.library_page.list_pane.search.setFocus()
        self.library_page.list_pane.search.selectAll()

    def _next_pane(self) -> None:
        page = self.library_page
        stops: list[QWidget] = [page.list_pane.list]
        if self.shelf.editor.case is not None:
            stops += page.pane.stops()
        stops = [stop for stop in (*stops, self.rail.buttons["library"]) if stop.isVisible()]
        here = QApplication.focusWidget()
        at = -1
        if here is not None:
            holding = (n for n, one in enumerate(stops) if here is one or one.isAncestorOf(here))
            at = next(holding, -1)
        if stops:
            stops[(at + 1) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)

    # ------------------------------------------------------------ stories

    def _new_story(self) -> None:
        self.go_to("library")
        self.library_page.list_pane.clear_search()
        self.shelf.new_story(self._begin_writing)

    def _begin_writing(self) -> None:
        self.library_page.show_story()
        self.library_page.pane.form.reveal(("title",))

    def _put_into_trash(self) -> None:
        self.library_page.list_pane.list.setFocus()
        self.shelf.put_into_trash(self.shelf.editor.case_id)

    def _on_listed(self, listing: Listing) -> None:
        self.footer.show_unpacked(listing.unpacked)

    def _on_story(self) -> None:
        self.commands.enable_story(self.shelf.editor.case is not None)

    def _save(self) -> None:
        trouble = self.shelf.autosave.trouble()
        self.shelf.autosave.flush()
        if trouble:
            self._tell(Notice(_("The last save failed. The line at the foot says why.")))
        else:
            self._tell(Notice(_("Everything you write is saved by itself.")))

    # ------------------------------------------------------------ telling

    def _on_planned(self, coming: Coming) -> None:
        from ui.pages.bundles_page import BundlesPage

        page = self.page("bundles")
        if isinstance(page, BundlesPage):
            page.show_plan(coming)

    def _on_taken(self, taken: Sequence[Taken]) -> None:
        from ui.pages.bundles_page import BundlesPage

        page = self._pages.get("bundles")
        if isinstance(page, BundlesPage):
            page.forget_plan()
        self.go_to("library")
        said = together(taken).sentence()
        self._tell(Notice(_("Taken in: {what}").format(what=said)))

    def _tell(self, notice: Notice) -> None:
        self.toast.show_text(notice.text, notice.actions)

    def _refuse(self, error: SscError) -> None:
        self.errands.dialogs.refuse(self, error.message, error.advice)

    def _on_settings(self, chosen: Settings) -> None:
        self.errands.keep(chosen)
        self.settings_changed.emit(chosen)

    # ------------------------------------------------------------ keys, drops and the end

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self.centralWidget(), forward=forward)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt presses a button with the space bar alone; what it ignored arrives here
        pressed = QApplication.focusWidget()
        entered = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if entered and not event.modifiers() and isinstance(pressed, QAbstractButton):
            pressed.click()
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if bundles_in(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        found = bundles_in(event)
        if found:
            event.acceptProposedAction()
            self.errands.sharing.plan(found)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closing:
            self._closing = True
            writing = self.focusWidget()
            if writing is not None:
                writing.clearFocus()  # a line that says what it holds when it is left
            self.shelf.close()
            if self.shelf.autosave.rescued:
                message = _("What you wrote last could not be saved in the library.")
                self.errands.dialogs.refuse(self, message, self.shelf.autosave.whereabouts())
        super().closeEvent(event)
