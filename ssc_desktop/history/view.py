"""What people see: a pure function of the set of revisions and cuts of one root.

Section 3 of `docs/bundle-format.md`. Nothing here looks at the order of arrival, at a clock or at
this computer: the same set gives the same view everywhere.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import msgspec

from ssc_desktop.history.position import is_position
from ssc_desktop.history.revision import Cut, Revision

DELETED: Final = "~deleted"
POSITION: Final = "~pos"
_encode = msgspec.json.Encoder(order="deterministic").encode


# msgspec's frozen structs, not dataclasses: a library opens with hundreds of thousands of these,
# and they are made five times as fast
class Assignment(msgspec.Struct, frozen=True, gc=False):
    """One value that somebody gave a field, and that nobody who saw it has replaced."""

    revision: str
    value: Any
    at: str
    device: str
    by: str


class Origin(msgspec.Struct, frozen=True, gc=False):
    """Where the values of a record come from that was saved once: one for all its fields."""

    revision: str
    at: str
    device: str
    by: str


class FieldView(msgspec.Struct, frozen=True, gc=False):
    """A field as shown: its value, and every value that is alive beside it (the latest first).

    Attributes:
        value: the value shown; of a set the tuple of its elements, sorted.
        given: all live assignments, or the origin of the only one.
        conflict: two or more distinct values are alive; a person must choose.
        incomplete: a live value replaces one that is not here: a bundle is missing.
    """

    value: Any
    given: tuple[Assignment, ...] | Origin
    conflict: bool = False
    incomplete: bool = False

    @property
    def live(self) -> tuple[Assignment, ...]:
        """All live assignments; of a set those of all its elements."""
        given = self.given
        if isinstance(given, Origin):
            return (Assignment(given.revision, self.value, given.at, given.device, given.by),)
        return given


class RecordView(msgspec.Struct, frozen=True):
    """A record as shown.

    Attributes:
        position: where it stands among its siblings; ties are broken by the record's id.
        deleted: everything in it was seen by those who deleted it.
        contested: deleted by some and edited by others who did not see that; it is shown.
        lives: for every key as written in revisions (`name/element` of sets) the live revisions.
        marks: who deleted or restored it: the live assignments of `~deleted`.
    """

    id: str
    kind: str
    parent: str
    fields: dict[str, FieldView]
    position: str
    deleted: bool
    contested: bool
    lives: dict[str, tuple[str, ...]]
    marks: tuple[Assignment, ...] = ()

    def live(self, field: str) -> tuple[str, ...]:
        """The revisions a new value of `field` replaces when its writer sees this view."""
        return self.lives.get(field, ())


class _Stamp(NamedTuple):
    """When, by which cut and by whom a revision was saved; the least of several counts."""

    at: str
    cut: str
    by: str


_Saved = tuple[Revision, _Stamp]
_Given = tuple[Assignment, tuple[str, ...]]  # with what it replaces
_Fields = dict[str, FieldView]
_Lives = dict[str, tuple[str, ...]]


def view(
    revisions: Iterable[Revision], cuts: Iterable[Cut], stubs: Collection[str] = ()
) -> dict[str, RecordView]:
    """The records of one root by id, in the order of their ids.

    Revisions that no cut of their own device lists take no part, nor does what a newer version
    made, nor the `stubs`: the ids of what was withdrawn for good on this copy. What replaced those
    is complete all the same. Cuts are trusted: their signatures were checked when they came in.
    """
    stamps = _stamps(cuts)
    records: dict[str, list[_Saved]] = {}
    known = set(stubs)
    for revision in revisions:
        stamp = stamps.get((revision.id, revision.device, revision.root))
        if stamp is not None and revision.id not in known and not revision.newer:
            known.add(revision.id)
            records.setdefault(revision.record, []).append((revision, stamp))
    views = {id_: _record_view(id_, records[id_], known) for id_ in sorted(records)}
    return _with_deletions(views)


def _stamps(cuts: Iterable[Cut]) -> dict[tuple[str, str, str], _Stamp]:
    stamps: dict[tuple[str, str, str], _Stamp] = {}
    for cut in cuts:
        if cut.newer:
            continue
        stamp = _Stamp(cut.at, cut.id, cut.by)
        device, root = cut.device, cut.root
        for id_ in cut.revisions:
            before = stamps.setdefault((id_, device, root), stamp)
            if stamp < before:
                stamps[id_, device, root] = stamp
    return stamps


def _record_view(id_: str, saved: list[_Saved], known: set[str]) -> RecordView:
    # kind and parent are fixed by the first revision, whichever arrived first
    first = saved[0][0] if len(saved) == 1 else min(saved, key=_moment)[0]
    fields, lives = _alone(*saved[0], known) if len(saved) == 1 else _gathered(saved, known)
    position = ""
    marks: tuple[Assignment, ...] = ()
    special = [key for key in fields if "/" in key or key[0] == "~"]
    if special:
        position = _position(fields.get(POSITION))
    if special == [POSITION]:  # nearly every item of a group
        fields = {key: shown for key, shown in fields.items() if key != POSITION}
    elif special:
        marks = fields[DELETED].live if DELETED in fields else ()
        fields = _with_sets(fields)
    return RecordView(id_, first.kind, first.parent, fields, position, False, False, lives, marks)


def _moment(saved: _Saved) -> tuple[str, str]:
    return saved[1].at, saved[0].id


def _alone(revision: Revision, stamp: _Stamp, known: set[str]) -> tuple[_Fields, _Lives]:
    """The short way, which nearly all records take: nobody came back to this one."""
    origin = Origin(revision.id, stamp.at, revision.device, stamp.by)
    fields: _Fields = {}
    for key, (value, over) in revision.fields.items():
        gap = bool(over) and any(replaced not in known for replaced in over)
        fields[key] = FieldView(value, origin, False, gap)
    return fields, dict.fromkeys(fields, (revision.id,))


def _gathered(saved: list[_Saved], known: set[str]) -> tuple[_Fields, _Lives]:
    given: dict[str, list[_Given]] = {}
    for revision, stamp in saved:
        id_, at, device, by = revision.id, stamp.at, revision.device, stamp.by
        for key, (value, over) in revision.fields.items():
            given.setdefault(key, []).append((Assignment(id_, value, at, device, by), over))
    fields = {key: _field_view(given[key], known) for key in sorted(given)}
    lives = {
        key: tuple(sorted(one.revision for one in shown.live)) for key, shown in fields.items()
    }
    return fields, lives


def _field_view(given: list[_Given], known: set[str]) -> FieldView:
    """A field with a past: those are live that no assignment of this field replaces."""
    replaced = {id_ for _one, over in given for id_ in over}
    live = sorted(
        (pair for pair in given if pair[0].revision not in replaced),
        key=lambda pair: (pair[0].at, pair[0].revision),
        reverse=True,
    )
    shown = tuple(one for one, _over in live)
    return FieldView(
        shown[0].value if shown else None,
        shown,
        len(shown) > 1 and len({_encode(one.value) for one in shown}) > 1,
        any(id_ not in known for _one, over in live for id_ in over),
    )


def _with_sets(views: _Fields) -> _Fields:
    """The fields a person sees: sets under their own name, none of the program's own."""
    fields: _Fields = {}
    sets: dict[str, _Fields] = {}
    for key, shown in views.items():
        name, slash, element = key.partition("/")
        if slash:
            sets.setdefault(name, {})[element] = shown
        elif key[0] != "~":
            fields[key] = shown
    for name, elements in sets.items():
        shown = _set_view(elements)
        # a set may also have been answered as a whole, “unknown”; its elements win over that
        if shown.value or name not in fields or fields[name].value is None:
            fields[name] = shown
    return fields


def _set_view(elements: _Fields) -> FieldView:
    """A set: an element is in it where any live value says so; never a conflict."""
    present = tuple(
        element
        for element, shown in elements.items()
        if any(one.value is True for one in shown.live)
    )
    live = sorted(
        (one for shown in elements.values() for one in shown.live),
        key=lambda one: (one.at, one.revision),
        reverse=True,
    )
    incomplete = any(shown.incomplete for shown in elements.values())
    return FieldView(present, tuple(live), False, incomplete)


def _position(places: FieldView | None) -> str:
    """The latest place wins silently: no words are lost by it."""
    live = places.live if places is not None else ()
    return next((str(one.value) for one in live if is_position(one.value)), "")


def _with_deletions(views: dict[str, RecordView]) -> dict[str, RecordView]:
    """Mark what is deleted or contested; few records are, so the others are left as they are."""
    marks = {id_: record for id_, record in views.items() if record.marks}
    if not marks:
        return views
    children = _children(views)
    for id_, record in marks.items():
        values = [one.value for one in record.marks]
        saws = [value["saw"] for value in values if is_saw(value)]
        if not saws:
            continue
        saw = {one for ids in saws for one in ids}
        deleted = False not in values and all(one in saw for one in _alive(views, children, id_))
        views[id_] = msgspec.structs.replace(record, deleted=deleted, contested=not deleted)
    return views


def is_saw(value: object) -> bool:
    """Whether a value of `~deleted` deletes: an object with the ids that the deleter saw."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("saw"), list)
        and all(isinstance(seen, str) for seen in value["saw"])
    )


def seen(views: Mapping[str, RecordView], record: str) -> tuple[str, ...]:
    """What deleting `record` must name as seen: all that is alive in it and below it, sorted."""
    return tuple(sorted(set(_alive(views, _children(views), record))))


def _children(views: Mapping[str, RecordView]) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for id_, shown in views.items():
        children.setdefault(shown.parent, []).append(id_)
    return children


def _alive(
    views: Mapping[str, RecordView], children: Mapping[str, list[str]], record: str
) -> Iterator[str]:
    """The live revisions of a record's other fields and of everything below it.

    Whoever stops at the first that was not seen never walks far: a bundle may hold a long chain of
    records, and a deletion of each.
    """
    for key, live in views[record].lives.items():
        if key != DELETED:
            yield from live
    visited, waiting = {record}, list(children.get(record, ()))
    while waiting:
        id_ = waiting.pop()
        if id_ not in visited:  # a bundle may hold records that contain each other
            visited.add(id_)
            for live in views[id_].lives.values():
                yield from live
            waiting.extend(children.get(id_, ()))
