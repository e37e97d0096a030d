"""The command `word`: stories as Word documents in every layout."""

import argparse
from pathlib import Path
from typing import Any

from ssc_desktop.cli import exchange_arguments, telling
from ssc_desktop.cli.command import library_of, remark
from ssc_desktop.cli.streams import say
from ssc_desktop.errors import InvalidInput
from ssc_desktop.i18n import LANGUAGES, _
from ssc_desktop.record.words import cleaned
from ssc_desktop.services import cases
from ssc_desktop.services.answers import Query

LAYOUTS = ("overview", "story", "poster", "study", "comparison", "book")
"""Kept here, since the writer of documents is the heaviest part; a test compares them."""
_EVERYTHING = 1_000_000


def add(commands: Any) -> None:
    """Add the command."""
    word = commands.add_parser("word", help=_("write stories as a Word document"))
    word.add_argument("ids", nargs="*", type=cleaned, metavar="ID")
    word.add_argument("--all", action="store_true", help=_("all stories of the library"))
    word.add_argument("--layout", choices=LAYOUTS, default="story")
    word.add_argument("--lang", default="", choices=tuple(LANGUAGES), metavar="xx")
    word.add_argument("--template", type=Path, metavar="FILE.docx", help=_("a house style"))
    word.add_argument("--title", default="", help=_("of a document of several stories"))
    word.add_argument(
        "--volumes", action="store_true", help=_("a book in files of at most 150 stories")
    )
    word.add_argument(
        "--full",
        nargs="+",
        default=[],
        type=cleaned,
        metavar="ID",
        help=_("stories that a book tells in full (all: each of them)"),
    )
    word.add_argument(
        "--page-numbers",
        choices=("none", "ask", "exact"),
        default="none",
        help=_("in the contents of a book: none, filled in by Word, or exact through LibreOffice"),
    )
    word.add_argument(
        "--digits",
        choices=("western", "native"),
        default="western",
        help=_("of figures: 0-9, or those of the language"),
    )
    how_far = _("how far the document goes (as far as each story may)")
    exchange_arguments.where_to(word, "FILE.docx", how_far, "")


def word(given: argparse.Namespace) -> None:
    """Write stories as one Word document, or as volumes."""
    from ssc_desktop.services import documents

    with library_of(given) as library:
        ids = chosen(library, given)
        if given.dry_run:
            telling.list_what_leaves(library, ids, "word", given.circle)
            return
        full = ids if given.full == ["all"] else [cases.found(library, one) for one in given.full]
        wish = documents.DocumentWish(
            given.layout,
            given.lang,
            given.template,
            title=given.title,
            full=frozenset(full),
            volumes=given.volumes,
            digits="native" if given.digits == "native" else "",
            page_numbers="" if given.page_numbers == "none" else given.page_numbers,
        )
        made = documents.word(library, ids, wish, given.output, circle=given.circle)
    for path in made.files:
        say(str(path))
    remark(made.left_out)


def chosen(library: Any, given: argparse.Namespace) -> list[str]:
    """The ids of the stories that were named, or of all that are not in the trash."""
    if bool(given.ids) == given.all:
        raise InvalidInput(
            _("No stories were chosen.") if not given.all else _("Both all and some were chosen."),
            advice=_("Name stories by their ids, or ask for all with --all."),
        )
    if not given.all:
        return [cases.found(library, one) for one in given.ids]
    return sorted(one.id for one in cases.listing(library, Query(limit=_EVERYTHING)).summaries)
