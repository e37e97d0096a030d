"""The list of stories: one page of summaries, as the list view and its painter read them."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.viewmodels import wording

if TYPE_CHECKING:
    from ssc_desktop.services.answers import Listing, Summary

_Index = QModelIndex | QPersistentModelIndex

SUMMARY = int(Qt.ItemDataRole.UserRole)
ID = SUMMARY + 1


class StoryList(QAbstractListModel):
    """Summaries in the order of the store."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._summaries: tuple[Summary, ...] = ()
        self.total = 0

    def show(self, listing: "Listing") -> None:
        """Show `listing`; where the same stories are listed, only what they say is renewed."""
        old = [summary.id for summary in self._summaries]
        new = [summary.id for summary in listing.summaries]
        self.total = listing.total
        if old == new:
            self._summaries = listing.summaries
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self._summaries = listing.summaries
        self.endResetModel()

    @property
    def summaries(self) -> tuple["Summary", ...]:
        """The stories shown now."""
        return self._summaries

    def summary(self, row: int) -> "Summary | None":
        """The story in `row`."""
        return self._summaries[row] if 0 <= row < len(self._summaries) else None

    def row_of(self, case_id: str) -> int:
        """Where a story stands; -1 where it is not shown."""
        return next((at for at, one in enumerate(self._summaries) if one.id == case_id), -1)

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._summaries)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        summary = self.summary(index.row()) if index.isValid() else None
        if summary is None:
            return None
        if role == SUMMARY:
            return summary
        if role == ID:
            return summary.id
        if role == Qt.ItemDataRole.DisplayRole:
            return summary.title or _("Untitled story")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(summary)
        return None


def spoken(summary: "Summary") -> str:
    """A story in one line, for those who hear the list instead of seeing it."""
    return _("{title}, {where}, {status}, {percent} %").format(
        title=summary.title or _("Untitled story"),
        where=wording.subtitle(summary),
        status=wording.label("case_status", summary.status),
        percent=summary.completeness,
    )
