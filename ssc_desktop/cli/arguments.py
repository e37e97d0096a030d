"""What can be typed behind the program's name."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ssc_desktop import program
from ssc_desktop.cli import (
    documents,
    exchange_arguments,
    paper,
    protection,
    safekeeping,
    tables,
    updates,
)
from ssc_desktop.cli.streams import say, tell
from ssc_desktop.i18n import LANGUAGES, _
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.record.words import cleaned


def parsed(given: Sequence[str]) -> argparse.Namespace | None:
    """The arguments, or None where they are wrong; usage and reason are then on standard error."""
    try:
        return _parser().parse_args(given)
    except SystemExit as left:
        if left.code:
            return None
        raise


def options() -> list[argparse.Action]:
    """The options that stand before a command, for the manual page."""
    return [one for one in _parser()._actions if one.option_strings]  # noqa: SLF001 - argparse has no door


def commands() -> list[tuple[str, str]]:
    """Every command and what it does, for the manual page."""
    kept = next(one for one in _parser()._actions if isinstance(one, argparse._SubParsersAction))  # noqa: SLF001
    return [(one.dest, one.help or "") for one in kept._choices_actions]  # noqa: SLF001


class _Parser(argparse.ArgumentParser):
    def _print_message(self, message: str, file: Any = None) -> None:
        """Show help, version or usage; argparse itself is silent where they cannot be written."""
        speak = say if file is sys.stdout else tell
        speak(message.removesuffix("\n"))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="ssc-desktop",
        description=_("Case stories of South-South and triangular cooperation, offline."),
        epilog=_("Without a command the window opens."),
    )
    parser.add_argument("--version", action="version", version=updates.version())
    parser.add_argument(
        "--library",
        type=_folder,
        metavar="DIR",
        help=_("the library's folder (or SSC_LIBRARY)"),
    )
    parser.add_argument("--selftest", action="store_true", help=_("try the program's own parts"))
    parser.add_argument(
        program.WITHOUT_UPDATES,
        action="store_true",
        help=_("run what was installed, not an update of it"),
    )
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"))
    _stories(commands)
    _documents(commands)
    exchange_arguments.add(commands)
    _care(commands)
    for command in commands.choices.values():
        # also behind the command; what stands before it is not forgotten
        command.add_argument(
            "--library",
            type=_folder,
            metavar="DIR",
            default=argparse.SUPPRESS,
            help=argparse.SUPPRESS,
        )
    return parser


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError(_("the name of the folder is empty"))
    return Path(text)


def _stories(commands: Any) -> None:
    new = commands.add_parser("new", help=_("make an empty story"))
    new.add_argument("--title", default="", type=cleaned)
    new.add_argument("--language", default="en", help=_("language of the text"))
    add = commands.add_parser("add", help=_("add stories from record JSON"))
    add.add_argument("files", nargs="+", type=Path, metavar="FILE.json")
    listed = commands.add_parser("list", help=_("list the stories"))
    listed.add_argument("--json", action="store_true")
    listed.add_argument("--query", default="", type=cleaned, metavar="TEXT")
    statuses = [entry.code for entry in vocabulary("case_status").entries]
    listed.add_argument("--status", default="", choices=statuses, metavar="S")
    listed.add_argument("--trash", action="store_true")
    show = commands.add_parser("show", help=_("show a story"))
    show.add_argument("id", type=cleaned)
    show.add_argument("--json", action="store_true")
    change = commands.add_parser("set", help=_("change a field"))
    change.add_argument("id", type=cleaned)
    change.add_argument("field", metavar="FIELD")
    change.add_argument("value", metavar="VALUE", help=_("JSON or text"))
    trash = commands.add_parser("trash", help=_("put stories into the trash"))
    trash.add_argument("ids", nargs="+", type=cleaned, metavar="ID")


def _documents(commands: Any) -> None:
    documents.add(commands)
    paper.add(commands)
    tables.add(commands)
    _form(commands)


def _form(commands: Any) -> None:
    form = commands.add_parser("form", help=_("write a form that is filled in with Word"))
    form.add_argument("--lang", default="", choices=tuple(LANGUAGES), metavar="xx")
    form.add_argument(
        "--for", dest="ids", nargs="+", default=(), type=cleaned, metavar="ID",
        help=_("ask what these stories lack; of several, a form each into the folder"),
    )  # fmt: skip
    form.add_argument("--depth", default="", choices=("overview", "full_story"))
    form.add_argument("--all", action="store_true", help=_("ask everything, with what is there"))
    form.add_argument("--name", default="", type=cleaned, help=_("whom the form is for"))
    form.add_argument("--protect", action="store_true", help=_("let only the fields be changed"))
    form.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE.docx",
        help=_("the file; of several stories the folder"),
    )  # fmt: skip


def _care(commands: Any) -> None:
    check = commands.add_parser("check", help=_("check the whole library"))
    check.add_argument("--rebuild", action="store_true", help=_("derive lists and search anew"))
    check.add_argument("--deep", action="store_true", help=_("look at backups and disk too"))
    rescue = commands.add_parser(
        "rescue", help=_("save what can be read of a damaged library into a new one")
    )
    rescue.add_argument("-o", "--output", type=_folder, metavar="DIR", help=_("the new library"))
    safekeeping.add(commands)
    protection.add(commands)
    updates.add(commands)
    commands.add_parser("schema", help=_("print the JSON Schema of a record"))
    samples = commands.add_parser("samples", help=_("add the sample stories"))
    samples.set_defaults(files=())
    tour = commands.add_parser("tour", help=_("show the main job in a folder"))
    tour.add_argument("folder", type=_folder, metavar="DIR")
