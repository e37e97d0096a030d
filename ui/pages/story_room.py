"""What of the story pane has room: outline and side panel beside the form, or over it."""

from dataclasses import dataclass
from enum import Enum

FULL_OUTLINE = 720
"""From this width on, at the usual text size, the whole outline stands beside the form."""
_COMPACT = 570
_PANEL_BESIDE = 520


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


def room(width: float, panel: float, *, opened: bool) -> Room:
    """Share out `width`; all in pixels at the usual text size."""
    beside = width >= panel + _PANEL_BESIDE
    left = width - panel if opened and beside else width
    if left >= FULL_OUTLINE:
        outline = Outline.FULL
    elif opened and beside and left >= _COMPACT:
        outline = Outline.RINGS
    else:
        outline = Outline.MENU
    return Room(outline, beside)
