"""Guards a protected library: the door before it, and the lock after a rest.

When it is locked, everything is saved, the library is closed and its windows are hidden, with the
dialogs that are open and what is typed in them. Nothing is thrown away: one comes back to where
one was. What the windows ask for meanwhile waits (`Tasks.pause`).
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ssc_desktop import services
from ssc_desktop.errors import PasswordNeeded, SscError
from ssc_desktop.i18n import _
from ui.viewmodels.notice import Notice

if TYPE_CHECKING:
    from ssc_desktop.services.protecting import DataKey
    from ui.main_window import MainWindow
    from ui.pages.door import Door
    from ui.viewmodels.shelf import Shelf
    from ui.widgets.hiding import Hidden
    from ui.widgets.resting import Rest

_SOON = 300
"""Milliseconds after which it is asked again whether what is under way is done."""
_MINUTE = 60.0


class Guard(QObject):
    """One for each window on a library."""

    library_wanted = Signal(object, object)
    """A folder to open, and bundles (a tuple of paths) to look at there."""
    practice_wanted = Signal()

    def __init__(self, window: "MainWindow", shelf: "Shelf", folder: Path) -> None:
        super().__init__(window)
        self._window, self._shelf, self._folder = window, shelf, folder
        self.door: Door | None = None
        self.rest: Rest | None = None
        self.state = "open"
        """`before` it was opened, `open`, `closing` when it is locked, and `locked`."""
        self._hidden: Hidden | None = None
        self._key: DataKey | None = None
        window.commands.enable_lock(False)
        window.lock_wanted.connect(self.lock)
        window.settings_changed.connect(lambda _chosen: self.watch())
        shelf.ready.connect(self._on_ready)
        shelf.protection_changed.connect(self.watch)

    @property
    def front(self) -> QWidget:
        """What is to be shown: the door while it is shut, or the window."""
        return self._window if self.door is None else self.door

    def knock(self) -> None:
        """Put the door up where the library is protected; the window is shown behind it later."""
        if services.start.is_protected(self._folder):
            self.state = "before"
            self.door = self._made_door(_protected)

    def answers(self, error: SscError) -> bool:
        """Whether the door answers an error of the opening: it asks for the password."""
        if self.state != "before":
            return False
        if isinstance(error, PasswordNeeded):
            return True
        self._go_in()
        return False

    def leave(self) -> None:
        """Close the door with the window behind it."""
        if self.rest is not None:
            self.rest.begin(0)
        if self.door is not None:
            self.door.close()
            self.door.deleteLater()
            self.door = None

    # ------------------------------------------------------------ the door

    def _made_door(self, why: Callable[[], str]) -> "Door":
        from ui.pages.door import Door

        door = Door(self._folder, self._window.errands.settings.libraries, why)
        door.opened.connect(self._on_opened)
        door.library_wanted.connect(self._on_library)
        door.practice_wanted.connect(self.practice_wanted)
        return door

    def _on_library(self, folder: Path | None) -> None:
        errands = self._window.errands
        if folder is None:
            title = _("Open a library")
            folder = errands.dialogs.folder(self.front, title, errands.folder())
        if folder is None:
            return
        if services.known.holds_library(folder):
            self.library_wanted.emit(folder, ())
        elif self.door is not None:
            said = _("There is no library in “{folder}”.").format(folder=folder.name)
            self.door.refuse(SscError(said, advice=_("Choose the folder that holds the file "
                                                     "“library.sqlite”.")))  # fmt: skip

    def _on_opened(self, key: "DataKey") -> None:
        if self.state == "before":
            self._shelf.begin(self._folder, key)
            self._shelf.open_fully()
        elif self.state == "locked":
            self._resume(key)
        else:
            self._key = key  # it is not closed yet

    def _on_ready(self) -> None:
        if self.door is not None:
            self._go_in()
        self.watch()

    def _go_in(self) -> None:
        """Show the window in the place of the door."""
        self.state = "open"
        door, self.door = self.door, None
        if door is not None:
            self._window.restoreGeometry(door.saveGeometry())
            self._window.show()
            self._window.activateWindow()
            door.close()
            door.deleteLater()

    # ------------------------------------------------------------ a suggestion

    def suggest(self) -> None:
        """Say, once, that who holds what many wrote may want a password."""
        said = _("You will hold what many people wrote. A password protects it if this computer is "
                 "lost or taken.")  # fmt: skip
        self._shelf.told.emit(Notice(said, ((_("Protect…"), self._protect),)))

    def _protect(self) -> None:
        from ui.pages.password_section import PasswordSection

        section = self._window.page("settings").findChild(PasswordSection)
        if isinstance(section, PasswordSection):
            section.protect()

    # ------------------------------------------------------------ the lock

    def watch(self) -> None:
        """Lock after a rest from now on, where the library is protected."""
        protected = self._shelf.is_ready and services.start.is_protected(self._folder)
        self._window.commands.enable_lock(protected)
        if protected and self.rest is None:
            from ui.widgets.resting import Rest

            self.rest = Rest(self)
            self.rest.over.connect(self._on_rested)
            self._shelf.editor.edited.connect(self.rest.feel)
        if self.rest is not None:
            minutes = self._window.errands.settings.lock_after if protected else 0
            self.rest.begin(minutes * _MINUTE)

    def _on_rested(self) -> None:
        # who waits for a book to be made looks on; who cannot save must see it
        if not self._working and self._shelf.autosave.state != "failed":
            self.lock()

    @property
    def _working(self) -> bool:
        shelf = self._shelf
        return self._window.errands.work.busy or shelf.intake.busy or shelf.bulk.busy

    def lock(self) -> None:
        """Show the door at once; close the library when what is under way is done."""
        if self.state != "open" or self._shelf.paused:
            return
        if not self._window.commands.actions["lock"].isEnabled():
            return
        from ui.widgets.hiding import Hidden

        self.state = "closing"
        if self.rest is not None:
            self.rest.begin(0)
        self.door = door = self._made_door(_locked)
        door.restoreGeometry(self._window.saveGeometry())
        door.show()
        self._hidden = Hidden(self._window, door)
        if self._hidden.dialogs:
            door.offer_no_other()
        door.activateWindow()
        self._close()

    def _close(self) -> None:
        if self._working and self._key is None:
            QTimer.singleShot(_SOON, self, self._close)
        elif self._working:
            self._come_back()
        else:
            self._shelf.pause(self._on_closed)

    def _on_closed(self, closed: bool) -> None:
        if not closed:
            self._come_back()
            said = _("Not locked: what you wrote last could not be saved. {why}")
            self._shelf.told.emit(Notice(said.format(why=self._shelf.autosave.trouble())))
            return
        self.state = "locked"
        key, self._key = self._key, None
        if key is not None:
            self._resume(key)

    def _resume(self, key: "DataKey") -> None:
        self._shelf.resume(self._folder, key, self._come_back, self._not_opened)

    def _not_opened(self, error: SscError) -> None:
        if self.door is not None:
            self.door.refuse(error)

    def _come_back(self) -> None:
        """Show everything that was hidden, where one was."""
        self._key = None
        self._go_in()
        if self._hidden is not None:
            self._hidden.show()
            self._hidden = None
        self.watch()


def _protected() -> str:
    return _("This library is protected with a password.")


def _locked() -> str:
    return _("The library is locked. What you wrote is saved.")
