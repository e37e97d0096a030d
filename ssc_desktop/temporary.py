"""Folders for what must lie in the clear for a while, since another program is to read it.

They lie in one folder of this run of the program, which nobody else may enter. It goes with the
program; what one that was killed has left goes when the next one opens a library.
"""

import atexit
import contextlib
import functools
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from ssc_desktop.claims import claimed

_RUN: Final = "ssc-run-"
_ALIVE: Final = "alive"
_YOUNG: Final = 60
"""Seconds that a run has to claim its folder."""
_held: list[BinaryIO] = []


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A new folder, which is gone at the end. Raises OSError where none can be made."""
    place = new_folder()
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def new_folder() -> Path:
    """A new folder that is there until somebody removes it, or the program ends. Raises OSError."""
    run = _run(tempfile.gettempdir(), os.getpid())
    if not run.is_dir():  # systems clear up what nobody touched for days
        _run.cache_clear()
        run = _run(tempfile.gettempdir(), os.getpid())
    return Path(tempfile.mkdtemp(dir=run))


def sweep() -> None:
    """Remove what runs that are dead have left."""
    for run in Path(tempfile.gettempdir()).glob(f"{_RUN}*"):
        with contextlib.suppress(OSError):
            if _is_ours(run) and _is_dead(run):
                shutil.rmtree(run, ignore_errors=True)


@functools.cache
def _run(above: str, _process: int) -> Path:
    """The folder of this run; a process that was forked off has its own."""
    made = Path(tempfile.mkdtemp(prefix=_RUN, dir=above))
    alive = (made / _ALIVE).open("wb")
    claimed(alive)
    _held.append(alive)
    atexit.register(_end, made, alive)
    return made


def _end(run: Path, alive: BinaryIO) -> None:
    alive.close()
    shutil.rmtree(run, ignore_errors=True)


def _is_ours(run: Path) -> bool:
    told = run.lstat()
    mine = os.name != "posix" or told.st_uid == os.getuid()
    return mine and run.is_dir() and not run.is_symlink() and time.time() - told.st_mtime > _YOUNG


def _is_dead(run: Path) -> bool:
    try:
        with (run / _ALIVE).open("r+b") as stream:
            return claimed(stream)
    except FileNotFoundError:
        return True
