"""Whatever files come in: bundles and invitations go one way, documents and tables another."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.viewmodels.arriving import Arriving
from ui.viewmodels.collecting import Collecting
from ui.viewmodels.shelf import Shelf
from ui.viewmodels.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterable

_Sorted = tuple[list[Path], list[Path]]


class Incoming(QObject):
    """Looks at documents first: they wait, and are shown once the bundles are done with."""

    begun = Signal()
    """The person gave files to look at."""

    def __init__(self, shelf: Shelf, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self.collecting = Collecting(shelf, work, self)
        self.arriving = Arriving(shelf, work, self)
        self.collecting.begun.connect(self.begun)
        self.arriving.begun.connect(self.begun)

    @property
    def state(self) -> str:
        """What is shown: the bundles first, then the documents."""
        return self.collecting.state or self.arriving.state

    @property
    def shows_documents(self) -> bool:
        """Whether it is their turn."""
        return not self.collecting.state and bool(self.arriving.state)

    def look_at(self, sources: Sequence[Path], onto: str = "") -> None:
        """Look what files and folders would bring; nothing is changed.

        `onto` is the story over which they were let go.
        """
        self._shelf.tasks.aside(lambda: _sorted_out(sources), lambda some: self._go(some, onto))

    def _go(self, found: _Sorted, onto: str) -> None:
        bundles, documents = found
        if documents and bundles:
            self.arriving.plan(documents, onto, then=_planning(self.collecting, bundles))
        elif documents:
            self.arriving.plan(documents, onto)
        else:
            self.collecting.plan(bundles)


def _planning(collecting: Collecting, bundles: list[Path]) -> Callable[[], None]:
    return lambda: collecting.plan(bundles)


def _sorted_out(sources: "Iterable[Path]") -> _Sorted:
    """The bundles, with the folders that hold some or nothing at all, and the documents."""
    from ssc_desktop.services import file_kinds, searching

    bundles: list[Path] = []
    documents: list[Path] = []
    for source in sources:
        if not source.is_dir():
            is_bundle = file_kinds.kind_of(source) == file_kinds.BUNDLE
            (bundles if is_bundle else documents).append(source)
            continue
        found = searching.documents_in(source)
        documents += found
        if not found or searching.bundles_in([source]).files:
            bundles.append(source)
    return bundles, documents
