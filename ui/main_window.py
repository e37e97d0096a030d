"""The main window: the rail, the pages, the commands, and what they lead to."""

import dataclasses
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop import files, settings
from ssc_desktop.errors import SscError
from ssc_desktop.i18n import N_, _
from ssc_desktop.services.answers import Listing, Made, Plan, Taken
from ssc_desktop.settings import Settings
from ui.commands import STORY_MENU, WORD_MENU, Commands
from ui.dialogs import Dialogs
from ui.overriding import override
from ui.pages.library_page import LibraryPage
from ui.theme.look import look
from ui.viewmodels.notice import Notice
from ui.viewmodels.sharing import Sharing, made_sentence
from ui.viewmodels.shelf import Shelf
from ui.widgets.footer import Footer
from ui.widgets.rail import Rail
from ui.widgets.speaking import Speaking
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
        self.sharing = Sharing(shelf, self)
        self.dialogs = Dialogs()
        self._settings = preferences
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
        editor = self.shelf.editor
        return {
            "new": self._new_story,
            "search": self._search,
            "save": self._save,
            "undo": editor.undo,
            "redo": editor.redo,
            "answer": lambda: self.library_page.pane.answer_otherwise(),
            "next_gap": lambda: self.library_page.pane.go_to_next_gap(),
            "next_section": lambda: self.library_page.pane.go_to_next_section(),
            "word_overview": partial(self._word, "overview"),
            "word_story": partial(self._word, "story"),
            "bundle": lambda: self._bundle([editor.case_id]),
            "bundle_all": lambda: self._bundle(None),
            "trash": lambda: self.shelf.put_into_trash(editor.case_id),
            "take": self._choose_bundle,
            "library": partial(self.go_to, "library"),
            "bundles": partial(self.go_to, "bundles"),
            "bin": partial(self.go_to, "bin"),
            "settings": partial(self.go_to, "settings"),
            "panes": self._next_pane,
            "quit": self.close,
        }

    def _connect(self) -> None:
        shelf, sharing = self.shelf, self.sharing
        self.rail.chosen.connect(self._on_rail)
        self.library_page.new_wanted.connect(self._new_story)
        self.library_page.take_wanted.connect(self._choose_bundle)
        self.footer.bundles_wanted.connect(partial(self.go_to, "bundles"))
        self.footer.stop_wanted.connect(sharing.stop)
        shelf.listed.connect(self._on_listed)
        shelf.told.connect(self._tell)
        shelf.refused.connect(self._refuse)
        shelf.story_opened.connect(self._on_story)
        sharing.under_way.connect(self.footer.show_work)
        sharing.progressed.connect(self.footer.show_progress)
        sharing.made.connect(self._on_made)
        sharing.planned.connect(self._on_planned)
        sharing.taken.connect(self._on_taken)

    def _say_words(self) -> None:
        self.setWindowTitle(_("SSC Desktop"))
        for name, _picture, words in _PLACES:
            self.rail.buttons[name].setText(_(words))
            self.rail.buttons[name].setAccessibleName(_(words))
            self.rail.buttons[name].updateGeometry()
        self.commands.say_words()

    # ------------------------------------------------------------ going

    def go_to(self, name: str) -> None:
        """Show a page; it is made when it is first shown."""
        if name not in self._pages:
            self._pages[name] = self._page(name)
            self.stack.addWidget(self._pages[name])
        self.rail.mark(name)
        self.stack.setCurrentWidget(self._pages[name])

    def _page(self, name: str) -> QWidget:
        if name == "bundles":
            from ui.pages.bundles_page import BundlesPage

            bundles = BundlesPage(self.shelf)
            bundles.make_wanted.connect(lambda: self._bundle(None))
            bundles.choose_wanted.connect(self._choose_bundle)
            bundles.file_dropped.connect(self.sharing.plan)
            bundles.take_wanted.connect(self.sharing.take)
            return bundles
        if name == "bin":
            from ui.pages.trash_page import TrashPage

            return TrashPage(self.shelf)
        from ui.pages.settings_page import SettingsPage

        page = SettingsPage(self._settings, self._library)
        page.changed.connect(self._on_settings)
        page.folder_wanted.connect(lambda: _open(self._library))
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

    def _search(self) -> None:
        self.go_to("library")
        self.library_page.show_list()
        self.library_page.list_pane.search.setFocus()
        self.library_page.list_pane.search.selectAll()

    def _next_pane(self) -> None:
        page = self.library_page
        stops: list[QWidget] = [page.list_pane.list, self.rail.buttons["library"]]
        if self.shelf.editor.case is not None:
            first = page.pane.sections.buttons.values()
            stops = [page.list_pane.list, next(iter(first)), page.pane.header.bundle, *stops[1:]]
        stops = [stop for stop in stops if stop.isVisible()]
        here = QApplication.focusWidget()
        at = next((n for n, stop in enumerate(stops) if stop is here), -1)
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

    def _on_listed(self, listing: Listing) -> None:
        self.footer.show_unpacked(listing.unpacked)

    def _on_story(self) -> None:
        pane = self.library_page.pane
        self.commands.enable_story(self.shelf.editor.case is not None)
        if not pane.property("connected"):
            pane.setProperty("connected", True)
            pane.header.word.clicked.connect(lambda: self._menu(pane.header.word, WORD_MENU))
            pane.header.more.clicked.connect(lambda: self._menu(pane.header.more, STORY_MENU))
            pane.header.bundle.clicked.connect(lambda: self._bundle([self.shelf.editor.case_id]))
            pane.files_wanted.connect(self._choose_files)

    def _menu(self, owner: QWidget, names: tuple[str, ...]) -> None:
        self.commands.show_menu(owner, names)

    def _save(self) -> None:
        self.shelf.autosave.flush()
        self._tell(Notice(_("Everything you write is saved by itself.")))

    def _choose_files(self) -> None:
        chosen = self.dialogs.open_files(self, _("Add files and pictures"), self._folder(), "")
        if chosen:
            self.shelf.attach(chosen)

    # ------------------------------------------------------------ out and in

    def _folder(self) -> Path:
        folder = Path(self._settings.last_folder) if self._settings.last_folder else Path.home()
        return folder if folder.is_dir() else Path.home()

    def _remember(self, folder: Path) -> None:
        self._settings = dataclasses.replace(self._settings, last_folder=str(folder))
        settings.save(self._settings)

    def _word(self, layout: str) -> None:
        case = self.shelf.editor.case
        if case is None:
            return
        title = case.short_name or case.title or _("Story")
        name = files.safe_name(str(title), "story") + ".docx"
        kind = _("Word documents (*.docx)")
        target = self.dialogs.save_as(self, _("Make a Word document"), self._folder() / name, kind)
        if target is not None:
            self._remember(target.parent)
            self.sharing.word([self.shelf.editor.case_id], layout, target)

    def _bundle(self, ids: list[str] | None) -> None:
        def choose(name: str) -> None:
            kind = _("Bundles (*.sscz)")
            target = self.dialogs.save_as(self, _("Make a bundle"), self._folder() / name, kind)
            if target is not None:
                self._remember(target.parent)
                self.sharing.bundle(ids, target)

        self.sharing.suggest(choose)

    def _choose_bundle(self) -> None:
        kind = _("Bundles (*.sscz)")
        chosen = self.dialogs.open_files(self, _("Take in a bundle"), self._folder(), kind)
        if chosen:
            self.sharing.plan(chosen[0])

    def _on_made(self, made: Made, kind: str) -> None:
        said = " ".join((made_sentence(made, kind), *made.left_out))
        show = (_("Open folder"), lambda: _open(made.path.parent))
        opens = (_("Open file"), lambda: _open(made.path))
        self._tell(Notice(said, (opens, show) if kind == "word" else (show,)))

    def _on_planned(self, plan: Plan) -> None:
        self.go_to("bundles")
        from ui.pages.bundles_page import BundlesPage

        page = self._pages["bundles"]
        if isinstance(page, BundlesPage):
            page.show_plan(plan)

    def _on_taken(self, taken: Taken) -> None:
        from ui.pages.bundles_page import BundlesPage

        page = self._pages.get("bundles")
        if isinstance(page, BundlesPage):
            page.forget_plan()
        self.go_to("library")
        self._tell(Notice(_("Taken in: {what}").format(what=taken.sentence())))

    # ------------------------------------------------------------ telling and ending

    def _tell(self, notice: Notice) -> None:
        self.toast.show_text(notice.text, notice.actions)

    def _refuse(self, error: SscError) -> None:
        self.dialogs.refuse(self, error.message, error.advice)

    def _on_settings(self, chosen: Settings) -> None:
        self._settings = dataclasses.replace(chosen, last_folder=self._settings.last_folder)
        settings.save(self._settings)
        self.settings_changed.emit(self._settings)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from ui.pages.bundles_page import bundles_in

        if bundles_in(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        from ui.pages.bundles_page import bundles_in

        for source in bundles_in(event)[:1]:
            event.acceptProposedAction()
            self.sharing.plan(source)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closing:
            self._closing = True
            self.shelf.close()
        super().closeEvent(event)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
