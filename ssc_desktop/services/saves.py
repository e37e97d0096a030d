"""The saves of a story as they are kept: which cuts belong together, and what they touched."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from ssc_desktop.errors import NotFound
from ssc_desktop.history.cut_forms import decode_cut
from ssc_desktop.history.revision import Cut, Revision, stored_revision
from ssc_desktop.history.view import DELETED, POSITION
from ssc_desktop.i18n import _
from ssc_desktop.record import CASE, FieldDefinition, GroupDefinition, codec
from ssc_desktop.record.definition import Definition
from ssc_desktop.record.editing import Path
from ssc_desktop.services.answers import Touched
from ssc_desktop.store import derived, devices, stubs, truth
from ssc_desktop.store.stubs import Stubs
from ssc_desktop.store.tables import CutRow, RevisionRow

_MOST_ASKED = 500
_ONE_SAVE = timedelta(seconds=1)


class Line(NamedTuple):
    """A cut without its body."""

    at: str
    id: str
    root: str
    device: str
    bundle: str


Group = tuple[Line, ...]
"""The cuts of one save: of the open part, of the private part, or of both."""


def grouped(connection: Connection, case_id: str) -> list[Group]:
    """All saves of a story in the order of their moments."""
    rows = connection.execute(
        select(CutRow.at, CutRow.id, CutRow.root, CutRow.device, CutRow.bundle).where(
            CutRow.root.in_(truth.roots_of(case_id)), CutRow.at != ""
        )
    ).all()
    groups: list[Group] = []
    for line in sorted(Line(*row) for row in rows):
        if groups and _together(groups[-1], line):
            groups[-1] = (*groups[-1], line)
        else:
            groups.append((line,))
    return groups


def _together(group: Group, line: Line) -> bool:
    """Whether a cut is the other half of a save: its private part follows in the same moment."""
    first, *others = group
    if others or first.root == line.root or first.device != line.device:
        return False
    return _moment(line.at) - _moment(first.at) < _ONE_SAVE


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at[:23])


def touching(connection: Connection, case_id: str, path: Path) -> set[str]:
    """The ids of the cuts that touched an answer, an item, or the items of a group."""
    roots = truth.roots_of(case_id)
    record, name = place_of(case_id, path)
    if isinstance(defined(path), GroupDefinition):
        kind = f'%"kind":"{name}"%'.encode()
        asked = select(RevisionRow.body).where(
            RevisionRow.root.in_(roots), RevisionRow.body.op("LIKE")(kind)
        )
        fits = [one.id for one in map(stored_revision, connection.scalars(asked))
                if (one.kind, one.parent) == (name, record)]  # fmt: skip
        fits += _of_field(connection, roots, case_id, name) if record == case_id else []
    else:
        fits = _of_field(connection, roots, record, name)
    revisions = set(fits)
    cuts = connection.execute(select(CutRow.id, CutRow.body).where(CutRow.root.in_(roots)))
    return {id_ for id_, body in cuts if not revisions.isdisjoint(decode_cut(body).revs)}


def place_of(case_id: str, path: Path) -> tuple[str, str]:
    """The record that a path leads to, and the field or group in it; "" for the whole of it."""
    *above, last = path
    if len(path) % 2 == 0:
        return last, ""
    return (above[-1] if above else case_id), last


def _of_field(connection: Connection, roots: Sequence[str], record: str, name: str) -> list[str]:
    """The revisions of a record that say something of a field; of all its fields where unnamed."""
    bodies = connection.scalars(
        select(RevisionRow.body).where(RevisionRow.root.in_(roots), RevisionRow.rec == record)
    )
    return [
        one.id
        for one in map(stored_revision, bodies)
        if not name or any(key.partition("/")[0] in {name, DELETED} for key in one.fields)
    ]


def defined(path: Path) -> Definition | None:
    """What a path leads to: a field, a group, or nothing where it names an item."""
    if len(path) % 2 == 0:
        return None
    members: Mapping[str, Definition] = CASE.by_name
    for name in path[:-1:2]:
        holder = members.get(name)
        members = holder.by_name if isinstance(holder, GroupDefinition) else {}
    return members.get(path[-1])


def device_names(connection: Connection) -> dict[str, str]:
    """What the computers met so far are called."""
    return devices.names(connection)


def revisions(connection: Connection, case_id: str, ids: Sequence[str]) -> dict[str, Revision]:
    """Some revisions of a story by their ids; those not here, or of a newer version, are absent."""
    found: dict[str, Revision] = {}
    for start in range(0, len(ids), _MOST_ASKED):
        bodies = connection.scalars(
            select(RevisionRow.body).where(
                RevisionRow.root.in_(truth.roots_of(case_id)),
                RevisionRow.id.in_(ids[start : start + _MOST_ASKED]),
            )
        )
        found.update((one.id, one) for one in map(stored_revision, bodies) if not one.newer)
    return found


_HOLDERS = {inner.name: group.name for group in CASE.groups().values() for inner in group.inner}
"""The group around a group, by the inner one's name."""


def path_of(case_id: str, kind: str, record: str, parent: str) -> Path:
    """The path of a record: nothing for the story itself."""
    if record == case_id:
        return ()
    above = (_HOLDERS[kind], parent) if kind in _HOLDERS else ()
    return (*above, kind, record)


def touched(case_id: str, made: Iterable[Revision]) -> tuple[Touched, ...]:
    """What revisions of one save did, the story itself first, in the order of the form."""
    found: dict[Path, Touched] = {}
    for one in made:
        if one.record != case_id and one.kind not in CASE.groups():
            continue  # a newer version's, or no part of the story's text
        path = path_of(case_id, one.kind, one.record, one.parent)
        named = {key.partition("/")[0] for key in one.fields if key[0] != "~"}
        before = found.get(path)
        what = _deed(one)
        if before is not None:  # the private half of the same item
            named.update(before.fields)
            what = before.what if what == "changed" else what
        members = defined(path[:-1]) if path else CASE
        names = list(getattr(members, "by_name", ()))
        fields = sorted(
            named, key=lambda name: (name not in names, name in names and names.index(name))
        )
        found[path] = Touched(path, what, tuple(fields))
    order = {name: at for at, name in enumerate(member.name for member in CASE.fields)}
    return tuple(sorted(found.values(), key=lambda one: (order.get(one.path[0], 99) if one.path
                                                         else -1, one.path)))  # fmt: skip


def _deed(one: Revision) -> str:
    if DELETED in one.fields:
        return "removed" if isinstance(one.fields[DELETED][0], dict) else "returned"
    if POSITION in one.fields and not any(over for _value, over in one.fields.values()):
        return "added"
    if set(one.fields) == {POSITION}:
        return "moved"
    return "changed"


def read(field: FieldDefinition, value: Any) -> Any:
    """A value of a revision as the record holds it; None where a newer version made it."""
    if value is None:
        return None
    try:
        return codec.read(field, list(value) if isinstance(value, tuple) else value)
    except codec.Misfit:
        return None


class Whole(NamedTuple):
    """Everything there is of a story, and one save of it."""

    case_id: str
    revisions: list[Revision]
    cuts: list[Cut]
    groups: list[Group]
    at: int
    withdrawn: Stubs

    @property
    def group(self) -> Group:
        """The save."""
        return self.groups[self.at]

    def cuts_until(self, number: int) -> list[Cut]:
        """The cuts of the first saves."""
        held = {line.id for group in self.groups[:number] for line in group}
        return [cut for cut in self.cuts if cut.id in held]

    def seen(self, number: int | None = None) -> derived.CaseView:
        """The story after the first saves, or after all."""
        cuts = self.cuts if number is None else self.cuts_until(number)
        return derived.seen(self.case_id, self.revisions, cuts, self.withdrawn)


def whole(connection: Connection, case_id: str, save: str) -> Whole:
    """Everything of a story, and one of its saves. Raises NotFound where there is no such save."""
    groups = grouped(connection, case_id)
    at = next((n for n, group in enumerate(groups) if any(one.id == save for one in group)), -1)
    if at < 0:
        raise NotFound(_("The story has no such save."), advice=_("Look at its history anew."))
    revisions: list[Revision] = []
    cuts: list[Cut] = []
    for root in truth.roots_of(case_id):
        revisions += truth.revisions_of(connection, root)
        cuts += truth.cuts_of(connection, root)
    return Whole(case_id, revisions, cuts, groups, at, stubs.of_case(connection, case_id))
