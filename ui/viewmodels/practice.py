"""What there is to try in the practice library, and what of it was done."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.i18n import _, ngettext
from ui.viewmodels.notice import Notice

if TYPE_CHECKING:
    from pathlib import Path

    from ssc_desktop.services.practising import Step
    from ui.tasks import Job
    from ui.viewmodels.shelf import Shelf


class Practice(QObject):
    """Fills the library when it is opened for the first time, and looks after every change."""

    changed = Signal()

    def __init__(self, shelf: "Shelf", parent: QObject) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._looking: Job | None = None
        self.steps: tuple[Step, ...] = ()
        self.bundles: tuple[Path, ...] = ()
        self.done: frozenset[str] = frozenset()

    def prepare(self) -> None:
        """Fill the library with what is missing: samples, and the bundles of three colleagues."""
        before = self._shelf.listing.total if self._shelf.listing is not None else 0
        if not before:
            self._shelf.told.emit(Notice(_("Preparing the practice library…")))
        self._shelf.tasks.run(_filled, lambda made: self._on_filled(made, before))

    def _on_filled(self, made: Any, before: int) -> None:
        self.steps, self.bundles = made.steps, made.bundles
        self._shelf.listed.connect(lambda _listing: self._look())

        def tell() -> None:
            n = len(made.bundles)
            said = ngettext(
                "The sample stories are here, and {n} bundle from a colleague.",
                "The sample stories are here, and {n} bundles from colleagues.", n,
            ).format(n=n)  # fmt: skip
            self._shelf.told.emit(Notice(said))
            self._shelf.open_first()

        self._shelf.refresh(then=tell if not before else _nothing)
        self._look()

    def _look(self) -> None:
        """See what was done; the last look counts."""
        if self._looking is not None:
            self._looking.stop()
        self._looking = self._shelf.tasks.look(_done, self._on_looked)

    def _on_looked(self, done: frozenset[str]) -> None:
        self._looking = None
        self.done = done
        self.changed.emit()


_nothing: Callable[[], None] = lambda: None  # noqa: E731 - nothing follows


def _filled(library: Any) -> Any:
    from ssc_desktop import services

    return services.practising.fill(library)


def _done(library: Any) -> frozenset[str]:
    from ssc_desktop import services

    return services.practising.done(library)
