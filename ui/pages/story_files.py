"""The files of the open story: taking them in, showing them, and looking at them large."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ssc_desktop import settings
from ui.viewmodels import files
from ui.widgets.receiving import Receiving
from ui.worker import is_there

if TYPE_CHECKING:
    from ui.viewmodels.shelf import Shelf
    from ui.widgets.form.form import Form
    from ui.widgets.photo_viewer import PhotoViewer


class StoryFiles(QObject):
    """Gives the form what it needs for files."""

    copy_wanted = Signal(object)
    """An Attachment of which somebody wants a copy."""
    dropped = Signal(list, str)
    """Bundles and documents to look at, and the story over which they were let go."""

    def __init__(self, form: "Form", shelf: "Shelf") -> None:
        super().__init__(form)
        self._form = form
        self._shelf = shelf
        self._sizes: dict[str, int] = {}
        self._sizes_wanted: dict[str, list[Callable[[int], None]]] = {}
        self.viewer: PhotoViewer | None = None
        intake = shelf.intake
        asking = form.asking
        asking.thumbnail = shelf.thumbnails.ask
        asking.size_of = self._size_of
        asking.view = self.view
        asking.save_copy = self.save_copy
        asking.positions = intake.positions
        asking.who = lambda: settings.load().author_name
        intake.show_wanted.connect(form.reveal)
        self.receiving = Receiving(
            form,
            intake.take,
            lambda found: self.dropped.emit(found, shelf.editor.case_id),
            lambda: shelf.editor.case is not None,
        )

    def view(self, item_id: str) -> None:
        """Show a picture of the story large."""
        from ui.widgets.photo_viewer import PhotoViewer

        pictures = [one for one in files.attachments(self._shelf.editor) if files.is_picture(one)]
        if not pictures:
            return
        ask = self._shelf.thumbnails.ask_whole
        self.viewer = PhotoViewer(self._form, pictures, ask, self.save_copy)
        self.viewer.finished.connect(self._on_viewed)
        self.viewer.show_item(item_id)
        self.viewer.open()

    def _on_viewed(self) -> None:
        if self.viewer is not None:
            self.viewer.deleteLater()
            self.viewer = None

    def save_copy(self, item_id: str) -> None:
        """Ask for a place for a copy of a file."""
        held = files.attachments(self._shelf.editor)
        item = next((one for one in held if one.id == item_id), None)
        if item is not None and item.sha256:
            self.copy_wanted.emit(item)

    def _size_of(self, sha256: str, then: Callable[[int], None]) -> None:
        """Cards that come on screen together are answered by one look at the disk."""
        if sha256 in self._sizes:
            then(self._sizes[sha256])
            return
        first = not self._sizes_wanted
        self._sizes_wanted.setdefault(sha256, []).append(then)
        if first:
            QTimer.singleShot(0, self, self._measure)

    def _measure(self) -> None:
        wanted, self._sizes_wanted = self._sizes_wanted, {}

        def answer(found: dict[str, int]) -> None:
            self._sizes |= found
            for sha256, waiting in wanted.items():
                for then in filter(is_there, waiting):
                    then(found.get(sha256, 0))

        self._shelf.tasks.run(lambda library: _measured(library, list(wanted)), answer)


def _measured(library: Any, wanted: list[str]) -> dict[str, int]:
    from ssc_desktop import services

    sizes: dict[str, int] = services.attachments.sizes(library, wanted)
    return sizes
