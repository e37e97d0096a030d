"""A library to try everything in: sample stories, three bundles to collect, and what to try.

It is a world of its own: its computer has a key and a name of its own beside it, so that nothing
of the person's library, key or preferences is touched.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import select

from ssc_desktop import settings
from ssc_desktop.i18n import N_
from ssc_desktop.services import bundles, cases, colleagues, conflicts, known, libraries
from ssc_desktop.services.answers import Progress
from ssc_desktop.services.colleagues import BANKS, BANKS_AGAIN, COLLEAGUES, DAIRY, GARDENS
from ssc_desktop.services.libraries import Library
from ssc_desktop.settings import Settings
from ssc_desktop.store.exchange_tables import BundleRow

FOLDER: Final = "bundles"
"""Within the library's own."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to try; its words are translated where they are shown."""

    name: str
    title: str
    """What to do."""
    about: str
    """Where and how, in a sentence or two."""
    place: str
    """The page of the window where it is done."""
    story: str = ""
    """The story it is about."""
    panel: str = ""
    """The page beside the story where it is done."""
    seen: bool = True
    """Whether `done` can tell from the library that it was done."""


@dataclass(frozen=True, slots=True)
class Practice:
    """What waits in the practice library."""

    folder: Path
    bundles: tuple[Path, ...]
    """From three colleagues, to be collected."""
    steps: tuple[Step, ...]
    """What to try, in this order."""


STEPS: Final = (
    Step(
        "collect",
        N_("Take in three bundles"),
        N_(
            "Three colleagues send stories. Accept their computers, look at what they bring, and "
            "take it in."
        ),
        "bundles",
    ),
    Step(
        "settle",
        N_("Choose between two versions"),
        N_("You and Rosa both changed the overview of the gardens in Haiti. Keep one, or both."),
        "needs_you",
        GARDENS,
    ),
    Step(
        "duplicate",
        N_("Tell a story that came twice"),
        N_("Adjoa has written about the banks of Nepal too. Say whether it is the same work."),
        "needs_you",
        BANKS_AGAIN,
    ),
    Step(
        "comments",
        N_("Answer a reader"),
        N_("Tevita sends the story of the dairies back with three questions. Answer each."),
        "library",
        DAIRY,
        "comments",
    ),
    Step(
        "compare",
        N_("See what a story said before"),
        N_("Open the history of the gardens in Haiti and look at two of its saves."),
        "library",
        GARDENS,
        "history",
        seen=False,
    ),
    Step(
        "book",
        N_("Make a book"),
        N_("Choose five stories in the list and make one Word document or PDF of them."),
        "library",
        seen=False,
    ),
)


def prepare(folder: Path, *, progress: Progress | None = None) -> Practice:
    """Make the practice library in `folder`, or complete it; nobody has it open meanwhile.

    Raises StorageError or ExportError; what is there may be prepared again.
    """
    library = libraries.opened(folder, config=known.practice_key(folder))
    try:
        return fill(library, progress=progress)
    finally:
        library.close()


def fill(library: Library, *, progress: Progress | None = None) -> Practice:
    """The same where the practice library is open: samples, and bundles that are not there yet.

    `progress` is told of steps. Raises StorageError or ExportError.
    """
    told = progress or _silent
    of = len(COLLEAGUES) + 2
    if not (library.config / "settings.toml").exists():
        own = settings.load()
        settings.save(
            Settings(author_name=own.author_name, organisation=own.organisation), library.config
        )
    told(0, of)
    added = libraries.add_samples(library).cases
    told(1, of)
    practice = described(library.folder)
    if added or not all(path.exists() for path in practice.bundles):
        _receive(library, practice, lambda sent: told(1 + sent, of))
    told(of, of)
    return practice


def _receive(library: Library, practice: Practice, told: Callable[[int], None]) -> None:
    """Give two stories to the colleagues, let them work, and put their bundles into the folder."""
    cases.restore(library, [GARDENS, DAIRY])  # where they were thrown away
    practice.bundles[0].parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ssc-", ignore_cleanup_errors=True) as place:
        given = Path(place) / "practice.sscz"
        bundles.make(library, [GARDENS, DAIRY], given)
        for number, one in enumerate(COLLEAGUES):
            target = practice.bundles[number]
            colleagues.sent(one, given, Path(place) / str(number), target)
            told(number + 1)
    cases.set_value(library, GARDENS, ("overview",), colleagues.GARDENS_HERE)


def described(folder: Path) -> Practice:
    """What the practice library in `folder` holds once it was prepared."""
    place = folder / FOLDER
    return Practice(folder, tuple(place / one.file_name for one in COLLEAGUES), STEPS)


def done(library: Library) -> frozenset[str]:
    """The names of the steps that were taken, as far as the library can tell."""
    with library.reading() as connection:
        table = BundleRow.table
        taken = set(connection.scalars(
            select(table.c.file_name).where(table.c.direction == "taken")))  # fmt: skip
    if not {one.file_name for one in COLLEAGUES} <= taken:
        return frozenset()
    wanting = conflicts.needs_you(library)
    found = {"collect"}
    if GARDENS not in {one.case_id for one in wanting.stories}:
        found.add("settle")
    if {BANKS, BANKS_AGAIN} not in [{one.one.id, one.other.id} for one in wanting.duplicates]:
        found.add("duplicate")
    if all(_is_answered(library)):
        found.add("comments")
    return frozenset(found)


def _is_answered(library: Library) -> Iterator[bool]:
    """Of each comment of the reader, whether somebody answered it."""
    for said in cases.opened(library, DAIRY).case.review:
        for comment in said.comment:
            yield isinstance(comment.reply, str)


def _silent(_done: int, _of: int) -> None:
    """Nobody wants to know."""
