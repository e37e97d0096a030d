"""The places one can go to from the rail; each page is made when it is first shown."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ssc_desktop.i18n import N_
from ui.pages.needs_you import NeedsYou
from ui.showing import show_file
from ui.viewmodels.libraries import is_practice

if TYPE_CHECKING:
    from ui.errands import Errands
    from ui.tasks import Tasks
    from ui.viewmodels.backups import Backups
    from ui.viewmodels.shelf import Shelf
    from ui.widgets.form.form import Form

PLACES = (
    ("library", "library", N_("Library")),
    ("bundles", "package", N_("Share")),
    ("needs_you", "circle-alert", N_("Decide")),
    ("bin", "trash-2", N_("Trash")),
    ("menu", "list", N_("Menu")),
    ("settings", "settings", N_("Settings")),
)
AT_FOOT = frozenset({"menu", "settings"})
_SHARE = "bundles"
IN_SHARE = frozenset({_SHARE, "inbox", "laptops", "station", "computers", "activity"})
"""The parts of the place to share and collect, each a place of its own name."""
WITHOUT_LIBRARY = frozenset({"start", "backups"})
"""What can be shown while no library is open."""


def on_rail(name: str) -> str:
    """The place of the rail that stands for a page."""
    if name in IN_SHARE:
        return _SHARE
    if name == "backups":
        return "settings"
    return name if name in {place for place, *_rest in PLACES} else "library"


class Places(QObject):
    """The pages of one window."""

    setting_chosen = Signal(str, object)
    """The name of a preference and its new value."""
    place_wanted = Signal(str)
    library_wanted = Signal(object, object)
    """A folder to open, and bundles (a tuple of paths) to look at there."""
    practice_wanted = Signal()
    lock_wanted = Signal()
    closed_wanted = Signal(object)
    """A ClosedWork."""
    moved = Signal()
    """The library moved to another laptop."""

    def __init__(
        self, stack: QStackedWidget, shelf: "Shelf", errands: "Errands", library: Path
    ) -> None:
        super().__init__(stack)
        self._stack = stack
        self._shelf = shelf
        self._errands = errands
        self._library = library
        self._pages: dict[str, QWidget] = {}
        self._backups: Backups | None = None
        self.needs_you = NeedsYou(shelf, errands, self)
        self.needs_you.place_wanted.connect(self.place_wanted)

    @property
    def backups(self) -> "Backups":
        """The backups of the library; loaded when somebody asks for them."""
        if self._backups is None:
            from ui.viewmodels.backups import Backups

            self._backups = Backups(self._shelf, self._errands.work, self._library, self)
        return self._backups

    def add(self, name: str, page: QWidget) -> None:
        """Take a page in that was made already."""
        self._pages[name] = page
        self._stack.addWidget(page)

    def escape(self) -> bool:
        """Go back where the page that is shown has a way of its own; whether it has."""
        page = self._pages.get("backups")
        if self.shown == "backups" and page is not None:
            page.back_wanted.emit()  # type: ignore[attr-defined]  # as it was made below
            return True
        return self.needs_you.escape()

    def held(self, name: str) -> QWidget | None:
        """A page that was made already."""
        return self._pages.get(name)

    def page(self, name: str) -> QWidget:
        """A page by its name, made where it was not yet, and shown."""
        if name in IN_SHARE:
            return self._in_share(name)
        return self._shown(name)

    def _shown(self, name: str) -> QWidget:
        if name not in self._pages:
            self.add(name, self._made(name))
        self._stack.setCurrentWidget(self._pages[name])
        return self._pages[name]

    def _in_share(self, name: str) -> QWidget:
        """A part of the place to share and collect."""
        from ui.pages.share.share_page import SharePage

        page = self._shown(_SHARE)
        return page.show_part(name) if isinstance(page, SharePage) else page

    @property
    def shown(self) -> str:
        """The name of the page, or of the part of it, that is shown."""
        now = self._stack.currentWidget()
        name = next((name for name, page in self._pages.items() if page is now), "")
        part = getattr(now, "shown", "") if name == _SHARE else ""
        return part or name

    @property
    def shown_on_rail(self) -> str:
        """The place of the rail that stands for the page that is shown."""
        return on_rail(self.shown)

    def _made(self, name: str) -> QWidget:
        makers: dict[str, Callable[[], QWidget]] = {
            "bundles": self._bundles,
            "needs_you": lambda: self.needs_you.page,
            "bin": self._bin,
            "settings": self._settings,
            "start": self._start,
            "backups": self._backups_page,
        }
        return makers[name]()

    def _bundles(self) -> QWidget:
        from ui.pages.share.building import share_page

        return share_page(self._shelf, self._errands, self.place_wanted.emit)

    def _bin(self) -> QWidget:
        from ui.pages.trash_page import TrashPage

        return TrashPage(self._shelf)

    def _settings(self) -> QWidget:
        from ui.pages.settings_page import SettingsPage

        page = SettingsPage(self._errands.settings, self._library)
        page.chosen.connect(self.setting_chosen)
        page.folder_wanted.connect(partial(show_file, self._library))
        page.libraries_wanted.connect(partial(self.place_wanted.emit, "start"))
        if not is_practice(self._library):
            page.column.insertWidget(page.column.count() - 1, self._password())
        page.backups_wanted.connect(partial(self.place_wanted.emit, "backups"))
        page.column.insertWidget(page.column.count() - 1, self._program())
        return page

    def _program(self) -> QWidget:
        from ui.pages.program_section import ProgramSection

        return ProgramSection(self._shelf, self._errands)

    def _password(self) -> QWidget:
        from ui.pages.password_section import PasswordSection

        section = PasswordSection(self._shelf, self._errands, self._library)
        section.chosen.connect(self.setting_chosen)
        section.lock_wanted.connect(self.lock_wanted)
        section.closed_wanted.connect(self.closed_wanted)
        return section

    def _start(self) -> QWidget:
        from ui.pages.start_page import StartPage

        page = StartPage(self._shelf, self._errands, self._library)
        page.library_wanted.connect(self.library_wanted)
        page.practice_wanted.connect(self.practice_wanted)
        page.back_wanted.connect(partial(self.place_wanted.emit, "library"))
        page.backups_wanted.connect(partial(self.place_wanted.emit, "backups"))
        page.closed_wanted.connect(self.closed_wanted)
        return page

    def _backups_page(self) -> QWidget:
        from ui.pages.backups_page import BackupsPage

        page = BackupsPage(self._shelf, self._errands, self.backups)
        page.closed_wanted.connect(self.closed_wanted)
        page.moved.connect(self.moved)
        page.back_wanted.connect(lambda: self.place_wanted.emit(
            "settings" if self._shelf.is_ready else "start"))  # fmt: skip
        return page


def example_beside(form: "Form", tasks: "Tasks") -> QWidget:
    """A sample story that follows the section which `form` shows."""
    from ui.pages.example_page import ExamplePage

    page = ExamplePage(tasks)
    page.show_section(form.section)
    form.section_shown.connect(page.show_section)
    return page
