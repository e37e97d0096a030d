"""What can be typed behind the commands that deal with others."""

import argparse
import re
from pathlib import Path
from typing import Any

from ssc_desktop.i18n import LANGUAGES, _
from ssc_desktop.record.words import cleaned

CIRCLES = ("workshop", "repository", "public")
STATES = ("checked", "seen", "new", "blocked")
_SIZE = re.compile(r"(\d{1,12}(?:\.\d{1,3})?) ?(k|m|g)?b?", re.IGNORECASE | re.ASCII)
_UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3}
_SMALLEST = 100_000


def add(commands: Any) -> None:
    """Add the commands."""
    _bundles(commands)
    _taking_in(commands)
    _messages(commands)
    _unsettled(commands)
    _computers(commands)


def where_to(command: Any, kind: str, how_far: str, usual: str) -> None:
    """Where a file goes, or that none is to be written; and for whom it is."""
    where = command.add_mutually_exclusive_group(required=True)
    where.add_argument("-o", "--output", type=Path, metavar=kind)
    where.add_argument(
        "--dry-run", action="store_true", help=_("say what would leave this computer")
    )
    command.add_argument("--circle", choices=CIRCLES, default=usual, help=how_far)


def _size(text: str) -> int:
    form = _SIZE.fullmatch(text.strip())
    size = round(float(form[1]) * _UNITS[(form[2] or "").lower()]) if form else 0
    if size < _SMALLEST:
        raise argparse.ArgumentTypeError(_("a size such as 7.3MB, 100 kB at least"))
    return size


def _bundles(commands: Any) -> None:
    bundle = commands.add_parser("bundle", help=_("write stories as a signed bundle"))
    bundle.add_argument("ids", nargs="*", type=cleaned, metavar="ID")
    where_to(bundle, "FILE.sscz", _("how far the bundle goes (the workshop)"), CIRCLES[0])
    bundle.add_argument(
        "--for",
        dest="receiver",
        default="",
        metavar="RECEIPT",
        help=_("leave out what this receipt, or computer, is known to hold"),
    )
    sealed = bundle.add_mutually_exclusive_group()
    sealed.add_argument(
        "--to",
        action="append",
        default=[],
        metavar="KEY",
        help=_("encrypt for a computer or a key (age1…); can be repeated"),
    )
    sealed.add_argument(
        "--passphrase", action="store_true", help=_("encrypt with a passphrase, which is asked")
    )
    bundle.add_argument(
        "--max-part", type=_size, default=0, metavar="SIZE", help=_("split into files of this size")
    )
    bundle.add_argument("--light", action="store_true", help=_("without pictures and files"))
    bundle.add_argument("--with-private", action="store_true", help=_("also contacts and consents"))


def _taking_in(commands: Any) -> None:
    verify = commands.add_parser("verify", help=_("check bundles"))
    verify.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _take(commands)
    inbox = commands.add_parser("inbox", help=_("list the bundles that wait for you"))
    what = inbox.add_mutually_exclusive_group()
    what.add_argument("--accept", default="", metavar="ID", help=_("take it in"))
    what.add_argument("--remove", default="", metavar="ID", help=_("leave it out"))
    inbox.add_argument("--json", action="store_true")
    undo = commands.add_parser("undo", help=_("take back what bundles brought"))
    undo.add_argument("bundles", nargs="+", type=cleaned, metavar="BUNDLE")
    undo.add_argument("--put-back", action="store_true", help=_("bring it back"))
    station = commands.add_parser("station", help=_("look into folders for bundles"))
    station.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    station.add_argument("--dry-run", action="store_true", help=_("say what would happen"))
    station.add_argument(
        "--accept", action="store_true", help=_("also from computers never met before")
    )


def _take(commands: Any) -> None:
    take = commands.add_parser(
        "take", help=_("take in bundles, documents, forms, tables and stories as JSON")
    )
    take.add_argument("files", nargs="+", type=Path, metavar="FILE")
    take.add_argument("--dry-run", action="store_true", help=_("say what would happen"))
    take.add_argument("--json", action="store_true")
    take.add_argument(
        "--accept", action="store_true", help=_("also from computers never met before")
    )
    take.add_argument(
        "--passphrase", action="store_true", help=_("open with a passphrase, which is asked")
    )
    take.add_argument(
        "--rescue", action="store_true", help=_("take in what is whole of damaged copies")
    )
    take.add_argument(
        "--only",
        nargs="+",
        default=[],
        type=cleaned,
        metavar="FIELD",
        help=_("of documents and tables just these answers, as “title” or “result/ID/actual”"),
    )
    take.add_argument(
        "--story",
        default="",
        type=cleaned,
        metavar="ID",
        help=_("the story that a document is about, where it does not say so"),
    )
    take.add_argument(
        "--profile",
        default="",
        type=cleaned,
        metavar="NAME",
        help=_("what the columns of other people’s tables answer: see “profiles”"),
    )


def _messages(commands: Any) -> None:
    receipt = commands.add_parser("receipt", help=_("write a receipt of what is held here"))
    receipt.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.sscz")
    request = commands.add_parser("request", help=_("ask others for what is missing here"))
    request.add_argument("ids", nargs="*", type=cleaned, metavar="ID")
    request.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.sscz")
    ledger = commands.add_parser("ledger", help=_("say which stories and laptops arrived"))
    ledger.add_argument("--json", action="store_true")
    log = commands.add_parser("log", help=_("list what was done with others"))
    log.add_argument("--limit", type=int, default=50, metavar="N")


def _unsettled(commands: Any) -> None:
    conflicts = commands.add_parser("conflicts", help=_("list fields that need a person"))
    conflicts.add_argument("--json", action="store_true")
    settle = commands.add_parser("settle", help=_("settle a field that needs a person"))
    settle.add_argument("id", type=cleaned, metavar="ID")
    settle.add_argument("field", metavar="FIELD", help=_("as “conflicts” names it"))
    choice = settle.add_mutually_exclusive_group(required=True)
    choice.add_argument("--keep", default="", metavar="REV", help=_("this version"))
    choice.add_argument("--text", type=Path, metavar="FILE", help=_("a new text, from a file"))
    choice.add_argument("--both", action="store_true", help=_("all, one after the other"))
    choice.add_argument("--delete", action="store_true", help=_("what was deleted goes"))
    choice.add_argument("--stay", action="store_true", help=_("what was deleted stays"))
    settle.add_argument("--why", default="", type=cleaned, metavar="TEXT")


def _computers(commands: Any) -> None:
    devices = commands.add_parser("devices", help=_("list the computers met"))
    devices.add_argument("--json", action="store_true")
    trust = commands.add_parser("trust", help=_("say how far a computer is trusted"))
    trust.add_argument("key", type=cleaned, metavar="KEY", help=_("its name or fingerprint"))
    trust.add_argument("state", choices=STATES)
    invite = commands.add_parser("invite", help=_("write an invitation to a workshop"))
    invite.add_argument("name", type=cleaned)
    invite.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.sscz")
    invite.add_argument("--languages", nargs="*", default=[], choices=tuple(LANGUAGES))
    invite.add_argument("--laptops", type=int, default=0, metavar="N", help=_("how many come"))
    invite.add_argument("--max-part", type=_size, default=0, metavar="SIZE")
    invite.add_argument("--repository", default="", metavar="KEY")
    join = commands.add_parser("join", help=_("take an invitation in"))
    join.add_argument("file", type=Path, metavar="FILE.sscz")
