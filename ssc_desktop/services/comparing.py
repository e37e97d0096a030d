"""What one save changed in a story: answer by answer, the words before and after told apart."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from ssc_desktop.history.revision import Cut
from ssc_desktop.history.view import RecordView, view
from ssc_desktop.i18n import Words
from ssc_desktop.record import CASE, FieldDefinition, GroupDefinition
from ssc_desktop.record.definition import Definition
from ssc_desktop.record.editing import Path
from ssc_desktop.record.word_changes import Piece, word_changes
from ssc_desktop.services.answers import Difference, Touched
from ssc_desktop.services.saves import Whole, defined, touched, whole
from ssc_desktop.services.wording import Wording
from ssc_desktop.store import derived, truth


def differences(
    connection: Connection, case_id: str, save: str, words: Words
) -> tuple[Difference, ...]:
    """What a save changed, answer by answer. Raises NotFound where there is no such save."""
    return tuple(_Comparing(whole(connection, case_id, save), words).differences())


_Views = dict[bool, dict[str, RecordView]]


class _Comparing:
    """One save, beside the story before it and the story of today."""

    def __init__(self, whole: Whole, words: Words) -> None:
        self._case_id = whole.case_id
        self._words = words
        self._withdrawn = whole.withdrawn.revisions
        listed = {one for cut in whole.cuts if any(cut.id == line.id for line in whole.group)
                  for one in cut.revisions}  # fmt: skip
        self._made = [one for one in whole.revisions if one.id in listed and not one.newer]
        records = {one.record for one in self._made}
        self._held = {one.id: one for one in whole.revisions if one.record in records}
        self._moments = {id_: (cut.at, cut.id) for cut in whole.cuts for id_ in cut.revisions}
        self._before = self._views(whole.cuts_until(whole.at))
        self._after = self._views(whole.cuts_until(whole.at + 1))
        self._now = whole.seen()
        self._wording = Wording(derived.everything(self._now), words)

    def _views(self, cuts: Sequence[Cut]) -> _Views:
        roots = truth.roots_of(self._case_id)
        return {
            private: view(
                [one for one in self._held.values() if one.root == roots[private]],
                [cut for cut in cuts if cut.root == roots[private]],
                self._withdrawn,
            )
            for private in (False, True)
        }

    def differences(self) -> Iterator[Difference]:
        for one in touched(self._case_id, self._made):
            members = _members(one.path)
            heading = self._wording.heading(one.path)
            if one.what in {"added", "removed", "returned"}:
                yield self._of_item(one, heading)
            if one.what == "removed":
                yield from self._of_gone(one, members, heading)
                continue
            fields = [member for name, member in members.items() if name in one.fields]
            for member in fields:
                difference = self._of_field(one, member, heading)
                if difference.pieces:
                    yield difference
            if one.what == "moved":
                yield Difference(one.path, "moved", heading, "", (), is_now=True, was_is_now=False)

    def _of_item(self, one: Touched, heading: str) -> Difference:
        gone = self._is_gone(one.path)
        removed = one.what == "removed"
        return Difference(
            one.path, one.what, heading, "", (), is_now=gone == removed, was_is_now=gone != removed
        )

    def _of_gone(
        self, one: Touched, members: Mapping[str, Definition], heading: str
    ) -> Iterator[Difference]:
        """What an item that was taken away had said."""
        if not one.path:
            return
        for member in members.values():
            was = self._value(self._before, one.path[-1], member.name)
            if isinstance(member, FieldDefinition) and not member.automatic and was is not None:
                path, label = (*one.path, member.name), _label(member, self._words)
                pieces = word_changes(self._wording.shown(member, was), "")
                yield Difference(path, "removed", heading, label, pieces,
                                 is_now=True, was_is_now=False)  # fmt: skip

    def _of_field(self, one: Touched, member: Definition, heading: str) -> Difference:
        record = one.path[-1] if one.path else self._case_id
        was, now = self._sides(record, member)
        today: object = _GONE
        if not self._is_gone(one.path):
            today = self._value(self._today(), record, member.name)
        return Difference(
            (*one.path, member.name),
            "changed",
            heading,
            _label(member, self._words),
            self._pieces(member, was, now),
            is_now=_same(today, now),
            was_is_now=_same(today, was),
            contested=self._contested(record, member.name),
        )

    def _sides(self, record: str, member: Definition) -> tuple[Any, Any]:
        """What the author saw, and what the author made of it."""
        for one in self._made:
            if one.record == record and member.name in one.fields:
                value, over = one.fields[member.name]
                seen = [id_ for id_ in over if id_ in self._held and id_ in self._moments]
                latest = max(seen, key=lambda id_: (self._moments[id_], id_), default="")
                was = self._held[latest].fields.get(member.name) if latest else None
                return (was[0] if was else None), value
        # a set, element by element: what stood before this save, and what stands after it
        return (
            self._value(self._before, record, member.name),
            self._value(self._after, record, member.name),
        )

    def _pieces(self, member: Definition, was: Any, now: Any) -> tuple[Piece, ...]:
        return word_changes(self._wording.shown(member, was), self._wording.shown(member, now))

    def _today(self) -> _Views:
        return {False: self._now.open, True: self._now.private}

    @staticmethod
    def _value(views: _Views, record: str, name: str) -> Any:
        for private in (False, True):
            held = views[private].get(record)
            shown = held.fields.get(name) if held else None
            if shown is not None and shown.value not in (None, ()):
                return shown.value
        return None

    def _contested(self, record: str, name: str) -> bool:
        for views in self._after.values():
            held = views.get(record)
            if held is not None and name in held.fields and held.fields[name].conflict:
                return True
        return False

    def _is_gone(self, path: Path) -> bool:
        """Whether an item, or what it is part of, is not in the story today."""
        for at in range(2, len(path) + 1, 2):
            held = self._now.open.get(path[at - 1]) or self._now.private.get(path[at - 1])
            if held is None or held.deleted:
                return True
        return False


_GONE = object()
_NOTHING: tuple[object, ...] = (None, "", (), [])


def _same(one: object, other: object) -> bool:
    if one is _GONE:
        return False
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return list(one) == list(other)
    return one == other or (one in _NOTHING and other in _NOTHING)


def _members(path: Path) -> Mapping[str, Definition]:
    if not path:
        return CASE.by_name
    group = defined(path[:-1])
    return group.by_name if isinstance(group, GroupDefinition) else {}


def _label(member: Definition, words: Words) -> str:
    return words.gettext(member.label)
