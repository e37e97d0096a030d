"""The program itself: `update`, `licences`, and what `--version` says."""

import argparse
from pathlib import Path
from typing import Any

from ssc_desktop import __version__, program
from ssc_desktop.cli.command import remark
from ssc_desktop.cli.streams import say
from ssc_desktop.i18n import _
from ssc_desktop.services import updating


def version() -> str:
    """What runs, in a line: for programs too, so not translated."""
    installed = program.base()
    if installed is None or installed.version == __version__:
        return f"ssc-desktop {__version__}"
    return f"ssc-desktop {__version__} (update; installed: {installed.version})"


def add(commands: Any) -> None:
    """The commands `update` and `licences`."""
    command = commands.add_parser("update", help=_("take newer code for the program from a file"))
    what = command.add_mutually_exclusive_group()
    what.add_argument("file", nargs="?", type=Path, metavar=f"FILE{updating.ENDING}")
    what.add_argument("--back", action="store_true", help=_("put the newest update away again"))
    command.add_argument("--look", action="store_true", help=_("only say what the file brings"))
    commands.add_parser("licences", help=_("show the licences of all that comes with the program"))


def licences(_given: argparse.Namespace) -> None:
    """Write all licences."""
    from ssc_desktop.services import licences as texts

    say(texts.text())


def update(given: argparse.Namespace) -> None:
    """Take an update, look at one, put one away, or say what runs."""
    if given.back:
        runs = updating.go_back()
        say(_("From its next start on the program is version {version}.").format(version=runs))
    elif given.file is None:
        _tell_standing()
    else:
        _take(given.file, only_look=given.look)


def _take(file: Path, *, only_look: bool) -> None:
    found = updating.look(file)
    say(_("Version {version}, made on {day}").format(version=found.version, day=found.made))
    say(_("Signed by the publisher’s key {key}").format(key=found.signer))
    if found.notes:
        say(found.notes)
    if only_look:
        return
    updating.apply(found)
    say(_("From its next start on the program is version {version}.").format(version=found.version))


def _tell_standing() -> None:
    standing = updating.standing()
    say(version())
    if standing.waiting:
        remark(
            [
                _("From its next start on the program is version {version}.").format(
                    version=standing.waiting
                )
            ]
        )
    remark(
        _("Version {version} did not start and is not used.").format(version=one)
        for one in standing.failed
    )
    if not standing.takes:
        remark([_("This copy of the program takes no update files.")])
