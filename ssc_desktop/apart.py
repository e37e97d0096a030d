"""Work in a process of its own, so that a hostile file costs neither memory nor a story.

Parsers of other people's files are written in C or Rust: what breaks there must not take the
program along. The process is this program itself, told by a flag what to do; it answers JSON.
"""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ssc_desktop.errors import Cancelled

SECONDS = 30
_MEMORY = 300 << 20
"""Bytes that the work may take besides what the program itself takes."""
_LOOK = 0.05


def answered(
    flag: str,
    arguments: Sequence[str],
    stop: Callable[[], bool],
    *,
    given: bytes = b"",
    seconds: float = SECONDS,
    look: float = _LOOK,
) -> bytes:
    """What the process answers; b"" where it ended before, or took too long. Raises Cancelled.

    `given` is handed to it through a pipe, which nobody else can read. `stop` is asked again and
    again, every `look` seconds.
    """
    with _started(flag, arguments) as process:
        ends = time.monotonic() + seconds
        while True:
            try:
                return process.communicate(given, timeout=look)[0]
            except subprocess.TimeoutExpired:
                if stop():
                    raise Cancelled from None
                if time.monotonic() > ends:
                    return b""


@contextlib.contextmanager
def _started(flag: str, arguments: Sequence[str]) -> "Iterator[subprocess.Popen[bytes]]":
    module = [] if getattr(sys, "frozen", False) else ["-m", "ssc_desktop"]
    sources = str(Path(__file__).parents[1])
    found = os.pathsep.join(filter(None, (sources, os.environ.get("PYTHONPATH", ""))))
    process = subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, *module, flag, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": found},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        yield process
    finally:
        with contextlib.suppress(OSError):
            process.kill()
        process.communicate()


def limit() -> None:
    """In the process: take no more memory and time than a file needs, where the system can see."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    taken = _taken()
    if taken:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (taken + _MEMORY, taken + _MEMORY))


def _taken() -> int:
    """Bytes of addresses that this process has now; 0 where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
