"""The reserve: room that is kept beside the library, so that a full disk still takes a save."""

import contextlib
import os
from pathlib import Path
from typing import Final

from ssc_desktop.errors import SscError
from ssc_desktop.files import replacing
from ssc_desktop.store.sqlite import free_space

NAME: Final = "library.reserve"
SIZE: Final = 8 * 1024 * 1024
LOW: Final = 200 * 1024 * 1024
"""With fewer free bytes than this, people are told."""
_ROOM: Final = 3 * SIZE
"""With fewer free bytes than this, what there is belongs to the saves."""


def keep(folder: Path) -> bool:
    """Make the reserve where it is missing and there is room for it; says whether it is there."""
    path = folder / NAME
    with contextlib.suppress(OSError):
        if path.stat().st_size == SIZE:
            return True
    if free_space(folder) < _ROOM:
        return False
    try:
        # by chance: what repeats takes no room where the disk packs or leaves out
        with replacing(path, SIZE) as stream:
            stream.write(os.urandom(SIZE))
    except (SscError, OSError):
        return False
    return True


def release(folder: Path) -> bool:
    """Give its room free; False where there was none to give."""
    try:
        (folder / NAME).unlink()
    except OSError:
        return False
    if hasattr(os, "sync"):
        os.sync()  # some file systems give room back only then
    return True
