"""Quick open: a few letters, and the story or the section is there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ssc_desktop.i18n import _
from ssc_desktop.record import fuzzy
from ssc_desktop.record.case import CASE
from ui.viewmodels import wording
from ui.widgets.finder import Finder
from ui.widgets.finder_entries import Entry

if TYPE_CHECKING:
    from ssc_desktop.services.finding import Hit
    from ui.tasks import Job
    from ui.viewmodels.shelf import Shelf

_PAUSE = 40
_STORY, _SECTION = "story:", "section:"


@dataclass(frozen=True)
class Ways:
    """What quick open can do."""

    story: Callable[[str], object]
    section: Callable[[int], object]


class QuickOpen(QObject):
    """Stories by title, short name or code, and the sections of the open story."""

    def __init__(self, shelf: "Shelf", window: QWidget, recent: Sequence[str], ways: Ways) -> None:
        hint = _("Title, short name or code of a story, or a section…")
        self.finder = Finder(window, hint=hint, name=_("Open a story or a section"))
        super().__init__(self.finder)
        self._shelf = shelf
        self._window = window
        self._recent = tuple(recent)
        self._ways = ways
        self._job: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.finder.typed.connect(lambda _text: self._pause.start())
        self.finder.picked.connect(self._on_picked)
        self.finder.closed.connect(self._end)
        self._ask()

    def open(self) -> None:
        """Open over the window."""
        self.finder.open_over(self._window)

    def _end(self) -> None:
        self._pause.stop()  # what was typed last is asked for by nobody now
        self._stop()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()
            self._job = None

    def _ask(self) -> None:
        typed, recent = self.finder.search.text(), self._recent
        self._stop()
        self._job = self._shelf.tasks.look(
            lambda library: _finding().quick(library, typed, recent),
            lambda hits: self._show(typed, hits),
        )

    def _show(self, typed: str, hits: "tuple[Hit, ...]") -> None:
        self._job = None
        if typed != self.finder.search.text():
            return
        here = self._shelf.editor.case_id
        scored = [(hit.score, _story(hit)) for hit in hits if typed or hit.summary.id != here]
        scored += self._sections(typed)
        if typed.strip():
            scored.sort(key=lambda pair: -pair[0])
        self.finder.show_entries(
            [entry for _score, entry in scored], _("Nothing has a name like this.")
        )

    def _sections(self, typed: str) -> list[tuple[int, Entry]]:
        if self._shelf.editor.case is None:
            return []
        found = []
        for at, section in enumerate(CASE.sections):
            name = _(section.label)
            fit = fuzzy.fit(typed, name)
            if fit is not None:
                keys = f"Alt+{at + 1}"
                detail = _("Section of the open story")
                key = f"{_SECTION}{at}"
                entry = Entry(key, name, detail, keys, section.icon, places=fit.places)
                found.append((fit.score, entry))
        return found

    def _on_picked(self, key: str) -> None:
        if key.startswith(_SECTION):
            self._ways.section(int(key.removeprefix(_SECTION)))
        else:
            self._ways.story(key.removeprefix(_STORY))


def _story(hit: "Hit") -> Entry:
    one = hit.summary
    return Entry(
        _STORY + one.id,
        one.title or _("Untitled story"),
        wording.subtitle(one),
        one.case_code or one.short_name,
        "file-text",
        places=hit.places,
    )


def _finding() -> Any:
    from ssc_desktop import services

    return services.finding
