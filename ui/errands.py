"""Errands outside the window: documents and bundles written and read, files added."""

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ssc_desktop import files, settings
from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _
from ssc_desktop.settings import Settings
from ui.showing import show_file
from ui.viewmodels.giving import Giving
from ui.viewmodels.incoming import Incoming
from ui.viewmodels.notice import Notice
from ui.viewmodels.sharing import Sharing, made_sentence
from ui.viewmodels.shelf import Shelf
from ui.viewmodels.work import Work
from ui.widgets.dropping import ALSO, BUNDLE, DOCUMENT

if TYPE_CHECKING:
    from ssc_desktop.record.evidence import Attachment
    from ssc_desktop.services.answers import Made
    from ssc_desktop.services.leaving import Leaving
    from ui.dialogs import Dialogs
    from ui.viewmodels.inbox import Inbox
    from ui.widgets.leaving_list import Ids


class Errands(QObject):
    """Asks where to, and hands the work on; the folder is remembered."""

    changed = Signal(object)
    """The Settings, after one of them was changed."""
    place_wanted = Signal(str, object)
    """A story, and a path in it that somebody wants to see."""

    form_wanted = Signal()
    """A blank form to send to somebody."""

    def __init__(self, window: QWidget, shelf: Shelf, preferences: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._shelf = shelf
        self.work = Work(shelf, self)
        self.sharing = Sharing(shelf, self.work, self)
        self.incoming = Incoming(shelf, self.work, self)
        self.collecting = self.incoming.collecting
        self._inbox: Inbox | None = None
        self._dialogs: Dialogs | None = None
        self.settings = preferences
        self.sharing.made.connect(self._on_made)

    @property
    def inbox(self) -> "Inbox":
        """What waits for a word; loaded once the library is open."""
        if self._inbox is None:
            from ui.viewmodels.inbox import Inbox

            self._inbox = Inbox(self._shelf, self.work, self)
        return self._inbox

    @property
    def dialogs(self) -> "Dialogs":
        """Who asks; loaded when there is something to ask."""
        if self._dialogs is None:
            from ui.dialogs import Dialogs

            self._dialogs = Dialogs()
        return self._dialogs

    @dialogs.setter
    def dialogs(self, asking: "Dialogs") -> None:
        self._dialogs = asking

    def change(self, **values: Any) -> None:
        """Remember what the person chose."""
        self.settings = dataclasses.replace(self.settings, **values)
        self.changed.emit(self.settings)
        try:
            settings.save(self.settings)
        except SscError as error:
            self._shelf.refused.emit(error)

    def folder(self) -> Path:
        """Where something was written or read last."""
        last = self.settings.last_folder
        folder = Path(last) if last else Path.home()
        return folder if folder.is_dir() else Path.home()

    def _remember(self, folder: Path) -> None:
        self.change(last_folder=str(folder))

    def bundle_story(self) -> None:
        """Make a bundle of the open story."""
        if self._shelf.editor.case_id:
            self.bundle([self._shelf.editor.case_id])

    def bundle_all(self) -> None:
        """Make a bundle of the whole library."""
        self.bundle(None)

    def bundle(self, ids: list[str] | None) -> None:
        """Make a bundle of some stories, once the person has seen what leaves."""
        self.give(Giving(None if ids is None else tuple(ids)))

    def give(self, giving: Giving) -> None:
        """Make a bundle; how is begun with what is given, and chosen by the person."""
        self._tell_what_leaves(giving, self._make_bundle)

    def _make_bundle(self, giving: Giving) -> None:
        def choose(name: str) -> None:
            kind = _("Bundles (*.sscz *.sscz.age)")
            suggested = self.folder() / name
            target = self.dialogs.save_as(self._window, _("Make a bundle"), suggested, kind)
            if target is not None:
                self._remember(target.parent)
                self.sharing.bundle(giving, target)

        self.sharing.suggest(giving, choose)

    def _tell_what_leaves(self, giving: Giving, make: Callable[[Giving], None]) -> None:
        from ui.widgets.leaving_dialog import LeavingDialog

        def ask(ids: "Ids", circle: str, then: "Callable[[Leaving], None]") -> None:
            self.sharing.look(ids, "bundle", circle, then)

        dialog = LeavingDialog(self._window, ask, giving)
        dialog.go_wanted.connect(self.place_wanted)
        dialog.make_wanted.connect(make)
        dialog.finished.connect(dialog.deleteLater)
        self.sharing.offer(dialog.offer)
        dialog.look_up()
        self.dialogs.ask(dialog)

    def take_in(self) -> None:
        """Look at bundles, forms, documents and tables from somebody else."""
        every = " ".join(f"*{one}" for one in (*BUNDLE, *DOCUMENT, *ALSO))
        kind = _("Bundles, documents and tables ({names})").format(names=every)
        chosen = self.dialogs.open_files(self._window, _("Take in"), self.folder(), kind)
        if chosen:
            self._remember(chosen[0].parent)
            self.incoming.look_at(chosen)

    def take_folder(self) -> None:
        """Look at all bundles in a folder or on a stick."""
        chosen = self.choose_folder(_("Look in a folder or on a stick"))
        if chosen is not None:
            self.incoming.look_at([chosen])

    def choose_bundles(self) -> Sequence[Path]:
        """Bundles that the person chose."""
        kind = _("Bundles (*.sscz *.sscz.age)")
        title = _("Take in bundles")
        return self.dialogs.open_files(self._window, title, self.folder(), kind)

    def choose_files(self, title: str, kind: str) -> Sequence[Path]:
        """Files of some kind that the person chose."""
        chosen = self.dialogs.open_files(self._window, title, self.folder(), kind)
        if chosen:
            self._remember(chosen[0].parent)
        return chosen

    def choose_folder(self, title: str) -> Path | None:
        """A folder that the person chose."""
        chosen = self.dialogs.folder(self._window, title, self.folder())
        if chosen is not None:
            self._remember(chosen)
        return chosen

    def add_files(self) -> None:
        """Add files and pictures to the open story."""
        title = _("Add files and pictures")
        chosen = self.dialogs.open_files(self._window, title, self.folder(), "")
        if chosen:
            self._remember(chosen[0].parent)
            self._shelf.intake.take(chosen)

    def save_copy(self, item: "Attachment") -> None:
        """Save a copy of a file of the story."""
        suggested = self.folder() / files.safe_name(str(item.file_name or ""), "file")
        target = self.dialogs.save_as(self._window, _("Save a copy"), suggested, "")
        if target is None:
            return
        self._remember(target.parent)

        def done(_nothing: object) -> None:
            from ui.viewmodels.files import is_risky

            said = _("The copy is saved: {name}.").format(name=target.name)
            if is_risky(item):
                more = _("Open it only if you trust where it came from: it can hold a program.")
                said = f"{said} {more}"
            folder = (_("Open folder"), lambda: show_file(target.parent))
            self._shelf.told.emit(Notice(said, (folder,)))

        self._shelf.tasks.run(lambda library: _copied(library, str(item.sha256), target), done)

    def _on_made(self, made: "Made", checked: str) -> None:
        said = " ".join((made_sentence(made, checked), *made.left_out))
        folder = (_("Open folder"), lambda: show_file(made.path.parent))
        self._shelf.told.emit(Notice(said, (folder,)))


def _copied(library: Any, sha256: str, target: Path) -> None:
    from ssc_desktop import services

    services.attachments.save_copy(library, sha256, target)
