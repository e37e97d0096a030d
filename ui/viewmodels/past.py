"""The history of the open story as its panel shows it: saves page by page, and the way back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from ssc_desktop import i18n
from ssc_desktop.i18n import _
from ui.overriding import override
from ui.viewmodels import past_words, settle_words
from ui.viewmodels.notice import Notice

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Changes, Difference, OpenedCase, Save, Saves, ToldStory
    from ssc_desktop.services.redacting import Withdrawing, Withdrawn
    from ui.tasks import Job
    from ui.viewmodels.shelf import Shelf
    from ui.viewmodels.steps import Path

_Index = QModelIndex | QPersistentModelIndex
SAVE = int(Qt.ItemDataRole.UserRole)
DAY = SAVE + 1
_PAUSE = 400


class SaveList(QAbstractListModel):
    """Days, and under each its saves, the latest first."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Save | str] = []
        self._of: object = None
        self.more = ""
        self.asked = False
        """Whether the next saves are on their way."""

    @property
    def saves(self) -> tuple["Save", ...]:
        """The saves shown now, without the days."""
        return tuple(row for row in self._rows if not isinstance(row, str))

    def show(self, saves: "Saves", of: object) -> None:
        """Show the first saves of something; where they are the same, the list stays as it is."""
        rows = _with_days(saves.saves, "")
        same = of == self._of and bool(saves.more) and rows == self._rows[: len(rows)]
        if same or rows == self._rows:
            return
        self._of = of
        self.more, self.asked = saves.more, False
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def append(self, saves: "Saves") -> None:
        """Show more saves below."""
        last = next((past_words.day(row.at) for row in reversed(self._rows)
                     if not isinstance(row, str)), "")  # fmt: skip
        rows = _with_days(saves.saves, last)
        self.more, self.asked = saves.more, False
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def save(self, row: int) -> "Save | None":
        """The save in a row; None for a day."""
        held = self._rows[row] if 0 <= row < len(self._rows) else None
        return None if held is None or isinstance(held, str) else held

    def row_of(self, save_id: str) -> int:
        """Where a save stands; -1 where it is not shown."""
        return next((at for at, one in enumerate(self._rows)
                     if not isinstance(one, str) and one.id == save_id), -1)  # fmt: skip

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and bool(self.more) and not self.asked

    @override
    def fetchMore(self, parent: _Index) -> None:
        if not self.asked:
            self.asked = True
            self.more_wanted.emit()

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.save(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags  # the keyboard passes over the days
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if isinstance(row, str):
            shown = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, DAY}
            return row if role in shown else None
        if role == SAVE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return past_words.spoken(row)
        return None


def _with_days(saves: tuple["Save", ...], last: str) -> "list[Save | str]":
    rows: list[Save | str] = []
    for save in saves:
        day = past_words.day(save.at)
        if day != last:
            rows.append(day)
            last = day
        rows.append(save)
    return rows


class Past(QObject):
    """Asks the library for the history of the open story."""

    listed = Signal()
    """Other saves are shown."""
    compared = Signal(object, object)
    """A Save, and the Differences it made."""
    told = Signal(object, object)
    """A Save, and the ToldStory as it stood after it."""

    def __init__(self, shelf: "Shelf", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self.saves = SaveList(self)
        self.saves.more_wanted.connect(self._ask_more)
        self.path: Path = ()
        """The answer whose history is shown; nothing for that of the whole story."""
        self.ready = False
        """Whether what is shown is what was asked for last."""
        self._job: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.load)

    # ------------------------------------------------------------ the list

    def narrow(self, path: "Path") -> None:
        """Show the history of one answer only, or of everything."""
        if path != self.path:
            self.path = path
            self.load()

    def load_soon(self) -> None:
        """Look again in a moment; several calls are one look."""
        self._pause.start()

    def load_whole(self) -> None:
        """Make a save of what was just written, then look: it belongs to the history too."""
        self._shelf.autosave.cut(self.load)

    def load(self) -> None:
        """Read the first saves."""
        self._pause.stop()
        if self._job is not None:
            self._job.stop()
        case_id, path = self._shelf.editor.case_id, self.path
        if not case_id or not self._shelf.is_ready:
            return
        self.ready = False
        language = i18n.language()

        def show(saves: "Saves") -> None:
            if (case_id, path) == (self._shelf.editor.case_id, self.path):
                self.saves.show(saves, (case_id, path))
                self.ready = True
                self.listed.emit()

        self._job = self._shelf.tasks.run(
            lambda library: _history().saves(library, case_id, path=path, language=language),
            show,
            failed=lambda _gone: None,
        )

    def _ask_more(self) -> None:
        case_id, path, start = self._shelf.editor.case_id, self.path, self.saves.more
        language = i18n.language()

        def show(saves: "Saves") -> None:
            if (case_id, path) == (self._shelf.editor.case_id, self.path):
                self.saves.append(saves)

        self._shelf.tasks.run(
            lambda library: _history().saves(
                library, case_id, path=path, start=start, language=language
            ),
            show,
            failed=lambda _gone: None,
        )

    # ------------------------------------------------------------ one save

    def compare(self, save: "Save") -> None:
        """Ask what a save changed."""
        case_id, language = self._shelf.editor.case_id, i18n.language()

        def show(found: "tuple[Difference, ...]") -> None:
            if case_id == self._shelf.editor.case_id:
                self.compared.emit(save, found)

        self._shelf.tasks.run(
            lambda library: _history().differences(library, case_id, save.id, language), show
        )

    def tell(self, save: "Save") -> None:
        """Ask for the whole story as it stood after a save."""
        case_id, language = self._shelf.editor.case_id, i18n.language()

        def show(told: "ToldStory") -> None:
            if case_id == self._shelf.editor.case_id:
                self.told.emit(save, told)

        self._shelf.tasks.run(
            lambda library: _history().told(library, case_id, save.id, language), show
        )

    # ------------------------------------------------------------ the way back

    def restore(self, save: "Save", path: "Path" = (), *, before: bool = False) -> None:
        """Bring back one answer or item, or the whole story, as it stood after (before) a save."""
        case_id, since = self._shelf.editor.case_id, self._shelf.editor.screen()

        def work(library: Any) -> "tuple[Changes, OpenedCase]":
            changes = _history().restore(library, case_id, save.id, path, before=before)
            return changes, _cases().opened(library, case_id)

        def show(done: "tuple[Changes, OpenedCase]") -> None:
            changes, opened = done
            editor = self._shelf.editor
            if case_id == editor.case_id and changes.cases:
                editor.take_over(opened, path, since)
            said = past_words.restored(save, path) if changes.cases else _("The story says so now.")
            undo: tuple[tuple[str, Callable[[], Any]], ...] = ((_("Undo"), editor.undo),)
            self._shelf.told.emit(Notice(said, undo if changes.cases else ()))
            self._shelf.refresh()
            self.load()

        def begin() -> None:
            # what the library could not keep stands on the screen alone, and stays there
            if self._shelf.autosave.state != "failed":
                self._shelf.tasks.run(work, show)

        self._shelf.autosave.cut(begin)

    # ------------------------------------------------------------ withdrawing

    def look_at_withdrawing(self, path: "Path", then: "Callable[[Withdrawing], None]") -> None:
        """Ask what would be destroyed with all that was ever written at `path`."""
        case_id, language = self._shelf.editor.case_id, i18n.language()
        self._shelf.autosave.cut(
            lambda: self._shelf.tasks.run(
                lambda library: _redacting().looked_at(library, case_id, path, language), then
            )
        )

    def withdraw(self, path: "Path", why: str) -> None:
        """Destroy here what was written at `path`, and ask all other copies to do so too."""
        case_id = self._shelf.editor.case_id

        def show(gone: "Withdrawn") -> None:
            self._shelf.told.emit(Notice(settle_words.withdrawn(gone)))
            if case_id == self._shelf.editor.case_id:
                self._shelf.reload()
            self._shelf.refresh()

        self._shelf.tasks.run(
            lambda library: _redacting().redact(library, case_id, path, why), show
        )


def _redacting() -> Any:
    from ssc_desktop import services

    return services.redacting


def _history() -> Any:
    from ssc_desktop import services

    return services.history


def _cases() -> Any:
    from ssc_desktop import services

    return services.cases
