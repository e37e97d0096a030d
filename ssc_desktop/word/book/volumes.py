"""A book in one file or in several, each a whole book of its own stories."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from ssc_desktop.i18n import N_, Words
from ssc_desktop.word.book.gathering import Entry
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.stories import Stories
from ssc_desktop.word.text import Look

MOST_STORIES = 150
MOST_BYTES = 100_000_000
"""Of a volume: beyond that Word opens it slowly, and mail refuses it."""


@dataclass(frozen=True)
class Volume:
    """What one file of a book holds."""

    stories: Stories
    shares: Sequence[Sequence[Entry]]
    """The entries of all volumes, in the order of the book."""
    number: int

    @property
    def entries(self) -> Sequence[Entry]:
        """Those of this volume."""
        return self.shares[self.number - 1]

    @property
    def full(self) -> list[Entry]:
        """Those that are told in full."""
        return [entry for entry in self.entries if entry.full]

    def title(self, words: Words) -> str:
        """Of the whole book."""
        wished = self.stories.wish.title
        return wished or words.gettext(N_("Case stories of South-South and triangular cooperation"))

    def by_region(self) -> dict[str, list[Entry]]:
        """The entries under their regions."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.region, []).append(entry)
        return found

    @functools.cached_property
    def _numbers(self) -> dict[int, int]:
        """Which story of the volume is the one of a place in the document."""
        return {entry.place: number for number, entry in enumerate(self.entries, start=1)}

    def turn_to(self, paper: Paper, entry: Entry, *, full: bool = False) -> str:
        """Let the paper's anchors be those of a story; the answer is that of its heading."""
        number = self._numbers[entry.place]
        paper.story = number + len(self.entries) if full else number
        return paper.anchor("ssc_story")


def parted(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The entries in volumes, in their order, none too long or too large."""
    volumes: list[list[Entry]] = [[]]
    weight = 0
    for entry in entries:
        full = len(volumes[-1]) >= MOST_STORIES or weight + entry.weight > MOST_BYTES
        if volumes[-1] and full:
            volumes.append([])
            weight = 0
        volumes[-1].append(entry)
        weight += entry.weight
    return volumes


def own_look(paper: Paper, entry: Entry) -> Look:
    """The look of words of a story inside a line of the book's language."""
    foreign = entry.language if entry.language != paper.language else ""
    return Look(paper.right_to_left, foreign)
