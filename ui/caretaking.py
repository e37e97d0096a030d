"""What is looked after once the library is open: words, the inbox, backups, damage, room."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ssc_desktop.i18n import _

if TYPE_CHECKING:
    from ssc_desktop.errors import SscError
    from ssc_desktop.services.damage import Damage
    from ssc_desktop.services.protecting import DataKey
    from ui.errands import Errands
    from ui.places import Places
    from ui.shell import Shell
    from ui.viewmodels.closed_work import Outcome
    from ui.viewmodels.shelf import Shelf


class Caretaking(QObject):
    """Begins when the library is ready, so that nothing of it is loaded before the first paint."""

    def __init__(
        self, window: QWidget, shelf: "Shelf", shell: "Shell", places: "Places", errands: "Errands"
    ) -> None:
        super().__init__(window)
        self._window = window
        self._shelf = shelf
        self._shell = shell
        self._places = places
        self._errands = errands
        shell.footer.backups_wanted.connect(self._go_to_backups)
        watching = shelf.watching
        watching.damaged.connect(self._tell_damage)
        watching.low_disk.connect(shell.footer.show_room)
        watching.unwritable.connect(shell.footer.show_unwritable)
        watching.unwritable.connect(self._save_again)
        watching.reserve_used.connect(self._tell_reserve)
        self._failing = False
        shelf.autosave.state_changed.connect(self._on_saving)
        shelf.ready.connect(self._begin)

    def acts(self) -> dict[str, Callable[[], object]]:
        """What the commands of this subject do."""
        return {
            "backups": self._go_to_backups,
            "back_up": self._back_up,
            "move": partial(self._elsewhere, "move_library"),
            "archive": partial(self._elsewhere, "archive"),
        }

    def _go_to_backups(self) -> None:
        self._places.place_wanted.emit("backups")

    def _back_up(self) -> None:
        self._places.backups.back_up()

    def _elsewhere(self, act: str) -> None:
        self._go_to_backups()
        page: Any = self._places.held("backups")
        getattr(page, act)()

    def _begin(self) -> None:
        from ui.pages.rescuing import Rescuing
        from ui.viewmodels.folder_watch import FolderWatch

        self._look_into_inbox()
        backups = self._places.backups
        FolderWatch(backups.folder, self).changed.connect(self._shelf.watching.check_place)
        if self._shell.practises:
            return
        Rescuing(self._window, self._shelf)
        backups.changed.connect(partial(self._shell.footer.show_backup, backups.said))
        backups.begin()
        self._places.moved.connect(self._look_whether_moved)
        self._look_whether_removable(backups.folder)
        self._look_whether_moved()

    def leave(self) -> None:
        """Take the last words, and let nothing in the background hold up the end."""
        from ui.viewmodels.closed_work import ClosedRun

        writing = self._window.focusWidget()
        if writing is not None:
            writing.clearFocus()  # a line that says what it holds when it is left
        if self._shelf.is_ready:
            self._places.backups.stop()
        for run in self._window.findChildren(ClosedRun):
            run.leave()

    def _look_into_inbox(self) -> None:
        inbox, door = self._errands.inbox, self._shell.rail.buttons["bundles"]
        inbox.changed.connect(lambda: door.show_count(len(inbox.waiting)))
        inbox.look_again()

    def _look_whether_moved(self) -> None:
        from ssc_desktop import services

        def tell(moment: str) -> None:
            if moment:
                self._shell.tell_moved(moment).stay_wanted.connect(self._stay)

        self._shelf.tasks.run(services.moving.moved, tell)

    def _look_whether_removable(self, folder: Path) -> None:
        from ssc_desktop import services

        def tell(accepted: bool) -> None:
            if accepted:
                said = _("This library lies on a stick or card. Close the program before you pull "
                         "it out, and copy backups to another place.")  # fmt: skip
                self._shell.toast.show_text(said, seconds=30)

        self._shelf.tasks.aside(lambda: services.siting.is_accepted(folder), tell)

    def _stay(self) -> None:
        from ssc_desktop import services

        self._shelf.tasks.run(services.moving.stay)

    # ------------------------------------------------------------ what is told

    def tell_outcome(self, outcome: "Outcome") -> None:
        """Say what came of work for which the library was closed."""
        from ui.widgets.done_sheet import DoneSheet

        self._errands.dialogs.ask(DoneSheet(self._window, outcome))

    def _tell_damage(self, damage: "Damage") -> None:
        from ui.pages.damage_sheet import DamageSheet

        def tell(key: "DataKey | None") -> None:
            sheet = DamageSheet(self._window, damage, self._places.backups, key)
            sheet.closed_wanted.connect(self._places.closed_wanted)
            sheet.backups_wanted.connect(self._go_to_backups)
            self._errands.dialogs.ask(sheet)

        self._shelf.tasks.run(lambda library: library.key, tell)

    def _on_saving(self) -> None:
        """Let nothing stand that a save made untrue."""
        state = self._shelf.autosave.state
        if state == "failed" and self._shell.toast.text == _reserve_words():
            self._shell.toast.hide()
        if state == "saved" and self._failing:
            self._shelf.watching.check_place()
        if state in {"saved", "failed"}:
            self._failing = state == "failed"

    def _save_again(self, error: "SscError | None") -> None:
        if error is None:  # what could not be saved need not wait for its next try
            self._shelf.autosave.flush()

    def _tell_reserve(self) -> None:
        self._shell.toast.show_text(_reserve_words(), seconds=60)
        self._shelf.watching.check_place()


def _reserve_words() -> str:
    return _("The disk is full. What you wrote was saved in the room that this program keeps for "
             "such a day. Free some space now: the next page may have none.")  # fmt: skip
