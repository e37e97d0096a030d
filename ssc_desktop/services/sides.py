"""A file beside the story it is about: all its answers, each weighed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from ssc_desktop.history.view import POSITION
from ssc_desktop.i18n import _
from ssc_desktop.identifiers import new_id
from ssc_desktop.record import CASE, Case, GroupDefinition, phrases, record_json
from ssc_desktop.record.definition import Definition
from ssc_desktop.record.editing import value_at
from ssc_desktop.record.found import FoundAnswer, FoundStory
from ssc_desktop.record.values import Item
from ssc_desktop.record.vocabularies import folded
from ssc_desktop.services.proposed import FieldPath, State
from ssc_desktop.services.saves import defined
from ssc_desktop.services.weighing import Ground, Scales, Weighed, alike, answers_in
from ssc_desktop.services.withdrawals import withdrawn_since
from ssc_desktop.store import derived, truth

ORDER = POSITION
"""The last name of the path of a line that says in which order the items of a group stand."""


def about(found: FoundStory, case_id: str) -> FoundStory:
    """What a file says, for the story `case_id`: made for another one, its base counts for nothing.

    All that stood on its author's screen is then said anew, and nothing here was seen.
    """
    if found.case_uuid in {"", case_id} or found.base_record is None:
        return found
    gone = set(found.removed)
    said = {
        path: FoundAnswer(path, value)
        for path, value in answers_in(found.base_record)
        if gone.isdisjoint(path)
    }
    said.update((one.path, one) for one in found.answers)
    answers = tuple(one for one in said.values() if one.value is not None)
    return replace(found, base_record=None, base_cuts=(), answers=answers, removed=(), order=())


def ground_of(connection: Connection, case_id: str, found: FoundStory) -> Ground:
    """What there is of a story here, and what is known of the screen of the file's author."""
    shown = derived.loaded(connection, case_id)
    case = derived.drafted(connection, case_id) or shown.case
    known = set(found.base_cuts)
    withdrawn = withdrawn_since(connection, case_id, known) if shown.stubs.revisions else ()
    ahead = is_ahead(connection, case_id, found)
    return Ground(
        shown,
        case,
        dict(answers_in(found.base_record or {})),
        frozenset(withdrawn),
        ahead,
        _seen(connection, case_id, known) if ahead else frozenset(),
        found.language,
    )


def is_ahead(connection: Connection, case_id: str, found: FoundStory) -> bool:
    """Whether a file was made from saves that are not here."""
    held = {one for root in truth.roots_of(case_id) for one in truth.cut_ids(connection, root)}
    return not held.issuperset(found.base_cuts)


def is_behind(connection: Connection, case_id: str, found: FoundStory) -> bool:
    """Whether saves are here that the author of a file had not seen; of private ones none tells."""
    held = set(truth.cut_ids(connection, truth.roots_of(case_id)[0]))
    return bool(found.base_cuts) and not held.issubset(found.base_cuts)


def _seen(connection: Connection, case_id: str, known: Collection[str]) -> frozenset[str]:
    return frozenset(
        one
        for root in truth.roots_of(case_id)
        for cut in truth.cuts_of(connection, root)
        if cut.id in known
        for one in cut.revisions
    )


def weighed(ground: Ground, found: FoundStory) -> list[Weighed]:
    """All that a file says, in the order of the form."""
    scales = Scales(ground)
    made = [one for one in map(scales.weighed, _answers(ground, found)) if one is not None]
    made += _removed(ground, found)
    made += _orders(ground, found)
    if ground.is_new:
        # a story begins as a draft, wherever it stood elsewhere
        made = [one for one in made if one.path != ("status",)]
    return _in_order(ground.case, made)


# ------------------------------------------------------------------ which answers


def _answers(ground: Ground, found: FoundStory) -> Iterable[FoundAnswer]:
    """The answers of a file; with those of its base, where that says more than is known here."""
    said: dict[FieldPath, FoundAnswer] = {}
    if ground.is_new or ground.ahead:
        gone = set(found.removed)
        for path, value in ground.base.items():
            if gone.isdisjoint(path):
                said[path] = FoundAnswer(path, value)
    said.update((one.path, one) for one in _expanded(found.answers))
    names = {} if found.base_record is not None else _same_items(ground.case, said)
    for path, one in said.items():
        if ground.is_new and one.value is None:
            continue
        yield replace(one, path=tuple(names.get(part, part) for part in path))


def _expanded(answers: Iterable[FoundAnswer]) -> Iterator[FoundAnswer]:
    """Answers field by field, also where the items of a group came as one list."""
    for one in answers:
        if not isinstance(one.value, list) or not isinstance(defined(one.path), GroupDefinition):
            yield one
            continue
        items = [
            {**item, "id": item.get("id") or new_id()}
            for item in one.value
            if isinstance(item, Mapping)
        ]
        group = defined(one.path)
        inner = answers_in({one.path[-1]: items}, (group,) if group else (), one.path[:-1])
        for path, value in inner:
            yield replace(one, path=path, value=value, text="")


def _same_items(case: Case, said: Mapping[FieldPath, FoundAnswer]) -> dict[str, str]:
    """Items of a file without a base that the story has already, known by what they are called."""
    names: dict[str, str] = {}
    known = {item for path in _paths_of(case) for item in path[1::2]}
    here = {group.name: _by_name(case, group) for group in CASE.inner}
    for path, one in said.items():
        group = CASE.by_name.get(path[0])
        if len(path) != 3 or not isinstance(group, GroupDefinition) or path[1] in known:
            continue
        held = here[group.name].get((path[2], _key(one.value)))
        if held is not None and path[1] not in names and held not in names.values():
            names[path[1]] = held
    return names


def _by_name(case: Case, group: GroupDefinition) -> dict[tuple[str, str], str]:
    """The items of a group by the field and the words that people know them by."""
    held = getattr(case, group.attribute)
    found = {}
    for item in held if isinstance(held, tuple) else ():
        for member in group.fields:
            value = getattr(item, member.attribute)
            fixed = member.name == group.fixed
            if fixed or (isinstance(value, str) and value and value == phrases.called(item)):
                found[member.name, _key(value)] = item.id
    return found


def _key(value: Any) -> str:
    return folded(value) if isinstance(value, str) else str(value)


# ------------------------------------------------------------------ items as a whole


def _removed(ground: Ground, found: FoundStory) -> Iterator[Weighed]:
    if ground.is_new:
        return
    places = {path[-2]: path[:-1] for path in ground.base if len(path) > 1}
    gone = [places[one] for one in found.removed if one in places]
    for path in gone:
        item = _item(ground.case, path)
        inside = any(path[:length] in gone for length in range(2, len(path), 2))
        if item is None or inside:  # it goes with what holds it
            continue
        changed = any(
            not alike(value, ground.base.get(below))
            for below, value in _written_below(ground, path)
        )
        doubt = _("It was changed here since.") if changed else ""
        yield Weighed(path, None, State.REMOVED, before=item, now=item, doubt=doubt)


def _written_below(ground: Ground, path: FieldPath) -> Iterator[tuple[FieldPath, Any]]:
    written = dict(answers_in(record_json.written(ground.case)))
    yield from ((one, value) for one, value in written.items() if one[: len(path)] == path)


def _item(case: Case, path: FieldPath) -> Item | None:
    try:
        items = value_at(case, path[:-1])
    except (KeyError, AttributeError):
        return None
    held = items if isinstance(items, tuple) else ()
    return next((one for one in held if one.id == path[-1]), None)


def _orders(ground: Ground, found: FoundStory) -> Iterator[Weighed]:
    """Groups whose items stand in another order in the file than here."""
    for group, ids in found.order:
        member = defined(group)
        try:
            held = value_at(ground.case, group)
        except (KeyError, AttributeError):
            continue
        now = [item.id for item in held] if isinstance(held, tuple) else []
        theirs = [one for one in ids if one in now]
        if ground.is_new or theirs == [one for one in now if one in theirs]:
            continue
        yield Weighed((*group, ORDER), member, State.CHANGED, now=tuple(now), theirs=tuple(theirs))


# ------------------------------------------------------------------ the order of the form


def _in_order(case: Case, made: Iterable[Weighed]) -> list[Weighed]:
    """In the order of the form; items as they stand in the story, then those that are new."""
    lines = list(made)
    items: dict[str, int] = {}
    for path in (*_paths_of(case), *(one.path for one in lines)):
        for item in path[1::2]:
            items.setdefault(item, len(items))
    return sorted(lines, key=lambda one: _rank(one.path, items))


def _paths_of(case: Case) -> Iterator[FieldPath]:
    return (path for path, _value in answers_in(record_json.written(case)))


def _rank(path: FieldPath, items: Mapping[str, int]) -> tuple[int, ...]:
    members: Mapping[str, Definition] = CASE.by_name
    found = []
    for at, name in enumerate(path):
        if at % 2:
            found.append(items[name])
            continue
        names = list(members)
        found.append(names.index(name) if name in members else -1)
        member = members.get(name)
        members = member.by_name if isinstance(member, GroupDefinition) else {}
    return tuple(found)
