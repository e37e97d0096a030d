"""Entering answers of a file into a story: an edit by somebody who saw what the file showed."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection

from ssc_desktop.history.view import DELETED, POSITION, RecordView
from ssc_desktop.record import CASE, Case, FieldDefinition, GroupDefinition, codec
from ssc_desktop.record.definition import Definition
from ssc_desktop.record.editing import value_at, with_item, with_value, without_item
from ssc_desktop.record.values import Item, given
from ssc_desktop.services import saving
from ssc_desktop.services.proposed import FieldPath, State
from ssc_desktop.services.sides import ORDER
from ssc_desktop.services.weighing import Ground, Weighed, alike, place_in
from ssc_desktop.store import derived, truth
from ssc_desktop.store.derived import CaseView
from ssc_desktop.store.library import Library


def entered(case: Case, chosen: Iterable[Weighed]) -> Case:
    """The case with these answers; what belongs to items that are gone is left out."""
    for one in chosen:
        if one.state is State.REMOVED:
            case = _without(case, one.path)
        elif one.path[-1] == ORDER:
            case = _ordered(case, one.path[:-1], one.theirs)
        else:
            case = _with(case, one.path, one.theirs)
    return case


def store(
    library: Library,
    connection: Connection,
    ground: Ground,
    chosen: Sequence[Weighed],
    note: str,
    added: Sequence[tuple[FieldPath, Item]] = (),
) -> tuple[str, ...]:
    """Save what was chosen in a cut of its own; returns the ids of the cuts that were made.

    `added` are new items, each with the path of its group: pictures, what reviewers say. A story
    that is not here yet begins with it. Raises InvalidInput where a text is too long.
    """
    case_id = ground.shown.case_id
    before = _as_the_author(ground, chosen, _former(connection, case_id))
    case = before.case
    if ground.is_new:
        case = _begun(case, ground)
    after = entered(case, chosen)
    for group, item in added:
        after = with_item(after, group, item)
    held = _cuts(connection, case_id)
    again = {place_in(case_id, one.path) for one in chosen if one.removed}
    forced = frozenset((place.record, place.name) for place in again)
    saving.store(library, connection, after, before, note=note, forced=forced)
    derived.update(connection, library.raw, case_id)
    return tuple(one for one in _cuts(connection, case_id) if one not in set(held))


def _cuts(connection: Connection, case_id: str) -> list[str]:
    return [one for root in truth.roots_of(case_id) for one in truth.cut_ids(connection, root)]


def _begun(case: Case, ground: Ground) -> Case:
    """A story that begins now, as `cases.created` makes one; or as its record says."""
    begun = {"status": "draft", "visibility": "workshop"}
    if not ground.base:
        begun |= {"record_depth": "overview", "narrative_language": ground.language or "en"}
    for name, value in begun.items():
        case = with_value(case, (name,), value)
    return case


# ------------------------------------------------------------------ what the author saw


_Former = Mapping[tuple[str, str], Sequence[tuple[str, object]]]
"""By record and field all that was ever said there: the revisions and their values."""


def _former(connection: Connection, case_id: str) -> _Former:
    said: dict[tuple[str, str], list[tuple[str, object]]] = {}
    for root in truth.roots_of(case_id):
        for one in truth.revisions_of(connection, root):
            for key, (value, _over) in one.fields.items():
                said.setdefault((one.record, key), []).append((one.id, value))
    return said


def _as_the_author(ground: Ground, chosen: Sequence[Weighed], former: _Former) -> CaseView:
    """The story as it is here; but of what is chosen, just the revisions that the author saw.

    So each answer replaces those and nothing else. Items that were removed here stand there again,
    and stay removed: whoever changed them did not see that, and a person is asked.
    """
    shown = ground.shown
    if ground.is_new:
        return shown
    touched = {part for one in chosen for part in one.path[1::2]}
    shown = derived.with_items(shown, touched)
    views = {False: dict(shown.open), True: dict(shown.private)}
    for one in chosen:
        if one.state is State.REMOVED:
            _see_item(views[False], one.path, ground)
        elif one.path[-1] != ORDER:
            _see_field(views, one, shown.case_id, former)
    return derived.CaseView(
        shown.case_id, views[False], views[True], shown.case, shown.changed, shown.ids, shown.stubs
    )


def _see_field(
    views: Mapping[bool, dict[str, RecordView]], one: Weighed, case_id: str, former: _Former
) -> None:
    place = place_in(case_id, one.path)
    held = views[place.private].get(place.record)
    if held is None:
        return
    # what was said before and replaced since says the same as now: a revision is known by what it
    # says, and without naming those this one would be one of them, and replaced already
    theirs = codec.written(one.theirs) if given(one.theirs) else None
    said = former.get((place.record, place.name), ())
    same = [id_ for id_, value in said if value == theirs and id_ not in held.live(place.name)]
    seen = {place.name: (*one.replaces, *same)}
    views[place.private][held.id] = saving.seen_as(held, seen)


def _see_item(views: dict[str, RecordView], path: FieldPath, ground: Ground) -> None:
    """Of an item that goes: what its author saw in it and in what it holds."""
    for record, above in _below(views, path):
        lives = {}
        held = views[record]
        for key, live in held.lives.items():
            seen = [one for one in live if _was_seen(held, key, one, above, ground)]
            lives[key] = seen
        views[record] = saving.seen_as(held, lives)


def _below(views: Mapping[str, RecordView], path: FieldPath) -> list[tuple[str, FieldPath]]:
    found = [(path[-1], path)] if path[-1] in views else []
    for record, above in found:
        found += [
            (one.id, (*above, one.kind, one.id)) for one in views.values() if one.parent == record
        ]
    return found


def _was_seen(held: RecordView, key: str, revision: str, above: FieldPath, ground: Ground) -> bool:
    name, slash, element = key.partition("/")
    if key in {POSITION, DELETED}:
        return True
    base = ground.base.get((*above, name))
    if slash:
        return isinstance(base, list) and element in map(str, base)
    shown = held.fields.get(name)
    live = shown.live if shown is not None else ()
    member = _member(above, name)
    return any(
        one.revision == revision and alike(_read(member, one.value), _read(member, base))
        for one in live
    )


def _member(above: FieldPath, name: str) -> Definition | None:
    members: Mapping[str, Definition] = CASE.by_name
    for group in above[::2]:
        holder = members.get(group)
        members = holder.by_name if isinstance(holder, GroupDefinition) else {}
    return members.get(name)


def _read(member: Definition | None, value: object) -> object:
    return codec.understood(member, value) if isinstance(member, FieldDefinition) else value


# ------------------------------------------------------------------ changing the case


def _with(case: Case, path: FieldPath, value: object) -> Case:
    """The case with a value; items on the way that are not there yet are made."""
    for at in range(0, len(path) - 1, 2):
        group = path[: at + 1]
        held = value_at(case, group)
        items = held if isinstance(held, tuple) else ()
        if not any(item.id == path[at + 1] for item in items):
            definition = _member(path[:at], path[at])
            if not isinstance(definition, GroupDefinition):
                return case
            case = with_item(case, group, definition.item_type(id=path[at + 1]))
    member = _member(path[:-1], path[-1])
    empty = () if isinstance(member, GroupDefinition) else None
    return with_value(case, path, empty if value is None else value)


def _without(case: Case, path: FieldPath) -> Case:
    try:
        return without_item(case, path[:-1], path[-1])
    except (KeyError, TypeError):
        return case


def _ordered(case: Case, group: FieldPath, ids: Collection[str]) -> Case:
    """The named items in this order, in the places that they have among the others."""
    held = value_at(case, group)
    if not isinstance(held, tuple):
        return case
    named = {item.id: item for item in held}
    waiting = iter([named[one] for one in ids if one in named])
    items = tuple(next(waiting) if item.id in ids else item for item in held)
    return with_value(case, group, items)
