"""Whatever is handed over at once: bundles, documents, forms, tables, stories as JSON, folders.

One list comes in, one summary goes out: each file is told by what is in it, goes to who reads its
kind, and a bad one is refused alone.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop.identifiers import new_id
from ssc_desktop.services import file_kinds, gathering, proposals, searching
from ssc_desktop.services.answers import Changes, Progress, Stop, brought_sentence
from ssc_desktop.services.gathering import Gathered, Plans, Refused
from ssc_desktop.services.proposals import Chosen, Prepare, Proposals, TakenDocuments
from ssc_desktop.store.library import Library

if TYPE_CHECKING:
    from ssc_desktop.sheets.column_profiles import Profile


@dataclass(frozen=True, slots=True)
class Incoming:
    """What several files of any kind would bring; nothing was written."""

    plans: Plans
    """Of the bundles, and of folders in which there is nothing."""
    proposals: Proposals
    """Of all others."""

    def sentence(self) -> str:
        """The whole in one sentence: “31 new, 8 updated, 1 needs you.”."""
        told, files = self.plans, self.proposals
        new = {one.id for one in told.new} | {one.case_id for one in files.bringing if one.is_new}
        updated = {one.id for one in told.updated} | {one.case_id for one in files.bringing}
        conflicts = told.conflicts + files.conflicts
        return brought_sentence(len(new), len(updated - new), conflicts)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of them."""

    gathered: Gathered
    documents: TakenDocuments

    @property
    def bundles(self) -> tuple[str, ...]:
        """The ids of all that brought stories: what `undoing.undo` wants."""
        return (*self.gathered.bundles, *self.documents.batches)


@dataclass(frozen=True, slots=True)
class Sorted:
    """Files by what they are."""

    bundles: tuple[Path, ...]
    files: tuple[Path, ...]
    """Documents, tables and stories as JSON; a folder of tables counts as one."""
    empty: tuple[Path, ...] = ()
    """Folders in which there is nothing of all that."""


def sorted_by_kind(sources: Sequence[Path]) -> Sorted:
    """Files told apart by what is in them, those of folders too; each once, in the order given."""
    found = searching.files_in(sources)
    kinds = {path: file_kinds.kind_of(path) for path in found.files}
    bundles = tuple(path for path in found.files if kinds[path] == file_kinds.BUNDLE)
    files = tuple(path for path in found.files if kinds[path] != file_kinds.BUNDLE)
    return Sorted(bundles, files, found.empty)


def plan(
    library: Library,
    sources: Sequence[Path],
    *,
    how: "How | None" = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Incoming:
    """What files of any kind, and those in folders, would bring together; nothing is written.

    A bad file is refused alone. Raises Cancelled.
    """
    wish = how or How()
    by_kind = sorted_by_kind(sources)
    plans = gathering.plan_all(
        library,
        by_kind.bundles,
        passphrase=wish.passphrase,
        broken=wish.broken,
        progress=progress,
        stop=stop,
    )
    told = proposals.plan(
        library, by_kind.files, profile=wish.profile, progress=progress, stop=stop
    )
    empty = tuple(Refused(place, *searching.nothing_in(place)) for place in by_kind.empty)
    group = new_id()
    return Incoming(
        replace(plans, refused=(*plans.refused, *empty), group=group), replace(told, group=group)
    )


@dataclass(frozen=True, slots=True)
class How:
    """With what files are opened."""

    passphrase: str = ""
    broken: bool = False
    """Take what is whole of damaged bundles."""
    profile: "Profile | None" = None
    """What the columns of tables of others answer."""
    prepare: Prepare | None = None
    """Makes pictures small."""


def take(
    library: Library,
    incoming: Incoming,
    chosen: Chosen | None = None,
    *,
    accept: Collection[str] = (),
    how: How | None = None,
    stop: Stop | None = None,
) -> tuple[TakenIn, Changes]:
    """Take in what was planned: bundles as `gathering.take_all`, files as `proposals.take`.

    All of it is one piece of work, and can be undone as one.
    """
    wish = how or How()
    gathered, changes = gathering.take_all(
        library,
        incoming.plans,
        accept=accept,
        passphrase=wish.passphrase,
        stop=stop,
    )
    documents, more = proposals.take(
        library, incoming.proposals, chosen, prepare=wish.prepare, stop=stop
    )
    both = Changes(changes.cases | more.cases, settings=changes.settings or more.settings)
    return TakenIn(gathered, documents), both
