"""The story that is open: its answers, every change to them, and the way back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ui.viewmodels.steps import (
    Deed,
    Path,
    Screen,
    Steps,
    changed_paths,
    redo_words,
    typed_since,
    undo_words,
)

__all__ = ["Path", "Screen", "StoryEditor"]

if TYPE_CHECKING:
    from ssc_desktop.record.case import Case
    from ssc_desktop.record.definition import Definition, GroupDefinition
    from ssc_desktop.record.values import Item
    from ssc_desktop.services.answers import OpenedCase, Version

_CASE_STUDY_ONLY = frozenset({"case_institution", "case_authors", "method"})


class StoryEditor(QObject):
    """Holds the open case; widgets read answers from it and hand changes to it."""

    opened = Signal()
    """Another story is shown, or none."""
    changed = Signal(object)
    """The path of a field, or of a group whose items came, went or moved."""
    edited = Signal()
    """The case differs from what was stored last."""
    history_changed = Signal()
    focus_wanted = Signal(object)
    """The path of the field that undo or redo changed."""
    depth_changed = Signal()
    overwritten = Signal()
    """The keyboard left an answer that was contested, and that the person wrote anew."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.case: Case | None = None
        self.case_id = ""
        self.base = ""
        self.unread: Mapping[str, str] = {}
        """What stands in boxes and cannot be read as their kind, by the field's path."""
        self.contested = False
        """Deleted on one laptop, changed on another that had not seen that: the story is shown."""
        self.conflicts: dict[str, tuple[Version, ...]] = {}
        self._written_over: set[Path] = set()
        self.stories: tuple[tuple[str, str], ...] = ()
        """Ids and titles of the other stories that a field may refer to."""
        self.all_shown = False
        self.steps = Steps()
        self.undone: Any = None
        """While undo or redo brings the keyboard back: what stood where it goes."""

    def open(self, opened: "OpenedCase | None") -> None:
        """Show `opened`; None empties the editor."""
        self.case = opened.case if opened else None
        self.case_id = str(opened.case.case_uuid) if opened else ""
        self.base = opened.base if opened else ""
        self.unread = dict(opened.unread) if opened else {}
        self.contested = opened.contested if opened else False
        self.conflicts = dict(opened.conflicts) if opened else {}
        self._written_over.clear()
        self.all_shown = False
        self.steps.clear()
        self.opened.emit()
        self.history_changed.emit()

    def shows(self, opened: "OpenedCase") -> bool:
        """Whether it is on the screen just so already."""
        return (self.case, self.unread, self.contested, self.conflicts) == (
            opened.case, opened.unread, opened.contested, opened.conflicts
        )  # fmt: skip

    def absorb(self, path: Path, opened: "OpenedCase", base: str = "") -> None:
        """Take over what the library did to one field of this story; undo does not undo it.

        What was typed meanwhile stays, and is handed over anew: a draft that was kept while the
        library was at it says the old answer. `base` is what its author has seen then, where the
        library does not count it as seen by itself.
        """
        if self.case is None:
            return
        try:
            value = _editing().value_at(opened.case, path)
            self.case = _editing().with_value(self.case, path, value)
        except KeyError:
            return
        self.unread = _without(self.unread, path)
        for step in self.steps.every():
            step.before = _with(step.before, path, value)
            step.after = _with(step.after, path, value)
        self.conflicts = dict(opened.conflicts)
        self.base = base or self.base
        self.changed.emit(path)
        if self.case != opened.case:
            self.edited.emit()
        elif base:
            self.base = opened.base

    def take_over(self, opened: "OpenedCase", path: Path, since: Screen | None = None) -> None:
        """Show the story as the library has it after it brought earlier words back.

        It is a step that undo takes back. `path` is what was meant; () for the whole story. What
        was typed after `since`, while the library was at it, stays.
        """
        before = self.screen()
        if before is None:
            return
        restored = Screen(opened.case, opened.base, dict(opened.unread))
        after = restored if since is None else typed_since(since, before, restored)
        self.case, self.base, self.unread = after.case, after.base, after.unread
        self.steps.add(before, after, path, Deed.RESTORED)
        self.contested = opened.contested
        self.renew_conflicts(opened.conflicts)
        self._tell_changes(before.case, after.case)
        self.history_changed.emit()
        if after != restored:
            self.edited.emit()

    def _tell_changes(self, before: "Case", after: "Case") -> None:
        for path in changed_paths(before, after):
            self.changed.emit(path)
        self.depth_changed.emit()

    def renew_conflicts(self, found: "Mapping[str, tuple[Version, ...]]") -> None:
        """Show what is contested now, after a save settled what was written over."""
        changed = {path for path in (*self.conflicts, *found)
                   if self.conflicts.get(path) != found.get(path)}  # fmt: skip
        self.conflicts = dict(found)
        for path in changed:
            self.changed.emit(tuple(path.split("/")))

    def leave(self, path: Path) -> None:
        """The keyboard left the question at `path`."""
        if path in self._written_over:
            self._written_over.clear()
            self.overwritten.emit()

    # ------------------------------------------------------------ answers

    def value(self, path: Path) -> Any:
        """The answer at `path`; None where there is no story or the item is gone."""
        if self.case is None:
            return None
        try:
            return _editing().value_at(self.case, path)
        except KeyError:
            return None

    def items(self, path: Path) -> "tuple[Item, ...]":
        """The items of the group at `path`; none where it was answered as a whole."""
        held = self.value(path)
        return held if isinstance(held, tuple) else ()

    def versions(self, path: Path) -> tuple["Version", ...]:
        """What others wrote at `path` where it is contested."""
        return self.conflicts.get("/".join(path), ())

    def screen(self) -> Screen | None:
        """The story as it stands on the screen; None where there is none."""
        return Screen(self.case, self.base, self.unread) if self.case else None

    def unread_at(self, path: Path) -> str:
        """What was typed at `path` and cannot be read as the field's kind."""
        return self.unread.get("/".join(path), "")

    def set_value(self, path: Path, value: Any, unread: str = "") -> None:
        """Answer the field at `path`; what was typed and cannot be read is kept in its place."""
        same = self.value(path) == value and self.unread_at(path) == unread
        if self.case is None or same:
            return
        others = _without(self.unread, path)
        self._change(
            _editing().with_value(self.case, path, value), path, merges=True,
            unread={**others, "/".join(path): unread} if unread else others,
        )  # fmt: skip
        if self.versions(path):
            self._written_over.add(path)
        self.changed.emit(path)
        if path == ("record_depth",):
            self.depth_changed.emit()

    def close_step(self) -> None:
        """What was done and what comes now are taken back one by one."""
        if self.steps.past:
            self.steps.past[-1].closed = True

    # ------------------------------------------------------------ items of groups

    def add(self, group: "GroupDefinition", path: Path, **values: Any) -> str:
        """Put a new item at the end of a group; returns its id."""
        if self.case is None:
            return ""
        item: Item = _editing().new_item(group, **values)
        self._change(_editing().with_item(self.case, path, item), path, deed=Deed.ADDED)
        self.changed.emit(path)
        return item.id

    def insert(self, path: Path, item: "Item") -> None:
        """Put an item that was made elsewhere at the end of the group at `path`."""
        if self.case is not None:
            self._change(_editing().with_item(self.case, path, item), path, deed=Deed.ADDED)
            self.changed.emit(path)

    def add_with(self, case: "Case", path: Path) -> None:
        """Take over a case with a new item and what belongs to it, as one step.

        `path` leads to the new item.
        """
        before = self.case
        if before is not None and case != before:
            self._change(case, path, deed=Deed.ADDED)
            self._tell_changes(before, case)

    def duplicate(self, path: Path, item_id: str) -> str:
        """Put a copy of an item right after it; returns the copy's id, "" where it is gone."""
        if self.case is None or all(item.id != item_id for item in self.items(path)):
            return ""
        case, copy = _editing().duplicated(self.case, path, item_id)
        self._change(case, path)
        self.changed.emit(path)
        return str(copy)

    def remove(self, path: Path, item_id: str) -> None:
        """Take an item out of the group at `path`; undo brings it back."""
        if self.case is None:
            return
        left = _without(self.unread, (*path, item_id))
        without = _editing().without_item(self.case, path, item_id)
        self._change(without, path, unread=left, deed=Deed.REMOVED)
        self.changed.emit(path)

    def move(self, path: Path, item_id: str, by: int) -> None:
        """Move an item up (-1) or down (1)."""
        ids = [item.id for item in self.items(path)]
        if self.case is None or item_id not in ids:
            return
        index = ids.index(item_id) + by
        if 0 <= index < len(ids):
            moved = _editing().moved_item(self.case, path, item_id, index)
            self._change(moved, path, deed=Deed.MOVED)
            self.changed.emit(path)

    # ------------------------------------------------------------ undo

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self.steps.past)

    @property
    def can_redo(self) -> bool:
        """Whether a change that was taken back can be made again."""
        return bool(self.steps.future)

    @property
    def undo_words(self) -> str:
        """What undo would do, for its button and menu."""
        return undo_words(self.steps)

    @property
    def redo_words(self) -> str:
        """What redo would do."""
        return redo_words(self.steps)

    def undo(self) -> None:
        """Take the last change back, wherever in the story it was."""
        step = self.steps.back()
        if step is not None:
            self._show(step.before, step.path)

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        step = self.steps.forth()
        if step is not None:
            self._show(step.after, step.path)

    def _change(
        self,
        case: "Case",
        path: Path,
        *,
        merges: bool = False,
        unread: Mapping[str, str] | None = None,
        deed: Deed = Deed.ANSWERED,
    ) -> None:
        before = self.screen()
        assert before is not None  # noqa: S101 - every caller looked
        self.case = case
        self.unread = self.unread if unread is None else unread
        after = replace(before, case=self.case, unread=self.unread)
        self.steps.add(before, after, path, deed, merges=merges)
        self.edited.emit()
        self.history_changed.emit()

    def _show(self, screen: Screen, path: Path) -> None:
        of_field = len(path) % 2 == 1
        before, was = self.case, self.value(path) if of_field else None
        self.case, self.unread = screen.case, screen.unread
        if before is not None and not of_field:  # the whole story, or an item that came back
            self._tell_changes(before, screen.case)
        else:
            self.changed.emit(path)
        if path == ("record_depth",):
            self.depth_changed.emit()
        self.edited.emit()
        self.history_changed.emit()
        if path:
            self.undone = was if was is not None else ""
            self.focus_wanted.emit(path)
            self.undone = None

    # ------------------------------------------------------------ which questions are asked

    @property
    def depth(self) -> str:
        """How deep this story goes: overview, full_story or case_study."""
        depth = self.case.record_depth if self.case else None
        return depth if depth in {"overview", "full_story", "case_study"} else "full_story"

    def show_all(self, shown: bool) -> None:
        """Show every question, whatever the depth says."""
        self.all_shown = shown
        self.depth_changed.emit()

    def asks(self, member: "Definition", path: Path) -> bool:
        """Whether the form shows this question now: by depth, or because it was answered."""
        if member.automatic:
            return False
        if self.all_shown or self._answered(path):
            return True
        if self.depth == "overview":
            return member.overview
        return self.depth == "case_study" or member.name not in _CASE_STUDY_ONLY

    def hidden(self) -> int:
        """How many questions of the case itself the depth leaves out."""
        from ssc_desktop.record.case import CASE

        return sum(
            not member.automatic and not self.asks(member, (member.name,)) for member in CASE.asked
        )

    def _answered(self, path: Path) -> bool:
        value = self.value(path)
        return value is not None and value not in ("", ())


def _editing() -> Any:
    # the record takes as long to load as half a bare window, which shows no story yet
    from ssc_desktop.record import editing

    return editing


def _with(screen: Screen, path: Path, value: Any) -> Screen:
    try:
        case = _editing().with_value(screen.case, path, value)
    except KeyError:
        return screen  # the item came later, or is gone
    return replace(screen, case=case, unread=_without(screen.unread, path))


def _without(unread: Mapping[str, str], path: Path) -> dict[str, str]:
    """What cannot be read elsewhere than at `path` or below."""
    key = "/".join(path)
    return {
        one: text for one, text in unread.items() if one != key and not one.startswith(key + "/")
    }
