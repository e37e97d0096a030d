"""The main window: the rail, the pages, the commands, and what they lead to."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QWidget

from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _
from ssc_desktop.services.answers import Listing
from ssc_desktop.settings import Settings
from ui.caretaking import Caretaking
from ui.commands import STORY_MENU, TEXT, Commands
from ui.errands import Errands
from ui.overriding import override
from ui.pages.finders import Finders
from ui.pages.library_page import LibraryPage
from ui.paperwork import Paperwork
from ui.places import IN_SHARE, WITHOUT_LIBRARY, Places, example_beside, on_rail
from ui.shell import Shell
from ui.theme.sizes import next_size
from ui.viewmodels import coming
from ui.viewmodels.libraries import chosen, is_practice, teller
from ui.viewmodels.notice import Notice
from ui.viewmodels.shelf import Shelf
from ui.widgets.announcing import Announcer
from ui.widgets.dropping import collectable_in
from ui.widgets.speaking import Speaking
from ui.widgets.tab_order import step, step_panes

if TYPE_CHECKING:
    from ssc_desktop.services.gathering import Gathered
    from ui.pages.start_page import StartPage
    from ui.viewmodels.closed_work import ClosedRun, ClosedWork

_SECTIONS = 9


class MainWindow(Speaking, QMainWindow):
    """One library."""

    settings_changed = Signal(object)
    """The new Settings, after the person chose something."""
    library_wanted = Signal(object, object)
    """A folder to open, and bundles (a tuple of paths) to look at there."""
    practice_wanted = Signal()
    lock_wanted = Signal()
    """The person leaves the computer: nothing of the library may be seen."""
    closed_wanted = Signal(object)
    """A ClosedWork: what can only be done while the library is closed."""

    def __init__(self, shelf: Shelf, preferences: Settings, library: Path) -> None:
        super().__init__()
        self.shelf = shelf
        self.errands = Errands(self, shelf, preferences)
        shelf.teller = lambda: teller(self.errands.settings)
        self.practises = is_practice(library)
        """Whether this is the library to practise in."""
        self._closing = False
        self.locked_out = False
        """Whether only the start screen can be shown, because no library is open."""
        self.setObjectName("main")
        self.setAcceptDrops(True)
        self._build(library)
        self.finders = Finders(self, shelf, self.library_page, self.errands)
        self.finders.go_to_library = partial(self.go_to, "library")
        self.paperwork = Paperwork(self, shelf, self.errands)
        self.finders.document = lambda ids: self.paperwork.document(ids=ids)
        self.care = Caretaking(self, shelf, self.shell, self.places, self.errands)
        self.commands = Commands(self, self._acts())
        self.commands.enable_story(False)
        for at in range(_SECTIONS):
            keys = QShortcut(f"Alt+{at + 1}", self)
            keys.activated.connect(partial(self._go_to_section, at))
        QShortcut("Esc", self).activated.connect(self._escape)
        self._connect()
        self.announcer = Announcer(self, shelf)
        self.say(self._say_words)
        self.setMinimumSize(480, 360)
        self.finders.recall()
        self.library_page.list_pane.list.setFocus()

    def _build(self, library: Path) -> None:
        shell = self.shell = Shell(self.shelf.autosave, practises=self.practises)
        shell.home_wanted.connect(self._go_home)
        self.rail, self.stack, self.footer = shell.rail, shell.stack, shell.footer
        self.toast = shell.toast
        self.setCentralWidget(shell)
        self.library_page = LibraryPage(self.shelf)
        self.places = Places(self.stack, self.shelf, self.errands, library)
        self.places.add("library", self.library_page)
        self.places.setting_chosen.connect(
            lambda name, value: self.change_settings(**{name: value})
        )
        self.places.place_wanted.connect(self.go_to)
        self.places.library_wanted.connect(self.library_wanted)
        self.places.practice_wanted.connect(self.practice_wanted)
        self.places.lock_wanted.connect(self.lock_wanted)
        self.places.closed_wanted.connect(self.closed_wanted)

    def _acts(self) -> dict[str, Callable[[], object]]:
        editor, errands = self.shelf.editor, self.errands
        return {
            "new": self._new_story,
            "search": self._search,
            "save": self._save,
            "undo": self._undo,
            "redo": editor.redo,
            "answer": partial(self._in_story, "answer_otherwise"),
            "next_gap": partial(self._in_story, "go_to_next_gap"),
            "next_section": partial(self._in_story, "go_to_next_section"),
            "panel": partial(self._in_story, "toggle_panel"),
            "history": partial(self._in_story, "toggle_history"),
            "bundle": errands.bundle_story,
            "bundle_all": errands.bundle_all,
            "trash": self._put_into_trash,
            "take": errands.take_in,
            "take_folder": errands.take_folder,
            **{name: partial(self.go_to, name) for name in IN_SHARE},
            "library": partial(self.go_to, "library"),
            "needs_you": self.places.needs_you.go,
            "decided": self.places.needs_you.show_decided,
            "bin": partial(self.go_to, "bin"),
            "settings": partial(self.go_to, "settings"),
            "panes": self._next_pane,
            **{one.name: partial(self._in_text, one.name) for one in TEXT},
            **self.finders.acts(),
            **self.paperwork.acts(),
            **self.care.acts(),
            "start": partial(self.go_to, "start"),
            "practise": self.practice_wanted.emit,
            "larger": partial(self.step_text, 1),
            "smaller": partial(self.step_text, -1),
            "usual_size": partial(self.step_text, 0),
            "lock": self.lock_wanted.emit,
            "help": self.help,
            "quit": self.close,
        }

    def _connect(self) -> None:
        shelf, errands = self.shelf, self.errands
        self.rail.chosen.connect(self._on_rail)
        self.library_page.new_wanted.connect(self._new_story)
        self.library_page.take_wanted.connect(errands.take_in)
        self.library_page.practice_wanted.connect(self.practice_wanted)
        self.library_page.pane_built.connect(self._on_pane)
        self.footer.bundles_wanted.connect(partial(self.go_to, "bundles"))
        self.places.needs_you.counted.connect(self.rail.buttons["needs_you"].show_count)
        self.library_page.list_pane.needs_you_wanted.connect(self.places.needs_you.go)
        for work in (errands.work, shelf.intake, shelf.bulk):
            self.footer.stop_wanted.connect(work.stop)
            work.under_way.connect(self.footer.show_work)
            work.progressed.connect(self.footer.show_progress)
        shelf.listed.connect(self._on_listed)
        shelf.told.connect(self._tell)
        shelf.refused.connect(self._refuse)
        shelf.ready.connect(lambda: self.library_page.pane)
        shelf.story_opened.connect(self._on_story)
        errands.place_wanted.connect(self._go_to_place)
        errands.incoming.begun.connect(partial(self.go_to, "bundles"))
        errands.collecting.gathered.connect(self._on_gathered)

    def _on_pane(self) -> None:
        pane, errands = self.library_page.pane, self.errands
        header = pane.header
        header.word.clicked.connect(lambda _on=False: self.paperwork.document())
        header.more.clicked.connect(lambda: self.commands.show_menu(header.more, STORY_MENU))
        header.bundle.clicked.connect(errands.bundle_story)
        pane.files_wanted.connect(errands.add_files)
        pane.files.copy_wanted.connect(errands.save_copy)
        pane.files.dropped.connect(errands.incoming.look_at)
        pane.form.asking.side_by_side = self.places.needs_you.show
        example = partial(example_beside, pane.form, self.shelf.tasks)
        pane.panel.add("example", "book-open", lambda: _("Example"), example)
        from ui.pages import story_settings

        story_settings.remember(pane, errands)
        story_settings.follow(pane, self.shelf, errands)
        pane.text.focus.switched.connect(self.toast.hide)  # it told the way out
        pane.text.around = lambda: (self.rail, self.footer, *self.library_page.around())

    def _say_words(self) -> None:
        self.setWindowTitle(_("Practice – SSC Desktop") if self.practises else _("SSC Desktop"))
        self.commands.say_words()

    # ------------------------------------------------------------ going

    def go_to(self, name: str) -> None:
        """Show a page; it is made when it is first shown."""
        if self.locked_out and name not in WITHOUT_LIBRARY:
            return
        self.places.page(name)
        self.rail.mark(on_rail(name))

    def page(self, name: str) -> QWidget:
        """A page by its name, made where it was not yet, and shown."""
        self.go_to(name)
        return self.places.page(name)

    def _go_home(self) -> None:
        self.library_wanted.emit(chosen(self.errands.settings), ())

    def show_start(self, error: SscError | None) -> None:
        """Show the start screen alone: no library could be opened, or it is closed for a while."""
        self.locked_out = True
        self._start_page().show_trouble(error)
        for part in (self.rail, self.footer):
            part.hide()

    def show_run(self, run: "ClosedRun", work: "ClosedWork") -> None:
        """Show on the start screen how far work is that needs the library closed."""
        self._start_page().show_run(run, work)

    def _start_page(self) -> "StartPage":
        page: StartPage = self.page("start")  # type: ignore[assignment]  # as `Places` makes it
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

    def _go_to_place(self, case_id: str, path: tuple[str, ...]) -> None:
        def reveal() -> None:
            self.library_page.show_story()
            if path:
                self.library_page.pane.form.reveal(path)

        self.go_to("library")
        if case_id == self.shelf.editor.case_id:
            reveal()
        else:
            self.shelf.open(case_id, reveal)

    def _in_story(self, act: str) -> None:
        if self.shelf.editor.case is not None:
            getattr(self.library_page.pane, act)()

    def _in_text(self, act: str) -> None:
        if self.shelf.editor.case is not None:
            self.library_page.pane.text.do(act)

    def _undo(self) -> None:
        if not self.places.needs_you.undo():
            self.shelf.editor.undo()

    def _escape(self) -> None:
        if self.places.escape() or self.locked_out:
            return
        if self.shelf.editor.case is not None and self.library_page.pane.text.escape():
            return
        self.go_to("library")
        self.library_page.show_list()

    def _search(self) -> None:
        self.go_to("library")
        self.library_page.show_list()
        self.library_page.list_pane.search.setFocus()
        self.library_page.list_pane.search.selectAll()

    def _next_pane(self) -> None:
        page, now = self.library_page, self.stack.currentWidget()
        parts: list[tuple[QWidget, QWidget]] = []
        if now is page:
            parts.append((page.list_pane, page.list_pane.list))
            if self._has_story:
                parts += zip(page.pane.areas(), page.pane.stops(), strict=True)
        elif now is not None:
            parts.append((now, now))
        step_panes([*parts, (self.rail, self.rail.buttons[self.places.shown_on_rail])])

    @property
    def _has_story(self) -> bool:
        return self.shelf.editor.case is not None

    def help(self) -> None:
        """Open the manual where the keyboard is."""
        from ui.pages.manual_window import anchor_here, open_manual

        open_manual(self, anchor_here(self.places.shown, self.library_page))

    # ------------------------------------------------------------ stories

    def _new_story(self) -> None:
        self.go_to("library")
        self.library_page.list_pane.clear_search()
        self.shelf.new_story(self._begin_writing)

    def _begin_writing(self) -> None:
        self.library_page.show_story()
        self.library_page.pane.form.reveal(("title",))

    def begin_beside_example(self) -> None:
        """Write in the new story, with an example beside it."""
        self._begin_writing()
        self.library_page.pane.panel.show_page("example")
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

    def _on_gathered(self, gathered: "Gathered") -> None:
        if self.places.shown != "bundles":  # else it is told there
            show = (_("Show"), partial(self.go_to, "bundles"))
            self._tell(Notice(coming.result(gathered), (show,)))

    def _tell(self, notice: Notice) -> None:
        self.toast.show_text(notice.text, notice.actions)

    def _refuse(self, error: SscError) -> None:
        self.errands.dialogs.refuse(self, error.message, error.advice)

    def change_settings(self, **values: Any) -> None:
        """Keep what the person chose, and let it count at once."""
        self.errands.change(**values)
        self.settings_changed.emit(self.errands.settings)
        self.library_page.mark_misspelt(self.errands.settings.spelling)
        page = self.places.held("settings")
        if page is not None:
            page.show_settings(self.errands.settings)  # type: ignore[attr-defined]

    def step_text(self, step: int) -> None:
        """Make all text larger (1) or smaller (-1), or as usual (0)."""
        now = self.errands.settings.text_size
        size = next_size(now, step)
        if size != now:
            self.change_settings(text_size=size)
            self._tell(Notice(_("Text size {n} %").format(n=size)))

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
        if collectable_in(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        found = collectable_in(event)
        if found:
            event.acceptProposedAction()
            self.errands.incoming.look_at(found)

    def finish(self) -> None:
        """Store everything and close the library; the window can still be seen."""
        if self._closing:
            return
        self._closing = True
        self.care.leave()
        self.shelf.close()
        if self.shelf.autosave.rescued:
            message = _("What you wrote last could not be saved in the library.")
            self.errands.dialogs.refuse(None, message, self.shelf.autosave.whereabouts())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.finish()
        super().closeEvent(event)
