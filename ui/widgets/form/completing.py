"""Completing the names of organisations and people with what the library knows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from ssc_desktop.i18n import _
from ui.viewmodels import wording
from ui.widgets.form.asking import Asking

if TYPE_CHECKING:
    from ssc_desktop.services.naming import Known
    from ui.viewmodels.story_editor import Path

_PEOPLE = frozenset({("authors", "person"), ("primary_contact", "name"), ("change_agent", "name")})
_ORGANISATIONS = frozenset({
    ("partner", "name_as_used"), ("authors", "organisation"), ("primary_contact", "organisation"),
    ("change_agent", "organisation"),
})  # fmt: skip


def completes(path: "Path") -> bool:
    """Whether names are known for the field at `path`."""
    return len(path) == 3 and (path[0], path[2]) in _PEOPLE | _ORGANISATIONS


class Completing(QObject):
    """Offers names under a line; choosing a known partner also fills country and kind."""

    def __init__(self, line: QLineEdit, asking: Asking, path: "Path") -> None:
        super().__init__(line)
        self._line, self._asking, self._path = line, asking, path
        self._people = (path[0], path[2]) in _PEOPLE
        self._offered: list[Known] = []
        self._model = QStandardItemModel(self)
        self.completer = QCompleter(self._model, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup = QListView()
        self._popup.setProperty("role", "menu")
        self._popup.setAccessibleName(_("Names that the library knows"))
        self.completer.setPopup(self._popup)
        self.completer.setWidget(line)
        self.completer.activated[QModelIndex].connect(self._on_chosen)
        line.textEdited.connect(self._on_typed)

    def _on_typed(self, text: str) -> None:
        names = self._asking.names
        if names is None:
            return
        self._offered = names.matching(text, people=self._people)
        self._model.clear()
        for one in self._offered:
            item = QStandardItem(_words(one))
            item.setData(one.name, Qt.ItemDataRole.EditRole)
            item.setText(_words(one))
            self._model.appendRow(item)
        if self._offered:
            self.completer.complete()
            self._popup.setCurrentIndex(QModelIndex())
        else:
            self._popup.hide()

    def _on_chosen(self, index: QModelIndex) -> None:
        row = index.row()
        if not 0 <= row < len(self._offered):
            return
        one = self._offered[row]
        self._line.setText(one.name)
        editor = self._asking.editor
        editor.set_value(self._path, one.name)
        if self._path[0] != "partner":
            return
        for name, value in (("partner_kind", one.kind), ("country", one.country),
                            ("org_type", one.org_type)):  # fmt: skip
            place = (*self._path[:2], name)
            if value and editor.value(place) is None:
                editor.set_value(place, value)


def _words(one: "Known") -> str:
    """The name, and behind it what will be filled in with it."""
    more = [wording.label("country", one.country), wording.label("org_type", one.org_type)]
    said = " · ".join(part for part in more if part)
    return f"{one.name}  –  {said}" if said else one.name
