"""Words that could not be saved once: looked for at start, and brought back when asked."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop import i18n
from ssc_desktop.i18n import _
from ui.viewmodels.notice import Notice

if TYPE_CHECKING:
    from ssc_desktop.errors import SscError
    from ssc_desktop.services.answers import Changes
    from ui.viewmodels.shelf import Shelf


class RescueWatch(QObject):
    """Looks when it is told to: once, when the library is ready."""

    found = Signal(object)
    """What waits: a tuple of Rescued."""
    brought_back = Signal(object)
    """The path of a file whose words are saved now."""
    refused = Signal(object)
    """The path of a file whose words could not come back now."""

    def __init__(self, shelf: "Shelf", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf

    def look(self) -> None:
        """Look for rescue files."""
        language = i18n.language()
        self._shelf.tasks.run(
            lambda library: _rescued().waiting(library, language),
            lambda waiting: self.found.emit(waiting) if waiting else None,
        )

    def bring_back(self, path: Path) -> None:
        """Save what a file says, and open its story."""

        def done(changes: "Changes") -> None:
            self.brought_back.emit(path)
            self._shelf.told.emit(Notice(_("Your words are back in the story.")))
            self._shelf.refresh()
            for case_id in changes.cases:
                if case_id == self._shelf.editor.case_id:
                    self._shelf.reload()
                else:
                    self._shelf.open(case_id)

        def not_done(error: "SscError") -> None:
            self.refused.emit(path)
            self._shelf.refused.emit(error)

        self._shelf.autosave.cut(
            lambda: self._shelf.tasks.run(
                lambda library: _rescued().bring_back(library, path), done, failed=not_done
            )
        )


def _rescued() -> Any:
    from ssc_desktop import services

    return services.rescued
