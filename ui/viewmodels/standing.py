"""How far the open story is told, told again a moment after each change; and the next gap."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from ssc_desktop.record.case import CASE
from ssc_desktop.record.completeness import Gap, Standing, standing
from ssc_desktop.record.gates import missing_for
from ui.viewmodels.story_editor import Path, StoryEditor

_PAUSE = 150


class StandingWatch(QObject):
    """Keeps the standing of the open story."""

    changed = Signal()

    def __init__(self, editor: StoryEditor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self.standing: Standing | None = None
        self.gaps: tuple[Gap, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.renew)
        editor.edited.connect(self._pause.start)
        editor.opened.connect(self.renew)

    def renew(self) -> None:
        """Look at the story now."""
        self._pause.stop()
        case = self._editor.case
        self.standing = standing(case) if case is not None else None
        self.gaps = missing_for(case, "complete") if case is not None else ()
        self.changed.emit()

    def next_gap(self, here: Path | None) -> Gap | None:
        """The first gap after `here` in the order of the form, or the first of all."""
        if not self.gaps:
            return None
        if here is None:
            return self.gaps[0]
        order = [_place(gap.path, self._editor) for gap in self.gaps]
        at = _place(here, self._editor)
        later = (gap for gap, place in zip(self.gaps, order, strict=True) if place > at)
        return next(later, self.gaps[0])


def _place(path: Path, editor: StoryEditor) -> tuple[int, ...]:
    """Where a path stands in the form, for comparing."""
    names = [member.name for member in CASE.fields]
    place = [names.index(path[0]) if path[0] in names else len(names)]
    if len(path) > 1:
        ids = [item.id for item in editor.items(path[:1])]
        place.append(ids.index(path[1]) if path[1] in ids else len(ids))
    if len(path) > 2:
        group = CASE.groups().get(path[0])
        fields: Sequence[str] = [member.name for member in group.fields] if group else []
        place.append(fields.index(path[2]) if path[2] in fields else len(fields))
    return tuple(place)
