"""Documents, forms, tables and JSON files: what they would bring, and taking in what was chosen.

A file is an edit with a base. Its answers go through the same merge as those of bundles: they
replace only what its author saw, whatever else is alive in a field stays beside them, and a person
settles it.
"""

import itertools
import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from ssc_desktop.errors import Cancelled, InvalidInput, SscError, go_on
from ssc_desktop.files import sha256_of, unreadable
from ssc_desktop.i18n import _
from ssc_desktop.identifiers import new_id
from ssc_desktop.record.values import Item
from ssc_desktop.services import (
    activity,
    backing_up,
    cases,
    commenting,
    enclosed,
    entering,
    file_kinds,
    originals,
    planning,
    reasons,
    sides,
)
from ssc_desktop.services.answers import Changes, Progress, Stop
from ssc_desktop.services.enclosed import Prepare
from ssc_desktop.services.planning import Planned, Source
from ssc_desktop.services.previewing import comes_along
from ssc_desktop.services.proposed import (
    SUGGESTED,
    Alike,
    FieldPath,
    Proposal,
    Proposals,
    ProposedLine,
    ProposedPicture,
    RefusedFile,
    State,
    TakenDocument,
    TakenDocuments,
)
from ssc_desktop.services.weighing import Weighed
from ssc_desktop.store import derived
from ssc_desktop.store.library import Library

if TYPE_CHECKING:
    from ssc_desktop.record.found import FoundStory
    from ssc_desktop.sheets.column_profiles import Profile

__all__ = [
    "SUGGESTED",
    "Alike",
    "FieldPath",
    "Prepare",
    "Proposal",
    "Proposals",
    "ProposedLine",
    "ProposedPicture",
    "RefusedFile",
    "State",
    "TakenDocument",
    "TakenDocuments",
    "compared_with",
    "plan",
    "read",
    "take",
]

Chosen = Mapping[str, frozenset[FieldPath]]
"""By the key of a proposal, the paths that a person wants of it."""


Read = Mapping[Path, "tuple[FoundStory, ...] | RefusedFile"]
"""What stands in files, or why they cannot be read, in their order."""


def read(
    paths: Sequence[Path],
    *,
    profile: "Profile | None" = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Read:
    """What stands in documents, forms, tables and JSON files; needs no library.

    `profile` says what the columns of tables of others answer. Raises Cancelled.
    """
    asked = stop or _never
    found: dict[Path, tuple[FoundStory, ...] | RefusedFile] = {}
    for number, path in enumerate(paths):
        go_on(asked)
        if progress is not None:
            progress(number, len(paths))
        try:
            found[path] = file_kinds.read(path, profile, asked)
        except OSError as error:
            found[path] = _refused(path, unreadable(error, path))
        except SscError as error:
            found[path] = _refused(path, error)
    return found


def plan(
    library: Library,
    paths: Sequence[Path] | Read,
    *,
    profile: "Profile | None" = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Proposals:
    """What documents, forms, tables and JSON files would bring; nothing is written.

    They may have been read before. A file that cannot be read is refused alone. Raises Cancelled.
    """
    asked = stop or _never
    if not isinstance(paths, Mapping):
        paths = read(paths, profile=profile, progress=progress, stop=stop)
    made: list[Planned] = []
    refused: list[RefusedFile] = []
    for path, stories in paths.items():
        if isinstance(stories, RefusedFile):
            refused.append(stories)
            continue
        try:
            source = Source.of(library, path)
            for found in stories:
                go_on(asked)
                made.append(planning.planned(library, source, str(len(made)), found))
        except OSError as error:
            refused.append(_refused(path, unreadable(error, path)))
        except SscError as error:
            refused.append(_refused(path, error))
    return Proposals(planning.with_alike(library, made), tuple(refused))


def _never() -> bool:
    return False


def _refused(path: Path, error: SscError) -> RefusedFile:
    return RefusedFile(path, error.message, error.advice)


def compared_with(library: Library, proposal: Proposal, case_id: str) -> Proposal:
    """The same file beside another story; with "" as a new one.

    Raises NotFound where there is no such story, InvalidInput where the file is gone.
    """
    if case_id:
        cases.one(library, case_id)
    try:
        source = Source.of(library, proposal.source)
    except OSError as error:
        raise unreadable(error, proposal.source) from error
    target = case_id or new_id()
    made = planning.planned(library, source, proposal.key, proposal.found, target)
    (told,) = planning.with_alike(library, [made])
    return told


# ------------------------------------------------------------------ taking in


def take(
    library: Library,
    proposals: Proposals,
    chosen: Chosen | None = None,
    *,
    prepare: Prepare | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[TakenDocuments, Changes]:
    """Take in what was chosen, each file in a transaction of its own.

    Without `chosen`, and of proposals that it does not name, what is suggested is taken:
    everything but what is doubtful, was removed, or came before. Drafts are saved first. The file
    itself is kept beside the story, on this computer. `prepare` makes pictures small. Stopping
    leaves the file at hand, and those after it, as if they had not come.
    """
    backing_up.before(library, "before-take")
    wanted = chosen or {}
    files = [
        (source, [_Wanted(one, wanted.get(one.key, one.suggested)) for one in some])
        for source, some in itertools.groupby(
            proposals.proposals, key=operator.attrgetter("source")
        )
    ]
    work = _Work(library, proposals.group or new_id(), prepare, stop or _never)
    for number, (source, some) in enumerate(files):
        if progress is not None:
            progress(number, len(files))
        try:
            go_on(work.stop)
            work.take(source, [one for one in some if one.brings])
        except Cancelled:
            work.left = len(files) - number
            break
        except OSError as error:  # the stick was taken out
            work.refused.append(_refused(source, unreadable(error, source)))
        except SscError as error:
            work.refused.append(_refused(source, error))
    return work.told(), Changes(frozenset(work.cases))


@dataclass(frozen=True)
class _Wanted:
    """A proposal, and what a person wants of it."""

    proposal: Proposal
    paths: frozenset[FieldPath]

    @property
    def brings(self) -> bool:
        """Whether there is anything to do; comments, and passages without a place, are kept."""
        kept = not self.proposal.is_new and (self.proposal.unmatched or self.proposal.comments)
        return bool(self.paths or (kept and not self.proposal.taken_before))


@dataclass
class _Work:
    """Takes in files, one after the other."""

    library: Library
    group: str
    prepare: Prepare | None
    stop: Stop
    taken: list[TakenDocument] = field(default_factory=list)
    refused: list[RefusedFile] = field(default_factory=list)
    cases: set[str] = field(default_factory=set)
    left: int = 0

    def take(self, source: Path, some: Sequence[_Wanted]) -> None:
        """Take in one file: all that was chosen of it, or nothing. Raises SscError, Cancelled."""
        if not some:
            return
        sha256 = self._kept(source, some[0].proposal)
        pictures = {one.proposal.key: self._pictures(source, one) for one in some}
        for one in some:
            cases.save(self.library, one.proposal.case_id)
        batch = new_id()
        with self.library.writing() as connection:
            done = [
                self._story(connection, one, pictures[one.proposal.key], (batch, sha256))
                for one in some
            ]
            self._tell(connection, source, batch, done)
        self.taken += done
        self.cases |= {one.case_id for one in done}

    def _kept(self, source: Path, planned: Proposal) -> str:
        if not planned.sha256:  # a folder of tables
            return ""
        if sha256_of(source) != planned.sha256:
            raise InvalidInput(
                _("“{name}” was changed since it was looked at.").format(name=source.name),
                advice=_("Look at it anew; nothing was taken in."),
            )
        return originals.keep(self.library, source)

    def _pictures(self, source: Path, wanted: _Wanted) -> list[Item]:
        return [
            enclosed.taken(self.library, source, one, self.prepare)
            for one in wanted.proposal.pictures
            if one.path in wanted.paths and not one.doubt
        ]

    def _story(
        self,
        connection: Connection,
        wanted: _Wanted,
        pictures: Sequence[Item],
        file: tuple[str, str],
    ) -> TakenDocument:
        go_on(self.stop)
        proposal, (batch, sha256) = wanted.proposal, file
        found = sides.about(proposal.found, proposal.case_id)
        ground = sides.ground_of(connection, proposal.case_id, found)
        lines = _of_these(sides.weighed(ground, found), wanted.paths)
        note = reasons.note(reasons.TAKEN_IN, "")
        said = commenting.rounds(ground.case, found.comments)
        added = [(("attachment",), one) for one in pictures] + [(("review",), one) for one in said]
        cuts = entering.store(self.library, connection, ground, lines, note, added)
        whose = (batch, proposal.case_id, str(proposal.kind))
        originals.add(connection, proposal.source, sha256, whose, cuts, found.unmatched)
        after = derived.loaded(connection, proposal.case_id).case
        enclosed.carried(self.library, proposal.source, after)
        title = after.title if isinstance(after.title, str) else proposal.title
        conflicts = sum(one.state is State.CONFLICT for one in lines)
        return TakenDocument(proposal.source, proposal.case_id, title, ground.is_new,
                             len(lines), conflicts, len(pictures), batch,
                             sum(len(one.comment) for one in said))  # fmt: skip

    def _tell(
        self, connection: Connection, source: Path, batch: str, done: Sequence[TakenDocument]
    ) -> None:
        new = sum(one.is_new for one in done)
        updated = sum(one.brought and not one.is_new for one in done)
        told = {
            "name": source.name,
            "stories": [one.case_id for one in done],
            "new": new,
            "updated": updated,
            "conflicts": sum(one.conflicts for one in done),
            "pictures": sum(one.pictures for one in done),
            "group": self.group,
        }
        activity.note(connection, "document", batch, told)

    def told(self) -> TakenDocuments:
        """What became of all."""
        return TakenDocuments(tuple(self.taken), tuple(self.refused), self.left)


def _of_these(made: Iterable[Weighed], paths: frozenset[FieldPath]) -> list[Weighed]:
    """What was chosen, with the program's own words on items that come with it; removals last."""
    able = [one for one in made if one.can_be_taken]
    chosen = [one for one in able if one.path in paths]
    items = {one.path[:-1] for one in chosen} | {
        one.path[:-1] for one in able if comes_along(one)
    } - {one.path[:-1] for one in able if not comes_along(one)}
    lines = [
        one for one in able if one.path in paths or (comes_along(one) and one.path[:-1] in items)
    ]
    return sorted(lines, key=lambda one: one.state is State.REMOVED)
