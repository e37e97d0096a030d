"""The collect station: watches folders and sticks, takes in bundles, leaves receipts beside them.

It never deletes, renames or overwrites what it finds. A timer or a loop calls `look` again and
again with what it found before; nothing else is kept between two looks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ssc_desktop.services.answers import Changes, Progress, Stop, Taken
from ssc_desktop.store.library import Library


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one file."""

    path: Path
    outcome: str
    """`taken`, `would_take` (of a dry run), `nothing_new`, `waits` (in the Inbox, or for a
    passphrase), `refused` or `gone` (the stick was taken out meanwhile)."""
    sentence: str
    """What happened, in plain words."""
    advice: str = ""
    """What to do now, or ""."""
    taken: Taken | None = None
    """What it brought, or would bring."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one look found; handed to the next one.

    Attributes:
        lines: what became of the files that this look dealt with; none where nothing happened.
        receipts: receipts that were written beside them.
        notes: plain sentences about places: read-only, gone, full.
        arriving: files that are still being copied, or came only now.
        changes: what the library's lists should show anew.
    """

    lines: tuple[Line, ...] = ()
    receipts: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    arriving: tuple[Path, ...] = ()
    changes: Changes = field(default_factory=Changes)
    seen: Mapping[Path, "Stamp"] = field(default_factory=dict)
    """Every file there was, as it was: what is dealt with is not looked into twice."""

    def sentence(self) -> str:
        """The whole in one sentence: “3 taken, 1 waits for you.”; "" where nothing happened."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what a file is known not to have changed; and whether it was dealt with."""

    size: int
    changed: int
    done: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """What a station may do.

    Attributes:
        accept_new: take in bundles of computers never met before, as the facilitator chose for
            this workshop; otherwise they wait in the Inbox.
        receipts: put a receipt beside what was taken.
        dry_run: only tell what would happen.
    """

    accept_new: bool = False
    receipts: bool = True
    dry_run: bool = False


def look(
    library: Library,
    places: Iterable[Path],
    rules: Rules = Rules(),
    before: Found | None = None,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Found:
    """Look once into folders and sticks and take in every bundle that is ready.

    With `before`, what the look before found, a file that is new or grew since is left until next
    time: it may still be copied. Without it every file is taken as it is. Nothing raises because of
    one file or place: it is a line or a note. Raises Cancelled; what was taken is then kept.
    """
    raise NotImplementedError
