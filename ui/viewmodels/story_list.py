"""The list of stories as views read it: its order, and the lines that were read so far."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from ssc_desktop.i18n import N_, _
from ui.overriding import override
from ui.viewmodels import wording

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Listing, Summary
    from ssc_desktop.services.listing import Excerpt

_Index = QModelIndex | QPersistentModelIndex

SUMMARY = int(Qt.ItemDataRole.UserRole)
ID = SUMMARY + 1
EXCERPT = SUMMARY + 2

COLUMNS = (
    ("title", N_("Title")),
    ("country", N_("Partners")),
    ("sector", N_("Sector")),
    ("year", N_("Years")),
    ("status", N_("Status")),
    ("completeness", N_("Told")),
    ("changed", N_("Last changed")),
)
"""What a column is sorted by, and its heading; the sector cannot be sorted by."""
_MOST_LINES = 4_000
_PAGE = 100
_HERE: _Index = QModelIndex()


class StoryList(QAbstractTableModel):
    """Stories in the order of the store; lines that are not here yet are asked for when seen."""

    lines_wanted = Signal(list)
    """Ids of stories whose lines are looked at and were not read yet."""
    excerpts_wanted = Signal(list)
    """Ids of stories that are looked at while words are searched for."""
    more_wanted = Signal()
    """The end of what is known comes near."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: list[str] = []
        self._rows: dict[str, int] | None = None
        self._lines: dict[str, Summary] = {}
        self.total = 0
        self.goes_on = False
        """Whether more stories follow than those known."""
        self.searching = False
        """Whether words are searched for, and the places where they stand are wanted."""
        self._excerpts: dict[str, Excerpt | None] = {}
        self._missing: set[str] = set()
        self._unexcerpted: set[str] = set()
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(0)
        self._asking.timeout.connect(self._ask)

    # ------------------------------------------------------------ what is listed

    def show(self, listing: "Listing") -> None:
        """Show a list that is known whole by its lines."""
        self.show_order([one.id for one in listing.summaries], listing.summaries)
        self.total = listing.total

    def show_order(
        self, ids: Sequence[str], lines: Iterable["Summary"], *, goes_on: bool = False
    ) -> None:
        """Show these stories; views keep their place where the list is nearly the same."""
        self.goes_on = goes_on
        self._keep(lines)
        new, old = list(ids), self._ids
        if new == old:
            self._tell_renewed(0, len(new) - 1)
        elif len(new) > len(old) and new[: len(old)] == old:
            self._append(new[len(old) :])
        elif not self._moved(old, new):
            self.beginResetModel()
            self._ids, self._rows = new, None
            self.endResetModel()
        self.total = len(new)

    def forget_lines(self) -> None:
        """Another library or another language: nothing that was read counts any more."""
        self._lines.clear()
        self.forget_excerpts()

    def forget_excerpts(self) -> None:
        """Other words are searched for."""
        self._excerpts.clear()
        self._unexcerpted.clear()

    def _append(self, more: Sequence[str]) -> None:
        at = len(self._ids)
        self.beginInsertRows(QModelIndex(), at, at + len(more) - 1)
        self._ids, self._rows = [*self._ids, *more], None
        self.endInsertRows()

    def append(self, lines: Sequence["Summary"], *, goes_on: bool) -> None:
        """What follows on the stories known so far."""
        self.goes_on = goes_on
        self._keep(lines)
        new = [one.id for one in lines if one.id not in self.rows]
        if new:
            self._append(new)
        self.total = len(self._ids)

    def _moved(self, old: list[str], new: list[str]) -> bool:
        """Tell of one story that came first, is new or went; False where more is different."""
        here = QModelIndex()
        if new and old and new[1:] == old:
            self.beginInsertRows(here, 0, 0)
            self._ids, self._rows = new, None
            self.endInsertRows()
            return True
        if new and new[0] in self.rows and len(new) == len(old):
            at = self.rows[new[0]]
            if at and old[:at] == new[1 : at + 1] and old[at + 1 :] == new[at + 1 :]:
                self.beginMoveRows(here, at, at, here, 0)
                self._ids, self._rows = new, None
                self.endMoveRows()
                self._tell_renewed(0, at)
                return True
        if len(new) == len(old) - 1:
            pairs = zip(old, new, strict=False)
            at = next((n for n, (was, now) in enumerate(pairs) if was != now), len(new))
            if old[at + 1 :] == new[at:]:
                self.beginRemoveRows(here, at, at)
                self._ids, self._rows = new, None
                self.endRemoveRows()
                return True
        return False

    def renew(self, lines: Iterable["Summary"]) -> None:
        """Lines that were read, or say something else now."""
        rows = self.rows
        found = [rows[one.id] for one in lines if one.id in rows]
        self._keep(lines)
        if found:
            self._tell_renewed(min(found), max(found))

    def renew_excerpts(self, asked: Iterable[str], found: "dict[str, Excerpt]") -> None:
        """Where the words stand in stories."""
        rows = []
        for case_id in asked:
            self._excerpts[case_id] = found.get(case_id)
            rows += [self.rows[case_id]] if case_id in self.rows else []
        if rows:
            self._tell_renewed(min(rows), max(rows))

    def _keep(self, lines: Iterable["Summary"]) -> None:
        for one in lines:
            self._lines.pop(one.id, None)
            self._lines[one.id] = one
            self._missing.discard(one.id)
        while len(self._lines) > _MOST_LINES:
            del self._lines[next(iter(self._lines))]

    def _tell_renewed(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    # ------------------------------------------------------------ what is known

    @property
    def ids(self) -> list[str]:
        """The ids of all stories listed, in order."""
        return self._ids

    @property
    def rows(self) -> dict[str, int]:
        """Where each story stands."""
        if self._rows is None:
            self._rows = {case_id: at for at, case_id in enumerate(self._ids)}
        return self._rows

    @property
    def summaries(self) -> tuple["Summary", ...]:
        """The lines that were read, in the order of the list."""
        return tuple(self._lines[one] for one in self._ids if one in self._lines)

    def line(self, case_id: str) -> "Summary | None":
        """The line of a story, where it was read."""
        return self._lines.get(case_id)

    def id_at(self, row: int) -> str:
        """The id of the story in `row`; "" where there is none."""
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def summary(self, row: int) -> "Summary | None":
        """The story in `row`; None where its line is not here yet."""
        return self._lines.get(self.id_at(row))

    def row_of(self, case_id: str) -> int:
        """Where a story stands; -1 where it is not shown."""
        return self.rows.get(case_id, -1)

    # ------------------------------------------------------------ asked for when seen

    def _ask(self) -> None:
        if self._missing:
            wanted, self._missing = list(self._missing), set()
            self.lines_wanted.emit(wanted)
        if self._unexcerpted:
            wanted, self._unexcerpted = list(self._unexcerpted), set()
            self.excerpts_wanted.emit(wanted)

    def _miss(self, row: int) -> None:
        # the neighbours come along: whoever scrolls sees them next
        first = row - row % _PAGE
        for case_id in self._ids[first : first + _PAGE]:
            if case_id not in self._lines:
                self._missing.add(case_id)
        self._asking.start()

    @override
    def canFetchMore(self, parent: _Index) -> bool:
        return self.goes_on and not parent.isValid()

    @override
    def fetchMore(self, parent: _Index) -> None:
        self.more_wanted.emit()

    # ------------------------------------------------------------ as Qt asks

    @override
    def rowCount(self, parent: _Index = _HERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    @override
    def columnCount(self, parent: _Index = _HERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(COLUMNS):
            return _(COLUMNS[section][1])
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = index.row()
        if role == ID:
            return self.id_at(row)
        summary = self.summary(row)
        if summary is None:
            self._miss(row)
            return None
        return self._told(summary, index.column(), role)

    def _told(self, summary: "Summary", column: int, role: int) -> Any:
        told: Any = None
        if role == SUMMARY:
            told = summary
        elif role == EXCERPT:
            told = self._excerpt(summary.id)
        elif role == Qt.ItemDataRole.DisplayRole:
            told = cell(summary, COLUMNS[column][0])
        elif role == Qt.ItemDataRole.AccessibleTextRole and column == 0:
            told = spoken(summary)
        return told

    def _excerpt(self, case_id: str) -> "Excerpt | None":
        if not self.searching:
            return None
        if case_id not in self._excerpts:
            self._excerpts[case_id] = None
            self._unexcerpted.add(case_id)
            self._asking.start()
        return self._excerpts[case_id]


def cell(summary: "Summary", column: str) -> str:
    """What stands in a column of the table."""
    return _CELLS[column](summary)


_CELLS: dict[str, Callable[["Summary"], str]] = {
    "title": lambda one: one.title or _("Untitled story"),
    "country": wording.exchange,
    "sector": lambda one: wording.label("sector", one.sector),
    "year": lambda one: wording.years(one.first_year, one.last_year),
    "status": lambda one: wording.label("case_status", one.status),
    "completeness": lambda one: _("{percent} %").format(percent=one.completeness),
    "changed": lambda one: wording.day(one.changed),
}


def spoken(summary: "Summary") -> str:
    """A story in one line, for those who hear the list instead of seeing it."""
    return _("{title}, {where}, {status}, {percent} %").format(
        title=summary.title or _("Untitled story"),
        where=wording.subtitle(summary),
        status=wording.label("case_status", summary.status),
        percent=summary.completeness,
    )
