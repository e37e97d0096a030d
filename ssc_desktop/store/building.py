"""Folders in which a library is made, beside the place where it will stand when it is whole.

Nothing else that lies there is touched. What a program that was killed left of one is known by its
name and by a file in it that nobody claims any more.
"""

import contextlib
import re
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ssc_desktop.claims import claimed

_MADE: Final = re.compile(r"ssc-desktop-[0-9a-f]{8}\.part")
_ALIVE: Final = "ssc-desktop.alive"


@contextlib.contextmanager
def room_beside(target: Path) -> Iterator[Path]:
    """A private folder on the disk of `target`, which is gone at the end. Raises OSError."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(target.parent)
    room = target.with_name(f"ssc-desktop-{secrets.token_hex(4)}.part")
    room.mkdir(mode=0o700)
    try:
        with (room / _ALIVE).open("xb") as alive:
            claimed(alive)
            yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what programs that are dead have left there; what cannot be looked at stays."""
    with contextlib.suppress(OSError):
        for room in [path for path in folder.iterdir() if _MADE.fullmatch(path.name)]:
            if not room.is_symlink() and _is_dead(room):
                shutil.rmtree(room, ignore_errors=True)


def _is_dead(room: Path) -> bool:
    """Whether its claim is free; where there is none to be had, it is none of ours."""
    try:
        with (room / _ALIVE).open("r+b") as stream:
            return claimed(stream)
    except OSError:
        return False
