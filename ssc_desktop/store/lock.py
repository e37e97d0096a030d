"""One program per library: a lock the system itself takes back when the program dies."""

import contextlib
import json
import os
import sys
from datetime import datetime
from io import FileIO
from pathlib import Path

from ssc_desktop import clock
from ssc_desktop.claims import claimed
from ssc_desktop.errors import LibraryLocked, ReadOnly
from ssc_desktop.i18n import _

_NAME = "library.lock"


class Lock:
    """Held while the library in a folder is open.

    The file names who holds it, for the message; the lock itself is the operating system's, so a
    file left behind by a killed program does not lock anybody out.
    """

    def __init__(self, folder: Path) -> None:
        """Take the lock. Raises LibraryLocked where another program has it, or ReadOnly."""
        path = folder / _NAME
        try:
            # kept open for as long as the library is
            self._stream: FileIO | None = path.open("a+b", buffering=0)
        except OSError as error:
            raise ReadOnly(
                _("The library's folder cannot be written."),
                advice=_("Choose a folder that you may write to."),
            ) from error
        if not claimed(self._stream):
            holder = _holder(path)
            self._stream.close()
            self._stream = None
            raise LibraryLocked(
                _("The library is already open in another window{where}.").format(where=holder),
                advice=_("Go to that window, or close it and try again."),
            )
        self._say_who()

    def release(self) -> None:
        """Give the lock back."""
        if self._stream is not None:
            self._stream.close()  # closing unlocks
            self._stream = None

    def _say_who(self) -> None:
        stream = self._stream
        if stream is None:
            return
        who = {
            "process": os.getpid(),
            "computer": _computer(),
            "since": clock.stamp(clock.now()),
        }
        # on a full disk nobody is named, and nobody locked out
        with contextlib.suppress(OSError):
            stream.truncate(0)
            stream.write(b" " + json.dumps(who).encode())


def _computer() -> str:
    # the module socket would say it too, and takes 4 ms to load before the first paint
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


def _holder(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            stream.seek(1)  # Windows lets nobody read the locked byte
            who = json.loads(stream.read())
        return _(" on {computer}, since {since}").format(
            computer=who["computer"], since=_local(who["since"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _local(stamp: str) -> str:
    """A moment as the clock on this wall shows it: day, hour and minute."""
    return f"{datetime.fromisoformat(stamp).astimezone():%Y-%m-%d %H:%M}"
