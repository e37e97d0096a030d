"""Gathering: many bundles at once, told in one summary and taken in as one piece of work."""

import contextlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ssc_desktop.bundle.reading import Opened
from ssc_desktop.errors import BundleError, Cancelled, PassphraseNeeded, SscError, TooNew
from ssc_desktop.identifiers import new_id
from ssc_desktop.services import collecting, duplicates, inbox, searching, unpacking
from ssc_desktop.services.answers import (
    Changes,
    Plan,
    Progress,
    Stop,
    Summary,
    Taken,
    brought_sentence,
)
from ssc_desktop.services.bulk import bulk
from ssc_desktop.services.duplicates import Suspected
from ssc_desktop.services.foreseeing import Foreseen, foresee
from ssc_desktop.services.inbox import Waiting
from ssc_desktop.services.unpacking import How
from ssc_desktop.store.library import Library

LOCKED = "passphrase"
"""The rule of a file that is locked with a passphrase."""
_AT_ONCE = 100
"""Bundles looked at together: each holds two files open meanwhile."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be taken in now; the others are not held up by it."""

    path: Path
    message: str
    """What happened."""
    advice: str
    """What to do."""
    rule: str = ""
    """The rule of the format that refused it; "" where the reason is another."""
    kept_as: str = ""
    """`too_new` or `sealed` where taking in will keep a copy in the Inbox, for later."""
    bundle: str = ""
    """Its id, where it could be read."""
    sender_id: str = ""
    """The computer that made it, where that could be read."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one computer sends, over all its bundles."""

    sender: str
    """Its name."""
    sender_id: str
    state: str
    """`own`, `checked`, `seen`, `new` or `blocked`."""
    bundles: int
    new: int
    updated: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class Plans:
    """What several bundles would bring together; nothing was written.

    A story that comes in several of them is told once. What a blocked computer sent is left out
    of the sums: it waits in the Inbox.
    """

    plans: tuple[Plan, ...]
    """One for each bundle that can be read, in the order in which they will be taken in."""
    refused: tuple[Refused, ...] = ()
    new: tuple[Summary, ...] = ()
    updated: tuple[Summary, ...] = ()
    conflicts: int = 0
    """Fields that will need a person, also where two of the bundles disagree."""
    duplicates: tuple[Suspected, ...] = ()
    """New stories that may tell of the same initiative as another one."""
    missing: tuple[str, ...] = ()
    """Pictures that stories name and nobody sent yet (SHA-256)."""
    pictures: int = 0
    quarantined: int = 0
    shares: tuple[Share, ...] = ()
    """By sender, in the order of their names."""
    warnings: tuple[str, ...] = ()
    broken: bool = False
    """They are looked at, and taken in, as broken copies."""
    group: str = ""
    """Names the piece of work of which they are a part."""

    @property
    def asking(self) -> tuple[Plan, ...]:
        """The bundles about which a person must agree first; without that they go to the Inbox."""
        return tuple(plan for plan in self.plans if plan.waits)

    @property
    def locked(self) -> tuple[Path, ...]:
        """The files that open with a passphrase: ask for it, then plan again."""
        return tuple(one.path for one in self.refused if one.rule == LOCKED)

    def sentence(self) -> str:
        """The whole in one sentence: “31 new, 8 updated, 1 needs you.”."""
        return brought_sentence(len(self.new), len(self.updated), self.conflicts)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What became of several bundles."""

    taken: tuple[Taken, ...]
    waiting: tuple[Waiting, ...] = ()
    """Bundles that were put into the Inbox."""
    refused: tuple[Refused, ...] = ()
    """Bundles that failed on the way; their stories are as they were."""
    left: int = 0
    """How many were not begun, because the person stopped."""

    @property
    def bundles(self) -> tuple[str, ...]:
        """The ids of the bundles that brought stories: what `undoing.undo` wants."""
        return tuple(one.bundle for one in self.taken if not one.is_message)


def plan_all(
    library: Library,
    sources: Sequence[Path],
    *,
    passphrase: str = "",
    broken: bool = False,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Plans:
    """What files, and the bundles in folders, would bring together; nothing is written.

    Of copies that were found damaged, `broken` gives what is whole; `Plan.warnings` says what is
    lost, and a request asks for it. Nobody counts on such a bundle before a whole copy came.
    A bad file is refused alone, and so is one whose passphrase was not given or is wrong: see
    `Plans.locked`. Raises Cancelled.
    """
    found = searching.bundles_in(sources)
    refused = [Refused(place, *searching.nothing_in(place)) for place in found.empty]
    follow = _Following(progress, found.files)
    looked = Foreseen([], [], [])
    for start in range(0, len(found.files), _AT_ONCE):
        some = found.files[start : start + _AT_ONCE]
        with bulk(), contextlib.ExitStack() as stack:
            opened: list[tuple[Path, Opened]] = []
            for source in some:
                how = How(passphrase, follow.at(source), stop, broken=broken)
                try:
                    unpacked = unpacking.unpacked(library, source, how, staging=False)
                    opened.append((source, stack.enter_context(unpacked)))
                except SscError as error:
                    refused.append(_refused(source, error))
            opened.sort(key=lambda one: one[1].header.created)
            with library.reading() as connection:
                _add(looked, foresee(library, connection, opened))
    return replace(_together(library, looked, refused), broken=broken)


def _add(looked: Foreseen, more: Foreseen) -> None:
    looked.plans += more.plans
    looked.new += more.new
    looked.updated += more.updated


def _together(library: Library, looked: Foreseen, refused: Sequence[Refused]) -> Plans:
    # a story that is in bundles looked at apart is told as it was seen last
    new = {line.id: line for line in looked.new}
    updated = {line.id: line for line in looked.updated}
    plans = looked.plans
    return Plans(
        tuple(plans),
        tuple(refused),
        tuple(new.values()),
        tuple(updated.values()),
        sum(line.conflicts for line in (*new.values(), *updated.values())),
        duplicates.foreseen(library, tuple(new.values())),
        missing=tuple(sorted({one for plan in plans for one in plan.missing})),
        pictures=sum(plan.pictures for plan in plans),
        quarantined=sum(len(plan.quarantined) for plan in plans),
        shares=_shares(plans),
        warnings=tuple(dict.fromkeys(said for plan in plans for said in plan.warnings)),
    )


def _shares(plans: Iterable[Plan]) -> tuple[Share, ...]:
    by_sender: dict[str, list[Plan]] = {}
    for plan in plans:
        by_sender.setdefault(plan.sender_id, []).append(plan)
    shares = [
        Share(
            theirs[0].sender,
            sender,
            theirs[0].sender_state,
            len(theirs),
            len({line.id for plan in theirs for line in plan.new}),
            len({line.id for plan in theirs for line in plan.updated}),
            sum(len(plan.quarantined) for plan in theirs),
        )
        for sender, theirs in by_sender.items()
    ]
    return tuple(sorted(shares, key=lambda one: (one.sender.casefold(), one.sender_id)))


def _refused(source: Path, error: SscError) -> Refused:
    if isinstance(error, PassphraseNeeded):
        return Refused(source, error.message, error.advice, LOCKED)
    rule, kept = "", ""
    if isinstance(error, BundleError):
        rule, kept = error.rule, collecting.reason_to_keep(error)
    named = (error.bundle, error.sender) if isinstance(error, TooNew) else ()
    return Refused(source, error.message, error.advice, rule, kept, *named)


@dataclass
class _Following:
    """Tells how far the work on many files has got, in bytes of all of them."""

    progress: Progress | None
    files: Sequence[Path]
    _before: int = 0
    _of: int = 0
    _sizes: dict[Path, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._sizes = {path: searching.size_of(path) for path in self.files}
        self._of = sum(self._sizes.values())

    def at(self, source: Path) -> Progress | None:
        """What one file reports to."""
        if self.progress is None:
            return None
        progress, before, size = self.progress, self._before, self._sizes[source]
        self._before += size
        return lambda done, of: progress(before + size * done // max(of, 1), self._of)


def take_all(
    library: Library,
    plans: Plans,
    *,
    accept: Collection[str] = (),
    passphrase: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[Gathered, Changes]:
    """Take in what was planned, each bundle in a transaction of its own.

    `accept` holds the ids of those bundles among `plans.asking` that the person agreed to; the
    others among them go to the Inbox. Stopping ends the work between two bundles.
    """
    follow = _Following(progress, [plan.path for plan in plans.plans])
    group = plans.group or new_id()
    taken: list[Taken] = []
    refused: list[Refused] = []
    kept: set[str] = set()
    cases: set[str] = set()
    settings = False
    left = len(plans.plans)
    for plan in plans.plans:
        if stop is not None and stop():
            break
        how = How(passphrase, follow.at(plan.path), stop, group, plans.broken)
        try:
            one, changes = collecting.taken_in(library, plan, how, accept=plan.bundle in accept)
        except Cancelled:
            break
        except SscError as error:
            refused.append(_refused(plan.path, error))
        else:
            if one.kept:
                kept.add(one.kept)
            else:
                taken.append(one)
            cases |= changes.cases
            settings = settings or changes.settings
        left -= 1
    refused += _keep_for_later(library, plans.refused, kept)
    waiting = tuple(one for one in inbox.waiting(library) if one.id in kept)
    gathered = Gathered(tuple(taken), waiting, tuple(refused), left)
    return gathered, Changes(frozenset(cases), settings=settings)


def _keep_for_later(
    library: Library, refused: Iterable[Refused], kept: set[str]
) -> Iterator[Refused]:
    """Copy into the Inbox what a newer program or another key will open; tells what failed."""
    for one in refused:
        if one.kept_as:
            try:
                item = inbox.keep(library, one.path, one.kept_as, one.bundle, one.sender_id)
            except SscError as error:
                yield _refused(one.path, error)
            else:
                kept.add(item.id)
