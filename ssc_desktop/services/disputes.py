"""One thing in dispute, to be looked at before it is settled: all versions side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from ssc_desktop import i18n
from ssc_desktop.history.lineage import Lineage, Said
from ssc_desktop.history.revision import Revision
from ssc_desktop.history.view import DELETED, RecordView, is_saw, seen
from ssc_desktop.record import FieldDefinition, Kind, codec, joining
from ssc_desktop.record.definition import Definition
from ssc_desktop.record.editing import Path
from ssc_desktop.record.word_changes import Piece, word_changes
from ssc_desktop.services import reasons
from ssc_desktop.services.saves import defined, path_of, read
from ssc_desktop.services.versions import Alive, find, lineage_of, nothing_to_settle
from ssc_desktop.services.wording import Wording
from ssc_desktop.services.writers import Writers, wrong_clocks
from ssc_desktop.store import derived, originals, truth
from ssc_desktop.store.library import Library


@dataclass(frozen=True, slots=True)
class Side:
    """One of the versions that are alive in a field, with all that is known of who wrote it."""

    revision: str
    """Names it when it is chosen."""
    value: Any
    """JSON."""
    text: str
    """The value in words; "" where the version emptied the field."""
    pieces: tuple[Piece, ...]
    """The words, told apart from the last common ones; all are the same where there are none."""
    at: str
    """When it was saved."""
    device: str
    """The computer's name, or the beginning of its id."""
    device_id: str
    person: str
    """Who wrote it, where that is known; else ""."""
    organisation: str
    """Whose, where that is known; else ""."""
    trust: str
    """`own`, `checked`, `seen`, `new` or `blocked`."""
    own: bool
    """Written on this computer."""
    clock_wrong: bool
    """The clock of that computer was wrong: the moment says little."""
    note: str
    """Why, in the words that were saved with it."""
    brought_back: str = ""
    """The name of the computer that brought this older version back; "" where nobody did."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field of which several versions are alive, ready to be settled."""

    case_id: str
    title: str
    path: Path
    heading: str
    """The item the answer belongs to, in words; "" for answers of the story itself."""
    label: str
    """What the answer is called."""
    sides: tuple[Side, ...]
    """One for each thing that is said, the latest first; that one the story shows meanwhile."""
    seen: tuple[str, ...]
    """All revisions behind them, to be handed back when it is settled."""
    common: str | None
    """The last words that all versions come from; None where there are none, or not for certain."""
    proposal: str
    """The changes of all versions together, where they do not touch each other; else ""."""
    proposal_value: Any
    """The same in memory form, to be written where it is chosen; None where there is none."""
    proposal_pieces: tuple[Piece, ...]
    """The proposal, told apart from the last common words."""
    both: str
    """All versions, one after the other; "" where that makes no sense."""
    long: bool
    """Whether it is a text of several lines, not a single value."""
    private: bool
    """Whether it stays in the private part of the story."""
    provisional: bool
    """An older version is not here: a bundle is missing, and with it this may settle itself."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody changed in what another deleted."""

    path: Path
    label: str
    """"" where somebody moved it, or only said that it stays."""
    pieces: tuple[Piece, ...]
    at: str
    device: str
    own: bool


@dataclass(frozen=True, slots=True)
class Deletion:
    """A story or an item that one deleted while another, who did not see that, changed it."""

    case_id: str
    title: str
    path: Path
    """() for the story itself."""
    heading: str
    """The item in words; "" for the story itself."""
    deleted: tuple[Side, ...]
    """Who deleted it, the latest first; `text` is empty."""
    edits: tuple[Edit, ...]
    """What the deleters had not seen, the latest first."""
    seen: tuple[str, ...]
    """All that is alive in it, to be handed back when it is settled."""
    provisional: bool


def one(library: Library, case_id: str, path: Path, language: str = "en") -> Dispute:
    """A field in conflict with all its versions. Raises NotFound where nothing is in dispute."""
    with library.reading() as connection:
        return _Telling(library, connection, case_id, language).dispute(path)


def deletion(library: Library, case_id: str, path: Path, language: str = "en") -> Deletion:
    """A contested deletion of a story, path (), or of an item. Raises NotFound."""
    with library.reading() as connection:
        told = _Telling(library, connection, case_id, language)
        return told.deletion(path[-1] if path else case_id)


def deletion_of(library: Library, connection: Connection, case_id: str, record: str) -> Deletion:
    """The same by the id of the record."""
    return _Telling(library, connection, case_id, "en").deletion(record)


class _Telling:
    """What is in dispute in one story, told in a language."""

    def __init__(
        self, library: Library, connection: Connection, case_id: str, language: str
    ) -> None:
        self._connection = connection
        self._case_id = case_id
        self._shown = derived.loaded(connection, case_id)
        named = derived.everything(self._shown)
        self._wording = Wording(named, i18n.translated_in(language))
        self._title = str(named.title) if isinstance(named.title, str) else ""
        self._writers = Writers(library, connection)
        self._files = originals.names(connection, case_id)

    # ------------------------------------------------------------ a field

    def dispute(self, path: Path) -> Dispute:
        alive = find(self._connection, self._case_id, path)
        lineage = lineage_of(
            self._connection, self._case_id, alive.record, alive.field, private=alive.private
        )
        member = defined(path)
        common = None if alive.incomplete else lineage.common(alive.distinct)
        base = None if common is None else common.value
        sides = tuple(self._sides(alive, lineage, member, base))
        values = [_value(member, lineage.said[one].value) for one in reversed(alive.distinct)]
        field = member if isinstance(member, FieldDefinition) else None
        both = None if field is None else joining.both(field, values)
        together = None
        if field is not None and base is not None:
            together = joining.together(field, _value(field, base), values)
        text = None if base is None else self._wording.shown(member, base)
        proposal = self._said(field, together)
        return Dispute(
            self._case_id,
            self._title,
            path,
            self._wording.heading(path),
            self._wording.label(path),
            sides,
            alive.all,
            text,
            proposal,
            together,
            word_changes(text or "", proposal) if proposal else (),
            self._said(field, both),
            field is not None and field.kind in {Kind.TEXT, Kind.LINES},
            alive.private,
            alive.incomplete,
        )

    def _said(self, field: FieldDefinition | None, value: Any) -> str:
        if field is None or value is None:
            return ""
        return self._wording.shown(field, codec.written(value))

    def _sides(
        self, alive: Alive, lineage: Lineage, member: Definition | None, base: Any
    ) -> Iterator[Side]:
        root = truth.roots_of(self._case_id)[alive.private]
        firsts = {one: lineage.first(one) for one in alive.distinct}
        wrong = wrong_clocks(
            self._connection, root, {said.cut: said.at for said in firsts.values()}
        )
        before = None if base is None else self._wording.shown(member, base)
        for revision, said in firsts.items():
            text = self._wording.shown(member, said.value)
            again = lineage.said[revision]
            yield self._side(
                said,
                revision,
                text,
                pieces=word_changes(text if before is None else before, text),
                clock_wrong=said.cut in wrong,
                brought_back="" if again is said else self._writers.name(again.device),
            )

    def _side(
        self,
        said: Said,
        revision: str,
        text: str = "",
        *,
        pieces: tuple[Piece, ...] = (),
        clock_wrong: bool = False,
        brought_back: str = "",
    ) -> Side:
        writer = self._writers.one(said.device)
        return Side(
            revision,
            said.value,
            text,
            pieces,
            said.at,
            writer.name,
            writer.id,
            writer.person,
            writer.organisation,
            writer.trust,
            writer.own,
            clock_wrong,
            reasons.read(said.note).why or self._files.get(said.cut, ""),
            brought_back,
        )

    # ------------------------------------------------------------ a deletion

    def deletion(self, record: str) -> Deletion:
        halves = [
            _Half.of(self._connection, root, views, record)
            for root, views in zip(
                truth.roots_of(self._case_id),
                (self._shown.open, self._shown.private),
                strict=True,
            )
            if record in views
        ]
        if not any(half.contested for half in halves):
            raise nothing_to_settle()
        shown = halves[0].record
        path = path_of(self._case_id, shown.kind, record, shown.parent)
        deleted = [self._side(said, said.revision) for half in halves for said in half.marks]
        edits = [edit for half in halves for edit in self._edits(half)]
        return Deletion(
            self._case_id,
            self._title,
            path,
            self._wording.heading(path),
            tuple(sorted(deleted, key=lambda side: side.at, reverse=True)),
            tuple(sorted(edits, key=lambda edit: edit.at, reverse=True)),
            tuple(sorted({one for half in halves for one in half.alive})),
            any(half.incomplete for half in halves),
        )

    def _edits(self, half: "_Half") -> Iterator[Edit]:
        for revision in half.unseen:
            path = path_of(self._case_id, revision.kind, revision.record, revision.parent)
            told = False
            for key in revision.fields:
                name, _slash, element = key.partition("/")
                was, now = half.change(revision, key)
                if element:
                    was, now = ([element] if value is True else None for value in (was, now))
                member = defined((*path, name))
                texts = self._wording.shown(member, was), self._wording.shown(member, now)
                if texts[0] != texts[1]:
                    told = True
                    pieces = word_changes(*texts)
                    yield self._edit((*path, name), pieces, half.saved[revision.id])
            if not told:
                yield self._edit(path, (), half.saved[revision.id])
        for said in half.kept:
            yield self._edit((), (), (said.at, said.device))

    def _edit(self, path: Path, pieces: tuple[Piece, ...], saved: tuple[str, str]) -> Edit:
        at, device = saved
        writer = self._writers.one(device)
        label = self._wording.label(path) if path else ""
        return Edit(path, label, pieces, at, writer.name, writer.own)


@dataclass(frozen=True, slots=True)
class _Half:
    """A record that was deleted and changed, in the open or in the private part."""

    record: RecordView
    held: dict[str, Revision]
    saved: dict[str, tuple[str, str]]
    """By revision: when, and on which computer."""
    marks: tuple[Said, ...]
    """Who deleted it."""
    kept: tuple[Said, ...]
    """Who said that it stays."""
    alive: tuple[str, ...]
    unseen: tuple[Revision, ...]
    incomplete: bool

    @property
    def contested(self) -> bool:
        return self.record.contested

    def change(self, revision: Revision, key: str) -> tuple[Any, Any]:
        """What a field said before a revision, and what it says by it."""
        value, over = revision.fields[key]
        before = [self.held[id_].fields.get(key) for id_ in over if id_ in self.held]
        was = next((given[0] for given in before if given is not None), None)
        return was, value

    @classmethod
    def of(
        cls, connection: Connection, root: str, views: Mapping[str, RecordView], record: str
    ) -> "_Half":
        shown = views[record]
        held = {one.id: one for one in truth.revisions_of(connection, root)}
        cuts = truth.cuts_of(connection, root)
        own = (one for one in held.values() if one.record == record)
        said = Lineage.of(own, cuts, DELETED).said
        marks = [said[one.revision] for one in shown.marks]
        saws = [one for one in marks if is_saw(one.value)]
        saw = {id_ for one in saws for id_ in one.value["saw"]}
        alive = seen(views, record)
        saved: dict[str, tuple[str, str]] = {}
        for cut in cuts:
            for id_ in cut.revisions:
                saved.setdefault(id_, (cut.at, cut.device))
        return cls(
            shown,
            held,
            saved,
            tuple(saws),
            tuple(one for one in marks if not is_saw(one.value)),
            alive,
            tuple(held[id_] for id_ in alive if id_ not in saw and id_ in held),
            any(field.incomplete for field in shown.fields.values()),
        )


def _value(member: Definition | None, value: Any) -> Any:
    return read(member, value) if isinstance(member, FieldDefinition) else None
