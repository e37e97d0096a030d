"""What withdrawing takes away from a story, and what must be said anew so that the rest stays.

A revision is destroyed as a whole: what else it says is said again. And what it had replaced must
not come back when it is gone: the value that stands is said again over that.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection

from ssc_desktop.history.redaction import FILES as FILES  # noqa: PLC0414 - of this family
from ssc_desktop.history.redaction import REDACTION
from ssc_desktop.history.revision import Cut, Revision
from ssc_desktop.history.saving import Change
from ssc_desktop.history.view import DELETED, RecordView, seen
from ssc_desktop.record import Case
from ssc_desktop.record.editing import Path, value_at, with_value, without_item
from ssc_desktop.services import reasons
from ssc_desktop.services.saves import path_of, place_of
from ssc_desktop.store import derived, stubs, truth
from ssc_desktop.store.derived import CaseView

_SHA256 = "sha256"


class Rewriting(NamedTuple):
    """A change that says something anew, and the revisions it replaces, field by field."""

    change: Change
    over: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Past:
    """One root of a story with everything that was ever said in it."""

    root: str
    views: Mapping[str, RecordView]
    revisions: Mapping[str, Revision]
    cuts: tuple[Cut, ...]

    @classmethod
    def of(cls, connection: Connection, shown: CaseView, *, private: bool) -> "Past":
        """The open or the private part."""
        root = truth.roots_of(shown.case_id)[private]
        held = truth.revisions_of(connection, root)
        revisions = {one.id: one for one in held if not one.newer and one.kind != REDACTION}
        cuts = tuple(truth.cuts_of(connection, root))
        return cls(root, shown.records(private=private), revisions, cuts)

    def stays(self, record: str, field: str, value: Any, gone: Collection[str]) -> bool:
        """Whether a field says `value` also when some revisions are gone."""
        view = self.views.get(record)
        shown = view.fields.get(field) if view is not None else None
        live = shown.live if shown is not None else ()
        return any(one.value == value and one.revision not in gone for one in live)

    # ------------------------------------------------------------ what is meant

    def meant(self, case_id: str, target: Path | str) -> set[str]:
        """The revisions that say something at a path; or the one of that id."""
        if isinstance(target, str):
            return {target} & self.revisions.keys()
        record, name = place_of(case_id, target)
        records = {record} if name else self._with_all_below(record)
        return {
            one.id
            for one in self.revisions.values()
            if one.record in records and any(self._says(one, key, name) for key in one.fields)
        }

    @staticmethod
    def _says(one: Revision, key: str, name: str) -> bool:
        field, _slash, element = key.partition("/")
        value = one.fields[key][0]
        nothing = value is None or (element != "" and value is False)
        return key[0] != "~" and field == (name or field) and not nothing

    def _with_all_below(self, record: str) -> set[str]:
        found, waiting = {record}, [record]
        while waiting:
            above = waiting.pop()
            inner = {one.record for one in self.revisions.values() if one.parent == above} - found
            found |= inner
            waiting += inner
        return found

    def files(self, revisions: Collection[str], target: Path | str) -> set[str]:
        """The attachments that these revisions name; or the one of that checksum."""
        named = {
            str(one.fields[_SHA256][0]): one.id
            for one in self.revisions.values()
            if one.kind == FILES and _SHA256 in one.fields
        }
        if isinstance(target, str):
            return {target} & named.keys()
        return {sha256 for sha256, revision in named.items() if revision in revisions}

    def file_name(self, sha256: str) -> str:
        """What an attachment was called; the beginning of its checksum where that is not known."""
        said = [one for one in self.revisions.values() if one.kind == FILES]
        records = {one.record for one in said if one.fields.get(_SHA256, ("",))[0] == sha256}
        names = (one.fields.get("file_name", ("",))[0] for one in said if one.record in records)
        return next((name for name in names if isinstance(name, str) and name), sha256[:8])

    def written_over(self, gone: Collection[str], *, but: str) -> int:
        """How many answers that stand, but for those of one device, were written over some."""
        live = {one for view in self.views.values() for ids in view.lives.values() for one in ids}
        return sum(
            any(key[0] != "~" and value is not None and not set(over).isdisjoint(gone)
                for key, (value, over) in one.fields.items())
            for one in self.revisions.values()
            if one.id in live and one.id not in gone and one.device != but
        )  # fmt: skip

    # ------------------------------------------------------------ what is said anew

    def deleting(self, record: str) -> list[Rewriting]:
        """An item goes, and all below it."""
        view = self.views.get(record)
        if view is None:
            return []
        saw = list(seen(self.views, record))
        mark = Change(record, view.kind, view.parent, {DELETED: {"saw": saw}})
        return [Rewriting(mark, {DELETED: view.live(DELETED)})]

    def trashed(self, record: str) -> str:
        """The topmost of the records that a record is in and that are deleted; "" for none."""
        found, visited = "", set[str]()
        while record in self.views and record not in visited:
            visited.add(record)
            found = record if self.views[record].deleted else found
            record = self.views[record].parent
        return found

    def without(self, gone: Collection[str], withdrawn: Collection[str]) -> list[Rewriting]:
        """What stays said when revisions go; the fields `withdrawn` are empty then.

        Fields are named as in `withdrawn`: `record/name`.
        """
        rewriting = _Rewriting(self, frozenset(gone), frozenset(withdrawn))
        for record in sorted({self.revisions[one].record for one in gone}):
            rewriting.of_record(record)
        return rewriting.done()


@dataclass
class _Rewriting:
    """Gathers what is said anew: one change for a record, more where versions stand beside it."""

    past: Past
    gone: frozenset[str]
    withdrawn: frozenset[str]
    _rounds: list[dict[str, Rewriting]] = field(default_factory=list)

    def of_record(self, record: str) -> None:
        """Say anew what else the revisions of a record say that go."""
        given = [one for one in self.past.revisions.values() if one.record == record]
        keys = sorted({key for one in given if one.id in self.gone for key in one.fields})
        for key in keys:
            back = self._would_come_back(given, key)
            if f"{record}/{key.partition('/')[0]}" in self.withdrawn and key[0] != "~":
                self._empty(self.past.views[record], key, back)
            else:
                self._keep(self.past.views[record], key, back)

    def _empty(self, view: RecordView, key: str, back: tuple[str, ...]) -> None:
        live = view.live(key)
        staying = set(live) - self.gone
        if not staying:
            self._say(view, key, None if "/" not in key else False, (*live, *back))
        elif back or len(staying) < len(live):
            one = max(staying)
            self._say(view, key, self._value(one, key), (one, *(self.gone & set(live)), *back))

    def _keep(self, view: RecordView, key: str, back: tuple[str, ...]) -> None:
        live = view.live(key)
        going = sorted(self.gone & set(live))
        for one in going or live[:1] if back or going else ():
            self._say(view, key, self._value(one, key), (one, *back))
            back = ()

    def _value(self, revision: str, key: str) -> Any:
        return self.past.revisions[revision].fields[key][0]

    def _would_come_back(self, given: Iterable[Revision], key: str) -> tuple[str, ...]:
        """What only the revisions that go replaced."""
        by_gone: set[str] = set()
        by_others: set[str] = set()
        for one in given:
            if key in one.fields:
                (by_gone if one.id in self.gone else by_others).update(one.fields[key][1])
        return tuple(sorted((by_gone - by_others - self.gone) & self.past.revisions.keys()))

    def _say(self, view: RecordView, key: str, value: Any, over: tuple[str, ...]) -> None:
        place = next((held for held in self._rounds
                      if view.id not in held or key not in held[view.id].over), None)  # fmt: skip
        if place is None:
            place = {}
            self._rounds.append(place)
        change, replaced = place.get(
            view.id, Rewriting(Change(view.id, view.kind, view.parent, {}), {})
        )
        fields = {**change.fields, key: value}
        place[view.id] = Rewriting(
            Change(view.id, view.kind, view.parent, fields), {**replaced, key: over}
        )

    def done(self) -> list[Rewriting]:
        """All of it."""
        return [one for held in self._rounds for one in held.values()]


# ------------------------------------------------------------------ an editor that is open


def without_withdrawn(connection: Connection, case: Case, base: str) -> Case:
    """A draft without what was withdrawn since its author opened the story.

    The words may still stand in an editor; they must not come back by its next save.
    """
    case_id = str(case.case_uuid)
    if not stubs.of_case(connection, case_id).revisions:
        return case
    now = derived.loaded(connection, case_id).case
    for path in withdrawn_since(connection, case_id, json.loads(base)):
        case = _as_now(case, now, path)
    return case


def withdrawn_since(connection: Connection, case_id: str, known: Collection[str]) -> Iterator[Path]:
    """The answers and items that were withdrawn by other cuts than the known ones."""
    for root in truth.roots_of(case_id):
        cuts = [
            cut
            for cut in truth.cuts_of(connection, root)
            if cut.id not in known and reasons.read(cut.note).deed == reasons.WITHDRAWN
        ]
        listed = {one for cut in cuts for one in cut.revisions}
        for one in truth.revisions_of(connection, root) if listed else ():
            if one.id in listed and not one.newer and one.kind != REDACTION:
                yield from _touched(case_id, one)


def _touched(case_id: str, one: Revision) -> Iterator[Path]:
    """What a withdrawal emptied; what it said anew is no news to anybody."""
    path = path_of(case_id, one.kind, one.record, one.parent)
    if DELETED in one.fields:
        yield path
    for key, (value, _over) in one.fields.items():
        name, _slash, element = key.partition("/")
        if value is None or (element and value is False):
            yield (*path, name)


def _as_now(case: Case, now: Case, path: Path) -> Case:
    try:
        if len(path) % 2 == 0:
            return without_item(case, path[:-1], path[-1]) if path else case
        return with_value(case, path, value_at(now, path))
    except (KeyError, TypeError):  # the item is not on that screen
        return case
