"""Advice on the open story: the checks of the dictionary and the coach, a moment after a change."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ssc_desktop.record.advising import Advice
from ssc_desktop.record.case import CASE
from ui.tasks import Tasks
from ui.viewmodels.story_editor import Path, StoryEditor

if TYPE_CHECKING:
    from ssc_desktop.record.case import Case
    from ssc_desktop.settings import Settings

PAUSE = 1_200
"""Milliseconds without a change after which the story is looked at again."""
_AT_FIRST = 250
_MOST_DISMISSED = 500

_SECTION_OF = {member.name: section.name for section in CASE.sections for member in section.fields}


class AdviceWatch(QObject):
    """Keeps what is advised on the open story; works it out on another thread."""

    changed = Signal(object)
    """The set of paths at which something else is advised now."""
    preferences_changed = Signal()
    """A kind was silenced, or one piece of advice put away."""

    def __init__(self, editor: StoryEditor, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._tasks = tasks
        self._found: tuple[Advice, ...] = ()
        self._shown: dict[Path, tuple[Advice, ...]] = {}
        self._turn = 0
        self.coach = True
        """Whether the story coach speaks."""
        self.silenced: tuple[str, ...] = ()
        """Rules of the coach that are not to be heard."""
        self.dismissed: tuple[str, ...] = ()
        """Advice that was put away in one place: story, path and rule."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.renew)
        editor.edited.connect(lambda: self._pause.start(PAUSE))
        editor.opened.connect(self._on_opened)

    # ------------------------------------------------------------ what is advised

    def at(self, path: Path) -> tuple[Advice, ...]:
        """What is advised for one question or group."""
        return self._shown.get(path, ())

    def below(self, path: Path) -> int:
        """How much is advised within an item."""
        size = len(path)
        return sum(len(held) for at, held in self._shown.items()
                   if len(at) > size and at[:size] == path)  # fmt: skip

    @property
    def counts(self) -> Mapping[str, int]:
        """How much is advised in each section."""
        times: Counter[str] = Counter()
        for path, held in self._shown.items():
            times[_SECTION_OF.get(path[0], "")] += len(held)
        return times

    # ------------------------------------------------------------ looking at the story

    def _on_opened(self) -> None:
        self._turn += 1
        self._found = ()
        self._sort()
        if self._editor.case is not None:
            self._pause.start(_AT_FIRST)

    def renew(self) -> None:
        """Look at the story now; what is found is shown a moment later."""
        self._pause.stop()
        case = self._editor.case
        if case is None:
            return
        self._turn += 1
        turn = self._turn

        def show(found: tuple[Advice, ...]) -> None:
            if turn == self._turn:
                self._found = found
                self._sort()

        self._tasks.aside(lambda: _looked_at(case), show)

    def _sort(self) -> None:
        held: defaultdict[Path, list[Advice]] = defaultdict(list)
        for one in self._found:
            if not self._is_quiet(one):
                held[one.path].append(one)
        shown = {path: tuple(advised) for path, advised in held.items()}
        changed = {path for path in (*shown, *self._shown)
                   if shown.get(path) != self._shown.get(path)}  # fmt: skip
        self._shown = shown
        if changed:
            self.changed.emit(changed)

    def _is_quiet(self, one: Advice) -> bool:
        from ssc_desktop.record.checks import SHOWN_BY_THE_METER

        if one.coach and (not self.coach or one.rule in self.silenced):
            return True
        return one.rule == SHOWN_BY_THE_METER or self._key(one) in self.dismissed

    def _key(self, one: Advice) -> str:
        return "/".join((self._editor.case_id, *one.path, one.rule))

    # ------------------------------------------------------------ what the person wants to hear

    def prefer(self, chosen: "Settings") -> None:
        """Take over what the person chose."""
        wanted = (chosen.coach, chosen.silenced, chosen.dismissed)
        if wanted != (self.coach, self.silenced, self.dismissed):
            self.coach, self.silenced, self.dismissed = wanted
            self._sort()

    def dismiss(self, one: Advice) -> None:
        """Do not show this piece of advice in this place again."""
        self.dismissed = (*self.dismissed, self._key(one))[-_MOST_DISMISSED:]
        self._sort()
        self.preferences_changed.emit()

    def silence(self, rule: str) -> None:
        """Do not hear a rule of the coach any more, in any story."""
        if rule not in self.silenced:
            self.silenced = (*self.silenced, rule)
            self._sort()
            self.preferences_changed.emit()


def _looked_at(case: "Case") -> tuple[Advice, ...]:
    from ssc_desktop.record import checks, coach

    return (*checks.advice(case), *coach.hints(case))
