"""Saves that find the disk full: once more, with the room that was kept for that."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from ssc_desktop.errors import DiskFull
from ssc_desktop.store import reserve
from ssc_desktop.store.library import Library

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


def at_need(
    act: Callable[Concatenate[Library, _Given], _Made],
) -> Callable[Concatenate[Library, _Given], _Made]:
    """Let a save that finds the disk full have the room of the reserve, and say so.

    What is decorated is a transaction: it changed nothing when it failed.
    """

    @functools.wraps(act)
    def tried(library: Library, /, *given: _Given.args, **named: _Given.kwargs) -> _Made:
        try:
            return act(library, *given, **named)
        except DiskFull:
            if not reserve.release(library.folder):
                raise
        made = act(library, *given, **named)
        library.used_reserve = True
        library.on_reserve_used()
        return made

    return tried
