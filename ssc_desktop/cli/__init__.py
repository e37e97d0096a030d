"""The command line: the same use cases without a window.

Exit codes: 0 done, 1 refused (the reason in a plain sentence on standard error), 2 wrong usage.
"""

import logging
import logging.handlers
import traceback
from collections.abc import Sequence
from pathlib import Path

from ssc_desktop import i18n, paths, program, settings
from ssc_desktop.cli import streams
from ssc_desktop.errors import Cancelled, SscError
from ssc_desktop.i18n import _

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
_OPENED = (".sscz", ".sscz.age", ".ssclibrary")
"""Files that are opened with the program by a double click."""


def run(given: Sequence[str]) -> int:
    """Do what the arguments say; no traceback ever reaches a person."""
    preferences = settings.load()
    i18n.use(preferences.language)
    if all(one == program.WITHOUT_UPDATES for one in given):  # that was heard before
        return _window(None)  # the window knows what was opened last, and whether one is named
    streams.prepare()
    try:
        return _answered(given)
    except SscError as error:
        streams.tell(str(error))
        return REFUSED
    except (Cancelled, KeyboardInterrupt):
        return REFUSED
    except BrokenPipeError:
        return DONE  # whoever reads our list has seen enough
    except Exception as error:  # noqa: BLE001 - the last door: a bug is told in words too
        return _bug(error)


def _answered(given: Sequence[str]) -> int:
    try:
        return _command(given)
    finally:
        streams.finish()


def _command(given: Sequence[str]) -> int:
    if all(one.endswith(_OPENED) for one in given):
        return _window(None, [Path(one).absolute() for one in given])
    from ssc_desktop.cli import arguments

    parsed = arguments.parsed(given)
    if parsed is None:
        return WRONG_USAGE
    if parsed.selftest or parsed.command is not None:
        program.reached()
    if parsed.selftest:
        from ssc_desktop.cli import selftest

        return selftest.run()
    if parsed.command is None:
        return _window(parsed.library)
    from ssc_desktop.cli import commands

    return commands.run(parsed)


def _window(library: Path | None, opened: Sequence[Path] = ()) -> int:
    try:
        from ui import app
    except ImportError as error:
        _bug(error)
        return REFUSED
    return app.run(library, opened)


def _bug(error: BaseException) -> int:
    """Say that it is our mistake; the details go to a file that a person can send."""
    written = ""
    try:
        folder = paths.data_folder() / "logs"
        folder.mkdir(parents=True, exist_ok=True)
        log = logging.getLogger("ssc_desktop.crash")
        handler = logging.handlers.RotatingFileHandler(
            folder / "ssc-desktop.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8"
        )
        log.addHandler(handler)
        # the place in the program only: never what a story says
        where = traceback.extract_tb(error.__traceback__)
        log.error(
            "%s at %s", type(error).__name__, "; ".join(f"{f.name}:{f.lineno}" for f in where)
        )
        log.removeHandler(handler)
        handler.close()
        written = str(folder / "ssc-desktop.log")
    except OSError:
        written = ""
    said = _("Something went wrong that should not have; what was saved is safe.")
    where_to_look = _("Details are in {path}.").format(path=written) if written else ""
    streams.tell(f"{said} {where_to_look}".strip())
    return REFUSED
