"""What each command does: a use case, and its answer as lines or JSON."""

import argparse
from collections.abc import Callable
from typing import Any

from ssc_desktop import i18n
from ssc_desktop.cli import (
    documents,
    exchange,
    paper,
    protection,
    rescuing,
    safekeeping,
    settling,
    tables,
    taking,
    telling,
    updates,
)
from ssc_desktop.cli.command import library_of, remark, say_json
from ssc_desktop.cli.streams import say
from ssc_desktop.i18n import _, translated_in
from ssc_desktop.record import CASE, clearing, record_json
from ssc_desktop.record.schema import json_schema
from ssc_desktop.services import cases, libraries
from ssc_desktop.services.answers import Query, Summary
from ssc_desktop.services.listing import Conditions

_EVERYTHING = 1_000_000


def run(given: argparse.Namespace) -> int:
    """Do one command; returns the exit code. Raises SscError with the reason of a refusal."""
    return _COMMANDS[given.command](given) or 0


def _new(given: argparse.Namespace) -> None:
    with library_of(given) as library:
        values = {"title": given.title} if given.title else {}
        case_id, _changes = cases.created(library, given.language, values)
    say(case_id)


def _add(given: argparse.Namespace) -> None:
    from ssc_desktop.sheets import json_in

    found = [(path, record) for path in given.files for record in json_in.records_in(path)]
    # all are looked at before the first is added
    for path, record in found:
        json_in.look_at(path, record)
    with library_of(given) as library:
        together = [(record, path.parent) for path, record in found]
        ids, _changes = cases.added_together(library, together)
    for case_id in ids:
        say(case_id)


def _list(given: argparse.Namespace) -> None:
    narrowed = Conditions(status=(given.status,) if given.status else ())
    query = Query(given.query, narrowed, given.trash, limit=_EVERYTHING)
    with library_of(given) as library:
        listing = cases.listing(library, query)
    if given.json:
        say_json([_summary(one) for one in listing.summaries])
        return
    for one in listing.summaries:
        mark = f"  [{_('contested')}]" if one.contested else ""
        say(f"{one.id}  {one.status:<13} {one.completeness:>3} %  {one.title}{mark}")


def _summary(one: Summary) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "short_name": one.short_name,
        "status": one.status,
        "givers": list(one.givers),
        "takers": list(one.takers),
        "sector": one.sector,
        "changed": one.changed,
        "completeness": one.completeness,
        "conflicts": one.conflicts,
        "deleted": one.deleted,
        "contested": one.contested,
    }


def _show(given: argparse.Namespace) -> None:
    with library_of(given) as library:
        held = cases.opened(library, cases.found(library, given.id)).case
    # what is printed is soon piped into a file or a mail
    case, never = clearing.without_what_never_leaves(held, CASE)
    remark(tuple(clearing.sentences(never)))
    if given.json:
        say(record_json.text(case), end="")
        return
    for line in telling.lines(case, translated_in(i18n.language())):
        say(line)


def _set(given: argparse.Namespace) -> None:
    with library_of(given) as library:
        case_id = cases.found(library, given.id)
        case = cases.opened(library, case_id).case
        path, value = cases.read_value(case, given.field, given.value)
        cases.set_value(library, case_id, path, value)


def _trash(given: argparse.Namespace) -> None:
    with library_of(given) as library:
        cases.trash(library, [cases.found(library, one) for one in given.ids])


def _form(given: argparse.Namespace) -> None:
    from ssc_desktop.services import forms

    wish = forms.DocumentWish(
        "form", given.lang, protect=given.protect, ask="" if given.all else "missing"
    )
    if not given.ids:
        made = forms.make(None, given.output, wish, depth=given.depth, for_whom=given.name)
    else:
        with library_of(given) as library:
            ids = [cases.found(library, one) for one in given.ids]
            if len(ids) > 1:
                made = forms.make_each(library, ids, given.output, wish)
            else:
                made = forms.make(
                    library, given.output, wish,
                    case_id=ids[0], depth=given.depth, for_whom=given.name,
                )  # fmt: skip
    for path in made.files or (made.path,):
        say(str(path))
    remark(made.left_out)


def _schema(_given: argparse.Namespace) -> None:
    say_json(json_schema())


def _samples(given: argparse.Namespace) -> None:
    with library_of(given) as library:
        for case_id in sorted(libraries.add_samples(library).cases):
            say(case_id)


def _tour(given: argparse.Namespace) -> None:
    from ssc_desktop.cli import tour

    tour.run(given.folder)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int | None]] = {
    "new": _new,
    "add": _add,
    "list": _list,
    "show": _show,
    "set": _set,
    "trash": _trash,
    "restore": safekeeping.restore,
    "word": documents.word,
    "pdf": paper.pdf,
    "lint": paper.lint,
    "table": tables.table,
    "profiles": tables.profiles,
    "profile": tables.profile,
    "form": _form,
    "bundle": exchange.bundle,
    "verify": exchange.verify,
    "take": taking.take,
    "inbox": exchange.waiting,
    "undo": exchange.undo,
    "receipt": exchange.receipt,
    "request": exchange.request,
    "devices": exchange.devices,
    "trust": exchange.set_trust,
    "invite": exchange.invite,
    "join": exchange.join,
    "ledger": exchange.delivered,
    "log": exchange.log,
    "station": exchange.station,
    "conflicts": settling.conflicts,
    "settle": settling.settle,
    "check": rescuing.check,
    "rescue": rescuing.rescue,
    "backup": safekeeping.backup,
    "archive": safekeeping.archive,
    "unpack": safekeeping.unpack,
    "protect": protection.protect,
    "unprotect": protection.unprotect,
    "password": protection.password,
    "update": updates.update,
    "licences": updates.licences,
    "schema": _schema,
    "samples": _samples,
    "tour": _tour,
}
