"""A story as it stood once: what one save changed in it, all it said, and bringing that back."""

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.history.revision import Cut, Revision
from ssc_desktop.history.view import RecordView, view
from ssc_desktop.i18n import Words, _
from ssc_desktop.record import CASE, Case, FieldDefinition, GroupDefinition, phrases
from ssc_desktop.record.consent import ConsentAndVisibility
from ssc_desktop.record.definition import Definition, members_of
from ssc_desktop.record.editing import Path, value_at, with_item, with_value
from ssc_desktop.record.gates import missing_for
from ssc_desktop.record.values import Answer, Item, given
from ssc_desktop.record.word_changes import Piece, word_changes
from ssc_desktop.services import saving
from ssc_desktop.services.answers import Difference, ToldAnswer, ToldStory, Touched
from ssc_desktop.services.saves import Group, defined, grouped, read, touched
from ssc_desktop.store import derived, drafts, truth
from ssc_desktop.store.library import Library

_RESTORED = "restored from {at}"
_RESTORED_FORM = re.compile(r"restored from (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*)")
_PERMISSIONS = frozenset(
    {"status", "case_uuid", *(one.name for one in members_of(ConsentAndVisibility, own=True))}
)
"""What bringing a whole story back leaves as it is: who may see it, and who agreed."""


def restored_from(note: str) -> str:
    """The moment that a save's note says it brought back; "" for any other note."""
    found = _RESTORED_FORM.fullmatch(note)
    return found.group(1) if found else ""


class _Whole(NamedTuple):
    """Everything there is of a story, and one save of it."""

    case_id: str
    revisions: list[Revision]
    cuts: list[Cut]
    groups: list[Group]
    at: int

    @property
    def group(self) -> Group:
        return self.groups[self.at]

    def cuts_until(self, number: int) -> list[Cut]:
        """The cuts of the first saves."""
        held = {line.id for group in self.groups[:number] for line in group}
        return [cut for cut in self.cuts if cut.id in held]

    def seen(self, number: int | None = None) -> derived.CaseView:
        """The story after the first saves, or after all."""
        cuts = self.cuts if number is None else self.cuts_until(number)
        return derived.seen(self.case_id, self.revisions, cuts)


def _whole(connection: Connection, case_id: str, save: str) -> _Whole:
    groups = grouped(connection, case_id)
    at = next((n for n, group in enumerate(groups) if any(one.id == save for one in group)), -1)
    if at < 0:
        raise NotFound(_("The story has no such save."), advice=_("Look at its history anew."))
    revisions: list[Revision] = []
    cuts: list[Cut] = []
    for root in truth.roots_of(case_id):
        revisions += truth.revisions_of(connection, root)
        cuts += truth.cuts_of(connection, root)
    return _Whole(case_id, revisions, cuts, groups, at)


# ------------------------------------------------------------------ what one save changed


def differences(
    connection: Connection, case_id: str, save: str, words: Words
) -> tuple[Difference, ...]:
    """What a save changed, answer by answer. Raises NotFound where there is no such save."""
    return tuple(_Comparing(_whole(connection, case_id, save), words).differences())


_Views = dict[bool, dict[str, RecordView]]


class _Comparing:
    """One save, beside the story before it and the story of today."""

    def __init__(self, whole: _Whole, words: Words) -> None:
        self._case_id = whole.case_id
        self._words = words
        listed = {one for cut in whole.cuts if any(cut.id == line.id for line in whole.group)
                  for one in cut.revisions}  # fmt: skip
        self._made = [one for one in whole.revisions if one.id in listed and not one.newer]
        records = {one.record for one in self._made}
        self._held = {one.id: one for one in whole.revisions if one.record in records}
        self._moments = {id_: (cut.at, cut.id) for cut in whole.cuts for id_ in cut.revisions}
        self._before = self._views(whole.cuts_until(whole.at))
        self._after = self._views(whole.cuts_until(whole.at + 1))
        self._now = whole.seen()
        self._named = derived.everything(self._now)

    def _views(self, cuts: Sequence[Cut]) -> _Views:
        roots = truth.roots_of(self._case_id)
        return {
            private: view(
                [one for one in self._held.values() if one.root == roots[private]],
                [cut for cut in cuts if cut.root == roots[private]],
            )
            for private in (False, True)
        }

    def differences(self) -> Iterator[Difference]:
        for one in touched(self._case_id, self._made):
            members = _members(one.path)
            heading = self._heading(one.path)
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
                pieces = word_changes(self._shown(member, was), "")
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
        return word_changes(self._shown(member, was), self._shown(member, now))

    def _shown(self, member: Definition, value: Any) -> str:
        if isinstance(member, FieldDefinition):
            return phrases.shown(member, read(member, value), self._named, self._words)
        answer = value.get("answer") if isinstance(value, dict) else None
        return phrases.answer(Answer(answer), self._words) if answer in set(Answer) else ""

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

    def _heading(self, path: Path) -> str:
        said = []
        members: Mapping[str, Definition] = CASE.by_name
        for at in range(0, len(path), 2):
            group = members.get(path[at])
            if not isinstance(group, GroupDefinition):
                break
            label = self._words.gettext(group.label)
            name = _name(self._named, path[: at + 2])
            said.append(f"{label}: {name}" if name else label)
            members = group.by_name
        return " · ".join(said)


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


def _name(case: Case, path: Path) -> str:
    """What the item at `path` is called."""
    try:
        items = value_at(case, path[:-1])
    except KeyError:
        return ""
    item = (
        next((one for one in items if one.id == path[-1]), None)
        if isinstance(items, tuple)
        else None
    )
    return phrases.called(item)[:80] if item is not None else ""


# ------------------------------------------------------------------ the whole story then


def told(connection: Connection, case_id: str, save: str, words: Words) -> ToldStory:
    """The story after a save, in words. Raises NotFound where there is no such save."""
    whole = _whole(connection, case_id, save)
    then = whole.seen(whole.at + 1).case
    now = whole.seen().case
    sections = []
    for section in CASE.sections:
        lines = tuple(_lines(then, now, section.fields, words))
        if lines:
            sections.append((section.icon, words.gettext(section.label), lines))
    gone = tuple(
        _label(member, words)
        for member in CASE.fields
        if not member.automatic
        and given(getattr(now, member.attribute))
        and not given(getattr(then, member.attribute))
    )
    title = str(then.title) if isinstance(then.title, str) else ""
    return ToldStory(whole.group[0].at, title, tuple(sections), gone)


def _lines(
    then: Case, now: Case, members: Sequence[Definition], words: Words
) -> Iterator[ToldAnswer]:
    for member in members:
        value = getattr(then, member.attribute)
        if member.automatic or not given(value):
            continue
        differs = value != getattr(now, member.attribute)
        if isinstance(member, FieldDefinition):
            yield ToldAnswer(
                0, _label(member, words), phrases.shown(member, value, then, words), differs
            )
        elif isinstance(value, tuple):
            today = getattr(now, member.attribute)
            yield ToldAnswer(0, _label(member, words), "", differs=False)
            yield from _items(then, member, (value, today), (words, 1))
        else:
            yield ToldAnswer(0, _label(member, words), phrases.answer(value, words), differs)


def _items(
    then: Case,
    group: GroupDefinition,
    sides: tuple[tuple[Item, ...], Any],
    said: tuple[Words, int],
) -> Iterator[ToldAnswer]:
    items, today = sides
    words, depth = said
    held = {item.id: item for item in today} if isinstance(today, tuple) else {}
    for number, item in enumerate(items, start=1):
        other = held.get(item.id)
        name = phrases.called(item) or f"{_label(group, words)} {number}"
        yield ToldAnswer(depth, name, "", differs=other is None)
        for member in group.fields:
            value = getattr(item, member.attribute)
            if member.automatic or not given(value) or value == name:
                continue
            same = other is not None and getattr(other, member.attribute) == value
            if isinstance(member, FieldDefinition):
                shown = phrases.shown(member, value, then, words)
                yield ToldAnswer(depth, _label(member, words), shown, not same)
            elif isinstance(value, tuple):
                inner = getattr(other, member.attribute, ()) if other is not None else ()
                yield from _items(then, member, (value, inner), (words, depth + 1))


# ------------------------------------------------------------------ bringing it back


def restore(
    library: Library, connection: Connection, case_id: str, asked: tuple[str, Path, bool]
) -> bool:
    """Bring back what a save said (or what stood before it), as `history.restore` tells.

    `asked` is the save, the path, and whether the words before it are meant.
    """
    save, path, before = asked
    whole = _whole(connection, case_id, save)
    number = _number(whole, before=before)
    now = whole.seen()
    if now.deleted:
        raise InvalidInput(
            _("The story is in the trash."), advice=_("Restore it first, then change it.")
        )
    then = whole.seen(number).case
    after = _part_of(then, now.case, path) if path else _all_of(then, now.case)
    at = whole.groups[number - 1][0].at
    done = saving.store(
        library, connection, after, now,
        note=_RESTORED.format(at=at), forced=_settled(now, path) & saving.in_conflict(now),
    )  # fmt: skip
    if path:
        drafts.drop_unread(connection, case_id, "/".join(path))
    if done:
        derived.update(connection, library.raw, case_id)
    return done


def story_then(connection: Connection, case_id: str, save: str, *, before: bool) -> Case:
    """The story after a save, or just before it. Raises NotFound."""
    whole = _whole(connection, case_id, save)
    return whole.seen(_number(whole, before=before)).case


def _number(whole: _Whole, *, before: bool) -> int:
    """How many saves make up what is asked for."""
    number = whole.at if before else whole.at + 1
    if not number:
        raise NotFound(
            _("Before its first save there was no story."), advice=_("Choose a later save.")
        )
    return number


def _settled(now: derived.CaseView, path: Path) -> saving.Forced:
    """The contested answers that bringing words back decides."""
    if path:
        record = path[-2] if len(path) > 1 else now.case_id
        return frozenset({(record, path[-1])})
    return frozenset(
        (record.id, name)
        for record in now.open.values()
        for name in record.fields
        if record.id != now.case_id or name not in _PERMISSIONS
    )


def _part_of(then: Case, now: Case, path: Path) -> Case:
    if len(path) % 2 == 0:
        return _with_item_of(then, now, path)
    try:
        value = value_at(then, path)
    except KeyError:
        raise _was_not_there() from None
    try:
        return with_value(now, path, value)
    except KeyError:  # the item was taken away since: it comes back whole
        return _with_item_of(then, now, path[:-1])


def _with_item_of(then: Case, now: Case, path: Path) -> Case:
    group, identity = path[:-1], path[-1]
    try:
        items = value_at(then, group)
    except KeyError:
        raise _was_not_there() from None
    held = items if isinstance(items, tuple) else ()
    item = next((one for one in held if one.id == identity), None)
    if item is None:
        raise _was_not_there()
    try:
        today = value_at(now, group)
    except KeyError:
        return _with_item_of(then, now, path[:-2])
    others = today if isinstance(today, tuple) else ()
    if any(one.id == identity for one in others):
        return with_value(now, group, tuple(item if one.id == identity else one for one in others))
    above = [one.id for one in held[: held.index(item)]]
    place = next((n for n in range(len(others), 0, -1) if others[n - 1].id in above), 0)
    return with_item(now, group, item, place)


def _was_not_there() -> NotFound:
    return NotFound(
        _("This answer was not there yet at that time."), advice=_("Choose a later save.")
    )


def _all_of(then: Case, now: Case) -> Case:
    """The words of then; consents, visibility, status and what is private as they are today."""
    made: Case = _kept(then, now, CASE.fields)
    if missing_for(made, str(made.status)):
        made = dataclasses.replace(made, status="draft")
    return made


def _kept(then: Any, now: Any, members: Sequence[Definition]) -> Any:
    values: dict[str, Any] = {}
    for member in members:
        stays = member.private or (isinstance(then, Case) and member.name in _PERMISSIONS)
        if stays:
            if now is not None:
                values[member.attribute] = getattr(now, member.attribute)
            continue
        held = getattr(then, member.attribute)
        if isinstance(member, GroupDefinition) and isinstance(held, tuple):
            today = getattr(now, member.attribute, ())
            others = {one.id: one for one in today} if isinstance(today, tuple) else {}
            values[member.attribute] = tuple(
                _kept(item, others.get(item.id), member.fields) for item in held
            )
    return dataclasses.replace(then, **values)
