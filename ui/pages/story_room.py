"""What of the story pane has room: outline and side panel beside the form, or over it."""

from dataclasses import dataclass
from enum import Enum

_READABLE = 395
"""The least room for the form beside a panel, at the usual text size: some 50 letters on a line."""
_ALONE = 476
"""The least room for the form beside the outline alone; so much wide is also high enough."""
_COMPACT = 570
BESIDE = 520
"""The least room for outline and form beside the panel."""


class Outline(Enum):
    """How the outline is shown."""

    FULL = "full"
    RINGS = "rings"
    """Only the rings; the side panel needs the room."""
    MENU = "menu"
    """A button above the form."""


@dataclass(frozen=True, slots=True)
class Room:
    """What stands where."""

    outline: Outline
    beside: bool
    """Whether the side panel stands beside the form; else it lies over it, when asked for."""


def room(width: float, panel: float, outline: float, *, opened: bool) -> Room:
    """Share out `width` between panel, outline and form; all in pixels at the usual text size.

    The names of the sections are kept as long as the form stays readable beside them.
    """
    beside = width >= panel + BESIDE
    left = width - panel if opened and beside else width
    if left >= outline + (_READABLE if opened and beside else _ALONE):
        kind = Outline.FULL
    elif opened and beside and left >= _COMPACT:
        kind = Outline.RINGS
    else:
        kind = Outline.MENU
    return Room(kind, beside)
