"""Taking back what a file brought: our own saves, which stay; new ones say again what stood before.

Only what nobody wrote over is taken back. The saves that take it back can be taken back in turn,
by the same rule: that puts the file's words in their place again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from ssc_desktop.history.revision import Cut, Revision
from ssc_desktop.history.saving import Change
from ssc_desktop.history.view import DELETED, POSITION, RecordView, seen
from ssc_desktop.services import saving
from ssc_desktop.store import derived, truth
from ssc_desktop.store.library import Library


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of some saves of a story."""

    cuts: tuple[str, ...]
    """The new saves; none where nothing was left to take back."""
    whole: bool
    """The story went to the trash with it, or came back from there."""
    left: int
    """Answers and items that stay: somebody wrote over them, or in them."""


def take_back(
    library: Library, connection: Connection, case_id: str, cuts: Sequence[str], note: str
) -> TakenBack:
    """Say again what stood before these saves, wherever nobody wrote over what they said."""
    made: list[str] = []
    left, whole = 0, False
    every = {one for root in truth.roots_of(case_id) for one in truth.cut_ids(connection, root)}
    now = derived.loaded(connection, case_id)
    before = derived.loaded(connection, case_id, frozenset(every.difference(cuts)))
    for private, root in zip((False, True), truth.roots_of(case_id), strict=True):
        said = {one.id: one for one in truth.revisions_of(connection, root)}
        listed, begun = _listed(truth.cuts_of(connection, root), said, cuts)
        views = now.records(private=private), before.records(private=private)
        work = _Back(*views, listed, begun)
        work.of(said[one] for one in sorted(listed) if one in said)
        left += work.left
        whole = whole or any(
            one.record == case_id and DELETED in one.fields for one in work.changes
        )
        if work.changes:
            over = work.seen()
            made.append(saving.cut(library, connection, root, work.changes, over, note=note))
    return TakenBack(tuple(made), whole, left)


def _listed(
    every: Iterable[Cut], said: Mapping[str, Revision], cuts: Collection[str]
) -> tuple[set[str], set[str]]:
    """The revisions of these cuts, and the records that began with them."""
    first: dict[str, str] = {}
    listed: set[str] = set()
    for cut in every:  # in the order of their moments
        for one in cut.revisions:
            if one in said:
                first.setdefault(said[one].record, cut.id)
        if cut.id in cuts:
            listed.update(cut.revisions)
    return listed, {record for record, cut in first.items() if cut in cuts}


@dataclass
class _Back:
    """One root of a story: as it is, as it would be without some saves, and what they said."""

    now: Mapping[str, RecordView]
    before: Mapping[str, RecordView]
    listed: set[str]
    begun: set[str]
    """Items, or the story itself, that were not there before."""
    left: int = 0
    changes: list[Change] = field(default_factory=list)
    _over: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)

    def of(self, revisions: Iterable[Revision]) -> None:
        """Work out what is to be said."""
        for one in revisions:
            view = self.now.get(one.record)
            if view is None:
                continue
            if one.record not in self.begun:
                if self.before[one.record].deleted and not view.deleted:
                    self._of_removed(view)
                else:
                    self._of_known(one, view)
            elif one.parent not in self.begun:  # else it goes with what holds it
                self._of_new(view)

    def seen(self) -> dict[str, RecordView]:
        """What the new saves replace: what the old ones said, and nothing beside it."""
        views = dict(self.now)
        for record, over in self._over.items():
            views[record] = saving.seen_as(views[record], over)
        return views

    def _of_known(self, one: Revision, view: RecordView) -> None:
        fields: dict[str, Any] = {}
        for key, (value, over) in one.fields.items():
            if one.id not in view.live(key):
                self.left += key != POSITION
                continue
            was = self._value(one.record, key, over)
            if key == DELETED:
                fields[key] = self._mark(one.record, value, over)
            elif was != value and not (key == POSITION and not was):
                fields[key] = was
        if fields:
            self._say(view, fields, dict.fromkeys(fields, (one.id,)))

    def _value(self, record: str, key: str, over: Collection[str]) -> Any:
        """What a field said before, of several values one that was replaced; of a mark if it was.

        What stood beside those still stands: it is not said again.
        """
        held = self.before[record]
        if key == POSITION:
            return held.position
        name, slash, element = key.partition("/")
        shown = held.fields.get(name)
        said = shown.value if shown is not None else None
        if slash:
            return isinstance(said, tuple) and element in said
        if isinstance(said, tuple) or shown is None:
            return None
        replaced = [one.value for one in shown.live if one.revision in over]
        return said if said in replaced or not replaced else replaced[0]

    def _mark(self, record: str, value: Any, over: Collection[str]) -> Any:
        """What was said of a deletion before: the very words, so that a dispute is one again."""
        said = [one.value for one in self.before[record].marks if one.revision in over]
        if said:
            return said[0]
        return False if isinstance(value, dict) else {"saw": list(seen(self.now, record))}

    def _of_removed(self, view: RecordView) -> None:
        """An item that had been removed, and came again with the file, goes again."""
        saw = seen(self.now, view.id)
        if not {*self.listed, *seen(self.before, view.id)}.issuperset(saw):
            self.left += 1
            return
        self._say(view, {DELETED: {"saw": list(saw)}}, {DELETED: view.live(DELETED)})

    def _of_new(self, view: RecordView) -> None:
        saw = seen(self.now, view.id)
        if view.deleted:
            return
        if not self.listed.issuperset(saw):
            self.left += 1
            return
        self._say(view, {DELETED: {"saw": list(saw)}}, {DELETED: view.live(DELETED)})

    def _say(
        self, view: RecordView, fields: dict[str, Any], over: dict[str, tuple[str, ...]]
    ) -> None:
        held = next((one for one in self.changes if one.record == view.id), None)
        if held is not None:
            self.changes.remove(held)
            fields = {**held.fields, **fields}
        self.changes.append(Change(view.id, view.kind, view.parent, fields))
        self._over.setdefault(view.id, {}).update(over)
