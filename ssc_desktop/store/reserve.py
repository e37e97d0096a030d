"""The reserve: room that is kept beside the library, so that a full disk still takes a save."""

from pathlib import Path
from typing import Final

NAME: Final = "library.reserve"
SIZE: Final = 8 * 1024 * 1024
LOW: Final = 200 * 1024 * 1024
"""With fewer free bytes than this, people are told."""


def keep(folder: Path) -> bool:
    """Make the reserve where it is missing and there is room for it; says whether it is there."""
    raise NotImplementedError


def release(folder: Path) -> bool:
    """Give its room free; False where there was none to give."""
    raise NotImplementedError
