"""Collecting: checking a bundle, telling what it would bring, and taking it in."""

import contextlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from ssc_desktop.bundle import reading
from ssc_desktop.bundle.reading import Opened
from ssc_desktop.bundle.sieve import Known, Story
from ssc_desktop.history.revision import Cut, Revision
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.services.answers import Changes, Plan, Progress, Stop, Summary, Taken
from ssc_desktop.services.bulk import bulk
from ssc_desktop.store import blobs, bundles, derived, truth
from ssc_desktop.store.derived import Derived
from ssc_desktop.store.library import Library
from ssc_desktop.store.summary import LIST_COLUMNS

_AT_ONCE = 40
"""Stories written to the tables in one turn: enough to be quick, few enough to stay small."""

_Many = tuple[str, ...]
_Lines = tuple[Summary, ...]
_Told = tuple[Path, str, str, str, _Lines, _Lines, int, int, int, _Many, _Many, _Many]


@dataclass(frozen=True, slots=True)
class Verified:
    """A bundle that passed every check, without a library to compare it with."""

    bundle: str
    sender: str
    stories: int
    cuts: int
    revisions: int
    attachments: int
    quarantined: tuple[str, ...]


def verify(source: Path) -> Verified:
    """Check a bundle from the first byte to the last line.

    Raises NotABundle, Damaged, TooNew or Unsafe with the rule that refused it.
    """
    with bulk(), reading.verify(source, None) as opened:
        stories = {truth.case_of(root) for root in opened.header.roots}
        counts = opened.counts
        return Verified(
            opened.header.bundle,
            opened.sender.name or opened.sender.id[:8],
            len(stories),
            counts.cuts,
            counts.revisions,
            counts.blobs,
            _put_aside(opened),
        )


def plan(
    library: Library,
    source: Path,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Plan:
    """What taking in a bundle would bring; nothing is written to the library.

    Raises NotABundle, Damaged, TooNew or Unsafe.
    """
    with (
        bulk(),
        _checked(library, source, progress, stop, staging=False) as opened,
        library.reading() as connection,
    ):
        coming = _coming(library, connection, opened)
        for case_id, stories in _by_case(opened):
            coming.see(case_id, stories)
        return Plan(*_told(library, connection, source, opened, coming))


def take(
    library: Library,
    planned: Plan | Path,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[Taken, Changes]:
    """Take in a bundle: attachments first, then everything else in one transaction.

    It is checked anew: a stick may have been changed since the plan. Raises as `plan`, and
    StorageError; the library's stories are then as they were.
    """
    source = planned.path if isinstance(planned, Plan) else planned
    with bulk(), _checked(library, source, progress, stop, staging=True) as opened:
        _adopt(library, opened)
        with library.writing() as connection:
            _meet(library, connection, opened)
            coming = _coming(library, connection, opened)
            for case_id, stories in _by_case(opened):
                coming.take(case_id, stories)
            coming.flush()
            header = opened.header
            aside = [(one.reason, one.start) for one in opened.quarantined]
            bundles.put_aside(connection, opened.header.bundle, aside)
            said = (opened.identity, opened.sender.id)
            bundles.note(connection, header.bundle, "taken", said, source.name)
            taken = Taken(*_told(library, connection, source, opened, coming))
    return taken, Changes(frozenset(one.id for one in (*taken.new, *taken.updated)))


@contextlib.contextmanager
def _checked(
    library: Library,
    source: Path,
    progress: Progress | None,
    stop: Stop | None,
    *,
    staging: bool,
) -> Iterator[Opened]:
    with library.reading() as connection:
        # a library that holds nothing yet is not asked a thousand times
        empty = truth.is_empty(connection)
        known = Known(
            cut=lambda one: not empty and truth.holds_cut(connection, one),
            blob=lambda one: blobs.held(library.attachments, one),
            listed=lambda revision: truth.lists(connection, revision),
        )
        spool = library.folder / "spool" if staging else None
        opened = reading.verify(source, spool, known=known, progress=progress, stop=stop)
    with opened:
        yield opened


def _by_case(opened: Opened) -> Iterator[tuple[str, list[Story]]]:
    """What is new, case by case: the open and the private root stand beside each other."""
    for case_id, stories in itertools.groupby(
        opened.stories(), lambda story: truth.case_of(story.root)
    ):
        yield case_id, list(stories)


@dataclass
class _News:
    """Revisions and cuts that are not in the library yet."""

    revisions: list[Revision] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.revisions or self.cuts)


@dataclass
class _Notes:
    """What a person should hear about the computers that wrote in a bundle."""

    wrong_clocks: set[str] = field(default_factory=set)
    copied: set[str] = field(default_factory=set)
    incomplete: set[str] = field(default_factory=set)
    restored: bool = False

    def look(
        self, library: Library, connection: Connection, cuts: list[Cut], *, held: bool
    ) -> None:
        """Look at new cuts: clocks that are wrong, laptops that were copied (section 5)."""
        for cut in cuts:
            if cut.at and library.clock.seen(cut.at):
                self.wrong_clocks.add(cut.device)
            if held and truth.is_twin(connection, cut):
                self.copied.add(cut.device)
            if (cut.device, cut.incarnation) == (library.device.id, library.incarnation):
                # our own save that we do not know: this library was restored or copied
                library.begin_incarnation(connection)
                self.restored = True

    def sentences(self) -> tuple[str, ...]:
        """The notes in plain words."""
        said = []
        if self.wrong_clocks:
            said.append(_("The clock of a computer that wrote in this bundle is wrong."))
        if self.restored:
            said.append(_("This library was copied or restored. Both its histories are kept."))
        elif self.copied:
            said.append(_("A laptop was copied: two write under one name. Both are kept."))
        if self.incomplete:
            n = len(self.incomplete)
            said.append(
                ngettext(
                    "{n} story is incomplete: ask the sender for it again.",
                    "{n} stories are incomplete: ask the sender for them again.",
                    n,
                ).format(n=n)
            )
        return tuple(said)


@dataclass
class _Coming:
    """What a bundle brings to each case: told in a plan, written when taken in."""

    library: Library
    connection: Connection
    held: set[str]
    """The cases of which something is here already."""
    told: dict[str, int]
    """How much the sender holds of each root, as the bundle's header says."""
    bundle: str
    new: list[Summary] = field(default_factory=list)
    updated: list[Summary] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    notes: _Notes = field(default_factory=_Notes)
    conflicts: int = 0
    _news: _News = field(default_factory=_News)
    _waiting: Derived = field(default_factory=Derived)
    _number: int = 0

    def see(self, case_id: str, stories: list[Story]) -> None:
        """Work out what a case would look like."""
        news = self._fresh(stories)
        if not news:
            return
        held = case_id in self.held
        if held:
            for root in truth.roots_of(case_id):
                news.revisions += truth.revisions_of(self.connection, root)
                news.cuts += truth.cuts_of(self.connection, root)
        waiting = Derived()
        row = waiting.add(derived.seen(case_id, news.revisions, news.cuts), 0)
        self._tell(row, case_id, is_new=not held)

    def take(self, case_id: str, stories: list[Story]) -> None:
        """Add a case's news to the truth and prepare its rows; `flush` writes them."""
        news = self._fresh(stories)
        if not news:
            return
        self.notes.look(self.library, self.connection, news.cuts, held=case_id in self.held)
        self._news.revisions += news.revisions
        self._news.cuts += news.cuts
        held = case_id in self.held
        drafted = None
        if held:
            self.flush()
            self._waiting.known = True
            shown = derived.loaded(self.connection, case_id)
            drafted = derived.drafted(self.connection, case_id)
        else:
            shown = derived.seen(case_id, news.revisions, news.cuts)
        self._number = (self._number or derived.next_number(self.connection) - 1) + 1
        row = self._waiting.add(shown, self._number, drafted)
        self._tell(row, case_id, is_new=not held)
        # should a bundle out of order come back to this case, it is held by then
        self.held.add(case_id)
        if len(self._waiting.cases) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what waits: the truth first, then the rows derived from it."""
        truth.add_revisions(self.connection, self._news.revisions)
        truth.add_cuts(self.connection, self._news.cuts, self.bundle)
        if self._waiting.cases:
            derived.write(self.connection, self.library.raw, self._waiting)
        self._news, self._waiting = _News(), Derived()

    def _fresh(self, stories: list[Story]) -> _News:
        """The part of a case that is not in the library yet."""
        case_id = truth.case_of(stories[0].root)
        if any(story.root not in self.told for story in stories):
            self.held |= truth.held_cases(self.connection, truth.roots_of(case_id))
        news = _News()
        for story in stories:
            known = (
                set(truth.ids_of(self.connection, story.root)) if case_id in self.held else set()
            )
            news.revisions += [one for one in story.revisions if one.id not in known]
            news.cuts += [one for one in story.cuts if one.id not in known]
            known.update(one.id for one in story.revisions)
            known.update(one.id for one in story.cuts)
            if len(known) < self.told.get(story.root, 0):
                self.notes.incomplete.add(case_id)
        return news

    def _tell(self, row: dict[str, Any] | None, case_id: str, *, is_new: bool) -> None:
        if row is None:
            self.notes.incomplete.add(case_id)
            return
        line = Summary(*(row[name] for name in LIST_COLUMNS))
        self.conflicts += line.conflicts
        if line.id not in self.seen:
            (self.new if is_new else self.updated).append(line)
        self.seen.add(line.id)


def _coming(library: Library, connection: Connection, opened: Opened) -> _Coming:
    roots = opened.header.roots
    held = truth.held_cases(connection, roots)
    told = {root: held_there.number for root, held_there in roots.items()}
    return _Coming(library, connection, held, told, opened.header.bundle)


def _told(
    library: Library, connection: Connection, source: Path, opened: Opened, coming: _Coming
) -> _Told:
    """The fields of `Taken`, in their order."""
    held = {truth.case_of(root) for root in opened.header.roots}
    return (
        source,
        opened.header.bundle,
        opened.sender.name or opened.sender.id[:8],
        _state(library, connection, opened.sender.id),
        tuple(coming.new),
        tuple(coming.updated),
        len(held - coming.seen),
        coming.conflicts,
        opened.counts.new_blobs,
        _put_aside(opened),
        tuple(one for one in opened.header.absent if not blobs.held(library.attachments, one)),
        coming.notes.sentences(),
    )


def _put_aside(opened: Opened) -> tuple[str, ...]:
    return tuple(
        _("{file}, line {number}: {reason}").format(
            file=one.file, number=one.number, reason=one.reason
        )
        for one in opened.quarantined
    )


def _state(library: Library, connection: Connection, device: str) -> str:
    return "own" if device == library.device.id else bundles.trust(connection, device)


def _meet(library: Library, connection: Connection, opened: Opened) -> None:
    others = [one for one in opened.devices.values() if one.id != library.device.id]
    bundles.meet(connection, [(one.id, one.key, one.name) for one in others])


def _adopt(library: Library, opened: Opened) -> None:
    for sha256, staged in opened.blobs.items():
        blobs.adopt(library.attachments, staged, sha256)
