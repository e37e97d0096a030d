"""Work in a process of its own, so that a hostile file costs neither memory nor a story.

Parsers of other people's files are written in C or Rust: what breaks there must not take the
program along. The process is this program itself, told by a flag what to do; it answers JSON.
"""

import contextlib
import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ssc_desktop import i18n
from ssc_desktop.errors import Cancelled, SscError

SECONDS = 30
MEMORY = 300 << 20
"""Bytes that the work may take besides what the program itself takes."""
_LOOK = 0.05
_PIPES = 3


def answered(flag: str, arguments: Sequence[str], stop: Callable[[], bool]) -> bytes:
    """What the process answers; b"" where it ended before, or took too long. Raises Cancelled."""
    with _started(flag, arguments) as process:
        ends = time.monotonic() + SECONDS
        while True:
            try:
                return process.communicate(timeout=_LOOK)[0]
            except subprocess.TimeoutExpired:
                if stop():
                    raise Cancelled from None
                if time.monotonic() > ends:
                    return b""


@contextlib.contextmanager
def _started(flag: str, arguments: Sequence[str]) -> "Iterator[subprocess.Popen[bytes]]":
    process = begun(flag, arguments)
    try:
        yield process
    finally:
        with contextlib.suppress(OSError):
            process.kill()
        process.communicate()


def begun(flag: str, arguments: Sequence[str] = ()) -> "subprocess.Popen[bytes]":
    """The program once more, told by `flag` what to do; it hears and answers through pipes.

    Whoever begins it ends it. Raises OSError.
    """
    module = [] if getattr(sys, "frozen", False) else ["-m", "ssc_desktop"]
    sources = str(Path(__file__).parents[1])
    found = os.pathsep.join(filter(None, (sources, os.environ.get("PYTHONPATH", ""))))
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, *module, flag, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": found},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def limit(seconds: int = SECONDS, memory: int = MEMORY) -> None:
    """In the process: take no more memory and time than a file needs, and no network.

    `memory` is in bytes, besides what the process has by now; 0 `seconds` is any time. What a
    system cannot limit is left out: whoever waits for the answer looks at the clock as well.
    """
    sys.addaudithook(_refuse_network)
    if sys.platform == "win32":
        from ssc_desktop import job_object  # noqa: PLC0415 - only there

        job_object.limit(seconds, memory)
        return
    if seconds:
        allow(seconds)
    taken = _taken()
    if taken:
        _set_limit("RLIMIT_AS", taken + memory)


def allow(seconds: int) -> None:
    """In the process: take so many seconds of the processor from now on."""
    _set_limit("RLIMIT_CPU", math.ceil(time.process_time()) + seconds, hard=False)


def say(arguments: Sequence[str], answer: Callable[[Path], bytes]) -> int:
    """In the process: say what `answer` makes of a file, within the limits; the exit code.

    The arguments are the language of the sentences and the path.
    """
    language, name = arguments
    i18n.use(language)
    limit()
    sys.stdout.buffer.write(answer(Path(name)))
    sys.stdout.buffer.flush()
    return 0


def refused(error: SscError) -> dict[str, str]:
    """What is said of a file that is refused: the kind of error, and its two sentences."""
    return {"error": type(error).__name__, "message": error.message, "advice": error.advice}


def open_nothing() -> None:
    """In the process, once all is loaded that it needs: open no file and no network any more.

    The pipes stay. On Windows only Python's own doors are closed.
    """
    sys.addaudithook(_refuse_files)
    _set_limit("RLIMIT_NOFILE", _PIPES)


def _set_limit(name: str, value: int, *, hard: bool = True) -> None:
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    kind: int = getattr(resource, name)
    with contextlib.suppress(OSError, ValueError):
        most = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (value, value if hard else most))


def _refuse_network(event: str, _given: object) -> None:
    if event.startswith("socket."):
        raise PermissionError(event)


def _refuse_files(event: str, _given: object) -> None:
    if event in {"open", "os.listdir", "os.scandir", "subprocess.Popen", "os.system"}:
        raise PermissionError(event)


def _taken() -> int:
    """Bytes of addresses that this process has now; 0 where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
