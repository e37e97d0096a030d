"""What each command does: a use case, and its answer as lines or JSON."""

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ssc_desktop import i18n, paths
from ssc_desktop.cli import reading, telling
from ssc_desktop.cli.streams import say, tell
from ssc_desktop.errors import SscError
from ssc_desktop.i18n import _, ngettext, translated_in
from ssc_desktop.record import CASE, clearing, record_json
from ssc_desktop.record.schema import json_schema
from ssc_desktop.services import bundles, cases, conflicts, libraries
from ssc_desktop.services.answers import Plan, Query, Summary, Taken
from ssc_desktop.services.listing import Conditions

_EVERYTHING = 1_000_000


def run(given: argparse.Namespace) -> int:
    """Do one command; returns the exit code. Raises SscError with the reason of a refusal."""
    return _COMMANDS[given.command](given) or 0


@contextmanager
def library_of(given: argparse.Namespace) -> Iterator[libraries.Library]:
    """The library that is named, opened for this command."""
    library = libraries.opened(given.library or paths.default_library())
    try:
        yield library
    finally:
        library.close()


def _new(given: argparse.Namespace) -> None:
    with library_of(given) as library:
        values = {"title": given.title} if given.title else {}
        case_id, _changes = cases.created(library, given.language, values)
    say(case_id)


def _add(given: argparse.Namespace) -> None:
    found = [(path, record) for path in given.files for record in reading.records_in(path)]
    # all are looked at before the first is added
    for path, record in found:
        reading.look_at(path, record)
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
        _print_json([_summary(one) for one in listing.summaries])
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
    _remark(tuple(clearing.sentences(never)))
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


def _restore(given: argparse.Namespace) -> None:
    with library_of(given) as library:
        cases.restore(library, [cases.found(library, one) for one in given.ids])


def _word(given: argparse.Namespace) -> None:
    # the writer of documents is the heaviest part: other commands do without it
    from ssc_desktop.services import documents

    with library_of(given) as library:
        ids = [cases.found(library, one) for one in given.ids]
        if given.dry_run:
            _list_what_leaves(library, ids, "word", given.circle)
            return
        made = documents.word(
            library, ids, given.layout, given.output, circle=given.circle, language=given.lang
        )
    say(str(made.path))
    _remark(made.left_out)


def _bundle(given: argparse.Namespace) -> None:
    with library_of(given) as library:
        ids = [cases.found(library, one) for one in given.ids] or None
        if given.dry_run:
            _list_what_leaves(library, ids, "bundle", given.circle)
            return
        wish = bundles.Wish(given.circle, given.with_private)
        made = bundles.make(library, ids, given.output, wish)
    say(
        ngettext(
            "{path}: {n} story, {pictures} pictures. Checked.",
            "{path}: {n} stories, {pictures} pictures. Checked.",
            made.stories,
        ).format(path=made.path, n=made.stories, pictures=made.pictures)
    )
    _remark(made.left_out)


def _list_what_leaves(
    library: libraries.Library, ids: list[str] | None, medium: str, circle: str
) -> None:
    from ssc_desktop.services import leaving

    for line in telling.leaving(leaving.preview(library, ids, medium, circle)):
        say(line)


def _remark(sentences: tuple[str, ...]) -> None:
    for sentence in sentences:
        tell(sentence)


def _verify(given: argparse.Namespace) -> int:
    refused = 0
    for path in given.files:
        try:
            found = bundles.verify(path)
        except SscError as error:
            refused = 1
            rule = getattr(error, "rule", "") or type(error).__name__
            say(_("{path}: refused ({rule})").format(path=path, rule=rule))
            tell(str(error))
            continue
        say(
            _("{path}: accepted, {stories} stories, {revisions} revisions, from {sender}").format(
                path=path, stories=found.stories, revisions=found.revisions, sender=found.sender
            )
        )
        _remark(found.quarantined)
    return refused


def _take(given: argparse.Namespace) -> int:
    refused = 0
    answers: list[dict[str, Any]] = []
    with library_of(given) as library:
        for path in given.files:
            try:
                taken: Taken = (
                    bundles.plan(library, path) if given.dry_run else bundles.take(library, path)[0]
                )
            except SscError as error:
                refused = 1
                tell(str(error))
                answers.append({"file": str(path), "refused": error.message})
                continue
            answers.append(_taken(taken))
            if not given.json:
                say(f"{path}: {taken.sentence()}")
                _remark((*taken.warnings, *taken.quarantined))
    if given.json:
        _print_json(answers)
    return refused


def _taken(taken: Taken) -> dict[str, Any]:
    return {
        "file": str(taken.path),
        "bundle": taken.bundle,
        "dry_run": isinstance(taken, Plan),
        "sender": taken.sender,
        "sender_state": taken.sender_state,
        "new": [one.id for one in taken.new],
        "updated": [one.id for one in taken.updated],
        "unchanged": taken.unchanged,
        "conflicts": taken.conflicts,
        "attachments": taken.pictures,
        "quarantined": list(taken.quarantined),
        "missing": list(taken.missing),
        "warnings": list(taken.warnings),
    }


def _conflicts(given: argparse.Namespace) -> None:
    with library_of(given) as library:
        found = conflicts.listed(library)
        contested = conflicts.contested(library)
    if given.json:
        _print_json([*map(telling.conflict, found), *map(telling.contested, contested)])
        return
    for one in found:
        say(f"{one.case_id}  {one.field}  ({one.title})")
        for version in one.versions:
            value = json.dumps(version.value, ensure_ascii=False)
            say(f"    {version.device}, {version.at[:16]}: {value}")
    for other in contested:
        say(f"{other.case_id}  {other.field}  ({other.title})")
        for act in other.deleted:
            say(f"    {act.device}, {act.at[:16]}: {_('deleted it')}")
        for act in other.edited:
            say(f"    {act.device}, {act.at[:16]}: {_('changed it')}")


def _check(given: argparse.Namespace) -> int:
    with library_of(given) as library:
        if given.rebuild:
            libraries.rebuild(library)
        health = libraries.check(library)
    say(
        _("{stories} stories, {revisions} revisions, {attachments} attachments").format(
            stories=health.stories, revisions=health.revisions, attachments=health.attachments
        )
    )
    _remark(health.problems)
    say(_("Problems were found.") if health.problems else _("All is well."))
    return 1 if health.problems else 0


def _schema(_given: argparse.Namespace) -> None:
    _print_json(json_schema())


def _samples(given: argparse.Namespace) -> None:
    with library_of(given) as library:
        for case_id in sorted(libraries.add_samples(library).cases):
            say(case_id)


def _tour(given: argparse.Namespace) -> None:
    from ssc_desktop.cli import tour

    tour.run(given.folder)


def _print_json(data: object) -> None:
    say(json.dumps(data, ensure_ascii=False, indent=1))


_COMMANDS: dict[str, Callable[[argparse.Namespace], int | None]] = {
    "new": _new,
    "add": _add,
    "list": _list,
    "show": _show,
    "set": _set,
    "trash": _trash,
    "restore": _restore,
    "word": _word,
    "bundle": _bundle,
    "verify": _verify,
    "take": _take,
    "conflicts": _conflicts,
    "check": _check,
    "schema": _schema,
    "samples": _samples,
    "tour": _tour,
}
