"""What documents, forms, tables and JSON files would bring, answer by answer; nothing is kept yet.

One shape for every sort of file: the preview shows it, and `proposals.take` takes of it what a
person chose.
"""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ssc_desktop.i18n import _, listed, ngettext
from ssc_desktop.record.found import FoundComment, FoundPicture, FoundStory, Origin
from ssc_desktop.services.answers import brought_sentence

FieldPath = tuple[str, ...]


class State(enum.StrEnum):
    """How an answer of a file stands to what the library says."""

    NEW = "new"
    """The library has no answer there."""
    CHANGED = "changed"
    """The author of the file saw what the library says, and says something else."""
    CONFLICT = "conflict"
    """The library says what its author did not see: both answers stay, for a person to choose."""
    DOUBTFUL = "doubtful"
    """It is not certain what is meant, or which question it answers; `doubt` says why."""
    REMOVED = "removed"
    """An item that no longer stands in the file."""
    SAME = "same"
    """The library says so already."""
    LEFT_OUT = "left_out"
    """It may not come in by a file; `doubt` says why."""


SUGGESTED = frozenset({State.NEW, State.CHANGED, State.CONFLICT})
"""What is taken in unless a person chooses otherwise."""


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """An answer of a file beside that of the library."""

    path: FieldPath
    """Names it in the choice: the field, as `("title",)` or `("result", item id, "actual")`; a
    group answered as a whole; of a removed item `("result", item id)`."""
    label: str
    """The question, in words; what one item is called where the whole item is meant."""
    item: str
    """The item the answer belongs to, in words; "" for answers of the story itself."""
    before: str
    """What its author saw, in words; "" where that is not known, or was nothing."""
    now: str
    """What the library says, drafts among it."""
    theirs: str
    """What the file says."""
    state: State
    doubt: str = ""
    """Why a person should look at it, or why it stays out; a whole sentence."""
    can_be_taken: bool = True
    """False where there is nothing to take: the words were not understood, may not come in, or
    are in the library already. They can be copied into a field by hand."""

    @property
    def suggested(self) -> bool:
        """Whether it is taken in unless a person chooses otherwise."""
        return self.can_be_taken and self.state in SUGGESTED


@dataclass(frozen=True, slots=True)
class ProposedPicture:
    """A picture that somebody put into the file."""

    path: FieldPath
    """Names it in the choice: `("attachment", id of the new item)`."""
    found: FoundPicture
    size: int
    """Bytes."""
    here: bool
    """The story has this very picture already."""
    doubt: str = ""
    """Why it cannot be taken in, a whole sentence."""

    @property
    def suggested(self) -> bool:
        """Whether it is taken in unless a person chooses otherwise."""
        return not (self.here or self.doubt)


@dataclass(frozen=True, slots=True)
class Alike:
    """A story of the library that the file may be about; a person says whether it is."""

    case_id: str
    title: str
    likeness: float
    """0 to 1."""
    reasons: tuple[str, ...]
    """What they have in common, in short sentences."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one file says of one story."""

    key: str
    """Names it in the choice."""
    source: Path
    kind: Origin
    case_id: str
    """The story it is compared with; of a new one the id that it will have."""
    is_new: bool
    """The library has no such story: all of it would be added."""
    title: str
    lines: tuple[ProposedLine, ...]
    """In the order of the form."""
    alike: tuple[Alike, ...] = ()
    """Of a new story: others it may be the same as, the likest first; see `compared_with`."""
    comments: tuple[FoundComment, ...] = ()
    pictures: tuple[ProposedPicture, ...] = ()
    unmatched: tuple[str, ...] = ()
    """Passages of which it is not known what they answer; kept with the original file."""
    notices: tuple[str, ...] = ()
    """Whole sentences about the reading: tracked changes, hidden text, an older form."""
    warnings: tuple[str, ...] = ()
    """Whole sentences that a person should read before anything else: made for another story,
    taken in before, nobody filled it in."""
    taken_before: str = ""
    """When this very file was taken in for this story; "" where it was not."""
    sha256: str = ""
    found: FoundStory = field(default_factory=lambda: FoundStory(Origin.FREE), repr=False)
    """As it was read."""

    def count(self, *states: State) -> int:
        """How many lines are in one of these states."""
        return sum(line.state in states for line in self.lines)

    @property
    def brings(self) -> bool:
        """Whether anything of it can be taken in."""
        some = [line.can_be_taken for line in self.lines]
        some += [picture.suggested for picture in self.pictures]
        return any(some) or bool(self.comments)

    @property
    def suggested(self) -> frozenset[FieldPath]:
        """The paths of what is taken in unless a person chooses otherwise.

        None of a file that was taken in before: nothing is done twice by itself.
        """
        if self.taken_before:
            return frozenset()
        lines = {line.path for line in self.lines if line.suggested}
        return frozenset(lines | {one.path for one in self.pictures if one.suggested})

    def sentence(self) -> str:
        """What it would bring, in one sentence: “4 new answers, 2 changed, 1 needs you.”."""
        counts = [(n, state) for state in _COUNTED if (n := self.count(state))]
        said = [_COUNTED[state](n) for n, state in counts]
        if self.comments:
            said.append(_comments(len(self.comments)))
        return _("{list}.").format(list=listed(said)) if said else _("Nothing new in it.")


def _comments(n: int) -> str:
    return ngettext("{n} comment", "{n} comments", n).format(n=n)


_COUNTED: Mapping[State, Callable[[int], str]] = {
    State.NEW: lambda n: ngettext("{n} new answer", "{n} new answers", n).format(n=n),
    State.CHANGED: lambda n: ngettext("{n} changed", "{n} changed", n).format(n=n),
    State.CONFLICT: lambda n: ngettext("{n} needs you", "{n} need you", n).format(n=n),
    State.DOUBTFUL: lambda n: ngettext("{n} doubtful", "{n} doubtful", n).format(n=n),
    State.REMOVED: lambda n: ngettext("{n} item removed", "{n} items removed", n).format(n=n),
}


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that cannot be read; the others are not held up by it."""

    path: Path
    message: str
    """What happened."""
    advice: str
    """What to do."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """What several files would bring together; nothing was written."""

    proposals: tuple[Proposal, ...] = ()
    """In the order of the files, and of the stories in each."""
    refused: tuple[RefusedFile, ...] = ()
    group: str = ""
    """Names the piece of work of which they are a part."""

    @property
    def bringing(self) -> tuple[Proposal, ...]:
        """Those of which something is taken in unless a person chooses otherwise."""
        return tuple(
            one
            for one in self.proposals
            if one.suggested or (one.comments and not one.taken_before)
        )

    @property
    def conflicts(self) -> int:
        """Answers that will need a person."""
        return sum(one.count(State.CONFLICT) for one in self.bringing)

    def sentence(self) -> str:
        """The whole in one sentence: “3 new, 8 updated, 1 needs you.”."""
        new = {one.case_id for one in self.bringing if one.is_new}
        updated = {one.case_id for one in self.bringing} - new
        return brought_sentence(len(new), len(updated), self.conflicts)


@dataclass(frozen=True, slots=True)
class TakenDocument:
    """What became of one proposal."""

    path: Path
    case_id: str
    title: str
    is_new: bool
    answers: int
    """How many answers and items came in."""
    conflicts: int
    """How many of them stand beside another one and need a person."""
    pictures: int
    batch: str = ""
    """Names what was taken in of this file: what `undoing.undo` wants, as the id of a bundle."""
    comments: int = 0
    """Comments in the margin of the file: what reviewers say of the story."""

    @property
    def brought(self) -> bool:
        """Whether anything came in, or just the file is kept, for passages without a place."""
        return bool(self.answers or self.pictures or self.comments)

    def sentence(self) -> str:
        """What came in, in one sentence: “4 answers, 1 needs you.”."""
        if not self.brought:
            return _("The file is kept; none of its answers came in.")
        n = self.answers
        said = [ngettext("{n} answer", "{n} answers", n).format(n=n)] if n else []
        if self.pictures:
            n = self.pictures
            said.append(ngettext("{n} picture", "{n} pictures", n).format(n=n))
        if self.comments:
            said.append(_comments(self.comments))
        if self.conflicts:
            n = self.conflicts
            said.append(ngettext("{n} needs you", "{n} need you", n).format(n=n))
        return _("{list}.").format(list=listed(said))


@dataclass(frozen=True, slots=True)
class TakenDocuments:
    """What became of several files."""

    taken: tuple[TakenDocument, ...] = ()
    refused: tuple[RefusedFile, ...] = ()
    """Files that failed on the way; their stories are as they were."""
    left: int = 0
    """How many files were not begun, because the person stopped."""

    @property
    def batches(self) -> tuple[str, ...]:
        """One for each file that brought something: what `undoing.undo` wants."""
        return tuple(dict.fromkeys(one.batch for one in self.taken))

    def sentence(self) -> str:
        """The whole in one sentence: “3 new, 8 updated, 1 needs you.”."""
        new = {one.case_id for one in self.taken if one.is_new}
        updated = {one.case_id for one in self.taken if one.brought} - new
        conflicts = sum(one.conflicts for one in self.taken)
        return brought_sentence(len(new), len(updated), conflicts)
