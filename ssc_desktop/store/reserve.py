"""The reserve: room that is kept beside the library, so that a full disk still takes a save."""

import contextlib
import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar

from ssc_desktop.errors import DiskFull, SscError
from ssc_desktop.files import replacing
from ssc_desktop.store.sqlite import free_space

if TYPE_CHECKING:
    from ssc_desktop.store.library import Library

NAME: Final = "library.reserve"
SIZE: Final = 8 * 1024 * 1024
LOW: Final = 200 * 1024 * 1024
"""With fewer free bytes than this, people are told."""
_ROOM: Final = 3 * SIZE
"""With fewer free bytes than this, what there is belongs to the saves."""

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


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


def at_need(
    act: "Callable[Concatenate[Library, _Given], _Made]",
) -> "Callable[Concatenate[Library, _Given], _Made]":
    """Let a save that finds the disk full have the room of the reserve, and say so.

    What is decorated is a transaction: it changed nothing when it failed.
    """

    @functools.wraps(act)
    def tried(library: "Library", /, *given: _Given.args, **named: _Given.kwargs) -> _Made:
        try:
            return act(library, *given, **named)
        except DiskFull:
            if not release(library.folder):
                raise
        made = act(library, *given, **named)
        library.used_reserve = True
        library.on_reserve_used()
        return made

    return tried
