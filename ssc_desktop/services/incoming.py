"""Incoming: what bundles bring to each story, told in a plan, or written when it is taken in."""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection

from ssc_desktop.bundle.reading import Opened
from ssc_desktop.bundle.sieve import Story
from ssc_desktop.history.revision import Cut, Revision
from ssc_desktop.history.view import DELETED
from ssc_desktop.services.answers import Summary
from ssc_desktop.store import arrivals, derived, stubs, truth
from ssc_desktop.store.derived import Derived
from ssc_desktop.store.library import Library
from ssc_desktop.store.summary import LIST_COLUMNS

_AT_ONCE = 40
"""Stories written to the tables in one turn: enough to be quick, few enough to stay small."""
_LISTED: Mapping[str, frozenset[str]] = {
    "case": frozenset(
        ("title", "short_name", "case_code", "status", "sector", "start_date", "end_date")
    ),
    "partner": frozenset(("roles", "country", "name_as_used")),
}
"""The fields of which a line of the list shows something, by the kind of record."""


def by_case(opened: Opened) -> Iterator[tuple[str, list[Story]]]:
    """What is new, case by case: the open and the private root stand beside each other."""
    for case_id, stories in itertools.groupby(
        opened.stories(), lambda story: truth.case_of(story.root)
    ):
        yield case_id, list(stories)


@dataclass
class News:
    """Revisions and cuts that are not in the library yet."""

    revisions: list[Revision] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.revisions or self.cuts)

    def add(self, other: "News") -> None:
        """Take over what another bundle brings to the same story."""
        held = {one.id for one in self.revisions}
        self.revisions += [one for one in other.revisions if one.id not in held]
        cuts = {one.id for one in self.cuts}
        self.cuts += [one for one in other.cuts if one.id not in cuts]


@dataclass
class Fresh:
    """Finds what is new in a bundle, and which stories it leaves with a gap."""

    connection: Connection
    told: Mapping[str, int]
    """How much the sender holds of each root, as the bundle's header says."""
    held: set[str]
    """The cases of which something is here already."""
    incomplete: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, connection: Connection, opened: Opened) -> "Fresh":
        """For one bundle."""
        roots = opened.header.roots
        withheld = opened.withheld
        told = {root: 0 if root in withheld else one.number for root, one in roots.items()}
        return cls(connection, told, truth.held_cases(connection, roots))

    def news(self, stories: list[Story]) -> News:
        """The part of a case that is not in the library yet."""
        case_id = truth.case_of(stories[0].root)
        if any(story.root not in self.told for story in stories):
            self.held |= truth.held_cases(self.connection, truth.roots_of(case_id))
        news = News()
        for story in stories:
            known = (
                set(truth.ids_of(self.connection, story.root)) if case_id in self.held else set()
            )
            news.revisions += [one for one in story.revisions if one.id not in known]
            news.cuts += [one for one in story.cuts if one.id not in known]
            known.update(one.id for one in story.revisions)
            known.update(one.id for one in story.cuts)
            if len(known) < self.told.get(story.root, 0):
                self.incomplete.add(case_id)
        return news


def foreseen(connection: Connection, case_id: str, news: News, *, held: bool) -> Summary | None:
    """The line of the list that a story would get; None where nothing could be shown of it.

    Its place and its completeness are not worked out.
    """
    revisions, cuts = news.revisions, news.cuts
    if held:
        for root in truth.roots_of(case_id):
            revisions = revisions + truth.revisions_of(connection, root)
            cuts = cuts + truth.cuts_of(connection, root)
    elif _is_plain(revisions):
        # nobody came back to any record: nothing can be in dispute, and little is listed
        revisions = list(_listed(revisions))
    withdrawn = stubs.of_case(connection, case_id) if held else stubs.NONE
    row = derived.list_row(derived.seen(case_id, revisions, cuts, withdrawn))
    return None if row is None else Summary(*(row[name] for name in LIST_COLUMNS))


def _listed(revisions: Iterable[Revision]) -> Iterator[Revision]:
    """What the list shows of revisions: a tenth of what they say."""
    for one in revisions:
        names = _LISTED.get(one.kind)
        if names is not None:
            fields = {key: given for key, given in one.fields.items() if _name(key) in names}
            yield msgspec.structs.replace(one, fields=fields)


@functools.lru_cache(maxsize=4096)
def _name(key: str) -> str:
    """The field of a key: that of `sector/food` is `sector`."""
    return key.partition("/")[0]


def _is_plain(revisions: list[Revision]) -> bool:
    told = {(one.root, one.record) for one in revisions}
    return len(told) == len(revisions) and not any(DELETED in one.fields for one in revisions)


@dataclass
class Writing:
    """Adds what a bundle brings to the truth, and derives the stories it touches."""

    library: Library
    connection: Connection
    bundle: str
    fresh: Fresh
    look: Callable[[Iterable[Cut], bool], None]
    """Is shown new cuts, and whether something of their story was here."""
    new: list[Summary] = field(default_factory=list)
    updated: list[Summary] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    _news: News = field(default_factory=News)
    _waiting: Derived = field(default_factory=Derived)
    _places: dict[str, int] = field(default_factory=dict)
    _filled: dict[str, list[str]] = field(default_factory=dict)
    _number: int = 0

    def take(self, case_id: str, stories: list[Story]) -> None:
        """Add a case's news to the truth and prepare its rows; `flush` writes them."""
        news = self.fresh.news(stories)
        if not news:
            return
        held = case_id in self.fresh.held
        self.look(news.cuts, held)
        self._news.revisions += news.revisions
        self._news.cuts += news.cuts
        drafted, place = None, 0
        if held:
            self.flush()
            place = derived.place(self.connection, case_id)
            self._waiting.known = True
            filled = arrivals.filling(news.revisions, news.cuts)
            if filled:
                self._filled[case_id] = filled
            shown = derived.loaded(self.connection, case_id)
            drafted = derived.drafted(self.connection, case_id)
        else:
            shown = derived.seen(case_id, news.revisions, news.cuts)
        self._number = (self._number or derived.next_number(self.connection) - 1) + 1
        self._places[case_id] = place
        row = self._waiting.add(shown, self._number, drafted)
        self._tell(row, case_id, is_new=not held)
        # should a bundle out of order come back to this case, it is held by then
        self.fresh.held.add(case_id)
        if len(self._waiting.cases) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what waits: the truth first, then the rows derived from it."""
        truth.add_revisions(self.connection, self._news.revisions)
        truth.add_cuts(self.connection, self._news.cuts, self.bundle)
        arrivals.note(self.connection, self.bundle, self._places, self._filled)
        if self._waiting.cases:
            derived.write(self.connection, self.library.raw, self._waiting)
        self._news, self._waiting, self._places, self._filled = News(), Derived(), {}, {}

    def _tell(self, row: dict[str, Any] | None, case_id: str, *, is_new: bool) -> None:
        if row is None:
            self.fresh.incomplete.add(case_id)
            return
        line = Summary(*(row[name] for name in LIST_COLUMNS))
        if line.id not in self.seen:
            (self.new if is_new else self.updated).append(line)
        self.seen.add(line.id)
