"""What a page is filled with: slices, each of which stands on one page as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter


@dataclass
class Reached:
    """What a page holds besides ink: links, and places that links lead to."""

    links: list[tuple[QRectF, str]] = field(default_factory=list)
    places: list[tuple[str, float]] = field(default_factory=list)
    """Bookmarks, and how far down the page each is."""
    headings: list[tuple[int, str, float]] = field(default_factory=list)
    """Level, words and how far down."""
    boxes: bool = False
    """Signs that no font here has stand as boxes."""


class Ground(Protocol):
    """What slices are drawn on."""

    painter: QPainter
    reached: Reached

    def picture(self, part: str) -> object:
        """A picture of the document."""


@dataclass
class Slice:
    """A strip as wide as its column. Gaps around it vanish at the edges of a page."""

    height: float
    before: float = 0.0
    after: float = 0.0
    keeps_next: bool = False
    """The next slice stands on the same page."""
    page_before: bool = False
    notes: tuple[str, ...] = ()
    """Footnotes that stand at the foot of its page."""
    repeated: Sequence["Slice"] = ()
    """What is drawn above it where it is the first on its page: a table's heading."""

    def draw(self, ground: "Ground", x: float, y: float) -> None:
        """Put its ink on the page, its upper corner at this place."""

    def split(self, room: float) -> "tuple[Slice, Slice] | None":
        """Two slices, the first no higher than `room`; None where it cannot be parted."""
        _ = room
        return None


def stacked(slices: Sequence[Slice]) -> float:
    """How high slices are, one on the other, with the gaps between them."""
    total = 0.0
    for number, one in enumerate(slices):
        total += one.height + (one.before if number else 0) + one.after
    return total - (slices[-1].after if slices else 0)
