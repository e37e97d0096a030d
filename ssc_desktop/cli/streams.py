"""What is said: answers on standard output, the same bytes on every machine; remarks beside it."""

import contextlib
import io
import os
import re
import sys
from collections.abc import Iterator

from ssc_desktop.errors import ExportError
from ssc_desktop.i18n import _

_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def prepare() -> None:
    """Speak UTF-8 with LF, whatever the computer's own way; stand in for streams that are closed.

    A closed standard output refuses what is written to it. Only a Windows program without a console
    is silent: there it never had one.
    """
    if sys.stdout is None:
        mode = "w" if sys.platform == "win32" else "r"
        sys.stdout = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115, PTH123 - stays open
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - stays open
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")


def say(text: str, end: str = "\n") -> None:
    """Write an answer. Raises ExportError where it cannot be, BrokenPipeError of an ended pipe."""
    with _spoken():
        sys.stdout.write(_shown(text, sys.stdout.isatty()) + end)


def finish() -> None:
    """Write what is still held back; the errors of `say`."""
    with _spoken():
        sys.stdout.flush()


def tell(text: str) -> None:
    """Write a remark or a refusal; where nobody listens, the exit code says it."""
    with contextlib.suppress(OSError, AttributeError):
        sys.stderr.write(_shown(text, sys.stderr.isatty()) + "\n")


def _shown(text: str, on_screen: bool) -> str:
    """A file on somebody's stick may be called so that a terminal obeys its name."""
    return _COMMANDS.sub("\ufffd", text) if on_screen else text


@contextlib.contextmanager
def _spoken() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        _hush()
        raise
    except OSError as error:
        _hush()
        raise ExportError(
            _("The output could not be written."),
            advice=_("Check the disk or the program that reads it; what was saved is safe."),
        ) from error


def _hush() -> None:
    """Let what is held back go nowhere, so that Python does not fail on it when it ends."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
