"""The one door through which the window sees pictures of others: a process that decodes them.

It is begun with the first picture and kept, so that the next ones are quick. A picture that ends it
has no image, and the one after that is read by a new process.
"""

import atexit
import contextlib
import enum
import functools
import json
import subprocess
import threading
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final, cast

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from ssc_desktop import apart
from ssc_desktop.pictures import LARGEST

SERVICE: Final = "--decode-pictures"
KINDS: Final = ("jpeg", "png", "webp", "gif", "bmp", "tiff")
MOST_PIXELS: Final = 40_000_000
"""Dots of a picture that is unpacked whole before it is made smaller."""
MOST_PHOTO_PIXELS: Final = 64_000_000
"""Those of a JPEG, which is made smaller on the way: phones make so many."""
SECONDS: Final = 4
"""Of the processor, for one picture."""
_PATIENCE = 20.0
"""Seconds of the clock, also where the computer has other things to do."""
_MOST_ANSWERED = 1 << 28


class Fit(enum.StrEnum):
    """How a picture is fitted into the room that is asked for."""

    FILL = "fill"
    """It fills the room, and may be cut off."""
    WITHIN = "within"
    """It is no larger than the room, and never larger than it is."""


class Why(enum.StrEnum):
    """Why a picture cannot be shown."""

    DAMAGED = "damaged"
    """It is no picture, broken, or more than its decoder could bear."""
    TOO_LARGE = "too large"
    """It has more dots than any photo."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture, or why there is none."""

    image: QImage = field(default_factory=QImage)
    """Upright, in sRGB; null where it cannot be shown."""
    was: QSize = field(default_factory=QSize)
    """Its size as it is stored, as far as that is known."""
    why: str = ""
    """One of Why where there is no image."""


_NONE = Decoded(why=Why.DAMAGED)


def decoded(data: bytes, room: QSize, fit: Fit = Fit.WITHIN) -> Decoded:
    """A picture from elsewhere, on any thread but the window's: it may take a while."""
    if not data or len(data) > LARGEST:
        return _NONE
    return _door().ask(data, room, fit)


@functools.cache
def _door() -> "_Door":
    door = _Door()
    atexit.register(door.close)
    return door


class _Door:
    """Asks the process, one picture after the other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, data: bytes, room: QSize, fit: Fit) -> Decoded:
        """What the process answers; no image where it ended over it."""
        asked = {"size": len(data), "width": room.width(), "height": room.height(), "fit": fit}
        with self._lock:
            try:
                process = self._process = self._process or apart.begun(SERVICE)
                watch = threading.Timer(_PATIENCE, process.kill)
                watch.daemon = True
                watch.start()
                try:
                    return _answered(process, json.dumps(asked).encode() + b"\n", data)
                finally:
                    watch.cancel()
            except (OSError, ValueError, KeyError, TypeError):
                self._let_go()
                return _NONE

    def close(self) -> None:
        """Let the process go."""
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            process.kill()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                cast("BinaryIO", stream).close()
        process.wait()


def _answered(process: "subprocess.Popen[bytes]", asked: bytes, data: bytes) -> Decoded:
    """Raises OSError, ValueError, KeyError or TypeError where the answer is none."""
    there, back = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
    there.write(asked)
    there.write(data)
    there.flush()
    told: dict[str, Any] = json.loads(back.readline())
    was = QSize(*told.get("was", (-1, -1)))
    if "why" in told:
        return Decoded(was=was, why=Why(told["why"]))
    width, height = int(told["width"]), int(told["height"])
    if not 0 < 4 * width * height <= _MOST_ANSWERED or min(width, height) < 1:
        raise ValueError("no picture is so large")
    dots = back.read(4 * width * height)
    if len(dots) != 4 * width * height:
        raise ValueError("it ended meanwhile")
    form = QImage.Format.Format_ARGB32 if told["see_through"] else QImage.Format.Format_RGB32
    return Decoded(QImage(dots, width, height, 4 * width, form).copy(), was)
