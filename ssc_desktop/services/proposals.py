"""Documents, forms, tables and JSON files: what they would bring, and taking in what was chosen.

A file is an edit with a base. Its answers go through the same merge as those of bundles: they
replace only what its author saw, whatever else is alive in a field stays beside them, and a person
settles it.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ssc_desktop.services.answers import Changes, Progress, Stop
from ssc_desktop.services.attachments import Intake
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
from ssc_desktop.store.library import Library

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
    "take",
]

Chosen = Mapping[str, frozenset[FieldPath]]
"""By the key of a proposal, the paths that a person wants of it."""
Prepare = Callable[[str, bytes], Intake]
"""Makes a picture small and upright: its file name and bytes, and what is kept instead."""


def plan(
    library: Library,
    paths: Sequence[Path],
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Proposals:
    """What documents, forms, tables and JSON files would bring; nothing is written.

    A file that cannot be read is refused alone. Raises Cancelled.
    """
    raise NotImplementedError


def compared_with(library: Library, proposal: Proposal, case_id: str) -> Proposal:
    """The same file beside another story; with "" as a new one.

    Raises NotFound where there is no such story.
    """
    raise NotImplementedError


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
    itself is kept beside the story, on this computer. Stopping ends the work between two files.
    """
    raise NotImplementedError
