"""The commands for tables: `table` writes them, `profile` says how those of others are read."""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from ssc_desktop.cli import exchange_arguments, telling
from ssc_desktop.cli.command import library_of, remark
from ssc_desktop.cli.documents import chosen
from ssc_desktop.cli.streams import say
from ssc_desktop.i18n import LANGUAGES, _
from ssc_desktop.record.words import cleaned

FORMS = ("xlsx", "csv", "json")


def add(commands: Any) -> None:
    """Add the commands."""
    table = commands.add_parser("table", help=_("write stories as a workbook, tables or JSON"))
    table.add_argument("ids", nargs="*", type=cleaned, metavar="ID")
    table.add_argument("--all", action="store_true", help=_("all stories of the library"))
    table.add_argument("--as", dest="form", choices=FORMS, default="xlsx")
    table.add_argument("--lang", default="", choices=tuple(LANGUAGES), metavar="xx")
    table.add_argument(
        "--everything", action="store_true", help=_("for yourself: also what is private")
    )
    how_far = _("how far the file goes (as far as each story may)")
    exchange_arguments.where_to(table, "FILE", how_far, "")
    commands.add_parser("profiles", help=_("list the saved column profiles"))
    profile = commands.add_parser("profile", help=_("deal with a column profile"))
    deeds = profile.add_subparsers(dest="deed", metavar=_("DEED"), required=True)
    guess = deeds.add_parser("guess", help=_("say what the columns of a table may answer"))
    guess.add_argument("file", type=Path, metavar="FILE")
    guess.add_argument("--save", default="", type=cleaned, metavar="NAME", help=_("keep it so"))
    forget = deeds.add_parser("forget", help=_("take a saved profile away"))
    forget.add_argument("name", type=cleaned, metavar="NAME")


def table(given: argparse.Namespace) -> None:
    """Write stories as a workbook, tables of text or JSON."""
    from ssc_desktop.services import tables_out

    with library_of(given) as library:
        ids = chosen(library, given)
        if given.dry_run:
            telling.list_what_leaves(library, ids, "word", given.circle)
            return
        wish = tables_out.TableWish(given.form, given.circle, given.everything, given.lang)
        made = tables_out.write(library, ids, given.output, wish)
    say(str(made.path))
    remark(made.left_out)


def profiles(_given: argparse.Namespace) -> None:
    """List the saved profiles."""
    from ssc_desktop.services import profiling

    for one in profiling.saved():
        say(f"{one.name}  {', '.join(sorted({rule.sheet for rule in one.rules}))}")


def profile(given: argparse.Namespace) -> None:
    """Guess a profile, or take one away."""
    from ssc_desktop.services import profiling

    if given.deed == "forget":
        profiling.forget(given.name)
        return
    if profiling.is_ours(given.file):
        say(_("This table is of this program and needs no profile."))
        return
    found = profiling.guess(given.file)
    for line in _lines(found.columns):
        say(line)
    if given.save:
        say(str(profiling.save(replace(found.profile, name=given.save))))


def _lines(columns: Any) -> Iterator[str]:
    sheet = ""
    for one in columns:
        if one.rule.sheet != sheet:
            sheet = one.rule.sheet
            yield sheet
        if one.certainty:
            doubt = _(" (perhaps)") if one.certainty == "likely" else ""
            ticked = f"={one.rule.choice}" if one.rule.choice else ""
            yield f"  {one.rule.column} -> {one.rule.field}{ticked}{doubt}"
        elif one.samples:
            yield _("  {column}: not used").format(column=one.rule.column)
