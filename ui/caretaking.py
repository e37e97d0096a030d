"""What is looked after once the library is open: words, the inbox, backups, damage, room."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from ssc_desktop.i18n import _
from ui.viewmodels.watching import Watching

if TYPE_CHECKING:
    from ssc_desktop.errors import SscError
    from ssc_desktop.services.damage import Damage
    from ssc_desktop.services.protecting import DataKey
    from ui.main_window import MainWindow
    from ui.viewmodels.backups import Backups
    from ui.viewmodels.closed_work import Outcome


class Caretaking(QObject):
    """Begins when the library is ready, so that nothing of it is loaded before the first paint."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._shelf = window.shelf
        self.watching = Watching(self._shelf, self)
        self.watching.damaged.connect(self._tell_damage)
        self.watching.low_disk.connect(self._show_room)
        self.watching.unwritable.connect(self._show_unwritable)
        self.watching.reserve_used.connect(self._tell_reserve)
        self._shelf.ready.connect(self._begin)

    @property
    def backups(self) -> "Backups":
        """The backups of the library."""
        return self._window.places.backups

    def acts(self) -> dict[str, Callable[[], object]]:
        """What the commands of this subject do."""
        return {
            "backups": partial(self._window.go_to, "backups"),
            "back_up": self._back_up,
            "move": lambda: self._elsewhere("move_library"),
            "archive": lambda: self._elsewhere("archive"),
        }

    def _back_up(self) -> None:
        self.backups.back_up()

    def _elsewhere(self, act: str) -> None:
        page: Any = self._window.page("backups")
        getattr(page, act)()

    def _begin(self) -> None:
        from ui.pages.rescuing import Rescuing
        from ui.viewmodels.folder_watch import FolderWatch

        self._look_into_inbox()
        FolderWatch(self.backups.folder, self).changed.connect(self.watching.check_place)
        if self._window.practises:
            return
        Rescuing(self._window, self._shelf)
        backups = self.backups
        backups.changed.connect(self._say_backups)
        backups.begin()
        self._window.places.moved.connect(self._look_whether_moved)
        self._look_whether_moved()

    def _look_into_inbox(self) -> None:
        inbox = self._window.errands.inbox
        rail = self._window.rail
        inbox.changed.connect(lambda: rail.buttons["bundles"].show_count(len(inbox.waiting)))
        inbox.look_again()

    def _look_whether_moved(self) -> None:
        from ssc_desktop import services

        def tell(moment: str) -> None:
            if moment:
                self._window.shell.tell_moved(moment).stay_wanted.connect(self._stay)

        self._shelf.tasks.run(services.moving.moved, tell)

    def _stay(self) -> None:
        from ssc_desktop import services

        self._shelf.tasks.run(services.moving.stay)

    # ------------------------------------------------------------ what is told

    def _say_backups(self) -> None:
        self._window.footer.show_backup(self.backups.said())

    def tell_outcome(self, outcome: "Outcome") -> None:
        """Say what came of work for which the library was closed."""
        from ui.widgets.done_sheet import DoneSheet

        self._window.errands.dialogs.ask(DoneSheet(self._window, outcome))

    def _tell_damage(self, damage: "Damage") -> None:
        from ui.pages.damage_sheet import DamageSheet

        def tell(key: "DataKey | None") -> None:
            sheet = DamageSheet(self._window, damage, self.backups, key)
            sheet.closed_wanted.connect(self._window.closed_wanted)
            sheet.backups_wanted.connect(partial(self._window.go_to, "backups"))
            self._window.errands.dialogs.ask(sheet)

        self._shelf.tasks.run(lambda library: library.key, tell)

    def _show_room(self, free: int) -> None:
        self._window.footer.show_room(free)

    def _show_unwritable(self, error: "SscError | None") -> None:
        self._window.footer.show_unwritable(error)

    def _tell_reserve(self) -> None:
        said = _("The disk is full. What you wrote was saved in the room that this program keeps "
                 "for such a day. Free some space now: the next page may have none.")  # fmt: skip
        self._window.toast.show_text(said, seconds=60)
