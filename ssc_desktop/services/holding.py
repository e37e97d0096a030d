"""What of a story stays here while the rest goes into a bundle.

A bundle holds signed revisions, which cannot be shortened; but each item of a group is a record
with revisions of its own, and a revision may be missing from a bundle (bundle format, section 2).
So whatever readers may not have is left out revision by revision.
"""

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from ssc_desktop.history.redaction import REDACTION
from ssc_desktop.history.revision import Revision, stored_revision
from ssc_desktop.history.saving import Change
from ssc_desktop.history.view import RecordView
from ssc_desktop.record import CASE, Case, clearing
from ssc_desktop.record.clearing import BUNDLE, Held, Readers, Reason
from ssc_desktop.record.definition import GroupDefinition
from ssc_desktop.record.register import naming, withdrawn_names
from ssc_desktop.services import saving
from ssc_desktop.store import derived, truth
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import VIEW, RevisionRow, conflict

_NEVER = frozenset(
    member.name
    for member in CASE.fields
    if not isinstance(member, GroupDefinition) and not member.exported
)
_CONSENT = b'"kind":"consent_record"'
_ONE_BY_ONE = {Reason.NO_CONSENT, Reason.NOT_COVERED, Reason.WITHDRAWN}
_AT_ONCE = 500
_NOTHING: Final = (frozenset[str](), frozenset[str]())


@dataclass(frozen=True, slots=True)
class Holding:
    """What of one story stays here."""

    kinds: frozenset[str] = frozenset()
    """Groups of which nothing goes."""
    records: frozenset[str] = frozenset()
    """Single items that do not go."""
    names: re.Pattern[str] | None = None
    """Those who took their consent back: no earlier version that names them goes."""
    saves: frozenset[str] = frozenset()
    """Cuts whose note names them: a note is signed with its save and cannot be taken out of it."""
    noted: frozenset[str] = frozenset()
    """The revisions that only those list."""
    held: tuple[Held, ...] = ()
    stays: tuple[Held, ...] = ()
    """Why the whole story stays; empty where it goes."""

    def lets(self, body: bytes) -> bool:
        """Whether a revision may go."""
        revision = stored_revision(body)
        if revision.newer:
            # what a newer program wrote cannot be looked into: only a story without limits has it
            return not (self.kinds or self.records or self.names)
        if revision.kind in self.kinds or revision.record in self.records:
            return False
        if revision.id in self.noted:
            return False
        if not _NEVER.isdisjoint(revision.fields):
            return False
        return self.names is None or self.names.search(body.decode()) is None

    def drops(self, group: str, item_id: str) -> bool:
        """Whether an item stays."""
        return group in self.kinds or item_id in self.records


EVERYTHING_GOES = Holding()


def holdings(connection: Connection, ids: Iterable[str], circle: str) -> dict[str, Holding]:
    """Of each story that needs a look what stays here; all others go as they are."""
    wanted = _special(connection, circle).intersection(ids)
    return {case_id: _holding(connection, case_id, circle) for case_id in sorted(wanted)}


def _special(connection: Connection, circle: str) -> set[str]:
    """Stories with limits, with persons in pictures, with consents; few of many."""
    pictures = VIEW["attachment"]
    asked = [
        select(VIEW["field_limit"].c.case_uuid),
        select(VIEW["consent_record"].c.case_uuid),
        select(pictures.c.case_uuid).where(pictures.c.people_shown.is_(True)),
        select(pictures.c.case_uuid).where(pictures.c.consent.is_not(None)),
    ]
    if circle == "public":
        asked.append(select(VIEW["change_agent"].c.case_uuid))
    return {case_id for one in asked for case_id in connection.scalars(one.distinct())}


def _holding(connection: Connection, case_id: str, circle: str) -> Holding:
    case = derived.loaded(connection, case_id).case
    readers = Readers(circle, BUNDLE, consents_elsewhere(connection, case_id))
    _kept, held = clearing.cleared(case, CASE, readers)
    hidden = clearing.hidden_parts(case, circle)
    names = naming(withdrawn_names(case))
    saves, noted = _noted(connection, case_id, names) if names else _NOTHING
    return Holding(
        kinds=frozenset(_kinds_in(CASE.groups().values(), hidden)),
        records=frozenset(one.path[-1] for one in held if one.reason in _ONE_BY_ONE),
        names=names,
        saves=saves,
        noted=noted,
        held=tuple(one for one in held if one.reason is not Reason.PRIVATE),
        stays=clearing.still_named(case, CASE),
    )


def _noted(
    connection: Connection, case_id: str, names: re.Pattern[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """The cuts whose note names somebody, and the revisions that no other cut lists."""
    cuts = [cut for root in truth.roots_of(case_id) for cut in truth.cuts_of(connection, root)]
    saves = frozenset(cut.id for cut in cuts if names.search(cut.note))
    others = {one for cut in cuts if cut.id not in saves for one in cut.revisions}
    return saves, frozenset(
        one for cut in cuts if cut.id in saves for one in cut.revisions if one not in others
    )


def _kinds_in(groups: Iterable[GroupDefinition], hidden: frozenset[str]) -> Iterator[str]:
    for group in groups:
        if group.part in hidden:
            yield group.name
            yield from (inner.name for inner in group.inner)


def consents_elsewhere(connection: Connection, case_id: str) -> bool:
    """Whether no consent of this story was ever noted here: who sent it keeps them."""
    private = truth.roots_of(case_id)[1]
    bodies = connection.scalars(select(RevisionRow.body).where(RevisionRow.root == private))
    return not any(_CONSENT in body for body in bodies)


# ------------------------------------------------------------ names in earlier versions


def say_anew(library: Library, found: dict[str, Holding]) -> dict[str, Holding]:
    """Free stories of earlier versions that name somebody who took the consent back.

    A revision that names the person stays here, and so does a save whose note does. What else they
    say, and is still shown, is said again in a revision of its own, as a save would. Where two
    versions are unsettled that cannot be done: the story stays.
    """
    made = dict(found)
    for case_id, holding in found.items():
        if holding.names is None or holding.stays:
            continue
        with library.writing() as connection:
            _say_anew(library, connection, case_id, holding)
            left = _still_alive(connection, case_id, holding)
        if left:
            made[case_id] = dataclasses.replace(holding, stays=left)
    return made


def _say_anew(library: Library, connection: Connection, case_id: str, holding: Holding) -> None:
    views = derived.loaded(connection, case_id).open
    staying = {one.id for one, _view in _naming(connection, case_id, holding, views)}
    held = {one.id: one for one in truth.revisions_of(connection, case_id)}
    fields: dict[str, dict[str, object]] = {}
    over: dict[str, dict[str, Sequence[str]]] = {}
    for (record, field), replaced in _replaced(held, staying).items():
        live = views[record].live(field)
        if len(live) != 1:
            continue
        value, told = held[live[0]].fields[field]
        if live[0] not in staying and replaced.issubset(told):
            continue
        if live[0] in staying and _says(holding, value):
            if held[live[0]].kind != REDACTION:
                continue
            value = ""  # a withdrawal must travel, if without its reason
        fields.setdefault(record, {})[field] = value
        over.setdefault(record, {})[field] = (*live, *replaced)
    changes = [
        Change(record, views[record].kind, views[record].parent, said)
        for record, said in fields.items()
    ]
    if changes:
        screen = {record: saving.seen_as(views[record], said) for record, said in over.items()}
        saving.cut(library, connection, case_id, changes, screen)
        derived.update(connection, library.raw, case_id)


def _replaced(
    held: Mapping[str, Revision], staying: Collection[str]
) -> dict[tuple[str, str], set[str]]:
    """By record and field what only revisions that stay replaced.

    Whoever gets the rest alone would take it for a version nobody has replaced.
    """
    found: dict[tuple[str, str], set[str]] = {}
    for one in (held[id_] for id_ in staying):
        for field, (_value, over) in one.fields.items():
            found.setdefault((one.record, field), set()).update(set(over).difference(staying))
    return found


def _still_alive(connection: Connection, case_id: str, holding: Holding) -> tuple[Held, ...]:
    views = derived.loaded(connection, case_id).open
    wanted = holding.names.pattern if holding.names else ""
    return tuple(
        Held((field,), _label(field), Reason.STILL_NAMED, wanted and _named_in(holding, revision))
        for revision, view in _naming(connection, case_id, holding, views)
        for field in revision.fields
        if revision.id in view.live(field)
    )


def _naming(
    connection: Connection, case_id: str, holding: Holding, views: dict[str, RecordView]
) -> Iterator[tuple[Revision, RecordView]]:
    """The revisions that name the person, or whose save does, of records that go."""
    for body in connection.scalars(select(RevisionRow.body).where(RevisionRow.root == case_id)):
        named = holding.names is not None and holding.names.search(body.decode()) is not None
        if not named and not holding.noted:
            continue
        revision = stored_revision(body)
        noted = revision.id in holding.noted
        view = views.get(revision.record)
        stays = holding.drops(revision.kind, revision.record)
        if view is None or stays or not (named or noted):
            continue
        if noted or not view.deleted:
            yield revision, view


def _says(holding: Holding, value: object) -> bool:
    return holding.names is not None and holding.names.search(str(value)) is not None


def _named_in(holding: Holding, revision: Revision) -> str:
    found = holding.names.search(revision.body.decode()) if holding.names else None
    return found.group() if found else ""


def _label(field: str) -> str:
    member = CASE.named(field.partition("/")[0])
    return member.label if member is not None else ""


def drafted(connection: Connection, case_id: str) -> Case:
    """The story as it stands on the screen."""
    return derived.drafted(connection, case_id) or derived.loaded(connection, case_id).case


def as_closest(connection: Connection, case: Case) -> Case:
    """The story with the closest of its visibilities, where that is in dispute."""
    asked = select(conflict.c.versions).where(
        conflict.c.case_uuid == str(case.case_uuid), conflict.c.field == "visibility"
    )
    versions = connection.scalar(asked)
    if not versions:
        return case
    said = [version["value"] for version in versions]
    circles = [one if isinstance(one, str) else "private" for one in said]
    return dataclasses.replace(case, visibility=min(circles, key=clearing.rank))


def in_groups(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Ids in as many as one query takes."""
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
