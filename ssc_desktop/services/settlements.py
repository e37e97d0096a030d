"""What was settled: who did, why, what stood side by side; and opening it again.

Every save that replaced several versions at once settled something, also where somebody just typed
over them. Those that say so in their note are found in the whole library.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, or_, select

from ssc_desktop import i18n
from ssc_desktop.errors import NotFound
from ssc_desktop.history.lineage import Lineage, Said, same_value
from ssc_desktop.history.revision import Cut, Revision, signed_line, stored_cut
from ssc_desktop.history.saving import Change
from ssc_desktop.history.view import DELETED, POSITION, RecordView, is_saw
from ssc_desktop.i18n import N_, Words, _
from ssc_desktop.record.editing import Path
from ssc_desktop.services import activity, cases, reasons, saving
from ssc_desktop.services.answers import Changes
from ssc_desktop.services.saves import defined, path_of
from ssc_desktop.services.wording import Wording
from ssc_desktop.services.writers import Writers
from ssc_desktop.store import derived, truth
from ssc_desktop.store.library import Library
from ssc_desktop.store.tables import CutRow

_NOTED = b'%"note":"settled%'
_BETWEEN = "/"
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Former:
    """A version that a settlement replaced."""

    revision: str
    text: str
    at: str
    device: str
    own: bool
    chosen: bool
    """The settlement kept it."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """A dispute that somebody settled."""

    id: str
    """The revision that settled it; names it in `reopen`."""
    case_id: str
    title: str
    path: Path
    """Of a field; of a deletion () or that of the item."""
    heading: str
    label: str
    """What the answer is called; "" for a deletion."""
    at: str
    device: str
    own: bool
    why: str
    text: str
    """What was settled on, in words."""
    versions: tuple[Former, ...]
    """What stood side by side, the latest first."""
    stands: bool
    """It says so today: nobody changed it since."""


@dataclass(frozen=True, slots=True)
class Settlements:
    """Some settlements, the latest first."""

    settlements: tuple[Settlement, ...]
    more: str = ""
    """Where the next ones begin; "" where these were the last."""


def settled(
    library: Library,
    case_id: str | None = None,
    *,
    start: str = "",
    limit: int = 40,
    language: str = "en",
) -> Settlements:
    """What was settled in a story, or (with a reason) in the whole library."""
    with library.reading() as connection:
        stories = _Stories(library, connection, i18n.translated_in(language))
        found: list[Settlement] = []
        more = ""
        for cut in _cuts(connection, case_id, start):
            if len(found) >= limit:
                more = _BETWEEN.join((cut.at, cut.id))
                break
            found += stories.of(truth.case_of(cut.root)).settled_by(cut)
    return Settlements(tuple(found), more)


def _cuts(connection: Connection, case_id: str | None, start: str) -> Iterator[Cut]:
    """The saves that may have settled something, the latest first."""
    at, _between, identity = start.partition(_BETWEEN)
    while True:
        asked = select(CutRow.at, CutRow.id, CutRow.body, CutRow.signature).where(CutRow.at != "")
        if case_id is None:
            asked = asked.where(CutRow.body.op("LIKE")(_NOTED))
        else:
            asked = asked.where(CutRow.root.in_(truth.roots_of(case_id)))
        if at:
            asked = asked.where(or_(CutRow.at < at, (CutRow.at == at) & (CutRow.id <= identity)))
        rows = connection.execute(
            asked.order_by(CutRow.at.desc(), CutRow.id.desc()).limit(_AT_ONCE + 1)
        ).all()
        yield from (stored_cut(signed_line(row[2], row[3])) for row in rows[:_AT_ONCE])
        if len(rows) <= _AT_ONCE:
            return
        at, identity = rows[_AT_ONCE][:2]


class _Stories:
    """The stories of a page of settlements, each loaded once."""

    def __init__(self, library: Library, connection: Connection, words: Words) -> None:
        self._connection = connection
        self._words = words
        self._writers = Writers(library, connection)
        self._held: dict[str, _Story] = {}

    def of(self, case_id: str) -> "_Story":
        if case_id not in self._held:
            shown = derived.loaded(self._connection, case_id)
            wording = Wording(derived.everything(shown), self._words)
            self._held[case_id] = _Story(self._connection, shown, wording, self._writers)
        return self._held[case_id]


@dataclass
class _Story:
    """A story with its whole past."""

    connection: Connection
    shown: derived.CaseView
    wording: Wording
    writers: Writers
    revisions: dict[str, Revision] = field(default_factory=dict)
    cuts: dict[str, list[Cut]] = field(default_factory=dict)
    _lineages: dict[tuple[str, str, str], Lineage] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for root in truth.roots_of(self.shown.case_id):
            of_root = truth.revisions_of(self.connection, root)
            self.revisions.update((one.id, one) for one in of_root if not one.newer)
            self.cuts[root] = truth.cuts_of(self.connection, root)

    def view(self, revision: Revision) -> RecordView | None:
        """The record of a revision as it is shown now."""
        return self.shown.records(private=revision.root != self.shown.case_id).get(revision.record)

    def lineage(self, revision: Revision, name: str) -> Lineage:
        """Every value that a field of its record was given."""
        key = (revision.root, revision.record, name)
        if key not in self._lineages:
            own = [one for one in self.revisions.values()
                   if (one.root, one.record) == key[:2]]  # fmt: skip
            self._lineages[key] = Lineage.of(own, self.cuts[revision.root], name)
        return self._lineages[key]

    def settled_by(self, cut: Cut) -> Iterator[Settlement]:
        """What a save settled, in the order of the fields."""
        noted = reasons.read(cut.note).deed == reasons.SETTLED
        for revision in filter(None, map(self.revisions.get, cut.revisions)):
            if revision.device != cut.device:
                continue
            for name, (_value, over) in sorted(revision.fields.items()):
                if name == POSITION or "/" in name or not over:
                    continue
                if noted or (len(over) > 1 and len(self.versions(revision, name)) > 1):
                    yield self._settlement(revision, name)

    def versions(self, revision: Revision, name: str) -> list[Said]:
        """What stood side by side, each thing that was said once, the latest first."""
        said = self.lineage(revision, name).said
        _value, over = revision.fields[name]
        found: list[Said] = []
        for one in sorted((said[id_] for id_ in over if id_ in said), reverse=True):
            if not any(same_value(one, other) for other in found):
                found.append(one)
        return found

    def _settlement(self, revision: Revision, name: str) -> Settlement:
        lineage = self.lineage(revision, name)
        own = lineage.said[revision.id]
        path = path_of(self.shown.case_id, revision.kind, revision.record, revision.parent)
        view, title = self.view(revision), self.wording.named.title
        writer = self.writers.one(own.device)
        return Settlement(
            _BETWEEN.join((revision.id, name)),
            self.shown.case_id,
            title if isinstance(title, str) else "",
            path if name == DELETED else (*path, name),
            self.wording.heading(path),
            "" if name == DELETED else self.wording.label((*path, name)),
            own.at,
            writer.name,
            writer.own,
            reasons.read(own.note).why,
            self._text(path, name, own.value),
            tuple(self._former(path, name, lineage, one, own)
                  for one in self.versions(revision, name)),
            view is not None and revision.id in view.live(name),
        )  # fmt: skip

    def _former(self, path: Path, name: str, lineage: Lineage, one: Said, settled: Said) -> Former:
        first = lineage.first(one.revision)
        writer = self.writers.one(first.device)
        text = self._text(path, name, one.value)
        chosen = same_value(one, settled)
        return Former(one.revision, text, first.at, writer.name, writer.own, chosen)

    def _text(self, path: Path, name: str, value: Any) -> str:
        if name == DELETED:
            return self.wording.words.gettext(N_("deleted") if is_saw(value) else N_("it stays"))
        return self.wording.shown(defined((*path, name)), value)


def reopen(
    library: Library, case_id: str, settlement: str, *, revision: str = "", why: str = ""
) -> Changes:
    """Open a settlement again.

    With `revision`, one of its versions, that version becomes the value; without, all versions
    stand side by side again, to be settled anew. Either is a new save. Raises NotFound.
    """
    cases.save(library, case_id)
    with library.writing() as connection:
        story = _Stories(library, connection, i18n.translated_in("en")).of(case_id)
        identity, _between, name = settlement.partition(_BETWEEN)
        settled = story.revisions.get(identity)
        view = story.view(settled) if settled is not None else None
        if settled is None or view is None or name not in settled.fields:
            raise _no_such()
        said = story.versions(settled, name)
        if revision:
            chosen = [one for one in said if one.revision == revision]
            if not chosen:
                raise _no_such()
            over = [(chosen[0].value, view.live(name))]
        else:
            over = list(_side_by_side(name, settled.fields[name][0], said))
        for value, replaced in over:
            change = Change(settled.record, settled.kind, settled.parent, {name: value})
            lives = {settled.record: saving.seen_as(view, {name: replaced})}
            note = reasons.note(reasons.REOPENED, why)
            saving.cut(library, connection, settled.root, [change], lives, note=note)
        title = story.shown.case.title
        told = {"stories": [case_id], "title": title if isinstance(title, str) else "",
                "state": "reopened", "why": why}  # fmt: skip
        activity.note(connection, "settled", "", told)
        derived.update(connection, library.raw, case_id)
    return Changes(frozenset({case_id}))


def _side_by_side(
    name: str, settled: Any, said: Iterable[Said]
) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """What brings the versions back beside what was settled on; each replaces itself alone."""
    if name == DELETED and is_saw(settled):
        yield False, ()
        return
    for one in said:
        if one.value != settled:
            yield one.value, (one.revision,)


def _no_such() -> NotFound:
    return NotFound(
        _("There is no such settlement in this story."),
        advice=_("Look at the list of what was settled anew."),
    )
