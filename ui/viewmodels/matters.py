"""What needs a person, line by line under the stories it is in, as the list of it shows it."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui.overriding import override
from ui.viewmodels import settle_words
from ui.viewmodels.matter import DUPLICATE, Line

_Index = QModelIndex | QPersistentModelIndex
LINE = int(Qt.ItemDataRole.UserRole)
HEADING = LINE + 1


class MatterList(QAbstractListModel):
    """Stories, and under each what needs a person in it."""

    shown = Signal()
    """Other lines are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._every: list[Line] = []
        self._rows: list[Line | str] = []
        self.kind = ""
        """The one kind that is shown; "" for all."""
        self.words = ""

    @property
    def every(self) -> tuple[Line, ...]:
        """All lines, whether they are shown or not."""
        return tuple(self._every)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines shown now, without the stories' names."""
        return tuple(row for row in self._rows if isinstance(row, Line))

    def count(self, kind: str) -> int:
        """How many lines there are of a kind."""
        return sum(one.sort == kind for one in self._every)

    def show(self, lines: Iterable[Line]) -> None:
        """Show what needs a person now."""
        self._every = list(lines)
        self._renew()

    def narrow(self, kind: str, words: str = "") -> None:
        """Show only one kind, and only lines that hold some words."""
        if (kind, words) != (self.kind, self.words):
            self.kind, self.words = kind, words
            self._renew()

    def remove(self, line: Line) -> None:
        """It is settled."""
        self._every = [one for one in self._every if one.key != line.key]
        self._renew()

    def _renew(self) -> None:
        words = self.words.casefold().split()
        fitting = [one for one in self._every if self.kind in {"", one.sort} and one.holds(words)]
        rows = _with_headings(fitting)
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        self.shown.emit()

    def row_of(self, line: Line | None) -> int:
        """Where a line stands; -1 where it is not shown."""
        rows = enumerate(self._rows)
        return next((at for at, row in rows if isinstance(row, Line) and line is not None
                     and row.key == line.key), -1)  # fmt: skip

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        row = index.row()
        if not (0 <= row < len(self._rows)) or isinstance(self._rows[row], str):
            return Qt.ItemFlag.NoItemFlags  # the keyboard passes over the stories' names
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        named = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        if isinstance(row, str):
            return row if role in named | {HEADING} else None
        if role == LINE:
            return row
        return settle_words.spoken(row) if role in named else None


def _with_headings(lines: Iterable[Line]) -> list[Line | str]:
    """The lines of each story together, under its name; pairs of stories stand by themselves."""
    stories: dict[str, list[Line]] = {}
    for one in lines:
        stories.setdefault("" if one.kind == DUPLICATE else one.case_id, []).append(one)
    rows: list[Line | str] = []
    for held in stories.values():
        rows += [settle_words.over(held[0]), *held]
    return rows
