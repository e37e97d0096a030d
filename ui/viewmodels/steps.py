"""The steps that undo takes back: what was done, and how the story stood before and after."""

import contextlib
import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

from ssc_desktop.i18n import N_, _

if TYPE_CHECKING:
    from ssc_desktop.record.case import Case
    from ssc_desktop.record.definition import Definition

Path = tuple[str, ...]
"""A field or group of the case; ids name items on the way."""

TYPING_PAUSE = 0.9
"""Seconds after which typing in the same field begins a new step of undo."""
_MOST_STEPS = 500
_TYPED = frozenset({"line", "text", "lines", "count", "decimal", "figure", "date", "noted"})


class Deed(enum.Enum):
    """What a step did."""

    ANSWERED = "answered"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Screen:
    """A story as it stands on the screen: what a save keeps."""

    case: "Case"
    base: str
    unread: Mapping[str, str]
    """What stands in boxes and cannot be read as their kind, by the field's path."""


@dataclass(slots=True)
class Step:
    """One thing that was done."""

    before: Screen
    after: Screen
    path: Path
    deed: Deed
    at: float
    closed: bool = False
    """Typing that follows makes a step of its own."""


class Steps:
    """What was done to the open story, and what was taken back."""

    def __init__(self) -> None:
        self.past: list[Step] = []
        self.future: list[Step] = []

    def clear(self) -> None:
        """Forget everything: another story is open."""
        self.past.clear()
        self.future.clear()

    def every(self) -> tuple[Step, ...]:
        """All steps, also those taken back."""
        return (*self.past, *self.future)

    def add(
        self, before: Screen, after: Screen, path: Path, deed: Deed, *, merges: bool = False
    ) -> None:
        """Remember what was done; typing on in the same field makes the last step longer."""
        last = self.past[-1] if self.past else None
        now = monotonic()
        typing = merges and last is not None and not last.closed and last.path == path
        if typing and last is not None and now - last.at < TYPING_PAUSE:
            last.after, last.at = after, now
        else:
            self.past.append(Step(before, after, path, deed, now, closed=not merges))
            del self.past[:-_MOST_STEPS]
        self.future.clear()

    def back(self) -> Step | None:
        """Take the last step back; typing goes on in a new one."""
        if not self.past:
            return None
        step = self.past.pop()
        self.future.append(step)
        self.close()
        return step

    def forth(self) -> Step | None:
        """Do again what was taken back last."""
        if not self.future:
            return None
        step = self.future.pop()
        self.past.append(step)
        self.close()
        return step

    def close(self) -> None:
        """Let what is typed next be a step of its own."""
        if self.past:
            self.past[-1].closed = True


_TYPING = "typing"
_Texts = Mapping[Deed | str, str]
_UNDO: _Texts = {
    _TYPING: N_("Undo typing in {what}"),
    Deed.ANSWERED: N_("Undo the answer to {what}"),
    Deed.ADDED: N_("Undo adding {what}"),
    Deed.REMOVED: N_("Undo removing {what}"),
    Deed.MOVED: N_("Undo moving {what}"),
    Deed.RESTORED: N_("Undo bringing earlier words back"),
}
_REDO: _Texts = {
    _TYPING: N_("Redo typing in {what}"),
    Deed.ANSWERED: N_("Redo the answer to {what}"),
    Deed.ADDED: N_("Redo adding {what}"),
    Deed.REMOVED: N_("Redo removing {what}"),
    Deed.MOVED: N_("Redo moving {what}"),
    Deed.RESTORED: N_("Redo bringing earlier words back"),
}
_OF_ITEMS = frozenset({Deed.ADDED, Deed.REMOVED, Deed.MOVED})


def undo_words(steps: Steps) -> str:
    """What undo would do: “Undo typing in Overview”."""
    return _said(_UNDO, steps.past[-1]) if steps.past else _("Undo")


def redo_words(steps: Steps) -> str:
    """What redo would do: “Redo typing in Overview”."""
    return _said(_REDO, steps.future[-1]) if steps.future else _("Redo")


def _said(texts: _Texts, step: Step) -> str:
    member = member_at(step.path)
    typed = step.deed is Deed.ANSWERED and getattr(member, "kind", "") in _TYPED
    what = getattr(member, "one" if step.deed in _OF_ITEMS else "label", "")
    return _(texts[_TYPING if typed else step.deed]).format(what=_(what))


def member_at(path: Path) -> "Definition | None":
    """The definition of the field or group at `path`; None for the whole story."""
    from ssc_desktop.record.case import CASE

    members: Any = CASE.by_name
    for name in path[:-1:2]:
        members = getattr(members.get(name), "by_name", {})
    return members.get(path[-1]) if path else None


def typed_since(start: Screen, now: Screen, onto: Screen) -> Screen:
    """`onto` with what was answered between `start` and `now`."""
    from ssc_desktop.record.editing import value_at, with_value

    case = onto.case
    for path in changed_paths(start.case, now.case):
        with contextlib.suppress(KeyError):  # its item is not in the story any more
            case = with_value(case, path, value_at(now.case, path))
    unread = dict(onto.unread)
    for place in {*start.unread, *now.unread}:
        if start.unread.get(place) != now.unread.get(place):
            unread.pop(place, None)
            unread.update({place: now.unread[place]} if place in now.unread else {})
    return Screen(case, onto.base, unread)


def changed_paths(before: "Case", after: "Case") -> Iterator[Path]:
    """The fields and groups in which two states of a story differ; groups before their items."""
    from ssc_desktop.record.case import CASE

    yield from _differing(before, after, CASE.fields, ())


def _differing(before: Any, after: Any, members: Any, above: Path) -> Iterator[Path]:
    for member in members:
        was, now = getattr(before, member.attribute), getattr(after, member.attribute)
        if was == now:
            continue
        path = (*above, member.name)
        inner = getattr(member, "fields", None)
        if inner is None or not isinstance(was, tuple) or not isinstance(now, tuple):
            yield path
            continue
        if [one.id for one in was] != [one.id for one in now]:
            yield path
        held = {one.id: one for one in was}
        for item in now:
            if item.id in held:
                yield from _differing(held[item.id], item, inner, (*path, item.id))
