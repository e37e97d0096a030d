"""Errands of originals: the files that were taken in for a story, shown and opened after asking."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ssc_desktop import files, temporary
from ssc_desktop.i18n import _
from ui.showing import show_file
from ui.viewmodels.notice import Notice

if TYPE_CHECKING:
    from ssc_desktop.services.originals import Original
    from ui.errands import Errands
    from ui.viewmodels.shelf import Shelf


class KeptFiles(QObject):
    """What is opened is a copy: nobody writes into what is kept."""

    def __init__(self, window: QWidget, shelf: "Shelf", errands: "Errands") -> None:
        super().__init__(window)
        self._window, self._shelf, self._errands = window, shelf, errands
        self._folder: Path | None = None

    def show(self) -> None:
        """Show the originals of the open story."""
        case_id = self._shelf.editor.case_id
        if case_id:
            self._shelf.tasks.run(partial(_originals, case_id=case_id), self._show)

    def _show(self, originals: "tuple[Original, ...]") -> None:
        from ui.widgets.originals_dialog import OriginalsDialog

        dialog = OriginalsDialog(self._window, originals)
        dialog.open_wanted.connect(partial(self._ask_to_open, dialog))
        dialog.copy_wanted.connect(self._save_copy)
        self._errands.dialogs.ask(dialog)

    def _ask_to_open(self, owner: QWidget, one: "Original") -> None:
        from ui.widgets.asking_dialog import AskingDialog

        def words() -> tuple[str, str, str, str]:
            question = _("Open “{name}”?").format(name=one.name)
            return question, danger_of(one.name), _("Open it"), _("Leave it")

        asking = AskingDialog(owner, words)
        asking.agreed.connect(partial(self._open, one))
        self._errands.dialogs.ask(asking)

    def _open(self, one: "Original") -> None:
        if self._folder is None:
            self._folder = temporary.new_folder()
        target = self._folder / name_of_copy(one.name)
        self._shelf.tasks.run(
            partial(_copied, number=one.number, target=target), lambda _done: show_file(target)
        )

    def _save_copy(self, one: "Original") -> None:
        suggested = self._errands.folder() / name_of_copy(one.name)
        target = self._errands.dialogs.save_as(self._window, _("Save a copy"), suggested, "")
        if target is None:
            return

        def tell(_done: object) -> None:
            said = _("The copy is saved: {name}.").format(name=target.name)
            folder = (_("Open folder"), partial(show_file, target.parent))
            self._shelf.told.emit(Notice(said, (folder,)))

        self._shelf.tasks.run(partial(_copied, number=one.number, target=target), tell)


def danger_of(name: str) -> str:
    """What to think of before a file that came from somebody is opened."""
    if Path(name).suffix.lower() in _WITH_MACROS:
        return _(
            "It came from somebody else, and is of a kind that holds programs (macros). Open it "
            "only if you know who made it and why, and let no macros run."
        )
    return _(
        "It came from somebody else. Open it only if you trust where it came from: it can hold a "
        "program."
    )


def name_of_copy(name: str) -> str:
    """A name under which a file that came can be opened: as a document or table, and nothing else.

    A file that reads as a document can be a program under another ending.
    """
    path = Path(name)
    ending = path.suffix.lower()
    return files.safe_name(path.stem, "file") + (ending if ending in _ENDINGS else "")


_ENDINGS = frozenset(
    {".docx", ".docm", ".dotx", ".doc", ".odt", ".rtf", ".xlsx", ".xlsm", ".ods", ".csv", ".tsv",
     ".txt", ".json", ".zip"}
)  # fmt: skip


_WITH_MACROS = frozenset({".docm", ".dotm", ".doc", ".xlsm", ".xls", ".ods", ".odt"})


def _originals(library: Any, *, case_id: str) -> "tuple[Original, ...]":
    from ssc_desktop.services import originals

    return originals.of(library, case_id)


def _copied(library: Any, *, number: int, target: Path) -> None:
    from ssc_desktop.services import originals

    originals.save_copy(library, number, target)
