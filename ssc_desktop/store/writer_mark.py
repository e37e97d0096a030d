"""The writer's mark: what this computer wrote last in a library, kept outside of it.

A database that came back from a backup does not know that it is old. The mark, which lies beside
the key of the computer, does.
"""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ssc_desktop.history.hybrid_clock import is_moment

FOLDER: Final = "writers"
_HEADING: Final = "ssc-writer 1"


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a library had got when this computer wrote in it last.

    Attributes:
        incarnation: the name under which it was written.
        clock: the last moment of its clock.
        folder: where it lay then.
    """

    incarnation: str
    clock: str
    folder: str = ""

    def outran(self, incarnation: str, clock: str) -> bool:
        """Whether a database that says this of itself is older than the mark, or another copy."""
        return self.incarnation != incarnation or self.clock > clock


def read(config: Path, library: str) -> Mark | None:
    """The mark of the library with this id; None where there is none, or none to be read."""
    return _read(config / FOLDER / library)


def _read(path: Path) -> Mark | None:
    try:
        # marks of earlier versions say nothing of the folder
        heading, incarnation, clock, *folder = path.read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return None
    is_whole = heading == _HEADING and (not clock or is_moment(clock))
    return Mark(incarnation, clock, "".join(folder)) if is_whole else None


def knows(config: Path, folder: Path) -> bool:
    """Whether this computer has written in a library in `folder`."""
    marks = map(_read, (config / FOLDER).glob("*"))
    return any(mark is not None and mark.folder == str(folder.absolute()) for mark in marks)


def write(config: Path, library: str, mark: Mark) -> None:
    """Leave the mark, after what it says is on the disk.

    Where that is not possible nothing is lost: without its mark a library is written under a new
    name when it is next opened.
    """
    path = config / FOLDER / library
    part = path.with_name(f"{library}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        told = f"{_HEADING}\n{mark.incarnation}\n{mark.clock}\n{mark.folder}\n"
        part.write_text(told, "utf-8", "backslashreplace")
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def forget(config: Path, library: str) -> None:
    """Remove the mark of a library that is no more, or never was."""
    with contextlib.suppress(OSError):
        (config / FOLDER / library).unlink(missing_ok=True)
