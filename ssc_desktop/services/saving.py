"""From what a person changed to a signed cut: the only way in which words are kept here."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection

from ssc_desktop.errors import InvalidInput
from ssc_desktop.history.canonical import LONGEST_BODY
from ssc_desktop.history.position import between
from ssc_desktop.history.saving import Change, make_cut
from ssc_desktop.history.view import DELETED, POSITION, RecordView
from ssc_desktop.history.view import seen as seen_below
from ssc_desktop.i18n import _
from ssc_desktop.record import CASE, Case
from ssc_desktop.record.definition import Definition, GroupDefinition
from ssc_desktop.record.record_json import items_of
from ssc_desktop.record.records import RecordChange, differences, flattened, marked_fields
from ssc_desktop.services import reasons
from ssc_desktop.store import arrivals, derived, stubs, truth
from ssc_desktop.store.derived import CaseView
from ssc_desktop.store.library import Library

_LONGEST_RECORD = LONGEST_BODY - 256 * 1024  # room for names and for what is replaced

Forced = frozenset[tuple[str, str]]
"""Fields (record id, name) that get a new revision even if the value shown stays the same."""


def base_of(connection: Connection, case_id: str) -> str:
    """What a person who opens the case now sees: the cuts held, as text kept with a draft."""
    ids = [one for root in truth.roots_of(case_id) for one in truth.cut_ids(connection, root)]
    return json.dumps(sorted(ids))


def seen_at(library: Library, connection: Connection, case_id: str, base: str) -> CaseView:
    """The case as it is on the screen of somebody who opened it at `base`.

    What was saved on this computer since then was seen too: it came from that same screen. Without
    that, whoever goes on typing after a save would be in conflict with himself. Not so what was
    settled since then on another page, or came by a file: an editor that does not know of it must
    not undo it. What was undone since then still stands there: it must not become the words of
    whoever goes on.
    """
    seen = set(json.loads(base))
    for root in truth.roots_of(case_id):
        own = truth.cuts_by(connection, root, library.device.id, library.incarnation)
        seen.update(one for one, note in own if not reasons.is_elsewhere(note))
    cuts, revisions = arrivals.aside(connection, case_id)
    if not (cuts or revisions):
        return derived.loaded(connection, case_id, frozenset(seen))
    for root in truth.roots_of(case_id):
        cuts += truth.cuts_of(connection, root)
        revisions += truth.revisions_of(connection, root)
    known = [cut for cut in cuts if cut.id in seen]
    return derived.seen(case_id, revisions, known, stubs.of_case(connection, case_id))


def store(
    library: Library,
    connection: Connection,
    after: Case,
    before: CaseView,
    *,
    note: str = "",
    forced: Forced = frozenset(),
) -> bool:
    """Cut what turns the case that was seen into `after`; False where nothing differs.

    Raises InvalidInput where a text is too long to be kept.
    """
    refuse_too_long(after)
    known = bool(before.open)
    changes = _from_the_top(differences(before.case if known else None, after))
    positions = _positions(after, before)
    made = False
    for private in (False, True):
        views = before.records(private=private)
        listed = [_change(change, views, positions) for change in changes
                  if change.private is private]  # fmt: skip
        listed += _moved(changes, views, positions)
        listed += _still_gone(changes, after, views, private=private)
        listed += _insisted(after, before, forced, private=private)
        merged = _merged(change for change in listed if change.fields)
        if merged:
            root = truth.roots_of(before.case_id)[private]
            cut(library, connection, root, merged, views, note=note)
            made = True
    return made


def in_conflict(shown: CaseView) -> Forced:
    """The fields of which several versions are alive."""
    return frozenset(
        (record.id, name)
        for views in (shown.open, shown.private)
        for record in views.values()
        for name, value in record.fields.items()
        if value.conflict
    )


def refuse_too_long(case: Case) -> None:
    """Raise InvalidInput where a record of the case is more than one revision can hold."""
    for record in flattened(case).values():
        sizes = {
            name: len(json.dumps(value, ensure_ascii=False).encode())
            for name, value in record.values.items()
        }
        if sum(sizes.values()) > _LONGEST_RECORD:
            longest = max(sizes, key=lambda name: sizes[name])
            raise InvalidInput(
                _("The value of “{field}” does not fit: {reason}.").format(
                    field=longest, reason=_("it is longer than one field can hold")
                ),
                advice=_("Correct it; nothing was changed."),
                fields=[longest],
            )


def _from_the_top(changes: list[RecordChange]) -> list[RecordChange]:
    """Without the items inside items that go: they go with what holds them.

    Marked themselves, they would be changes that whoever deleted the holder had not seen.
    """
    gone = {(change.id, change.private) for change in changes if change.deleted}
    return [
        change
        for change in changes
        if not (change.deleted and (change.parent, change.private) in gone)
    ]


def cut(
    library: Library,
    connection: Connection,
    root: str,
    changes: list[Change],
    views: Mapping[str, RecordView],
    *,
    note: str = "",
) -> str:
    """Sign the changes of one root and add them to the truth; returns the id of the cut."""

    def over(record: str, field: str) -> tuple[str, ...]:
        view = views.get(record)
        return view.live(field) if view else ()

    number, previous = truth.last_of(connection, root, library.device.id, library.incarnation)
    made, revisions = make_cut(
        root,
        changes,
        over=over,
        device=library.device,
        incarnation=library.incarnation,
        sequence=number + 1,
        previous=previous,
        at=library.clock.tick(),
        by="",
        note=note,
    )
    truth.add_revisions(connection, revisions)
    truth.add_cuts(connection, [made])
    return made.id


def seen_as(view: RecordView, screen: Mapping[str, Sequence[str]]) -> RecordView:
    """A record to somebody on whose screen stood, of these fields, just these revisions."""
    lives = {name: tuple(sorted(set(ids))) for name, ids in screen.items()}
    return msgspec.structs.replace(view, lives={**view.lives, **lives})


def _change(
    change: RecordChange, views: Mapping[str, RecordView], positions: Mapping[str, str]
) -> Change:
    fields: dict[str, Any] = dict(change.fields)
    held = views.get(change.id)
    if held is not None and (held.kind, held.parent) != (change.kind, change.parent):
        # kind and place of a record are fixed for good: the words would be kept, and shown nowhere
        raise InvalidInput(
            _("The id {id} belongs to another item of this story.").format(id=change.id),
            advice=_("Leave ids out, or give each item its own."),
            fields=[change.kind],
        )
    if change.deleted:
        fields = {DELETED: {"saw": list(seen_below(views, change.id))}} if held else {}
    elif held is not None and change.created:
        # an item that was taken away came back by undo: it shows again, and only what was typed
        fields.update(_cleared(held, fields))
        if held.deleted:
            fields[DELETED] = False
    if change.id in positions and not change.deleted:
        fields[POSITION] = positions[change.id]
    return Change(change.id, change.kind, change.parent, fields)


def _still_gone(
    changes: Iterable[RecordChange], after: Case, views: Mapping[str, RecordView], *, private: bool
) -> list[Change]:
    """Items inside items that came back without them: they went with what held them."""
    back = {one.id for one in changes if one.created and one.id in views and views[one.id].deleted}
    if not back:
        return []
    there = flattened(after)
    return [
        Change(one.id, one.kind, one.parent, {DELETED: {"saw": list(seen_below(views, one.id))}})
        for one in views.values()
        if one.parent in back and (one.id, private) not in there
    ]


def _cleared(held: RecordView, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What empties the fields of a record that are not among the new ones."""
    cleared: dict[str, Any] = {}
    for name, shown in held.fields.items():
        if isinstance(shown.value, tuple):  # a set: element by element
            marks = (f"{name}/{element}" for element in shown.value)
            cleared.update({mark: False for mark in marks if mark not in fields})
        elif shown.value is not None and name not in fields:
            cleared[name] = None
    return cleared


def _moved(
    changes: Iterable[RecordChange],
    views: Mapping[str, RecordView],
    positions: Mapping[str, str],
) -> list[Change]:
    """Items that only changed their place."""
    changed = {change.id for change in changes}
    return [
        Change(one.id, one.kind, one.parent, {POSITION: positions[one.id]})
        for one in views.values()
        if one.id in positions and one.id not in changed
    ]


def _insisted(after: Case, before: CaseView, forced: Forced, *, private: bool) -> list[Change]:
    """Fields in conflict whose shown value was chosen: the choice itself is a revision."""
    if not forced:
        return []
    flat, marks = flattened(after), marked_fields()
    found = []
    for record, field in sorted(forced):
        view, new = before.records(private=private).get(record), flat.get((record, private))
        if view is None or new is None or field not in view.fields:
            continue
        value = new.values.get(field)
        if (new.kind, field) in marks and isinstance(value, list):
            value = None  # its elements are fields of their own; no answer for the whole stays
        found.append(Change(record, new.kind, new.parent, {field: value}))
    return found


def _merged(changes: Iterable[Change]) -> list[Change]:
    found: dict[str, Change] = {}
    for change in changes:
        held = found.get(change.record)
        fields = {**held.fields, **change.fields} if held else change.fields
        found[change.record] = Change(change.record, change.kind, change.parent, fields)
    return list(found.values())


def _positions(after: Case, before: CaseView) -> dict[str, str]:
    """New positions for items that are new or moved; the others keep theirs."""
    held = {**_held(before.private), **_held(before.open)}
    return {
        one: position
        for ids in _orders(after, CASE.fields)
        for one, position in _placed(ids, held).items()
    }


def _held(views: Mapping[str, RecordView]) -> dict[str, str]:
    return {one.id: one.position for one in views.values() if not one.deleted}


def _orders(record: object, members: Iterable[Definition]) -> Iterator[list[str]]:
    """The ids of the items of every group that has any, in their order."""
    for member in members:
        if not isinstance(member, GroupDefinition):
            continue
        items = items_of(record, member)
        if items:
            yield [item.id for item in items]
        for item in items:
            yield from _orders(item, member.fields)


def _placed(ids: list[str], held: Mapping[str, str]) -> dict[str, str]:
    """Positions for one group: the items in rising order stay, each other one goes between."""
    # two laptops may have given one place to two items: as long as nobody moves them they share it
    if ids == sorted(ids, key=lambda one: (held.get(one, ""), one)) and held.keys() >= set(ids):
        return {}
    staying = _rising([(one, held[one]) for one in ids if held.get(one)])
    found: dict[str, str] = {}
    last = ""
    for at, one in enumerate(ids):
        if one in staying:
            last = held[one]
            continue
        following = next((held[later] for later in ids[at + 1 :] if later in staying), "")
        last = found[one] = between(last, following)
    return found


def _rising(placed: list[tuple[str, str]]) -> set[str]:
    """A longest run of items with rising positions: these may stay where they are."""
    runs: list[list[str]] = []
    for index, (one, position) in enumerate(placed):
        below = [runs[i] for i in range(index) if placed[i][1] < position]
        runs.append([*_longest(below), one])
    return set(_longest(runs))


def _longest(runs: list[list[str]]) -> list[str]:
    longest: list[str] = []
    for run in runs:
        longest = run if len(run) > len(longest) else longest
    return longest
