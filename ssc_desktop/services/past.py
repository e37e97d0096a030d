"""A story as it stood once: what one save changed in it, all it said, and bringing that back."""

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.i18n import Words, _
from ssc_desktop.record import CASE, Case, FieldDefinition, GroupDefinition, phrases
from ssc_desktop.record.consent import ConsentAndVisibility
from ssc_desktop.record.definition import Definition, members_of
from ssc_desktop.record.editing import Path, value_at, with_item, with_value
from ssc_desktop.record.gates import missing_for
from ssc_desktop.record.values import Item, given
from ssc_desktop.services import saving
from ssc_desktop.services.answers import ToldAnswer, ToldStory
from ssc_desktop.services.saves import Whole, place_of, whole
from ssc_desktop.store import derived, drafts
from ssc_desktop.store.library import Library

_RESTORED = "restored from {at}"
_RESTORED_FORM = re.compile(r"restored from (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*)")
_PERMISSIONS = frozenset(
    {"status", "case_uuid", *(one.name for one in members_of(ConsentAndVisibility, own=True))}
)
"""What bringing a whole story back leaves as it is: who may see it, and who agreed."""
_OF_PERSONS = frozenset({"people_shown", "consent"})
"""And of pictures and champions: a picture must not leave since it was once not looked at."""


def restored_from(note: str) -> str:
    """The moment that a save's note says it brought back; "" for any other note."""
    found = _RESTORED_FORM.fullmatch(note)
    return found.group(1) if found else ""


# ------------------------------------------------------------------ the whole story then


def told(connection: Connection, case_id: str, save: str, words: Words) -> ToldStory:
    """The story after a save, in words. Raises NotFound where there is no such save."""
    held = whole(connection, case_id, save)
    then = held.seen(held.at + 1).case
    now = held.seen().case
    sections = []
    for section in CASE.sections:
        lines = tuple(_lines(then, now, section.fields, words))
        if lines:
            sections.append((section.icon, words.gettext(section.label), lines))
    gone = tuple(
        words.gettext(member.label)
        for member in CASE.fields
        if not member.automatic
        and given(getattr(now, member.attribute))
        and not given(getattr(then, member.attribute))
    )
    title = str(then.title) if isinstance(then.title, str) else ""
    return ToldStory(held.group[0].at, title, tuple(sections), gone)


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
                0, words.gettext(member.label), phrases.shown(member, value, then, words), differs
            )
        elif isinstance(value, tuple):
            today = getattr(now, member.attribute)
            yield ToldAnswer(0, words.gettext(member.label), "", differs=False)
            yield from _items(then, member, (value, today), (words, 1))
        else:
            yield ToldAnswer(0, words.gettext(member.label), phrases.answer(value, words), differs)


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
        name = phrases.called(item) or f"{words.gettext(group.label)} {number}"
        yield ToldAnswer(depth, name, "", differs=other is None)
        for member in group.fields:
            value = getattr(item, member.attribute)
            if member.automatic or not given(value) or value == name:
                continue
            same = other is not None and getattr(other, member.attribute) == value
            if isinstance(member, FieldDefinition):
                shown = phrases.shown(member, value, then, words)
                yield ToldAnswer(depth, words.gettext(member.label), shown, not same)
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
    held = whole(connection, case_id, save)
    number = _number(held, before=before)
    now = held.seen()
    if now.deleted:
        raise InvalidInput(
            _("The story is in the trash."), advice=_("Restore it first, then change it.")
        )
    then = held.seen(number).case
    done = bring_back(library, connection, then, now, held.groups[number - 1][0].at, path)
    if path:
        drafts.drop_unread(connection, case_id, "/".join(path))
    return done


def bring_back(
    library: Library,
    connection: Connection,
    then: Case,
    now: derived.CaseView,
    at: str,
    path: Path = (),
) -> bool:
    """Let the story say again what it said at `at`, or one answer of it; False where it does."""
    after = _part_of(then, now.case, path) if path else _all_of(then, now.case)
    done = saving.store(
        library, connection, after, now,
        note=_RESTORED.format(at=at), forced=_settled(now, path) & saving.in_conflict(now),
    )  # fmt: skip
    if done:
        derived.update(connection, library.raw, now.case_id)
    return done


def story_then(connection: Connection, case_id: str, save: str, *, before: bool) -> Case:
    """The story after a save, or just before it. Raises NotFound."""
    held = whole(connection, case_id, save)
    return held.seen(_number(held, before=before)).case


def _number(held: Whole, *, before: bool) -> int:
    """How many saves make up what is asked for."""
    number = held.at if before else held.at + 1
    if not number:
        raise NotFound(
            _("Before its first save there was no story."), advice=_("Choose a later save.")
        )
    return number


def _settled(now: derived.CaseView, path: Path) -> saving.Forced:
    """The contested answers that bringing words back decides."""
    if path:
        return frozenset({place_of(now.case_id, path)})
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
        lasting = _PERMISSIONS if isinstance(then, Case) else _OF_PERSONS
        stays = member.private or member.name in lasting
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
