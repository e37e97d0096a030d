"""The command palette: everything that can be done, found by its name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ssc_desktop.i18n import _
from ssc_desktop.record import fuzzy
from ui.widgets.finder import Finder
from ui.widgets.finder_entries import Entry


@dataclass(frozen=True)
class Act:
    """Something that can be done, or cannot now."""

    name: str
    words: str
    do: Callable[[], object]
    keys: str = ""
    icon: str = ""
    why_not: str = ""
    """Why it cannot be done now; "" where it can."""


class Palette(QObject):
    """Commands by name, those used last first; what cannot be done now says why."""

    def __init__(
        self, window: QWidget, acts: Sequence[Act], recent: Sequence[str],
        used: Callable[[str], object],
    ) -> None:  # fmt: skip
        hint = _("What do you want to do?")
        self.finder = Finder(window, hint=hint, name=_("All commands"))
        super().__init__(self.finder)
        self._window = window
        self._acts: Mapping[str, Act] = {act.name: act for act in acts}
        self._places = {name: at for at, name in enumerate(recent)}
        self._used = used
        self.finder.typed.connect(self._show)
        self.finder.picked.connect(self._on_picked)
        self._show("")

    def open(self) -> None:
        """Open over the window."""
        self.finder.open_over(self._window)

    def _show(self, typed: str) -> None:
        found = []
        for order, act in enumerate(self._acts.values()):
            fit = fuzzy.fit(typed, act.words)
            if fit is not None:
                used = self._places.get(act.name, len(self._acts))
                rank = (bool(act.why_not), -fit.score, used, order)
                found.append((rank, _entry(act, fit.places)))
        found.sort(key=lambda pair: pair[0])
        entries = [entry for _rank, entry in found]
        self.finder.show_entries(entries, _("No command has a name like this."))

    def _on_picked(self, name: str) -> None:
        self._used(name)
        self._acts[name].do()


def _entry(act: Act, places: tuple[tuple[int, int], ...]) -> Entry:
    return Entry(
        act.name, act.words, act.why_not, act.keys, act.icon, enabled=not act.why_not, places=places
    )
