"""Commands about paper: stories as PDF, and a look at a Word document before it is shared."""

import argparse
from pathlib import Path
from typing import Any

from ssc_desktop.cli import documents, exchange_arguments, telling
from ssc_desktop.cli.command import library_of, remark, say_json
from ssc_desktop.cli.streams import say
from ssc_desktop.i18n import LANGUAGES, _, ngettext
from ssc_desktop.record.words import cleaned

_FORM = "form"


def add(commands: Any) -> None:
    """Add the commands."""
    pdf = commands.add_parser("pdf", help=_("write stories as PDF"))
    pdf.add_argument("ids", nargs="*", type=cleaned, metavar="ID")
    pdf.add_argument("--all", action="store_true", help=_("all stories of the library"))
    pdf.add_argument("--layout", choices=(*documents.LAYOUTS, _FORM), default="story")
    pdf.add_argument("--lang", default="", choices=tuple(LANGUAGES), metavar="xx")
    pdf.add_argument("--template", type=Path, metavar="FILE.docx", help=_("a house style"))
    pdf.add_argument(
        "--same-as-word", action="store_true", help=_("let Word or LibreOffice make the pages")
    )
    how_far = _("how far the document goes (as far as each story may)")
    exchange_arguments.where_to(pdf, "FILE.pdf", how_far, "")
    lint = commands.add_parser("lint", help=_("check a Word document before sharing it"))
    lint.add_argument("file", type=Path, metavar="FILE.docx")
    lint.add_argument("--json", action="store_true")


def pdf(given: argparse.Namespace) -> None:
    """Write stories as PDF."""
    from ssc_desktop.services import printing

    missing = given.layout == _FORM and bool(given.ids)
    wish = printing.DocumentWish(
        given.layout, given.lang, given.template, ask="missing" if missing else ""
    )
    with library_of(given) as library:
        blank = given.layout == _FORM and not (given.ids or given.all)
        ids = [] if blank else documents.chosen(library, given)
        if given.dry_run:
            telling.list_what_leaves(library, ids, "word", given.circle)
            return
        if given.same_as_word:
            made = printing.same_as_word(library, ids, wish, given.output, circle=given.circle)
        else:
            # the second door to the window's side: Qt sets the pages, no window is opened
            from ui import pdf as pages

            made = pages.stories(library, ids, wish, given.output, circle=given.circle)
    say(str(made.path))
    remark([*made.left_out, _who(made)])


def _who(made: Any) -> str:
    """Who made the pages, and how many: the pages of two programs differ by a line."""
    if made.program:
        return _("{program} made the pages.").format(program=made.program)
    counted = ngettext("{n} page", "{n} pages", made.pages).format(n=made.pages)
    return _("SSC Desktop made the pages: {counted}.").format(counted=counted)


def lint(given: argparse.Namespace) -> int:
    """Look at a Word document; 1 where something should be mended."""
    from ssc_desktop.services import checking

    found = checking.looked_at(given.file)
    if given.json:
        say_json(
            {
                "file": str(given.file),
                "remarks": [
                    {"severity": one.severity, "rule": one.rule, "text": one.text}
                    for one in found.remarks
                ],
            }
        )
    else:
        for one in found.remarks:
            say(one.text)
        if not found.remarks:
            say(_("There is nothing to mend in this document."))
    return 1 if found.remarks else 0
