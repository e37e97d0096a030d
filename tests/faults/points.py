"""The library that stands before the C library and knows every call that changes a file."""

import ctypes
import errno
import functools
import os
import subprocess
import sys
from pathlib import Path

_SOURCE = Path(__file__).with_suffix(".c")
_KEPT = Path(__file__).parents[2] / ".cache" / "faults"
VARIABLE = "SSC_POINTS"

_ERRORS = ("EIO", "ENOSPC", "EROFS", "EACCES")
ACCIDENTS = {
    "kill": (1, 0),
    "tear": (2, 0),
    **{f"{name} once": (3, getattr(errno, name)) for name in _ERRORS},
    **{f"{name} for ever": (4, getattr(errno, name)) for name in _ERRORS},
}
"""What can happen at a point: the number that `points_arm` knows it by, and the error."""


class Points:
    """The library that was loaded before all others; see `points.c`."""

    def __init__(self) -> None:
        self._loaded = ctypes.CDLL(os.environ[VARIABLE])
        self._loaded.points_passed.restype = ctypes.c_long

    def count(self, folder: Path) -> None:
        """From now on count what changes a file below `folder`; nothing happens."""
        self._loaded.points_arm(os.fsencode(folder), 0, ctypes.c_long(0), 0)

    def arm(self, folder: Path, accident: str, number: int) -> None:
        """From now on count, and at `number` let it happen."""
        how, error = ACCIDENTS[accident]
        self._loaded.points_arm(os.fsencode(folder), how, ctypes.c_long(number), error)

    def record(self, folder: Path, file: int) -> None:
        """From now on write down every call into the open `file`; `power.py` reads it."""
        self._loaded.points_record(os.fsencode(folder), file)

    def note(self, number: int) -> None:
        """Write down that so many steps are acknowledged."""
        self._loaded.points_note(ctypes.c_long(number))

    def passed(self) -> int:
        """How many there were; from now on all is well."""
        return int(self._loaded.points_passed())


@functools.cache
def compiled() -> Path:
    """The library, made of its source; once for every state of that."""
    made = _KEPT / f"points-{_SOURCE.stat().st_mtime_ns}-{os.getpid()}.so"
    ready = sorted(_KEPT.glob(f"points-{_SOURCE.stat().st_mtime_ns}-*.so"))
    if ready:
        return ready[0]
    _KEPT.mkdir(parents=True, exist_ok=True)
    part = made.with_suffix(".part")
    flags = ["-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-O1"]
    subprocess.run(["cc", *flags, "-o", part, _SOURCE, "-ldl"], check=True)
    part.replace(made)
    return made


def below_points(module: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a module of ours in a process that has the library before all others."""
    library = str(compiled())
    environment = {**os.environ, "LD_PRELOAD": library, VARIABLE: library}
    command = [sys.executable, "-m", module, *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
