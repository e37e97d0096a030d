"""The trash as its page shows it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ssc_desktop.i18n import _, digits, ngettext
from ui.overriding import override
from ui.viewmodels import wording
from ui.viewmodels.notice import Notice

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Trash, Trashed
    from ui.viewmodels.shelf import Shelf

_Index = QModelIndex | QPersistentModelIndex
TRASHED = int(Qt.ItemDataRole.UserRole)


class TrashList(QAbstractListModel):
    """Stories in the trash, put there last first."""

    shown = Signal()

    def __init__(self, shelf: "Shelf", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._stories: tuple[Trashed, ...] = ()
        self.older = 0
        """How many are not shown any more."""
        self.with_older = False
        shelf.trash_listed.connect(lambda _listing: self.load())

    @property
    def stories(self) -> "tuple[Trashed, ...]":
        """What is shown now."""
        return self._stories

    def show_older(self, shown: bool) -> None:
        """Show also what was put away long ago, or cleared out."""
        self.with_older = shown
        self.load()

    def load(self) -> None:
        """Read what is in the trash."""
        older = self.with_older
        self._shelf.tasks.run(lambda library: _trash().listed(library, older=older), self._show)

    def _show(self, trash: "Trash") -> None:
        self.beginResetModel()
        self._stories, self.older = trash.stories, trash.older
        self.endResetModel()
        self.shown.emit()

    def clear(self, story: "Trashed") -> None:
        """Clear a story out; the notice offers the way back."""

        def done(_changes: object) -> None:
            self.load()
            undo = (_("Undo"), lambda: self._show_again(story))
            self._shelf.told.emit(Notice(_("The story is no longer shown in the trash."), (undo,)))

        self._shelf.tasks.run(lambda library: _trash().clear(library, [story.id]), done)

    def _show_again(self, story: "Trashed") -> None:
        self._shelf.tasks.run(
            lambda library: _trash().show_again(library, [story.id]), lambda _done: self.load()
        )

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._stories)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._stories):
            return None
        story = self._stories[index.row()]
        if role == TRASHED:
            return story
        if role == Qt.ItemDataRole.DisplayRole:
            return title(story)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title(story)}, {standing(story)}"
        return None


def title(story: "Trashed") -> str:
    """What a story is called."""
    return story.title or _("Untitled story")


def standing(story: "Trashed") -> str:
    """“Put here 12 Nov 2026 · 78 days left”."""
    said = _("Put here {day}").format(day=wording.day(story.since))
    if story.cleared or not story.days_left:
        return _("{put} · not shown any more").format(put=said)
    n = story.days_left
    left = ngettext("{put} · {n} day left", "{put} · {n} days left", n)
    return left.format(put=said, n=digits(n))


def _trash() -> Any:
    from ssc_desktop import services

    return services.trash
