"""Names that the library knows, ready for completing what one types."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from ssc_desktop.record.vocabularies import folded
from ui.tasks import Tasks

if TYPE_CHECKING:
    from ssc_desktop.services.naming import Known, KnownNames

_MOST = 8
_LEAST_TYPED = 2


class Names(QObject):
    """Loaded behind the window's back when they are first wanted, and anew after changes."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._known: KnownNames | None = None
        self._fresh = False
        self._loading = False

    def grow_old(self) -> None:
        """The library changed: look again when names are wanted next."""
        self._fresh = False

    def prepare(self) -> None:
        """Load them, where that was not done since the last change."""
        if self._fresh or self._loading:
            return
        self._loading = True

        def show(known: "KnownNames") -> None:
            self._known, self._fresh, self._loading = known, True, False

        def failed(_error: object) -> None:
            self._loading = False

        self._tasks.run(_load, show, failed=failed)

    @property
    def ready(self) -> bool:
        """Whether names are there."""
        return self._known is not None

    def matching(self, typed: str, *, people: bool) -> "list[Known]":
        """Names that begin so first, then those in which a word begins so."""
        wanted = folded(typed)
        if self._known is None or len(wanted) < _LEAST_TYPED:
            return []
        held = self._known.people if people else self._known.organisations
        first = [one for one in held if one.key.startswith(wanted) and one.key != wanted]
        within = [one for one in held
                  if f" {wanted}" in one.key and not one.key.startswith(wanted)]  # fmt: skip
        return (first + within)[:_MOST]


def _load(library: Any) -> "KnownNames":
    from ssc_desktop import services

    return services.naming.names_known(library)
